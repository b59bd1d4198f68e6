"""The cast in front of a browser."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.world import World, stranger_world, world

__all__ = ["browser_of", "stranger_world", "world"]

_FORGERY_TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")


def without_tokens(page: str) -> str:
    """Return a page without what differs at every visit."""
    return _FORGERY_TOKEN.sub("", page)


BrowserOf = Callable[[World, str], Client]


@pytest.fixture
def browser_of() -> BrowserOf:
    """Make the browser of one of the cast, signed in; nobody's for an empty name.

    It checks forgery tokens only where a test says so, and answers errors as pages.
    """

    def make(of: World, name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name:
            client.force_login(of.account(name))
        return client

    return make
