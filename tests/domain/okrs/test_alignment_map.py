"""The map of a cycle: who sees what of it, what it counts, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.charts.alignment_graph import Choice, Link
from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.okrs.models import Objective, Style, Visibility
from plumbline.domain.okrs.selectors import alignment_part
from plumbline.domain.okrs.selectors.alignment_map import (
    AlignmentFacts,
    MapFilter,
    Tier,
    alignment_map,
)
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.scoring.statuses import Status
from tests.world import AT, TODAY, World
from tests.world_okrs import make_cycle, make_link, make_objective

QUERIES = 12


def map_of(
    world: World,
    cycle: Cycle,
    name: str = "vic",
    *,
    wanted: MapFilter | None = None,
    as_of: date | None = None,
    **choice: object,
) -> AlignmentFacts:
    with world.reading():
        return alignment_map(
            viewer=world.viewer(name),
            cycle=cycle,
            at=AT,
            choice=Choice(**choice),  # type: ignore[arg-type]  # the fields of Choice
            wanted=wanted or MapFilter(),
            as_of=as_of,
        )


def priority(world: World, title: str) -> Priority:
    with world.reading():
        return priority_create(actor=world.system, values=PriorityValues(title=title), at=AT)


@pytest.fixture
def cycle(world: World) -> Cycle:
    return make_cycle(world)


def company(world: World, cycle: Cycle, title: str = "Own", **further: object) -> Objective:
    return make_objective(
        world,
        title,
        cycle=cycle,
        team=world.company,
        owner=world.person("ada"),
        **further,  # type: ignore[arg-type]  # of make_objective
    )


def test_it_leads_from_priorities_over_company_and_teams_down_to_people(
    world: World, cycle: Cycle
) -> None:
    served, unserved = priority(world, "Arrive on time"), priority(world, "Nobody's")
    own = company(world, cycle, priority=served)
    team = make_objective(world, "Of claims", cycle=cycle)
    personal = make_objective(world, "Of mia", cycle=cycle, is_personal=True)
    alone = make_objective(world, "Alone", cycle=cycle)
    make_link(world, team, own, weight="1")
    make_link(world, personal, team)
    facts = map_of(world, cycle)
    assert [facts.levels[row.public_id] for row in (served, own, team, personal)] == [0, 1, 2, 3]
    assert facts.levels[alone.public_id] == 2
    assert facts.tiers[personal.public_id] is Tier.PERSONAL
    assert set(facts.view.links) == {
        Link(own.public_id, served.public_id),
        Link(team.public_id, own.public_id, contributes=True),
        Link(personal.public_id, team.public_id),
    }
    assert (facts.total, facts.led) == (4, 3)
    assert facts.below[unserved.public_id] == {}
    assert sum(facts.below[served.public_id].values()) == 3


def test_a_priority_served_through_a_parent_is_not_drawn_twice(world: World, cycle: Cycle) -> None:
    one, other = priority(world, "One"), priority(world, "Other")
    own = company(world, cycle, priority=one)
    same = make_objective(world, "Same", cycle=cycle, priority=one)
    further = make_objective(world, "Further", cycle=cycle, priority=other)
    make_link(world, same, own)
    make_link(world, further, own)
    links = set(map_of(world, cycle).view.links)
    assert Link(same.public_id, one.public_id) not in links
    assert Link(further.public_id, other.public_id) in links


def test_what_it_supports_in_another_cycle_stands_above(world: World, cycle: Cycle) -> None:
    year = make_cycle(
        world, "2026", start=date(2026, 1, 1), end=date(2026, 12, 31), kind=CycleKind.YEAR
    )
    top, whole = company(world, year, "Of the decade"), company(world, year, "Of the year")
    beside = company(world, year, "Beside")
    team = make_objective(world, "Of claims", cycle=cycle)
    make_link(world, whole, top)
    make_link(world, team, whole)
    facts = map_of(world, cycle)
    assert set(facts.view.nodes) == {row.public_id for row in (top, whole, team)}
    assert beside.public_id not in facts.levels


def test_a_private_objective_is_no_node_no_link_and_no_count(world: World, cycle: Cycle) -> None:
    own = company(world, cycle)
    below = make_objective(world, "Below", cycle=cycle)
    before = map_of(world, cycle)
    hidden = make_objective(
        world, "Hidden", cycle=cycle, visibility=Visibility.PRIVATE, priority=None
    )
    make_link(world, hidden, own)
    make_link(world, below, hidden)
    assert map_of(world, cycle) == before
    with pytest.raises(NotFound):
        map_of(world, cycle, focus=hidden.public_id)
    with pytest.raises(NotFound):
        map_of(world, cycle, focus="nothing")
    mine = map_of(world, cycle, "mia")
    assert mine.total == before.total + 1
    assert set(mine.view.links) == {
        Link(hidden.public_id, own.public_id),
        Link(below.public_id, hidden.public_id),
    }


def test_a_filter_keeps_what_is_above_what_it_finds_and_counts_only_finds(
    world: World, cycle: Cycle
) -> None:
    own = company(world, cycle)
    found = make_objective(world, "Claims Within A Day", cycle=cycle, style=Style.ASPIRATIONAL)
    other = make_objective(world, "Other", cycle=cycle)
    make_link(world, found, own)
    make_link(world, other, own)
    claims = world.teams["claims"]
    for wanted in (
        MapFilter(text="within a day"),
        MapFilter(style="aspirational"),
        MapFilter(style="aspirational", team_path=claims.path, status=frozenset(Status)),
    ):
        facts = map_of(world, cycle, wanted=wanted)
        assert facts.view.nodes == (own.public_id, found.public_id)
        assert facts.found == {found.public_id}
        assert sum(facts.counts.values()) == 1
    assert map_of(world, cycle, wanted=MapFilter(text="none of these")).view.nodes == ()
    assert (
        map_of(world, cycle, wanted=MapFilter(status=frozenset({Status.OFF_TRACK}))).view.nodes
        == ()
    )


def test_it_is_shown_as_it_was_under_todays_rights(world: World, cycle: Cycle) -> None:
    own, team = company(world, cycle), make_objective(world, "Of claims", cycle=cycle)
    later = AT + timedelta(days=3)
    make_link(world, team, own, at=later)
    make_objective(world, "Later", cycle=cycle, at=later)
    then = map_of(world, cycle, as_of=TODAY)
    assert set(then.view.nodes) == {own.public_id, team.public_id}
    assert then.view.links == ()
    now = map_of(world, cycle)
    assert len(now.view.links) == 1
    assert now.total == 3


def queries_of(world: World, cycle: Cycle) -> int:
    viewer = world.viewer("vic")
    with (
        world.reading(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        alignment_map(viewer=viewer, cycle=cycle, at=AT, choice=Choice(), wanted=MapFilter())
    return len(asked)


@pytest.mark.thorough
def test_its_queries_do_not_grow_with_the_objectives(world: World, cycle: Cycle) -> None:
    own = company(world, cycle, priority=priority(world, "One"))
    make_link(world, make_objective(world, "First", cycle=cycle), own)
    few = queries_of(world, cycle)
    for number in range(6):
        make_link(world, make_objective(world, f"Further {number}", cycle=cycle), own)
    assert queries_of(world, cycle) == few <= QUERIES


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a cycle be large with its first objective."""
    monkeypatch.setattr(alignment_part, "WHOLE_UP_TO", 0)


def family(world: World, cycle: Cycle) -> dict[str, Objective]:
    """Two priorities, a year above, a child with two parents, and a root that stands alone."""
    one, deep = priority(world, "One"), priority(world, "Deep")
    year = make_cycle(
        world, "2026", start=date(2026, 1, 1), end=date(2026, 12, 31), kind=CycleKind.YEAR
    )
    rows = {
        "year": company(world, year, "Of the year"),
        "own": company(world, cycle, priority=one),
        "team": make_objective(world, "Of claims", cycle=cycle),
        "mine": make_objective(world, "Of mia", cycle=cycle, is_personal=True, priority=deep),
        "alone": make_objective(world, "Alone", cycle=cycle),
    }
    make_link(world, rows["own"], rows["year"])
    make_link(world, rows["team"], rows["own"], weight="1")
    make_link(world, rows["mine"], rows["team"])
    make_link(world, rows["mine"], rows["own"])
    return rows


def drawn_of(facts: AlignmentFacts) -> tuple[object, ...]:
    """Everything that a map of a large cycle says as that of a small one does."""
    view = facts.view
    levels = {(key, facts.levels[key], facts.tiers[key]) for key in view.nodes}
    return levels, set(view.links), view.under, view.path, view.open, facts.found


def facts_above(facts: AlignmentFacts, objective: Objective) -> int:
    """How many of what is looked for stand above in another cycle: a large one counts its own."""
    return int(objective.public_id in facts.found)


@pytest.mark.thorough
def test_a_large_cycle_is_drawn_like_a_small_one(
    world: World, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = family(world, cycle)
    make_link(world, rows["alone"], rows["own"], at=AT + timedelta(days=3))
    asked: list[dict[str, object]] = [
        {},
        {"as_of": TODAY},
        {"name": "mia", "shut": frozenset({rows["own"].public_id})},
        {"focus": rows["year"].public_id},
        {"focus": rows["team"].public_id},
        {"focus": rows["alone"].public_id},
        {"wanted": MapFilter(text="of mia")},
        {"wanted": MapFilter(team_path=world.teams["claims"].path), "as_of": TODAY},
        {"wanted": MapFilter(status=frozenset({Status.NOT_COMPUTED}))},
        {"wanted": MapFilter(status=frozenset({Status.NO_DATA}), style="committed")},
        {"wanted": MapFilter(status=frozenset({Status.NO_DATA})), "as_of": TODAY},
    ]
    small = [map_of(world, cycle, **each) for each in asked]  # type: ignore[arg-type]  # as above
    monkeypatch.setattr(alignment_part, "WHOLE_UP_TO", 0)
    for each, expected in zip(asked, small, strict=True):
        found = map_of(world, cycle, **each)  # type: ignore[arg-type]  # as above
        assert found.is_large
        assert drawn_of(found) == drawn_of(expected), each
        assert found.total == expected.total - 1  # what stands above in another cycle
        above = facts_above(expected, rows["year"])
        assert sum(found.counts.values()) == sum(expected.counts.values()) - above
    with pytest.raises(NotFound):
        map_of(world, cycle, focus="nothing")


@pytest.mark.thorough
@pytest.mark.usefixtures("as_if_large")
def test_a_fold_of_a_large_cycle_counts_what_is_directly_below(world: World, cycle: Cycle) -> None:
    rows = family(world, cycle)
    own = rows["own"].public_id
    for number in range(14):
        make_objective(world, f"Loose {number}", cycle=cycle, key_results=0, active=False)
    facts = map_of(world, cycle, shut=frozenset({own}))
    folds = {fold.parent: fold.children for fold in facts.view.folds}
    assert folds[own] == 1  # the other one is drawn below the priority that it serves
    tops = [key for key in facts.view.nodes if facts.view.under[key] is None]
    standing = 14 + 1 + 1  # the loose ones, the one that stands alone, and the year's
    assert folds[None] == standing + 2 - len(tops)  # and two priorities
    hidden = make_objective(
        world, "Hidden", cycle=cycle, visibility=Visibility.PRIVATE, active=False
    )
    make_link(world, hidden, rows["own"])
    assert map_of(world, cycle, shut=frozenset({own})) == facts


@pytest.mark.usefixtures("as_if_large")
def test_of_very_much_that_is_looked_for_the_first_is_placed(
    world: World, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment_part, "FOUND_UP_TO", 1)
    first, _other = (make_objective(world, f"Loose {number}", cycle=cycle) for number in range(2))
    facts = map_of(world, cycle, wanted=MapFilter(text="loose"))
    assert (sum(facts.counts.values()), facts.placed) == (2, 1)
    assert facts.found == {first.public_id}
