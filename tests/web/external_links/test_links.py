"""External links on the page of what they belong to, and changing them."""

import pytest

from tests.web.conftest import BrowserOf
from tests.world import World
from tests.world_okrs import first_key_result, make_external_link, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def test_a_link_is_added_shown_with_its_host_and_removed(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    mia, vic = browser_of(world, "mia"), browser_of(world, "vic")
    for page in (
        f"/o/freight/objectives/{objective.public_id}",
        f"/o/freight/key-results/{first_key_result(world, objective).public_id}",
    ):
        assert f'href="{page}/external-links"' in mia.get(page).text
        assert "External links" not in vic.get(page).text
        link = {"title": "Board <b>", "address": "https://board.example/claims?a=1&b=2"}
        assert mia.post(f"{page}/external-links", link).status_code == 302
        shown = vic.get(page).text
        address = "https://board.example/claims?a=1&amp;b=2"
        assert f'<a href="{address}" rel="noopener noreferrer">Board &lt;b&gt;</a>' in shown
        assert '<span class="pl-secondary">board.example</span>' in shown
        assert f'href="{page}/external-links"' not in shown
        changing = mia.get(f"{page}/external-links").text
        assert "added by Mia, 2 March 2026" in changing
        url = changing.split('action="/o/freight/external-links/')[1].split('"')[0]
        assert mia.post(f"/o/freight/external-links/{url}")["Location"] == f"{page}/external-links"
        assert "removed by Mia, 2 March 2026" in mia.get(f"{page}/external-links").text
        assert "board.example" not in vic.get(page).text


def test_what_is_refused_stays_as_typed_with_the_reason_at_its_field(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    make_external_link(world, objective)
    page = f"/o/freight/objectives/{objective.public_id}/external-links"
    mia = browser_of(world, "mia")
    for address, reason in (
        ("javascript:alert(1)", "Give an address that begins with https:// or http://."),
        ("https://board.example/claims", "linked here already, as “Board of the claims desk”."),
    ):
        refused = mia.post(page, {"title": "Mine", "address": address})
        assert refused.status_code == 422
        assert reason in refused.text
        assert 'value="Mine"' in refused.text
