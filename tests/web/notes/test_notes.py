"""One's own note on the page of what it is about."""

import pytest

from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import first_key_result, make_note, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def test_a_note_is_written_where_it_stands_and_shows_to_nobody_else(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    mia, ada = browser_of(world, "mia"), browser_of(world, "ada")
    for page in (
        f"/o/freight/objectives/{objective.public_id}",
        f"/o/freight/key-results/{first_key_result(world, objective).public_id}",
    ):
        assert f'action="{page}/note"' in mia.get(page).text
        kept = mia.post(f"{page}/note", {"version": "0", "text": "Ask the <b>depots</b>"})
        assert kept["Location"] == f"{page}#your_notes"
        assert "Ask the &lt;b&gt;depots&lt;/b&gt;" in mia.get(page).text
        assert "depots" not in ada.get(page).text
        assert "Your notes" not in mia.get(f"{page}?as_of=2026-03-01").text
        gone = mia.post(f"{page}/note", {"version": "1", "text": ""}, follow=True)
        assert "You have no note here now." in gone.text


def test_a_second_tab_is_shown_what_stands_and_loses_nothing(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    make_note(world, objective, "From the first tab")
    page = f"/o/freight/objectives/{objective.public_id}/note"
    mia = browser_of(world, "mia")
    stale = mia.post(page, {"version": "0", "text": "From the second tab"})
    assert stale.status_code == 409
    assert "Now it says: From the first tab" in stale.text
    assert "From the second tab</textarea>" in stale.text
    assert 'name="version" value="1"' in stale.text
    assert mia.post(page, {"version": "1", "text": "Both"}).status_code == 302
