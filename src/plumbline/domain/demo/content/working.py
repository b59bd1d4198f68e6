"""When the example company works: lorries every day, two locations otherwise."""

from dataclasses import dataclass
from typing import Final

#: Days of the week of the company, 0 for Monday: freight is on the road on each of them.
EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class LocationContent:
    """Where teams work.

    Attributes:
        weekdays: On which days of the week.
        team: Key of the team that works there, with all below.
    """

    name: str
    weekdays: tuple[int, ...]
    team: str


@dataclass(frozen=True, slots=True)
class HolidayContent:
    """A day off.

    Attributes:
        location: Where; empty for everywhere.
        ahead: Days from the present one; before it where that is negative.
    """

    name: str
    location: str
    ahead: int


LOCATIONS: Final = (
    LocationContent("Duisburg halls", (0, 1, 2, 3, 4, 5), "warehouses"),
    LocationContent("Leipzig office", (0, 1, 2, 3, 4), "tracking"),
)

HOLIDAYS: Final = (
    HolidayContent("Company day", "", 26),
    HolidayContent("Harbour festival", "Duisburg halls", -19),
    HolidayContent("Stocktaking, no shifts", "Duisburg halls", 19),
    HolidayContent("Office move", "Leipzig office", 12),
    HolidayContent("Day of the founders", "Leipzig office", -33),
)
