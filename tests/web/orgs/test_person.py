"""The page of one person, and what an admin or a lead does there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import Visibility
from plumbline.domain.orgs.models import Person, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.services.roles import role_grant
from tests.web.conftest import BrowserOf
from tests.web.moments import clock
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import make_objective, stored

__all__ = ["clock"]

pytestmark = pytest.mark.usefixtures("clock")


def of(world: World, person: str, act: str = "") -> str:
    return f"/o/freight/people/{world.person(person).public_id}" + (f"/{act}" if act else "")


def stored_person(world: World, person: str) -> Person:
    with world.reading():
        row: Person = Person.objects.select_related("manager").get(pk=world.person(person).pk)
        return row


def test_it_tells_teams_manager_roles_and_what_the_viewer_may_see_of_theirs(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Open to all")
    make_objective(world, "Hers alone", visibility=Visibility.PRIVATE)
    text = Page(browser_of(world, "vic").get(of(world, "mia")).text).text
    for said in ("Mia", "Claims", "since 1 January 2025", "Max", "Owns 1 objective, 1 key result"):
        assert said in text
    assert "Open to all" in text
    assert "Hers alone" not in text
    own = Page(browser_of(world, "mia").get(of(world, "mia")).text).text
    assert "Hers alone" in own
    assert "Mia" in Page(browser_of(world, "vic").get(of(world, "max")).text).text


def test_each_sees_only_what_they_may_do(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    for who, edit, leave, hand_over in (
        ("ada", True, True, True),
        ("lena", False, False, True),
        ("mia", True, False, False),
        ("vic", False, False, False),
    ):
        page = browser_of(world, who).get(of(world, "mia")).text
        assert (of(world, "mia", "edit") in page) == edit, who
        assert (of(world, "mia", "deactivate") in page) == leave, who
        assert (of(world, "mia", "hand-over") in page) == hand_over, who


def test_the_last_admin_cannot_be_deactivated_and_the_page_says_why(
    world: World, browser_of: BrowserOf
) -> None:
    page = browser_of(world, "ada").get(of(world, "ada")).text
    assert of(world, "ada", "deactivate") not in page
    assert 'disabled aria-describedby="stays"' in page
    assert "Nobody else can sign in and administer" in page
    with world.reading():
        role_grant(actor=world.viewer("ada"), person=world.person("mia"), role=Role.ADMIN, at=AT)
    page = browser_of(world, "ada").get(of(world, "ada")).text
    assert of(world, "ada", "deactivate") in page
    assert "Nobody else can sign in" not in page


def test_an_unclaimed_person_has_a_page_and_is_edited_as_well(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    assert "Does not sign in yet" in browser.get(of(world, "una")).text
    sent = {
        "name": "Una Underhill",
        "email": "una.u@freight.example",
        "manager": world.person("lena").public_id,
        "version": "1",
    }
    assert browser.post(of(world, "una", "edit"), sent)["Location"] == of(world, "una")
    una = stored_person(world, "una")
    assert (una.name, una.email, una.manager) == (
        "Una Underhill",
        "una.u@freight.example",
        world.person("lena"),
    )
    assert una.account_id is None


def test_somebody_changes_their_own_name_but_neither_address_nor_manager(
    world: World, browser_of: BrowserOf
) -> None:
    sent = {
        "name": "Mia Moor",
        "email": "other@freight.example",
        "manager": "",
        "time_zone": "Europe/Lisbon",
        "version": "1",
    }
    browser = browser_of(world, "mia")
    assert "are an admin’s to change" in browser.get(of(world, "mia", "edit")).text
    assert browser.post(of(world, "mia", "edit"), sent).status_code == 302
    mia = stored_person(world, "mia")
    assert (mia.name, mia.email, mia.manager, mia.time_zone) == (
        "Mia Moor",
        "mia@freight.example",
        world.person("max"),
        "Europe/Lisbon",
    )


@pytest.mark.parametrize("who", ["mia", "ada"])
def test_a_manager_who_is_gone_stays_until_somebody_chooses_another(
    world: World, browser_of: BrowserOf, who: str
) -> None:
    with world.writing():
        Person.objects.filter(pk=world.person("max").pk).update(active=False)
    browser = browser_of(world, who)
    address = of(world, "mia", "edit")
    chosen = [
        each["value"]
        for each in Page(browser.get(address).text).all("option")
        if "selected" in each
    ]
    assert world.person("max").public_id in chosen
    sent = {"name": "Mia Moor", "email": "mia@freight.example", "manager": chosen[0]}
    answer = browser.post(address, {**sent, "version": "1"})
    assert answer.status_code == 302
    mia = stored_person(world, "mia")
    assert (mia.name, mia.manager) == ("Mia Moor", world.person("max"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "max@freight.example"}, "already belongs to somebody"),
        ({"manager": "@una"}, "Somebody cannot manage themself"),
        ({"manager": "@ada"}, "nobody makes themself one"),
        ({"name": ""}, "Say what the person is called."),
        ({"time_zone": "Harbour time"}, "is not a time zone"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    world: World, browser_of: BrowserOf, changed: dict[str, str], said: str
) -> None:
    world.people["una"] = stored_person(world, "una")
    with world.writing():
        Person.objects.filter(pk=world.person("una").pk).update(manager=world.person("mia"))
    sent = {"name": "Mia M", "email": "mia@freight.example", "manager": "", "version": "1"}
    sent |= {
        name: world.person(value[1:]).public_id if value.startswith("@") else value
        for name, value in changed.items()
    }
    answer = browser_of(world, "ada").post(of(world, "mia", "edit"), sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert stored_person(world, "mia").name == "Mia"


def test_somebody_joins_a_team_from_their_page_and_goes_back_there(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    team = world.teams["finance"]
    browser.post(of(world, "una"), {"team": team.public_id, "since": "2026-03-01"})
    with world.reading():
        membership = TeamMembership.objects.select_related("team").get(person=world.person("una"))
    assert (membership.team, membership.since) == (team, date(2026, 3, 1))
    member = f"/o/freight/teams/{team.public_id}/members/{world.person('una').public_id}"
    for no_day in ("9999-12-31", "0001-01-01", "tomorrow", "2026-02-30"):
        refused = browser.post(
            member, {"leave": "1", "last_day": no_day, "back": of(world, "una")}, follow=True
        )
        assert refused.status_code == 422
        assert "until" not in Page(refused.text).text, "they stay"
    answer = browser.post(
        member, {"leave": "1", "last_day": "2026-03-01", "back": of(world, "una")}
    )
    assert answer["Location"] == of(world, "una")
    away = browser.post(member, {"leave": "1", "back": "https://elsewhere.example"})
    assert away.status_code == 404, "they left already"
    assert "1 March 2026 until 2 March 2026" in Page(browser.get(of(world, "una")).text).text


def test_a_lead_hands_over_with_a_reason(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    browser = browser_of(world, "lena")
    sent = {"to": world.person("dee").public_id, "reason": ""}
    assert browser.post(of(world, "mia", "hand-over"), sent).status_code == 422
    sent["reason"] = "She moves on"
    answer = browser.post(of(world, "mia", "hand-over"), sent)
    assert answer["Location"] == of(world, "mia")
    assert stored(world, objective).owner == world.person("dee")
    assert browser.get(of(world, "mia", "hand-over")).status_code == 403, "nothing is left"


def test_who_leaves_is_listed_with_what_they_own_and_hands_it_over(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    assert 'name="to"' not in browser.get(of(world, "mia", "deactivate")).text, "nothing goes over"
    objective = make_objective(world, "A calm claim")
    page = browser.get(of(world, "mia", "deactivate")).text
    assert "A calm claim" in page
    assert 'name="to"' in page
    sent = {"to": world.person("dee").public_id, "reason": "She left", "version": "1"}
    assert browser.post(of(world, "mia", "deactivate"), sent).status_code == 302
    assert not stored_person(world, "mia").active
    assert stored(world, objective).owner == world.person("dee")
    shown = browser.get(of(world, "mia")).text
    assert "Deactivated" in shown
    assert browser.post(of(world, "mia", "reactivate"), {"version": "2"}).status_code == 302
    assert stored_person(world, "mia").active


def test_who_left_stands_in_no_team_and_is_found_by_whoever_may_let_them_back(
    world: World, browser_of: BrowserOf
) -> None:
    claims = world.teams["claims"]
    make_objective(world, "A calm claim", team=claims, owner=world.person("max"))
    team = f"/o/freight/teams/{claims.public_id}"
    browser = browser_of(world, "ada")
    pages = (team, f"{team}/manage")
    before = [Page(browser.get(page).text).text.count("Mia") for page in pages]
    with world.reading():
        person_deactivate(actor=world.system, person=world.person("mia"), at=AT)
    after = [Page(browser.get(page).text).text.count("Mia") for page in pages]
    assert after[0] == before[0] - 1, "she is the owner of key results still"
    assert after[1] == 0 < before[1]
    found = browser.get("/o/freight/people?q=mia").text
    assert of(world, "mia") in found
    assert "Deactivated" in found
    assert of(world, "mia") not in browser.get("/o/freight/people").text
    assert of(world, "mia") not in browser_of(world, "max").get("/o/freight/people?q=mia").text


def test_the_last_admin_does_not_leave(world: World, browser_of: BrowserOf) -> None:
    sent = {"to": "", "reason": "", "version": "1"}
    answer = browser_of(world, "ada").post(of(world, "ada", "deactivate"), sent)
    assert answer.status_code == 422
    assert "Somebody must be admin." in answer.text
    assert stored_person(world, "ada").active


def test_the_page_asks_as_much_for_much_as_for_little(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Row 0")
    browser = browser_of(world, "lena")
    browser.get(of(world, "mia"))
    with CaptureQueriesContext(connection) as few:
        browser.get(of(world, "mia"))
    for number in range(1, 5):
        make_objective(world, f"Row {number}", key_results=2)
    with CaptureQueriesContext(connection) as many:
        browser.get(of(world, "mia"))
    assert len(many) == len(few) <= 32


def test_one_who_is_gone_is_not_invited(world: World, browser_of: BrowserOf) -> None:
    with world.reading():
        person_deactivate(actor=world.system, person=world.person("una"), at=AT)
    page = browser_of(world, "ada").get(of(world, "una")).text
    assert of(world, "una", "invite") not in page
    assert "Let them act again" in page
