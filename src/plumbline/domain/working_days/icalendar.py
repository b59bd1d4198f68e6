"""The whole-day events of an iCalendar file, as calendars of holidays are handed round.

Source: RFC 5545, sections 3.1 (folded lines), 3.3.11 (escaped text), 3.6.1 (events) and 3.8.5.3
(repeating every year); what holidays do not need is named as a problem, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from plumbline.domain.working_days.read_holidays import HolidayProblem, ReadHoliday
from plumbline.engine.messages import Message

DAYS_OF_AN_EVENT: Final = 62
"""Longer than any holiday; what is longer is a mistake."""
YEARS_REPEATED: Final = 50

_DAY: Final = re.compile(r"\d{8}\Z")
_ESCAPED: Final = re.compile(r"\\([\\;,nN])")
#: Parts of a rule that say nothing more than "on this day of every year".
_SAME_DAY: Final = frozenset({"FREQ", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "WKST"})


@dataclass(slots=True)
class _Event:
    line: int
    values: dict[str, str] = field(default_factory=dict)


class _Unreadable(Exception):
    """An event that is no whole days."""


def events_read(text: str, *, this_year: int) -> Iterator[ReadHoliday | HolidayProblem]:
    """Yield the days of whole-day events, and for each other event why it is none.

    Args:
        text: Of the file.
        this_year: What is repeated without end is read for this year and the next.
    """
    event: _Event | None = None
    inside = 0  # components within the event, such as alarms, have properties of the same names
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        word = name.partition(";")[0].strip().upper()
        marker = value.strip().upper()
        if word == "BEGIN":
            if event is not None:
                inside += 1
            elif marker == "VEVENT":
                event = _Event(number)
        elif word == "END" and event is not None:
            if inside:
                inside -= 1
                continue
            yield from _event_days(event, this_year)
            event = None
        elif event is not None and not inside:
            event.values.setdefault(word, value.strip())
    if event is not None:
        yield HolidayProblem(event.line, Message("working_days.read.unfinished", {}))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with the number of their first; a line that begins with a blank goes on."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line[:1] in (" ", "\t") and begun is not None:
            begun = begun[0], begun[1] + line[1:]
            continue
        if begun is not None:
            yield begun
        begun = number, line
    if begun is not None:
        yield begun


def _event_days(event: _Event, this_year: int) -> Iterator[ReadHoliday | HolidayProblem]:
    values = event.values
    if values.get("STATUS", "").upper() == "CANCELLED":
        return
    name = _ESCAPED.sub(
        lambda found: found[1].replace("n", " ").replace("N", " "), values.get("SUMMARY", "")
    )
    try:
        if not name.strip():
            raise _Unreadable("name")
        begin = _day(values.get("DTSTART", ""))
        days = _length(begin, values)
        starts = _starts(begin, values.get("RRULE", ""), this_year)
        if any((date.max - start).days < days - 1 for start in starts):
            raise _Unreadable("far")
    except _Unreadable as refusal:
        yield HolidayProblem(event.line, Message(f"working_days.read.{refusal}", {}))
        return
    for start in starts:
        for number in range(days):
            yield ReadHoliday(event.line, start + timedelta(days=number), name)


def _day(text: str) -> date:
    if not _DAY.match(text):
        raise _Unreadable("times")
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 — a day has no zone
    except ValueError:
        raise _Unreadable("times") from None


def _length(begin: date, values: dict[str, str]) -> int:
    """Return how many days an event has; its end is the first day behind it."""
    if "DTEND" not in values:
        days = re.match(r"P(\d{1,3})([DW])\Z", values.get("DURATION", "P1D"))
        if days is None:
            raise _Unreadable("times")
        length = int(days[1]) * (7 if days[2] == "W" else 1)
    else:
        # Some programs write the day itself where the day behind it belongs.
        length = max(1, (_day(values["DTEND"]) - begin).days)
    if not 1 <= length <= DAYS_OF_AN_EVENT:
        raise _Unreadable("endless")
    return length


def _starts(begin: date, rule: str, this_year: int) -> list[date]:
    """Return the days that an event begins on."""
    if not rule:
        return [begin]
    parts = dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)
    same = (("BYMONTH", begin.month), ("BYMONTHDAY", begin.day))
    if (
        parts.get("FREQ") != "YEARLY"
        or parts.keys() - _SAME_DAY
        or any(parts.get(key, str(number)) != str(number) for key, number in same)
    ):
        raise _Unreadable("repeats")
    last_year, last_day = this_year + 1, date.max
    if "COUNT" in parts:
        if not parts["COUNT"].isdecimal() or not 1 <= int(parts["COUNT"]) <= YEARS_REPEATED:
            raise _Unreadable("repeats")
        last_year = begin.year + int(parts["COUNT"]) - 1
    elif "UNTIL" in parts:
        last_day = _day(parts["UNTIL"][:8])
        last_year = min(last_day.year, begin.year + YEARS_REPEATED)
    years = range(begin.year, max(last_year, begin.year) + 1)
    if len(years) > YEARS_REPEATED + 1:
        years = years[-2:]
    return [day for year in years if (day := _in_year(begin, year)) is not None and day <= last_day]


def _in_year(day: date, year: int) -> date | None:
    """Return a day in another year; 29 February is only in some."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None
