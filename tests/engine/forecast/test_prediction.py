"""The parts of the forecast by themselves, where the right answer is known."""

import math

import pytest

from plumbline.engine.forecast.constants import LEVELS, TOTALS
from plumbline.engine.forecast.covariance import Pattern, factor, view
from plumbline.engine.forecast.ideas import Idea, LevelShape, Model, TotalShape
from plumbline.engine.forecast.mixture import Mixture, mixture_weights, t4_below
from plumbline.engine.forecast.prediction import Path, predict

WALK = LevelShape(trailing=0.0, noise=0.0, drift=0.0, fade=0.5)
STEADY = LevelShape(trailing=0.0, noise=0.01, drift=100.0, fade=1e-6)
RATE = TotalShape(rate=1e6, scatter=1.0, drift=0.0, fade=0.5)
QUARTER = 91


def certain_of(*shapes: LevelShape | TotalShape) -> Model:
    """Ideas whose weekly wandering of a tenth is beyond doubt."""
    return Model(
        ideas=tuple(Idea(shape, scale=0.1, pull=0.0, weight=0.0, widening=0.0) for shape in shapes),
        trust=1e9,
        contrast=1.0,
        farther=0.0,
    )


def path(days: tuple[int, ...], *values: float) -> Path:
    return Path(Pattern(days, QUARTER), values)


@pytest.mark.parametrize(
    ("ratio", "share"),
    # Source: any table of Student's t with 4 degrees of freedom.
    [(0.0, 0.5), (0.741, 0.75), (1.533, 0.90), (2.132, 0.95), (4.604, 0.995), (-2.776, 0.025)],
)
def test_students_t_with_4_degrees(ratio: float, share: float) -> None:
    assert t4_below(ratio, 1.0) == pytest.approx(share, abs=2e-4)


def test_far_tails_and_single_values_are_defined() -> None:
    assert t4_below(1e300, 1.0) == 1
    assert t4_below(-1e300, 1.0) == 0
    assert t4_below(0.0, 0.0) == 1
    assert t4_below(-1e-9, 0.0) == 0


@pytest.mark.parametrize("share", [0.05, 0.1, 0.4, 0.5, 0.9, 0.99])
def test_a_quantile_is_where_its_share_ends(share: float) -> None:
    mixed = Mixture((0.3, 0.7), (0.0, 5.0), (1.0, 0.001))
    assert mixed.stays_below(mixed.quantile(share)) == pytest.approx(share, abs=1e-9)


def test_what_would_lie_below_the_floor_is_the_floor() -> None:
    floored = Mixture((1.0,), (0.0,), (1.0,), floor=0.5)
    assert floored.quantile(0.1) == 0.5
    assert floored.reaches(0.5) == 1
    assert floored.stays_below(0.4) == 0
    assert floored.reaches(1.0) == pytest.approx(1 - t4_below(1.0, 1.0))


def test_beliefs_become_weights() -> None:
    assert mixture_weights([-1e6, -1e6 + math.log(3)]) == pytest.approx([0.25, 0.75])


def test_a_random_walk_goes_on_from_its_last_value_whatever_the_gaps() -> None:
    near = predict(path((7, 49, 63), 0.2, 0.9, 0.4), certain_of(WALK), 70)
    assert near.centres == pytest.approx((0.4,))
    assert near.spreads == pytest.approx((0.1,), rel=1e-6)
    far = predict(path((7, 49, 63), 0.2, 0.9, 0.4), certain_of(WALK), QUARTER)
    assert far.spreads == pytest.approx((0.1 * math.sqrt(4),), rel=1e-6)


def test_a_line_is_told_from_a_walk_and_goes_on() -> None:
    days = tuple(range(7, 50, 7))
    line = predict(path(days, *(day / 91 for day in days)), LEVELS, QUARTER)
    assert line.weights[2] > 0.9
    assert line.centres[2] == pytest.approx(1.0, abs=0.02)
    walk = predict(path(days, 0.3, 0.1, 0.5, 0.2, 0.6, 0.3, 0.5), LEVELS, QUARTER)
    assert walk.weights[2] < 0.1


def test_a_steady_level_needs_few_readings() -> None:
    seen = predict(path((14, 28, 42), 0.2, 0.4, 0.6), certain_of(STEADY), QUARTER)
    assert seen.centres == pytest.approx((1.3,), abs=0.02)


def test_a_total_goes_on_at_its_rate() -> None:
    seen = predict(path((7, 21), 0.1, 0.3), certain_of(RATE), 70)
    assert seen.centres == pytest.approx((1.0,), abs=1e-3)


def test_what_is_known_makes_what_follows_surer() -> None:
    few, many = Pattern((7, 14), QUARTER), Pattern((7, 14, 21, 28), QUARTER)
    for idea in (*LEVELS.ideas, *TOTALS.ideas):
        left = [
            view(idea.shape, pattern, QUARTER).variance
            - sum(load * load for load in view(idea.shape, pattern, QUARTER).loads)
            for pattern in (few, many)
        ]
        assert 0 < left[1] < left[0]


def test_surprises_of_days_apart_do_not_depend_on_what_comes_after() -> None:
    short, long = Pattern((7, 30), QUARTER), Pattern((7, 30, 31, 80), QUARTER)
    for idea in LEVELS.ideas:
        whole = factor(idea.shape, long).surprises((0.1, 0.5, 0.4, 0.9))
        assert factor(idea.shape, short).surprises((0.1, 0.5)) == pytest.approx(whole[:2])


def test_nothing_seen_leaves_what_was_believed_before() -> None:
    blind = predict(Path(Pattern((), QUARTER), ()), LEVELS, QUARTER)
    beliefs = mixture_weights([idea.weight for idea in LEVELS.ideas])
    assert blind.weights == pytest.approx(tuple(beliefs))
    assert all(spread > 0 for spread in blind.spreads)
