"""The page of the organization: counts, tree, priorities, the past."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import Style, Visibility
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.values import MetricValues
from plumbline.domain.orgs.models import Person
from plumbline.domain.strategy.services import PriorityValues, priority_create
from plumbline.web.okrs.company import PAGE
from tests.databases import on_postgres
from tests.web.conftest import BrowserOf, without_tokens
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import (
    activate,
    first_key_result,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_link,
    make_objective,
)

COMPANY = "/o/freight/company"
HTMX = {"HX-Request": "true"}
WEEK = timedelta(days=7)

pytestmark = pytest.mark.usefixtures("clock")


def test_everybody_of_the_organization_sees_it_and_a_stranger_does_not(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    for who in ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee"):
        assert browser_of(world, who).get(COMPANY).status_code == 200, who
    assert browser_of(stranger_world, "sam").get(COMPANY).status_code == 404


def test_before_there_is_a_cycle_it_says_how_to_begin(world: World, browser_of: BrowserOf) -> None:
    page = browser_of(world, "mia").get(COMPANY)
    assert page.status_code == 200
    assert "No cycle yet" in page.text
    make_cycle(world)
    assert "No objectives have run in this cycle" in browser_of(world, "vic").get(COMPANY).text
    page = browser_of(world, "ada").get(COMPANY)
    assert "Write one or bring a document." in page.text
    assert 'btn-primary" href="/o/freight/plan/new?cycle=' in page.text


def test_of_a_draft_nothing_is_said_to_be_missing_from_its_score(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, key_results=0, active=False)
    page = browser_of(world, "ada").get(COMPANY)
    assert "Draft" in page.text
    assert "not scored" not in page.text


def test_only_who_may_import_is_led_there(world: World, browser_of: BrowserOf) -> None:
    for _cycle in ("none yet", "one"):
        led = {
            who
            for who in ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
            if "/o/freight/import" in browser_of(world, who).get(COMPANY).text
        }
        assert led == {"ada", "carl", "lena"}
        make_cycle(world)


def test_counts_come_first_and_statuses_are_never_made_up(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, key_results=3, active=False)
    guard = make_key_result(world, objective, metric=limit("3"), is_guardrail=True)
    activate(world, objective)
    silent = browser_of(world, "vic").get(COMPANY).text
    assert "<b>no data</b>" in silent
    assert "<b>0" not in silent
    make_check_in(world, first_key_result(world, objective), "50")
    make_check_in(world, guard, "4")
    text = Page(browser_of(world, "vic").get(COMPANY).text).text
    assert "1 of 3 key results is" not in text
    assert "1 of 3 key results are checked in" in text
    assert "2 with no data yet, 1 guardrail breached" in text
    assert "Breached" in text
    for word in ("On track", "At risk", "Off track", "chance"):
        assert word not in text


def test_the_organizations_own_objectives_come_before_the_set_of_all(
    world: World, browser_of: BrowserOf
) -> None:
    own = make_objective(world, "Own", team=world.company, owner=world.person("ada"))
    below = make_objective(world, "Of claims", style=Style.ASPIRATIONAL)
    make_link(world, below, own)
    make_check_in(world, first_key_result(world, own), "50")
    make_check_in(world, first_key_result(world, below), "35")
    browser = browser_of(world, "vic")
    page = Page(browser.get(COMPANY).text.replace("\u202f", " "))
    own_words = "Of Example Freight itself · Committed 1 objective 1 no status 50 %"
    assert own_words in page.text
    whole = "With all teams, each once 2 objectives 2 no status 50 %"
    assert page.text.index(own_words) < page.text.index(whole)
    assert "Aspirational 1 objective 1 no status 50 %" in page.text
    assert "pl-figure" not in page.html
    under = Page(browser.get(f"{COMPANY}?under={own.public_id}").text)
    assert "With all teams" not in under.text


def led_by(browser: Client, told: str) -> str:
    """Return where a count of the company leads to; what is told is its value in the address."""
    links = [link["href"] for link in Page(browser.get(COMPANY).text).all("a") if "href" in link]
    (href,) = [each for each in links if f"key_results={told}" in each]
    return browser.get(href).text


def test_what_moved_this_week_stands_beside_what_runs(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, "Claims settle fast", owner=world.person("max"))
    make_check_in(world, first_key_result(world, objective), "25")
    clock(AT + WEEK)
    soon = make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    for each in (objective, soon):
        make_check_in(
            world,
            first_key_result(world, each),
            "75",
            on=(AT + WEEK).date(),
            at=AT + WEEK,
            by="max" if each is objective else "",
        )
    text = Page(browser_of(world, "fin").get(COMPANY).text).text
    moved = text.split("What moved this week")[1]
    assert moved.count("now 75") == 1
    assert f"· {world.person('max').name}" in moved
    assert world.person("mia").name not in moved
    assert "+50" in text


def test_silence_is_told_with_its_days(world: World, browser_of: BrowserOf, clock: Clock) -> None:
    objective = make_objective(world, key_results=2)
    make_check_in(world, first_key_result(world, objective), "50")
    clock(AT + timedelta(days=11))
    text = Page(browser_of(world, "vic").get(COMPANY).text).text
    assert "1 stale" in text
    assert "Stale, 11 days" in text
    assert "1 key result stale in 1 objective" in led_by(browser_of(world, "vic"), "stale")
    clock(AT + timedelta(days=15))
    text = Page(browser_of(world, "vic").get(COMPANY).text).text
    assert "1 key result overdue in 1 objective" in led_by(browser_of(world, "vic"), "overdue")
    assert "1 stale (1 overdue)" in text
    both = led_by(browser_of(world, "vic"), "stale")
    assert "1 key result stale in 1 objective" in both
    assert "Overdue, 15 days" in both
    assert "Overdue, 15 days" in text


def test_a_private_objective_is_nowhere_for_whoever_may_not_see_it(
    world: World, browser_of: BrowserOf
) -> None:
    company = make_objective(world, "Open to all", team=world.company, owner=world.person("ada"))
    browser = browser_of(world, "fin")
    before = {
        path: without_tokens(browser.get(path).text)
        for path in (COMPANY, f"{COMPANY}?under={company.public_id}")
    }
    secret = make_objective(world, "Secret merger", visibility=Visibility.PRIVATE)
    make_link(world, secret, company)
    make_check_in(world, first_key_result(world, secret), "90")
    assert {path: without_tokens(browser.get(path).text) for path in before} == before
    assert browser.get(f"{COMPANY}?under={secret.public_id}").status_code == 404
    assert (
        "Secret merger" in browser_of(world, "mia").get(f"{COMPANY}?under={company.public_id}").text
    )


def test_paper_leaves_out_what_not_everybody_sees_and_says_how_much(
    world: World, browser_of: BrowserOf
) -> None:
    mia = browser_of(world, "mia")
    shown = make_objective(world, "For all eyes")
    make_check_in(world, first_key_result(world, shown))
    assert "left out on paper" not in mia.get(COMPANY).text
    hidden = make_objective(world, "Mine alone", visibility=Visibility.PRIVATE)
    make_check_in(world, first_key_result(world, hidden))
    page = mia.get(COMPANY).text
    assert "2 entries that not everybody in the organization sees are left out" in page
    row = page.split(f'href="/o/freight/objectives/{hidden.public_id}"')[0]
    moved = page[page.index('id="moved_title"') :]
    line = moved[: moved.index(f"key-results/{first_key_result(world, hidden).public_id}")]
    for before in (row, line):
        assert "pl-not-printed" in before[before.rindex("<li") :]
    own = page.split(f'href="/o/freight/objectives/{shown.public_id}"')[0]
    assert "pl-not-printed" not in own[own.rindex("<li") :]
    assert "left out on paper" not in browser_of(world, "vic").get(COMPANY).text


def test_deeper_levels_are_fetched_and_can_be_followed_without_script(
    world: World, browser_of: BrowserOf
) -> None:
    parent = make_objective(world, "Parent", team=world.company, owner=world.person("ada"))
    child = make_objective(world, "Child")
    make_link(world, child, parent, weight="2")
    browser = browser_of(world, "vic")
    whole = browser.get(COMPANY).text
    assert "1 objective below" in whole
    assert ">Child<" not in whole
    link = f"under={parent.public_id}"
    assert link in whole
    followed = browser.get(f"{COMPANY}?{link}").text
    assert ">Child<" in followed
    assert "<title>" in followed
    fetched = browser.get(f"{COMPANY}?{link}", headers=HTMX)
    assert fetched.text.strip().startswith(f'<ul id="below_{parent.public_id}">')
    assert "contributes with weight 2" in fetched.text
    assert "<title>" not in fetched.text
    assert "HX-Request" in fetched["Vary"]


def test_a_long_level_comes_in_pages(world: World, browser_of: BrowserOf) -> None:
    for number in range(PAGE + 2):
        make_objective(world, f"Objective {number:02}", key_results=0, active=False)
    browser = browser_of(world, "vic")
    first = Page(browser.get(COMPANY).text)
    more = next(link["href"] for link in first.all("a") if "after=" in link.get("href", ""))
    second = browser.get(more, headers=HTMX).text
    assert second.strip().startswith("<li")
    assert f"Objective {PAGE + 1:02}" in second
    assert "Objective 00" not in second
    assert f"Objective {PAGE + 1:02}" in browser.get(more).text


def test_the_past_is_shown_as_it_was_and_says_so(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "25")
    clock(AT + WEEK)
    make_check_in(
        world, first_key_result(world, objective), "75", on=(AT + WEEK).date(), at=AT + WEEK
    )
    browser = browser_of(world, "vic")
    now, then = browser.get(COMPANY).text, browser.get(f"{COMPANY}?as_of=2026-03-03").text
    assert "75 %".replace(" ", "\u202f") in now
    assert "25 %".replace(" ", "\u202f") in then
    assert "pl-top-past" in then
    assert "As of 3 March 2026" in then
    assert "pl-top-past" not in now
    assert f"/objectives/{objective.public_id}?as_of=2026-03-03" in then


@pytest.mark.parametrize(
    ("typed", "said"),
    [("yesterday", "is not a day"), ("2026-02-31", "is not a day"), ("2999-01-01", "not come yet")],
)
def test_a_day_that_cannot_be_shown_is_answered_at_its_field(
    world: World, browser_of: BrowserOf, typed: str, said: str
) -> None:
    make_objective(world)
    page = browser_of(world, "vic").get(COMPANY, {"as_of": typed})
    assert page.status_code == 200
    assert said in page.text
    assert f'value="{typed}"' in page.text


def test_priorities_say_what_serves_them_and_what_nothing_serves(
    world: World, browser_of: BrowserOf
) -> None:
    with world.reading():
        served, _idle = (
            priority_create(actor=world.system, values=PriorityValues(title=title), at=AT)
            for title in ("Trust", "Cold chain")
        )
    objective = make_objective(world, "Claims settle fast", priority=served)
    make_objective(world, "Hidden", priority=served, visibility=Visibility.PRIVATE)
    page = Page(browser_of(world, "fin").get(COMPANY).text)
    assert "Cold chain" in page.text
    assert "No objective serves it in this cycle." in page.text
    assert len(page.all("li", "pl-priority-unserved")) == 1
    assert "Hidden" not in page.text
    links = [a["href"] for a in page.all("a", "pl-voice")]
    assert f"/o/freight/objectives/{objective.public_id}" in links


def test_another_cycle_is_one_link_away(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    year = (AT.date().replace(month=4, day=1), AT.date().replace(month=6, day=30))
    later = make_cycle(world, "2026-Q2", start=year[0], end=year[1])
    make_objective(world, "Of the next quarter", cycle=later, active=False)
    browser = browser_of(world, "vic")
    assert "Of the next quarter" not in browser.get(COMPANY).text
    assert f"?cycle={later.public_id}" in browser.get(COMPANY).text
    assert "Of the next quarter" in browser.get(f"{COMPANY}?cycle={later.public_id}").text


def test_a_cycle_that_does_not_run_says_when_it_does_and_has_no_plumb_line(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    first, last = (AT.date().replace(month=4, day=1), AT.date().replace(month=6, day=30))
    later = make_cycle(world, "2026-Q2", start=first, end=last)
    coming = make_objective(world, "Of the next quarter", cycle=later, active=False)
    browser = browser_of(world, "vic")
    assert Page(browser.get(COMPANY).text).all("svg", "pl-ruler")
    own = Page(browser.get(f"/o/freight/objectives/{coming.public_id}").text)
    assert not own.all("svg", "pl-ruler"), "the ruler tells of the cycle of what is shown"
    page = Page(browser.get(f"{COMPANY}?cycle={later.public_id}").text)
    assert not page.all("svg", "pl-ruler")
    assert "2026-Q2 begins on 1 April 2026" in page.text
    assert "Complete the drafts and activate them" in page.text


def test_a_span_over_the_turn_of_the_year_names_both_years(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world, "Winter", start=AT.date().replace(year=2025, month=12), end=AT.date())
    text = Page(browser_of(world, "vic").get(COMPANY).text).text
    assert "Winter, 2 December 2025 to 2 March 2026." in text


def test_a_state_is_said_once_where_all_of_an_objective_share_it(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, key_results=3, active=False)
    page = Page(browser_of(world, "vic").get(COMPANY).text)
    assert page.text.count("Draft") - page.text.count("Drafts") == 1


def test_what_has_no_metric_is_not_drawn_as_progress(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, active=False, key_results=0)
    make_key_result(world, objective, "Make people happier", metric=MetricValues())
    page = Page(browser_of(world, "vic").get(COMPANY).text)
    assert "no metric yet" in page.text
    assert not page.all("svg", "pl-progress")


def test_no_pace_is_drawn_for_what_has_not_begun(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Still written", active=False)
    browser = browser_of(world, "vic")
    assert not Page(browser.get(COMPANY).text).all("svg", "pl-progress")
    make_objective(world, "Runs")
    assert len(Page(browser.get(COMPANY).text).all("svg", "pl-progress")) == 2  # and its key result


def test_drafts_of_others_stand_among_what_runs_only_for_whoever_plans(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Still written", active=False)
    assert "Still written" in browser_of(world, "vic").get(COMPANY).text  # nothing runs yet
    make_objective(world, "Runs")
    seen = {who: browser_of(world, who).get(COMPANY).text for who in ("vic", "lena")}
    assert "Runs" in seen["vic"]
    assert "Still written" not in seen["vic"]
    assert "Still written" in seen["lena"]


@pytest.mark.parametrize("as_of", ["", "&as_of=2026-03-02"])
def test_an_unfolded_branch_shows_and_counts_drafts_of_others_for_whoever_plans_alone(
    world: World, browser_of: BrowserOf, clock: Clock, as_of: str
) -> None:
    top = make_objective(world, "Runs", at=AT - WEEK)
    for title, active in (("Runs below", True), ("Still written", False)):
        below = make_objective(world, title, active=active, at=AT - WEEK)
        make_link(world, below, top, at=AT - WEEK)
    clock(AT + WEEK)
    for who, count in (("vic", "1 objective below"), ("lena", "2 objectives below")):
        browser = browser_of(world, who)
        assert count in browser.get(f"{COMPANY}?{as_of}").text, who
        for headers in ({}, HTMX):
            branch = browser.get(f"{COMPANY}?under={top.public_id}{as_of}", headers=headers).text
            assert "Runs below" in branch
            assert ("Still written" in branch) is (who == "lena"), (who, headers)


@pytest.mark.parametrize(("path", "budget"), [("", 38), ("?as_of=2026-03-01", 37)])
def test_queries_do_not_grow_with_what_is_shown(
    world: World, browser_of: BrowserOf, clock: Clock, path: str, budget: int
) -> None:
    clock(AT + WEEK)
    for number in range(2):
        make_objective(world, f"A{number}", key_results=2, at=AT - WEEK)
    browser = browser_of(world, "vic")
    browser.get(COMPANY)
    with CaptureQueriesContext(connection) as few:
        browser.get(COMPANY + path)
    for number in range(20):
        objective = make_objective(world, f"B{number}", key_results=5, at=AT - WEEK)
        make_check_in(world, first_key_result(world, objective), "5", at=AT)
    with CaptureQueriesContext(connection) as many:
        browser.get(COMPANY + path)
    assert len(few) == len(many)
    assert len(many) <= budget + on_postgres()  # which is told the organization by a statement


def test_an_attack_in_a_title_is_shown_as_text(world: World, browser_of: BrowserOf) -> None:
    attack = "<img src=x onerror=alert(1)>\"'{{7*7}}{% now %}</title><script>x()</script>"
    objective = make_objective(world, attack, why=attack, team=world.company)
    browser = browser_of(world, "vic")
    for path in (
        COMPANY,
        f"/o/freight/objectives/{objective.public_id}",
        f"/o/freight/objectives/{objective.public_id}/explanation",
        f"/o/freight/key-results/{first_key_result(world, objective).public_id}",
    ):
        text = browser.get(path).text
        assert "<img src=x" not in text, path
        assert "<script>x()" not in text, path
        assert "&lt;img src=x onerror=alert(1)&gt;" in text, path
    assert "{{7*7}}" in browser.get(COMPANY).text


def test_counts_that_are_kept_say_of_which_instant_they_are(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    make_objective(world)
    assert "as of " not in browser_of(world, "vic").get(COMPANY).text  # just counted
    with world.reading():
        counts_refresh(at=AT)
    assert f"as of {AT:%H:%M:%S}" in browser_of(world, "vic").get(COMPANY).text
    with world.writing():
        Person.objects.filter(pk=world.person("mia").pk).update(time_zone="Pacific/Kiritimati")
    theirs = AT.astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert f"as of {theirs:%H:%M:%S}" in browser_of(world, "mia").get(COMPANY).text


def test_a_cycle_that_is_over_says_what_still_waits_for_its_grade(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, "Left behind")
    browser = browser_of(world, "vic")
    assert "is over:" not in browser.get(COMPANY).text
    clock(datetime.combine(objective.cycle.end + timedelta(days=1), time(12), tzinfo=UTC))
    assert "is over: 1 objective waits for its grade." in browser.get(COMPANY).text
