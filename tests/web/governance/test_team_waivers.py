"""Waivers of teams on their pages: asked for by the lead, answered, seen on both pages."""

import pytest

from plumbline.domain.governance.choices import Tier
from tests.domain.governance.test_gate import adopt
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_cycle, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]


def test_a_lead_asks_a_champion_grants_and_it_stands_on_the_pages_of_practice_and_team(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world)
    practice = adopt(world, Tier.POLICY)
    own = f"/o/freight/governance/practices/{practice.public_id}"
    carl, lena, mia = (browser_of(world, who) for who in ("carl", "lena", "mia"))
    assert f'href="{own}/waive"' not in mia.get(own).text
    assert f'href="{own}/waive"' in lena.get(own).text
    offered = lena.get(f"{own}/waive").text
    assert "Claims" in offered
    assert world.teams["finance"].public_id not in offered
    sent = {"reason": "The source comes in May", "expires_on": "2026-03-09"}
    refused = lena.post(f"{own}/waive", sent)
    assert refused.status_code == 422
    assert 'id="id_team_error"' in refused.text
    made = lena.post(f"{own}/waive", {**sent, "team": world.teams["freight"].public_id})
    assert made.status_code == 302
    first = made["Location"]
    asked = lena.get(first).text
    assert "a champion or an admin." in asked
    assert 'name="withdraw"' in asked
    assert 'name="withdraw"' not in mia.get(first).text
    assert mia.post(first, {"withdraw": "1", "version": "1"}).status_code == 403
    assert lena.post(first, {"withdraw": "1", "version": "1"})["Location"] == first
    assert "Taken back" in lena.get(first).text
    assert f'href="{first}"' not in carl.get("/o/freight/my-week").text
    made = lena.post(f"{own}/waive", {**sent, "team": world.teams["freight"].public_id})
    waits = [browser.get("/o/freight/my-week").text for browser in (carl, mia)]
    waits += [browser.get("/o/freight/governance").text for browser in (carl, mia)]
    assert [f'href="{made["Location"]}"' in page for page in waits] == [True, False, True, False]
    answered = {"state": "granted", "answer": "Until May", "version": "1"}
    assert carl.post(made["Location"], answered).status_code == 302
    assert made["Location"] not in carl.get("/o/freight/my-week").text
    late = carl.post(made["Location"], {**answered, "state": "declined", "answer": "No longer"})
    assert late.status_code == 409
    assert "Carl answered meanwhile: granted." in late.text
    assert "No longer</textarea>" in late.text
    team = mia.get(f"/o/freight/teams/{world.teams['claims'].public_id}").text
    objective = make_objective(world)
    under_it = mia.get(f"/o/freight/objectives/{objective.public_id}").text
    for page in (mia.get(own).text, team, under_it):
        assert "Freight and all below" in page
        assert f'href="{made["Location"]}"' in page
    ended = {"state": "ended", "answer": "The source is there", "version": "2"}
    assert browser_of(world, "ada").post(made["Location"], ended).status_code == 302
    over = Page(mia.get(made["Location"]).text).text
    assert "Granted by Carl, on 2 March 2026" in over
    assert "The source is there (Ada)" in over
