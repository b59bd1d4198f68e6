"""The tree: what stands where, for whom, now and then, and at which cost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import Objective, Style, Visibility
from plumbline.domain.okrs.selectors.facts import TreeLevel
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.staleness import CheckInState
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_link,
    make_objective,
)

WEEK = timedelta(days=7)


def level(
    world: World,
    who: str = "ada",
    *,
    parent: Objective | None = None,
    as_of: date | None = None,
    team: Team | None = None,
    after: str | None = None,
    limit: int = 50,
) -> TreeLevel:
    cycle = make_cycle(world)
    viewer = world.viewer(who)
    with world.reading():
        return tree_level(
            viewer=viewer,
            cycle=cycle,
            at=AT,
            parent=parent.public_id if parent else None,
            as_of=as_of,
            team=team,
            after=after,
            limit=limit,
        )


def titles(found: TreeLevel) -> list[str]:
    return [node.title for node in found.nodes]


def test_roots_are_objectives_without_a_parent_in_the_cycle(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    make_link(world, child, parent)
    assert titles(level(world)) == ["Parent"]
    assert titles(level(world, parent=parent)) == ["Child"]
    assert level(world).nodes[0].children_count == 1


def test_a_parent_in_another_cycle_leaves_a_root(world: World) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31))
    parent = make_objective(world, "Year", team=world.company, cycle=year)
    child = make_objective(world, "Quarter")
    make_link(world, child, parent)
    found = level(world)
    assert titles(found) == ["Quarter"]
    assert [name.name for name in found.nodes[0].other_parents] == ["Year"]
    below = level(world, parent=parent)
    assert titles(below) == ["Quarter"]
    assert below.nodes[0].cycle.name == "2026-Q1"


def test_an_objective_with_several_parents_stands_under_each_and_names_the_others(
    world: World,
) -> None:
    one, two = (make_objective(world, name, team=world.company) for name in ("One", "Two"))
    child = make_objective(world, "Child")
    make_link(world, child, one, weight="2")
    make_link(world, child, two)
    under_one, under_two = (level(world, parent=parent).nodes[0] for parent in (one, two))
    assert under_one.contributes == Decimal(2)
    assert [name.name for name in under_one.other_parents] == ["Two"]
    assert under_two.contributes is None
    assert [name.name for name in under_two.other_parents] == ["One"]


def test_what_the_viewer_may_not_see_is_in_no_list_and_no_count(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    hidden = make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    below = make_objective(world, "Below the hidden")
    make_link(world, hidden, parent)
    make_link(world, below, hidden)
    assert level(world, "mia").nodes[0].children_count == 1
    for who in ("ada", "carl", "lena", "vic"):
        roots = level(world, who)
        assert titles(roots) == ["Parent", "Below the hidden"]
        assert [node.children_count for node in roots.nodes] == [0, 0]
        assert roots.nodes[1].other_parents == ()
        with pytest.raises(NotFound):
            level(world, who, parent=hidden)


def test_a_node_tells_how_its_objective_stands(world: World) -> None:
    draft = make_objective(world, "Standing", active=False, key_results=2, style=Style.ASPIRATIONAL)
    make_key_result(world, draft, "Reopened", metric=limit("3"), is_guardrail=True)
    objective = activate(world, draft)
    first, second, guardrail = key_results_of(world, objective)
    make_check_in(world, first, "50", confidence=4)
    make_check_in(world, guardrail, "4", confidence=1)
    node = level(world).nodes[0]
    assert node.progress == Decimal("0.25")
    assert node.has_data
    assert node.mean_confidence == Decimal(4)
    assert node.guardrails_breached == 1
    assert node.check_in is CheckInState.FRESH
    assert node.pace == Decimal(60) / 89 or node.pace == round(Decimal(60) / 89, 9)
    assert [part.guardrail for part in node.key_results] == [None, None, GuardrailState.BREACHED]
    assert [part.value for part in node.key_results] == [Decimal(50), None, Decimal(4)]
    assert [part.has_data for part in node.key_results] == [True, False, True]
    assert [part.check_in for part in node.key_results] == [
        CheckInState.FRESH,
        CheckInState.NO_DATA,
        CheckInState.FRESH,
    ]
    assert node.key_results[0].metric.target == Decimal(100)
    assert second.public_id == node.key_results[1].public_id


def test_no_data_is_said_of_an_objective_only_when_no_part_has_any(world: World) -> None:
    objective = make_objective(world, "Standing", key_results=2)
    assert level(world).nodes[0].check_in is CheckInState.NO_DATA
    first, _second = key_results_of(world, objective)
    make_check_in(world, first, "50", on=TODAY - timedelta(days=20))
    assert level(world).nodes[0].check_in is CheckInState.OVERDUE


def test_a_learning_objective_is_not_scored(world: World) -> None:
    objective = make_objective(world, style=Style.LEARNING)
    make_check_in(world, first_key_result(world, objective))
    assert level(world).nodes[0].progress is None


def test_a_team_narrows_the_roots_to_its_subtree(world: World) -> None:
    top = make_objective(world, "Top", team=world.company)
    freight = make_objective(world, "Freight", team=world.teams["freight"])
    claims = make_objective(world, "Claims")
    make_objective(world, "Finance", team=world.teams["finance"])
    make_link(world, freight, top)
    make_link(world, claims, freight)
    assert titles(level(world, team=world.teams["freight"])) == ["Freight"]
    assert titles(level(world, team=world.teams["claims"])) == ["Claims"]


@pytest.mark.parametrize("past", [False, True])
def test_pages_follow_one_another_without_gap_or_repetition(world: World, past: bool) -> None:
    for number in range(7):
        team = world.teams["claims"] if number % 2 else world.company
        make_objective(world, f"Objective {number}", team=team, key_results=0, active=False)
    as_of = TODAY if past else None
    whole = titles(level(world, as_of=as_of))
    read: list[str] = []
    after: str | None = None
    for _page in range(10):
        page = level(world, after=after, limit=3, as_of=as_of)
        read += titles(page)
        after = page.after
        if after is None:
            break
    assert read == whole
    assert len(read) == 7


def test_a_page_that_ended_with_something_gone_says_so(world: World) -> None:
    with pytest.raises(NotFound):
        level(world, after="0000000000zz")


def test_a_past_day_shows_what_was_recorded_by_its_end(world: World) -> None:
    early, late = AT - 4 * WEEK, AT - WEEK
    make_cycle(world, at=early)
    parent = make_objective(world, "Parent", team=world.company, at=early)
    objective = make_objective(world, "Child", at=early)
    make_check_in(world, first_key_result(world, objective), "20", on=early.date(), at=early)
    make_check_in(world, first_key_result(world, objective), "60", on=late.date(), at=late)
    make_link(world, objective, parent, weight="1", at=late)
    then = level(world, as_of=(late - timedelta(days=1)).date())
    assert {node.title: node.progress for node in then.nodes} == {
        "Parent": Decimal(0),
        "Child": Decimal("0.2"),
    }
    assert [node.key_results[0].value for node in then.nodes] == [None, Decimal(20)]
    now = level(world)
    assert {node.title: node.progress for node in now.nodes} == {"Parent": Decimal("0.3")}
    assert titles(level(world, as_of=(early - WEEK).date())) == []


def test_as_of_today_equals_now(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    objective = make_objective(world, "Child", key_results=3)
    make_link(world, objective, parent, weight="0.5")
    make_check_in(world, first_key_result(world, objective), "37.5")
    for under in (None, parent):
        assert level(world, parent=under).nodes == level(world, parent=under, as_of=TODAY).nodes


def test_what_is_private_now_is_hidden_in_the_past_too(world: World) -> None:
    early = AT - WEEK
    objective = make_objective(world, "Secret by now", active=False, at=early)
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert titles(level(world, "vic", as_of=early.date())) == []
    assert titles(level(world, "mia", as_of=early.date())) == ["Secret by now"]


@pytest.mark.thorough
@pytest.mark.parametrize(("as_of", "most"), [(None, 10), (TODAY, 12)])
def test_a_level_costs_the_same_number_of_queries_for_any_number_of_rows(
    world: World, as_of: date | None, most: int
) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    first = make_objective(world, "First", team=world.company, key_results=0, active=False)
    make_link(world, first, parent)
    counts = []
    for more in (1, 6):
        for number in range(more):
            child = make_objective(world, f"Child {more} {number}", key_results=2)
            make_link(world, child, parent, weight="1")
        cycle, viewer = make_cycle(world), world.viewer("mia")
        with world.reading(), CaptureQueriesContext(connection) as queries:
            tree_level(
                viewer=viewer,
                cycle=cycle,
                at=AT,
                parent=parent.public_id,
                as_of=as_of,
                after=first.public_id,
            )
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most
