"""Every answer of every address carries the headers, whatever it says.

Everybody's answers from an organization are looked at in `test_rights_of_routes`.
"""

import pytest
from django.test import Client

from plumbline.http.headers import CONTENT_SECURITY_POLICY
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.headers import headers_missing
from tests.standing.registry import ROUTES
from tests.standing.routes import routes
from tests.standing.scene import Scene, undone

PUBLIC = [(route, ask) for route, ask in each_ask(ROUTES) if route in set(routes()) and ask.public]


@pytest.mark.parametrize(("route", "ask"), PUBLIC)
def test_every_answer_of_what_is_nobodys_carries_the_headers(
    scene: Scene, route: str, ask: Ask
) -> None:
    for name in (None, "sam", "mia"):
        with undone():
            answer = ask_send(scene, route, ask, name)
        assert headers_missing(answer, ask) == {}, name


@pytest.mark.parametrize("path", ["/static/nothing.css", "/nothing", "/api/v1/nothing", "/o/x"])
def test_answers_of_no_address_carry_them_too(scene: Scene, path: str) -> None:
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code in {301, 302, 404}
    assert headers_missing(answer, Ask()) == {}


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
