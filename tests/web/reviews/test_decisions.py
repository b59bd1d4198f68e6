"""Decisions of a weekly review on its page, its wall and in the week of who sees to them."""

import re

import pytest

from plumbline.domain.orgs.services.teams import team_archive
from plumbline.domain.reviews.models import ReviewDecision
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_objective

pytestmark = pytest.mark.usefixtures("clock")


def url(world: World, part: str = "") -> str:
    return f"/o/freight/teams/{world.teams['claims'].public_id}/review{part}"


def test_a_decision_is_written_down_on_the_wall_and_shown_to_who_sees_to_it(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    mia, dee = browser_of(world, "mia"), browser_of(world, "dee")
    typed = {"text": "Ask the depots", "owner": world.person("dee").public_id, "back": "present"}
    answer = mia.post(url(world, "/decisions"), {**typed, "due_on": "2026-03-06"})
    assert answer.headers["Location"] == url(world, "/present") + "#decisions"
    for part in ("", "/present", "/decisions"):
        text = Page(mia.get(url(world, part)).text).text
        assert re.search("Ask the depots ?Dee · by Friday 6 March", text), part
    week = dee.get("/o/freight/my-week").text
    assert "review of Claims" in week
    change = re.search(r'href="([^"]+back=week)"', week)
    assert change is not None
    assert 'href="/o/freight/my-week#this_week">Not now' in dee.get(change[1]).text
    with world.reading():
        row = ReviewDecision.objects.get()
    done = dee.post(url(world, f"/decisions/{row.public_id}/done"), {"back": "week"})
    assert done.headers["Location"] == "/o/freight/my-week#this_week"
    after = dee.get("/o/freight/my-week").text
    assert "Seen to: “Ask the depots”" in after
    assert f"/decisions/{row.public_id}/reopen?back=week" in after
    assert "review of Claims" not in after
    assert "Done: Ask the depots" in Page(mia.get(url(world)).text).text


def test_changing_a_decision_leads_back_to_where_it_was_opened(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    mia = browser_of(world, "mia")
    mia.post(url(world, "/decisions"), {"text": "Ask the depots"})
    with world.reading():
        row = ReviewDecision.objects.get()
    page = url(world, f"/decisions/{row.public_id}")
    for back, where in (
        ("week", "/o/freight/my-week#this_week"),
        ("all", url(world, "/decisions")),
        ("present", url(world, "/present") + "#decisions"),
        ("nowhere", url(world) + "#decisions"),
    ):
        shown = mia.get(f"{page}?back={back}").text
        assert re.search(f'href="{re.escape(where)}">Not now', shown), back
    refused = mia.post(f"{page}?back=week", {"text": "", "version": "0", "back": "week"})
    assert 'href="/o/freight/my-week#this_week">Not now' in refused.text
    for part in ("/decisions", f"/decisions/{row.public_id}"):
        assert f'href="{url(world)}" aria-current="page"' in mia.get(url(world, part)).text, part


def test_a_removed_decision_is_said_where_one_lands(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    mia = browser_of(world, "mia")
    mia.post(url(world, "/decisions"), {"text": "Ask the depots"})
    with world.reading():
        row = ReviewDecision.objects.get()
    sent = {"version": str(row.version), "back": "week"}
    answer = mia.post(url(world, f"/decisions/{row.public_id}/remove"), sent)
    assert answer.headers["Location"] == "/o/freight/my-week", "not below the words"
    said = mia.get("/o/freight/my-week").text
    assert "Removed: “Ask the depots”" in said
    undo = re.search(r'action="([^"]+/put-back\?back=week)"', said)
    assert undo is not None, "what is removed offers Undo"
    back = mia.post(undo[1])
    assert back.headers["Location"] == "/o/freight/my-week#this_week"
    assert "Ask the depots" in Page(mia.get(url(world)).text).text


def test_an_experiment_is_begun_told_of_and_ended_in_the_review(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    mia, dee = browser_of(world, "mia"), browser_of(world, "dee")
    typed = {"kind": "experiment", "text": "Text the driver", "due_on": "2026-03-06"}
    answer = mia.post(
        url(world, "/decisions"),
        {**typed, "owner": world.person("dee").public_id, "back": "review"},
    )
    assert answer.headers["Location"] == url(world) + "#experiments"
    assert "Text the driver Dee · result by Friday 6 March" in Page(mia.get(url(world)).text).text
    with world.reading():
        row = ReviewDecision.objects.get()
    one = url(world, f"/decisions/{row.public_id}")
    assert 'name="outcome"' in mia.get(one).text
    told = {"text": row.text, "version": "1", "outcome": "Nine of fourteen", "back": "review"}
    assert dee.post(one, told).status_code == 302, "whoever sees to it says what came of it"
    assert "Text the driver Nine of fourteen" in Page(mia.get(url(world, "/present")).text).text
    mia.post(f"{one}/done", {"back": "review"})
    after = mia.get(url(world))
    assert "Ended: “Text the driver”" in after.text
    text = Page(after.text).text
    assert "Ended: Text the driver" in text
    assert "It goes on" in text


def test_what_is_tried_says_its_own_mistakes(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    typed = {"kind": "experiment", "text": "", "back": "review"}
    answer = browser_of(world, "mia").post(url(world, "/decisions"), typed)
    assert answer.status_code == 422
    text = Page(answer.text).text
    assert "Say what is tried." in text
    assert "We try to" in text


def test_what_is_in_the_way_is_added_to_what_one_answered(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    mia = browser_of(world, "mia")
    for text in ("Two depots without a scanner", "The contract with billing"):
        answer = mia.post(url(world, "/blockers"), {"text": text})
        assert answer.headers["Location"] == url(world) + "#blockers"
    said = Page(mia.get(url(world)).text).text
    assert "Two depots without a scanner The contract with billing Mia" in said
    refused = mia.post(url(world, "/blockers"), {"text": "  "})
    assert refused.status_code == 422
    assert "Say what is in the way." in Page(refused.text).text
    too_much = mia.post(url(world, "/blockers"), {"text": "x" * 501})
    assert too_much.status_code == 422
    assert browser_of(world, "max").post(url(world, "/blockers"), {"text": "x"}).status_code == 403


def test_an_archived_team_is_offered_no_field(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    with world.reading():
        claims = world.teams["claims"]
        team_archive(actor=world.viewer("ada"), team=claims, expected=claims.version, at=AT)
    mia = browser_of(world, "mia")
    assert "Write it down" not in mia.get(url(world)).text
    answer = mia.post(url(world, "/decisions"), {"text": "Ask the depots"})
    assert answer.status_code == 422
    assert "it meets no more" in Page(answer.text).text


def test_all_mistakes_of_a_decision_are_said_and_what_was_typed_stays(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    mia = browser_of(world, "mia")
    answer = mia.post(url(world, "/decisions"), {"text": "", "due_on": "2026-02-01"})
    assert answer.status_code == 422
    text = Page(answer.text).text
    assert "Say what was decided." in text
    assert "That day is over: the review was in the week of" in text
    assert 'value="2026-02-01"' in answer.text


def test_who_only_reads_is_offered_nothing_and_a_past_day_neither(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    offered = browser_of(world, "mia").get(url(world)).text
    assert "Write it down" in offered
    assert "Everybody here can read it" in offered
    assert "Write it down" not in browser_of(world, "vic").get(url(world)).text
    past = browser_of(world, "mia").get(url(world) + "?as_of=2026-02-27").text
    assert "Write it down" not in past


def test_a_plan_of_the_week_says_what_it_serves_and_is_ticked_off(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    mia = browser_of(world, "mia")
    week, plan = "/o/freight/my-week", "/o/freight/my-week/plan"
    assert "Plan the week" in mia.get(week).text
    fields = {"version": "0", "intention": "Find out why", "text_1": "Call six", "text_2": "Taxes"}
    mia.post(plan, {**fields, "serves_1": result.public_id})
    text = Page(mia.get(week).text).text
    assert re.search(f"1 ?Call six serves {re.escape(result.title)}", text)
    assert "Taxes serves no key result" in text
    mia.post(f"{plan}/done", {"place": "2", "text": "Taxes", "done": "1"})
    assert re.search("Done: ?Taxes", Page(mia.get(week).text).text)
    stale = mia.post(plan, fields)
    assert stale.status_code == 409
    assert "You changed this in another window meanwhile." in stale.text
    assert "Plan the week" not in browser_of(world, "vic").get(week).text
