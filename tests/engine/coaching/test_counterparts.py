"""What to watch beside a measure, and how a target stands beside the past."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.coaching.guardrails import PAIRS, guardrails_for
from plumbline.engine.coaching.plausibility import Reach, plausibility_of
from plumbline.engine.documents.model import KeyResult
from plumbline.engine.messages import render

FIGURES = st.integers(-60, 60).map(Decimal)


@given(FIGURES, FIGURES, st.lists(FIGURES, max_size=8))
def test_a_mirrored_metric_is_weighed_alike(
    baseline: Decimal, target: Decimal, changes: list[Decimal]
) -> None:
    found = plausibility_of(baseline, target, changes)
    mirrored = plausibility_of(-baseline, -target, [-change for change in changes])
    assert (found and found.reach) == (mirrored and mirrored.reach)
    assert (found is None) == (not changes or baseline == target)
    if found is not None:
        assert render(found.message)


@pytest.mark.parametrize(
    ("target", "reach"),
    [(51, Reach.TIMID), (55, Reach.USUAL), (58, Reach.STRETCH), (71, Reach.NEW)],
)
def test_a_target_is_weighed_against_what_earlier_cycles_brought(target: int, reach: Reach) -> None:
    past = [Decimal(change) for change in (2, 5, 5, 9)]
    found = plausibility_of(Decimal(50), Decimal(target), past)
    assert found is not None
    assert found.reach is reach


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Median time to answer from 9 to 4 hours", "rework"),
        ("Paying customers from 200 to 400", "churn"),
        ("Cost per order from 9 to 4 EUR", "satisfied"),
    ],
)
def test_a_measure_has_its_counterpart(title: str, name: str) -> None:
    first, *_others = guardrails_for((KeyResult(title=title),))
    assert first.title.id == f"coaching.guardrail.{name}"
    assert render(first.title)
    assert render(first.why)


def test_what_is_watched_already_is_not_suggested_again() -> None:
    growth = KeyResult(title="Paying customers from 200 to 400")
    churn = KeyResult(title="Churn stays below 3 %", guardrail=True)
    assert {each.family for each in guardrails_for((growth, churn))} == {"quality"}
    assert guardrails_for((churn,)) == ()
    assert all(each.kind in {"at_most", "at_least"} for pair in PAIRS.values() for each in pair)


def test_what_fits_a_family_is_suggested_before_what_is_usual() -> None:
    calls = KeyResult(title="Hauliers look it up instead of calling: from 400 to 250")
    speed = KeyResult(title="Median time to answer from 9 to 4 hours")
    first, *_others = guardrails_for((calls, speed))
    assert first.title.id == "coaching.guardrail.rework"
