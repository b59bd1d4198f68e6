"""Changing what an objective says, handing it in, accepting it, throwing a draft away."""

import re

import pytest

from plumbline.domain.okrs.models import Objective, State, Visibility
from tests.web.conftest import BrowserOf
from tests.web.okrs.test_plan import typed
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_key_result, make_objective, stored

pytestmark = pytest.mark.usefixtures("clock")

EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


def url(objective: Objective, part: str) -> str:
    return f"/o/freight/objectives/{objective.public_id}/{part}"


def exists(world: World, objective: Objective) -> bool:
    with world.reading():
        return Objective.objects.filter(pk=objective.pk).exists()


def test_a_draft_is_edited_by_its_owner_and_whoever_leads(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    may = {
        who for who in EVERYBODY if browser_of(world, who).get(url(draft, "edit")).status_code < 400
    }
    assert may == {"ada", "carl", "lena", "mia"}
    offered = {
        who
        for who in EVERYBODY
        if url(draft, "edit") in browser_of(world, who).get(url(draft, "")[:-1]).text
    }
    assert offered == may


def test_everything_of_a_draft_can_be_changed(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, "Old words", active=False, style=None)
    page = browser_of(world, "mia").get(url(draft, "edit"))
    assert "Old words" in page.text
    sent = typed(world, title="New words", style="learning", visibility="team", version="1")
    sent["version"] = str(stored(world, draft).version)
    answer = browser_of(world, "mia").post(url(draft, "edit"), sent, follow=True)
    assert "Saved." in answer.text
    row = stored(world, draft)
    assert (row.title, row.style, row.visibility) == ("New words", "learning", Visibility.TEAM)
    assert row.tags == ["claims", "calm"]


def test_a_title_of_what_runs_changes_with_a_reason_that_its_history_keeps(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_objective(world)
    page = browser_of(world, "lena").get(url(running, "edit")).text
    assert 'name="title"' in page
    assert 'name="owner"' not in page
    sent = {
        "title": "New words",
        "version": str(running.version),
        "owner": world.person("max").public_id,
    }
    lena = browser_of(world, "lena")
    refused = lena.post(url(running, "edit"), sent)
    assert refused.status_code == 422
    assert 'id="id_reason_error"' in refused.text
    assert lena.post(url(running, "edit"), {**sent, "reason": "Clearer"}).status_code == 302
    row = stored(world, running)
    assert (row.title, row.owner) == ("New words", world.person("mia"))
    history = Page(lena.get(url(running, "").rstrip("/")).text).text
    assert running.title in history
    assert "Clearer" in history
    why = {"title": "New words", "why": "They call", "version": str(row.version)}
    assert lena.post(url(running, "edit"), why).status_code == 302, "else no reason is asked"
    assert stored(world, running).why == "They call"
    assert browser_of(world, "mia").get(url(running, "edit")).status_code == 403


def test_two_people_edit_and_neither_loses_work(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, "First words", active=False)
    version = str(stored(world, draft).version)
    mine = typed(world, title="Mine", version=version)
    theirs = typed(world, title="Theirs", why="Their reason", version=version)
    assert browser_of(world, "lena").post(url(draft, "edit"), theirs).status_code == 302
    answer = browser_of(world, "mia").post(url(draft, "edit"), mine)
    assert answer.status_code == 409
    text = Page(answer.text).text
    assert "Somebody changed this meanwhile." in text
    assert "Now it says: Theirs" in text
    assert "Now it says: Their reason" in text
    assert ">Mine</textarea>" in answer.text.replace("\n", "")
    assert stored(world, draft).title == "Theirs"
    again = {**mine, "version": str(stored(world, draft).version)}
    assert f'value="{again["version"]}"' in answer.text
    assert browser_of(world, "mia").post(url(draft, "edit"), again).status_code == 302
    assert stored(world, draft).title == "Mine"


def test_a_place_that_one_may_not_write_in_is_refused_at_the_team(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False, owner=world.person("max"))
    sent = typed(world, team=world.teams["finance"].public_id, version="2")
    sent["version"] = str(stored(world, draft).version)
    answer = browser_of(world, "lena").post(url(draft, "edit"), sent)
    assert answer.status_code == 422
    assert "You cannot write one there." in answer.text


def test_a_draft_is_handed_in_and_a_proposal_accepted(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    proposal = make_objective(world, "Proposal", active=False, proposed=True)
    mia, lena = browser_of(world, "mia"), browser_of(world, "lena")
    assert "Hand in for review" in mia.get(url(draft, "")[:-1]).text
    assert "Accept" not in mia.get(url(proposal, "")[:-1]).text
    sent = {"version": str(stored(world, draft).version)}
    assert "It is in review." in mia.post(url(draft, "submit"), sent, follow=True).text
    assert stored(world, draft).state == State.IN_REVIEW
    sent = {"version": str(stored(world, proposal).version)}
    assert mia.post(url(proposal, "accept"), sent).status_code == 403
    assert lena.post(url(proposal, "accept"), sent).status_code == 302
    assert stored(world, proposal).state == State.DRAFT


def test_an_older_page_moves_nothing(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    answer = browser_of(world, "mia").post(url(draft, "submit"), {"version": "99"})
    assert answer.status_code == 409
    assert "Somebody changed it meanwhile." in answer.text
    assert stored(world, draft).state == State.DRAFT


def test_a_draft_is_deleted_once_that_is_confirmed(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, "Short life", active=False)
    mia = browser_of(world, "mia")
    assert "Delete this draft?" in mia.get(url(draft, "delete")).text
    assert mia.post(url(draft, "delete"), {"version": "99"}).status_code == 409
    assert exists(world, draft)
    version = str(stored(world, draft).version)
    answer = mia.post(url(draft, "delete"), {"version": version}, follow=True)
    assert "“Short life” is deleted." in answer.text
    assert not exists(world, draft)
    undo = re.search(r'action="(/o/freight/bulk/\w+\?step=undo)"', answer.text)
    assert undo
    mia.post(undo.group(1))
    assert exists(world, draft)


def test_what_runs_is_not_deleted(world: World, browser_of: BrowserOf) -> None:
    running = make_objective(world)
    for who in ("lena", "mia", "ada"):
        sent = {"version": str(running.version)}
        assert browser_of(world, who).post(url(running, "delete"), sent).status_code == 403
    assert exists(world, running)


def test_a_private_draft_does_not_exist_for_others(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, visibility=Visibility.PRIVATE)
    for who in ("lena", "carl", "vic", "dee"):
        for part in ("edit", "delete"):
            assert browser_of(world, who).get(url(draft, part)).status_code == 404


def test_an_owner_who_left_stays_until_another_one_is_chosen(
    world: World, browser_of: BrowserOf
) -> None:
    gone = world.make_person("Gone")
    draft = make_objective(world, active=False, key_results=0, owner=gone)
    row = make_key_result(world, draft, owner=gone)
    with world.writing():
        gone.active = False
        gone.save(update_fields=["active"])
    lena = browser_of(world, "lena")
    chosen = f'<option value="{gone.public_id}" selected>Gone</option>'
    for page in (url(draft, "edit"), f"/o/freight/key-results/{row.public_id}/edit"):
        assert chosen in lena.get(page).text
    assert f'value="{gone.public_id}"' not in lena.get("/o/freight/plan/new").text
