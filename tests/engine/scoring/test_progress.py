from dataclasses import replace
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import MetricKind, Pause, Stage
from plumbline.engine.scoring.decimals import decimal_accept
from plumbline.engine.scoring.explain import render_text
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.progress import (
    GuardrailState,
    guardrail_state,
    is_inside,
    key_result_progress,
    level_share,
)
from plumbline.engine.scoring.readings import Reading

START = date(2026, 10, 1)
END = START + timedelta(days=91)


def day(number: int) -> date:
    return START + timedelta(days=number)


def metric(kind: MetricKind | None, **values: object) -> MetricDefinition:
    return MetricDefinition(kind=kind, start=START, end=END, **values)  # type: ignore[arg-type]


def read(*values: tuple[int, int | str]) -> list[Reading]:
    return [Reading(day(number), Decimal(value)) for number, value in values]


RISING = metric(MetricKind.INCREASE, baseline=Decimal(20), target=Decimal(60))
FALLING = metric(MetricKind.DECREASE, baseline=Decimal(19), target=Decimal(8))
LIMIT = metric(MetricKind.AT_MOST, target=Decimal(3))
RANGE = metric(MetricKind.RANGE, low=Decimal(72), high=Decimal(78))
PASS = metric(MetricKind.MILESTONE)
STAGED = replace(
    PASS,
    stages=(
        Stage(title="designed", share=Decimal("0.2")),
        Stage(title="piloted", share=Decimal("0.3")),
        Stage(title="live", share=Decimal("0.5")),
    ),
)


@pytest.mark.parametrize(
    ("definition", "readings", "message_id"),
    [
        (RISING, [], "scoring.no_check_in"),
        (RISING, [Reading(day(3))], "scoring.no_check_in"),
        (replace(RISING, baseline=None), read((3, 30)), "scoring.no_baseline"),
        (replace(RISING, baseline=None, baseline_by=day(9)), read((3, 30)), "scoring.baseline_due"),
        (replace(RISING, target=None), read((3, 30)), "scoring.no_target"),
        (replace(RISING, target=Decimal(20)), read((3, 30)), "scoring.no_way_to_go"),
        (metric(None), read((3, 30)), "scoring.no_metric"),
        (LIMIT, [], "scoring.no_check_in"),
        (replace(LIMIT, target=None), read((3, 30)), "scoring.no_limit"),
        (replace(RANGE, high=None), read((3, 30)), "scoring.no_limit"),
        (LIMIT, [Reading(day(3), stage=1)], "scoring.no_limit"),
        (PASS, [], "scoring.no_check_in"),
    ],
)
def test_what_cannot_be_computed_is_no_data_and_says_why(
    definition: MetricDefinition, readings: list[Reading], message_id: str
) -> None:
    progress = key_result_progress(definition, readings, on=day(20))
    assert progress.raw is None
    assert progress.counted == 0
    assert not progress.has_data
    assert progress.explanation.message.id == message_id


def test_the_current_value_is_kept_while_the_baseline_is_to_be_measured() -> None:
    waiting = replace(RISING, baseline=None, baseline_by=day(30))
    assert key_result_progress(waiting, read((3, 30)), on=day(20)).current == 30


def test_the_latest_reading_by_the_day_counts() -> None:
    readings = read((3, 30), (10, 40), (20, 60))
    progress = key_result_progress(RISING, readings, on=day(15))
    assert (progress.current, progress.counted) == (Decimal(40), Decimal("0.5"))


def test_a_relative_target_is_scored_once_the_baseline_is_known() -> None:
    relative = metric(MetricKind.DECREASE, baseline=Decimal(50), relative_target=Decimal(-20))
    assert key_result_progress(relative, read((5, 45)), on=day(9)).counted == Decimal("0.5")


def test_a_share_that_does_not_end_is_rounded_half_up_at_nine_places() -> None:
    thirds = metric(MetricKind.INCREASE, baseline=Decimal(0), target=Decimal(3))
    assert key_result_progress(thirds, read((1, 2)), on=day(9)).raw == Decimal("0.666666667")


def test_measures_of_full_length_lose_no_digit() -> None:
    baseline, current, target = (
        Decimal(f"999999999999999999.99999999999{digit}") for digit in (5, 6, 9)
    )
    with localcontext(Context(prec=5)):
        assert level_share(baseline, target, current) == Decimal("0.25")


def test_a_share_beyond_all_measure_can_still_be_stored() -> None:
    share = level_share(Decimal(0), Decimal("0.000000000001"), Decimal(10) ** 17)
    assert decimal_accept(share) == Decimal(10) ** 15
    assert level_share(Decimal(0), Decimal("-0.000000000001"), Decimal(10) ** 17) == -share


def test_a_level_without_way_has_no_share() -> None:
    with pytest.raises(ZeroDivisionError):
        level_share(Decimal(3), Decimal(3), Decimal(4))


def test_an_explanation_shows_the_formula_with_its_numbers() -> None:
    falling = key_result_progress(FALLING, read((5, "12.9")), on=day(9))
    assert render_text(falling.explanation) == (
        "(19 − 12.9) ÷ (19 − 8) = 55.5\u202f%, read on 2026-10-06"
    )
    rising = key_result_progress(RISING, read((5, 70)), on=day(9))
    assert render_text(rising.explanation).splitlines() == [
        "Beyond the target counts 100\u202f%",
        "  (70 − 20) ÷ (60 − 20) = 125\u202f%, read on 2026-10-06",
    ]


def test_on_the_first_day_a_limit_is_all_or_nothing() -> None:
    assert key_result_progress(LIMIT, read((5, 3)), on=day(5)).counted == 1
    assert key_result_progress(LIMIT, read((5, 4)), on=day(5)).counted == 0


def test_a_reading_holds_until_the_next() -> None:
    readings = read((0, 2), (10, 5), (14, 1))
    progress = key_result_progress(LIMIT, readings, on=day(20))
    assert progress.counted == Decimal("0.8")
    assert progress.current == 1
    assert render_text(progress.explanation).replace("\u202f", " ") == (
        "16 ÷ 20 days inside the limits = 80 %\n"
        "  2 from 2026-10-01: inside, days counted: 10\n"
        "  5 from 2026-10-11: outside, days counted: 4\n"
        "  1 from 2026-10-15: inside, days counted: 6"
    )


def test_a_reading_from_before_the_start_holds_from_the_start_on() -> None:
    readings = [Reading(day(-30), Decimal(9)), Reading(day(5), Decimal(1))]
    assert key_result_progress(LIMIT, readings, on=day(10)).counted == Decimal("0.5")


def test_days_after_the_last_one_do_not_count() -> None:
    readings = [Reading(day(82), Decimal(1)), Reading(day(87), Decimal(9))]
    at_end = key_result_progress(LIMIT, readings, on=day(92)).counted
    assert at_end == Decimal("0.5")
    assert key_result_progress(LIMIT, readings, on=day(200)).counted == at_end


def test_paused_days_of_a_limit_do_not_count() -> None:
    readings = read((0, 9), (10, 1))
    pause = Pause(since=day(0), until=day(8))
    progress = key_result_progress(LIMIT, readings, on=day(12), pauses=[pause])
    assert progress.counted == Decimal("0.5")


@pytest.mark.parametrize("definition", [RISING, LIMIT, PASS])
def test_while_paused_the_progress_stays_what_it_was(definition: MetricDefinition) -> None:
    readings = read((2, 0), (6, 1), (12, 60), (14, 0))
    pause = Pause(since=day(8))
    before = key_result_progress(definition, readings, on=day(8))
    paused = key_result_progress(definition, readings, on=day(40), pauses=[pause])
    assert (paused.raw, paused.counted, paused.current) == (
        before.raw,
        before.counted,
        before.current,
    )
    assert paused.explanation.message.id == "scoring.paused"
    assert paused.explanation.parts == (before.explanation,)


def test_a_milestone_is_passed_or_not() -> None:
    assert key_result_progress(PASS, read((3, 0)), on=day(9)).counted == 0
    assert key_result_progress(PASS, read((3, "0.9")), on=day(9)).counted == 0
    passed = key_result_progress(PASS, read((3, 0), (5, 1)), on=day(9))
    assert (passed.counted, passed.current) == (Decimal(1), Decimal(1))
    assert passed.explanation.message.id == "scoring.milestone_passed"


@pytest.mark.parametrize(
    ("reading", "share"),
    [
        (Reading(day(1), stage=0), "0"),
        (Reading(day(1), stage=1), "0.2"),
        (Reading(day(1), stage=2), "0.5"),
        (Reading(day(1), stage=9), "1"),
        (Reading(day(1), Decimal("0.19")), "0"),
        (Reading(day(1), Decimal("0.49")), "0.2"),
        (Reading(day(1), Decimal("0.5")), "0.5"),
        (Reading(day(1), Decimal(3)), "1"),
        (Reading(day(1), Decimal(-1)), "0"),
    ],
)
def test_a_staged_milestone_is_the_shares_of_its_stages(reading: Reading, share: str) -> None:
    assert key_result_progress(STAGED, [reading], on=day(9)).counted == Decimal(share)


def test_stages_without_shares_are_equal_parts() -> None:
    thirds = replace(PASS, stages=tuple(Stage(title=name) for name in "abc"))
    counted = [
        key_result_progress(thirds, [Reading(day(1), stage=stage)], on=day(9)).counted
        for stage in range(4)
    ]
    assert counted == [0, Decimal("0.333333333"), Decimal("0.666666667"), 1]


def test_a_stage_with_its_day_counts_from_that_day_on() -> None:
    dated = replace(STAGED.stages[2], reached_on=day(5))
    definition = replace(STAGED, stages=(*STAGED.stages[:2], dated))
    assert not key_result_progress(definition, [], on=day(4)).has_data
    assert key_result_progress(definition, [], on=day(5)).counted == Decimal("0.5")
    both = key_result_progress(definition, [Reading(day(1), stage=1)], on=day(9))
    assert both.counted == Decimal("0.7")
    assert render_text(both.explanation).replace("\u202f", " ") == (
        "The stages reached make 70 % of the way\n"
        "  designed: reached\n"
        "  piloted: not reached yet\n"
        "  live: reached"
    )


@pytest.mark.parametrize(
    ("definition", "value", "state"),
    [
        (LIMIT, "3", GuardrailState.HOLDS),
        (LIMIT, "3.01", GuardrailState.BREACHED),
        (replace(LIMIT, kind=MetricKind.AT_LEAST), "2.9", GuardrailState.BREACHED),
        (replace(LIMIT, kind=MetricKind.AT_LEAST), "3", GuardrailState.HOLDS),
        (RANGE, "78", GuardrailState.HOLDS),
        (RANGE, "71.9", GuardrailState.BREACHED),
        (replace(RANGE, low=None), "75", GuardrailState.NO_DATA),
        (RISING, "20", GuardrailState.HOLDS),
        (RISING, "19", GuardrailState.BREACHED),
        (FALLING, "19", GuardrailState.HOLDS),
        (FALLING, "20", GuardrailState.BREACHED),
        (replace(FALLING, baseline=None), "9", GuardrailState.BREACHED),
        (replace(FALLING, baseline=None, target=None), "9", GuardrailState.NO_DATA),
        (PASS, "1", GuardrailState.HOLDS),
        (PASS, "0", GuardrailState.BREACHED),
        (STAGED, "1", GuardrailState.HOLDS),
        (STAGED, "0.99", GuardrailState.BREACHED),
        (metric(None), "1", GuardrailState.NO_DATA),
    ],
)
def test_a_guardrail_holds_or_is_breached_by_its_latest_reading(
    definition: MetricDefinition, value: str, state: GuardrailState
) -> None:
    readings = [Reading(day(1), Decimal("75.5")), Reading(day(4), Decimal(value))]
    assert guardrail_state(definition, readings, on=day(4)) is state


def test_a_guardrail_nobody_checked_says_nothing() -> None:
    assert guardrail_state(LIMIT, [], on=day(4)) is GuardrailState.NO_DATA


def test_a_reading_without_number_is_neither_inside_nor_outside() -> None:
    assert is_inside(LIMIT, None) is None


NUMBERS = st.integers(-(10**6), 10**6).map(lambda number: Decimal(number) / 100)
OFFSETS = st.integers(0, 91)
SERIES = st.dictionaries(OFFSETS, NUMBERS, max_size=6)


@given(SERIES, OFFSETS, NUMBERS, NUMBERS, st.sampled_from(list(MetricKind)))
def test_progress_lies_between_nothing_and_everything(
    series: dict[int, Decimal], on: int, low: Decimal, high: Decimal, kind: MetricKind
) -> None:
    definition = metric(kind, baseline=low, target=high, low=min(low, high), high=max(low, high))
    readings = [Reading(day(number), value) for number, value in series.items()]
    progress = key_result_progress(definition, readings, on=day(on))
    assert 0 <= progress.counted <= 1
    assert progress.has_data == (progress.raw is not None)
    if progress.raw is not None:
        assert progress.counted == min(Decimal(1), max(Decimal(0), progress.raw))


@given(NUMBERS, NUMBERS)
def test_a_better_value_never_lowers_the_progress(first: Decimal, second: Decimal) -> None:
    worse, better = sorted([first, second])
    for definition, low, high in ((RISING, worse, better), (FALLING, better, worse)):
        lower, upper = (
            key_result_progress(definition, [Reading(day(1), value)], on=day(9)).counted
            for value in (low, high)
        )
        assert lower <= upper


@given(SERIES, OFFSETS, OFFSETS, OFFSETS, st.sampled_from([RISING, LIMIT, RANGE, PASS]))
def test_nothing_in_a_pause_changes_the_progress(
    series: dict[int, Decimal], since: int, first: int, second: int, definition: MetricDefinition
) -> None:
    readings = [Reading(day(number), value) for number, value in series.items()]
    pauses = [Pause(since=day(since))]
    counted = {
        key_result_progress(definition, readings, on=day(on), pauses=pauses).counted
        for on in (first, second)
        if on >= since
    }
    assert len(counted) <= 1


@given(SERIES, OFFSETS)
def test_days_inside_and_outside_a_limit_make_the_whole(
    series: dict[int, Decimal], on: int
) -> None:
    readings = [Reading(day(number), value + Decimal("0.001")) for number, value in series.items()]
    below, above = (
        key_result_progress(replace(LIMIT, kind=kind), readings, on=day(on))
        for kind in (MetricKind.AT_MOST, MetricKind.AT_LEAST)
    )
    if below.has_data:
        assert abs(below.counted + above.counted - 1) <= Decimal("1e-9")
