from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Cadence, Pause
from plumbline.engine.scoring.staleness import (
    CheckInState,
    check_in_due_on,
    check_in_state,
)

START = date(2026, 10, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("cadence", "days", "state"),
    [
        (Cadence.WEEKLY, 0, CheckInState.FRESH),
        (Cadence.WEEKLY, 6, CheckInState.FRESH),
        (Cadence.WEEKLY, 7, CheckInState.DUE),
        (Cadence.WEEKLY, 10, CheckInState.DUE),
        (Cadence.WEEKLY, 11, CheckInState.STALE),
        (Cadence.WEEKLY, 13, CheckInState.STALE),
        (Cadence.WEEKLY, 14, CheckInState.OVERDUE),
        (Cadence.BIWEEKLY, 17, CheckInState.DUE),
        (Cadence.BIWEEKLY, 18, CheckInState.STALE),
        (Cadence.BIWEEKLY, 28, CheckInState.OVERDUE),
        (Cadence.MONTHLY, 30, CheckInState.FRESH),
        (Cadence.MONTHLY, 31, CheckInState.DUE),
        (Cadence.MONTHLY, 35, CheckInState.STALE),
        (Cadence.MONTHLY, 62, CheckInState.OVERDUE),
    ],
)
def test_the_state_follows_from_the_days_since_the_last_check_in(
    cadence: Cadence, days: int, state: CheckInState
) -> None:
    assert check_in_state(cadence, day(5), START, day(5 + days)) is state


def test_before_the_first_check_in_there_is_no_data() -> None:
    assert check_in_state(Cadence.WEEKLY, None, START, day(60)) is CheckInState.NO_DATA


def test_paused_days_make_nothing_stale() -> None:
    pauses = [Pause(since=day(3), until=day(33))]
    assert check_in_state(Cadence.WEEKLY, START, START, day(36), pauses=pauses) is (
        CheckInState.FRESH
    )
    assert check_in_state(Cadence.WEEKLY, START, START, day(37), pauses=pauses) is CheckInState.DUE


def test_days_before_the_start_and_after_the_end_make_nothing_stale() -> None:
    assert check_in_state(Cadence.WEEKLY, day(-40), START, day(6)) is CheckInState.FRESH
    assert check_in_state(Cadence.WEEKLY, day(80), START, day(300), end=day(89)) is CheckInState.DUE


@pytest.mark.parametrize(
    ("last", "due"),
    [(None, 7), (-30, 7), (4, 11), (82, 89), (83, None)],
)
def test_a_check_in_is_due_a_cadence_after_the_last(last: int | None, due: int | None) -> None:
    last_on = None if last is None else day(last)
    expected = None if due is None else day(due)
    assert check_in_due_on(Cadence.WEEKLY, last_on, START, end=day(89)) == expected


@pytest.mark.parametrize(
    ("since", "until", "due"),
    [(-9, -1, 7), (-4, 3, 10), (3, 13, 17), (7, 20, 7), (20, 30, 7), (3, None, None), (8, None, 7)],
)
def test_a_pause_moves_the_day_a_check_in_is_due(
    since: int, until: int | None, due: int | None
) -> None:
    pause = Pause(since=day(since), until=None if until is None else day(until))
    expected = None if due is None else day(due)
    assert check_in_due_on(Cadence.WEEKLY, None, START, pauses=[pause]) == expected


OFFSETS = st.integers(0, 60)
PAUSES = st.lists(
    st.builds(
        lambda since, days: Pause(since=day(since), until=day(since + days)),
        OFFSETS,
        st.integers(0, 20),
    ),
    max_size=3,
)


@given(st.sampled_from(Cadence), OFFSETS, PAUSES)
def test_a_check_in_turns_due_on_the_day_it_is_due(
    cadence: Cadence, last: int, pauses: list[Pause]
) -> None:
    due = check_in_due_on(cadence, day(last), START, pauses=pauses)
    assert due is not None
    before = due - timedelta(days=1)
    assert check_in_state(cadence, day(last), START, due, pauses=pauses) is CheckInState.DUE
    assert check_in_state(cadence, day(last), START, before, pauses=pauses) is CheckInState.FRESH


@given(st.sampled_from(Cadence), OFFSETS, OFFSETS, PAUSES)
def test_silence_only_grows_older(
    cadence: Cadence, first: int, second: int, pauses: list[Pause]
) -> None:
    order = [CheckInState.FRESH, CheckInState.DUE, CheckInState.STALE, CheckInState.OVERDUE]
    early, late = (
        order.index(check_in_state(cadence, START, START, day(on), pauses=pauses))
        for on in sorted([first, second])
    )
    assert early <= late
