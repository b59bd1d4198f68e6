"""What happens in the example company, day by day: the past is written in its own order.

History, journal and as-of pages are true only if the acts are done in the order in which they
happened, each with its own instant. So nothing is done while the content is read: it is entered
here and played afterwards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Happening = Callable[[datetime], object]

#: The first act of a day, and the stretch over which its acts are spread.
DAY_BEGINS = time(8, 10)
DAY_LASTS = timedelta(hours=9)
STEP_MOST = timedelta(minutes=11)


@dataclass(slots=True)
class Timeline:
    """Acts entered in any order, played in that of their days.

    Attributes:
        today: The last day.
        now: No act of the last day is later.
    """

    today: date
    now: datetime
    time_zone: str
    _days: dict[date, list[Happening]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, day: date, happening: Happening) -> None:
        """Enter an act; of one day, what was entered first happens first."""
        self._days[min(day, self.today)].append(happening)

    def __len__(self) -> int:
        return sum(len(happenings) for happenings in self._days.values())

    def play(self) -> Iterator[None]:
        """Do everything, one act at a time, yielding after each."""
        for day in sorted(self._days):
            happenings = self._days[day]
            step = min(STEP_MOST, DAY_LASTS / len(happenings))
            begins = datetime.combine(day, DAY_BEGINS, tzinfo=ZoneInfo(self.time_zone))
            for number, happening in enumerate(happenings):
                happening(min(begins + number * step, self.now))
                yield
