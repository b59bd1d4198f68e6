"""Reading changes nothing, and no other site can make somebody's browser write.

That reading what is an organization's changes nothing, whoever reads, is asked in
`test_rights_of_routes`; here of what is nobody's.
"""

import pytest

from tests.standing.asks import Ask, ask_path, ask_send, each_ask
from tests.standing.registry import ROUTES
from tests.standing.routes import API, routes
from tests.standing.scene import Scene, watched

HERE = set(routes())
ROWS = [(route, ask) for route, ask in each_ask(ROUTES) if route in HERE]
READING = [(route, ask) for route, ask in ROWS if ask.method == "GET" and ask.public]
#: One of each method: rows that differ in whom they ask about are one once the id is impossible.
EACH_METHOD = {
    route: {(ask.method, name): ask for ask in ROUTES[route] for name in ask.at} for route in HERE
}
FORMS = [
    (route, ask)
    for route, ask in ROWS
    if ask.method == "POST" and not route.startswith(API) and not ask.without_token
]


@pytest.mark.parametrize(("route", "ask"), READING)
def test_reading_changes_nothing(scene: Scene, route: str, ask: Ask) -> None:
    for name in ("ada", "mia"):
        with watched(scene) as changes:
            ask_send(scene, route, ask, name)
        assert changes.found() == []


@pytest.mark.parametrize(("route", "ask"), FORMS)
def test_a_form_without_its_token_is_refused(scene: Scene, route: str, ask: Ask) -> None:
    name = min(ask.by, default="mia")
    browser = scene.browser(name, checks_csrf=True)
    with watched(scene) as changes:
        answer = browser.post(ask_path(scene, route, ask), dict(ask.body))
    assert answer.status_code == 403
    assert changes.found() == []


@pytest.mark.parametrize("route", sorted(HERE))
def test_an_impossible_id_is_one_that_nobody_has(scene: Scene, route: str) -> None:
    for (method, name), ask in EACH_METHOD[route].items():
        for hostile in ("%00", "x" * 3000, "%F0%9F%92%A9", "..%2f..", "'%20OR%201=1--"):
            path = ask_path(scene, route.replace(f"{{{name}}}", hostile), ask)
            if route.startswith(API):
                answer = scene.program("mia").call(method, path, dict(ask.body))
            else:
                browser = scene.browser("mia")
                answer = browser.generic(method, path)  # type: ignore[assignment]  # the client's own subclass
            assert answer.status_code < 500, (method, path[:100])
            assert answer.status_code >= 400 or ask.public, (method, path[:100])
