"""A refusal that no view deals with becomes a page that says what is kept and what to do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.tenancy.errors import DatabaseBusy
from plumbline.web.checkins import saving
from plumbline.web.okrs import company
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


def test_a_refusal_of_what_was_sent_leads_back_to_its_page_without_a_script(
    world: World, browser_of: BrowserOf
) -> None:
    page = f"/o/freight/teams/{world.teams['claims'].public_id}/manage"
    vic = browser_of(world, "vic")
    for told, led in (
        ("http://testserver" + page, f'href="{page}"'),
        ("http://elsewhere.example/", 'href="/"'),
    ):
        refused = vic.post(page, {"name": "Calm"}, headers={"Referer": told})
        assert refused.status_code == 403
        assert led in refused.text
        assert "elsewhere" not in refused.text


def raising(error: Exception) -> Callable[..., None]:
    """Return what always fails so, whatever it is given."""

    def fail(*_values: object, **_more: object) -> None:
        raise error

    return fail


ERRORS = [DatabaseBusy(20), OperationalError("database or disk is full")]


@pytest.mark.parametrize("error", ERRORS, ids=["busy", "full"])
@pytest.mark.parametrize("path", ["/sign-in", "/o/freight/my-week"])
def test_a_database_that_is_busy_outside_of_a_view_is_answered_by_the_same_page(
    world: World,
    browser_of: BrowserOf,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    path: str,
) -> None:
    browser = browser_of(world, "mia")
    monkeypatch.setattr("plumbline.http.session_age.session_begin", raising(error))
    answer = browser.post(path, TYPED)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "1"
    assert "nosniff" in answer["X-Content-Type-Options"]
    page = Page(answer.text)
    assert "nothing was saved" in page.text
    assert "disk is full" not in page.text
    assert len(page.all("h1")) == len(page.all("main")) == 1


@pytest.mark.parametrize("error", ERRORS, ids=["busy", "full"])
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_what_fails_once_a_view_has_answered_is_not_said_to_be_unsaved(
    world: World,
    browser_of: BrowserOf,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    htmx: dict[str, str],
) -> None:
    key_result = first_key_result(world, make_objective(world))
    browser = browser_of(world, "mia")
    browser.get("/o/freight/my-week")
    session = browser.session
    session["seen_at"] = (datetime.now(tz=UTC) - timedelta(days=1)).isoformat()
    session["began_at"] = session["seen_at"]
    session.save()
    monkeypatch.setattr("plumbline.http.sessions.writing_global", raising(error))
    url = f"/o/freight/key-results/{key_result.public_id}/check-ins"
    answer = browser.post(url, TYPED, headers=htmx)
    assert answer.status_code == 503
    page = Page(answer.text)
    assert "nothing was saved" not in page.text
    assert "may be saved or not" in page.text
    with world.reading():
        assert CheckIn.objects.exists()


def test_any_other_failure_outside_of_a_view_stays_one(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(world, "mia")
    monkeypatch.setattr("plumbline.http.session_age.session_begin", raising(ZeroDivisionError()))
    answer = browser.get("/o/freight/my-week")
    assert answer.status_code == 500
    assert "Something broke on our side" in Page(answer.text).text


def test_a_page_that_cannot_be_read_does_not_speak_of_saving(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_values: object) -> None:
        raise OperationalError("database or disk is full")

    make_objective(world)
    monkeypatch.setattr(company, "tree_level", fail)
    answer = browser_of(world, "mia").get("/o/freight/company")
    assert answer.status_code == 503
    text = Page(answer.text).text
    assert "this page could not be read. Nothing was changed." in text
    assert "saved" not in text
    assert "typed" not in text
