"""A form that makes something makes it once, however often it is sent."""

import pytest

from plumbline.domain.idempotency.models import KeptForm
from plumbline.domain.idempotency.services import ANSWERS_KEPT, answers_forget
from plumbline.domain.okrs.models import Objective
from tests.web.conftest import BrowserOf
from tests.web.moments import clock
from tests.world import AT, World
from tests.world_okrs import make_cycle

__all__ = ["clock"]

pytestmark = pytest.mark.usefixtures("clock")

NEW = "/o/freight/plan/new"


def typed(world: World, mark: str, **further: str) -> dict[str, str]:
    return {
        "csrfmiddlewaretoken": mark,
        "title": "Claims are settled before anybody calls",
        "cycle": make_cycle(world).public_id,
        "team": world.teams["claims"].public_id,
        "owner": world.person("mia").public_id,
        "visibility": "organization",
        **further,
    }


def made(world: World) -> int:
    with world.reading():
        return Objective.objects.count()


def test_the_same_form_sent_again_leads_where_it_led_first(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    answers = [browser.post(NEW, typed(world, "page-1")) for _ in range(3)]
    assert made(world) == 1
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    again = browser.post(NEW, typed(world, "page-1"), headers={"HX-Request": "true"})
    assert again.headers["HX-Redirect"] == answers[0].headers["Location"]
    browser_of(world, "lena").post(NEW, typed(world, "page-1"))
    assert made(world) == 2, "it is another person's form"


def test_a_form_that_is_opened_anew_or_changed_makes_something_new(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    browser.post(NEW, typed(world, "page-1"))
    browser.post(NEW, typed(world, "page-2"))
    browser.post(NEW, typed(world, "page-2", title="Freight for the way home finds us"))
    assert made(world) == 3


def test_a_refusal_keeps_nothing_and_what_is_kept_is_forgotten_after_a_day(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    assert browser.post(NEW, typed(world, "page-1", parent="nowhere00000")).status_code == 422
    browser.post(NEW, typed(world, "page-2"))
    with world.reading():
        assert KeptForm.objects.count() == 1
        answers_forget(at=AT + ANSWERS_KEPT)
        assert KeptForm.objects.count() == 0
