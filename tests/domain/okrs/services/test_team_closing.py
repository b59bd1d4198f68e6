"""A team closes when nothing of it runs, and its members leave it."""

from datetime import date, timedelta

import pytest

from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.services.team_closing import team_close
from plumbline.domain.orgs.models import Team, TeamMembership
from plumbline.domain.orgs.selectors.staffing import teams_staffed
from plumbline.domain.orgs.selectors.teams import teams_tree
from plumbline.domain.orgs.services.memberships import membership_end
from plumbline.domain.tenancy.errors import PermissionRefused, Refused, StaleVersion
from tests.world import AT, TODAY, World
from tests.world_okrs import make_objective

LATER = AT + timedelta(hours=1)


def close(world: World, team: str = "claims", *, who: str = "ada", expected: int = 1) -> Team:
    viewer = world.viewer(who)
    with world.reading():
        return team_close(actor=viewer, team=world.teams[team], expected=expected, at=LATER)


def is_closed(world: World) -> bool:
    with world.reading():
        return Team.objects.get(pk=world.teams["claims"].pk).archived_on is not None


def test_its_members_leave_and_the_day_before_still_shows_them(world: World) -> None:
    assert close(world).archived_on == TODAY
    with world.reading():
        membership = TeamMembership.objects.get(team=world.teams["claims"])
        assert membership.until == TODAY
        names = [node.name for node in teams_tree(viewer=world.system)]
        assert "Claims" not in names
        claims = world.teams["claims"].pk
        assert teams_staffed(viewer=world.system, on=TODAY, team_ids=[claims]) == {}


def test_who_was_to_leave_later_leaves_with_the_team(world: World) -> None:
    with world.reading():
        membership = TeamMembership.objects.get(team=world.teams["claims"])
        later = TODAY + timedelta(days=28)
        membership_end(actor=world.system, membership=membership, until=later, at=AT)
    close(world)
    with world.reading():
        membership.refresh_from_db()
    assert membership.until == TODAY


def test_it_stays_while_something_of_it_runs(world: World) -> None:
    make_objective(world, visibility=Visibility.TEAM)
    with pytest.raises(Refused) as refused:
        close(world)
    assert refused.value.message.id == "okrs.team.still_runs"
    assert not is_closed(world)


@pytest.mark.parametrize(
    "how", [{"visibility": Visibility.PRIVATE}, {"is_personal": True}, {"active": False}]
)
def test_what_is_somebodys_own_or_never_began_is_not_in_the_way(
    world: World, how: dict[str, object]
) -> None:
    make_objective(world, **how)  # type: ignore[arg-type]  # arguments of the maker
    close(world)
    assert is_closed(world)


@pytest.mark.parametrize(
    ("who", "team", "expected", "refusal"),
    [
        ("carl", "claims", 1, PermissionRefused),
        ("ada", "claims", 9, StaleVersion),
        ("ada", "freight", 1, Refused),
        ("ada", "company", 1, Refused),
    ],
)
def test_what_is_refused_changes_nothing(
    world: World, who: str, team: str, expected: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        close(world, team, who=who, expected=expected)
    assert not is_closed(world)


def test_staff_is_counted_for_the_teams_asked_about_and_as_of_a_day(world: World) -> None:
    with world.reading():
        ids = [world.teams["freight"].pk]
        now = teams_staffed(viewer=world.system, on=TODAY, team_ids=ids)
        before = teams_staffed(viewer=world.system, on=TODAY, team_ids=ids, as_of=date(2024, 1, 1))
    assert set(now) == set(ids)
    freight = now[world.teams["freight"].pk]
    assert (freight.people, freight.leads) == (1, ("Lena",))
    assert before == {}
