"""The weekly review of a team: what a week ago was known, what comes first, and all trends."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import KeyResult, MetricKind, Visibility
from plumbline.domain.okrs.selectors import team_review as reviewing
from plumbline.domain.okrs.selectors.details import key_result_details
from plumbline.domain.okrs.selectors.team_review import TeamReview, team_review
from plumbline.domain.okrs.selectors.trends import TrendFacts, trends_of_objectives
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    START,
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_objective,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def review(world: World, who: str = "mia", *, days: int = 0) -> TeamReview:
    viewer, cycle = world.viewer(who), make_cycle(world)
    with world.reading():
        return team_review(
            viewer=viewer, team=world.teams["claims"], cycle=cycle, at=AT + days * DAY
        )


def weekly(world: World, key_result: KeyResult, *values: str, confidence: int = 6) -> None:
    """Check in week by week; the last value is of today."""
    for ago, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        at = AT - ago * WEEK
        make_check_in(world, key_result, value, on=at.date(), at=at, confidence=confidence)


def test_a_week_ago_is_told_as_it_was_known_then(world: World) -> None:
    begun = AT - 5 * WEEK
    objective = make_objective(world, at=begun)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "20", on=(AT - 2 * WEEK).date(), at=AT - 2 * WEEK)
    # Said today of ten days ago: nobody knew it a week ago.
    make_check_in(world, key_result, "35", on=(AT - 10 * DAY).date(), confidence=9)
    make_check_in(world, key_result, "40", confidence=9)
    found = review(world)
    (told,) = found.objectives
    (result,) = told.results
    assert found.before == TODAY - WEEK
    assert result.was is not None
    assert told.was is not None
    assert (result.was.value, result.was.confidence) == (Decimal(20), 6)
    assert told.was.progress == Decimal("0.2")
    assert (result.facts.value, told.node.progress) == (Decimal(40), Decimal("0.4"))
    assert result.moved is not None
    assert result.moved.change == Decimal(5)  # against what held then, said later or not


def test_what_began_this_week_has_no_week_before(world: World) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "20")
    (told,) = review(world).objectives
    assert told.was is None
    assert [each.was for each in told.results] == [None]


def test_what_runs_is_found_behind_any_number_of_drafts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "MOST_OBJECTIVES", 1)
    for title in ("First draft", "Second draft"):
        make_objective(world, title, active=False)
    make_objective(world, "It runs")
    found = review(world)
    assert [each.node.title for each in found.objectives] == ["It runs"]
    assert (found.is_all, found.waiting) == (True, 2)


def test_a_breach_comes_before_silence_and_a_calm_week_has_no_first(world: World) -> None:
    objective = make_objective(world, key_results=2, active=False, at=AT - 8 * WEEK)
    guard = make_key_result(
        world, objective, "Claims reopened", metric=limit("5"), is_guardrail=True, at=AT - 8 * WEEK
    )
    activate(world, objective, at=AT - 8 * WEEK)
    quiet, fresh, _guard = key_results_of(world, objective)
    weekly(world, fresh, "40", "55", "70", "80")
    weekly(world, quiet, "40", "55", "70", "80")
    weekly(world, guard, "3")
    assert review(world).first == ""
    make_check_in(world, guard, "7")
    assert review(world).first == guard.public_id
    make_check_in(world, guard, "4", at=AT + timedelta(hours=1))
    for day in (7, 14):
        on = TODAY + day * DAY
        make_check_in(world, fresh, str(80 + day), on=on, at=AT + day * DAY)
        make_check_in(world, guard, "3", on=on, at=AT + day * DAY)
    later = review(world, days=14)
    assert later.first == quiet.public_id
    assert later.objectives[0].results[0].facts.public_id == quiet.public_id


def test_only_what_the_viewer_sees_and_what_runs_is_reviewed(world: World) -> None:
    make_objective(world, "Drafted", active=False)
    for visibility in Visibility:
        make_objective(world, str(visibility), visibility=visibility)
    seen = {who: review(world, who) for who in ("vic", "mia")}
    told = {who: [each.node.title for each in found.objectives] for who, found in seen.items()}
    assert told == {"vic": ["organization"], "mia": ["organization", "team", "private"]}
    assert seen["mia"].waiting == 1


@pytest.mark.thorough
@pytest.mark.parametrize("days", [0, -7])
def test_all_trends_are_those_of_the_pages_in_a_constant_number_of_queries(
    world: World, days: int
) -> None:
    as_of = TODAY + days * DAY if days else None
    objectives = []
    for number in range(3):
        made = make_objective(
            world, f"Objective {number}", key_results=2, at=AT - 8 * WEEK, active=False
        )
        make_key_result(world, made, "Done", metric=limit("9"), is_guardrail=True, at=AT - 8 * WEEK)
        objectives.append(activate(world, made, at=AT - 8 * WEEK))
        for key_result in key_results_of(world, made):
            weekly(world, key_result, "5", "20", "30", str(40 + number))
    hidden = make_objective(world, "Hidden", visibility=Visibility.PRIVATE, at=AT - 8 * WEEK)
    viewer = world.viewer("vic")
    ids = [each.public_id for each in (*objectives, hidden)]
    with world.reading():
        with CaptureQueriesContext(connection) as few:
            one = trends_of_objectives(viewer=viewer, objectives=ids[:1], at=AT, as_of=as_of)
        with CaptureQueriesContext(connection) as many:
            found = trends_of_objectives(viewer=viewer, objectives=ids, at=AT, as_of=as_of)
        assert len(few) == len(many) <= 10
        assert len(found) == 9
        assert found.items() >= one.items()
        for public_id, told in found.items():
            page = key_result_details(viewer=viewer, public_id=public_id, at=AT, as_of=as_of)
            same = {name: getattr(page, name) for name in TrendFacts.__dataclass_fields__}
            assert told == TrendFacts(**same)
        assert any(told.forecast for told in found.values())
        assert all(told.facts.start == START for told in found.values())
        kinds = {str(told.facts.metric.kind) for told in found.values()}
    assert kinds == {str(MetricKind.INCREASE), str(MetricKind.AT_MOST)}
