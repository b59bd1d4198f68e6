"""The worked examples of docs/explanation/what-the-numbers-mean.md, word for word."""

from datetime import date, timedelta
from decimal import Decimal

from plumbline.engine.documents.model import MetricKind, Style
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.progress import Progress, key_result_progress
from plumbline.engine.scoring.readings import Reading
from plumbline.engine.scoring.rollup import Part, PartKind, attainment, objective_progress
from plumbline.engine.scoring.teams import ScoredObjective, team_progress

START = date(2026, 10, 1)
END = date(2026, 12, 31)


def day(number: int) -> date:
    return START + timedelta(days=number)


def falling(current: str) -> Progress:
    definition = MetricDefinition(
        kind=MetricKind.DECREASE,
        start=START,
        end=END,
        baseline=Decimal("3.8"),
        target=Decimal("1.5"),
    )
    return key_result_progress(definition, [Reading(day(5), Decimal(current))], on=day(9))


def test_equal_weights_give_the_plain_mean() -> None:
    parts = [Part(Decimal(1), Decimal("0.5")), Part(Decimal(1), Decimal("1.0"))]
    assert objective_progress(parts).progress == Decimal("0.75")


def test_weights_three_and_one_pull_the_mean() -> None:
    parts = [Part(Decimal(3), Decimal("0.5")), Part(Decimal(1), Decimal("1.0"))]
    assert objective_progress(parts).progress == Decimal("0.625")


def test_a_guardrail_adds_nothing() -> None:
    parts = [
        Part(Decimal(1), Decimal("0.5")),
        Part(Decimal(1), Decimal("1.0")),
        Part(Decimal(1), Decimal("0.2"), kind=PartKind.GUARDRAIL),
    ]
    assert objective_progress(parts).progress == Decimal("0.75")


def test_a_contributing_child_counts_with_its_weight() -> None:
    parts = [
        Part(Decimal(1), Decimal("0.5")),
        Part(Decimal(1), Decimal("1.0")),
        Part(Decimal(1), Decimal("0.2"), kind=PartKind.GUARDRAIL),
        Part(Decimal(2), Decimal("0.3"), kind=PartKind.CONTRIBUTING),
    ]
    rolled_up = objective_progress(parts)
    assert rolled_up.weighted_sum == Decimal("2.1")
    assert rolled_up.weight_sum == 4
    assert rolled_up.progress == Decimal("0.525")


def test_half_the_way_down_is_half() -> None:
    assert falling("2.65").counted == Decimal("0.5")


def test_worse_than_the_baseline_is_shown_and_counts_nothing() -> None:
    progress = falling("4.0")
    assert progress.raw is not None
    assert round(progress.raw, 3) == Decimal("-0.087")
    assert progress.counted == 0


def test_beyond_the_target_is_shown_and_counts_in_full() -> None:
    progress = falling("1.2")
    assert progress.raw is not None
    assert round(progress.raw, 3) == Decimal("1.130")
    assert progress.counted == 1


def test_a_range_is_the_share_of_days_inside() -> None:
    definition = MetricDefinition(
        kind=MetricKind.RANGE, start=START, end=END, low=Decimal(72), high=Decimal(78)
    )
    readings = [Reading(day(0), Decimal(70)), Reading(day(10), Decimal(74))]
    assert key_result_progress(definition, readings, on=day(40)).counted == Decimal("0.75")


def test_meeting_a_limit_exactly_is_inside() -> None:
    definition = MetricDefinition(kind=MetricKind.AT_MOST, start=START, end=END, target=Decimal(85))
    readings = [Reading(day(0), Decimal(85))]
    assert key_result_progress(definition, readings, on=day(0)).counted == 1
    assert key_result_progress(definition, readings, on=day(20)).counted == 1


def test_attainment_is_measured_against_the_bar_of_the_style() -> None:
    assert attainment(Decimal("0.7"), Style.ASPIRATIONAL) == 1
    assert attainment(Decimal("0.7"), Style.COMMITTED) == Decimal("0.7")


def test_an_objective_reached_by_two_links_counts_once_with_sub_teams() -> None:
    first = ScoredObjective("a1", Decimal("0.4"), Style.COMMITTED)
    second = ScoredObjective("a2", Decimal("0.2"), Style.COMMITTED)
    shared = ScoredObjective("b1", Decimal("0.9"), Style.COMMITTED)
    with_sub_teams = team_progress([first, shared, second, shared])
    assert with_sub_teams.scored == 3
    assert with_sub_teams.progress == Decimal("0.5")
