from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plumbline.engine.documents.model import Checkpoint, Metric, MetricKind, Stage
from plumbline.engine.scoring.metrics import (
    MetricDefinition,
    definition_from_metric,
    metric_resolve,
    metric_validate,
)

START, END = date(2026, 10, 1), date(2026, 12, 31)
RISING = MetricDefinition(
    kind=MetricKind.INCREASE, start=START, end=END, baseline=Decimal(10), target=Decimal(20)
)
FALLING = replace(RISING, kind=MetricKind.DECREASE, baseline=Decimal(20), target=Decimal(10))
RANGE = MetricDefinition(
    kind=MetricKind.RANGE, start=START, end=END, low=Decimal(72), high=Decimal(78)
)
LIMIT = MetricDefinition(kind=MetricKind.AT_MOST, start=START, end=END, target=Decimal(3))
MILESTONE = MetricDefinition(kind=MetricKind.MILESTONE, start=START, end=END)


def checkpoint(day: date, value: int) -> Checkpoint:
    return Checkpoint(date=day, value=Decimal(value))


def stages(*shares: str | None) -> tuple[Stage, ...]:
    return tuple(
        Stage(title="s", share=None if share is None else Decimal(share)) for share in shares
    )


@pytest.mark.parametrize(
    "definition",
    [
        RISING,
        FALLING,
        RANGE,
        replace(RANGE, high=Decimal(72)),
        LIMIT,
        replace(LIMIT, kind=MetricKind.AT_LEAST),
        MILESTONE,
        replace(MILESTONE, stages=stages("0.25", "0.75")),
        replace(MILESTONE, stages=stages(None, None, None)),
        replace(RISING, baseline=None, baseline_by=date(2026, 10, 31)),
        replace(RISING, baseline=None, accumulates=True),
        replace(FALLING, target=None, relative_target=Decimal(-20)),
        replace(
            FALLING,
            baseline=None,
            target=None,
            relative_target=Decimal(-20),
            baseline_by=date(2026, 10, 31),
        ),
        replace(RISING, checkpoints=(checkpoint(START, 12), checkpoint(END, 20))),
    ],
)
def test_a_metric_that_can_be_scored_is_accepted(definition: MetricDefinition) -> None:
    assert metric_validate(definition) == ()


@pytest.mark.parametrize(
    ("definition", "message_id"),
    [
        (replace(RISING, target=Decimal("10.0")), "scoring.target_equals_baseline"),
        (replace(RISING, target=Decimal(9)), "scoring.target_below_baseline"),
        (replace(FALLING, target=Decimal(21)), "scoring.target_above_baseline"),
        (replace(RISING, target=None), "scoring.target_missing"),
        (replace(RISING, baseline=None), "scoring.baseline_missing"),
        (replace(RISING, relative_target=Decimal(5)), "scoring.target_stated_twice"),
        (replace(RISING, relative_target=Decimal(0)), "scoring.relative_target_zero"),
        (
            replace(RISING, baseline=Decimal(0), target=None, relative_target=Decimal(5)),
            "scoring.target_equals_baseline",
        ),
        (
            replace(RISING, target=None, relative_target=Decimal(-5)),
            "scoring.target_below_baseline",
        ),
        (
            replace(RISING, baseline=None, target=None, relative_target=Decimal(5)),
            "scoring.baseline_missing",
        ),
        (
            replace(RISING, baseline=Decimal(10**17), target=None, relative_target=Decimal(10**6)),
            "scoring.number_too_large",
        ),
        (replace(RISING, kind=None), "scoring.kind_missing"),
        (replace(RISING, target=Decimal("NaN")), "scoring.number_not_finite"),
        (replace(RISING, baseline_by=date(2027, 1, 1)), "scoring.baseline_by_outside"),
        (replace(RISING, end=date(2026, 9, 1)), "scoring.dates_reversed"),
        (
            replace(RISING, checkpoints=(checkpoint(date(2026, 9, 30), 12),)),
            "scoring.checkpoint_outside",
        ),
        (
            replace(RISING, checkpoints=(checkpoint(END, 12), checkpoint(START, 20))),
            "scoring.checkpoints_order",
        ),
        (
            replace(RISING, checkpoints=(checkpoint(START, 12), checkpoint(START, 20))),
            "scoring.checkpoints_order",
        ),
        (replace(RANGE, low=None), "scoring.range_incomplete"),
        (replace(RANGE, high=None), "scoring.range_incomplete"),
        (replace(RANGE, low=Decimal(79)), "scoring.range_reversed"),
        (replace(LIMIT, target=None), "scoring.limit_missing"),
        (replace(MILESTONE, stages=stages("0.5", None)), "scoring.stage_share_missing"),
        (replace(MILESTONE, stages=stages("1.5", "-0.5")), "scoring.stage_share_negative"),
        (replace(MILESTONE, stages=stages("0.3", "0.3")), "scoring.stage_shares_sum"),
    ],
)
def test_a_metric_that_cannot_be_scored_is_refused(
    definition: MetricDefinition, message_id: str
) -> None:
    assert [message.id for message in metric_validate(definition)] == [message_id]


def test_a_relative_target_resolves_once_the_baseline_is_known() -> None:
    waiting = replace(FALLING, baseline=None, target=None, relative_target=Decimal(-20))
    assert metric_resolve(waiting).target is None
    assert metric_resolve(replace(waiting, baseline=Decimal(50))).target == 40


def test_a_relative_target_is_rounded_to_what_a_measure_can_hold() -> None:
    metric = replace(
        RISING, baseline=Decimal("0.000000000001"), target=None, relative_target=Decimal(50)
    )
    assert metric_resolve(metric).target == Decimal("0.000000000002")


def test_a_total_starts_at_zero_unless_its_baseline_is_given_or_to_be_measured() -> None:
    total = replace(RISING, baseline=None, accumulates=True)
    assert metric_resolve(total).baseline == 0
    assert metric_resolve(replace(total, baseline=Decimal(4))).baseline == 4
    assert metric_resolve(replace(total, baseline_by=END)).baseline is None
    relative = replace(total, target=None, relative_target=Decimal(5))
    assert metric_resolve(relative).baseline is None


def test_a_definition_takes_everything_from_the_metric_of_a_document() -> None:
    metric = Metric(
        kind=MetricKind.INCREASE,
        baseline=Decimal(10),
        target=Decimal(20),
        accumulates=True,
        checkpoints=(checkpoint(START, 12),),
    )
    definition = definition_from_metric(metric, start=START, end=END)
    assert definition == replace(RISING, accumulates=True, checkpoints=metric.checkpoints)


def test_a_key_result_without_metric_has_a_definition_without_kind() -> None:
    definition = definition_from_metric(None, start=START, end=END)
    assert definition == MetricDefinition(kind=None, start=START, end=END)
