"""Axes cover what they show, and their ticks are round."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.charts.scale import DayScale, ValueScale, covering, month_starts, ticks
from tests.charts.chart_strategies import values


@given(known=st.lists(values, min_size=1, max_size=8))
def test_an_axis_covers_every_value(known: list[Decimal]) -> None:
    low, high = covering(known)
    assert low < high
    assert low <= min(known)
    assert max(known) <= high


def test_an_axis_leaves_a_tenth_of_air() -> None:
    assert covering([Decimal(20), Decimal(40)]) == (Decimal(18), Decimal(42))


def test_an_axis_of_positive_values_does_not_go_below_zero() -> None:
    assert covering([Decimal(1), Decimal(100)])[0] == 0


def test_an_axis_of_negative_values_does_not_go_above_zero() -> None:
    assert covering([Decimal(-100), Decimal(-1)])[1] == 0


@given(known=st.lists(values, min_size=1, max_size=4), most=st.integers(2, 8))
def test_ticks_are_few_ascending_and_inside(known: list[Decimal], most: int) -> None:
    low, high = covering(known)
    found = ticks(low, high, most)
    assert len(found) <= most
    assert list(found) == sorted(set(found))
    assert all(low <= tick <= high for tick in found)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("4.7", "20.3", ["5", "10", "15", "20"]),
        ("0", "1", ["0", "0.5", "1"]),
        ("0", "100", ["0", "50", "100"]),
        ("28", "58", ["30", "40", "50"]),
        ("-3", "3", ["-2", "0", "2"]),
    ],
)
def test_ticks_stand_at_round_values(low: str, high: str, expected: list[str]) -> None:
    assert ticks(Decimal(low), Decimal(high)) == tuple(Decimal(value) for value in expected)


@given(value=values)
def test_a_place_is_never_outside_the_scale(value: Decimal) -> None:
    scale = ValueScale(Decimal(0), Decimal(10), bottom=100, top=0)
    assert 0 <= scale.place(value) <= 100


def test_a_scale_of_one_day_still_has_a_place() -> None:
    day = date(2026, 10, 1)
    assert DayScale(day, day, 0, 100).place(day) == 0


def test_month_starts_leave_out_the_first_day_and_keep_the_last() -> None:
    found = month_starts(date(2026, 11, 1), date(2027, 1, 1))
    assert found == (date(2026, 12, 1), date(2027, 1, 1))
