"""The page of a team: counts by style, attainment, objectives by rank, the week, people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import MetricKind, Objective, Status, Style, Visibility
from plumbline.domain.okrs.models.key_result import KeyResultScore
from plumbline.web.okrs.company import PAGE
from plumbline.web.okrs.team import MOST_TEAMS
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
    make_cycle,
    make_key_result,
    make_link,
    make_objective,
    metric,
)

HTMX = {"HX-Request": "true"}
WEEK = timedelta(days=7)
EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")

pytestmark = pytest.mark.usefixtures("clock")


def team(world: World, name: str = "claims") -> str:
    """Return the address of a team."""
    return f"/o/freight/teams/{world.teams[name].public_id}"


def rows(page: Page) -> list[str]:
    """Return the rows of the counts, in words."""
    table = page.html.partition("<tbody>")[2].partition("</tbody>")[0]
    told = [Page(row).text.replace("\u202f", " ") for row in table.split("</tr>") if "<tr" in row]
    return [row.partition(" Explain ")[0] for row in told]


def test_everybody_of_the_organization_sees_it_and_a_stranger_does_not(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    for who in EVERYBODY:
        assert browser_of(world, who).get(team(world)).status_code == 200, who
    assert browser_of(stranger_world, "sam").get(team(world)).status_code == 404
    assert browser_of(world, "mia").get("/o/freight/teams/nothing").status_code == 404


def test_the_side_bar_leads_to_the_viewers_first_team(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    led = browser_of(world, "lena").get("/o/freight/team", follow=True)
    assert led.redirect_chain == [(team(world, "freight"), 302)]
    assert browser_of(world, "mia").get("/o/freight/team")["Location"] == team(world)
    company = f"/o/freight/teams/{world.company.public_id}"
    assert browser_of(world, "vic").get("/o/freight/team")["Location"] == company
    assert '<a class="pl-nav-link" href="/o/freight/team" aria-current="page" data-go="t">' in (
        led.text
    )


def test_before_there_is_a_cycle_or_an_objective_it_says_what_comes_first(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    assert "No cycle yet" in browser.get(team(world)).text
    make_cycle(world)
    page = Page(browser.get(team(world)).text)
    assert "No objectives in this cycle. Start from a company objective" in page.text
    assert "No key results run yet" in page.text
    assert "Mia" in page.text
    assert "Write an objective" in page.text
    assert f"&amp;team={world.teams['claims'].public_id}" in browser.get(team(world)).text
    reading = browser_of(world, "vic").get(team(world)).text
    assert "To the company’s objectives" in reading
    assert "/plan/new" not in reading


def test_counts_by_style_come_first_and_then_attainment(
    world: World, browser_of: BrowserOf
) -> None:
    committed = make_objective(world, "Committed", key_results=2)
    aspirational = make_objective(world, "Aspirational", style=Style.ASPIRATIONAL)
    make_objective(world, "Learning", style=Style.LEARNING)
    make_check_in(world, first_key_result(world, committed), "50")
    make_check_in(world, first_key_result(world, aspirational), "35")
    page = Page(browser_of(world, "vic").get(team(world)).text)
    assert "2 of 4 key results are checked in" in page.text
    assert rows(page) == [
        "Own 3 objectives 2 no data 2 no status 38 % 1 not scored",
        "Committed 1 objective 1 no data 1 no status 25 %",
        "Aspirational 1 objective 1 no status 50 %",
        "Learning 1 objective 1 no data not scored",
    ]
    assert "pl-figure" not in page.html  # no percentage is the largest figure of the page


def test_statuses_are_told_in_their_order_and_silence_overrides_them(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, key_results=4, active=False)
    guard = make_key_result(world, objective, metric=limit("3"), is_guardrail=True)
    objective = activate(world, objective)
    found = [each for each in key_results_of(world, objective) if each.pk != guard.pk]
    statuses = (Status.OFF_TRACK, Status.ON_TRACK, Status.AT_RISK, Status.ON_TRACK)
    for result, status in zip(found, statuses, strict=True):
        make_check_in(world, result, "50")
        with world.writing():
            KeyResultScore.objects.filter(key_result=result).update(status=status)
    browser = browser_of(world, "vic")
    page = Page(browser.get(team(world)).text)
    assert page.text.index(
        "2 of 4 key results are on track, 1 at risk, 1 off track"
    ) < page.text.index("Where it")
    assert "4 of 4 key results are checked in." in page.text
    listed = {link["href"] for link in page.all("a") if "key_results=" in link.get("href", "")}
    lists = [Page(browser.get(url.replace("&amp;", "&")).text).text for url in sorted(listed)]
    assert [each.count("1 key result off track") for each in lists] == [0, 1]
    assert [each.count("1 key result at risk") for each in lists] == [1, 0]
    assert rows(page) == ["Own · Committed 1 objective 2 on track 1 at risk 1 off track 50 %"]
    clock(AT + timedelta(days=11))
    assert rows(Page(browser.get(team(world)).text)) == ["Own · Committed 1 objective 4 stale 50 %"]


def test_with_sub_teams_each_objective_counts_once(world: World, browser_of: BrowserOf) -> None:
    first, second = (
        make_objective(world, name, team=world.teams["freight"], owner=world.person("lena"))
        for name in ("First", "Second")
    )
    child = make_objective(world, "Of claims")
    for parent in (first, second):
        make_link(world, child, parent, weight="1")
    make_check_in(world, first_key_result(world, child), "60")
    found = rows(Page(browser_of(world, "vic").get(team(world, "freight")).text))
    assert found[0].startswith("Own · Committed 2 objectives")
    assert found[1].startswith("With sub-teams, each once · Committed 3 objectives")
    assert found[1].endswith("40 %")  # 30, 30 and 60


def test_what_is_private_enters_no_figure_and_what_is_for_the_team_enters_its_own(
    world: World, browser_of: BrowserOf
) -> None:
    browsers = {who: browser_of(world, who) for who in EVERYBODY}
    open_one = make_objective(world, "Open")
    make_check_in(world, first_key_result(world, open_one), "50")
    before = {
        who: without_tokens(browser.get(team(world)).text) for who, browser in browsers.items()
    }
    secret = make_objective(world, "Secret", visibility=Visibility.PRIVATE)
    make_check_in(world, first_key_result(world, secret), "100")
    for who in ("ada", "carl", "lena", "vic", "aud", "fin", "dee"):
        assert without_tokens(browsers[who].get(team(world)).text) == before[who], who
    assert rows(Page(browsers["mia"].get(team(world)).text)) == rows(Page(before["mia"]))
    inside = make_objective(world, "Inside", visibility=Visibility.TEAM)
    make_check_in(world, first_key_result(world, inside), "100")
    for who in ("vic", "aud", "fin"):
        assert without_tokens(browsers[who].get(team(world)).text) == before[who], who
    for who in ("ada", "carl", "lena", "mia"):
        assert rows(Page(browsers[who].get(team(world)).text)) == [
            "Own, as everyone sees them · Committed 1 objective 1 no status 50 %",
            "Own, as the team sees them · Committed 2 objectives 2 no status 75 %",
        ], who


def test_objectives_come_by_rank_with_their_key_results_folded(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Alpha", key_results=2)
    make_objective(world, "Beta")
    make_objective(world, "Of another team", team=world.teams["freight"])
    with world.writing():
        Objective.objects.filter(title="Alpha").update(rank=2)
        Objective.objects.filter(title="Beta").update(rank=1)
    page = Page(browser_of(world, "vic").get(team(world)).text)
    assert page.html.index(">Beta<") < page.html.index(">Alpha<")
    assert "Of another team" not in page.text
    assert "2 key results" in page.text
    folds = page.all("details", "pl-tree-fold")
    assert folds
    assert all("open" not in fold for fold in folds)
    assert page.all("svg", "pl-progress")


def test_many_objectives_come_in_pages(world: World, browser_of: BrowserOf) -> None:
    for number in range(PAGE + 2):
        make_objective(world, f"Objective {number:02}", key_results=0, active=False)
    browser = browser_of(world, "vic")
    first = Page(browser.get(team(world)).text)
    more = next(link["href"] for link in first.all("a") if "after=" in link.get("href", ""))
    second = browser.get(more, headers=HTMX)
    assert second.text.strip().startswith("<li")
    assert f"Objective {PAGE + 1:02}" in second.text
    assert "Objective 00" not in second.text
    assert "HX-Request" in second["Vary"]
    assert f"Objective {PAGE + 1:02}" in browser.get(more).text
    assert browser.get(f"{team(world)}?after=gone").status_code == 404


def test_what_moved_in_seven_days_is_told_with_its_sign(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, active=False, key_results=1)
    days = make_key_result(
        world,
        objective,
        "Days",
        metric=metric(MetricKind.DECREASE, baseline="19", target="8", unit="days"),
    )
    make_key_result(world, objective, "Quiet")
    activate(world, objective)
    make_check_in(world, first_key_result(world, objective), "10")
    make_check_in(world, days, "13.8")
    clock(AT + WEEK)
    for result, value in ((first_key_result(world, objective), "14"), (days, "12.9")):
        make_check_in(world, result, value, on=(AT + WEEK).date(), at=AT + WEEK)
    text = Page(browser_of(world, "vic").get(team(world)).text).text
    assert "+4 points" in text
    assert "−0.9" in text
    assert "now 12.9" in text
    clock(AT + WEEK + WEEK)
    text = Page(browser_of(world, "vic").get(team(world)).text).text
    assert "No check-in in the last seven days." in text


def test_an_attainment_explains_itself_objective_by_objective(
    world: World, browser_of: BrowserOf
) -> None:
    aspirational = make_objective(world, "Aspirational", style=Style.ASPIRATIONAL)
    make_check_in(world, first_key_result(world, aspirational), "35")
    make_objective(world, "Learning", style=Style.LEARNING)
    make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    make_objective(world, "Inside", visibility=Visibility.TEAM)
    browser = browser_of(world, "vic")
    page = Page(browser.get(team(world)).text)
    address = next(a["href"] for a in page.all("a") if "/explanation" in a.get("href", ""))
    whole = Page(browser.get(address).text.replace("\u202f", " "))
    assert "The mean over 1 objective that is scored." in whole.text
    assert "35 % of the way ÷ bar of 70 %, at most 100 %" in whole.text
    assert "A learning objective is left out." in whole.text
    assert "Hidden" not in whole.text
    assert "Inside" not in whole.text
    part = browser.get(address, headers=HTMX).text
    assert "<title>" not in part
    assert "50" in part
    inside = address.replace("set=own", "set=own-inside")
    assert browser.get(inside).status_code == 404
    assert ">Inside<" in browser_of(world, "mia").get(inside).text
    with_sub_teams = f"{team(world, 'freight')}/explanation?set=below"
    assert "Aspirational" in browser.get(with_sub_teams).text


def test_silence_is_listed_the_longest_first(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world, key_results=2)
    first, second = key_results_of(world, objective)
    make_check_in(world, second, "5")
    make_check_in(world, first, "5", on=(AT + timedelta(days=3)).date(), at=AT + timedelta(days=3))
    browser = browser_of(world, "vic")
    assert "Nothing is stale." in browser.get(team(world)).text
    clock(AT + timedelta(days=16))
    page = browser.get(team(world)).text.partition('id="quiet_title"')[2]
    assert "Overdue, 16 days" in page
    assert page.index("result 2") < page.index("result 1")


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
    now, then = browser.get(team(world)).text, browser.get(f"{team(world)}?as_of=2026-03-03").text
    assert rows(Page(now))[0].endswith("75 %")
    assert rows(Page(then))[0].endswith("25 %")
    assert "As of 3 March 2026" in then
    assert "now 25" in Page(then).text
    assert f"/teams/{world.teams['freight'].public_id}?as_of=2026-03-03" in then


def test_other_teams_are_one_step_away(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    browser = browser_of(world, "vic")
    page = Page(browser.get(team(world)).text)
    links = {link.get("href") for link in page.all("a")}
    assert {team(world), team(world, "freight")} <= links
    assert "Find a team" not in page.text
    for number in range(MOST_TEAMS + 1):
        world.make_team(f"Team {number:02}", parent=world.company)
    page = Page(browser.get(team(world)).text)
    assert 'aria-label="Find a team"' in page.html
    assert "Team 07" not in page.text


def test_an_attack_in_a_name_is_shown_as_text(world: World, browser_of: BrowserOf) -> None:
    attack = "<img src=x onerror=alert(1)>{{7*7}}"
    make_objective(world, attack)
    text = browser_of(world, "vic").get(team(world)).text
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in text


@pytest.mark.parametrize("query", ["", "?as_of=2026-03-03"])
def test_queries_do_not_grow_with_what_is_shown(
    world: World, browser_of: BrowserOf, clock: Clock, query: str
) -> None:
    clock(AT + WEEK)
    for number in range(2):
        objective = make_objective(world, f"A{number}", key_results=2, at=AT - WEEK)
        make_check_in(world, first_key_result(world, objective), "5", at=AT)
    browser = browser_of(world, "vic")
    browser.get(team(world))
    with CaptureQueriesContext(connection) as few:
        browser.get(team(world) + query)
    for number in range(15):
        objective = make_objective(world, f"B{number}", key_results=4, at=AT - WEEK)
        make_check_in(world, first_key_result(world, objective), "5", at=AT)
    with CaptureQueriesContext(connection) as many:
        browser.get(team(world) + query)
    assert len(few) == len(many)
    assert len(many) <= 45


def test_a_team_without_a_lead_says_who_decides(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    yard = world.make_team("Yard", parent=world.teams["freight"])
    world.make_membership(world.person("mia"), yard)
    said = "Nobody leads it: whoever leads the teams above decides."
    vic = browser_of(world, "vic")
    assert said in vic.get(f"/o/freight/teams/{yard.public_id}").text
    assert (
        "Nobody leads it"
        not in vic.get(f"/o/freight/teams/{world.teams['freight'].public_id}").text
    )
