"""The page of an objective, its calculation, and letting it begin."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.services.adjustments import key_result_adjust
from plumbline.domain.okrs.values import MetricValues, key_result_values
from tests.domain.governance import test_waivers as waivers
from tests.domain.governance.test_gate import adopt, draft
from tests.web.conftest import BrowserOf, without_tokens
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    stored,
)

HTMX = {"HX-Request": "true"}
EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")

pytestmark = pytest.mark.usefixtures("clock")


def url(objective: Objective, part: str = "") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def test_an_open_objective_is_seen_by_all_and_by_no_stranger(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    for part in ("", "/explanation"):
        for who in EVERYBODY:
            assert browser_of(world, who).get(url(objective, part)).status_code == 200, who
        assert browser_of(stranger_world, "sam").get(url(objective, part)).status_code == 404
        elsewhere = url(objective, part).replace("freight", "stranger", 1)
        assert browser_of(stranger_world, "sam").get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        (Visibility.PRIVATE, {"mia", "max"}),
        (Visibility.TEAM, {"mia", "max", "lena", "ada", "carl"}),
    ],
)
def test_a_restricted_objective_does_not_exist_for_others(
    world: World, browser_of: BrowserOf, visibility: Visibility, seen_by: set[str]
) -> None:
    objective = make_objective(world, visibility=visibility)
    for who in EVERYBODY:
        for part in ("", "/explanation"):
            status = browser_of(world, who).get(url(objective, part)).status_code
            assert status == (200 if who in seen_by else 404), (who, part)
    assert "pl-icon" in browser_of(world, "mia").get(url(objective)).text
    assert "Seen by" in browser_of(world, "mia").get(url(objective)).text


def test_it_says_state_style_rank_why_and_who_sees_it(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, why="They leave over claims")
    text = Page(browser_of(world, "vic").get(url(objective)).text).text
    for words in (
        "Active",
        "Committed",
        "Claims · 2026-Q1",
        "Why: They leave over claims",
        "Everyone at Example Freight sees it",
        "Mia",
        "1 key result, none with data yet.",
    ):
        assert words in text, words


def test_guardrails_stand_apart_without_a_progress_bar(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, active=False)
    guard = make_key_result(
        world, objective, "Claims reopened", metric=limit("3"), is_guardrail=True
    )
    activate(world, objective)
    make_check_in(world, guard, "2.4")
    page = Page(browser_of(world, "vic").get(url(objective)).text)
    assert "2.4, at most 3" in page.text
    assert "Holds" in page.text
    assert "adds nothing to progress" in page.text
    # One bar for the objective, one for the key result, none for the guardrail.
    assert len(page.all("svg", "pl-progress")) == 2


def test_progress_explains_itself_in_place_and_on_a_page(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, key_results=2)
    make_check_in(world, first_key_result(world, objective), "50")
    browser = browser_of(world, "vic")
    assert url(objective, "/explanation") in browser.get(url(objective)).text
    page, part = (
        browser.get(url(objective, "/explanation"), headers=headers) for headers in ({}, HTMX)
    )
    for answer in (page, part):
        assert "25\u202f%" in answer.text
        assert "sum of weights" in answer.text
        assert "(50 − 0) ÷ (100 − 0)" in answer.text
        figures = re.findall(r'<span class="pl-num">([^<]*)</span>', answer.text)
        assert figures == ["25\u202f%", "50\u202f%", "50\u202f%", "0\u202f%", "0\u202f%"]
    assert "<title>" in page.text
    assert "<title>" not in part.text


def test_what_contributes_leads_on_to_its_own_calculation(
    world: World, browser_of: BrowserOf
) -> None:
    parent = make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    counted = make_objective(world, "Counted")
    make_link(world, counted, parent, weight="2")
    secret = make_objective(world, "Secret merger", visibility=Visibility.PRIVATE)
    page = browser_of(world, "vic").get(url(parent, "/explanation"))
    assert f'<a href="{url(counted, "/explanation")}">Explain' in page.text
    assert secret.public_id not in page.text


def test_links_say_what_adds_to_progress_and_hide_what_is_private(
    world: World, browser_of: BrowserOf
) -> None:
    parent = make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    counted = make_objective(world, "Counted")
    supporting = make_objective(world, "Supporting")
    make_link(world, counted, parent, weight="2")
    make_link(world, supporting, parent)
    browser = browser_of(world, "fin")
    before = without_tokens(browser.get(url(parent)).text)
    text = Page(before).text
    assert "contributes with weight 2" in text
    assert "supports, adds nothing" in text
    assert "1 objective below counts in its progress." in text
    secret = make_objective(world, "Secret merger", visibility=Visibility.PRIVATE)
    make_link(world, secret, parent)
    assert without_tokens(browser.get(url(parent)).text) == before
    assert "Secret merger" in browser_of(world, "mia").get(url(parent)).text


def test_adjustments_are_told_with_old_new_reason_and_author(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    values = key_result_values(key_result)
    values = replace(values, metric=replace(values.metric, target=Decimal(80)))
    with world.reading():
        key_result_adjust(
            actor=world.viewer("lena"),
            key_result=key_result,
            values=values,
            reason="The law changed",
            effective_on=AT.date(),
            expected=key_result.version,
            at=AT,
        )
    for path in (url(objective), f"/o/freight/key-results/{key_result.public_id}"):
        text = Page(browser_of(world, "vic").get(path).text).text
        assert "target 100 → 80" in text, path
        assert "“The law changed” Lena" in text, path


def test_the_past_shows_the_numbers_of_that_day(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world)
    later = AT + timedelta(days=7)
    clock(later)
    make_check_in(world, first_key_result(world, objective), "75", on=later.date(), at=later)
    browser = browser_of(world, "mia")
    assert "75\u202f%" in browser.get(url(objective)).text
    then = browser.get(url(objective), {"as_of": "2026-03-03"})
    assert "75\u202f%" not in then.text
    assert "no data" in then.text
    assert "As of 3 March 2026" in then.text
    assert browser.get(url(objective), {"as_of": "2026-02-01"}).status_code == 404


def test_only_who_may_activate_is_offered_it(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    running = make_objective(world, "Running")
    offered = {
        who
        for who in EVERYBODY
        if url(draft, "/activate") in browser_of(world, who).get(url(draft)).text
    }
    assert offered == {"ada", "carl", "lena"}
    for who in EVERYBODY:
        data = {"version": str(stored(world, draft).version)}
        if who not in offered:
            answer = browser_of(world, who).post(url(draft, "/activate"), data)
            assert answer.status_code == 403, who
            assert stored(world, draft).state == State.DRAFT
    assert "/activate" not in browser_of(world, "lena").get(url(running)).text


def test_activating_begins_it_and_a_second_time_is_refused(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    browser = browser_of(world, "lena")
    data = {"version": str(stored(world, draft).version)}
    assert browser.get(url(draft, "/activate")).status_code == 405
    opened = browser.get(url(draft, "/activate"), headers={"Accept": "text/html,*/*"})
    assert (opened.status_code, opened["Location"]) == (303, url(draft))
    answer = browser.post(url(draft, "/activate"), data)
    assert (answer.status_code, answer["Location"]) == (302, url(draft))
    assert stored(world, draft).state == State.ACTIVE
    assert browser.post(url(draft, "/activate"), data).status_code == 403


def test_what_is_missing_is_listed_and_nothing_begins(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False, key_results=0, style=None)
    answer = browser_of(world, "lena").post(
        url(draft, "/activate"), {"version": str(stored(world, draft).version)}
    )
    assert answer.status_code == 422
    # Whoever loads this page again reads it, and does not activate it anew.
    assert f'data-address="{url(draft)}"' in answer.text
    text = Page(answer.text).text
    assert "Not active yet. This is missing:" in text
    assert "Write at least one key result" in text
    for led in (url(draft, "/key-results/new"), url(draft, "/edit#id_style")):
        assert f'<li><a href="{led}">' in answer.text
    assert 'btn-primary" href="' + url(draft, "/key-results/new") in answer.text
    assert "committed, aspirational or learning" in text
    assert stored(world, draft).state == State.DRAFT


def test_what_a_key_result_lacks_names_it_and_the_way_to_supply_it(
    world: World, browser_of: BrowserOf
) -> None:
    draft = make_objective(world, active=False)
    make_key_result(world, draft, "Launch the board", metric=MetricValues())
    answer = browser_of(world, "lena").post(
        url(draft, "/activate"), {"version": str(stored(world, draft).version)}
    )
    assert "“Launch the board”: Say how the metric is to move" in Page(answer.text).text
    key_result = next(each for each in key_results_of(world, draft) if "board" in each.title)
    assert f'<li><a href="/o/freight/key-results/{key_result.public_id}/edit">' in answer.text
    assert "Edit the objective and its key results here" in answer.text


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "９", "9" * 30])
def test_an_old_version_begins_nothing(world: World, browser_of: BrowserOf, version: str) -> None:
    draft = make_objective(world, active=False)
    answer = browser_of(world, "lena").post(url(draft, "/activate"), {"version": version})
    assert answer.status_code == 409
    assert "Somebody changed it meanwhile" in answer.text
    assert stored(world, draft).state == State.DRAFT


def test_queries_do_not_grow_with_key_results_and_links(
    world: World, browser_of: BrowserOf
) -> None:
    few, many = make_objective(world, "Few"), make_objective(world, "Many", key_results=30)
    for key_result in (first_key_result(world, few), first_key_result(world, many)):
        make_check_in(world, key_result, "5")
    for number, parent in ((1, few), (9, many)):
        for child in range(number):
            make_link(world, make_objective(world, f"{parent.title} {child}"), parent)
    browser = browser_of(world, "vic")
    browser.get(url(few))  # the first visit of a session costs more
    counts = []
    for objective in (few, many):
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(objective))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 34


def test_what_practices_make_of_a_draft_costs_its_page_few_queries(
    world: World, browser_of: BrowserOf
) -> None:
    """Practices, waivers, what runs beside it, earlier cycles; the rest is there."""
    objective = make_objective(world, active=False)
    browser = browser_of(world, "mia")
    browser.get(url(objective))  # the first visit of a session costs more
    counts = []
    for is_governed in (False, True):
        if is_governed:
            practice = adopt(world, Tier.POLICY)
            waivers.ask(world, objective, practice)
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(url(objective)).text
        assert ("What the practices say" in page) is is_governed
        assert ("Results, not work" in page) is is_governed  # the waiver that is asked for
        counts.append(len(captured))
    assert counts[1] - counts[0] <= 4


def test_a_final_score_of_nothing_is_a_score(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    browser = browser_of(world, "vic")
    assert "Final score" not in browser.get(url(objective)).text
    with world.writing():
        Objective.objects.update(state=State.CLOSED, final_score=Decimal(0))
    assert "Final score" in Page(browser.get(url(objective)).text).text


def test_who_asks_for_a_waiver_reads_what_a_draft_lacks_beside_it(
    world: World, browser_of: BrowserOf
) -> None:
    practice, mia = adopt(world, Tier.POLICY), browser_of(world, "mia")
    page, said = f"/waivers/{practice.public_id}", "A waiver alone will not let it begin"
    assert said not in mia.get(url(draft(world), page)).text
    bare = make_objective(world, active=False, style=None)
    assert f"{said}: it still lacks a style." in mia.get(url(bare, page)).text


def test_its_page_says_that_a_waiver_was_asked_for_and_later_what_need_not_be_kept(
    world: World, browser_of: BrowserOf
) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    browser = browser_of(world, "mia")
    assert "Ask for a waiver…" in browser.get(url(objective)).text
    waiver = waivers.ask(world, objective, practice)
    data = {"version": str(stored(world, objective).version)}
    refused = browser_of(world, "lena").post(url(objective, "/activate"), data)
    for page in (browser.get(url(objective)), refused):
        assert "Mia asked for a waiver, until 9 March 2026; nobody has answered" in page.text
        assert "Ask for a waiver…" not in page.text
    waivers.answer(world, waiver, "carl")
    said = "It need not keep “Results, not work” until 9 March 2026."
    assert said in browser.get(url(objective)).text
    activate(world, objective)
    assert said in browser.get(url(objective)).text
