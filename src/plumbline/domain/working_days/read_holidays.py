"""What reading a file of holidays yields."""

from dataclasses import dataclass
from datetime import date

from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True)
class ReadHoliday:
    """A day and its name, with the line it stands in, from 1 on."""

    line: int
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class HolidayProblem:
    """Why a line, from 1 on, yields no holiday."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class HolidaysRead:
    """Holidays in order, each day once, and problems in the order of lines."""

    holidays: tuple[ReadHoliday, ...]
    problems: tuple[HolidayProblem, ...]
