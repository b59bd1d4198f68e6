"""Every answer of every address carries the headers, whatever it says."""

import pytest
from django.test import Client

from plumbline.http.headers import CONTENT_SECURITY_POLICY
from tests.standing.asks import ask_send
from tests.standing.registry import ROUTES
from tests.standing.routes import routes
from tests.standing.scene import Scene, undone

WANTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("route", routes())
def test_every_answer_carries_the_headers(scene: Scene, route: str) -> None:
    for ask in ROUTES[route]:
        for name in (None, "sam", "vic", "mia"):
            with undone():
                answer = ask_send(scene, route, ask, name)
            assert {key: answer.headers.get(key) for key in WANTED} == WANTED, (ask, name)
            assert "Set-Cookie" not in answer.headers
            # Nothing that a person was shown stays with whoever uses the machine or proxy next.
            assert "public" not in answer.headers.get("Cache-Control", "") or ask.public


@pytest.mark.parametrize("path", ["/static/nothing.css", "/nothing", "/api/v1/nothing", "/o/x"])
def test_answers_of_no_address_carry_them_too(scene: Scene, path: str) -> None:
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code in {301, 302, 404}
    assert {key: answer.headers.get(key) for key in WANTED} == WANTED


def test_a_static_file_carries_them_too(scene: Scene) -> None:
    answer = Client().get("/static/plumbline/frame.css")
    # Closing the answer itself would close the connection to the database as well.
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # Django's own list
        close()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_over_tls_every_answer_says_to_stay_there(scene: Scene) -> None:
    for path in ("/sign-in", "/api/v1/me", "/nothing", "/o/freight/company"):
        answer = scene.browser("mia").get(path, secure=True)
        assert "max-age=" in answer.headers["Strict-Transport-Security"], path
