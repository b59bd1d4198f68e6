"""What holds of every forecast, whatever the readings."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.history import history_check, history_scale
from plumbline.engine.forecast.key_results import Fan, chance_of, distribution
from tests.engine.forecast.histories import DAYS, END, chance, day, forecast, history

Readings = list[tuple[date, float]]

values = st.floats(-50, 80, allow_nan=False).map(lambda value: round(value, 3))
steps = st.floats(0, 5, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def levels(draw: st.DrawFn) -> Readings:
    """Two to fourteen readings of a level before the last day."""
    days = draw(st.lists(st.integers(1, DAYS - 1), min_size=2, max_size=14, unique=True))
    return [(day(number), draw(values)) for number in sorted(days)]


@st.composite
def totals(draw: st.DrawFn) -> Readings:
    """The same of a total, which never falls."""
    days = draw(st.lists(st.integers(1, DAYS - 1), min_size=2, max_size=14, unique=True))
    running, readings = 0.0, []
    for number in sorted(days):
        running += draw(steps)
        readings.append((day(number), running))
    return readings


def bounds(fan: Fan) -> tuple[float, ...]:
    return fan.low80, fan.low50, fan.median, fan.high50, fan.high80


@given(levels(), st.floats(11, 500), st.booleans())
def test_a_chance_is_a_probability_and_the_fan_is_in_order(
    readings: Readings, target: float, accumulates: bool
) -> None:
    found = forecast(readings, target=target, accumulates=accumulates, days=[day(90), END])
    assert found.chance is not None
    assert 0 <= found.chance <= 1
    for fan in found.fans:
        assert all(low <= high for low, high in pairwise(bounds(fan)))


@given(levels(), st.floats(10.01, 200), st.floats(0, 300))
def test_a_target_farther_away_is_never_likelier(
    readings: Readings, target: float, more: float
) -> None:
    assert chance(readings, target=target + more) <= chance(readings, target=target)


@given(totals(), st.floats(0.01, 60), st.floats(0, 60))
def test_a_higher_total_is_never_likelier(readings: Readings, target: float, more: float) -> None:
    near = chance(readings, baseline=0.0, target=target, accumulates=True)
    assert chance(readings, baseline=0.0, target=target + more, accumulates=True) <= near


@given(levels(), st.floats(-100, 100), st.floats(0, 100))
def test_a_wider_limit_is_never_less_likely_to_hold(
    readings: Readings, limit: float, more: float
) -> None:
    tight = chance(readings, kind=MetricKind.AT_MOST, target=limit)
    assert chance(readings, kind=MetricKind.AT_MOST, target=limit + more) >= tight


@given(levels(), st.sampled_from([0.25, 0.5, 4.0, 1024.0]), st.sampled_from([-64.0, 0.0, 512.0]))
def test_units_of_a_level_do_not_matter(readings: Readings, scale: float, shift: float) -> None:
    def moved(value: float) -> float:
        return value * scale + shift

    one = forecast(readings)
    other = forecast(
        [(on, moved(value)) for on, value in readings], baseline=moved(10), target=moved(20)
    )
    assert one.chance == pytest.approx(other.chance, abs=2e-4)
    assert one.end is not None
    assert other.end is not None
    assert [moved(bound) for bound in bounds(one.end)] == pytest.approx(
        bounds(other.end), rel=1e-4, abs=2e-3 * max(1.0, scale)
    )


@given(totals(), st.sampled_from([0.25, 3.0, 1000.0]))
def test_units_of_a_total_do_not_matter(readings: Readings, scale: float) -> None:
    one = chance(readings, baseline=0.0, target=20.0, accumulates=True)
    scaled = [(on, value * scale) for on, value in readings]
    other = chance(scaled, baseline=0.0, target=20.0 * scale, accumulates=True)
    assert one == pytest.approx(other, abs=2e-4)


@given(levels())
def test_falling_is_rising_in_a_mirror(readings: Readings) -> None:
    up = forecast(readings)
    down = forecast([(on, -value) for on, value in readings], baseline=-10.0, target=-20.0)
    assert up.chance == down.chance
    assert up.end is not None
    assert down.end is not None
    assert [-bound for bound in reversed(bounds(down.end))] == list(bounds(up.end))


@given(levels(), st.randoms(use_true_random=False))
def test_the_order_in_which_readings_come_does_not_matter(
    readings: Readings, random: Random
) -> None:
    mixed = [*readings]
    random.shuffle(mixed)
    assert forecast(readings) == forecast(mixed)


@given(levels(), st.floats(11, 60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_chance_and_fan_are_one_distribution(
    readings: Readings, target: float, share: float
) -> None:
    asked = history(readings, target=target)
    history_check(asked)
    scaled = history_scale(asked, today=END)
    assert scaled is not None
    mixture = distribution(asked, scaled, END)
    assert mixture.stays_below(mixture.quantile(share)) == pytest.approx(share, abs=1e-9)
    found = forecast(readings, target=target)
    assert found.chance == round(chance_of(asked, scaled, mixture), 4)
    assert found.end is not None
    if target < found.end.low80 - 1e-3:
        assert found.chance >= 0.9
    if target > found.end.high80 + 1e-3:
        assert found.chance <= 0.1
    if target > found.end.median + 1e-3:
        assert found.chance <= 0.5


@given(levels(), st.floats(-60, 90))
def test_a_reading_on_the_last_day_settles_it(readings: Readings, last: float) -> None:
    found = forecast([*readings, (END, last)])
    assert found.chance == (1.0 if last >= 20 else 0.0)
    assert found.end is not None
    assert set(bounds(found.end)) == {last}


@given(totals())
def test_what_a_total_has_reached_it_keeps(readings: Readings) -> None:
    reached = readings[-1][1]
    if reached > 0:
        found = forecast(readings, baseline=0.0, target=reached, accumulates=True)
        assert found.chance == 1.0
        assert found.end is not None
        assert found.end.low80 >= round(reached, 3) - 1e-3


@given(levels())
def test_seven_tenths_of_the_way_are_never_less_likely_than_all_of_it(readings: Readings) -> None:
    assert chance(readings, share=0.7) >= chance(readings)


@given(levels(), st.integers(1, 90))
def test_what_comes_later_is_not_known_yet(readings: Readings, today: int) -> None:
    known = [reading for reading in readings if reading[0] <= day(today)]
    assert forecast(readings, today=day(today)) == forecast(known, today=END)
