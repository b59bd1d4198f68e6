"""Attestations on their pages: asked by the champion, found in the week, answered, seen by team."""

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from tests.domain.governance.test_gate import adopt
from tests.web.conftest import BrowserOf
from tests.world import World

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

HOME = "/o/freight/governance"


def test_a_practice_that_nothing_checks_says_so_and_offers_to_ask(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.GUIDELINE)
    with world.writing():
        Practice.objects.update(bindings=[], gates=[])
    own = f"{HOME}/practices/{practice.public_id}"
    carl = browser_of(world, "carl")
    look = carl.get(f"{own}/move?to=policy").text
    assert "No rule checks this" in look
    assert f'href="{own}/attesting"' in look
    assert "blocks until it is met" not in look
    sent = {"reason": "It proved", "effective_on": "2026-03-02", "version": "1"}
    assert carl.post(f"{own}/move?to=policy", sent).status_code == 302
    assert "nobody is asked to attest it, so it blocks and warns of nothing" in carl.get(own).text
    assert "nothing checks it" in carl.get(HOME).text
    asked = {"audience": "everyone", "rhythm": "words", "version": "0"}
    assert carl.post(f"{own}/attesting", asked).status_code == 302
    assert "blocks and warns of nothing: people attest it" in carl.get(own).text
    listed = carl.get(HOME).text
    assert "people attest it" in listed
    assert "nothing checks it" not in listed


def test_a_champion_asks_a_member_answers_from_their_week_and_the_lead_sees_it(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY)
    own = f"{HOME}/practices/{practice.public_id}"
    carl, mia, lena = (browser_of(world, who) for who in ("carl", "mia", "lena"))
    assert "Nobody asks you to attest anything." in mia.get(f"{HOME}/attestations").text
    sent = {"audience": "team", "rhythm": "words", "version": "0"}
    refused = carl.post(f"{own}/attesting", sent)
    assert refused.status_code == 422
    assert 'id="id_team_error"' in refused.text
    assert refused.text.count("Choose a team.") == 1
    sent["team"] = world.teams["claims"].public_id
    assert carl.post(f"{own}/attesting", sent).status_code == 302
    assert f'href="{own}/attest"' in mia.get("/o/freight/my-week").text
    assert ">Asked</span>" in mia.get(f"{HOME}/attestations").text
    answer = {"answer": "not_yet", "note": "", "version": "1"}
    refused = mia.post(f"{own}/attest", answer)
    assert refused.status_code == 422
    assert 'id="id_note_error"' in refused.text
    assert mia.post(f"{own}/attest", {**answer, "note": "In May"}).status_code == 302
    seen = lena.get(f"{own}/attestations").text
    assert "In May" in seen
    assert "It is due by 16 March 2026." in seen
    assert "Who has not is reminded" in seen
    assert ">Not yet</span>" in seen
    assert ">Not yet</span>" in mia.get(f"{HOME}/attestations").text
    assert mia.post(f"{own}/attest", {**answer, "answer": "attested"}).status_code == 302
    assert f'href="{own}/attest"' not in mia.get("/o/freight/my-week").text
    people = lena.get(f"{own}/attestations?answer=attested").text
    assert world.person("mia").name in people
    assert "By team" in people
    assert "You are not asked" in carl.get(f"{own}/attest").text
    told = mia.get(f"{own}/attestations").text
    assert "You attested it on 2 March 2026." in told
    assert world.person("lena").name not in told
    none = browser_of(world, "vic").get(f"{own}/attestations").text
    assert "You are not asked to attest this practice." in none
    assert "0 of 0" not in none


def test_the_ladder_says_who_has_not_attested_and_a_champion_reminds_them_once_a_day(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY)
    own = f"{HOME}/practices/{practice.public_id}"
    carl = browser_of(world, "carl")
    assert "Not yet attested" not in carl.get(HOME).text
    asked = {"audience": "team", "rhythm": "words", "version": "0"}
    asked["team"] = world.teams["claims"].public_id
    carl.post(f"{own}/attesting", asked)
    shown = carl.get(HOME).text
    assert "Not yet attested" in shown
    assert f'action="{own}/remind"' in shown
    lead = browser_of(world, "lena").get(HOME).text
    assert "Not yet attested" in lead
    assert "Remind them" not in lead
    assert "Not yet attested" not in browser_of(world, "vic").get(HOME).text
    back = carl.post(f"{own}/remind", {"back": HOME})
    assert back["Location"] == HOME
    after = carl.get(HOME).text
    assert "Reminded, in the inbox and by mail" in after
    assert "Reminded today" in after
    assert f'action="{own}/remind"' not in after
    abroad = carl.post(f"{own}/remind", {"back": "https://elsewhere.example"})
    assert abroad["Location"] == f"{own}/attestations"
    assert (
        "They were reminded today. Remind them again tomorrow." in carl.get(abroad["Location"]).text
    )
