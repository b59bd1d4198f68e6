from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Checkpoint, MetricKind, Pause
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.pace import expected_progress, expected_value

START = date(2026, 10, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


LINE = MetricDefinition(
    kind=MetricKind.INCREASE, start=START, end=day(80), baseline=Decimal(20), target=Decimal(60)
)
PHASED = replace(
    LINE,
    checkpoints=(
        Checkpoint(date=day(20), value=Decimal(30)),
        Checkpoint(date=day(60), value=Decimal(50)),
    ),
)


@pytest.mark.parametrize(
    ("on", "share", "value"),
    [(-5, "0", 20), (0, "0", 20), (20, "0.25", 30), (80, "1", 60), (95, "1", 60)],
)
def test_a_line_runs_from_the_first_day_to_the_last(on: int, share: str, value: int) -> None:
    assert expected_progress(LINE, on=day(on)) == Decimal(share)
    assert expected_value(LINE, on=day(on)) == value


@pytest.mark.parametrize(
    ("on", "share", "value"),
    [
        (0, "0", 20),
        (19, "0", 20),
        (20, "0.25", 30),
        (59, "0.25", 30),
        (60, "0.75", 50),
        (80, "1", 60),
    ],
)
def test_phased_targets_are_steps(on: int, share: str, value: int) -> None:
    assert expected_progress(PHASED, on=day(on)) == Decimal(share)
    assert expected_value(PHASED, on=day(on)) == value


def test_a_checkpoint_at_zero_is_expected_like_any_other() -> None:
    falling = replace(
        LINE,
        kind=MetricKind.DECREASE,
        baseline=Decimal(10),
        target=Decimal(-10),
        checkpoints=(Checkpoint(date=day(20), value=Decimal(0)),),
    )
    assert expected_progress(falling, on=day(30)) == Decimal("0.5")
    assert expected_value(falling, on=day(30)) == 0


def test_a_checkpoint_outside_the_way_is_held_between_nothing_and_everything() -> None:
    beyond = replace(LINE, checkpoints=(Checkpoint(date=day(20), value=Decimal(99)),))
    assert expected_progress(beyond, on=day(30)) == 1


@pytest.mark.parametrize("kind", [MetricKind.RANGE, MetricKind.AT_MOST, MetricKind.AT_LEAST])
def test_a_limit_is_expected_to_hold_all_the_time(kind: MetricKind) -> None:
    definition = replace(LINE, kind=kind)
    assert expected_progress(definition, on=START) == 1
    assert expected_value(definition, on=START) is None


def test_a_milestone_is_expected_on_its_due_date() -> None:
    milestone = replace(LINE, kind=MetricKind.MILESTONE)
    assert expected_progress(milestone, on=day(79)) == 0
    assert expected_progress(milestone, on=day(80)) == 1
    assert expected_value(milestone, on=day(80)) is None


def test_a_paused_milestone_is_not_expected() -> None:
    milestone = replace(LINE, kind=MetricKind.MILESTONE)
    assert expected_progress(milestone, on=day(90), pauses=[Pause(since=day(70))]) == 0


def test_nothing_is_expected_where_nothing_is_known() -> None:
    assert expected_progress(replace(LINE, kind=None), on=day(40)) == 0
    unknown = replace(PHASED, baseline=None)
    assert expected_progress(unknown, on=day(40)) == 0
    assert expected_progress(replace(PHASED, target=Decimal(20)), on=day(40)) == 0
    assert expected_value(unknown, on=day(40)) is None
    assert expected_value(replace(LINE, target=None), on=day(40)) is None


def test_the_line_needs_no_baseline() -> None:
    assert expected_progress(replace(LINE, baseline=None), on=day(20)) == Decimal("0.25")


def test_a_key_result_of_one_day_is_expected_on_it() -> None:
    single = replace(LINE, end=START)
    assert expected_progress(single, on=day(-1)) == 0
    assert expected_progress(single, on=START) == 1


def test_paused_days_do_not_count() -> None:
    pauses = [Pause(since=day(20), until=day(60))]
    assert expected_progress(LINE, on=day(20), pauses=pauses) == Decimal("0.5")
    assert expected_progress(LINE, on=day(59), pauses=pauses) == Decimal("0.5")
    assert expected_progress(LINE, on=day(70), pauses=pauses) == Decimal("0.75")
    assert expected_progress(LINE, on=day(80), pauses=pauses) == 1


def test_while_a_pause_lasts_the_pace_stands_still() -> None:
    pauses = [Pause(since=day(20))]
    assert expected_progress(LINE, on=day(20), pauses=pauses) == Decimal("0.25")
    assert expected_progress(LINE, on=day(75), pauses=pauses) == Decimal("0.25")
    assert expected_progress(PHASED, on=day(75), pauses=pauses) == Decimal("0.25")
    assert expected_value(PHASED, on=day(75), pauses=pauses) == 30


OFFSETS = st.integers(0, 80)
ENDED = st.builds(
    lambda since, days: Pause(since=day(since), until=day(since + days)),
    OFFSETS,
    st.integers(0, 30),
)
PAUSES = st.lists(ENDED | OFFSETS.map(lambda since: Pause(since=day(since))), max_size=3)


@given(OFFSETS)
def test_the_line_is_linear_in_the_days_gone(on: int) -> None:
    assert expected_progress(LINE, on=day(on)) * 80 == on


@given(OFFSETS, OFFSETS, PAUSES, st.sampled_from([LINE, PHASED]))
def test_the_pace_never_falls_and_stays_in_bounds(
    first: int, second: int, pauses: list[Pause], definition: MetricDefinition
) -> None:
    early, late = (
        expected_progress(definition, on=day(on), pauses=pauses) for on in sorted([first, second])
    )
    assert 0 <= early <= late <= 1


@given(st.lists(ENDED, max_size=3))
def test_pauses_that_ended_leave_the_first_day_nothing_and_the_last_everything(
    pauses: list[Pause],
) -> None:
    assert expected_progress(LINE, on=START, pauses=pauses) == 0
    assert expected_progress(LINE, on=LINE.end + timedelta(days=40), pauses=pauses) == 1
