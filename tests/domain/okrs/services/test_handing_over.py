"""What somebody owns goes over to another one, as far as whoever does it may."""

from datetime import timedelta

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Adjustment, State, Visibility
from plumbline.domain.okrs.selectors.owned import owned_by
from plumbline.domain.okrs.services.grading import grading_start
from plumbline.domain.okrs.services.handing_over import (
    HandedOver,
    ownership_hand_over,
    person_leave,
)
from plumbline.domain.okrs.services.objectives import objective_stop
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_objective, stored

LATER = AT + timedelta(hours=1)


def hand_over(
    world: World, to: str = "dee", *, actor: Actor | None = None, reason: str = "She left"
) -> HandedOver:
    with world.reading():
        return ownership_hand_over(
            actor=actor or world.viewer("carl"),
            person=world.person("mia"),
            to=world.person(to),
            reason=reason,
            at=LATER,
        )


def test_what_is_planned_is_edited_and_what_runs_is_adjusted_with_the_reason(world: World) -> None:
    draft = make_objective(world, "Draft", active=False)
    runs = make_objective(world, "Runs")
    assert hand_over(world) == HandedOver(2, 2)
    for row in (draft, runs):
        assert stored(world, row).owner == world.person("dee")
        assert first_key_result(world, row).owner == world.person("dee")
    with world.reading():
        adjusted = Adjustment.objects.order_by("pk")
        assert [(each.objective_id, each.reason) for each in adjusted] == [
            (runs.pk, "She left"),
            (runs.pk, "She left"),
        ]


def test_what_is_private_personal_over_or_graded_stays(world: World) -> None:
    rows = [
        make_objective(world, "Private", visibility=Visibility.PRIVATE),
        make_objective(world, "Personal", is_personal=True),
        make_objective(world, "Stopped"),
        make_objective(world, "Grading"),
    ]
    with world.reading():
        objective_stop(
            actor=world.system, objective=rows[2], reason="Overtaken", expected=2, at=LATER
        )
        grading_start(actor=world.system, objective=rows[3], expected=2, at=LATER)
    assert hand_over(world) == HandedOver(0, 0)
    assert {stored(world, row).owner for row in rows} == {world.person("mia")}


def test_a_lead_hands_over_in_their_teams_only(world: World) -> None:
    inside = make_objective(world, "Inside")
    outside = make_objective(world, "Outside", team=world.teams["finance"])
    assert hand_over(world, actor=world.viewer("lena")) == HandedOver(1, 1)
    assert stored(world, inside).owner == world.person("dee")
    assert stored(world, outside).owner == world.person("mia")


def test_who_may_change_nothing_hands_nothing_over(world: World) -> None:
    row = make_objective(world)
    assert hand_over(world, actor=world.viewer("vic")) == HandedOver(0, 0)
    assert stored(world, row).owner == world.person("mia")


@pytest.mark.parametrize("to", ["mia", "gone"])
def test_it_goes_to_somebody_else_who_is_there(world: World, to: str) -> None:
    make_objective(world)
    if to == "gone":
        world.people["gone"] = world.make_person("Gone")
        with world.reading():
            person_deactivate(actor=world.system, person=world.people["gone"], at=AT)
    with pytest.raises(Refused) as refused:
        hand_over(world, to)
    assert refused.value.message.id == "okrs.hand_over.to_nobody"


def test_a_reason_is_asked_for(world: World) -> None:
    row = make_objective(world)
    with pytest.raises(ValidationRefused):
        hand_over(world, reason=" ")
    assert stored(world, row).owner == world.person("mia")


def leave(world: World, who: str, *, to: str | None = "dee", expected: int = 1) -> Person:
    with world.reading():
        return person_leave(
            actor=world.viewer(who),
            person=world.person("mia"),
            to=None if to is None else world.person(to),
            reason="She left",
            expected=expected,
            at=LATER,
        )


def test_who_leaves_hands_over_in_the_same_act(world: World) -> None:
    row = make_objective(world)
    assert not leave(world, "ada").active
    assert stored(world, row).owner == world.person("dee")
    with world.reading():
        assert JournalEntry.objects.filter(act="person.deactivate").count() == 1


def test_who_leaves_may_leave_everything_where_it_is(world: World) -> None:
    row = make_objective(world)
    leave(world, "ada", to=None)
    assert stored(world, row).owner == world.person("mia")


@pytest.mark.parametrize(
    ("who", "expected", "refusal"), [("carl", 1, PermissionRefused), ("ada", 9, StaleVersion)]
)
def test_nobody_leaves_and_nothing_changes_hands_when_it_is_refused(
    world: World, who: str, expected: int, refusal: type[Exception]
) -> None:
    row = make_objective(world)
    with pytest.raises(refusal):
        leave(world, who, expected=expected)
    assert stored(world, row).owner == world.person("mia")
    with world.reading():
        assert Person.objects.get(pk=world.person("mia").pk).active


@pytest.mark.parametrize(("who", "seen"), [("vic", 1), ("mia", 2)])
def test_what_somebody_owns_is_listed_as_far_as_the_viewer_sees_it(
    world: World, who: str, seen: int
) -> None:
    make_objective(world, "Open")
    make_objective(world, "Private", visibility=Visibility.PRIVATE)
    over = make_objective(world, "Over")
    with world.reading():
        objective_stop(actor=world.system, objective=over, reason="No", expected=2, at=LATER)
        owned = owned_by(viewer=world.viewer(who), person=world.person("mia"))
    assert (owned.objectives_total, owned.key_results_total) == (seen, seen)
    assert {each.state for each in owned.objectives} == {State.ACTIVE}
