"""Whatever people write stays text: nothing of it becomes part of a page."""

from collections.abc import Iterator

import pytest

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.reviews.models import WeeklyAnswers
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.registry import ROUTES
from tests.standing.routes import API, routes
from tests.standing.scene import Scene, undone

MARKUP = (
    "<script>plumb()</script>",
    '"><img src=x onerror=plumb()>',
    "'><svg/onload=plumb()>",
    "</textarea><plumb>",
    "{{ plumb }}{% plumb %}",
    "javascript:plumb()",
    "<!--plumb-->",
)
LIVE = ("<script>plumb", "<img src=x onerror", "<svg/onload", "<plumb>", "<!--plumb")

HERE = set(routes())
PAGES = [
    (route, ask)
    for route, ask in each_ask(ROUTES)
    if route in HERE and ask.method == "GET" and ask.by and not ask.public
]


@pytest.fixture(scope="module")
def built_hostile(built: Scene) -> Scene:
    """The scene with markup in every text that a person can write."""
    scene, world = built, built.world
    with world.writing():
        for number, objective in enumerate(Objective.objects.all()):
            text = MARKUP[number % len(MARKUP)]
            for name in ("title", "why", "state_reason"):
                setattr(objective, name, f"{text} {name}")
            objective.tags = list(MARKUP)
            objective.save()
        for number, result in enumerate(KeyResult.objects.all()):
            text = MARKUP[number % len(MARKUP)]
            for name in ("title", "evidence_counts", "state_reason"):
                setattr(result, name, f"{text} {name}")
            result.unit = MARKUP[0][:20]
            result.tags = list(MARKUP)
            result.save()
        for answers in WeeklyAnswers.objects.all():
            answers.shipped, answers.learn_next = "".join(MARKUP), "".join(MARKUP)
            answers.save()
        for row in (*Person.objects.all(), *Team.objects.all()):
            row.name = f"{row.name} {''.join(MARKUP)}"
            row.save()
    for text in MARKUP:
        answer = scene.program("mia").post(
            f"/key-results/{scene.ids['key result open']}/check-ins",
            {"value": "45", "note": text, "evidence_text": text},
        )
        assert answer.status_code == 201, answer.content
    return scene


@pytest.fixture
def hostile(built_hostile: Scene) -> Iterator[Scene]:
    """The same, whatever other tests did to it."""
    with undone():
        yield built_hostile


@pytest.mark.parametrize(("route", "ask"), PAGES)
def test_markup_is_shown_as_it_was_written(hostile: Scene, route: str, ask: Ask) -> None:
    name = min(ask.by)
    answer = ask_send(hostile, route, ask, name)
    assert answer.status_code == ask.ok
    if answer.headers.get("Content-Disposition", "").startswith("attachment;"):
        assert not answer.headers["Content-Type"].startswith("text/html")  # never shown as a page
    elif route.startswith(API):
        assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
    elif answer.headers["Content-Type"].startswith("text/html"):
        said = answer.content.decode()
        assert [text for text in LIVE if text in said] == []
        assert 'href="javascript:' not in said


def test_a_link_that_is_no_link_is_refused(hostile: Scene) -> None:
    answer = hostile.program("mia").post(
        f"/key-results/{hostile.ids['key result open']}/check-ins",
        {"value": "45", "evidence_link": "javascript:plumb()"},
    )
    assert answer.status_code == 422
