from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Pause
from plumbline.engine.scoring.days import days_counted, paused_since, pauses_merged

START = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda number: START + timedelta(days=number))
PAUSES = st.lists(st.builds(Pause, since=DAYS, until=st.none() | DAYS), max_size=4)


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_without_pauses_days_are_the_difference() -> None:
    assert days_counted(day(3), day(10)) == 7
    assert days_counted(day(10), day(3)) == 0


def test_the_day_a_pause_ends_on_counts_again() -> None:
    pause = Pause(since=day(3), until=day(5))
    assert days_counted(day(0), day(10), [pause]) == 8
    assert paused_since([pause], day(2)) is None
    assert paused_since([pause], day(3)) == day(3)
    assert paused_since([pause], day(4)) == day(3)
    assert paused_since([pause], day(5)) is None


def test_overlapping_and_touching_pauses_are_one() -> None:
    pauses = [
        Pause(since=day(8), until=day(9)),
        Pause(since=day(2), until=day(5)),
        Pause(since=day(4), until=day(8)),
        Pause(since=day(3), until=day(4)),
    ]
    assert pauses_merged(pauses) == ((day(2), day(9)),)


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    assert (
        pauses_merged([Pause(since=day(5), until=day(5)), Pause(since=day(5), until=day(2))]) == ()
    )


def test_a_pause_without_end_lasts() -> None:
    assert days_counted(day(0), day(100), [Pause(since=day(4))]) == 4
    assert paused_since([Pause(since=day(4))], day(90)) == day(4)


@given(DAYS, DAYS, PAUSES)
def test_counted_days_are_the_days_outside_every_pause(
    since: date, until: date, pauses: list[Pause]
) -> None:
    counted = 0
    cursor = since
    while cursor < until:
        counted += all(not pause.since <= cursor < (pause.until or date.max) for pause in pauses)
        cursor += timedelta(days=1)
    assert days_counted(since, until, pauses) == counted
