"""What earlier cycles brought on the same metric, for the rules that compare with it.

The same metric is a key result of the same title and unit in a cycle that has ended. Only what
everybody sees counts: findings say the same to whoever reads them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from plumbline.domain.okrs.models import KeyResult, Objective, State, Visibility
from plumbline.domain.okrs.selectors.drafting import PAST_CYCLES
from plumbline.engine.rules.model import Past

NOT_RUN = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)


class Histories:
    """Earlier cycles of the key results of some objectives, looked up once and only if asked.

    Few organizations bind a rule that asks, and every page that judges would pay for it.

    Args:
        parts: The key results by the row of their objective.
        on: Only cycles that had ended by this day.
    """

    def __init__(self, parts: Mapping[int, Sequence[KeyResult]], on: date) -> None:
        self._parts = parts
        self._on = on

    def of(self, objective: Objective) -> "History":
        """Return the past of the key results of an objective (with its cycle fetched)."""
        return History(self, objective)

    def read(self, objective: Objective) -> dict[str, Past]:
        """Return what is known of each key result, by its public id."""
        before = min(objective.cycle.start, self._on)
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
        rows = KeyResult.objects.filter(
            title__in=titles,
            objective__cycle__end__lt=self._on,
            objective__visibility=Visibility.ORGANIZATION,
            objective__is_staged=False,
            baseline__isnull=False,
            score__current_value__isnull=False,
        ).exclude(state__in=NOT_RUN)
        found: dict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
        told = rows.order_by("objective__cycle__end", "pk").values_list(
            "title", "unit", "objective__cycle__end", "baseline", "score__current_value"
        )
        for title, unit, end, baseline, stands in told:
            found[title, unit].append((end, stands - baseline))
        return found


class History(Mapping[str, Past]):
    """The past of the key results of one objective; nothing is read before it is looked at."""

    def __init__(self, histories: Histories, objective: Objective) -> None:
        self._histories = histories
        self._objective = objective

    @cached_property
    def _found(self) -> dict[str, Past]:
        return self._histories.read(self._objective)

    def __getitem__(self, key: str) -> Past:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
