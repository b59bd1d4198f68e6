"""Where the settings begin, the form of the organization, and the switches of its modules."""

import re

import pytest

from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World

SETTINGS = "/o/freight/settings"
ORGANIZATION = f"{SETTINGS}/organization"
MODULES = f"{SETTINGS}/modules"
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
VALUES = {
    "name": "Freight AG",
    "slug": "freight",
    "time_zone": "Europe/Berlin",
    "fiscal_year_start_month": "4",
    "version": "1",
}


def stored(world: World) -> Organization:
    return Organization.objects.get(pk=world.organization.pk)


def on(world: World) -> frozenset[ModuleKey]:
    with world.reading():
        return organization_modules()


def switch_of(page: str, name: str) -> str:
    """Return the button of a module."""
    found = re.search(rf'<button[^>]*\bname="{name}"[^>]*>', page)
    assert found, name
    return found[0]


def test_the_settings_begin_with_what_is_the_viewers_and_nothing_else(
    world: World, browser_of: BrowserOf
) -> None:
    for who in ("ada", *OTHERS):
        text = browser_of(world, who).get(SETTINGS).text
        assert 'href="/preferences"' in text, who
        assert f'href="{SETTINGS}/tokens"' in text, who
        assert f'href="{MODULES}"' in text, who  # what is on is everybody's to see
        assert (f'href="{ORGANIZATION}"' in text) == (who == "ada"), who


def test_a_view_of_the_settings_lists_the_others_by_subject(
    world: World, browser_of: BrowserOf
) -> None:
    page = Page(browser_of(world, "ada").get(MODULES).text)
    listed = page.all("nav", "pl-page-list")
    assert [nav["aria-label"] for nav in listed] == ["Settings"]
    for words in ("The organization", "What happened", "You", "Private objectives", "Export"):
        assert words in page.text, words
    # The row of tabs leaves out what belongs to another entry, and marks the open one.
    tabs = page.all("a", "pl-tab")
    assert not [tab for tab in tabs if tab["href"].endswith("/export")]
    assert [tab["href"] for tab in tabs if "aria-current" in tab] == [MODULES]


def test_the_side_bar_leads_everybody_to_the_settings(world: World, browser_of: BrowserOf) -> None:
    for who in ("ada", "mia", "vic"):
        assert f'href="{SETTINGS}"' in browser_of(world, who).get("/o/freight/people").text


def test_find_knows_the_views_of_the_settings(world: World, browser_of: BrowserOf) -> None:
    asked = {"q": "fiscal year"}
    assert f'href="{ORGANIZATION}"' in browser_of(world, "ada").get("/o/freight/find", asked).text
    assert ORGANIZATION not in browser_of(world, "mia").get("/o/freight/find", asked).text


def test_an_admin_changes_what_the_organization_says(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    text = browser.get(ORGANIZATION).text
    assert 'value="Example Freight"' in text
    assert "/o/freight/" in text
    assert browser.post(ORGANIZATION, VALUES)["Location"] == ORGANIZATION
    row = stored(world)
    assert (row.name, row.time_zone, row.fiscal_year_start_month) == (
        "Freight AG", "Europe/Berlin", 4)  # fmt: skip
    assert "Freight AG" in browser.get(ORGANIZATION).text


def test_a_new_address_is_where_the_pages_are_from_then_on(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    answer = browser.post(ORGANIZATION, VALUES | {"slug": "freight-ag"})
    assert answer["Location"] == "/o/freight-ag/settings/organization"
    assert "now at http" in browser.get(answer["Location"]).text
    assert browser.get(ORGANIZATION).status_code == 404


def test_all_mistakes_are_said_at_once_each_at_its_field(
    world: World, browser_of: BrowserOf
) -> None:
    wrong = {"name": "", "slug": "Upper Case", "time_zone": "Mars/Crater"}
    answer = browser_of(world, "ada").post(ORGANIZATION, VALUES | wrong)
    assert answer.status_code == 422
    page = Page(answer.text)
    invalid = [field["name"] for field in page.all("input") if "aria-invalid" in field]
    assert invalid == ["name", "slug", "time_zone"]
    assert stored(world).name == "Example Freight"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "Say what the organization is called."),
        ({"slug": ""}, "Give the organization an address."),
        ({"slug": "api"}, "and “api” does not do."),
        ({"slug": "stranger"}, "The address “stranger” is taken."),
        ({"time_zone": "Mars/Base"}, "“Mars/Base” is not a time zone."),
        ({"time_zone": " "}, "Name a time zone, such as Europe/Berlin."),
        ({"fiscal_year_start_month": "13"}, "Select a valid choice."),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(
    world: World,
    stranger_world: World,
    browser_of: BrowserOf,
    changed: dict[str, str],
    says: str,
) -> None:
    answer = browser_of(world, "ada").post(ORGANIZATION, VALUES | changed)
    assert answer.status_code == 422
    assert says in answer.text
    assert ("Freight AG" in answer.text) == ("name" not in changed)
    assert stored(world).version == 1


def test_the_second_of_two_writers_sees_both_versions(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    browser.post(ORGANIZATION, VALUES)
    late = browser.post(ORGANIZATION, VALUES | {"name": "Freight SE"})
    assert late.status_code == 409
    assert "Now it says: Freight AG" in late.text
    assert 'value="Freight SE"' in late.text
    assert 'name="version" value="2"' in late.text
    assert stored(world).name == "Freight AG"


def test_every_module_has_its_switch_and_locked_ones_say_why(
    world: World, browser_of: BrowserOf
) -> None:
    text = browser_of(world, "ada").get(MODULES).text
    assert "5 of 10 modules are on" in text
    for key in ModuleKey:
        button = switch_of(text, key.value)
        assert 'role="switch"' in button
        assert ('aria-checked="true"' in button) == (key in on(world))
        essential = key in {ModuleKey.OBJECTIVES, ModuleKey.CHECK_INS, ModuleKey.GRADING}
        assert (" disabled" in button) == essential
    assert text.count("It stays on") == 3


def test_a_switch_works_without_script_and_back(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "ada")
    url = f"{MODULES}/weekly_review"
    for value, is_on in (("off", False), ("off", False), ("on", True)):
        assert browser.post(url, {"weekly_review": value})["Location"] == MODULES
        assert (ModuleKey.WEEKLY_REVIEW in on(world)) is is_on
    assert "Weekly review: on." in browser.get(MODULES).text


@pytest.mark.parametrize(
    ("module", "sent", "status"),
    [
        ("money", {}, 404),
        ("money", {"money": "maybe"}, 404),
        ("nothing", {"nothing": "on"}, 404),
        ("check_ins", {"check_ins": "off"}, 409),
    ],
)
def test_a_switch_that_cannot_be_changes_nothing(
    world: World, browser_of: BrowserOf, module: str, sent: dict[str, str], status: int
) -> None:
    before = on(world)
    assert browser_of(world, "ada").post(f"{MODULES}/{module}", sent).status_code == status
    assert on(world) == before


def test_a_preset_says_what_it_would_change_and_does_it(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "ada")
    text = browser.get(MODULES).text
    assert "Switches on: Lateral review, Governance, Money, Feedback, Skills." in text
    assert "As it is now." in text
    assert browser.post(MODULES, {"preset": "full"})["Location"] == MODULES
    assert on(world) == set(ModuleKey)
    assert "Switches off: Lateral review" in browser.get(MODULES).text
    wrong = browser.post(MODULES, {"preset": "huge"})
    assert wrong.status_code == 422
    assert "Choose a preset." in wrong.text


def test_nobody_else_reaches_the_house(world: World, browser_of: BrowserOf) -> None:
    before = on(world)
    for who in OTHERS:
        browser = browser_of(world, who)
        assert browser.get(ORGANIZATION).status_code == 403, who
        assert browser.post(ORGANIZATION, VALUES).status_code == 403, who
        assert "Use this preset" not in browser.get(MODULES).text, who
        assert browser.post(MODULES, {"preset": "full"}).status_code == 403, who
        assert browser.post(f"{MODULES}/money", {"money": "on"}).status_code == 403, who
    assert stored(world).version == 1
    assert on(world) == before


def test_who_may_not_switch_modules_sees_what_is_on(world: World, browser_of: BrowserOf) -> None:
    page = browser_of(world, "mia").get(MODULES).text
    assert "5 of 10 modules are on" in page
    assert "Administrators switch them" in page
    assert "disabled" in switch_of(page, "governance")
    assert "Use this preset" not in page
    assert f'href="{MODULES}"' in browser_of(world, "mia").get(SETTINGS).text
    assert browser_of(world, "mia").post(MODULES, {"preset": "full"}).status_code == 403
