"""Who may do each act of an objective's life; refusals leave everything as it was."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.services import objectives as acts
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.grading import grading_start
from plumbline.domain.okrs.services.key_results import key_result_create, key_result_stop
from plumbline.domain.okrs.services.ranks import objectives_rank
from plumbline.domain.okrs.values import KeyResultValues, key_result_values, objective_values
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from tests.world import AT, TODAY, World
from tests.world_okrs import make_objective, stored

CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")

Act = Callable[[Viewer, Objective], object]


def create(who: Viewer, row: Objective) -> object:
    values = replace(objective_values(row), title="Another")
    return acts.objective_create(actor=who, values=values, at=AT)


def propose(who: Viewer, row: Objective) -> object:
    values = replace(objective_values(row), title="Another")
    return acts.objective_create(actor=who, values=values, at=AT, proposed=True)


def edit(who: Viewer, row: Objective) -> object:
    values = replace(objective_values(row), why="Said better")
    return acts.objective_edit(actor=who, objective=row, values=values, expected=row.version, at=AT)


def delete(who: Viewer, row: Objective) -> None:
    acts.objective_delete(actor=who, objective=row, expected=row.version, at=AT)


def submit(who: Viewer, row: Objective) -> object:
    return acts.objective_submit(actor=who, objective=row, expected=row.version, at=AT)


def activate(who: Viewer, row: Objective) -> object:
    return acts.objective_activate(actor=who, objective=row, expected=row.version, at=AT)


def add_key_result(who: Viewer, row: Objective) -> object:
    return key_result_create(
        actor=who, objective=row, values=KeyResultValues(title="Further"), at=AT
    )


def adjust(who: Viewer, row: Objective) -> object:
    return objective_adjust(
        actor=who,
        objective=row,
        values=replace(objective_values(row), owner=row.owner, title="Turned"),
        reason="a new fact",
        effective_on=TODAY,
        expected=row.version,
        at=AT,
    )


def adjust_weight(who: Viewer, row: Objective) -> object:
    key_result = KeyResult.objects.filter(objective=row).get()
    return key_result_adjust(
        actor=who,
        key_result=key_result,
        values=replace(key_result_values(key_result), weight=Decimal(2)),
        reason="a new fact",
        effective_on=TODAY,
        expected=key_result.version,
        at=AT,
    )


def pause(who: Viewer, row: Objective) -> object:
    return acts.objective_pause(
        actor=who, objective=row, reason="waiting", since=TODAY, expected=row.version, at=AT
    )


def stop(who: Viewer, row: Objective) -> object:
    return acts.objective_stop(
        actor=who, objective=row, reason="no longer wanted", expected=row.version, at=AT
    )


def stop_key_result(who: Viewer, row: Objective) -> object:
    key_result = KeyResult.objects.filter(objective=row).get()
    return key_result_stop(
        actor=who,
        key_result=key_result,
        reason="no longer wanted",
        expected=key_result.version,
        at=AT,
    )


def start_grading(who: Viewer, row: Objective) -> object:
    return grading_start(actor=who, objective=row, expected=row.version, at=AT)


def rank(who: Viewer, row: Objective) -> None:
    objectives_rank(actor=who, ordered=[row], expected=[row.rank], at=AT)


def link(who: Viewer, row: Objective) -> object:
    parent = Objective.objects.get(title="Parent")
    return align(actor=who, child=End(row), parent=End(parent), weight=Decimal(1), at=AT)


LEADERS = frozenset({"ada", "carl", "lena"})
OWNER = frozenset({"mia"})

# Act, whether it is done to an active objective, who may. The objective is mia's, of claims, which
# lena leads from above; ada leads the company; max is mia's manager; vic, aud and fin only read.
MATRIX: list[tuple[Act, bool, frozenset[str]]] = [
    (create, False, LEADERS),
    (propose, False, LEADERS | OWNER | {"max", "dee"}),
    (edit, False, LEADERS | OWNER),
    (edit, True, LEADERS),
    (delete, False, LEADERS | OWNER),
    (submit, False, LEADERS | OWNER),
    (activate, False, LEADERS),
    (add_key_result, False, LEADERS | OWNER),
    (adjust, True, LEADERS),
    (adjust_weight, True, LEADERS),
    (pause, True, LEADERS),
    (stop, True, LEADERS),
    (stop_key_result, True, LEADERS),
    (start_grading, True, LEADERS | OWNER),
    (rank, True, frozenset({"ada", "lena"})),
    (link, True, LEADERS | OWNER),
]


def everything() -> list[tuple[object, ...]]:
    return [
        *Objective.objects.order_by("pk").values_list(),
        *KeyResult.objects.order_by("pk").values_list(),
    ]


@pytest.mark.parametrize(
    ("act", "active", "allowed"), MATRIX, ids=[f"{row[0].__name__}-{row[1]}" for row in MATRIX]
)
def test_each_act_is_for_those_the_table_names(
    world: World, act: Act, active: bool, allowed: frozenset[str]
) -> None:
    make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    for who in CAST:
        objective = stored(world, make_objective(world, f"For {who}", active=active))
        viewer = world.viewer(who)
        with world.reading():
            before = everything()
            if who in allowed:
                act(viewer, objective)
                continue
            with pytest.raises(PermissionRefused):
                act(viewer, objective)
            assert everything() == before, who


@pytest.mark.parametrize(
    ("act", "active"),
    [(row[0], row[1]) for row in MATRIX if row[0] not in (create, propose)],
    ids=[f"{row[0].__name__}-{row[1]}" for row in MATRIX if row[0] not in (create, propose)],
)
def test_what_is_private_is_not_even_refused_to_others(
    world: World, act: Act, active: bool
) -> None:
    make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    objective = stored(world, make_objective(world, visibility=Visibility.PRIVATE, active=active))
    for who in ("ada", "carl", "lena", "dee", "vic", "aud", "fin"):
        viewer = world.viewer(who)
        with world.reading():
            before = everything()
            with pytest.raises(NotFound):
                act(viewer, objective)
            assert everything() == before, who


@pytest.mark.parametrize(
    ("act", "active"),
    [(row[0], row[1]) for row in MATRIX if row[0] is not link],
    ids=[f"{row[0].__name__}-{row[1]}" for row in MATRIX if row[0] is not link],
)
def test_the_direct_manager_runs_what_is_private(world: World, act: Act, active: bool) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE, active=active)
    objective = stored(world, private)
    viewer = world.viewer("max")
    with world.reading():
        before = everything()
        if act not in (propose, rank):
            act(viewer, objective)
            return
        with pytest.raises(PermissionRefused):
            act(viewer, objective)
        assert everything() == before


@pytest.mark.parametrize(
    ("act", "active"),
    [(row[0], row[1]) for row in MATRIX],
    ids=[f"{row[0].__name__}-{row[1]}" for row in MATRIX],
)
def test_a_service_runs_what_is_open_to_everybody_but_neither_grades_nor_ranks(
    world: World, act: Act, active: bool
) -> None:
    make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    objective = stored(world, make_objective(world, active=active))
    world.people["bot"] = world.make_person("Bot", is_service=True)
    viewer = world.viewer("bot")
    with world.reading():
        before = everything()
        if act not in (start_grading, rank):
            act(viewer, objective)
            return
        with pytest.raises(PermissionRefused):
            act(viewer, objective)
        assert everything() == before


def test_a_service_knows_nothing_of_what_a_team_keeps_to_itself(world: World) -> None:
    objective = stored(world, make_objective(world, visibility=Visibility.TEAM))
    world.people["bot"] = world.make_person("Bot", is_service=True)
    viewer = world.viewer("bot")
    with world.reading():
        before = everything()
        for act in (edit, adjust, pause, stop, start_grading, rank):
            with pytest.raises(NotFound):
                act(viewer, objective)
        assert everything() == before
