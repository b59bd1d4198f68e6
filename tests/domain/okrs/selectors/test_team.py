"""How a team stands: one value for everyone, each objective once, now and on a past day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import KeyResult, Objective, State, Style, Visibility
from plumbline.domain.okrs.selectors.team import (
    StatusCounts,
    TeamFigures,
    team_figures,
    team_of_viewer,
)
from plumbline.domain.okrs.selectors.team_work import TeamWeek, team_objectives, team_week
from plumbline.domain.okrs.services.objectives import objective_pause, objective_stop
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.teams import ScoredObjective, team_progress
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_cycle,
    make_link,
    make_objective,
    progress_of,
    stored,
)

DAY = timedelta(days=1)


def figures(
    world: World,
    who: str = "vic",
    *,
    team: Team | None = None,
    days: int = 0,
    as_of: date | None = None,
) -> TeamFigures:
    viewer = world.viewer(who)
    cycle = make_cycle(world)
    with world.reading():
        return team_figures(
            viewer=viewer,
            team=team or world.teams["claims"],
            cycle=cycle,
            at=AT + days * DAY,
            as_of=as_of,
        )


def week(world: World, who: str = "vic", *, days: int = 0, as_of: date | None = None) -> TeamWeek:
    viewer = world.viewer(who)
    cycle = make_cycle(world)
    asked: Any = {
        "viewer": viewer,
        "team": world.teams["claims"],
        "cycle": cycle,
        "at": AT + days * DAY,
        "as_of": as_of,
    }
    with world.reading():
        found = team_week(**asked)
        for limit in (1, 25):  # whatever was read already, the week is the same
            known = team_objectives(**asked, limit=limit).nodes
            assert team_week(**asked, known=known) == found
        return found


def test_attainment_is_what_the_engine_says_of_the_same_objectives(world: World) -> None:
    made = []
    for style, value in ((Style.COMMITTED, "40"), (Style.ASPIRATIONAL, "63"), (None, "5")):
        objective = make_objective(world, f"{style}", style=style or Style.LEARNING)
        make_check_in(world, first_key_result(world, objective), value)
        made.append(objective)
    engine = team_progress(
        ScoredObjective(each.pk, progress_of(world, each), documents.Style(each.style))
        for each in made
    )
    found = figures(world).own.whole
    assert found.attainment == engine.attainment
    assert (found.scored, found.objectives) == (engine.scored, 3)


def test_only_what_runs_or_is_over_counts(world: World) -> None:
    make_objective(world, "Draft", active=False)
    running = make_objective(world, "Running")
    make_check_in(world, first_key_result(world, running), "50")
    for name, act in (("Paused", objective_pause), ("Stopped", objective_stop)):
        objective = make_objective(world, name)
        make_check_in(world, first_key_result(world, objective), "100")
        with world.reading():
            row = stored(world, objective)
            extra = {"since": TODAY} if act is objective_pause else {}
            act(
                actor=world.system,
                objective=row,
                reason="So agreed",
                expected=row.version,
                at=AT,
                **extra,
            )
    found = figures(world).own.whole
    assert found.objectives == 2  # what was stopped is out of the mean, what is paused is not
    assert found.attainment == Decimal("0.75")
    assert found.counts == StatusCounts(unsaid=1)  # nor is a paused one in the counts
    make_objective(world, "Personal", is_personal=True, owner=world.person("mia"))
    assert figures(world).own.whole == found


def test_an_aggregate_has_one_value_for_everyone(world: World) -> None:
    for visibility in Visibility:
        make_objective(world, str(visibility), visibility=visibility)
    seen = {who: figures(world, who) for who in ("vic", "fin", "ada", "carl", "lena", "mia", "max")}
    assert {each.own.whole.objectives for each in seen.values()} == {1}
    inside = {who for who, each in seen.items() if each.own_inside is not None}
    assert inside == {"ada", "carl", "lena", "mia"}
    assert seen["mia"].own_inside == seen["lena"].own_inside
    assert seen["mia"].own_inside is not None
    assert seen["mia"].own_inside.whole.objectives == 2
    counted = {
        each.check_ins_inside and each.check_ins_inside.key_results for each in seen.values()
    }
    assert (counted, seen["mia"].check_ins.key_results) == ({None, 2}, 1)


def test_what_a_team_below_keeps_to_itself_is_not_told_above(world: World) -> None:
    make_objective(world, "Of claims alone", visibility=Visibility.TEAM)
    freight = figures(world, "lena", team=world.teams["freight"])
    assert freight.below.whole.objectives == 0
    assert freight.below_inside is None


def test_the_set_holds_each_objective_once_and_no_neighbour(world: World) -> None:
    parents = [
        make_objective(world, name, team=world.teams["freight"], owner=world.person("lena"))
        for name in ("First", "Second")
    ]
    child = make_objective(world, "Child")
    for parent in parents:
        make_link(world, child, parent, weight="1")
    make_objective(world, "Beside", team=world.teams["finance"], owner=world.person("max"))
    found = figures(world, team=world.teams["freight"])
    assert (found.own.whole.objectives, found.below.whole.objectives) == (2, 3)
    assert found.is_deep
    assert not figures(world).is_deep


def test_a_past_day_is_told_as_it_was(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    make_check_in(world, result, "20")
    before = figures(world, days=1)
    make_check_in(world, result, "80", on=TODAY + 7 * DAY, at=AT + 7 * DAY)
    then = figures(world, days=8, as_of=TODAY + DAY)
    assert then == before
    assert then.own.whole.attainment == Decimal("0.2")
    assert figures(world, days=8).own.whole.attainment == Decimal("0.8")
    assert figures(world, days=8, as_of=TODAY - DAY).own.whole.objectives == 0


def test_what_is_private_today_is_not_told_of_the_past_either(world: World) -> None:
    objective = make_objective(world)
    assert figures(world, days=3, as_of=TODAY + DAY).own.whole.objectives == 1
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert figures(world, days=3, as_of=TODAY + DAY).own.whole.objectives == 0


@pytest.mark.thorough
@pytest.mark.parametrize("as_of", [None, TODAY + DAY])
def test_figures_take_the_same_few_queries_however_much_there_is(
    world: World, as_of: date | None
) -> None:
    make_objective(world, "One")
    figures(world, days=3)
    viewer, cycle, team = world.viewer("mia"), make_cycle(world), world.teams["freight"]

    def ask() -> int:
        with world.reading(), CaptureQueriesContext(connection) as queries:
            team_figures(viewer=viewer, team=team, cycle=cycle, at=AT + 3 * DAY, as_of=as_of)
        return len(queries)

    few = ask()
    for number in range(8):
        objective = make_objective(world, f"Of {number}", key_results=3)
        make_check_in(world, first_key_result(world, objective), f"{number}")
    assert ask() == few
    assert few <= 7


def test_first_comes_the_team_one_leads(world: World) -> None:
    world.make_membership(world.people["mia"], world.teams["finance"], is_lead=True)
    for who, team in (("mia", "finance"), ("lena", "freight"), ("vic", "company")):
        viewer = world.viewer(who)
        with world.reading():
            assert team_of_viewer(viewer=viewer) == world.teams[team], who


def test_a_change_is_told_from_what_stood_a_week_ago(world: World) -> None:
    objective = make_objective(world, key_results=1)
    result = first_key_result(world, objective)
    make_check_in(world, result, "30")
    (first,) = week(world).moved
    assert (first.change, first.is_first) == (Decimal(30), True)  # from the baseline
    for days, value in ((5, "35"), (8, "28")):
        make_check_in(world, result, value, on=TODAY + days * DAY, at=AT + days * DAY)
    (moved,) = week(world, days=9).moved
    assert (moved.change, moved.is_first) == (Decimal(-2), False)
    assert moved.objective.public_id == objective.public_id
    assert week(world, days=15).moved == ()
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(state=State.CLOSED)
        KeyResult.objects.filter(pk=result.pk).update(state=State.CLOSED)
    assert len(week(world, days=9).moved) == 1  # closed, and it moved all the same
    assert week(world, days=30).quiet == ()
    (then,) = week(world, days=30, as_of=TODAY + 5 * DAY).moved
    assert then.change == Decimal(35)


def test_the_week_of_what_one_may_not_see_is_not_told(world: World) -> None:
    secret = make_objective(world, "Secret", visibility=Visibility.PRIVATE)
    make_check_in(world, first_key_result(world, secret), "30")
    assert week(world, "fin").moved == ()
    assert len(week(world, "mia").moved) == 1
    assert week(world, "fin", days=20).quiet == ()
    assert len(week(world, "mia", days=20).quiet) == 1


def test_objectives_come_by_rank_and_in_pages(world: World) -> None:
    titles = ["Third", "First", "Second", "Unranked"]
    for title, rank in zip(titles, (3, 1, 2, None), strict=True):
        objective = make_objective(world, title, key_results=0, active=False)
        with world.writing():
            Objective.objects.filter(pk=objective.pk).update(rank=rank)
    viewer, cycle, team = world.viewer("vic"), make_cycle(world), world.teams["claims"]
    after, seen = None, []
    with world.reading():
        for _page in range(2):
            level = team_objectives(
                viewer=viewer, team=team, cycle=cycle, at=AT, after=after, limit=2
            )
            seen += [node.title for node in level.nodes]
            after = level.after
        assert seen == ["First", "Second", "Third", "Unranked"]
        assert after is None
        with pytest.raises(NotFound):
            team_objectives(viewer=viewer, team=team, cycle=cycle, at=AT, after="gone")
