"""Working days, and what holidays do to check-ins that fall due."""

from datetime import date, timedelta

import pytest

from plumbline.engine.documents.model import Cadence, Pause
from plumbline.engine.scoring.staleness import CheckInState, check_in_due_on, check_in_state
from plumbline.engine.scoring.working_days import MONDAY_TO_FRIDAY, working_days

FROM_THE_24TH = [date(2026, 12, 24) + timedelta(days=number) for number in range(10)]
WORKING = working_days(MONDAY_TO_FRIDAY, FROM_THE_24TH)  # again from Monday, 4 January
START, END = date(2026, 10, 1), date(2027, 3, 31)


def state(last_on: date, on: date, **further: object) -> CheckInState:
    return check_in_state(
        Cadence.WEEKLY,
        last_on,
        START,
        on,
        end=END,
        working=WORKING,
        **further,  # type: ignore[arg-type]
    )


def test_the_next_working_day_is_behind_weekends_and_holidays() -> None:
    assert WORKING.from_day(date(2026, 12, 24)) == date(2027, 1, 4)
    assert WORKING.after(date(2026, 12, 18)) == date(2026, 12, 21)
    assert not WORKING.includes(date(2026, 12, 20))
    assert working_days({6}).from_day(date(2026, 12, 21)) == date(2026, 12, 27)


def test_what_is_due_on_a_day_off_is_due_on_the_next_working_day_but_not_behind_the_end() -> None:
    due = check_in_due_on(Cadence.WEEKLY, date(2026, 12, 18), START, end=END, working=WORKING)
    assert due == date(2027, 1, 4)
    last = date(2026, 12, 31)
    due = check_in_due_on(Cadence.WEEKLY, date(2026, 12, 18), START, end=last, working=WORKING)
    assert due == last
    assert check_in_due_on(Cadence.WEEKLY, last, START, end=last, working=WORKING) is None


@pytest.mark.parametrize(
    ("last_on", "on", "expected"),
    [
        (date(2026, 12, 18), date(2027, 1, 3), CheckInState.FRESH),  # due on the 25th: moved
        (date(2026, 12, 18), date(2027, 1, 7), CheckInState.DUE),
        (date(2026, 12, 18), date(2027, 1, 8), CheckInState.STALE),
        # Due on the 22nd: two days late before the holidays, and two behind them.
        (date(2026, 12, 15), date(2027, 1, 4), CheckInState.DUE),
        (date(2026, 12, 15), date(2027, 1, 5), CheckInState.STALE),
        (date(2026, 12, 15), date(2027, 1, 7), CheckInState.STALE),
        (date(2026, 12, 15), date(2027, 1, 8), CheckInState.OVERDUE),
    ],
)
def test_holidays_make_nobody_late(last_on: date, on: date, expected: CheckInState) -> None:
    assert state(last_on, on) is expected


def test_a_holiday_within_a_pause_counts_once() -> None:
    pause = Pause(since=date(2026, 12, 24), until=date(2027, 1, 3))
    for day in range(1, 12):
        on = date(2027, 1, day)
        assert state(date(2026, 12, 15), on, pauses=(pause,)) is state(date(2026, 12, 15), on)


def test_seven_days_a_week_without_holidays_are_as_no_calendar_at_all() -> None:
    every_day = working_days(range(7))
    for cadence in Cadence:
        for number in range(75):
            on = START + timedelta(days=number)
            pauses = (Pause(since=date(2026, 10, 7), until=date(2026, 10, 9)),)
            plain = check_in_state(cadence, START, START, on, end=END, pauses=pauses)
            assert plain is check_in_state(
                cadence, START, START, on, end=END, pauses=pauses, working=every_day
            )
