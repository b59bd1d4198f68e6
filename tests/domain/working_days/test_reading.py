"""Holidays read from iCalendar and from tables."""

from datetime import date

import pytest

from plumbline.domain.tenancy.wording import wording
from plumbline.domain.working_days.reading import HOLIDAYS_AT_ONCE, holidays_read


def read(text: str) -> tuple[list[tuple[date, str]], list[tuple[int, str]]]:
    found = holidays_read(text, this_year=2026)
    return (
        [(each.day, each.name) for each in found.holidays],
        [(each.line, each.message.id.rpartition(".")[2]) for each in found.problems],
    )


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-25, Christmas Day", [(date(2026, 12, 25), "Christmas Day")]),
        ("day;name\n25.12.2026;Weihnachten", [(date(2026, 12, 25), "Weihnachten")]),
        ('\ufeff20261225\t"Christmas,  Day"', [(date(2026, 12, 25), "Christmas, Day")]),
        (
            "2026-12-26,Second\n\n2026-12-25,First\n2026-12-26,Again",
            [(date(2026, 12, 25), "First"), (date(2026, 12, 26), "Second")],
        ),
    ],
)
def test_tables_of_days_are_read(text: str, expected: list[tuple[date, str]]) -> None:
    assert read(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/25/2026, Christmas", [(1, "day")]),
        ("2026-12-25,A\n2026-13-01,B\n2026-01-01", [(2, "day"), (3, "name")]),
        ("0001-01-01, Long ago", [(1, "far")]),
        ("\n", [(1, "nothing")]),
    ],
)
def test_what_a_table_does_not_say_is_named_by_line(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert read(text)[1] == expected


def test_events_of_whole_days_are_read_with_folds_escapes_and_alarms() -> None:
    text = event(
        "DTSTART;VALUE=DATE:20261224",
        "DTEND;VALUE=DATE:20261226",
        "BEGIN:VALARM",
        "SUMMARY:Wake up",
        "END:VALARM",
        "SUMMARY:Christmas\\, ",
        " and\\nmore",
    )
    name = "Christmas, and more"
    assert read(text) == ([(date(2026, 12, 24), name), (date(2026, 12, 25), name)], [])
    assert read(event("DTSTART:20261224", "SUMMARY:Off", "STATUS:CANCELLED"))[0] == []


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        ("FREQ=YEARLY;COUNT=3", [2024, 2025, 2026]),
        ("FREQ=YEARLY;UNTIL=20250601T000000Z", [2024, 2025]),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", [2024, 2025, 2026, 2027]),
    ],
)
def test_what_repeats_every_year_is_read_for_its_years(rule: str, years: list[int]) -> None:
    found, problems = read(event("DTSTART:20240501", "SUMMARY:Labour Day", f"RRULE:{rule}"))
    assert [day for day, _ in found] == [date(year, 5, 1) for year in years]
    assert problems == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("DTSTART:20261231T120000Z", "SUMMARY:Lunch"), "times"),
        (("SUMMARY:Never",), "times"),
        (("DTSTART:20261225",), "name"),
        (("DTSTART:20260101", "DTEND:20261231", "SUMMARY:A year"), "endless"),
        (("DTSTART:99991231", "DURATION:P2D", "SUMMARY:Eve"), "far"),
        (("DTSTART:20260101", "SUMMARY:Weekly", "RRULE:FREQ=WEEKLY"), "repeats"),
        (("DTSTART:20260101", "SUMMARY:Second", "RRULE:FREQ=YEARLY;BYDAY=2MO"), "repeats"),
    ],
)
def test_an_event_that_is_no_holiday_is_named_by_its_line(
    lines: tuple[str, ...], problem: str
) -> None:
    assert read(event(*lines)) == ([], [(2, problem)])


def test_a_torn_file_and_a_flood_are_refused_in_words() -> None:
    torn = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\nSUMMARY:Chris"
    assert read(torn) == ([], [(2, "unfinished")])
    flood = "\n".join(f"{date.fromordinal(730000 + n)}, x" for n in range(HOLIDAYS_AT_ONCE + 1))
    (problem,) = holidays_read(flood, this_year=2026).problems
    assert wording(problem.message) == "There are more than 1000 days in it. Add them in parts."
