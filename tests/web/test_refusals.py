"""A refusal that no view deals with becomes a page that says what is kept and what to do."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.tenancy.errors import DatabaseBusy
from plumbline.web.checkins import saving
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import first_key_result, make_objective

TYPED = {"value": "5", "confidence": "5", "note": "Two depots", "version": "", "note_seen": "1"}


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the turn to write never come."""

    def wait(**_values: object) -> None:
        raise DatabaseBusy(20)

    monkeypatch.setattr(saving, "check_in_record", wait)


def posted(world: World, browser_of: BrowserOf, **headers: str) -> HttpResponse:
    key_result = first_key_result(world, make_objective(world))
    url = f"/o/freight/key-results/{key_result.public_id}/check-ins"
    return browser_of(world, "mia").post(url, TYPED, headers=headers)  # type: ignore[return-value]  # the client's response is one


@pytest.mark.usefixtures("busy")
def test_a_busy_database_is_answered_by_its_own_page_with_when_to_try_again(
    world: World, browser_of: BrowserOf
) -> None:
    answer = posted(world, browser_of)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "1"
    page = Page(answer.text)
    assert "nothing was saved" in page.text
    assert "Try again" in page.text
    assert len(page.all("h1")) == len(page.all("main")) == 1
    with world.reading():
        assert not CheckIn.objects.exists()


def test_a_full_disk_is_told_in_words_and_stands_in_the_log(
    world: World,
    browser_of: BrowserOf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(**_values: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(saving, "check_in_record", fail)
    answer = posted(world, browser_of)
    assert answer.status_code == 503
    assert "nothing was saved" in Page(answer.text).text
    assert "disk is full" not in answer.text
    assert "disk is full" in caplog.text


@pytest.mark.usefixtures("busy")
def test_htmx_is_told_in_a_sentence_and_keeps_what_was_typed(
    world: World, browser_of: BrowserOf
) -> None:
    answer = posted(world, browser_of, **{"HX-Request": "true"})
    assert answer.status_code == 503  # htmx swaps no such answer, so the form stays as it is
    assert answer["Retry-After"] == "1"
    page = Page(answer.text)
    assert not page.all("main")
    (said,) = page.all("p")
    assert "data-complaint" in said
    assert "nothing was saved" in page.text
    assert "What you typed is still here." in page.text
