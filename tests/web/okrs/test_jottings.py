"""What is typed into the forms of objectives and key results is kept until it is saved."""

import re

import pytest
from django.test import Client

from plumbline.domain.jottings.models import Jotting
from tests.web.conftest import BrowserOf
from tests.web.okrs.test_plan import typed
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_objective, stored

pytestmark = pytest.mark.usefixtures("clock")

NEW = "/o/freight/plan/new"
SHEET = "0123456789ab"
KEEP = {"sheet": SHEET, "sheet_act": "keep"}


def text(browser: Client, url: str) -> str:
    return Page(browser.get(url).text).text


def count(world: World) -> int:
    with world.reading():
        return Jotting.objects.count()


def test_a_pause_in_typing_is_kept_and_offered_again_as_it_stood(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    sent = typed(
        world, title="Claims are settl", why="Because", style="learning", visibility="team"
    )
    assert mia.post(NEW, {**sent, **KEEP}).status_code == 204
    again = browser_of(world, "mia")  # another browser, signed in anew
    assert "You typed something that is not saved yet Claims are settl" in text(again, NEW)
    assert "that is not saved yet Claims are settl" in text(again, "/o/freight/plan")
    page = again.get(f"{NEW}?sheet={SHEET}").text
    assert ">Claims are settl</textarea>" in page.replace("\n", "")
    assert f'name="sheet" value="{SHEET}"' in page
    assert "Kept for you on" in page
    form = Page(page)
    assert form.text.count("Claims are settl") == 1  # what one goes on with is not offered as well
    assert 'value="team" checked' in page
    assert 'value="learning" checked' in page


def test_saving_forgets_the_sheet_and_a_refusal_keeps_it(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    assert mia.post(NEW, {**typed(world, title=""), "why": "W", "sheet": SHEET}).status_code == 422
    assert "Without a title yet" in text(mia, NEW)
    assert mia.post(NEW, {**typed(world, title="Whole"), "sheet": SHEET}).status_code == 302
    assert count(world) == 0


def test_nothing_is_kept_of_a_form_in_which_nothing_was_typed(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)  # and with it a cycle
    mia = browser_of(world, "mia")
    page = mia.get(NEW).text
    untouched = {
        each["name"]: each.get("value", "")
        for each in Page(page).all("input")
        if "name" in each and ("checked" in each or each.get("type") in {None, "text", "hidden"})
    }
    chosen = r'<select[^>]*name="(\w+)"(?:(?!</select>).)*?value="([^"]*)" selected'
    untouched |= dict(re.findall(chosen, page, re.DOTALL))
    assert {"team", "owner", "cycle", "visibility"} <= set(untouched)
    assert mia.post(NEW, {**untouched, "title": "", "sheet": SHEET}).status_code == 422
    assert count(world) == 0


def test_a_sheet_can_be_thrown_away_and_is_then_told_to_be_gone(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)  # and with it a cycle
    mia = browser_of(world, "mia")
    mia.post(NEW, {"title": "Never mind", **KEEP})
    thrown = mia.post(NEW, {"sheet": SHEET, "sheet_act": "drop"}, follow=True)
    assert "What you had typed is thrown away." in thrown.text
    assert "Never mind" not in thrown.text
    assert "is not kept any more" in text(mia, f"{NEW}?sheet={SHEET}")


def test_an_edit_goes_on_at_the_version_it_began_with_so_that_nobody_is_overwritten(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, "First", active=False)
    edit = f"/o/freight/objectives/{draft.public_id}/edit"
    version = str(stored(world, draft).version)
    mine = typed(world, title="Mine", version=version)
    mia = browser_of(world, "mia")
    assert mia.post(edit, {**mine, **KEEP}).status_code == 204
    theirs = typed(world, title="Theirs", version=version)
    assert browser_of(world, "lena").post(edit, theirs).status_code == 302
    page = mia.get(f"{edit}?sheet={SHEET}").text
    assert ">Mine</textarea>" in page.replace("\n", "")
    assert mia.post(edit, {**mine, "sheet": SHEET}).status_code == 409
    assert stored(world, draft).title == "Theirs"


def test_a_key_result_goes_on_with_all_its_fields(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    new = f"/o/freight/objectives/{draft.public_id}/key-results/new"
    mia = browser_of(world, "mia")
    sent = {"title": "Fewer claims", "kind": "decrease", "baseline": "9,x", "accumulates": "on"}
    assert mia.post(new, {**sent, **KEEP}).status_code == 204
    page = mia.get(f"{new}?sheet={SHEET}").text
    assert ">Fewer claims</textarea>" in page.replace("\n", "")
    assert 'value="9,x"' in page  # even what could not be saved like that
    assert 'value="decrease" checked' in page
    assert "Go on" not in Page(page).text  # it is in hand


def test_nobody_is_offered_or_keeps_anything_where_they_may_not_write(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    edit = f"/o/freight/objectives/{draft.public_id}/edit"
    browser_of(world, "mia").post(edit, {"title": "Secret words", **KEEP})
    assert "Secret words" not in browser_of(world, "lena").get(edit).text
    assert "Secret words" not in browser_of(world, "lena").get(f"{edit}?sheet={SHEET}").text
    assert browser_of(world, "vic").post(edit, {"title": "Mine", **KEEP}).status_code == 403
    assert count(world) == 1


def test_what_was_typed_before_does_not_stand_above_what_is_to_be_mended(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    assert mia.post(NEW, {**typed(world, title="Claims are settl"), **KEEP}).status_code == 204
    again = browser_of(world, "mia")
    refused = again.post(NEW, typed(world, title=""))
    assert "Say what will be better." in refused.text
    assert "You typed something" not in refused.text
