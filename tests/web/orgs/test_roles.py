"""Who has which role, who stands in for whom, and the table of rights in words."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.orgs.models import Deputy, RoleGrant, RoleTerm
from plumbline.domain.orgs.rights import (
    Act,
    Kind,
    Relation,
    Role,
    State,
    Visibility,
    combinations,
    relations_granted,
)
from plumbline.domain.orgs.services.deputies import deputy_set
from plumbline.web.orgs.rights_words import (
    ACT_WORDS,
    KIND_WORDS,
    SHOWN_ROLES,
    STATE_WORDS,
    TIE_WORDS,
    VISIBILITY_WORDS,
    act_words,
    rights_groups,
)
from tests.web.conftest import BrowserOf
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.usefixtures("clock")

ROLES = "/o/freight/settings/roles"
RIGHTS = "/o/freight/settings/rights"
DEPUTIES = "/o/freight/settings/deputies"
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
DAYS = {"starts_on": "2026-03-02", "ends_on": "2026-03-09"}


def given(world: World, name: str) -> set[str]:
    with world.reading():
        return set(
            RoleGrant.objects.filter(person=world.person(name)).values_list("role", flat=True)
        )


def take(world: World, name: str, role: str) -> str:
    return f"{ROLES}/{world.person(name).public_id}/{role}/take"


def deputies(world: World) -> list[tuple[str, str]]:
    with world.reading():
        found = Deputy.objects.filter(ends_on__gte=TODAY).order_by("pk")
        return [tuple(pair) for pair in found.values_list("person__name", "acts_for__name")]


def name_deputy(world: World, person: str, acts_for: str, *, starts_in_days: int = 0) -> None:
    with world.reading():
        deputy_set(
            actor=world.system,
            person=world.person(person),
            acts_for=world.person(acts_for),
            starts_on=TODAY + timedelta(days=starts_in_days),
            ends_on=TODAY + timedelta(days=starts_in_days + 7),
            at=AT,
        )


def test_everybody_reads_who_has_which_role_and_only_admins_change_it(
    world: World, browser_of: BrowserOf
) -> None:
    for who in ("ada", *OTHERS):
        text = browser_of(world, who).get(ROLES).text
        assert "5 people have a role" in text, who
        assert all(name in text for name in ("Ada", "Carl", "Vic", "Aud", "Fin")), who
        assert "Mia</" not in text.replace("pl-nav-text", ""), who
        assert ("Give a role" in text) == (who == "ada"), who
        assert ("/take" in text) == (who == "ada"), who


@pytest.mark.parametrize("named", ["mia", "MIA@freight.example", " Mia "])
def test_an_admin_gives_a_role_by_name_or_address(
    world: World, browser_of: BrowserOf, named: str
) -> None:
    browser = browser_of(world, "ada")
    for _again in range(2):
        assert browser.post(ROLES, {"person": named, "role": "auditor"})["Location"] == ROLES
    assert given(world, "mia") == {"auditor"}
    assert "Mia is now Auditor." in browser.get(ROLES).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"person": "", "role": "auditor"}, "Say who gets the role."),
        ({"person": "Nobody", "role": "auditor"}, "Nobody here is called “Nobody”."),
        ({"person": "Kim", "role": "auditor"}, "Several people are called “Kim”."),
        ({"person": "Mia", "role": "member"}, "Select a valid choice."),
        ({"person": "Robot", "role": "viewer"}, "A service has what its token allows"),
    ],
)
def test_what_cannot_be_given_is_said(
    world: World, browser_of: BrowserOf, sent: dict[str, str], says: str
) -> None:
    world.make_person("Kim", email="kim1@freight.example", claimed=False)
    world.make_person("Kim", email="kim2@freight.example", claimed=False)
    world.make_person("Robot", is_service=True)
    answer = browser_of(world, "ada").post(ROLES, sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert given(world, "mia") == set()


def test_a_role_is_taken_after_saying_what_follows(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    url = take(world, "aud", "auditor")
    assert "Aud: no longer Auditor" in browser.get(url).text
    assert given(world, "aud") == {"auditor"}
    assert browser.post(url)["Location"] == ROLES
    assert given(world, "aud") == set()
    assert browser.get(url).status_code == 404
    assert browser.post(url).status_code == 404


def test_where_more_roles_were_taken_than_are_shown_the_page_leads_to_the_journal(
    world: World, browser_of: BrowserOf
) -> None:
    ada, taken = browser_of(world, "ada"), date(2026, 2, 3)
    for number, leads in ((50, False), (1, True)):
        with world.writing():
            RoleTerm.objects.bulk_create(
                RoleTerm(person=world.person("mia"), role="viewer", until=taken)
                for _ in range(number)
            )
        text = ada.get(ROLES).text
        assert ("The journal tells of all" in text) is leads
        assert text.count("until 2 February 2026") == 50


def test_the_days_of_a_role_stand_beside_it_and_past_ones_for_who_may_read_the_journal(
    world: World, browser_of: BrowserOf
) -> None:
    browser_of(world, "ada").post(ROLES, {"person": "mia", "role": "viewer"})
    with world.writing():
        terms = RoleTerm.objects.filter(role="viewer", person=world.person("mia"))
        assert terms.update(since=date(2026, 1, 12), until=date(2026, 2, 3)) == 1
        RoleGrant.objects.filter(role="viewer", person=world.person("mia")).delete()
        held = RoleTerm.objects.filter(role="auditor", person=world.person("aud"))
        assert held.update(since=date(2026, 1, 5)) == 1
    for who in ("ada", "aud", "carl", "lena", "mia"):
        text = browser_of(world, who).get(ROLES).text
        assert "since 5 January 2026" in text, who
        assert ("12 January 2026 to 2 February 2026" in text) == (who in {"ada", "aud"}), who


def test_the_last_admin_cannot_lose_the_role(world: World, browser_of: BrowserOf) -> None:
    answer = browser_of(world, "ada").post(take(world, "ada", "admin"))
    assert answer.status_code == 422
    assert "Somebody must be admin." in answer.text
    assert "admin" in given(world, "ada")


def test_nobody_locks_themself_out_without_being_told(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    browser.post(ROLES, {"person": "Mia", "role": "admin"})
    assert "You lock yourself out" not in browser.get(take(world, "mia", "admin")).text
    own = take(world, "ada", "admin")
    assert "You lock yourself out of these settings." in browser.get(own).text
    assert browser.post(own)["Location"] == ROLES
    assert "Give a role" not in browser.get(ROLES).text
    assert browser.get(own).status_code == 403


def test_nobody_else_gives_or_takes(world: World, browser_of: BrowserOf) -> None:
    for who in OTHERS:
        browser = browser_of(world, who)
        assert browser.post(ROLES, {"person": "Mia", "role": "admin"}).status_code == 403, who
        assert browser.get(take(world, "aud", "auditor")).status_code == 403, who
        assert browser.post(take(world, "aud", "auditor")).status_code == 403, who
    assert given(world, "mia") == set()
    assert given(world, "aud") == {"auditor"}


def test_the_list_asks_as_much_for_fifty_as_for_five(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    browser.get(ROLES)
    with CaptureQueriesContext(connection) as few:
        browser.get(ROLES)
    for number in range(50):
        world.make_person(f"Row {number:02}", claimed=False, roles=(Role.VIEWER,))
    with CaptureQueriesContext(connection) as many:
        text = browser.get(ROLES).text
    assert len(many) == len(few)
    assert len(few) <= 24
    assert "1 to 50 of 55" in text
    assert "51 to 55 of 55" in browser.get(ROLES, {"page": "2"}).text


def test_people_name_a_deputy_for_themselves(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    assert "Who is away" not in browser.get(DEPUTIES).text
    assert browser.post(DEPUTIES, {"person": "Dee", **DAYS})["Location"] == DEPUTIES
    assert deputies(world) == [("Dee", "Mia")]
    for who, sees in (("mia", True), ("dee", True), ("max", True), ("ada", True), ("lena", False)):
        text = browser_of(world, who).get(DEPUTIES).text
        assert ("9 Mar 2026" in text) is sees, who
        assert (">End<" in text) is (sees and who != "dee"), who


def test_an_admin_and_a_manager_name_one_for_others(world: World, browser_of: BrowserOf) -> None:
    for who in ("ada", "max"):
        sent = {"acts_for": "Mia", "person": "Dee", **DAYS}
        if who == "max":
            sent["starts_on"] = "2026-03-03"
        assert browser_of(world, who).post(DEPUTIES, sent)["Location"] == DEPUTIES, who
    assert deputies(world) == [("Dee", "Mia")] * 2
    beyond = browser_of(world, "max").post(DEPUTIES, {"acts_for": "Lena", "person": "Dee", **DAYS})
    assert beyond.status_code == 422
    assert deputies(world) == [("Dee", "Mia")] * 2


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"person": ""}, "Say who stands in."),
        ({"person": "Mia"}, "A deputy is somebody else."),
        ({"starts_on": ""}, "Choose a day."),
        ({"ends_on": "2026-03-01"}, "The last day cannot be before the first."),
    ],
)
def test_a_deputy_that_cannot_be_is_refused(
    world: World, browser_of: BrowserOf, changed: dict[str, str], says: str
) -> None:
    answer = browser_of(world, "mia").post(DEPUTIES, {"person": "Dee", **DAYS, **changed})
    assert answer.status_code == 422
    assert says in answer.text
    assert deputies(world) == []


def test_who_named_a_deputy_ends_it_and_others_do_not_find_it(
    world: World, browser_of: BrowserOf
) -> None:
    name_deputy(world, "dee", "mia", starts_in_days=3)
    sent = {
        "person": world.person("dee").public_id,
        "acts_for": world.person("mia").public_id,
        "starts_on": (TODAY + timedelta(days=3)).isoformat(),
    }
    url = f"{DEPUTIES}/end"
    for who in ("lena", "dee", "vic"):
        assert browser_of(world, who).post(url, sent).status_code == 404, who
    assert browser_of(world, "mia").post(url, {**sent, "starts_on": "soon"}).status_code == 404
    assert deputies(world) == [("Dee", "Mia")]
    assert browser_of(world, "mia").post(url, sent)["Location"] == DEPUTIES
    assert deputies(world) == []


def test_whoever_only_reads_has_no_deputies(world: World, browser_of: BrowserOf) -> None:
    for who in ("vic", "aud", "fin"):
        assert browser_of(world, who).get(DEPUTIES).status_code == 403, who
        assert DEPUTIES not in browser_of(world, who).get("/o/freight/settings").text, who


def test_the_table_of_rights_has_words_for_everything_in_it() -> None:
    assert set(ACT_WORDS) == set(Act)
    assert act_words(Act.ASK, Kind.APPROVAL) == "ask for it"
    assert act_words(Act.ASK, Kind.DEPENDENCY).startswith("ask for something")
    assert set(KIND_WORDS) == set(Kind)
    assert set(STATE_WORDS) == set(State) - {State.NONE}
    assert set(VISIBILITY_WORDS) == set(Visibility) - {Visibility.NONE}
    assert set(TIE_WORDS) == set(Relation) - {Relation.ANY, Relation.DEPUTY}


@pytest.mark.parametrize("role", SHOWN_ROLES)
def test_a_roles_part_lists_each_act_that_is_granted_and_no_other(role: Role) -> None:
    granted = {
        (str(KIND_WORDS[kind]), act_words(act, kind))
        for act, kind, visibility, state in combinations()
        if relations_granted((role, act, kind, visibility, state))
    }
    shown = {
        (group.label, f"{line.act[:1].lower()}{line.act[1:]}")
        for group in rights_groups(role)
        for line in group.lines
        if line.act
    }
    assert shown == granted


def test_everybody_reads_the_rights_of_one_role_or_all(world: World, browser_of: BrowserOf) -> None:
    short = browser_of(world, "vic").get(RIGHTS).text
    every = browser_of(world, "vic").get(RIGHTS, {"about": "objective"}).text
    own = browser_of(world, "vic").get(RIGHTS, {"role": "auditor"}).text
    odd = browser_of(world, "vic").get(RIGHTS, {"role": "emperor"}).text
    assert "What somebody may as Auditor" in own
    assert "The journal" in own
    assert "Hand in for review" in every
    assert "Hand in for review" not in own
    assert re.search(r"Activate</td><td[^>]*>[^<]*OKR champion", every)
    assert "Hand in for review" not in short + odd
    assert "When it is" not in short, "a column in which nothing stands"
    assert "When it is" in every
    assert "?about=objective#objective" in short
