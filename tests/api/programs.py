"""A program that calls the API as somebody of the cast."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.orgs.services.tokens import token_create
from tests.world import AT, World

ROOT = "/api/v1"
EVERY_SCOPE = frozenset(TokenScope)


def make_token(world: World, name: str, scopes: Collection[TokenScope] = EVERY_SCOPE) -> str:
    """Make a token of somebody who can sign in, and return its secret."""
    viewer = world.viewer(name)
    with world.reading():
        issued = token_create(
            actor=viewer, person=world.person(name), name="A program", scopes=scopes, at=AT
        )
    return issued.secret


class Program:
    """Sends JSON with a token; keeps nothing between calls."""

    def __init__(self, secret: str | None) -> None:
        self._client = Client(raise_request_exception=False)
        self._secret = secret

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        content_type: str = "application/json",
    ) -> HttpResponse:
        """Call a path below `/api/v1`; bytes are sent as they are."""
        sent = dict(headers or {})
        if self._secret is not None:
            sent["Authorization"] = f"Bearer {self._secret}"
        response: HttpResponse = self._client.generic(
            method,
            path if path.startswith("/api/") else ROOT + path,
            body if isinstance(body, bytes) else "" if body is None else json.dumps(body),
            content_type=content_type,
            headers=sent,
        )  # type: ignore[assignment]  # the test client's own subclass
        return response

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, headers={_name(key): headers[key] for key in headers})

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, headers={_name(key): headers[key] for key in headers})

    def patch(self, path: str, body: object, **headers: str) -> HttpResponse:
        return self.call("PATCH", path, body, headers={_name(key): headers[key] for key in headers})

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, headers={_name(key): headers[key] for key in headers})

    def etag(self, path: str) -> str:
        """Return the tag of a thing as it is now."""
        response = self.get(path)
        assert response.status_code == 200, response.content
        return response.headers["ETag"]


def _name(key: str) -> str:
    return key.replace("_", "-")


def make_program(world: World, name: str, scopes: Collection[TokenScope] = EVERY_SCOPE) -> Program:
    """Return a program that acts as somebody."""
    return Program(make_token(world, name, scopes))


def body_of(response: HttpResponse) -> Any:  # noqa: ANN401 — whatever JSON holds
    """Return what a response says."""
    return json.loads(response.content)


def problem_of(response: HttpResponse, status: int, kind: str) -> Any:  # noqa: ANN401 — JSON
    """Return a problem after checking its shape."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    said = body_of(response)
    assert said["type"] == f"urn:plumbline:problem:{kind}"
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    assert said["code"]
    return said
