from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.scoring.readings import Reading, readings_effective

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
EARLY, LATE = datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2026, 11, 18, 9, tzinfo=UTC)


def values(*readings: Reading, on: date = date(2026, 12, 31)) -> list[tuple[date, Decimal | None]]:
    return [(reading.on, reading.value) for reading in readings_effective(readings, on=on)]


def test_readings_come_in_order_of_their_day() -> None:
    assert values(Reading(TUESDAY, Decimal(2)), Reading(MONDAY, Decimal(1))) == [
        (MONDAY, Decimal(1)),
        (TUESDAY, Decimal(2)),
    ]


def test_later_days_are_left_out() -> None:
    assert values(Reading(TUESDAY, Decimal(2)), on=MONDAY) == []


def test_the_entry_recorded_last_speaks_for_its_day() -> None:
    late = Reading(MONDAY, Decimal(5), recorded_at=LATE)
    early = Reading(MONDAY, Decimal(3), recorded_at=EARLY)
    assert values(late, early) == [(MONDAY, Decimal(5))]


def test_of_entries_recorded_together_the_later_one_speaks() -> None:
    assert values(Reading(MONDAY, Decimal(3)), Reading(MONDAY, Decimal(5))) == [
        (MONDAY, Decimal(5))
    ]


def test_a_correction_may_move_a_reading_to_another_day() -> None:
    wrong = Reading(MONDAY, Decimal(3), recorded_at=EARLY)
    right = Reading(TUESDAY, Decimal(3), recorded_at=LATE, corrects=MONDAY)
    assert values(wrong, right) == [(TUESDAY, Decimal(3))]


def test_a_correction_without_value_withdraws_a_reading() -> None:
    wrong = Reading(MONDAY, Decimal(3), recorded_at=EARLY)
    withdrawal = Reading(MONDAY, recorded_at=LATE, corrects=MONDAY)
    assert values(wrong, withdrawal) == []


def test_an_entry_without_value_leaves_the_value_of_its_day() -> None:
    spoken = Reading(MONDAY, Decimal(3), recorded_at=EARLY)
    note = Reading(MONDAY, recorded_at=LATE)
    assert values(spoken, note) == [(MONDAY, Decimal(3))]


def test_a_stage_is_a_value_too() -> None:
    (reading,) = readings_effective([Reading(MONDAY, stage=2)], on=TUESDAY)
    assert reading.stage == 2


INSTANTS = st.integers(0, 10**6).map(lambda second: EARLY + timedelta(seconds=second))
READINGS = st.builds(
    Reading,
    st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    st.integers(0, 9).map(Decimal),
    recorded_at=INSTANTS,
)


@given(st.lists(READINGS, max_size=8, unique_by=lambda entry: entry.recorded_at), st.randoms())
def test_the_order_of_entries_does_not_matter(readings: list[Reading], random: object) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    on = date(2026, 1, 7)
    assert readings_effective(shuffled, on=on) == readings_effective(readings, on=on)
