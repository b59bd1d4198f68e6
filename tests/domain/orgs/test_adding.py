"""A person, their team, their role and the invitation are one act."""

from datetime import date

import pytest

from plumbline.domain.accounts.models import Invitation
from plumbline.domain.orgs.models import Person, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.directory import SignInState, people_directory
from plumbline.domain.orgs.services.adding import person_add, person_invite_at
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import PermissionRefused, Refused, ValidationRefused
from tests.world import AT, TODAY, World


def add(
    world: World, who: str = "ada", email: str = "nia@freight.example", **changed: object
) -> Person:
    given: dict[str, object] = {
        "name": "Nia",
        "email": email,
        "team": world.teams["claims"],
        "role": Role.CHAMPION,
        "since": date(2026, 3, 2),
        "at": AT,
        "link": lambda secret: f"https://okr.example.org/invitations/{secret}",
    }
    viewer = world.viewer(who)
    with world.reading():
        return person_add(actor=viewer, **given | changed).person  # type: ignore[arg-type]


def counted(world: World) -> tuple[int, int, int, int]:
    with world.reading():
        rows = Person.objects.count(), TeamMembership.objects.count()
    return (*rows, Invitation.objects.count(), OutboxMessage.objects.count())


def test_everything_asked_for_is_there_together(world: World) -> None:
    before = counted(world)
    add(world)
    assert counted(world) == tuple(count + 1 for count in before)


def test_what_is_refused_leaves_nobody_half_added(world: World) -> None:
    before = counted(world)
    with pytest.raises(PermissionRefused):
        add(world, "mia")
    with pytest.raises(ValidationRefused):
        add(world, email="mia@freight.example")
    with pytest.raises(ValidationRefused):
        add(world, email=" ")
    with pytest.raises(Refused):
        add(world, role=Role.MANAGER)  # follows from people, is not given: refused at the very end
    assert counted(world) == before


def test_an_invitation_changes_the_address_only_if_it_goes_out(world: World) -> None:
    una = world.person("una")
    viewer = world.viewer("ada")
    with pytest.raises(Refused), world.reading():
        person_invite_at(
            actor=viewer,
            person=una,
            expected=una.version,
            email="other@freight.example",
            role=Role.MANAGER,
            at=AT,
            link=str,
        )
    with world.reading():
        assert Person.objects.get(pk=una.pk).email == una.email
    assert not Invitation.objects.exists()


def test_the_directory_tells_how_far_everybody_is(world: World) -> None:
    add(world)
    viewer = world.viewer("mia")
    with world.reading():
        rows = {row.name: row for row in people_directory(viewer=viewer, on=TODAY, at=AT).rows}
    assert rows["Nia"].sign_in is SignInState.INVITED
    assert rows["Una"].sign_in is SignInState.UNCLAIMED
    assert rows["Lena"].sign_in is SignInState.CLAIMED
    assert (rows["Lena"].teams, rows["Lena"].leads) == (("Freight",), frozenset({"Freight"}))
    assert rows["Nia"].teams == ("Claims",)
    assert set(rows["Ada"].roles) == {Role.ADMIN, Role.CHAMPION}
