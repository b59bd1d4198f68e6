"""A past day calls things what they were called then, and has them where they were then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.domain.cycles.services import CycleValues, cycle_edit
from plumbline.domain.okrs.models import Alignment, KeyResult, KeyResultState
from plumbline.domain.okrs.models.key_result import KeyResultFields
from plumbline.domain.okrs.selectors.company import priorities_served
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.selectors.team import team_figures
from plumbline.domain.okrs.selectors.tree import tree_level
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.services.teams import team_move, team_update
from plumbline.domain.strategy.models import Priority
from plumbline.domain.strategy.services import PriorityValues, priority_create, priority_edit
from plumbline.domain.tenancy.history import state_record
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_cycle, make_link, make_objective, stored

DAY = timedelta(days=1)
LATER = AT + 2 * DAY
NOW = AT + 3 * DAY
DAYS = pytest.mark.parametrize("as_of", [TODAY, None], ids=["then", "now"])


def rename_team(world: World, name: str, to: str) -> None:
    team = Team.objects.get(pk=world.teams[name].pk)
    team_update(
        actor=world.system,
        team=team,
        expected=team.version,
        at=LATER,
        name=to,
        level=team.level,
        key=team.key,
        cadence=team.cadence,
    )


def rename_key_result(world: World, key_result: KeyResult, to: str) -> None:
    with world.writing():
        row = KeyResult.objects.get(pk=key_result.pk)
        row.title = to
        row.save()
        state_record(row=row, versioned=KeyResultFields, state_model=KeyResultState, at=LATER)


def make_priority(world: World, title: str) -> Priority:
    with world.reading():
        return priority_create(actor=world.system, values=PriorityValues(title=title), at=AT)


@DAYS
def test_a_team_that_was_renamed_has_its_old_name(world: World, as_of: date | None) -> None:
    parent = make_objective(world, "Parent", team=world.teams["freight"])
    child = make_objective(world, "Child")
    make_link(world, child, parent)
    key_result = first_key_result(world, child)
    with world.reading():
        rename_team(world, "claims", "Fair claims")
    viewer = world.viewer("vic")
    with world.reading():
        below = tree_level(
            viewer=viewer, cycle=child.cycle, at=NOW, parent=parent.public_id, as_of=as_of
        )
        page = objective_details(viewer=viewer, public_id=child.public_id, at=NOW, as_of=as_of)
        above = objective_details(viewer=viewer, public_id=parent.public_id, at=NOW, as_of=as_of)
        part = key_result_details(
            viewer=viewer, public_id=key_result.public_id, at=NOW, as_of=as_of
        )
    told = [below.nodes[0].team, page.facts.team, above.children[0].team, part.team]
    called = "Claims" if as_of else "Fair claims"
    assert [team and team.name for team in told] == [called] * 4


@DAYS
def test_a_team_that_was_moved_stands_where_it_stood(world: World, as_of: date | None) -> None:
    freight = make_objective(world, "Of freight", team=world.teams["freight"])
    claims = make_objective(world, "Of claims")
    finance = make_objective(world, "Of finance", team=world.teams["finance"])
    with world.reading():
        team_move(
            actor=world.system, team=world.teams["claims"], parent=world.teams["finance"], at=LATER
        )
    viewer, cycle = world.viewer("vic"), make_cycle(world)

    def titles(team: Team | None = None) -> list[str]:
        level = tree_level(viewer=viewer, cycle=cycle, at=NOW, as_of=as_of, team=team)
        return [node.title for node in level.nodes]

    with world.reading():
        order = titles()
        of_freight = titles(world.teams["freight"])
    in_order = [freight, claims, finance] if as_of else [freight, finance, claims]
    assert order == [row.title for row in in_order]
    assert of_freight == (["Of freight", "Of claims"] if as_of else ["Of freight"])


@DAYS
def test_priorities_are_those_of_the_day_in_their_order(world: World, as_of: date | None) -> None:
    first, second, third = (make_priority(world, title) for title in ("One", "Two", "Three"))
    objective = make_objective(world, "Serves", priority=first)
    with world.writing():
        for row, rank, archived in ((first, 3, False), (second, 2, True), (third, 1, False)):
            priority = Priority.objects.get(pk=row.pk)
            priority.rank, priority.is_archived = rank, archived
            priority.save()
    with world.reading():
        for row, title in ((first, "One anew"), (second, "Two"), (third, "Three")):
            values = PriorityValues(title=title)
            priority_edit(actor=world.system, priority=row, values=values, expected=1, at=LATER)
    viewer = world.viewer("vic")
    with world.reading():
        served = priorities_served(viewer=viewer, cycle=objective.cycle, at=NOW, as_of=as_of)
        page = objective_details(viewer=viewer, public_id=objective.public_id, at=NOW, as_of=as_of)
    called = "One" if as_of else "One anew"
    in_order = [called, "Two", "Three"] if as_of else ["Three", called]
    assert [line.title for line in served] == in_order
    serving = {line.title: [name.name for name in line.objectives] for line in served}
    assert serving[called] == ["Serves"]
    assert page.priority is not None
    assert page.priority.name == called


@DAYS
def test_a_key_result_that_was_renamed_has_its_old_title(world: World, as_of: date | None) -> None:
    parent, child = make_objective(world, "Parent", team=world.company), make_objective(world)
    upper, lower = first_key_result(world, parent), first_key_result(world, child)
    link = make_link(world, child, parent)
    with world.writing():
        Alignment.objects.filter(pk=link.pk).update(child_key_result=lower, parent_key_result=upper)
        upper.early_warnings.create(indicator=lower)
    rename_key_result(world, lower, "Renamed lower")
    rename_key_result(world, upper, "Renamed upper")
    viewer = world.viewer("vic")
    with world.reading():
        pages = [
            key_result_details(viewer=viewer, public_id=row.public_id, at=NOW, as_of=as_of)
            for row in (lower, upper)
        ]
    ((up,), (down,)) = pages[0].parents, pages[1].children
    told = [up.key_result, up.own_key_result, down.key_result, down.own_key_result]
    told += [*pages[1].early_warnings, *pages[0].warns_of]
    low, high = (lower.title, upper.title) if as_of else ("Renamed lower", "Renamed upper")
    assert [name and name.name for name in told] == [high, low, low, high, low, high]


@DAYS
def test_an_adjustment_names_things_as_they_were_called(world: World, as_of: date | None) -> None:
    priority = make_priority(world, "Calm")
    objective = make_objective(world, team=world.teams["freight"])
    key_result = first_key_result(world, objective)
    row = stored(world, objective)
    with world.reading():
        changed = replace(objective_values(row), team=world.teams["claims"], priority=priority)
        part = KeyResult.objects.select_related("owner").get(pk=key_result.pk)
        weighed = replace(key_result_values(part), owner=world.person("lena"))
        common = {"actor": world.system, "reason": "new", "effective_on": TODAY, "at": AT}
        objective_adjust(**common, objective=row, values=changed, expected=row.version)  # type: ignore[arg-type]  # four of its arguments
        key_result_adjust(**common, key_result=part, values=weighed, expected=part.version)  # type: ignore[arg-type]  # four of its arguments
        rename_team(world, "claims", "Fair claims")
        values = PriorityValues(title="Calmer")
        priority_edit(actor=world.system, priority=priority, values=values, expected=1, at=LATER)
    rename_key_result(world, key_result, "Renamed")
    viewer = world.viewer("vic")
    with world.reading():
        page = objective_details(viewer=viewer, public_id=objective.public_id, at=NOW, as_of=as_of)
    news = {change.field: change.new for one in page.adjustments for change in one.changes}
    assert (news["team"], news["priority"]) == (
        ("Claims", "Calm") if as_of else ("Fair claims", "Calmer")
    )
    (called,) = {one.key_result.name for one in page.adjustments if one.key_result}
    assert called == (key_result.title if as_of else "Renamed")


def test_a_cycle_of_a_past_day_has_the_days_it_had_then(world: World) -> None:
    objective = make_objective(world)
    viewer, cycle = world.viewer("vic"), make_cycle(world)

    def due(as_of: date | None) -> object:
        counts = team_figures(
            viewer=viewer,
            team=world.teams["company"],
            cycle=objective.cycle,
            at=NOW,
            as_of=as_of,
        ).check_ins_below
        page = objective_details(viewer=viewer, public_id=objective.public_id, at=NOW, as_of=as_of)
        return counts, page.facts.cycle.name, page.facts.key_results[0].due

    with world.reading():
        before = due(TODAY)
        values = CycleValues(name="Longer", start=cycle.start, end=cycle.end + 7 * DAY)
        cycle_edit(actor=world.system, cycle=cycle, values=values, expected=1, at=LATER)
        assert due(TODAY) == before
        assert due(None) != before


def test_what_was_set_up_beside_an_imported_history_is_called_what_it_was_at_first(
    world: World,
) -> None:
    cycle = make_cycle(world)
    objective = make_objective(world, cycle=cycle, at=AT - 7 * DAY)
    with world.reading():
        rename_team(world, "claims", "Fair claims")
    with world.reading():
        then = tree_level(viewer=world.viewer("vic"), cycle=cycle, at=NOW, as_of=TODAY - 2 * DAY)
    (node,) = then.nodes
    assert node.team is not None
    assert (node.title, node.team.name, node.cycle.name) == (objective.title, "Claims", cycle.name)
