"""Plan: the list of drafts, and writing or proposing an objective."""

from datetime import date

import pytest

from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.okrs.models import Alignment, Objective, State, Style, Visibility
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import (
    activate,
    make_cycle,
    make_key_result,
    make_next_cycle,
    make_objective,
    metric,
)

pytestmark = pytest.mark.usefixtures("clock")

PLAN = "/o/freight/plan"
NEW = "/o/freight/plan/new"
TITLE = "Claims are settled before anybody calls"


def typed(world: World, **further: str) -> dict[str, str]:
    """Return what mia types for claims, changed as told."""
    return {
        "title": TITLE,
        "why": "They leave over claims",
        "tags": "claims, calm",
        "cycle": make_cycle(world).public_id,
        "team": world.teams["claims"].public_id,
        "owner": world.person("mia").public_id,
        "style": "committed",
        "visibility": "organization",
        "parent": "",
        **further,
    }


def only_objective(world: World) -> Objective:
    with world.reading():
        row: Objective = Objective.objects.select_related("owner", "team", "cycle").get()
        return row


def count(world: World) -> int:
    with world.reading():
        found: int = Objective.objects.count()
        return found


def test_without_drafts_it_leads_to_the_first_one(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    for who, said in (
        ("lena", "No drafts. Write one or bring a document."),
        ("mia", "No drafts yet."),
        ("vic", "No drafts in this cycle"),
    ):
        answer = browser_of(world, who).get(PLAN)
        assert said in answer.text, who
        assert (NEW in answer.text) == (who != "vic")


def test_before_any_cycle_it_says_so(world: World, browser_of: BrowserOf) -> None:
    assert browser_of(world, "lena").get(PLAN).status_code == 200
    assert browser_of(world, "lena").get(NEW).status_code == 302


def test_each_draft_says_what_it_lacks(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Bare", active=False, style=None, key_results=0)
    unmeasured = make_objective(world, "Unmeasured", active=False, key_results=0)
    make_key_result(world, unmeasured, metric=metric(target=None))
    make_objective(world, "Complete", active=False)
    make_objective(world, "Running")
    text = Page(browser_of(world, "vic").get(PLAN).text).text
    assert "3 objectives are being written" in text
    assert "Lacks a style, key results" in text
    assert "Lacks the measure of 1 key result" in text
    assert "Nothing is missing" in text
    assert "Running" not in text


def test_it_opens_on_the_cycle_that_is_being_planned_unless_one_is_asked_for(
    world: World, browser_of: BrowserOf
) -> None:
    running = make_cycle(world)
    start, end = date(2026, 4, 2), date(2026, 6, 30)
    coming = make_cycle(world, "2026-Q2", start=start, end=end, phase=CyclePhase.PLANNING)
    browser = browser_of(world, "lena")
    assert "2026-Q1, 1 January" in browser.get(PLAN).text, "more than a third is left"
    hidden = Visibility.PRIVATE
    make_objective(world, "Secret", cycle=coming, active=False, visibility=hidden)
    assert "2026-Q1, 1 January" in browser.get(PLAN).text, "what is hidden changes nothing"
    make_objective(world, "Early", cycle=coming, active=False)
    assert "2026-Q2, 2 April" in browser.get(PLAN).text
    assert f'value="{coming.public_id}" selected' in browser.get(NEW).text
    asked = {"cycle": running.public_id}
    assert "2026-Q1, 1 January" in browser.get(PLAN, asked).text
    assert f'value="{running.public_id}" selected' in browser.get(NEW, asked).text


@pytest.mark.parametrize("lacking", [True, False])
def test_nothing_is_missing_exactly_where_activation_asks_for_nothing(
    world: World, browser_of: BrowserOf, lacking: bool
) -> None:
    draft = make_objective(world, active=False, key_results=0)
    make_key_result(world, draft, metric=metric(baseline=None if lacking else "0"))
    said = "Nothing is missing" in browser_of(world, "vic").get(PLAN).text
    assert said is not lacking
    if not lacking:
        activate(world, draft)


def test_drafts_that_are_private_are_in_no_list_and_no_count(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Secret merger", active=False, visibility=Visibility.PRIVATE)
    assert "1 objective is being written" in browser_of(world, "mia").get(PLAN).text
    for who in ("lena", "carl", "vic"):
        text = browser_of(world, who).get(PLAN).text
        assert "Secret merger" not in text
        assert "Nothing is being written" in text


def test_whoever_writes_for_teams_sees_which_have_not_started(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, active=False)
    lead = Page(browser_of(world, "lena").get(PLAN).text).text
    assert "Not started yet Freight" in " ".join(lead.split())
    champion = browser_of(world, "carl").get(PLAN).text
    assert f"team={world.teams['finance'].public_id}" in champion
    assert f"team={world.teams['claims'].public_id}" not in champion
    assert "Not started yet" not in browser_of(world, "mia").get(PLAN).text


def test_a_lead_writes_a_draft_and_comes_to_its_page(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "lena")
    answer = browser.post(NEW, typed(world), follow=True)
    assert answer.status_code == 200
    assert "The draft is written." in answer.text
    row = only_objective(world)
    assert (row.title, row.why, row.tags) == (TITLE, "They leave over claims", ["claims", "calm"])
    assert (row.state, row.style, row.owner, row.team) == (
        State.DRAFT,
        Style.COMMITTED,
        world.person("mia"),
        world.teams["claims"],
    )


def test_a_member_proposes_and_is_told_so(world: World, browser_of: BrowserOf) -> None:
    answer = browser_of(world, "mia").post(NEW, typed(world), follow=True)
    assert "It is proposed to the lead of the team." in answer.text
    assert only_objective(world).state == State.PROPOSED


def test_a_member_writes_a_personal_draft(world: World, browser_of: BrowserOf) -> None:
    browser_of(world, "mia").post(NEW, typed(world, team="personal", visibility="private"))
    row = only_objective(world)
    assert (row.state, row.is_personal, row.team, row.visibility) == (
        State.DRAFT,
        True,
        None,
        Visibility.PRIVATE,
    )


def test_a_draft_supports_what_was_chosen(world: World, browser_of: BrowserOf) -> None:
    above = make_objective(world, "Above", team=world.teams["freight"])
    browser = browser_of(world, "lena")
    assert "Above (2026-Q1)" in browser.get(NEW).text
    browser.post(NEW, typed(world, parent=above.public_id))
    with world.reading():
        assert Alignment.objects.get().parent_objective == above


def test_what_cannot_be_seen_is_not_offered_above(world: World, browser_of: BrowserOf) -> None:
    secret = make_objective(world, "Secret merger", visibility=Visibility.PRIVATE)
    browser = browser_of(world, "lena")
    assert "Secret merger" not in browser.get(NEW).text
    answer = browser.post(NEW, typed(world, parent=secret.public_id))
    assert answer.status_code == 422
    assert count(world) == 1


def test_nothing_typed_is_lost_where_something_is_missing(
    world: World, browser_of: BrowserOf
) -> None:
    answer = browser_of(world, "lena").post(NEW, typed(world, title=" "))
    assert answer.status_code == 422
    assert "Say what will be better." in answer.text
    assert "They leave over claims" in answer.text
    assert count(world) == 0


def test_a_place_that_is_not_ones_own_is_refused_at_the_team(
    world: World, browser_of: BrowserOf
) -> None:
    elsewhere = typed(world, team=world.teams["finance"].public_id, visibility="team")
    answer = browser_of(world, "mia").post(NEW, elsewhere)
    assert answer.status_code == 422
    assert "You cannot write one there." in answer.text
    assert count(world) == 0


def test_the_companys_own_are_open_to_everybody(world: World, browser_of: BrowserOf) -> None:
    hidden = typed(world, team=world.company.public_id, visibility="team")
    answer = browser_of(world, "ada").post(NEW, hidden)
    assert answer.status_code == 422
    assert "seen by everyone in it" in answer.text


def test_who_only_reads_writes_nothing(world: World, browser_of: BrowserOf) -> None:
    cycle = typed(world)
    for who in ("vic", "aud", "fin"):
        browser = browser_of(world, who)
        assert browser.get(NEW).status_code == 403
        assert browser.post(NEW, cycle).status_code == 403
    assert count(world) == 0


def test_a_closed_cycle_is_not_chosen_beforehand(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world, phase=CyclePhase.CLOSED)
    ahead = make_next_cycle(world)
    page = browser_of(world, "mia").get(NEW).text
    assert f'value="{ahead.public_id}" selected' in page


def test_a_stranger_finds_nothing(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    for url in (PLAN, NEW):
        assert browser_of(stranger_world, "sam").get(url).status_code == 404
