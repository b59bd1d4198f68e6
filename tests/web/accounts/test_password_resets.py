"""A new password by mail, without telling who has an account."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from plumbline.domain.accounts.services.resets import RESETS_PER_ADDRESS
from plumbline.domain.outbox.models import OutboxMessage
from tests.web.conftest import BrowserOf, without_tokens
from tests.world import PASSWORD, World

NEW = "another line that hangs straight"


def ask(client: Client, email: str = "mia@freight.example") -> str:
    """Ask for a reset; return the path in the mail, or nothing where none went out."""
    before = OutboxMessage.objects.count()
    client.post("/password-reset", {"email": email})
    if OutboxMessage.objects.count() == before:
        return ""
    body = OutboxMessage.objects.order_by("-id")[0].body_text
    found = re.search(re.escape("http://127.0.0.1:8000") + r"(/\S+)", body)
    assert found
    return found[1]


def test_the_answer_is_the_same_with_and_without_an_account(world: World, client: Client) -> None:
    pages = [
        client.post("/password-reset", {"email": email}).text.replace(email, "?")
        for email in ("mia@freight.example", "nobody@freight.example")
    ]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert OutboxMessage.objects.count() == 1


def test_no_address_is_said_at_the_field(world: World, client: Client) -> None:
    response = client.post("/password-reset", {"email": "mia"})
    assert response.status_code == 422
    assert "This is not an e-mail address" in response.text
    assert 'value="mia"' in response.text


def test_the_link_sets_a_password_once(world: World, client: Client) -> None:
    path = ask(client)
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": NEW})["Location"] == "/sign-in"
    assert client.get(path).status_code == 410
    assert client.post(path, {"password": NEW + "!"}).status_code == 410
    sent = {"email": "mia@freight.example", "password": PASSWORD}
    assert client.post("/sign-in", sent).status_code == 422
    assert client.post("/sign-in", sent | {"password": NEW}).status_code == 302


def test_a_weak_password_leaves_the_link_good(world: World, client: Client) -> None:
    path = ask(client)
    response = client.post(path, {"password": "short"})
    assert response.status_code == 422
    assert "Use at least 10 characters." in response.text
    assert client.post(path, {"password": ""}).status_code == 422
    assert client.post(path, {"password": NEW}).status_code == 302


def test_a_reset_ends_the_sessions_that_were_open(
    world: World, browser_of: BrowserOf, client: Client
) -> None:
    open_elsewhere = browser_of(world, "mia")
    assert open_elsewhere.get("/organizations").status_code == 200
    client.post(ask(client), {"password": NEW})
    assert open_elsewhere.get("/organizations").status_code == 302


@pytest.mark.parametrize(
    "path", ["/password-reset/a/b", "/password-reset/é/b-c", "/password-reset/0/0-0"]
)
def test_a_made_up_link_does_nothing(world: World, client: Client, path: str) -> None:
    assert client.get(path).status_code == 410
    assert client.post(path, {"password": NEW}).status_code == 410


def test_one_mailbox_is_not_filled(world: World, client: Client) -> None:
    at = timezone.now()
    for _ in range(RESETS_PER_ADDRESS):
        assert ask(client)
    assert ask(client) == ""
    assert OutboxMessage.objects.filter(created_at__gte=at).count() == RESETS_PER_ADDRESS


def test_the_link_does_not_follow_a_forged_host(world: World) -> None:
    client = Client(headers={"host": "localhost", "x-forwarded-host": "elsewhere.example"})
    assert ask(client).startswith("/password-reset/")
