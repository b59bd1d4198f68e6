from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Style
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.engine.scoring.explain import Step, render_text
from plumbline.engine.scoring.rollup import (
    Part,
    PartKind,
    RollupDelta,
    RollupRefused,
    RollupState,
    attainment,
    contribution,
    objective_progress,
    part_contribution,
    progress_scaled,
    progress_unscaled,
    weight_scaled,
)

HALF = Part(Decimal(1), Decimal("0.5"), source="half", title="Half")
FULL = Part(Decimal(1), Decimal(1), source="full", title="Full")
GUARDRAIL = replace(FULL, kind=PartKind.GUARDRAIL, source="guardrail", title="Churn")

WEIGHTS = st.integers(0, 10**6).map(lambda scaled: Decimal(scaled) / 1000)
SHARES = st.integers(0, 10**9).map(lambda scaled: Decimal(scaled) / 10**9)
PARTS = st.builds(
    Part,
    WEIGHTS,
    st.none() | SHARES,
    kind=st.sampled_from(PartKind),
    has_data=st.booleans(),
    is_stopped=st.booleans(),
)


def progress_of(*parts: Part, style: Style | None = None) -> Decimal | None:
    return objective_progress(parts, style=style).progress


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (GUARDRAIL,),
        (replace(HALF, weight=Decimal(0)),),
        (replace(HALF, is_stopped=True),),
        (replace(HALF, kind=PartKind.SUPPORTING),),
        (replace(HALF, kind=PartKind.CONTRIBUTING, progress=None),),
    ],
)
def test_an_objective_without_anything_that_weighs_is_not_scored(parts: tuple[Part, ...]) -> None:
    result = objective_progress(parts)
    assert result.progress is None
    assert result.weight_sum == result.weighted_sum == 0
    assert not result.has_data


def test_a_learning_objective_is_not_scored() -> None:
    result = objective_progress([HALF], style=Style.LEARNING)
    assert result.progress is None
    assert result.explanation.message.id == "scoring.learning_not_scored"
    assert progress_of(HALF, style=Style.COMMITTED) == Decimal("0.5")


def test_a_stopped_key_result_leaves_the_mean() -> None:
    assert progress_of(HALF, FULL) == Decimal("0.75")
    assert progress_of(HALF, replace(FULL, is_stopped=True)) == Decimal("0.5")


def test_a_link_that_only_supports_adds_nothing() -> None:
    assert progress_of(HALF, replace(FULL, kind=PartKind.SUPPORTING)) == Decimal("0.5")


def test_a_child_that_is_not_scored_is_left_out() -> None:
    child = Part(Decimal(5), None, kind=PartKind.CONTRIBUTING, source="child")
    assert progress_of(HALF, child) == Decimal("0.5")


def test_no_check_in_counts_nothing_and_is_no_data() -> None:
    silent = Part(Decimal(1), Decimal(0), has_data=False)
    assert progress_of(silent, FULL) == Decimal("0.5")
    assert objective_progress([silent, FULL]).has_data
    assert not objective_progress([silent, GUARDRAIL]).has_data


def test_the_same_source_twice_is_refused() -> None:
    with pytest.raises(RollupRefused) as refusal:
        objective_progress([HALF, replace(FULL, source="half", title="Again")])
    assert refusal.value.message == Message("scoring.part_repeated", {"title": "Again"})


@pytest.mark.parametrize("weight", ["-1", "0.0001", "1000.001", "NaN"])
def test_a_weight_out_of_bounds_is_refused(weight: str) -> None:
    with pytest.raises(NumberRefused):
        weight_scaled(Decimal(weight))


@pytest.mark.parametrize("progress", ["-0.1", "1.000000001", "NaN", "Infinity"])
def test_a_progress_out_of_bounds_is_refused(progress: str) -> None:
    with pytest.raises(NumberRefused):
        progress_scaled(Decimal(progress))


def test_scaled_integers_are_exact() -> None:
    assert weight_scaled(Decimal("1.005")) == 1005
    assert progress_scaled(Decimal("0.333333333")) == 333_333_333
    assert progress_unscaled(333_333_333) == Decimal("0.333333333")


def test_sums_of_the_greatest_weights_fit_64_bits() -> None:
    state = RollupState()
    for _ in range(9000):
        state = state.apply(contribution(Decimal(1000), Decimal(1)))
    assert state.weighted_sum_scaled < 2**63


def test_the_explanation_names_every_part() -> None:
    parts = [
        replace(HALF, explanation=Step(Message("scoring.counts_in_full"))),
        GUARDRAIL,
        Part(
            Decimal(2),
            Decimal("0.3"),
            kind=PartKind.CONTRIBUTING,
            title="Child",
        ),
        Part(Decimal(100), Decimal(0), has_data=False, title="Silent"),
        replace(FULL, kind=PartKind.SUPPORTING, source="s", title="Friend"),
        replace(FULL, is_stopped=True, source="t", title="Dropped"),
        Part(Decimal(1), None, kind=PartKind.CONTRIBUTING, title="Lesson"),
    ]
    assert render_text(objective_progress(parts).explanation).replace("\u202f", " ") == (
        "1.1 ÷ 103 (sum of weights) = 1.1 %\n"
        "  Half: 50 % × weight 1\n"
        "    Beyond the target counts 100 %\n"
        "  Churn: guardrail, adds nothing\n"
        "  Contributing objective Child: 30 % × weight 2\n"
        "  Silent: no data, counts 0 % × weight 100\n"
        "  Friend: supports, adds nothing\n"
        "  Dropped: stopped, no longer counts\n"
        "  Lesson: not scored, left out"
    )


def test_an_explanation_of_nothing_says_why() -> None:
    assert objective_progress([]).explanation.message.id == "scoring.no_parts"
    assert objective_progress([GUARDRAIL]).explanation.message.id == "scoring.nothing_weighs"


def test_attainment_stops_at_the_bar() -> None:
    assert attainment(Decimal("0.35"), Style.ASPIRATIONAL) == Decimal("0.5")
    assert attainment(Decimal("0.9"), Style.ASPIRATIONAL) == 1
    assert attainment(Decimal("0.1"), Style.ASPIRATIONAL) == Decimal("0.142857143")
    assert attainment(Decimal("0.9"), Style.LEARNING) is None
    assert attainment(None, Style.COMMITTED) is None


@given(st.lists(PARTS, max_size=6), st.randoms())
def test_the_order_of_parts_does_not_matter(parts: list[Part], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = objective_progress(parts), objective_progress(shuffled)
    assert (first.progress, first.weight_sum, first.weighted_sum, first.has_data) == (
        second.progress,
        second.weight_sum,
        second.weighted_sum,
        second.has_data,
    )


@given(st.lists(PARTS, max_size=6))
def test_a_mean_lies_between_its_least_and_its_greatest_part(parts: list[Part]) -> None:
    counted = [part.progress for part in parts if part.is_counted and part.weight]
    progress = progress_of(*parts)
    if progress is None:
        assert not counted
    else:
        shares = [share for share in counted if share is not None]
        assert min(shares) <= progress <= max(shares)


@given(st.lists(PARTS, max_size=5), SHARES)
def test_a_part_of_weight_zero_changes_nothing(parts: list[Part], share: Decimal) -> None:
    assert progress_of(*parts, Part(Decimal(0), share)) == progress_of(*parts)


@given(st.lists(PARTS, max_size=5), WEIGHTS, SHARES, SHARES)
def test_a_part_that_moves_forward_never_moves_the_objective_back(
    parts: list[Part], weight: Decimal, first: Decimal, second: Decimal
) -> None:
    low, high = sorted([first, second])
    before, after = progress_of(*parts, Part(weight, low)), progress_of(*parts, Part(weight, high))
    if before is None or after is None:
        assert before is after
    else:
        assert before <= after


@given(st.lists(st.tuples(PARTS, PARTS), min_size=1, max_size=5))
def test_deltas_give_what_recomputing_gives(changes: list[tuple[Part, Part]]) -> None:
    state = RollupState()
    for before, _ in changes:
        state = state.apply(part_contribution(before))
    for before, after in changes:
        state = state.apply(part_contribution(after) - part_contribution(before))
    fresh = sum((part_contribution(after) for _, after in changes), RollupDelta())
    assert state == RollupState().apply(fresh)
    assert state.progress() == progress_of(*(after for _, after in changes))


@given(WEIGHTS, SHARES)
def test_taking_a_part_away_leaves_nothing_behind(weight: Decimal, share: Decimal) -> None:
    added = contribution(weight, share)
    assert RollupState().apply(added).apply(RollupDelta() - added) == RollupState()
