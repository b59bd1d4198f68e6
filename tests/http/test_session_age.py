"""Old and unused sessions are over."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plumbline.domain.accounts.sessions import SESSION_IDLE_DEFAULT, SESSION_LASTS_DEFAULT
from tests.world import PASSWORD, World, world

__all__ = ["world"]

MINUTE = timedelta(minutes=1)


@pytest.fixture
def browser(world: World) -> Client:
    client = Client()
    client.post("/sign-in", {"email": "mia@freight.example", "password": PASSWORD})
    assert client.get("/organizations").status_code == 200
    return client


def age(browser: Client, *, began: timedelta, seen: timedelta) -> None:
    session = browser.session
    now = timezone.now()
    session["began_at"] = (now - began).isoformat()
    session["seen_at"] = (now - seen).isoformat()
    session.save()


@pytest.mark.parametrize(
    ("began", "seen", "status"),
    [
        (SESSION_LASTS_DEFAULT - MINUTE, timedelta(0), 200),
        (SESSION_LASTS_DEFAULT + MINUTE, timedelta(0), 302),
        (SESSION_IDLE_DEFAULT, SESSION_IDLE_DEFAULT - MINUTE, 200),
        (SESSION_IDLE_DEFAULT + MINUTE, SESSION_IDLE_DEFAULT + MINUTE, 302),
    ],
)
def test_a_session_ends_by_age_and_by_disuse(
    browser: Client, began: timedelta, seen: timedelta, status: int
) -> None:
    age(browser, began=began, seen=seen)
    assert browser.get("/organizations").status_code == status
    assert browser.get("/organizations").status_code == status


def test_use_is_noted_twice_a_day_at_most(browser: Client) -> None:
    age(browser, began=timedelta(days=2), seen=timedelta(hours=11))
    seen = browser.session["seen_at"]
    browser.get("/organizations")
    assert browser.session["seen_at"] == seen
    age(browser, began=timedelta(days=2), seen=timedelta(hours=13))
    browser.get("/organizations")
    assert timezone.now() - datetime.fromisoformat(browser.session["seen_at"]) < MINUTE
