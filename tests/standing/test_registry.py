"""No address escapes: each stands in the table, with each method that it answers."""

import pytest

from tests.standing.asks import ask_path, ask_send
from tests.standing.registry import ROUTES
from tests.standing.routes import API, METHODS, routes
from tests.standing.scene import Scene


def test_every_address_stands_in_the_table() -> None:
    assert set(routes()) - set(ROUTES) == set()


def test_no_row_is_for_an_address_that_is_gone() -> None:
    assert set(ROUTES) - set(routes()) == set()


@pytest.mark.parametrize("route", routes())
def test_a_method_without_a_row_is_not_allowed(scene: Scene, route: str) -> None:
    asks = ROUTES[route]
    for method in set(METHODS) - {ask.method for ask in asks}:
        if not asks:
            continue
        path = ask_path(scene, route, asks[0])
        if route.startswith(API):
            response = scene.program("ada").call(method, path, {})
        else:
            response = scene.browser("ada").generic(method, path)  # type: ignore[assignment]  # the client's own subclass
        nothing = {404} if route == API else set()
        assert response.status_code in {405} | nothing, (method, path, response.status_code)


@pytest.mark.parametrize("route", routes())
def test_nobody_meets_a_server_error(scene: Scene, route: str) -> None:
    for ask in ROUTES[route]:
        for name in (None, "sam", "ada", "mia"):
            assert ask_send(scene, route, ask, name).status_code < 500
