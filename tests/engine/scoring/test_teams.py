from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.model import Style
from plumbline.engine.scoring.explain import render_text
from plumbline.engine.scoring.rollup import RollupRefused
from plumbline.engine.scoring.teams import ScoredObjective, mean, team_progress

STRETCH = ScoredObjective(1, Decimal("0.7"), Style.ASPIRATIONAL, "Stretch")
PROMISE = ScoredObjective(2, Decimal("0.5"), Style.COMMITTED, "Promise")
LESSON = ScoredObjective(3, None, Style.LEARNING, "Lesson")
EMPTY = ScoredObjective(4, None, Style.COMMITTED, "Empty")


def test_a_team_is_the_mean_of_its_objectives_and_of_their_attainment() -> None:
    team = team_progress([STRETCH, PROMISE])
    assert (team.progress, team.attainment) == (Decimal("0.6"), Decimal("0.75"))


def test_what_is_not_scored_is_left_out_and_counted() -> None:
    team = team_progress([STRETCH, LESSON, EMPTY])
    assert (team.progress, team.scored, team.left_out) == (Decimal("0.7"), 1, 2)


def test_a_learning_objective_is_left_out_even_with_a_figure() -> None:
    graded = ScoredObjective(5, Decimal("0.2"), Style.LEARNING)
    assert team_progress([STRETCH, graded]).progress == Decimal("0.7")


def test_a_team_without_scored_objectives_has_no_figure() -> None:
    team = team_progress([LESSON])
    assert (team.progress, team.attainment, team.scored) == (None, None, 0)
    assert team.explanation.message.id == "scoring.no_scored_objectives"


def test_the_same_objective_with_two_figures_is_refused() -> None:
    with pytest.raises(RollupRefused):
        team_progress([STRETCH, ScoredObjective(1, Decimal("0.8"), Style.ASPIRATIONAL)])


def test_the_explanation_lists_each_objective_once() -> None:
    text = render_text(team_progress([STRETCH, LESSON, STRETCH, PROMISE]).explanation)
    assert text.replace("\u202f", " ") == (
        "Mean of 2 objectives, each once = 60 %\n"
        "  Stretch: 70 %\n"
        "  Lesson: not scored, left out\n"
        "  Promise: 50 %"
    )


def test_the_mean_of_nothing_is_nothing() -> None:
    assert mean([]) is None
    assert mean([Decimal(1), Decimal(0), Decimal(0)]) == Decimal("0.333333333")


SHARES = st.integers(0, 10**9).map(lambda scaled: Decimal(scaled) / 10**9)


@given(st.lists(SHARES, min_size=1, max_size=6), st.data())
def test_nothing_is_counted_twice(shares: list[Decimal], data: st.DataObject) -> None:
    objectives = [
        ScoredObjective(number, share, Style.COMMITTED) for number, share in enumerate(shares)
    ]
    repeated = data.draw(st.lists(st.sampled_from(objectives), max_size=6))
    shuffled = data.draw(st.permutations(objectives + repeated))
    assert team_progress(shuffled).progress == team_progress(objectives).progress
