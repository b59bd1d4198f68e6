"""What was adjusted of key results: where each was to go before, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.okrs.definitions import Adjusted
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Adjustment, State
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import KeyResultAt
from plumbline.domain.tenancy.scoping import asked_alike

AdjustedAt = Mapping[int, Sequence[Adjusted]]
"""By key result, in the order of recording; one that was never adjusted is not there."""


def adjusted_at(rows: Iterable[KeyResultAt], moment: Moment) -> AdjustedAt:
    """Return what had been adjusted of key results by a moment (one query at most).

    Only of those that begun: before, nothing is adjusted.
    """
    ids = [row.subject.pk for row in rows if State(row.fields.state) not in EDITABLE_STATES]
    return _adjusted(ids, moment) if ids else {}


def adjusted_of(key_result_id: int, moment: Moment) -> Sequence[Adjusted]:
    """Return what had been adjusted of one key result by a moment (one query)."""
    return _adjusted([key_result_id], moment).get(key_result_id, ())


def _adjusted(ids: Sequence[int], moment: Moment) -> AdjustedAt:
    found: dict[int, list[Adjusted]] = defaultdict(list)
    for key_result, on, changes in _adjusted_asked(tuple(ids), moment):
        found[key_result].append(Adjusted(on, changes))
    return found


@asked_alike(128)
def _adjusted_asked(ids: tuple[int, ...], moment: Moment) -> QuerySet[Adjustment, Any]:
    rows = Adjustment.objects.filter(moment.known(), key_result__in=ids)
    return rows.order_by("recorded_at", "pk").values_list("key_result", "effective_on", "changes")
