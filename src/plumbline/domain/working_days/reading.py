"""Reading holidays from what people paste or upload: iCalendar, or a table of days and names."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from plumbline.domain.working_days.icalendar import events_read
from plumbline.domain.working_days.models import NAME_CHARACTERS
from plumbline.domain.working_days.read_holidays import HolidayProblem, HolidaysRead, ReadHoliday
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY
from plumbline.engine.messages import Message

HOLIDAYS_AT_ONCE: Final = 1000
CHARACTERS_AT_MOST: Final = 1_000_000
_DAY_FORMATS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d")
_DAY_WORDS: Final = frozenset({"day", "date", "tag", "datum", "jour", "fecha"})


def holidays_read(text: str, *, this_year: int) -> HolidaysRead:
    """Read holidays from iCalendar or, if it is none, from lines of a day and a name.

    A table may be separated by commas, semicolons or tabs and begin with headings. Days are written
    like 2026-12-25 or 25.12.2026; with slashes day and month could be taken for each other.

    Args:
        text: What was pasted or uploaded.
        this_year: Now; what is repeated every year without end is read for this one and the next.

    Returns:
        What was found in order of the days, each day once, and what was not understood by line.
    """
    if len(text) > CHARACTERS_AT_MOST:
        return _nothing(Message("working_days.read.long", {}))
    is_calendar = text.lstrip("\ufeff \r\n\t")[:15].upper().startswith("BEGIN:VCALENDAR")
    found = events_read(text, this_year=this_year) if is_calendar else _table(text)
    entries: dict[date, ReadHoliday] = {}
    problems: list[HolidayProblem] = []
    for each in found:
        if isinstance(each, HolidayProblem):
            problems.append(each)
        elif not FIRST_DAY <= each.day <= LAST_DAY:
            problems.append(HolidayProblem(each.line, Message("working_days.read.far", {})))
        elif each.day not in entries:
            entries[each.day] = ReadHoliday(each.line, each.day, _name(each.name))
    if len(entries) > HOLIDAYS_AT_ONCE:
        return _nothing(Message("working_days.read.many", {"limit": HOLIDAYS_AT_ONCE}))
    if not entries and not problems:
        return _nothing(Message("working_days.read.nothing", {}))
    return HolidaysRead(tuple(entries[day] for day in sorted(entries)), tuple(problems))


def _nothing(why: Message) -> HolidaysRead:
    return HolidaysRead((), (HolidayProblem(1, why),))


def _name(text: str) -> str:
    return " ".join(text.split())[:NAME_CHARACTERS]


def _table(text: str) -> Iterator[ReadHoliday | HolidayProblem]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip():
            continue
        separator = max("\t;,", key=line.count)
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
        except csv.Error:
            yield HolidayProblem(number, Message("working_days.read.line", {}))
            continue
        if number == 1 and cells[0].lower() in _DAY_WORDS:
            continue
        day = _day(cells[0])
        if day is None:
            yield HolidayProblem(number, Message("working_days.read.day", {"value": cells[0][:40]}))
        elif len(cells) < 2 or not cells[1]:
            yield HolidayProblem(number, Message("working_days.read.name", {}))
        else:
            yield ReadHoliday(number, day, cells[1])


def _day(text: str) -> date | None:
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
    return None
