"""Two programs that change one thing: the second one learns it, and nothing is lost."""

from dataclasses import replace
from itertools import combinations

import pytest

from tests.api.programs import body_of, problem_of
from tests.standing.asks import Ask, ask_path, ask_send, each_ask, filled
from tests.standing.registry import ROUTES
from tests.standing.registry_api import API_ROUTES
from tests.standing.registry_pages import PAGE_ROUTES
from tests.standing.scene import Scene, undone, watched

GUARDED = [(route, ask) for route, ask in each_ask(API_ROUTES) if ask.guarded and ask.by]
FORMS = [(route, ask) for route, ask in each_ask(PAGE_ROUTES) if "version" in ask.body and ask.by]


def sent(scene: Scene, route: str, ask: Ask, tag: str | None) -> object:
    """Send a change with a tag of one's own, or without any."""
    program = scene.program(min(ask.by))
    headers = {} if tag is None else {"If-Match": tag}
    body = filled(scene, ask.body) if ask.method != "DELETE" else None
    return program.call(ask.method, ask_path(scene, route, ask), body, headers=headers)


def test_every_change_has_a_version_or_a_reason_to_have_none() -> None:
    open_to_loss = [
        f"{ask.method} {route}"
        for route, ask in each_ask(ROUTES)
        if ask.method != "GET"
        and not (ask.guarded or ask.alone or ask.public or "version" in ask.body)
    ]
    assert open_to_loss == []


@pytest.mark.parametrize(("route", "ask"), GUARDED)
def test_a_change_without_a_version_is_refused(scene: Scene, route: str, ask: Ask) -> None:
    with watched(scene) as changes:
        answer = sent(scene, route, ask, None)
    problem_of(answer, 428, "precondition-required")  # type: ignore[arg-type]  # a response
    assert changes.found() == []


#: What is no version at all is refused before any database is asked.
IS_NONE = pytest.mark.single_page


@pytest.mark.parametrize(
    "tag",
    [
        '"999-0123456789abcdef"',
        pytest.param("nonsense", marks=IS_NONE),
        pytest.param('W/"1-0123456789abcdef"', marks=IS_NONE),
    ],
)
@pytest.mark.parametrize(("route", "ask"), GUARDED)
def test_a_change_of_an_older_state_is_refused_with_the_present_one(
    scene: Scene, route: str, ask: Ask, tag: str
) -> None:
    with watched(scene) as changes:
        answer = sent(scene, route, ask, tag)
    said = problem_of(answer, 412, "stale-version")  # type: ignore[arg-type]  # a response
    assert said["current"]
    assert answer.headers["ETag"]  # type: ignore[attr-defined]  # a response
    assert changes.found() == []


@pytest.mark.parametrize(
    "version",
    ["999", pytest.param("nonsense", marks=IS_NONE), pytest.param("", marks=IS_NONE)],
)
@pytest.mark.parametrize(("route", "ask"), FORMS)
def test_a_form_that_was_opened_on_an_older_state_changes_nothing(
    scene: Scene, route: str, ask: Ask, version: str
) -> None:
    older = replace(ask, body={**ask.body, "version": version})
    with watched(scene) as changes:
        answer = ask_send(scene, route, older, min(ask.by))
    assert answer.status_code in {409, 422}, (answer.status_code, answer.content[:300])
    assert changes.found() == []


def test_no_change_is_lost_however_two_writers_mix(scene: Scene) -> None:
    path = f"/objectives/{scene.ids['objective draft']}"
    # 70 ways to mix four steps with four, and half of them are the others with the names changed:
    # mia has the first step.
    others_of_mia = list(combinations(range(1, 8), 3))
    for turns in others_of_mia:
        with undone():
            kept = _mixed(scene, path, {0, *turns})
            final = body_of(scene.program("mia").get(path))["why"]
            assert final.split() == kept, turns


def _mixed(scene: Scene, path: str, turns: set[int]) -> list[str]:
    """Let two writers read, write, read, write; return what was accepted, in order."""
    writers = {True: scene.program("mia"), False: scene.program("lena")}
    seen: dict[bool, tuple[str, str]] = {}
    kept: list[str] = []
    for step in range(8):
        who = step in turns
        if who not in seen:
            answer = writers[who].get(path)
            seen[who] = (answer.headers["ETag"], body_of(answer)["why"])
            continue
        tag, why = seen.pop(who)
        word = f"w{step}"
        written = writers[who].patch(path, {"why": f"{why} {word}"}, If_Match=tag)
        assert written.status_code in {200, 412}
        kept += [word] if written.status_code == 200 else []
    return kept
