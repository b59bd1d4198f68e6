"""What earlier cycles brought on the same metric, for the rules that compare with it.

The same metric is a key result of the same title and unit in a cycle that has ended. Only what
everybody sees counts: findings say the same to whoever reads them. As of a past day it is what was
known then; what somebody corrected since changes no finding of that day.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveState,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.drafting import PAST_CYCLES
from plumbline.domain.okrs.selectors.lazily import Lazily
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.engine.rules.model import Past

NOT_RUN = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)


class Histories:
    """Earlier cycles of the key results of some objectives, looked up once and only if asked.

    Few organizations bind a rule that asks, and every page that judges would pay for it.

    Args:
        parts: The key results by the row of their objective.
        moment: Only cycles that had ended by its day count, with what was known then.
    """

    def __init__(self, parts: Mapping[int, Sequence[KeyResult]], moment: Moment) -> None:
        self._parts = parts
        self._moment = moment

    def of(self, objective: Objective) -> Mapping[str, Past]:
        """Return the past of the key results of an objective (with its cycle fetched)."""
        return Lazily(partial(self.read, objective))

    def read(self, objective: Objective) -> dict[str, Past]:
        """Return what is known of each key result, by its public id."""
        before = min(objective.cycle.start, self._moment.day)
        found = {}
        for row in self._parts.get(objective.pk, ()):
            told = self._changes.get((row.title, row.unit), ())
            changes = tuple(change for end, change in told if end < before)
            if changes:
                found[row.public_id] = Past(changes[-PAST_CYCLES:])
        return found

    @cached_property
    def _changes(self) -> Mapping[tuple[str, str], list[tuple[date, Decimal]]]:
        titles = {row.title for rows in self._parts.values() for row in rows}
        rows = _then(self._moment) if self._moment.is_past else _now()
        told = (
            rows.filter(
                title__in=titles,
                end__lt=self._moment.day,
                baseline__isnull=False,
                stands__isnull=False,
            )
            .exclude(state__in=NOT_RUN)
            .order_by("end", "pk")
            .values_list("title", "unit", "end", "baseline", "stands")
        )
        found: dict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
        for title, unit, end, baseline, stands in told:
            found[title, unit].append((end, stands - baseline))
        return found


def _now() -> QuerySet[Any]:
    """Return key results that everybody sees, with the end of their cycle and how they stand."""
    rows: QuerySet[Any] = KeyResult.objects.filter(
        objective__visibility=Visibility.ORGANIZATION, objective__is_staged=False
    ).annotate(end=F("objective__cycle__end"), stands=F("score__current_value"))
    return rows


def _then(moment: Moment) -> QuerySet[Any]:
    """Return the same as it was known at a moment, of what everybody saw then and sees now."""
    seen = ObjectiveState.objects.filter(
        moment.in_force,
        subject=OuterRef("subject__objective"),
        visibility=Visibility.ORGANIZATION,
    )
    stood: QuerySet[Any] = KeyResultScoreState.objects.filter(
        moment.in_force, subject__key_result=OuterRef("subject")
    )
    rows: QuerySet[Any] = KeyResultState.objects.filter(
        moment.in_force,
        Exists(seen),
        subject__objective__visibility=Visibility.ORGANIZATION,
        subject__objective__is_staged=False,
    ).annotate(
        end=then(Cycle, "end", moment, by="subject__objective__cycle"),
        stands=Subquery(stood.values("current_value")[:1]),
    )
    return rows
