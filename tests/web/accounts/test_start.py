"""Where a person lands, and the sign of life."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from plumbline.domain.accounts.services.accounts import account_create, membership_set
from plumbline.web.accounts import start
from tests.web.conftest import BrowserOf
from tests.world import PASSWORD, World


@pytest.mark.django_db
def test_a_fresh_instance_leads_to_set_up(client: Client) -> None:
    assert client.get("/")["Location"] == "/set-up"


def test_somebody_not_signed_in_is_led_to_sign_in(world: World, client: Client) -> None:
    assert client.get("/")["Location"] == "/sign-in"


def test_a_member_of_one_organization_is_led_into_it(world: World, browser_of: BrowserOf) -> None:
    assert browser_of(world, "mia").get("/")["Location"] == "/o/freight/"


def test_a_member_of_two_chooses_and_is_led_back_to_the_last_one(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    membership_set(
        account=world.account("mia"),
        organization=stranger_world.organization,
        person_public_id="000000000000",
        at=timezone.now(),
    )
    browser = browser_of(world, "mia")
    assert browser.get("/")["Location"] == "/organizations"
    page = browser.get("/organizations").text
    assert "Example Freight" in page
    assert "Stranger Shipping" in page
    browser.get("/o/freight/people")
    assert browser.get("/")["Location"] == "/o/freight/"


def test_the_remembered_organization_gives_no_access(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    browser.cookies["plumbline_organization"] = "stranger"
    assert browser.get("/")["Location"] == "/o/freight/"


@pytest.mark.django_db
def test_an_account_without_organization_is_told_so(client: Client) -> None:
    account = account_create(
        email="lone@example.org", name="Lone", password=PASSWORD, at=timezone.now()
    )
    client.force_login(account)
    assert client.get("/")["Location"] == "/organizations"
    assert "You belong to no organization here." in client.get("/organizations").text


def test_the_choice_wants_a_sign_in(world: World, client: Client) -> None:
    assert client.get("/organizations")["Location"] == "/sign-in?next=/organizations"


@pytest.mark.django_db
def test_health_answers_in_plain_text(client: Client) -> None:
    response = client.get("/health")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"].startswith("text/plain")
    assert not response.cookies


def test_health_says_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise DatabaseError

    monkeypatch.setattr(start, "organizations_few", broken)
    assert client.get("/health").status_code == 503
