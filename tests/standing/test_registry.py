"""No address escapes: each stands in the table, with each method that it answers."""

import re

import pytest

from tests.standing.asks import Ask, ask_path, ask_send, each_ask
from tests.standing.registry import ROUTES
from tests.standing.routes import API, METHODS, routes
from tests.standing.scene import Scene

#: Addresses that answer nobody with anything, and why.
NOTHING_TO_ASK = {"/api/v1/(api-nothing-here)": "whatever is no operation ends there with 404"}

#: What may be private, as addresses name it, and what stands for it in the scene.
PRIVATE_KINDS = {"objective", "key_result", "check_in", "parent"}
PRIVATE_IDS = {"objective private", "key result private", "check-in private"}

#: Acts that no private thing of the scene can undergo, and where they are asked for it.
NEVER_PRIVATE = {
    "DELETE /api/v1/key-results/{key_result}": "only a draft's, and the private one is active",
}

SERVER_ERROR = 500
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_every_address_stands_in_the_table() -> None:
    assert set(routes()) - set(ROUTES) == set()


def test_no_row_is_for_an_address_that_is_gone() -> None:
    assert set(ROUTES) - set(routes()) == set()


def test_every_row_asks_something() -> None:
    assert {route for route, asks in ROUTES.items() if not asks} == set(NOTHING_TO_ASK)


def test_what_leads_to_a_thing_is_asked_for_a_private_one_too() -> None:
    missing = [
        f"{method} {route}: {name}"
        for route, asks in ROUTES.items()
        for name in PRIVATE_KINDS & set(_PLACEHOLDER.findall(route))
        for method in {ask.method for ask in asks}
        if f"{method} {route}" not in NEVER_PRIVATE
        and not any(
            ask.method == method and "private" in ask.at[name] and ask.at[name] in PRIVATE_IDS
            for ask in asks
        )
    ]
    assert missing == []


def test_no_exception_is_made_in_vain() -> None:
    asked = {f"{ask.method} {route}" for route, ask in each_ask(ROUTES)}
    assert set(NEVER_PRIVATE) <= asked


@pytest.mark.alike  # refused by the address alone
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


def test_no_row_lets_reading_change_anything() -> None:
    """What the rows say is held against the answers in `test_rights_of_routes`."""
    assert [route for route, ask in each_ask(ROUTES) if ask.method == "GET" and ask.changes] == []


def test_no_row_takes_a_server_error_for_an_answer() -> None:
    for route, ask in each_ask(ROUTES):
        assert max(ask.ok, ask.refused, ask.stranger, ask.anonymous or 0) < SERVER_ERROR, route


@pytest.mark.parametrize(("route", "ask"), [each for each in each_ask(ROUTES) if each[1].public])
def test_nobody_meets_a_server_error_where_everybody_may_go(
    scene: Scene, route: str, ask: Ask
) -> None:
    """Every other address has its one right answer (`test_rights_of_routes`)."""
    for name in (None, "sam", "ada", "mia"):
        assert ask_send(scene, route, ask, name).status_code < SERVER_ERROR
