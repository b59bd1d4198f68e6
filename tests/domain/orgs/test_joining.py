"""How somebody comes to sign in as a person: invited, then claimed by themself."""

from datetime import timedelta

import pytest

from plumbline.domain.accounts.models import Invitation
from plumbline.domain.accounts.selectors import memberships_of
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.joining import person_claim, person_invite
from plumbline.domain.orgs.services.people import person_deactivate, person_update
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.tenancy.errors import (
    DomainError,
    Refused,
    ValidationRefused,
)
from tests.world import AT, PASSWORD, World

DAY = timedelta(days=1)


def link(secret: str) -> str:
    return f"https://plumbline.example/join/{secret}"


def test_an_invited_person_joins_with_a_new_account_and_the_roles_promised(world: World) -> None:
    una = world.person("una")
    with world.reading():
        issued = person_invite(
            actor=world.viewer("ada"), person=una, roles=[Role.CHAMPION], at=AT, link=link
        )
    mail = OutboxMessage.objects.get()
    assert mail.to == una.email
    assert link(issued.secret) in mail.body_text
    assert mail.body_text.startswith("Ada invites you to Example Freight, which sets")
    assert issued.secret not in str(Invitation.objects.values())
    claimed = person_claim(secret=issued.secret, at=AT + DAY, name="Una Real", password=PASSWORD)
    assert claimed.pk == una.pk
    assert claimed.account is not None
    assert claimed.account.email == una.email
    assert [row.organization for row in memberships_of(account=claimed.account)] == [
        world.organization
    ]
    world.people["una"] = claimed
    assert world.viewer("una").roles == {Role.CHAMPION, Role.MEMBER}


def test_an_invitation_that_no_person_sends_names_the_organization(world: World) -> None:
    with world.reading():
        person_invite(actor=world.system, person=world.person("una"), at=AT, link=link)
    assert OutboxMessage.objects.get().body_text.startswith("Example Freight sets its objectives")


def test_an_invitation_works_once_and_only_until_it_expires(world: World) -> None:
    with world.reading():
        issued = person_invite(
            actor=world.viewer("ada"), person=world.person("una"), at=AT, link=link
        )
    with pytest.raises(Refused, match=r"invitation\.invalid"):
        person_claim(secret=issued.secret, at=AT + 15 * DAY, name="Una", password=PASSWORD)
    person_claim(secret=issued.secret, at=AT, name="Una", password=PASSWORD)
    with pytest.raises(Refused, match=r"invitation\.invalid"):
        person_claim(secret=issued.secret, at=AT, name="Una", password=PASSWORD)
    with pytest.raises(Refused, match=r"invitation\.invalid"):
        person_claim(secret="guessed", at=AT, name="Una", password=PASSWORD)


def test_a_later_invitation_takes_the_place_of_an_earlier_one(world: World) -> None:
    with world.reading():
        first, second = (
            person_invite(actor=world.viewer("ada"), person=world.person("una"), at=AT, link=link)
            for _ in range(2)
        )
    with pytest.raises(Refused, match=r"invitation\.invalid"):
        person_claim(secret=first.secret, at=AT, name="Una", password=PASSWORD)
    assert person_claim(secret=second.secret, at=AT, name="Una", password=PASSWORD).is_claimed


def test_an_invitation_to_a_wrong_address_ends_when_the_address_is_put_right(world: World) -> None:
    with world.reading():
        una, ada = world.person("una"), world.viewer("ada")
        issued = person_invite(actor=ada, person=una, at=AT, link=link)
        person_update(
            actor=ada,
            person=una,
            expected=una.version,
            at=AT,
            name=una.name,
            email="una.right@freight.example",
            manager=una.manager,
            time_zone=una.time_zone,
            language=una.language,
        )
    with pytest.raises(Refused, match=r"invitation\.invalid"):
        person_claim(secret=issued.secret, at=AT, name="Una", password=PASSWORD)


def test_a_weak_password_leaves_the_invitation_good(world: World) -> None:
    with world.reading():
        issued = person_invite(
            actor=world.viewer("ada"), person=world.person("una"), at=AT, link=link
        )
    with pytest.raises(ValidationRefused):
        person_claim(secret=issued.secret, at=AT, name="Una", password="short")
    assert person_claim(secret=issued.secret, at=AT, name="Una", password=PASSWORD).is_claimed


def test_somebody_with_an_account_joins_a_second_organization_with_it(
    world: World, stranger_world: World
) -> None:
    sam = stranger_world.account("sam")
    person = world.make_person("Sam", email=sam.email, claimed=False)
    with world.reading():
        issued = person_invite(actor=world.viewer("ada"), person=person, at=AT, link=link)
    with pytest.raises(Refused, match=r"invitation\.sign_in"):
        person_claim(secret=issued.secret, at=AT, name="Sam", password=PASSWORD)
    with pytest.raises(Refused, match="other_account"):
        person_claim(secret=issued.secret, at=AT, account=world.account("mia"))
    person_claim(secret=issued.secret, at=AT, account=sam)
    assert {row.organization.slug for row in memberships_of(account=sam)} == {
        "freight",
        "stranger",
    }


def test_claimed_inactive_and_service_people_cannot_be_invited(world: World) -> None:
    bot = world.make_person("Bot", is_service=True)
    nameless = world.make_person("Nameless", email="", claimed=False)
    with world.reading():
        gone = person_deactivate(actor=world.system, person=world.person("una"), at=AT)
        for person in (world.person("mia"), gone, bot, nameless):
            with pytest.raises(DomainError):
                person_invite(actor=world.viewer("ada"), person=person, at=AT, link=link)
