"""Readings of a metric in order of the day they were true on.

Entries are only ever added: a correction is a new entry, and the one recorded last speaks for
its day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

_NEVER_RECORDED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry about a metric.

    Attributes:
        on: The day the value was true.
        value: In the metric's unit; of a milestone 1 for passed, 0 for not yet. `None` for an
            entry without a value (confidence or a note only).
        stage: Number of stages of a staged milestone reached by that day, in their order.
        recorded_at: When it was learned (UTC); `None` counts as earlier than any instant.
        corrects: The day whose reading this entry takes the place of. A correction without
            value and stage withdraws that reading.
    """

    on: date
    value: Decimal | None = None
    stage: int | None = None
    recorded_at: datetime | None = None
    corrects: date | None = None

    @property
    def has_value(self) -> bool:
        """Whether the entry says where the metric stands."""
        return self.value is not None or self.stage is not None


def readings_effective(readings: Iterable[Reading], *, on: date) -> tuple[Reading, ...]:
    """The readings that hold, one a day, up to and including a day.

    Args:
        readings: Entries in any order; of entries recorded at the same instant the later in
            the iterable counts as recorded later.
        on: Entries about later days are left out.

    Returns:
        Readings with a value or stage, in order of their day.
    """
    by_day: dict[date, Reading] = {}
    for reading in sorted(readings, key=lambda entry: entry.recorded_at or _NEVER_RECORDED):
        if reading.corrects is not None:
            by_day.pop(reading.corrects, None)
        if reading.has_value:
            by_day[reading.on] = reading
    return tuple(by_day[day] for day in sorted(by_day) if day <= on)
