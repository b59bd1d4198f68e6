"""What was adjusted of key results: where each was to go before, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from plumbline.domain.okrs.definitions import Adjusted
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Adjustment, State
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import KeyResultAt

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
    rows = Adjustment.objects.filter(moment.known(), key_result__in=ids)
    found: dict[int, list[Adjusted]] = defaultdict(list)
    told = rows.order_by("recorded_at", "pk").values_list("key_result", "effective_on", "changes")
    for key_result, on, changes in told:
        found[key_result].append(Adjusted(on, changes))
    return found
