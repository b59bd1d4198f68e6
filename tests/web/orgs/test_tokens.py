"""One's own API tokens."""

import re

import pytest
from django.utils import timezone

from plumbline.domain.accounts.models import ApiToken
from plumbline.domain.accounts.selectors import account_by_token
from tests.web.conftest import BrowserOf
from tests.world import World

TOKENS = "/o/freight/settings/tokens"
NEW = {"name": "Nightly feed", "reach": "check_in", "lasts": "30"}
EVERYBODY = ["ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee"]


def test_everybody_makes_tokens_for_themselves(world: World, browser_of: BrowserOf) -> None:
    for who in EVERYBODY:
        browser = browser_of(world, who)
        response = browser.post(TOKENS, NEW)
        secret = re.search(r'value="(plb_[^"]+)"', response.text)
        assert secret, who
        assert "no-store" in response["Cache-Control"]
        bearer = account_by_token(secret=secret[1], at=timezone.now())
        assert bearer is not None
        assert bearer.person_public_id == world.person(who).public_id
        assert {scope.value for scope in bearer.scopes} == {"read", "check_in"}
        again = browser.get(TOKENS).text
        assert secret[1] not in again
        assert again.count("Nightly feed</td>") == 1
        assert secret[1][:10] in again


@pytest.mark.parametrize(("lasts", "days"), [("30", 30), ("90", 90), ("365", 365), ("never", None)])
def test_a_token_lasts_as_long_as_was_chosen(
    world: World, browser_of: BrowserOf, lasts: str, days: int | None
) -> None:
    browser_of(world, "mia").post(TOKENS, NEW | {"lasts": lasts})
    token = ApiToken.objects.get()
    held = token.expires_at - token.created_at if token.expires_at else None
    assert (held.days if held else None) == days


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "Give the token a name to recognize it by."),
        ({"reach": ""}, "Choose what the token may do."),
        ({"reach": "everything"}, "Choose what the token may do."),
        ({"lasts": "400"}, "Select a valid choice."),
    ],
)
def test_what_cannot_stand_is_said_and_no_token_is_made(
    world: World, browser_of: BrowserOf, changed: dict[str, str], says: str
) -> None:
    response = browser_of(world, "mia").post(TOKENS, NEW | changed)
    assert response.status_code == 422
    assert says in response.text
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_gone_at_once(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    secret = re.search(r'value="(plb_[^"]+)"', browser.post(TOKENS, NEW).text)
    assert secret
    url = f"{TOKENS}/{ApiToken.objects.get().public_id}/revoke"
    assert browser.get(url).status_code == 405
    assert browser.post(url)["Location"] == TOKENS
    assert account_by_token(secret=secret[1], at=timezone.now()) is None
    text = browser.get(TOKENS).text
    assert "The token “Nightly feed” works no longer." in text
    assert "No token works at present." in text


def test_tokens_of_others_are_neither_listed_nor_ended(world: World, browser_of: BrowserOf) -> None:
    browser_of(world, "mia").post(TOKENS, NEW)
    url = f"{TOKENS}/{ApiToken.objects.get().public_id}/revoke"
    for who in ("carl", "max", "vic"):
        browser = browser_of(world, who)
        assert "Nightly feed" not in browser.get(TOKENS).text
        assert browser.post(url).status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_an_admin_ends_anybodys_token(world: World, browser_of: BrowserOf) -> None:
    browser_of(world, "mia").post(TOKENS, NEW)
    token = ApiToken.objects.get()
    assert browser_of(world, "ada").post(f"{TOKENS}/{token.public_id}/revoke").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


@pytest.mark.parametrize("token", ["000000000000", "é", "x" * 3000])
def test_a_token_that_is_not_there_cannot_be_ended(
    world: World, browser_of: BrowserOf, token: str
) -> None:
    assert browser_of(world, "mia").post(f"{TOKENS}/{token}/revoke").status_code == 404
