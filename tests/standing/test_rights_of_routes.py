"""Who gets what from every address; an answer other than the table's is a failure."""

from dataclasses import replace

import pytest

from plumbline.domain.accounts.scopes import TokenScope
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.headers import headers_missing
from tests.standing.registry import ROUTES
from tests.standing.routes import API, routes
from tests.standing.scene import CAST, Scene, fingerprint, make_secret, undone, watched

HERE = set(routes())
ROWS = [(route, ask) for route, ask in each_ask(ROUTES) if route in HERE]
TENANT = [(route, ask) for route, ask in ROWS if not ask.public]
#: That the others are refused is the same on any database that gives the same rows: the table of
#: rights says it. Who may do an act and read a thing is asked of both by the domain's own tests, as
#: whoever may and as a stranger.
OTHERS_ASK = [
    pytest.param(
        route, ask, marks=pytest.mark.alike if route.startswith(API) else pytest.mark.single_page
    )
    for route, ask in TENANT
]
NAMES = [f"{ask.method} {route} {' '.join(ask.at.values())}" for route, ask in TENANT]


def one_who_may(ask: Ask) -> str:
    """Return somebody for whom an address is, or ada."""
    return min(ask.by, default="ada")


def assert_answer(scene: Scene, route: str, ask: Ask, name: str) -> None:
    """Ask as one of the cast: the answer, what it leaves behind, its statements, its headers."""
    with undone(), watched(scene) as changes:
        response = ask_send(scene, route, ask, name)
        assert response.status_code == ask.expected(name), (name, response.content[:500])
        assert bool(changes.found()) == (ask.changes and name in ask.by), name
    assert changes.strays == [], name
    assert headers_missing(response, ask) == {}, name


@pytest.mark.parametrize(("route", "ask"), TENANT, ids=NAMES)
def test_whoever_may_gets_the_answer_of_the_table(scene: Scene, route: str, ask: Ask) -> None:
    assert_answer(scene, route, ask, one_who_may(ask))


#: A lead, a deputy and a viewer: of three kinds that most rows of the table tell apart.
SOME = frozenset({"lena", "dee", "vic"})


@pytest.mark.parametrize(("route", "ask"), OTHERS_ASK, ids=NAMES)
def test_some_others_get_the_answer_of_the_table(scene: Scene, route: str, ask: Ask) -> None:
    for name in sorted(SOME - {one_who_may(ask)}):
        assert_answer(scene, route, ask, name)


@pytest.mark.every_person
@pytest.mark.parametrize(("route", "ask"), OTHERS_ASK, ids=NAMES)
def test_everybody_else_gets_the_answer_of_the_table(scene: Scene, route: str, ask: Ask) -> None:
    for name in sorted({*CAST} - SOME - {one_who_may(ask)}):
        assert_answer(scene, route, ask, name)


@pytest.mark.parametrize(("route", "ask"), TENANT, ids=NAMES)
def test_a_stranger_finds_nothing_and_changes_nothing(scene: Scene, route: str, ask: Ask) -> None:
    with watched(scene) as changes:
        response = ask_send(scene, route, ask, "sam")
    assert response.status_code == ask.stranger, response.content[:500]
    said = response.content.decode()
    assert [word for word in scene.planted if word in said] == []
    changed = changes.found()
    assert [each for each in changed if not (ask.at_home and each.startswith("stranger "))] == []
    assert headers_missing(response, ask) == {}


@pytest.mark.alike  # whoever is not signed in is sent away before any organization is bound
@pytest.mark.parametrize(("route", "ask"), TENANT, ids=NAMES)
def test_nobody_is_asked_to_sign_in(scene: Scene, route: str, ask: Ask) -> None:
    with watched(scene) as changes:
        response = ask_send(scene, route, ask, None)
    if route.startswith(API):
        assert response.status_code == (ask.anonymous or 401)
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    else:
        assert response.status_code == (ask.anonymous or 302)
        assert response.headers["Location"].startswith("/sign-in")
    said = response.content.decode()
    assert [word for word in scene.planted if word in said] == []
    assert changes.found() == []
    assert headers_missing(response, ask) == {}


WRITING = [
    (route, ask) for route, ask in TENANT if route.startswith(API) and ask.changes and ask.by
]


@pytest.mark.parametrize(("route", "ask"), WRITING)
def test_a_token_for_reading_changes_nothing_whoever_holds_it(
    scene: Scene, route: str, ask: Ask
) -> None:
    name = sorted(ask.by)[0]
    secrets = {**scene.secrets, name: make_secret(scene, name, frozenset({TokenScope.READ}))}
    before = fingerprint(scene)
    assert ask_send(replace(scene, secrets=secrets), route, ask, name).status_code == 403
    assert fingerprint(scene) == before


def test_a_session_opens_no_operation(scene: Scene) -> None:
    browser = scene.browser("mia")
    for route, ask in TENANT:
        if route.startswith(API) and ask.method == "GET" and not ask.at:
            assert browser.get(route).status_code == 401
