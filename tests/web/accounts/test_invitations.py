"""Accepting an invitation with a new account or with one's own."""

import pytest
from django.test import Client
from django.utils import timezone

from plumbline.domain.accounts.models import Account, Membership
from plumbline.domain.accounts.services.accounts import account_create
from plumbline.domain.orgs.models import Person, RoleGrant
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.joining import person_invite
from tests.web.conftest import BrowserOf
from tests.world import PASSWORD, World

NEW = {"name": "Una Example", "password": PASSWORD}


@pytest.fixture
def path(world: World) -> str:
    """Where una is invited to, as an auditor."""
    with world.reading():
        issued = person_invite(
            actor=world.viewer("ada"),
            person=world.person("una"),
            at=timezone.now(),
            link=lambda secret: secret,
            roles=(Role.AUDITOR,),
        )
    return f"/invitations/{issued.secret}"


def una(world: World) -> Person:
    with world.reading():
        found: Person = Person.objects.get(pk=world.person("una").pk)
    return found


def test_a_new_account_joins_and_is_signed_in(world: World, path: str, client: Client) -> None:
    page = client.get(path).text
    assert "Join Example Freight" in page
    assert "una@freight.example" in page
    assert client.post(path, NEW)["Location"] == "/o/freight/"
    account = Account.objects.get(email="una@freight.example")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert una(world).account_id == account.pk
    assert Membership.objects.filter(account=account, active=True).count() == 1
    with world.reading():
        assert RoleGrant.objects.get(person=world.person("una")).role == "auditor"


def test_an_invitation_works_once(world: World, path: str, client: Client) -> None:
    client.post(path, NEW)
    stranger = Client()
    gone = stranger.get(path)
    assert gone.status_code == 410
    assert 'Have you joined already? <a href="/sign-in">Sign in</a>' in gone.text
    assert "Have you joined already?" not in client.get(path).text
    assert stranger.post(path, NEW).status_code == 410
    assert "_auth_user_id" not in stranger.session


def test_what_cannot_stand_is_said_and_keeps_the_invitation_open(
    world: World, path: str, client: Client
) -> None:
    for sent, says in (
        ({"name": "", "password": PASSWORD}, "Say your name."),
        ({"name": "Una", "password": "short"}, "Use at least 10 characters."),
        ({"name": "Una", "password": ""}, "Choose a password."),
        ({"name": "", "password": "short"}, "Use at least 10 characters."),
    ):
        response = client.post(path, sent)
        assert response.status_code == 422
        assert says in response.text
    assert una(world).account_id is None
    assert client.post(path, NEW).status_code == 302


def test_who_has_an_account_signs_in_first_and_comes_back(
    world: World, path: str, client: Client
) -> None:
    account_create(email="una@freight.example", name="Una", password=PASSWORD, at=timezone.now())
    page = client.get(path).text
    assert f"/sign-in?next={path.replace('/', '%2F')}" in page
    assert "Choose a password" not in page
    assert client.post(path, NEW).status_code == 200
    assert una(world).account_id is None
    sent = {"email": "una@freight.example", "password": PASSWORD, "next": path}
    assert client.post("/sign-in", sent)["Location"] == path
    assert "You are signed in as una@freight.example" in client.get(path).text
    assert client.post(path)["Location"] == "/o/freight/"
    assert una(world).account_id is not None


def test_somebody_else_cannot_take_it(world: World, path: str, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    assert "This invitation is for una@freight.example" in browser.get(path).text
    assert browser.post(path, NEW).status_code == 200
    assert una(world).account_id is None


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["x", "é", "0" * 43, "a" * 5000])
def test_a_made_up_invitation_is_gone(client: Client, secret: str) -> None:
    response = client.get(f"/invitations/{secret}")
    assert response.status_code == 410
    assert "This invitation was used, withdrawn, or has expired." in response.text
