"""Signing in by password and by link, and signing out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plumbline.domain.accounts.models import SignInAttempt
from plumbline.domain.accounts.services.accounts import account_disable
from plumbline.domain.accounts.services.sign_in import ATTEMPTS_PER_PAIR
from plumbline.domain.accounts.services.sign_in_links import sign_in_link_create
from tests.web.conftest import BrowserOf, without_tokens
from tests.world import PASSWORD, World

ADA = "ada@freight.example"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_a_session(world: World, client: Client) -> None:
    response = client.post("/sign-in", {"email": " ADA@freight.example ", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(world.account("ada").pk)


@pytest.mark.parametrize("email", [ADA, "nobody@freight.example"])
def test_a_refusal_keeps_the_email_and_does_not_tell_who_has_an_account(
    world: World, client: Client, email: str
) -> None:
    response = client.post("/sign-in", {"email": email, "password": "not the right one"})
    text = response.text
    assert response.status_code == 422
    assert not signed_in(client)
    assert f'value="{email}"' in text
    assert "E-mail address and password do not belong together." in text
    assert "not the right one" not in text


def test_refusals_of_a_member_and_of_nobody_read_the_same(world: World, client: Client) -> None:
    pages = [
        client.post("/sign-in", {"email": email, "password": "not the right one"}).text.replace(
            email, "somebody"
        )
        for email in (ADA, "nobody@freight.example")
    ]
    assert without_tokens(pages[0]) == without_tokens(pages[1])


def test_a_disabled_account_is_refused_like_a_wrong_password(world: World, client: Client) -> None:
    account_disable(account=world.account("mia"), at=timezone.now())
    response = client.post("/sign-in", {"email": "mia@freight.example", "password": PASSWORD})
    assert response.status_code == 422
    assert not signed_in(client)


def test_empty_fields_say_what_to_type(world: World, client: Client) -> None:
    response = client.post("/sign-in", {})
    text = response.text
    assert response.status_code == 422
    assert "Type the e-mail address you sign in with." in text
    assert "Type your password." in text
    assert SignInAttempt.objects.count() == 0


def test_too_many_wrong_passwords_shut_the_door_for_a_while(world: World, client: Client) -> None:
    for _ in range(ATTEMPTS_PER_PAIR):
        client.post("/sign-in", {"email": ADA, "password": "not the right one"})
    response = client.post("/sign-in", {"email": ADA, "password": PASSWORD})
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 61
    assert "Too many attempts. Wait" in response.text
    assert f'value="{ADA}"' in response.text
    assert not signed_in(client)


def test_a_session_key_planted_before_is_worthless_after(world: World, client: Client) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted or ""
    client.post("/sign-in", {"email": ADA, "password": PASSWORD})
    assert signed_in(client)
    assert client.session.session_key != planted


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/o/freight/people?q=mia", "/o/freight/people?q=mia"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_sign_in_goes_on_to_own_pages_only(
    world: World, client: Client, target: str, lands: str
) -> None:
    page = client.get("/sign-in", {"next": target}).text
    assert ("elsewhere" in page) is False
    response = client.post("/sign-in", {"email": ADA, "password": PASSWORD, "next": target})
    assert response["Location"] == lands


def test_somebody_signed_in_is_led_on(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    assert browser.get("/sign-in")["Location"] == "/"
    assert browser.get("/sign-in?next=/o/freight/people")["Location"] == "/o/freight/people"


def test_the_page_names_the_organization_only_when_there_is_one(
    world: World, client: Client, request: pytest.FixtureRequest
) -> None:
    assert "Sign in to Example Freight" in client.get("/sign-in").text
    request.getfixturevalue("stranger_world")
    text = client.get("/sign-in").text
    assert "Example Freight" not in text
    assert "Stranger Shipping" not in text


def test_signing_out_takes_a_post(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    assert browser.get("/sign-out").status_code == 405
    assert signed_in(browser)
    assert browser.post("/sign-out")["Location"] == "/sign-in"
    assert not signed_in(browser)
    assert browser.get("/o/freight/people")["Location"].startswith("/sign-in?next=")


def test_a_link_shows_a_button_and_signs_in_once(world: World, client: Client) -> None:
    secret = sign_in_link_create(account=world.account("ada"), at=timezone.now())
    for _ in range(2):  # opening it uses nothing up
        page = client.get(f"/sign-in/link/{secret}")
        assert page.status_code == 200
        assert not signed_in(client)
    assert client.post(f"/sign-in/link/{secret}")["Location"] == "/"
    assert signed_in(client)
    again = Client()
    assert again.post(f"/sign-in/link/{secret}").status_code == 410
    assert not signed_in(again)


def test_a_link_of_yesterday_or_a_changed_one_does_nothing(world: World, client: Client) -> None:
    at = timezone.now() - timedelta(hours=25)
    old = sign_in_link_create(account=world.account("ada"), at=at)
    fresh = sign_in_link_create(account=world.account("ada"), at=timezone.now())
    for secret in (old, fresh[:-1] + ("0" if fresh[-1] != "0" else "1"), "x", "a-b-c", "é-1-2"):
        assert client.get(f"/sign-in/link/{secret}").status_code == 410
        assert client.post(f"/sign-in/link/{secret}").status_code == 410
    assert not signed_in(client)
