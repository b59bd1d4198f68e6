"""Writing a part of an objective or key result where it stands on its page."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.values import key_result_values, objective_values
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_key_result, make_objective, metric, stored

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

HTMX = {"HX-Request": "true"}


def edit_url(objective: Objective, part: str) -> str:
    return f"/o/freight/objectives/{objective.public_id}/edit?part={part}"


def test_a_part_is_opened_and_saved_alone_and_the_rest_stays(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, "Old words", active=False)
    before = stored(world, draft)
    mia = browser_of(world, "mia")
    part = mia.get(edit_url(draft, "title"), headers=HTMX).text
    assert "Old words" in part
    assert 'name="why"' not in part
    sent = {"title": "New words", "version": str(before.version)}
    answer = mia.post(edit_url(draft, "title"), sent, headers=HTMX)
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "plumbline:saved")
    after = stored(world, draft)
    assert after.title == "New words"
    for field in ("why", "owner", "team", "cycle", "style", "visibility", "tags", "priority"):
        assert getattr(after, field) == getattr(before, field), field


def test_what_is_refused_comes_back_at_its_field_and_is_kept(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    mia = browser_of(world, "mia")
    sent = {"title": " ", "version": str(stored(world, draft).version), "sheet": "0123456789ab"}
    answer = mia.post(edit_url(draft, "title"), sent, headers=HTMX)
    assert answer.status_code == 422
    assert "Say what will be better." in answer.text
    page = f"/o/freight/objectives/{draft.public_id}"
    assert "You typed something that is not saved yet" not in mia.get(page).text
    sent["title"] = "Words and more " * 40
    assert mia.post(edit_url(draft, "title"), sent, headers=HTMX).status_code == 422
    assert "You typed something that is not saved yet" in mia.get(page).text
    left = mia.post(edit_url(draft, "title"), {**sent, "sheet_act": "drop"}, headers=HTMX)
    assert left.status_code == 204
    assert "You typed something that is not saved yet" not in mia.get(page).text


def test_a_part_that_is_kept_and_gone_on_with_leaves_every_other_box_as_it_is(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = make_key_result(
        world, make_objective(world, active=False), metric=metric(accumulates=True)
    )
    version = str(row_of(world, key_result).version)
    url = f"/o/freight/key-results/{key_result.public_id}/edit"
    mia = browser_of(world, "mia")
    opened = mia.get(f"{url}?part=title", headers=HTMX).text
    assert '<input type="hidden" name="part" value="title">' in opened
    assert 'name="work"' in opened
    assert 'for="id_work"' not in opened  # what is kept unseen has no label
    for sheet, sent, part, status in (
        ("0123456789ab", {"title": "Half a ti", "part": "title", "sheet_act": "keep"}, "", 204),
        ("0123456789ac", {"title": " "}, "?part=title", 422),
    ):
        headers = HTMX if part else {}
        answer = mia.post(url + part, {**sent, "version": version, "sheet": sheet}, headers=headers)
        assert answer.status_code == status
        boxes = Page(mia.get(f"{url}?sheet={sheet}").text).all("input")
        assert ["checked" in box for box in boxes if box.get("name") == "accumulates"] == [True]


def test_on_a_conflict_both_values_are_shown_and_one_is_chosen(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, "First", active=False)
    version = str(stored(world, draft).version)
    for who, title, status in (("lena", "Theirs", 200), ("mia", "Mine", 422)):
        sent = {"title": title, "version": version}
        answer = browser_of(world, who).post(edit_url(draft, "title"), sent, headers=HTMX)
        assert answer.status_code == status
    text = Page(answer.text).text
    assert "Now it says: Theirs" in text
    assert "Put mine in its place" in text
    assert "Keep what stands" in text
    again = {"title": "Mine", "version": str(stored(world, draft).version)}
    assert browser_of(world, "mia").post(
        edit_url(draft, "title"), again, headers=HTMX
    ).status_code == 200  # fmt: skip
    assert stored(world, draft).title == "Mine"


def test_of_what_runs_words_are_written_in_place_and_the_rest_is_adjusted(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    lena = browser_of(world, "lena")
    page = lena.get(f"/o/freight/objectives/{running.public_id}").text
    assert "part=title" in page
    assert "part=owner" not in page
    assert "Adjust…" in page
    assert lena.get(edit_url(running, "owner"), headers=HTMX).status_code == 409
    assert "part=" not in browser_of(world, "vic").get(page_of(running)).text


def page_of(objective: Objective) -> str:
    return f"/o/freight/objectives/{objective.public_id}"


def row_of(world: World, key_result: KeyResult) -> KeyResult:
    with world.reading():
        row: KeyResult = KeyResult.objects.select_related("owner").get(pk=key_result.pk)
        return row


def test_a_key_result_is_added_below_the_last_one(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    url = f"/o/freight/objectives/{draft.public_id}/key-results/new"
    mia = browser_of(world, "mia")
    assert "<html" not in mia.get(url, headers=HTMX).text
    sent = {"title": "Calls answered", "weight": "1", "cadence": "weekly"}
    refused = mia.post(url, {**sent, "title": ""}, headers=HTMX)
    assert refused.status_code == 422
    assert "Say what will be different." in refused.text
    assert mia.post(url, sent, headers=HTMX).status_code == 204
    assert "Calls answered" in mia.get(page_of(draft)).text


def test_how_a_key_result_is_measured_is_written_in_its_row(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    key_result = make_key_result(world, draft)
    before = row_of(world, key_result)
    url = f"/o/freight/key-results/{key_result.public_id}/edit?part=measure"
    mia = browser_of(world, "mia")
    assert url in mia.get(page_of(draft)).text
    sent = {
        "kind": "decrease",
        "unit": "days",
        "baseline": "19",
        "target": "8",
        "version": str(before.version),
    }
    wrong = mia.post(url, {**sent, "target": "many"}, headers=HTMX)
    assert wrong.status_code == 422
    assert 'value="many"' in wrong.text
    assert mia.post(url, sent, headers=HTMX).status_code == 200
    after = row_of(world, key_result)
    assert (after.baseline, after.target) == (Decimal(19), Decimal(8))
    assert after.unit == "days"
    assert (after.title, after.owner, after.weight) == (before.title, before.owner, before.weight)


def taken_back(browser: Client, offered: str, *, url: str) -> "_MonkeyPatchedWSGIResponse":
    """Send the form that offers to take an edit back, as it came."""
    (offer,) = Page(offered).all("form")
    assert (offer["method"], offer["action"]) == ("post", url)
    sent: dict[str, list[str]] = {}
    for field in Page(offered).all("input"):
        sent.setdefault(field["name"], []).append(field.get("value", ""))
    return browser.post(url, sent, headers=HTMX)


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        ("title", {"title": "New words"}),
        ("why", {"why": "Another reason"}),
        ("tags", {"tags": "winter, night"}),
        ("style", {"style": "learning"}),
        ("seen", {"visibility": "private"}),
    ],
)
def test_an_edit_in_place_is_taken_back_by_one_button_that_puts_the_former_value_there(
    part: str, sent: dict[str, str], world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, "Old words", active=False)
    before = objective_values(stored(world, draft))
    mia = browser_of(world, "mia")
    saved = mia.post(
        edit_url(draft, part), {**sent, "version": str(stored(world, draft).version)}, headers=HTMX
    )
    assert "Saved." in Page(saved.text).text
    assert objective_values(stored(world, draft)) != before
    answer = taken_back(mia, saved.text, url=edit_url(draft, part).partition("?")[0])
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "plumbline:saved")
    assert objective_values(stored(world, draft)) == before


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        ("rhythm", {"cadence": "monthly", "due": ""}),
        ("weight", {"weight": "3", "is_guardrail": "on"}),
        ("evidence", {"evidence_counts": "A count of the gate"}),
        ("measure", {"kind": "increase", "unit": "calls", "baseline": "1", "target": "4"}),
    ],
)
def test_an_edit_of_a_key_result_is_taken_back_with_all_that_its_part_said(
    part: str, sent: dict[str, str], world: World, browser_of: BrowserOf
) -> None:
    key_result = make_key_result(
        world, make_objective(world, active=False), metric=metric(accumulates=True)
    )
    before = key_result_values(row_of(world, key_result))
    url = f"/o/freight/key-results/{key_result.public_id}/edit"
    mia = browser_of(world, "mia")
    version = str(row_of(world, key_result).version)
    saved = mia.post(f"{url}?part={part}", {**sent, "version": version}, headers=HTMX)
    assert saved.status_code == 200
    assert key_result_values(row_of(world, key_result)) != before
    assert taken_back(mia, saved.text, url=url).status_code == 204
    assert key_result_values(row_of(world, key_result)) == before


def test_a_title_that_runs_is_called_as_before_with_a_reason_in_its_history(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world, "Old words")
    url = f"/o/freight/objectives/{running.public_id}/edit"
    sent = {
        "title": "New words",
        "reason": "Clearer",
        "version": str(stored(world, running).version),
    }
    lena = browser_of(world, "lena")
    saved = lena.post(f"{url}?part=title", sent, headers=HTMX)
    assert taken_back(lena, saved.text, url=url).status_code == 204
    assert stored(world, running).title == "Old words"
    with world.reading():
        reasons = list(running.adjustments.order_by("pk").values_list("reason", flat=True))
    assert reasons == ["Clearer", "Taken back: it is called again as it was."]


def test_an_edit_is_not_taken_back_over_what_somebody_wrote_after_it(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, "First", active=False)
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    sent = {"title": "Mine", "version": str(stored(world, draft).version)}
    saved = mia.post(edit_url(draft, "title"), sent, headers=HTMX)
    theirs = {"title": "Theirs", "version": str(stored(world, draft).version)}
    assert lena.post(edit_url(draft, "title"), theirs, headers=HTMX).status_code == 200
    answer = taken_back(mia, saved.text, url=edit_url(draft, "title").partition("?")[0])
    assert answer.status_code == 422
    assert "Somebody changed it meanwhile. Nothing is taken back" in Page(answer.text).text
    assert "<form" not in answer.text
    assert stored(world, draft).title == "Theirs"
    assert "You typed something that is not saved yet" not in mia.get(page_of(draft)).text
