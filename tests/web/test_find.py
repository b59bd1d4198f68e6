"""Find or do: everything one may see and use, in one field; nothing of what one may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Tier
from plumbline.domain.okrs.models import Visibility
from plumbline.web.find import FEW, PAGE
from tests.domain.governance.test_gate import adopt
from tests.web.conftest import BrowserOf, without_tokens
from tests.web.moments import clock
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_comment, make_cycle, make_objective

__all__ = ["clock"]

FIND = "/o/freight/find"
HTMX = {"HX-Request": "true"}
EVERYBODY = ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")

pytestmark = pytest.mark.usefixtures("clock")


def found(page: str) -> list[str]:
    """Return the addresses that were found, in order."""
    return [link["href"] for link in Page(page).all("a") if "data-found" in link]


def test_each_kind_of_thing_is_found_in_a_group_of_its_own(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Claims settle themselves")
    page = browser_of(world, "vic").get(FIND, {"q": "claims"})
    assert page.status_code == 200
    text = Page(page.text).text
    for group in ("Objectives", "Key results", "Teams"):
        assert group in text
    addresses = found(page.text)
    assert f"/o/freight/objectives/{objective.public_id}" in addresses
    assert f"/o/freight/teams/{world.teams['claims'].public_id}" in addresses
    assert any("/key-results/" in address for address in addresses)
    lena = f"/o/freight/people/{world.person('lena').public_id}"
    assert lena in found(browser_of(world, "vic").get(FIND, {"q": "lena"}).text)


def test_a_tag_is_found_as_it_is_shown(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Heron", tags=["board"])
    address = f"/o/freight/objectives/{objective.public_id}"
    browser = browser_of(world, "vic")
    for asked in ("board", "#board", "tag:board", "#Board heron"):
        assert address in found(browser.get(FIND, {"q": asked}).text), asked
    assert address not in found(browser.get(FIND, {"q": "#heron"}).text)


def test_pages_practices_and_rules_of_governance_are_found(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY, Binding("PL-O01"), name="One person owns each result")
    browser = browser_of(world, "carl")
    assert "/o/freight/governance" in found(browser.get(FIND, {"q": "governance"}).text)
    assert "/o/freight/governance/audits" in found(browser.get(FIND, {"q": "audits"}).text)
    own = f"/o/freight/governance/practices/{practice.public_id}"
    assert own in found(browser.get(FIND, {"q": "one person owns"}).text)
    by_code = found(browser.get(FIND, {"q": "pl-o01"}).text)
    assert [own, "/o/freight/governance/rules/PL-O01"] == by_code


def test_a_person_stands_above_what_speaks_of_them(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Lena sails")
    make_comment(world, objective, text="@Lena, is it true?")
    lines = found(browser_of(world, "vic").get(FIND, {"q": "lena"}).text)
    assert lines[0] == f"/o/freight/people/{world.person('lena').public_id}"
    assert "#comment-" in lines[-1]


def test_a_stranger_finds_nothing_of_it(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Heron")
    assert browser_of(stranger_world, "sam").get(FIND, {"q": "heron"}).status_code == 404
    own = browser_of(stranger_world, "sam").get("/o/stranger/find", {"q": "heron"})
    assert found(own.text) == []


def test_nothing_typed_shows_where_to_go_and_what_may_be_done(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world)
    leader = found(browser_of(world, "carl").get(FIND).text)
    viewer = found(browser_of(world, "vic").get(FIND).text)
    assert "/o/freight/company" in viewer
    assert "/o/freight/import" in leader
    assert "/o/freight/import" not in viewer
    assert "/o/freight/people#add_title" in found(browser_of(world, "ada").get(FIND).text)
    assert "/o/freight/people#add_title" not in leader


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("weekly review", "/o/freight/teams/{claims}/review"),
        ("three questions", "/o/freight/teams/{claims}/weekly-answers"),
        ("plan my week", "/o/freight/my-week/plan"),
        ("unread", "/o/freight/inbox"),
        ("priorities", "/o/freight/strategy"),
        ("deputy", "/o/freight/settings/deputies"),
    ],
)
def test_what_people_do_every_week_is_found_by_its_name(
    world: World, browser_of: BrowserOf, words: str, place: str
) -> None:
    make_cycle(world)
    address = place.format(claims=world.teams["claims"].public_id)
    assert address in found(browser_of(world, "mia").get(FIND, {"q": words}).text)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("backup", "/o/freight/help/guides/back-up"),
        ("back up", "/o/freight/help/guides/back-up"),
        ("postgresql", "/o/freight/help/guides/use-postgresql"),
        ("excel", "/o/freight/import"),
        ("settings mail", "/o/freight/settings/mail"),
    ],
)
def test_what_runs_an_instance_is_found_by_the_words_one_would_type(
    world: World, browser_of: BrowserOf, words: str, place: str
) -> None:
    browser = browser_of(world, "ada")
    assert place in found(browser.get(FIND, {"q": words}).text)
    assert browser.get(place).status_code == 200


def test_every_place_that_is_offered_opens(world: World, browser_of: BrowserOf) -> None:
    make_objective(world)
    for who in EVERYBODY:
        browser = browser_of(world, who)
        for address in found(browser.get(FIND).text):
            assert browser.get(address.partition("#")[0]).status_code in (200, 302), (who, address)


def test_what_is_private_is_found_only_by_those_who_see_it(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world)
    browsers = {who: browser_of(world, who) for who in EVERYBODY}
    asked = [{"q": "quetzal"}, {"q": "QUETZAL"}, {"q": "quetzal", "in": "key-results"}, {"q": "e"}]
    before = {
        who: [without_tokens(browser.get(FIND, query).text) for query in asked]
        for who, browser in browsers.items()
    }
    hidden = make_objective(
        world, "The quetzal plan", visibility=Visibility.PRIVATE, tags=("quetzals",)
    )
    make_comment(world, hidden, text="A quetzal, everywhere", by="mia")
    for who, browser in browsers.items():
        now = [without_tokens(browser.get(FIND, query).text) for query in asked]
        assert (now == before[who]) is (who not in ("mia", "max")), who
    page = browsers["mia"].get(FIND, {"q": "quetzal"}).text
    for words in ("The quetzal plan", "#quetzals", "A quetzal, everywhere"):
        assert words in page


def test_words_are_found_in_any_order_and_case(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Überseeische Häfen öffnen früher", key_results=0, active=False)
    browser = browser_of(world, "vic")
    for text in ("häfen", "HÄFEN", "überseeische", "früher öffnen", "  öffnen  ÜBERSEEISCHE "):
        assert "Häfen" in browser.get(FIND, {"q": text}).text.partition('id="found"')[2], text


@pytest.mark.parametrize(
    "text", ["%", "_", "100%_", "\\", "'; DROP TABLE", "q\x00z", "\ud800", "*"]
)
def test_signs_are_looked_for_as_they_stand(world: World, browser_of: BrowserOf, text: str) -> None:
    make_objective(world, "Plain words", key_results=1)
    page = browser_of(world, "vic").get(FIND, {"q": text.encode("utf-8", "surrogatepass")})
    assert page.status_code == 200
    assert found(page.text) == []


def test_a_percent_sign_in_a_title_is_found(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Reach 95% of ports", key_results=0, active=False)
    make_objective(world, "Reach 950 ports", key_results=0, active=False)
    page = browser_of(world, "vic").get(FIND, {"q": "95%"}).text
    assert "Reach 95% of ports" in page
    assert "Reach 950 ports" not in page


def test_long_groups_are_cut_and_paged(world: World, browser_of: BrowserOf) -> None:
    for number in range(PAGE + 3):
        make_objective(world, f"Harbour {number:02}", key_results=0, active=False)
    browser = browser_of(world, "vic")
    few = found(browser.get(FIND, {"q": "harbour"}).text)
    assert len([address for address in few if "/objectives/" in address]) == FEW
    first = browser.get(few[-1]).text
    assert "Only in “Objectives”" in first
    assert len([address for address in found(first) if "/objectives/" in address]) == PAGE
    second = browser.get(found(first)[-1]).text
    assert len([address for address in found(second) if "/objectives/" in address]) == 3
    assert "Harbour 27" in second
    back = next(address for address in found(second) if "page=1" in address)
    assert found(browser.get(back).text) == found(first)


@pytest.mark.parametrize(
    "query",
    [
        "?q=x&in=secrets",
        "?q=harbour&in=teams&page=-1",
        "?page=9e9",
        "?q=harbour&in=people&page=99999999999",
        "?in=places&page=2",
    ],
)
def test_an_address_that_means_nothing_is_no_error(
    world: World, browser_of: BrowserOf, query: str
) -> None:
    make_objective(world)
    assert browser_of(world, "vic").get(FIND + query).status_code == 200


def test_with_htmx_the_lines_come_alone_and_say_how_many(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Harbour", key_results=0, active=False)
    browser = browser_of(world, "vic")
    part = browser.get(FIND, {"q": "harbour"}, headers=HTMX)
    assert "<title>" not in part.text
    assert "1 shown" in part.text
    assert "HX-Request" in part["Vary"]
    assert "no-store" in part["Cache-Control"]
    nothing = browser.get(FIND, {"q": "zebra"}, headers=HTMX).text
    assert "Nothing you may see holds “zebra”" in nothing


def test_what_was_typed_is_shown_as_text(world: World, browser_of: BrowserOf) -> None:
    attack = "<img src=x onerror=alert(1)>\"'"
    make_objective(world, attack, key_results=0, active=False)
    page = browser_of(world, "vic").get(FIND, {"q": attack}).text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_field_is_on_every_page_and_keys_name_it(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    browser = browser_of(world, "vic")
    page = Page(browser.get("/o/freight/company").text)
    assert page.all("form", "pl-find")[0]["action"] == FIND
    assert "/ Find or do" in page.text
    assert not Page(browser.get(FIND).text).all("form", "pl-find")  # its own field is there


def test_queries_do_not_grow_with_what_is_found(world: World, browser_of: BrowserOf) -> None:
    def write(number: int) -> None:
        written = make_objective(world, f"Harbour {number}", key_results=2, active=False)
        make_comment(world, written, text=f"Which harbour is {number}?")
        world.make_team(f"Harbour {number}")
        world.make_person(f"Harbour {number}", claimed=False)

    write(0)
    browser = browser_of(world, "vic")
    browser.get(FIND, {"q": "harbour"})
    with CaptureQueriesContext(connection) as few:
        browser.get(FIND, {"q": "harbour"})
    for number in range(1, 13):
        write(number)
    with CaptureQueriesContext(connection) as many:
        browser.get(FIND, {"q": "harbour"})
    assert len(few) == len(many)
    assert len(many) <= 28
