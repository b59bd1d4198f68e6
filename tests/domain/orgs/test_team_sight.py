"""Who would see more or less if a team moved: what is told before is what happens."""

from datetime import date

import pytest

from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.team_sight import MoveSight, SightChange, team_move_sight
from plumbline.domain.orgs.services.teams import team_move
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import PermissionRefused
from tests.world import AT, TODAY, World


def sight(world: World, team: str, parent: str, viewer: Actor | None = None) -> MoveSight:
    with world.reading():
        return team_move_sight(
            viewer=viewer or world.system,
            team=world.teams[team],
            parent=world.teams[parent],
            on=TODAY,
        )


def seen_by(world: World, name: str) -> set[str]:
    """Return the teams whose own matters somebody sees, by the facts that decide about rights."""
    viewer = world.viewer(name)
    with world.reading():
        return {
            team.name
            for team in Team.objects.filter(archived_on=None)
            if team.pk in viewer.visible_team_ids
            or any(team.path.startswith(path) for path in viewer.led_team_paths)
            or Role.CHAMPION in viewer.roles
        }


def test_the_lead_left_behind_loses_sight_and_the_new_one_gains_it(world: World) -> None:
    world.make_membership(world.make_person("Pia"), world.teams["finance"], is_lead=True)
    told = sight(world, "claims", "finance")
    assert told.along == 0
    assert told.gains == (
        SightChange(("Mia",), ("Finance",)),
        SightChange(("Pia",), ("Claims",)),
    )
    assert told.losses == (
        SightChange(("Lena",), ("Claims",)),
        SightChange(("Mia",), ("Freight",)),
    )


@pytest.mark.parametrize(
    ("team", "parent"), [("claims", "finance"), ("freight", "finance"), ("deep", "company")]
)
def test_what_is_told_before_is_what_everybody_sees_afterwards(
    world: World, team: str, parent: str
) -> None:
    world.teams["deep"] = world.make_team("Deep", parent=world.teams["claims"])
    for number, (place, is_lead) in enumerate(
        [("deep", False), ("claims", True), ("finance", True), ("freight", True)]
    ):
        world.people[f"p{number}"] = world.make_person(f"P{number}")
        world.make_membership(world.person(f"p{number}"), world.teams[place], is_lead=is_lead)
    # One who leads the old place and belongs to the moved team, one who runs all of it.
    world.make_membership(world.person("p3"), world.teams["deep"])
    world.make_membership(world.person("carl"), world.teams["claims"])
    people = ("ada", "lena", "mia", "max", "dee", "carl", "vic", "p0", "p1", "p2", "p3")
    before = {name: seen_by(world, name) for name in people}
    told = sight(world, team, parent)
    with world.reading():
        team_move(actor=world.system, team=world.teams[team], parent=world.teams[parent], at=AT)
    after = {name: seen_by(world, name) for name in people}
    for name in people:
        shown = name.capitalize()
        gained = {each for change in told.gains if shown in change.people for each in change.teams}
        lost = {each for change in told.losses if shown in change.people for each in change.teams}
        assert gained == after[name] - before[name], name
        assert lost == before[name] - after[name], name


def test_who_has_left_or_is_yet_to_come_is_not_named(world: World) -> None:
    world.make_membership(world.make_person("Noa"), world.teams["claims"], since=date(2026, 3, 3))
    told = sight(world, "claims", "finance")
    assert {name for change in told.gains for name in change.people} == {"Mia"}


def test_only_whoever_manages_teams_is_told(world: World) -> None:
    with pytest.raises(PermissionRefused):
        sight(world, "claims", "finance", world.viewer("lena"))
