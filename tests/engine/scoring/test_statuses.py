from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.scoring.statuses import (
    Standing,
    StandingPart,
    Status,
    chance_status,
    key_result_status,
    objective_standing,
)

GOODNESS = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK)


def part(
    chance: str | None, weight: int = 1, *, has_data: bool = True, is_silent: bool = False
) -> StandingPart:
    return StandingPart(
        weight=weight,
        chance=None if chance is None else Decimal(chance),
        has_data=has_data,
        is_silent=is_silent,
    )


def standing(*parts: StandingPart, breached: bool = False) -> Standing:
    return objective_standing(parts, guardrail_breached=breached)


@pytest.mark.parametrize(
    ("chance", "status"),
    [
        ("1", Status.ON_TRACK),
        ("0.7", Status.ON_TRACK),
        ("0.6999", Status.AT_RISK),
        ("0.3", Status.AT_RISK),
        ("0.2999", Status.OFF_TRACK),
        ("0", Status.OFF_TRACK),
    ],
)
def test_the_chance_says_the_status_of_a_key_result(chance: str, status: Status) -> None:
    assert key_result_status(Decimal(chance), has_data=True) is status


def test_without_a_chance_it_is_too_early_and_without_data_there_is_none() -> None:
    assert key_result_status(None, has_data=True) is Status.TOO_EARLY
    assert key_result_status(None, has_data=False) is Status.NO_DATA


def test_the_mean_chance_is_weighted() -> None:
    assert standing(part("0.62", 40), part("0.78", 35), part("0.03", 25)) == Standing(
        Status.AT_RISK, Decimal("0.5285")
    )


def test_an_objective_is_on_track_from_seventy_in_a_hundred() -> None:
    assert standing(part("0.7"), part("0.7")) == Standing(Status.ON_TRACK, Decimal("0.7"))
    assert standing(part("0.6999"), part("0.7")).mean_chance == Decimal("0.7"), "half up"
    assert standing(part("0.6998"), part("0.7")).status is Status.AT_RISK


@pytest.mark.parametrize(
    "found",
    [
        standing(part("0.99", 9), part("0.29")),
        standing(part("0.99", 9), part("0.29", 0)),
        standing(part("0.9"), breached=True),
        standing(part("0.9"), part("0.9", is_silent=True)),
        standing(part("0.9"), part(None, has_data=False, is_silent=True)),
    ],
    ids=["off track", "off track without weight", "guardrail", "stale", "never checked in"],
)
def test_what_holds_an_objective_back_makes_it_at_risk_and_no_worse(found: Standing) -> None:
    assert found.status is Status.AT_RISK
    assert found.mean_chance is not None
    assert found.mean_chance >= Decimal("0.7")


def test_off_track_is_said_below_thirty_whatever_else_is_so() -> None:
    low = standing(part("0.2999"), part("0.2999", is_silent=True), breached=True)
    assert low.status is Status.OFF_TRACK


def test_under_half_the_weight_it_is_too_early() -> None:
    assert standing(part("0.9", 499), part(None, 501)) == Standing(Status.TOO_EARLY)
    assert standing(part("0.9", 500), part(None, 500)).status is Status.ON_TRACK


def test_without_any_chance_data_tells_too_early_from_no_data() -> None:
    assert standing(part(None, has_data=False)) == Standing(Status.NO_DATA)
    assert standing(part(None), part(None, has_data=False)) == Standing(Status.TOO_EARLY)


def test_nothing_with_weight_is_not_judged() -> None:
    assert standing() == Standing(Status.NOT_COMPUTED)
    assert standing(part("0.9", 0)) == Standing(Status.NOT_COMPUTED)


CHANCES = st.decimals(0, 1, places=4)
PARTS = st.lists(
    st.builds(
        StandingPart,
        weight=st.integers(0, 3000),
        chance=st.none() | CHANCES,
        has_data=st.booleans(),
        is_silent=st.booleans(),
    ),
    max_size=6,
)


@given(CHANCES, CHANCES)
def test_a_better_chance_is_never_a_worse_status(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert GOODNESS.index(chance_status(low)) <= GOODNESS.index(chance_status(high))


@given(PARTS, st.booleans(), CHANCES, st.data())
def test_a_better_chance_of_one_key_result_is_never_worse_for_its_objective(
    parts: list[StandingPart], breached: bool, better: Decimal, data: st.DataObject
) -> None:
    known = [index for index, each in enumerate(parts) if each.chance is not None]
    if not known:
        return
    index = data.draw(st.sampled_from(known))
    before = objective_standing(parts, guardrail_breached=breached)
    old = parts[index].chance
    assert old is not None
    raised = StandingPart(
        weight=parts[index].weight,
        chance=max(old, better),
        has_data=parts[index].has_data,
        is_silent=parts[index].is_silent,
    )
    after = objective_standing(
        [*parts[:index], raised, *parts[index + 1 :]], guardrail_breached=breached
    )
    if before.status in GOODNESS:
        assert GOODNESS.index(after.status) >= GOODNESS.index(before.status)
        assert before.mean_chance is not None
        assert after.mean_chance is not None
        assert after.mean_chance >= before.mean_chance
    else:
        assert after == before


@given(PARTS, st.booleans())
def test_the_order_of_key_results_and_the_unit_of_weights_do_not_matter(
    parts: list[StandingPart], breached: bool
) -> None:
    tenfold = [
        StandingPart(
            weight=each.weight * 10,
            chance=each.chance,
            has_data=each.has_data,
            is_silent=each.is_silent,
        )
        for each in reversed(parts)
    ]
    found = objective_standing(parts, guardrail_breached=breached)
    assert objective_standing(tenfold, guardrail_breached=breached) == found


@given(PARTS)
def test_silence_is_never_green(parts: list[StandingPart]) -> None:
    found = objective_standing(parts, guardrail_breached=False)
    if any(each.is_silent for each in parts):
        assert found.status is not Status.ON_TRACK
