"""The list of people, adding somebody, inviting somebody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.accounts.models import Invitation
from plumbline.domain.orgs.models import Person, RoleGrant, TeamMembership
from plumbline.domain.outbox.models import OutboxMessage
from tests.web.conftest import BrowserOf
from tests.world import World

PEOPLE = "/o/freight/people"
OTHERS = ["carl", "lena", "mia", "max", "vic", "aud", "fin", "dee"]
NEW = {"name": "Nia New", "email": "nia@freight.example", "invite": "on"}


def person_named(world: World, name: str) -> Person | None:
    with world.reading():
        found: Person | None = Person.objects.filter(name=name).first()
    return found


def test_everybody_sees_the_list_and_only_admins_the_form(
    world: World, browser_of: BrowserOf
) -> None:
    for who in ("ada", *OTHERS):
        text = browser_of(world, who).get(PEOPLE).text
        assert all(name in text for name in ("Ada", "Carl", "Una")), who
        assert ("Add a person" in text) == (who == "ada"), who
        assert ("/invite" in text) == (who == "ada"), who


def test_the_list_tells_teams_roles_and_sign_in(world: World, browser_of: BrowserOf) -> None:
    text = browser_of(world, "ada").get(PEOPLE).text
    assert "Freight (leads)" in text
    assert "Finance partner" in text
    assert "10 people" in text
    assert "Not invited" in text
    assert "Signs in" in text


def test_a_refused_form_stands_before_the_list_where_both_share_a_column(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    assert "pl-aside-first" not in browser.get(PEOPLE).text
    assert 'href="#add_title"' in browser.get(PEOPLE).text
    assert "pl-aside-first" in browser.post(PEOPLE, {"name": ""}).text


def test_a_search_narrows_the_list(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    text = browser.get(PEOPLE, {"q": "MA freight"}).text
    assert "1 person matches “MA freight”" in text
    assert "Max" in text
    assert browser.get(PEOPLE, {"q": "mia\0"}).status_code == 422
    nobody = browser.get(PEOPLE, {"q": "<script>"}).text
    assert "holds “&lt;script&gt;”" in nobody


def test_long_lists_come_in_pages_of_fifty(world: World, browser_of: BrowserOf) -> None:
    for number in range(45):
        world.make_person(f"Row {number:02}", claimed=False)
    browser = browser_of(world, "mia")
    first = browser.get(PEOPLE).text
    assert "1 to 50 of 55" in first
    assert "?page=2" in first
    assert "51 to 55 of 55" in browser.get(PEOPLE, {"page": "2"}).text
    for odd in ("0", "-1", "x", "9" * 30, "²"):
        assert browser.get(PEOPLE, {"page": odd}).status_code == 200


def test_the_list_asks_as_much_for_fifty_as_for_ten(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    browser.get(PEOPLE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(PEOPLE)
    for number in range(35):
        person = world.make_person(f"Row {number:02}", claimed=False)
        world.make_membership(person, world.teams["claims"])
    with CaptureQueriesContext(connection) as many:
        browser.get(PEOPLE)
    assert len(many) == len(few)
    assert len(few) <= 26


def test_an_admin_adds_and_invites_in_one_form(world: World, browser_of: BrowserOf) -> None:
    sent = NEW | {"team": world.teams["claims"].public_id, "role": "auditor"}
    response = browser_of(world, "ada").post(PEOPLE, sent)
    text = response.text
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    nia = person_named(world, "Nia New")
    assert nia is not None
    with world.reading():
        assert TeamMembership.objects.get(person=nia).team == world.teams["claims"]
        assert not RoleGrant.objects.filter(person=nia).exists()  # given when they accept
    invitation = Invitation.objects.get(person_public_id=nia.public_id)
    assert invitation.roles == ["auditor"]
    link = re.search(r'value="([^"]+:8000/invitations/[^"]+)"', text)
    assert link
    assert link[1] in OutboxMessage.objects.get(to="nia@freight.example").body_text
    again = browser_of(world, "ada").get(PEOPLE).text
    assert link[1] not in again
    assert "Invite again" in again


def test_somebody_may_be_added_without_a_way_in(world: World, browser_of: BrowserOf) -> None:
    sent = {"name": "Nia New", "email": "", "role": "viewer"}
    assert browser_of(world, "ada").post(PEOPLE, sent)["Location"] == PEOPLE
    nia = person_named(world, "Nia New")
    assert nia is not None
    with world.reading():
        assert RoleGrant.objects.get(person=nia).role == "viewer"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Say what the person is called."),
        ({"email": ""}, "Type where the invitation goes"),
        ({"email": "nia"}, "Enter a valid email address."),
        ({"email": "MIA@freight.example"}, "already belongs to somebody"),
        ({"team": "000000000000"}, "Select a valid choice."),
        ({"role": "owner"}, "Select a valid choice."),
        ({"name": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_added(
    world: World, browser_of: BrowserOf, changed: dict[str, str], says: str
) -> None:
    response = browser_of(world, "ada").post(PEOPLE, NEW | changed)
    text = response.text
    assert response.status_code == 422
    assert says in text
    assert ("Nia New" in text) == ("name" not in changed)
    with world.reading():
        assert Person.objects.count() == 10
    assert not OutboxMessage.objects.exists()


def test_nobody_else_adds_or_invites(world: World, browser_of: BrowserOf) -> None:
    una = world.person("una")
    invite = f"{PEOPLE}/{una.public_id}/invite"
    for who in OTHERS:
        browser = browser_of(world, who)
        assert browser.post(PEOPLE, NEW).status_code == 403, who
        assert browser.get(invite).status_code == 403, who
        sent = {"email": una.email, "version": una.version}
        assert browser.post(invite, sent).status_code == 403, who
    assert person_named(world, "Nia New") is None
    assert not Invitation.objects.exists()


def test_an_unclaimed_person_is_invited_to_an_address_given_then(
    world: World, browser_of: BrowserOf
) -> None:
    noel = world.make_person("Noel", email="", claimed=False)
    browser = browser_of(world, "ada")
    url = f"{PEOPLE}/{noel.public_id}/invite"
    assert "Invite Noel" in browser.get(url).text
    missing = browser.post(url, {"email": "", "version": noel.version})
    assert missing.status_code == 422
    assert "An invitation needs an e-mail address." in missing.text
    done = browser.post(url, {"email": "noel@freight.example", "version": noel.version})
    assert "Noel is invited" in done.text
    assert "data-posted" not in done.text  # what was typed is saved, and is not given back
    assert Invitation.objects.get().email == "noel@freight.example"
    stale = browser.post(url, {"email": "other@freight.example", "version": noel.version})
    assert stale.status_code == 409
    assert "Somebody else changed this" in stale.text
    assert Invitation.objects.count() == 1


def test_whoever_signs_in_already_is_not_invited(world: World, browser_of: BrowserOf) -> None:
    mia = world.person("mia")
    url = f"{PEOPLE}/{mia.public_id}/invite"
    response = browser_of(world, "ada").post(url, {"email": mia.email, "version": mia.version})
    assert response.status_code == 409
    assert "Somebody already signs in as this person." in response.text
    assert not Invitation.objects.exists()


def test_people_of_others_are_not_there(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    sam = stranger_world.person("sam")
    browser = browser_of(world, "ada")
    assert browser.get(f"{PEOPLE}/{sam.public_id}/invite").status_code == 404
    assert "0 people match “sam”" in browser.get(PEOPLE, {"q": "sam"}).text
