"""The page that opens a private objective, and what its pages say while it is open."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from plumbline.domain.okrs.models import Objective, Opening, Visibility
from plumbline.domain.okrs.services.adjustments import key_result_adjust
from plumbline.domain.okrs.services.openings import OPENING_LASTS
from plumbline.domain.okrs.values import key_result_values
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.outbox.models import OutboxMessage
from tests.web.conftest import BrowserOf, without_tokens
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_objective

pytestmark = pytest.mark.usefixtures("clock")

OPENINGS = "/o/freight/settings/openings"
REASON = "A complaint about the plan"
OTHERS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")
UNTIL = "3 March 2026, 09:00"


@pytest.fixture
def private(world: World) -> Objective:
    return make_objective(world, "The quetzal plan", visibility=Visibility.PRIVATE)


def of(objective: Objective) -> str:
    return f"/o/freight/objectives/{objective.public_id}"


def opened_by(ada: Client, named: str) -> str:
    answer = ada.post(OPENINGS, {"named": named, "reason": REASON})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def test_the_page_says_what_will_happen_before_it_does(world: World, browser_of: BrowserOf) -> None:
    page = Page(browser_of(world, "ada").get(OPENINGS).text)
    for words in (
        "Its owner gets a mail with your name, your reason and the hour it ends.",
        "For 24 hours you can read its page",
        "You can change nothing.",
        "Open it and tell its owner",
    ):
        assert words in page.text
    assert not OutboxMessage.objects.filter(subject__contains="opened").exists()


@pytest.mark.parametrize(
    "named",
    [
        "https://okr.example/o/freight/objectives/{id}",
        "http://testserver/o/freight/objectives/{id}/explanation?as_of=2026-03-01#x",
        "  /o/freight/objectives/{id} ",
        "{id}",
        "https://okr.example/o/freight/key-results/{result}",
        "{result}",
    ],
)
def test_a_link_or_an_id_leads_to_the_objective(
    world: World, browser_of: BrowserOf, private: Objective, named: str
) -> None:
    ada = browser_of(world, "ada")
    result = first_key_result(world, private)
    make_check_in(world, result, "40", note="Slow going", confidence=3)
    there = opened_by(ada, named.format(id=private.public_id, result=result.public_id))
    assert there == of(private)
    page = Page(ada.get(there).text)
    assert "The quetzal plan" in page.text
    assert f"You opened this and can read it until {UNTIL}." in page.text
    assert f"Mia was told by mail. Your reason: “{REASON}”" in page.text
    result_page = Page(ada.get(f"/o/freight/key-results/{result.public_id}").text)
    assert "Slow going" in result_page.text
    assert f"You opened this and can read it until {UNTIL}." in result_page.text


def test_nothing_on_its_pages_offers_a_change(
    world: World, browser_of: BrowserOf, private: Objective
) -> None:
    draft = make_objective(world, "A draft", visibility=Visibility.PRIVATE, active=False)
    ada = browser_of(world, "ada")
    for objective in (private, draft):
        opened_by(ada, objective.public_id)
        result = first_key_result(world, objective)
        for url in (of(objective), f"/o/freight/key-results/{result.public_id}"):
            page = Page(ada.get(url).text)
            posts = {form["action"] for form in page.all("form") if form.get("method") == "post"}
            assert {action.rpartition("/")[2] for action in posts} == {"end", "sign-out"}
            own = {link["href"] for link in page.all("a") if url in link.get("href", "")}
            assert {href.removeprefix(url) for href in own} <= {"/explanation"}


def test_a_past_day_of_it_can_be_read_too(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    before = AT - timedelta(days=5)
    private = make_objective(world, "The old plan", visibility=Visibility.PRIVATE, at=before)
    ada = browser_of(world, "ada")
    opened_by(ada, private.public_id)
    for part in ("", "/explanation"):
        assert "The old plan" in ada.get(of(private) + part + "?as_of=2026-02-27").text
    clock(AT + OPENING_LASTS)
    assert ada.get(of(private) + "?as_of=2026-02-27").status_code == 404


def test_it_is_over_at_the_hour(
    world: World, browser_of: BrowserOf, private: Objective, clock: Clock
) -> None:
    ada = browser_of(world, "ada")
    opened_by(ada, private.public_id)
    clock(AT + OPENING_LASTS - timedelta(seconds=1))
    assert ada.get(of(private)).status_code == 200
    assert "The quetzal plan" in ada.get(OPENINGS).text
    clock(AT + OPENING_LASTS)
    assert ada.get(of(private)).status_code == 404
    assert "The quetzal plan" not in ada.get(OPENINGS).text


def test_it_is_ended_from_its_page_or_from_the_list(
    world: World, browser_of: BrowserOf, private: Objective
) -> None:
    ada = browser_of(world, "ada")
    for where in (of(private), OPENINGS):
        opened_by(ada, private.public_id)
        forms = Page(ada.get(where).text).all("form")
        (end,) = [form["action"] for form in forms if form.get("action", "").endswith("/end")]
        page = Page(ada.post(end, follow=True).text)
        assert "It is closed to you again." in page.text
        assert ada.get(of(private)).status_code == 404


def test_whoever_is_no_admin_any_more_can_still_let_go(
    world: World, browser_of: BrowserOf, private: Objective
) -> None:
    ada = browser_of(world, "ada")
    opened_by(ada, private.public_id)
    with world.reading():
        row = Opening.objects.get()
        role_grant(actor=world.system, person=world.person("carl"), role=Role.ADMIN, at=AT)
        role_revoke(actor=world.system, person=world.person("ada"), role=Role.ADMIN, at=AT)
    assert ada.get(of(private)).status_code == 404
    assert ada.get(OPENINGS).status_code == 403
    answer = ada.post(f"{OPENINGS}/{row.public_id}/end")
    assert answer.headers["Location"] == "/o/freight/my-week"


def test_what_cannot_be_opened_answers_alike_and_keeps_what_was_typed(
    world: World, browser_of: BrowserOf, private: Objective
) -> None:
    seen = make_objective(world, "Seen by everybody")
    ada = browser_of(world, "ada")
    pages = []
    for named in ("zzzzzzzzzzzz", seen.public_id, "nonsense"):
        answer = ada.post(OPENINGS, {"named": named, "reason": REASON})
        assert answer.status_code == 422
        assert "There is nothing to open by that." in answer.text
        assert REASON in answer.text
        pages.append(without_tokens(answer.text).replace(named, ""))
    assert len(set(pages)) == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"named": "", "reason": REASON}, "Paste the link that you were given."),
        ({"named": "zzzzzzzzzzzz", "reason": " "}, "Say why: the owner of the objective reads it."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    world: World, browser_of: BrowserOf, sent: dict[str, str], words: str
) -> None:
    answer = browser_of(world, "ada").post(OPENINGS, sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert "There is nothing to open by that." not in answer.text


def test_the_owner_and_their_manager_find_it_in_the_history(
    world: World, browser_of: BrowserOf, private: Objective, clock: Clock
) -> None:
    opened_by(browser_of(world, "ada"), private.public_id)
    for name in ("mia", "max"):
        page = Page(browser_of(world, name).get(of(private)).text)
        assert f"Ada opened it and can read it until {UNTIL}. “{REASON}”" in page.text
        assert f"Open to Ada until {UNTIL}" in page.text
        assert "You opened this" not in page.text
    clock(AT + OPENING_LASTS)
    page = Page(browser_of(world, "mia").get(of(private)).text)
    assert f"Ada opened it and could read it until {UNTIL}. “{REASON}”" in page.text
    assert "Open to Ada" not in page.text


def test_a_past_day_knows_nothing_of_what_was_opened_since(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE, at=AT - timedelta(days=5))
    opened_by(browser_of(world, "ada"), private.public_id)
    mia = browser_of(world, "mia")
    assert REASON in mia.get(of(private)).text
    assert REASON not in mia.get(of(private) + "?as_of=2026-02-27").text


@pytest.mark.parametrize("name", OTHERS)
def test_others_have_neither_page_nor_way_to_it(
    world: World, browser_of: BrowserOf, name: str
) -> None:
    browser = browser_of(world, name)
    assert browser.get(OPENINGS).status_code == 403
    assert browser.post(OPENINGS, {"named": "x", "reason": "y"}).status_code == 403
    for url in ("/o/freight/settings/tokens", "/o/freight/find?q=private"):
        assert OPENINGS not in browser.get(url).text


def test_an_admin_finds_the_way(world: World, browser_of: BrowserOf) -> None:
    ada = browser_of(world, "ada")
    for url in ("/o/freight/settings/tokens", "/o/freight/find?q=private"):
        assert OPENINGS in ada.get(url).text


def test_an_address_with_nothing_behind_it_leads_an_admin_on_whether_or_not_there_is_something(
    world: World, browser_of: BrowserOf, private: Objective
) -> None:
    ada = browser_of(world, "ada")
    for kind, there in (
        ("objectives", private.public_id),
        ("key-results", first_key_result(world, private).public_id),
    ):
        pages = set()
        for public_id in (there, "zzzzzzzzzzzz"):
            here = f"/o/freight/{kind}/{public_id}"
            answer = ada.get(here)
            assert answer.status_code == 404
            assert f"{OPENINGS}?{urlencode({'named': here})}" in answer.text
            pages.add(without_tokens(answer.text).replace(public_id, ""))
        assert len(pages) == 1
        page = Page(ada.get(f"{OPENINGS}?named=/o/freight/{kind}/{there}").text)
        (field,) = [each for each in page.all("input") if each.get("name") == "named"]
        assert field["value"] == f"/o/freight/{kind}/{there}"
        assert OPENINGS not in browser_of(world, "carl").get(f"/o/freight/{kind}/{there}").text


def test_an_opened_key_result_is_read_where_the_title_above_it_is_outdated(
    world: World, browser_of: BrowserOf
) -> None:
    private = make_objective(world, "All 100 depots load at night", visibility=Visibility.PRIVATE)
    row = first_key_result(world, private)
    with world.writing():
        key_result_adjust(
            actor=world.viewer("max"),
            key_result=row,
            values=replace(
                key_result_values(row),
                metric=replace(key_result_values(row).metric, target=Decimal(80)),
            ),
            reason="The law changed",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
    ada = browser_of(world, "ada")
    opened_by(ada, private.public_id)
    answer = ada.get(f"/o/freight/key-results/{row.public_id}")
    assert answer.status_code == 200
    assert "The title of its objective says 100 where 80 holds now." in answer.text
    assert "Change the title of the objective" not in answer.text
