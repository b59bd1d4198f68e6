"""The tree of teams: seen, searched as of a day, and changed by whoever manages teams."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.orgs.models import Team, TeamMembership
from plumbline.domain.orgs.services.teams import team_move
from tests.web.conftest import BrowserOf
from tests.web.moments import clock
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import make_objective

__all__ = ["clock"]

pytestmark = pytest.mark.usefixtures("clock")

TEAMS = "/o/freight/teams"
OTHERS = ["carl", "lena", "mia", "max", "vic", "aud", "fin", "dee"]


def of(world: World, team: str, act: str = "manage") -> str:
    return f"{TEAMS}/{world.teams[team].public_id}/{act}"


def stored_team(world: World, team: str) -> Team:
    with world.reading():
        row: Team = Team.objects.select_related("parent").get(pk=world.teams[team].pk)
        return row


def memberships(world: World, person: str) -> list[TeamMembership]:
    with world.reading():
        rows = TeamMembership.objects.filter(person=world.person(person)).select_related("team")
        return list(rows.order_by("pk"))


def test_everybody_sees_the_tree_and_only_admins_change_it(
    world: World, browser_of: BrowserOf
) -> None:
    for who in ("ada", *OTHERS):
        page = browser_of(world, who).get(TEAMS).text
        text = Page(page).text
        assert "4 teams" in text
        assert text.index("Example Freight") < text.index("Finance") < text.index("Claims")
        assert "Lena" in text
        assert ("Add a team" in text) == (who == "ada"), who
        assert (of(world, "claims") in page) == (who == "ada"), who


def test_a_team_is_added_below_another_one(world: World, browser_of: BrowserOf) -> None:
    sent = {
        "name": "Pricing",
        "parent": world.teams["freight"].public_id,
        "level": "Squad",
        "cadence": "monthly",
    }
    browser = browser_of(world, "ada")
    answer = browser.post(TEAMS, sent)
    with world.reading():
        made = Team.objects.select_related("parent").get(name="Pricing")
    assert answer["Location"] == f"{TEAMS}/{made.public_id}/manage"
    assert (made.parent.name, made.level, made.cadence) == ("Freight", "Squad", "monthly")
    refused = browser.post(TEAMS, sent | {"name": ""})
    assert refused.status_code == 422
    assert "Say what the team is called." in refused.text
    assert "pl-aside-first" in refused.text


def test_a_team_is_renamed_and_two_writers_see_each_other(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    sent = {"name": "Care", "level": "Team", "key": "claims", "cadence": "weekly", "version": "1"}
    assert browser.post(of(world, "claims"), sent).status_code == 302
    assert stored_team(world, "claims").name == "Care"
    stale = browser.post(of(world, "claims"), sent | {"name": "Mine"})
    assert stale.status_code == 409
    assert "Now it says: Care" in stale.text
    taken = browser.post(of(world, "claims"), sent | {"key": "freight", "version": "2"})
    assert taken.status_code == 422
    assert "Another team has the key" in taken.text


def test_a_team_is_moved_and_the_past_stays(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    page = browser.get(of(world, "freight")).text
    choices = page.split('id="id_move_parent"')[1].split("</select>")[0]
    assert "Claims" not in choices, "nothing is offered that lies below it"
    sent = {"parent": world.teams["finance"].public_id, "version": "1"}
    answer = browser.post(of(world, "claims", "move"), sent)
    assert answer.status_code == 302
    assert stored_team(world, "claims").parent == world.teams["finance"]
    assert browser.post(of(world, "claims", "move"), sent).status_code == 409
    wrong = sent | {"parent": world.teams["claims"].public_id, "version": "2"}
    assert browser.post(of(world, "claims", "move"), wrong).status_code == 422


def test_what_a_move_changes_is_shown_before_it_is_made_and_it_is_taken_back(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    finance, freight = (world.teams[team].public_id for team in ("finance", "freight"))
    url = of(world, "claims", "move")
    assert "Show what would change" in browser.get(url).text
    page = browser.get(f"{url}?parent={finance}").text
    assert 'data-label="Sees what is only for"' in page
    assert 'data-label="No longer sees what is only for"' in page
    shown = Page(page).text
    assert "Move Claims below Finance?" in shown
    assert "today, 2 March 2026" in shown
    assert shown.index("Who sees more") < shown.index("Mia") < shown.index("Who sees less")
    assert stored_team(world, "claims").parent == world.teams["freight"], "only shown"
    assert "It lies there already." in browser.get(f"{url}?parent={freight}").text
    sent = {"parent": finance, "version": "1", "tree": "1"}
    answer = browser.post(url, sent)
    assert answer["Location"] == f"{TEAMS}?moved={world.teams['claims'].public_id}&from={freight}"
    tree = browser.get(answer["Location"]).text
    assert "Claims lies below Finance." in tree
    assert "Move Claims back below Freight" in tree
    stale = browser.post(url, sent)
    assert stale.status_code == 409
    assert "Show what would change" in stale.text
    back = browser.post(url, sent | {"parent": freight, "version": "2", "undo": "1"})
    assert back["Location"] == TEAMS
    assert stored_team(world, "claims").parent == world.teams["freight"]
    assert "Move Claims back" not in browser.get(answer["Location"]).text


def test_the_tree_of_a_past_day_is_as_it_was_then(world: World, browser_of: BrowserOf) -> None:
    later = AT + timedelta(days=3)
    with world.reading():
        team_move(
            actor=world.system,
            team=world.teams["claims"],
            parent=world.teams["finance"],
            at=later,
        )
    url = f"{TEAMS}?as_of={TODAY - timedelta(days=1)}"
    then = Page(browser_of(world, "ada").get(url).text).text
    assert "0 teams" in then
    page = browser_of(world, "ada").get(url).text
    assert "Add a team" not in page


def test_who_joins_leads_and_leaves_does_so_on_a_day(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    sent = {"person": world.person("una").public_id, "since": "2026-03-01", "is_lead": "on"}
    assert browser.post(of(world, "claims", "join"), sent).status_code == 302
    [una] = memberships(world, "una")
    assert (una.team, una.since, una.is_lead) == (world.teams["claims"], date(2026, 3, 1), True)
    twice = browser.post(of(world, "claims", "join"), sent)
    assert twice.status_code == 422
    assert "They already belong to this team." in twice.text
    member = of(world, "claims", f"members/{world.person('una').public_id}")
    browser.post(member, {"no_lead": "1"})
    assert not memberships(world, "una")[0].is_lead
    browser.post(member, {"leave": "1", "last_day": "2026-03-31"})
    assert memberships(world, "una")[0].until == date(2026, 4, 1)
    page = browser.get(of(world, "claims")).text
    assert "1 March 2026 until 1 April 2026" in Page(page).text
    assert f'action="{member}/back"' in page, "it is offered to take that back"
    told = browser.post(f"{member}/back", follow=True).text
    assert "Una belongs to Claims again." in told
    assert memberships(world, "una")[0].until is None
    assert "They do not leave this team." in browser.post(f"{member}/back", follow=True).text


def test_a_last_day_before_the_first_is_refused_in_words(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    member = of(world, "claims", f"members/{world.person('mia').public_id}")
    for back in ("", f"/o/freight/people/{world.person('mia').public_id}"):
        sent = {"leave": "1", "last_day": "2020-01-01", "back": back}
        refused = browser.post(member, sent)
        assert refused.status_code == 422
        page = Page(refused.text)
        [field] = [each for each in page.all("input") if each.get("aria-invalid")]
        assert (field["name"], field["value"]) == ("last_day", "2020-01-01")
        assert "The last day cannot be before the first." in page.text
        assert field["aria-describedby"] == "last_day_error"
    assert memberships(world, "mia")[0].until is None


def test_a_joining_that_is_still_to_come_is_taken_back(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    sent = {"person": world.person("una").public_id, "since": "2031-01-01"}
    answer = browser.post(of(world, "claims", "join"), sent, follow=True)
    told = Page(answer.text).text
    assert "Una belongs to Claims from 1 January 2031 on." in told
    assert "since 1 January 2031" not in told
    member = of(world, "claims", f"members/{world.person('una').public_id}")
    browser.post(member, {"leave": "1", "last_day": TODAY.isoformat()})
    [una] = memberships(world, "una")
    assert una.until == una.since  # it never was
    assert "1 January 2031" not in Page(browser.get(of(world, "claims")).text).text


def test_a_team_is_closed_and_brought_back(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    make_objective(world)
    refused = browser.post(of(world, "claims", "close"), {"version": "1"})
    assert refused.status_code == 422
    assert "Grade, stop or move them first." in refused.text
    assert browser.post(of(world, "finance", "close"), {"version": "9"}).status_code == 409
    assert browser.post(of(world, "finance", "close"), {"version": "1"}).status_code == 302
    assert stored_team(world, "finance").archived_on == TODAY
    assert memberships(world, "max")[0].until == TODAY
    assert "Finance is closed." in browser.get(TEAMS).text
    tree = browser.get(TEAMS).text
    assert "Finance" not in Page(tree).text
    assert "closed on 2 March 2026" in browser.get(f"{TEAMS}?closed=1").text
    assert browser.post(of(world, "finance", "restore"), {"version": "2"}).status_code == 302
    assert stored_team(world, "finance").archived_on is None


def test_the_company_is_neither_moved_nor_closed(world: World, browser_of: BrowserOf) -> None:
    page = browser_of(world, "ada").get(of(world, "company")).text
    assert f"{world.teams['company'].public_id}/move" not in page
    assert "/close" not in page


def test_the_tree_asks_as_much_for_many_teams_as_for_few(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    browser.get(TEAMS)
    with CaptureQueriesContext(connection) as few:
        browser.get(TEAMS)
    for number in range(20):
        world.make_team(f"Row {number}", parent=world.teams["freight"])
    with CaptureQueriesContext(connection) as many:
        browser.get(TEAMS)
    assert len(many) == len(few) <= 24


def test_a_large_tree_is_shown_branch_by_branch(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plumbline.web.orgs.team_lines.WHOLE_UP_TO", 3)
    browser = browser_of(world, "vic")
    text = Page(browser.get(TEAMS).text).text
    assert "1 team below" in text
    assert "Claims" not in text
    branch = browser.get(f"{TEAMS}?under={world.teams['freight'].public_id}").text
    assert "Claims" in Page(branch).text
    assert "Finance" not in Page(branch).text


def test_people_stand_below_their_teams_when_asked_for(world: World, browser_of: BrowserOf) -> None:
    link = f'href="/o/freight/people/{world.person("mia").public_id}"'
    for who in ("ada", "max"):
        browser = browser_of(world, who)
        assert link not in browser.get(TEAMS).text
        page = browser.get(f"{TEAMS}?people=1").text
        assert page.index(f"/teams/{world.teams['claims'].public_id}") < page.index(link)
        assert (moving(world, "mia", "claims") in page) == (who == "ada"), who


def moving(world: World, person: str, team: str, act: str = "move") -> str:
    return f"{of(world, team, 'members')}/{world.person(person).public_id}/{act}"


def test_a_member_goes_to_another_team_from_a_day_on_and_back(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    there = world.teams["finance"].public_id
    asked = browser.get(f"{moving(world, 'mia', 'claims')}?to={there}").text
    assert f'value="{there}" selected' in asked
    day = TODAY + timedelta(days=10)
    sent = {"to": there, "since": day.isoformat()}
    answer = browser.post(moving(world, "mia", "claims"), sent, follow=True)
    left, joined = memberships(world, "mia")
    assert (left.until, joined.since, joined.until) == (day, day, None)
    assert joined.team == world.teams["finance"]
    back = f"{moving(world, 'mia', 'claims', 'move-back')}?to={there}"
    assert f'action="{back}"' in answer.text
    browser.post(back)
    left, joined = memberships(world, "mia")
    assert left.until is None
    assert joined.until == joined.since  # which never was
    told = Page(browser.post(back, follow=True).text).text
    assert "Their teams changed meanwhile" in told


@pytest.mark.parametrize(
    ("team", "days", "complaint"),
    [
        ("", 0, "Choose the team they go to."),
        ("claims", 0, "Choose one of the other teams."),
        ("finance", -4000, "They had not joined on that day yet."),
        ("finance", None, "Say from which day on."),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_its_field(
    world: World, browser_of: BrowserOf, team: str, days: int | None, complaint: str
) -> None:
    before = [(each.team, each.until) for each in memberships(world, "mia")]
    sent = {
        "to": world.teams[team].public_id if team else "",
        "since": "" if days is None else (TODAY + timedelta(days=days)).isoformat(),
    }
    answer = browser_of(world, "ada").post(moving(world, "mia", "claims"), sent)
    assert answer.status_code == 422
    assert complaint in Page(answer.text).text
    assert [(each.team, each.until) for each in memberships(world, "mia")] == before
