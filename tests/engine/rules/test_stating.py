"""What an approval was given to is no longer the same once any target is another one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from plumbline.engine.documents.model import Checkpoint, KeyResult, Metric, MetricKind, Objective
from plumbline.engine.rules.stating import stated_mark

METRIC = Metric(kind=MetricKind.INCREASE, baseline=Decimal(71))
STEPS = (Checkpoint(date=date(2026, 2, 1), value=Decimal(75)),)


def mark_of(metric: Metric | None, *, title: str = "Hauliers renew early") -> str:
    part = KeyResult(id="renewals", title="Hauliers who renew", metric=metric)
    return stated_mark(Objective(title=title, key_results=(part,)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"target": Decimal(84)}, {"target": Decimal(90)}),
        ({"low": Decimal(1), "high": Decimal(2)}, {"low": Decimal(1), "high": Decimal(3)}),
        ({"relative_target": Decimal(20)}, {"relative_target": Decimal(50)}),
        ({"relative_target": Decimal(20)}, {"target": Decimal(20)}),
        ({"target": Decimal(84), "checkpoints": STEPS}, {"target": Decimal(84)}),
        (
            {"checkpoints": STEPS},
            {"checkpoints": (replace(STEPS[0], value=Decimal(80)),)},
        ),
    ],
)
def test_any_other_target_is_another_mark(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert mark_of(replace(METRIC, **before)) != mark_of(replace(METRIC, **after))


def test_what_is_no_target_leaves_the_mark_alone() -> None:
    kept = replace(METRIC, target=Decimal("84.0"))
    assert mark_of(kept) == mark_of(replace(kept, target=Decimal(84), decimals=1, unit="%"))
    assert mark_of(None) == mark_of(METRIC)
    assert mark_of(None) != mark_of(None, title="Hauliers renew late")
