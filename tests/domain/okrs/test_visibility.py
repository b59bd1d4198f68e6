"""The condition of the database and the table of rights say the same about who sees what."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product

import pytest

from plumbline.domain.okrs.models import Objective, Opening, State, Visibility
from plumbline.domain.okrs.permissions import (
    objective_thing,
    participants,
    readable_to,
    visible_to,
)
from plumbline.domain.okrs.services.openings import OPENING_LASTS
from plumbline.domain.orgs.models import Deputy
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor, Viewer
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_objective


@pytest.fixture
def objectives(world: World) -> list[Objective]:
    """One objective for each visibility, state, team, owner and kind of tie."""
    made = []
    teams = [world.teams[name] for name in ("freight", "claims", "finance")]
    people = [world.person(name) for name in ("mia", "max", "lena", "una")]
    for visibility, team, owner, is_personal in product(Visibility, teams, people, (False, True)):
        objective = make_objective(
            world,
            f"{visibility} of {team} by {owner}",
            visibility=visibility,
            team=team,
            owner=owner,
            is_personal=is_personal,
            key_results=0,
            active=False,
        )
        made.append(objective)
    for visibility, name in product(Visibility, ("vic", "dee", "carl")):
        objective = make_objective(
            world, f"{visibility} with a key result of {name}", visibility=visibility
        )
        key_result = first_key_result(world, objective)
        with world.writing():
            key_result.owner = world.person(name)
            key_result.save()
        made.append(objective)
    with world.writing():
        for number, objective in enumerate(made):
            objective.state = list(State)[number % len(State)]
            objective.save()
    return made


def everybody(world: World) -> list[Viewer]:
    """The whole cast, and dee once more while standing in for somebody."""
    viewers = [world.viewer(name) for name in world.people]
    for absent in ("mia", "lena", "max", "carl", "ada"):
        with world.writing():
            Deputy.objects.all().delete()
            Deputy.objects.create(
                person=world.person("dee"),
                acts_for=world.person(absent),
                starts_on=TODAY,
                ends_on=TODAY,
            )
        viewers.append(world.viewer("dee"))
    return viewers


def test_the_condition_and_the_table_agree_for_everybody_about_everything(
    world: World, objectives: list[Objective]
) -> None:
    answers = set()
    for viewer in everybody(world):
        with world.reading():
            seen = set(Objective.objects.filter(visible_to(viewer)).values_list("pk", flat=True))
            for objective in Objective.objects.select_related("team"):
                thing = objective_thing(objective, participant_ids=participants(objective.pk))
                granted = permitted(viewer, Act.VIEW, thing)
                assert (objective.pk in seen) is granted, (viewer, objective)
                answers.add((objective.visibility, granted))
    # Nothing was proven where everybody sees everything.
    assert {(Visibility.TEAM, True), (Visibility.TEAM, False)} <= answers
    assert {(Visibility.PRIVATE, True), (Visibility.PRIVATE, False)} <= answers


def test_what_an_unfinished_import_holds_is_seen_by_nobody(world: World) -> None:
    objective = make_objective(world)
    with world.writing():
        Objective.objects.filter(pk=objective.pk).update(is_staged=True)
    viewers: list[Actor] = [*everybody(world), world.system]
    for viewer in viewers:
        with world.reading():
            assert not Objective.objects.filter(visible_to(viewer)).exists()


def test_a_service_sees_what_the_table_grants_it(world: World, objectives: list[Objective]) -> None:
    world.people["bot"] = world.make_person("Bot", is_service=True)
    viewer = world.viewer("bot", at=AT)
    with world.reading():
        seen = set(Objective.objects.filter(visible_to(viewer)).values_list("pk", flat=True))
        for objective in Objective.objects.select_related("team"):
            thing = objective_thing(objective, participant_ids=participants(objective.pk))
            assert (objective.pk in seen) is permitted(viewer, Act.VIEW, thing)


@pytest.mark.thorough
def test_what_is_opened_is_read_by_whom_the_table_lets_open_it_and_by_nobody_else(
    world: World, objectives: list[Objective]
) -> None:
    answers = set()
    for viewer in everybody(world):
        with world.writing():
            Opening.objects.all().delete()
            for objective in objectives:
                Opening.objects.create(
                    objective=objective,
                    person_id=viewer.person_id,
                    reason="A complaint",
                    opened_at=AT,
                    expires_at=AT + OPENING_LASTS,
                )
        with world.reading():
            read = set(readable_ids(viewer, AT))
            late = set(readable_ids(viewer, AT + OPENING_LASTS))
            for objective in Objective.objects.select_related("team"):
                thing = objective_thing(objective, participant_ids=participants(objective.pk))
                seen = permitted(viewer, Act.VIEW, thing)
                opens = permitted(viewer, Act.OPEN, thing)
                assert (objective.pk in read) is (seen or opens), (viewer, objective)
                assert (objective.pk in late) is seen, (viewer, objective)
                answers.add((objective.visibility, seen, opens))
    assert {(Visibility.PRIVATE, False, True), (Visibility.PRIVATE, False, False)} <= answers


def readable_ids(viewer: Viewer, at: datetime) -> Iterable[int]:
    return Objective.objects.filter(readable_to(viewer, at=at)).values_list("pk", flat=True)
