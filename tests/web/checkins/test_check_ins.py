"""Checking in on one key result, correcting, taking back, and the preview that saves nothing."""

from decimal import Decimal

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import KeyResult, Visibility
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.world import World
from tests.world_okrs import (
    activate,
    first_key_result,
    limit,
    make_check_in,
    make_key_result,
    make_objective,
    progress_of,
)

HTMX = {"HX-Request": "true"}
EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")

pytestmark = pytest.mark.usefixtures("clock")


def count(world: World) -> int:
    with world.reading():
        return CheckIn.objects.count()


def url(key_result: KeyResult, part: str = "") -> str:
    return f"/o/freight/key-results/{key_result.public_id}/check-ins{part}"


def act(check_in: CheckIn, name: str) -> str:
    return f"/o/freight/check-ins/{check_in.public_id}/{name}"


def allowed(world: World, browser_of: BrowserOf, key_result: KeyResult) -> set[str]:
    return {
        who for who in EVERYBODY if browser_of(world, who).get(url(key_result)).status_code == 200
    }


def test_only_owners_and_who_stands_above_them_check_in(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, make_objective(world))
    may = allowed(world, browser_of, key_result)
    assert "mia" in may
    assert not may & {"vic", "aud", "fin", "dee"}
    fields = {"value": "5", "confidence": "5", "version": "", "note_seen": "1"}
    for who in set(EVERYBODY) - may:
        for path in (url(key_result), url(key_result, "/preview")):
            assert browser_of(world, who).get(path).status_code == 403, (who, path)
        assert browser_of(world, who).post(url(key_result), fields).status_code == 403, who
    assert count(world) == 0
    assert browser_of(stranger_world, "sam").post(url(key_result), fields).status_code == 404
    assert browser_of(world, "mia").post(url(key_result), fields).status_code == 302
    assert count(world) == 1


def test_what_is_private_can_neither_be_opened_nor_changed_by_others(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, make_objective(world, visibility=Visibility.PRIVATE))
    check_in = make_check_in(world, key_result, "5")
    for who in ("lena", "vic", "fin", "ada"):
        browser = browser_of(world, who)
        for path in (url(key_result), url(key_result, "/preview"), act(check_in, "correct")):
            assert browser.get(path).status_code == 404, (who, path)
        for path in (url(key_result), act(check_in, "correct"), act(check_in, "withdraw")):
            assert browser.post(path, {"value": "1", "confidence": "5"}).status_code == 404
    assert count(world) == 1


def test_a_check_in_from_its_page_leads_back_to_it(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    browser = browser_of(world, "mia")
    fields = {"value": "30", "confidence": "5", "version": "", "note_seen": "1"}
    answer = browser.post(url(key_result), fields)
    assert answer["Location"] == f"/o/freight/key-results/{key_result.public_id}"
    assert progress_of(world, objective) == Decimal("0.3")
    refused = browser.post(url(key_result), fields | {"value": "x"})
    assert refused.status_code == 422
    assert count(world) == 1


def test_with_htmx_it_opens_in_place_and_loads_the_whole_page_once_saved(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, make_objective(world))
    browser = browser_of(world, "mia")
    assert "<title>" not in browser.get(url(key_result), headers=HTMX).text
    fields = {"value": "30", "confidence": "5", "version": "", "note_seen": "1"}
    answer = browser.post(url(key_result), fields, headers=HTMX)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"/o/freight/key-results/{key_result.public_id}"


def test_a_correction_is_a_further_entry(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    check_in = make_check_in(world, first_key_result(world, objective), "90", note="typo")
    browser = browser_of(world, "mia")
    form = browser.get(act(check_in, "correct")).text
    assert "Correct the check-in of" in form
    assert "Value on" in form
    assert 'value="90"' in form
    assert 'value="typo"' in form
    refused = browser.post(act(check_in, "correct"), {"value": "x", "confidence": "5"})
    assert refused.status_code == 422
    assert count(world) == 1
    saved = browser.post(act(check_in, "correct"), {"value": "9", "confidence": "5"})
    assert saved.status_code == 302
    assert progress_of(world, objective) == Decimal("0.09")
    assert count(world) == 2
    twice = browser.post(act(check_in, "correct"), {"value": "8", "confidence": "5"})
    assert "has been corrected already" in twice.text
    assert count(world) == 2


def test_a_correction_starts_from_the_evidence_of_the_original(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, make_objective(world))
    browser = browser_of(world, "mia")
    evidence = {"evidence_text": "Log of the depot", "evidence_link": "https://example.org/log"}
    fields = {"value": "30", "confidence": "5", "version": "", "note_seen": "1"}
    refused = browser.post(url(key_result), fields | evidence | {"evidence_link": "log.txt"})
    assert refused.status_code == 422
    assert 'value="log.txt"' in refused.text
    assert f'id="evidence_link_{key_result.public_id}_error"' in refused.text
    assert browser.post(url(key_result), fields | evidence).status_code == 302
    with world.reading():
        check_in = CheckIn.objects.get()
    form = browser.get(act(check_in, "correct")).text
    for name, typed in evidence.items():
        assert f'name="{name}" value="{typed}"' in form


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/o/freight/my-week?open=x", "/o/freight/my-week?open=x"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example", None),
        ("", None),
    ],
)
def test_taking_back_keeps_the_entry_and_leads_only_to_pages_of_ours(
    world: World, browser_of: BrowserOf, wanted: str, led_to: str | None
) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    check_in = make_check_in(world, key_result, "90")
    browser = browser_of(world, "mia")
    assert browser.get(act(check_in, "withdraw")).status_code == 405
    answer = browser.post(act(check_in, "withdraw"), {"next": wanted})
    assert answer["Location"] == (led_to or f"/o/freight/key-results/{key_result.public_id}")
    assert progress_of(world, objective) == 0
    assert count(world) == 2
    assert browser.post(act(check_in, "withdraw")).status_code == 409
    assert count(world) == 2


def test_the_preview_says_what_would_count_and_saves_nothing(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "20", confidence=8)
    browser = browser_of(world, "mia")
    text = browser.get(url(key_result, "/preview"), {"value": "40", "confidence": "8"}).text
    assert "40\u202f% of the way, pace" in text
    assert "what happened" not in text
    text = browser.get(url(key_result, "/preview"), {"value": "40", "confidence": "5"}).text
    assert "3 less sure than last time: what happened?" in text
    text = browser.get(url(key_result, "/preview"), {"value": "90", "confidence": "8"}).text
    assert "A jump of a quarter of the way or more" in text
    for odd in ("nine", "", "9" * 99):
        assert browser.get(url(key_result, "/preview"), {"value": odd}).status_code == 200
    assert count(world) == 1
    assert progress_of(world, objective) == Decimal("0.2")


def test_the_preview_of_a_guardrail_says_whether_it_holds(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, active=False)
    guard = make_key_result(world, objective, metric=limit("3"), is_guardrail=True)
    activate(world, objective)
    browser = browser_of(world, "mia")
    assert "Holds" in browser.get(url(guard, "/preview"), {"value": "3"}).text
    assert "Breached" in browser.get(url(guard, "/preview"), {"value": "3.01"}).text
