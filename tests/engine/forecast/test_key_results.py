"""What is said of each kind of key result, in the middle of things and at their edges."""

import math
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import pytest

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.history import HistoryRefused, Refusal
from plumbline.engine.forecast.key_results import (
    MODEL,
    Fan,
    Movement,
    Silence,
    key_result_forecast,
)
from tests.engine.forecast.histories import (
    END,
    START,
    chance,
    day,
    forecast,
    history,
    weekly,
)

ON_THE_LINE = weekly([10.8, 11.4, 12.3, 13.1, 13.9, 14.6])


def test_on_the_line_the_target_is_within_reach() -> None:
    found = forecast(ON_THE_LINE)
    assert found.silence is None
    assert found.points == 7
    assert found.model == MODEL
    assert found.chance is not None
    assert 0.25 < found.chance < 0.75
    assert found.end is not None
    assert found.end.median == pytest.approx(20, abs=2)


def test_what_goes_on_steadily_for_longer_is_believed_to_be_steady() -> None:
    straight = [10.0 + 0.75 * week for week in range(1, 11)]
    beliefs = [dict(forecast(weekly(straight[:weeks])).movements) for weeks in (3, 6, 10)]
    for believed in beliefs:
        assert sum(believed.values()) == pytest.approx(1)
    steady = [believed[Movement.STEADY] for believed in beliefs]
    assert steady == sorted(steady)
    assert steady[0] < 0.2 < steady[-1]


def test_ahead_of_the_line_is_likelier_than_behind_it() -> None:
    ahead = weekly([11.5, 12.9, 14.2, 15.8, 17.1, 18.4])
    behind = weekly([10.1, 10.3, 10.2, 10.6, 10.7, 10.9])
    assert chance(ahead) > 0.8
    assert chance(behind) < 0.05
    assert chance(behind) < chance(ON_THE_LINE) < chance(ahead)


def test_the_same_progress_is_worth_less_when_less_time_is_left() -> None:
    values = [11.0, 12.0, 13.0, 14.0]
    early = weekly(values)
    late = [(on + timedelta(days=42), value) for on, value in early]
    assert chance(late) < chance(early)


def test_the_fan_opens_with_the_days_ahead() -> None:
    days = [day(50), day(60), day(75), END]
    widths = [fan.high80 - fan.low80 for fan in forecast(ON_THE_LINE, days=days).fans]
    assert len(widths) == 4
    assert all(near < far for near, far in pairwise(widths))


def test_the_fan_is_drawn_only_between_the_last_reading_and_the_end() -> None:
    asked = [START, day(42), day(43), END, END + timedelta(days=1)]
    assert [fan.on for fan in forecast(ON_THE_LINE, days=asked).fans] == [day(43), END]


def test_silence_makes_nothing_more_certain() -> None:
    assert forecast(ON_THE_LINE, today=day(80)) == forecast(ON_THE_LINE, today=day(42))


@pytest.mark.parametrize("count", [0, 1])
def test_under_three_dated_points_it_is_too_early(count: int) -> None:
    found = forecast(ON_THE_LINE[:count])
    assert found.chance is None
    assert found.silence is Silence.TOO_EARLY
    assert found.points == count + 1
    assert found.end is None


def test_three_dated_points_are_enough_the_baseline_being_one() -> None:
    assert forecast(ON_THE_LINE[:2]).chance is not None


def test_two_readings_of_one_day_are_one_point_and_the_last_one_counts() -> None:
    assert forecast([(day(7), 11.0), (day(7), 12.0)]).silence is Silence.TOO_EARLY
    corrected = [(day(7), 3.0), (day(7), 11.0), (day(14), 12.0)]
    assert forecast(corrected) == forecast([(day(7), 11.0), (day(14), 12.0)])


def test_a_reading_on_the_first_day_takes_the_place_of_the_baseline() -> None:
    measured = [(START, 12.0), (day(7), 12.5)]
    assert forecast(measured).points == 2
    assert chance([*measured, (day(14), 13.0)]) != chance([(day(7), 12.5), (day(14), 13.0)])


def test_without_a_baseline_nothing_is_said() -> None:
    found = forecast(ON_THE_LINE, baseline=None, kind=MetricKind.INCREASE)
    assert found.chance is None
    assert found.silence is Silence.NO_BASELINE


def test_a_level_that_reached_its_target_may_still_fall_back() -> None:
    assert 0.4 < chance(weekly([15.0, 18.0, 20.5])) < 1


def test_a_total_that_reached_its_target_keeps_it() -> None:
    found = forecast(weekly([8.0, 15.0, 20.0]), baseline=0.0, accumulates=True)
    assert found.chance == 1
    assert found.end is not None
    assert found.end.low80 >= 20


def test_a_total_is_corrected_by_its_latest_reading() -> None:
    readings = weekly([8.0, 21.0, 16.0])
    assert chance(readings, baseline=0.0, accumulates=True) < 1


def test_a_total_beyond_its_limit_has_broken_it() -> None:
    limit: dict[str, Any] = {"kind": MetricKind.AT_MOST, "baseline": 0.0, "accumulates": True}
    assert chance(weekly([2.0, 4.0, 6.0]), target=5.0, **limit) == 0
    assert chance(weekly([0.0, 1.0, 1.0]), target=8.0, **limit) > 0.6


def test_after_the_end_the_last_reading_decides() -> None:
    after = END + timedelta(days=3)
    assert chance([*ON_THE_LINE, (after, 20.0)], today=after) == 1
    assert chance([*ON_THE_LINE, (after, 19.9)], today=after) == 0
    assert 0 < chance(ON_THE_LINE, today=after) < 1


@pytest.mark.parametrize("share", [1.0, 0.7, 0.35])
def test_who_stands_on_the_target_on_the_last_day_has_reached_it(share: float) -> None:
    """Whatever the numbers are: the way to many of them is no float that leads there."""
    for baseline, target in product(range(40), repeat=2):
        if baseline == target:
            continue
        from_, to = (Decimal(each) / 10 for each in (baseline, target))
        there = float(from_ + Decimal(repr(share)) * (to - from_))
        ways = {"baseline": float(from_), "target": float(to), "share": share}
        assert chance([(END, there)], **ways) == 1.0


def test_one_reading_on_the_last_day_is_enough() -> None:
    assert forecast([(END, 21.0)]).chance == 1
    assert forecast([(START, 21.0)], end=START).chance == 1


def test_a_baseline_is_no_reading_even_if_the_last_day_is_the_first() -> None:
    assert forecast([], end=START).silence is Silence.TOO_EARLY


def test_limits_and_ranges_are_about_the_last_day() -> None:
    inside = weekly([74.0, 75.0, 74.5, 75.5])
    assert chance(inside, baseline=None, kind=MetricKind.AT_MOST, target=85.0) > 0.8
    assert chance(inside, baseline=None, kind=MetricKind.AT_MOST, target=70.0) < 0.2
    assert chance(inside, baseline=None, kind=MetricKind.AT_LEAST, target=60.0) > 0.8
    held: dict[str, Any] = {"baseline": None, "target": None, "kind": MetricKind.RANGE}
    assert chance(inside, low=65.0, high=85.0, **held) > 0.8
    assert chance(inside, low=80.0, high=85.0, **held) < 0.3


def test_the_limit_itself_is_inside() -> None:
    on_it = [*weekly([84.0, 85.0]), (END, 85.0)]
    assert chance(on_it, baseline=None, kind=MetricKind.AT_MOST, target=85.0) == 1
    held: dict[str, Any] = {"baseline": None, "target": None, "kind": MetricKind.RANGE}
    assert chance(on_it, low=85.0, high=90.0, **held) == 1


def test_a_milestone_has_a_chance_only_by_its_stages() -> None:
    readings = weekly([0.25, 0.25, 0.5, 0.75])
    milestone: dict[str, Any] = {"baseline": None, "target": None, "kind": MetricKind.MILESTONE}
    assert forecast(readings, **milestone).silence is Silence.PASS_OR_FAIL
    staged = forecast(readings, has_stages=True, **milestone)
    assert staged.chance is not None
    assert 0.3 < staged.chance < 1
    assert chance(weekly([0.5, 1.0]), has_stages=True, **milestone) == 1


def test_a_milestone_that_was_passed_or_missed_is_certain() -> None:
    milestone: dict[str, Any] = {"baseline": None, "target": None, "kind": MetricKind.MILESTONE}
    assert chance(weekly([0.0, 1.0]), **milestone) == 1
    assert chance(weekly([1.0]), has_stages=True, **milestone) == 1
    assert chance([(END, 0.0)], **milestone) == 0
    assert forecast(weekly([1.0, 0.0]), **milestone).silence is Silence.PASS_OR_FAIL
    assert forecast(weekly([0.5]), has_stages=True, **milestone).silence is Silence.TOO_EARLY


def test_a_constant_series_is_told_from_one_that_moves() -> None:
    still = forecast(weekly([10.0] * 6))
    assert still.chance is not None
    assert still.chance < 0.2
    assert still.end is not None
    assert still.end.low80 < still.end.high80


def test_zeros_all_the_way_are_defined() -> None:
    nothing = weekly([0.0] * 5)
    assert chance(nothing, baseline=0.0, accumulates=True) < 0.2
    assert chance(nothing, baseline=None, kind=MetricKind.AT_MOST, target=0.0) == 1


@pytest.mark.parametrize("size", [1e-300, 1e-12, 1e12, 1e90])
def test_huge_and_tiny_numbers_are_numbers(size: float) -> None:
    readings = [(on, value * size) for on, value in ON_THE_LINE]
    found = forecast(readings, baseline=10 * size, target=20 * size)
    assert found.chance == pytest.approx(chance(ON_THE_LINE), abs=2e-4)
    assert found.end is not None
    assert math.isfinite(found.end.high80)


def test_steps_that_dwarf_the_way_are_held() -> None:
    assert forecast(weekly([1e99, -1e99, 1e99]), baseline=0.0, target=1e-99).chance is not None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    for refused in (
        history(weekly([11.0, value])),
        history(ON_THE_LINE, baseline=value, kind=MetricKind.INCREASE),
        history(ON_THE_LINE, target=value, kind=MetricKind.INCREASE),
    ):
        with pytest.raises(HistoryRefused) as caught:
            key_result_forecast(refused, today=END)
        assert caught.value.refusal is Refusal.NUMBER_NOT_FINITE


@pytest.mark.parametrize(
    ("refusal", "fields"),
    [
        (Refusal.NUMBER_TOO_LARGE, {"target": 1e101}),
        (Refusal.DATES_REVERSED, {"end": START - timedelta(days=1)}),
        (Refusal.TARGET_MISSING, {"target": None, "kind": MetricKind.AT_LEAST}),
        (Refusal.TARGET_EQUALS_BASELINE, {"target": 10.0}),
        (Refusal.TARGET_AGAINST_KIND, {"kind": MetricKind.DECREASE}),
        (Refusal.RANGE_INCOMPLETE, {"kind": MetricKind.RANGE, "low": 1.0}),
        (Refusal.RANGE_REVERSED, {"kind": MetricKind.RANGE, "low": 2.0, "high": 1.0}),
        (Refusal.SHARE_OUT_OF_BOUNDS, {"share": 0.0}),
    ],
)
def test_what_makes_no_sense_is_refused(refusal: Refusal, fields: dict[str, Any]) -> None:
    with pytest.raises(HistoryRefused) as caught:
        forecast(ON_THE_LINE, **fields)
    assert caught.value.refusal is refusal


def test_paused_days_do_not_count() -> None:
    pause = [(day(42), day(70))]
    assert chance(ON_THE_LINE, pauses=pause) < chance(ON_THE_LINE)
    end = END - timedelta(days=28)
    assert chance(ON_THE_LINE, pauses=pause) == chance(ON_THE_LINE, end=end)
    overlapping = [(day(50), day(60)), (day(42), day(55)), (day(58), day(70)), *pause]
    assert chance(ON_THE_LINE, pauses=overlapping) == chance(ON_THE_LINE, pauses=pause)


def test_readings_every_day_are_thinned_and_change_little() -> None:
    daily = [(day(number), 10 + number / 10) for number in range(1, 43)]
    sparse = [reading for reading in daily if (reading[0] - START).days % 7 == 0]
    assert chance(daily) == pytest.approx(chance(sparse), abs=0.15)


def test_months_of_a_year_are_as_good_as_weeks_of_a_quarter() -> None:
    year = START + timedelta(days=364)
    monthly = [(START + timedelta(days=28 * month), 10 + 0.8 * month) for month in range(1, 7)]
    found = chance(monthly, end=year, today=year)
    assert found == pytest.approx(
        chance(weekly([10 + 0.8 * week for week in range(1, 7)])), abs=0.2
    )


def test_small_units_keep_four_digits() -> None:
    readings = [(on, value / 1000) for on, value in ON_THE_LINE]
    end = forecast(readings, baseline=0.010, target=0.020).end
    assert isinstance(end, Fan)
    assert end.median == pytest.approx(0.020, abs=0.002)
    assert replace(end, on=END).low80 < end.low50 < end.median
