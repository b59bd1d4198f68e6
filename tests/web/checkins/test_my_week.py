"""My week: what is due, saving, refusals that keep what was typed, two people at once."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import KeyResult, MetricKind, Objective
from plumbline.domain.okrs.selectors.facts import Metric
from plumbline.domain.orgs.models import Deputy
from plumbline.engine.documents.model import MetricKind as Kind
from plumbline.engine.documents.model import Stage
from plumbline.web.okrs.written import value_alone
from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_objective,
    metric,
    progress_of,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

WEEK = "/o/freight/my-week"
HTMX = {"HX-Request": "true"}
LAST_WEEK = TODAY - timedelta(days=7)

pytestmark = pytest.mark.usefixtures("clock")


def entries(world: World) -> list[CheckIn]:
    with world.reading():
        return list(CheckIn.objects.select_related("reading", "author").order_by("pk"))


def sent(page: str, **typed: str) -> dict[str, str]:
    """Return what the open form of a page would send, with some fields typed anew."""
    fields = {
        field["name"]: field["value"]
        for field in Page(page).all("input")
        if field.get("type") == "hidden" and "name" in field and "value" in field
    }
    fields["value"] = next(
        (field["value"] for field in Page(page).all("input") if field.get("name") == "value"), ""
    )
    return fields | typed


def save(browser: Client, **typed: str) -> "_MonkeyPatchedWSGIResponse":
    return browser.post(WEEK, sent(browser.get(WEEK).text, **typed))


def only(world: World, **values: object) -> tuple[Objective, KeyResult]:
    """Return a running objective of mia's with one key result."""
    objective = make_objective(world, key_results=0, active=False)
    key_result = make_key_result(world, objective, **values)  # type: ignore[arg-type]
    activate(world, objective)
    return objective, key_result


def test_every_person_has_a_week_and_a_stranger_has_none(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    for who in ("ada", "carl", "lena", "mia", "max", "vic", "aud", "fin", "dee"):
        assert browser_of(world, who).get(WEEK).status_code == 200, who
    assert browser_of(stranger_world, "sam").get(WEEK).status_code == 404


def test_a_week_before_the_first_objective_has_the_first_step_of_writing_it_open(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world)
    ada, mia, vic = (browser_of(world, who) for who in ("ada", "mia", "vic"))
    text = ada.get(WEEK).text
    assert "What will be better?" in text
    assert 'action="/o/freight/plan/new"' in text
    assert "others are here." in text
    assert "Add people, and invite them" in text
    assert "/o/freight/import" in text
    hers = mia.get(WEEK).text
    assert "What will be better?" in hers
    assert "Add people, and invite them" not in hers
    assert "/o/freight/import" not in hers
    assert "What will be better?" not in vic.get(WEEK).text
    hidden = re.findall(r'name="(team|owner|visibility|cycle)" value="([^"]*)"', hers)
    sent = {"title": "Nobody waits for a load", "style": "committed", **dict(hidden)}
    answer = mia.post("/o/freight/plan/new", {**sent, "go": "results"})
    assert answer.status_code == 302
    with world.reading():
        assert Objective.objects.filter(title="Nobody waits for a load").exists()


def test_the_first_week_can_be_planned_and_shows_its_plan(
    world: World, browser_of: BrowserOf
) -> None:
    make_cycle(world)
    mia = browser_of(world, "mia")
    assert 'href="/o/freight/my-week/plan"' in mia.get(WEEK).text
    mia.post("/o/freight/my-week/plan", {"version": "0", "text_1": "Ask three drivers"})
    text = mia.get(WEEK).text
    assert "Ask three drivers" in text
    assert "What will be better?" in text


def test_an_empty_week_says_how_to_begin(world: World, browser_of: BrowserOf) -> None:
    text = browser_of(world, "ada").get(WEEK).text
    assert "Nothing is due yet. Write your first objective, or bring a spreadsheet" in text
    assert "/o/freight/plan/new" in text
    assert "/o/freight/import" in text
    text = browser_of(world, "mia").get(WEEK).text
    assert "Write your first objective" in text
    assert 'href="/o/freight/import"' not in text
    text = browser_of(world, "vic").get(WEEK).text
    assert "This page is for those who own key results" in text
    assert "/o/freight/plan/new" not in text
    assert "/o/freight/import" not in text
    make_objective(world)
    text = browser_of(world, "dee").get(WEEK).text
    assert "Nothing is due: you own no key result that runs." in text
    assert 'href="/o/freight/plan/new"' in text
    assert "See the objectives" in text


def test_what_is_due_comes_first_with_one_row_open(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Claims", key_results=3)
    page = Page(browser_of(world, "mia").get(WEEK).text)
    assert "Three key results to check in" in page.text
    assert len(page.all("li", "pl-raised")) == 1
    assert "Claims, result 1" in page.text


@pytest.mark.parametrize(
    ("results", "head"),
    [
        (2, "Two key results and one guardrail to check in"),
        (0, "One guardrail to check in"),
    ],
)
def test_guardrails_are_counted_beside_key_results_as_on_other_pages(
    world: World, browser_of: BrowserOf, results: int, head: str
) -> None:
    objective = make_objective(world, key_results=results, active=False)
    make_key_result(world, objective, metric=limit("3"), is_guardrail=True)
    activate(world, objective)
    assert f">{head}</h1>" in browser_of(world, "mia").get(WEEK).text


def test_a_deputy_is_told_whom_each_row_is_for(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, key_results=2)
    make_check_in(world, make_due_done(world))
    with world.writing():
        Deputy.objects.create(
            person=world.person("dee"),
            acts_for=world.person("mia"),
            starts_on=TODAY,
            ends_on=TODAY,
        )
    text = Page(browser_of(world, "dee").get(WEEK).text).text
    assert "for Mia · 0" in text  # the row that is open
    assert text.count("for Mia") == 3


def make_due_done(world: World) -> KeyResult:
    """Make one more key result of mia's, in an objective of its own."""
    return first_key_result(world, make_objective(world, "Another", key_results=1))


def test_what_ended_before_its_cycle_says_when_it_did(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, key_results=0, active=False)
    make_key_result(world, objective, due=LAST_WEEK)
    make_key_result(world, objective, due=LAST_WEEK)
    activate(world, objective)
    assert "ended on 23 February" in Page(browser_of(world, "mia").get(WEEK).text).text


def test_what_has_not_begun_is_not_due_and_says_when_it_begins(
    world: World, browser_of: BrowserOf
) -> None:
    _, key_result = only(world, start=TODAY + timedelta(days=20))
    browser = browser_of(world, "mia")
    text = browser.get(WEEK, {"open": key_result.public_id}).text
    assert "Nothing to check in" in text
    assert "Nothing due until" in text
    assert "begins on" in text
    assert 'name="value"' not in text
    own = f"/o/freight/key-results/{key_result.public_id}"
    assert f'href="{own}/check-ins"' not in browser.get(own).text
    assert "can be entered from that day on" in browser.get(f"{own}/check-ins").text


def test_others_key_results_are_in_nobody_elses_week(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Only mia checks in")
    assert "Only mia checks in" not in browser_of(world, "lena").get(WEEK).text


def test_saving_moves_the_numbers_and_opens_the_next(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Claims", key_results=2)
    browser = browser_of(world, "mia")
    answer = save(browser, value="50", confidence="7", note="halfway")
    assert (answer.status_code, answer["Location"]) == (302, WEEK)
    assert progress_of(world, objective) == Decimal("0.25")
    page = Page(browser.get(WEEK).text)
    assert "Two key results to check in, one done" in page.text
    assert len(page.all("li", "pl-row-saved")) == 1
    assert len(page.all("li", "pl-raised")) == 1
    (entry,) = entries(world)
    assert entry.reading is not None
    assert (entry.reading.value, entry.confidence, entry.note) == (Decimal(50), 7, "halfway")
    save(browser, value="50", confidence="7", note="halfway, too")
    assert "All two are in" in browser.get(WEEK).text
    assert "Nothing due until Monday 9 March." in browser.get(WEEK).text


def test_the_objectives_one_owns_follow_a_check_in(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "Claims", owner=world.person("mia"), key_results=1)
    browser = browser_of(world, "mia")
    page = browser.get(WEEK).text
    fields = sent(page, value="20", confidence="5", note="First", note_seen="1")
    answer = browser.post(WEEK, fields, headers=HTMX, follow=True).text
    owned = answer.split('<div id="owned" class="pl-owned" hx-swap-oob="true">')[1]
    assert "Claims" in page
    assert "20 %" not in page
    assert "Claims" in owned
    assert "20 %" in owned.replace("\u202f", " ").replace("\u00a0", " ")


def test_htmx_gets_the_week_alone_and_says_how_far_it_is(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, key_results=2)
    answer = browser_of(world, "mia").get(WEEK, headers=HTMX)
    assert "<title>" not in answer.text
    assert 'hx-swap-oob="innerHTML:#status_line">Two key results to check in<' in answer.text
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "nine"}, "“nine” is not a plain number"),
        ({"value": "1e400"}, "“1e400” is not a plain number"),
        ({"value": "9" * 40}, "too large"),
        ({"value": "-" + "9" * 40}, "between −10^18 and 10^18"),
        ({"value": "NaN"}, "not a plain number"),
        ({"confidence": ""}, "Choose how sure you are, 1 to 10."),
        ({"confidence": "11"}, "Choose 1 to 10."),
        ({"confidence": "0"}, "Choose 1 to 10."),
        ({"effective_on": "2026-03-03"}, "This day has not come yet."),
        ({"effective_on": "2025-12-31"}, "It only begins on"),
        ({"effective_on": "today"}, "is not a day"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    world: World, browser_of: BrowserOf, typed: dict[str, str], said: str
) -> None:
    make_objective(world)
    browser = browser_of(world, "mia")
    fields = {"value": "40", "confidence": "6", "note": "kept <b>", "effective_on": "2026-03-02"}
    answer = save(browser, **(fields | typed))
    assert answer.status_code == 422
    assert said in Page(answer.text).text
    assert "kept &lt;b&gt;" in answer.text
    assert f'value="{(fields | typed)["value"]}"' in answer.text
    assert f'value="{(fields | typed)["effective_on"]}"' in answer.text
    assert entries(world) == []


def test_an_entry_made_meanwhile_is_not_overwritten(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    browser = browser_of(world, "mia")
    opened = browser.get(WEEK).text
    make_check_in(world, key_result, "70", confidence=8)
    answer = browser.post(WEEK, sent(opened, value="40", confidence="6", note="mine"))
    assert answer.status_code == 422
    text = Page(answer.text).text
    assert "saved 70 % while you were writing." in text
    assert "Put mine in its place" in text
    assert "Keep 70 %" in text
    assert 'value="mine"' in answer.text
    assert progress_of(world, objective) == Decimal("0.7")
    chosen = browser.post(
        WEEK, sent(answer.text, value="40", confidence="6", note="mine", note_seen="1")
    )
    assert chosen.status_code == 302
    assert progress_of(world, objective) == Decimal("0.4")
    assert len(entries(world)) == 2


def test_a_fall_of_confidence_asks_for_a_note_once(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    objective = make_objective(world)
    make_check_in(
        world, first_key_result(world, objective), "50", confidence=8, on=LAST_WEEK,
    )  # fmt: skip
    browser = browser_of(world, "mia")
    answer = save(browser, value="51", confidence="6")
    assert answer.status_code == 422
    assert "2 less sure than last time: what happened?" in answer.text
    assert len(entries(world)) == 1
    again = browser.post(WEEK, sent(answer.text, value="51", confidence="6"))
    assert again.status_code == 302
    assert len(entries(world)) == 2


def test_skipping_opens_the_next_and_stores_nothing(world: World, browser_of: BrowserOf) -> None:
    first, second = key_results_of(world, make_objective(world, key_results=2))
    browser = browser_of(world, "mia")
    html = browser.get(f"{WEEK}?skipped={first.public_id}").text
    assert f'id="check_in_row_{second.public_id}"' in html
    assert Page(html).all("li", "pl-row-skipped")
    assert f'name="key_result" value="{second.public_id}"' in html
    assert entries(world) == []


def test_a_skip_may_say_why_and_is_taken_up_again(world: World, browser_of: BrowserOf) -> None:
    (first,) = key_results_of(world, make_objective(world, key_results=1))
    key = first.public_id
    browser = browser_of(world, "mia")
    page = browser.get(f"{WEEK}?skipped={key}").text
    assert "Take it up again" in page
    assert f'href="{WEEK}?open={key}"' in page
    assert "Why, for yourself? (optional)" in page
    assert "pl-key-help" not in page, "no key does anything while no row is open"
    answer = browser.post(WEEK, {"key_result": key, "skipped": key, "why": " Waits for <Ole> "})
    assert answer["Location"] == f"{WEEK}?skipped={key}"
    again = browser.get(WEEK).text
    assert "Waits for &lt;Ole&gt;" in again
    assert "Why, for yourself?" not in again
    assert entries(world) == []
    opened = browser.get(f"{WEEK}?open={key}").text
    assert f'name="key_result" value="{key}"' in opened
    assert browser.post(WEEK, sent(opened, value="50", confidence="6")).status_code == 302
    assert "Waits for" not in browser.get(WEEK).text


def test_a_baseline_still_to_be_measured_is_asked_first(
    world: World, browser_of: BrowserOf
) -> None:
    _, key_result = only(world, metric=metric(baseline=None, baseline_by=TODAY + timedelta(days=5)))
    browser = browser_of(world, "mia")
    opened = browser.get(WEEK).text
    assert "Baseline, as measured" in opened
    assert 'name="confidence"' not in opened
    for wrong, said in (("100", "both 100"), ("x", "not a plain number"), ("", "Enter what was")):
        answer = browser.post(WEEK, sent(opened, baseline=wrong))
        assert answer.status_code == 422, wrong
        assert said in answer.text, wrong
    answer = browser.post(WEEK, sent(opened, baseline="12,5"))
    assert answer["Location"] == f"{WEEK}?open={key_result.public_id}"
    with world.reading():
        assert KeyResult.objects.get(pk=key_result.pk).baseline == Decimal("12.5")
    assert 'name="confidence"' in browser.get(answer["Location"]).text


def test_milestones_are_ticked_and_stages_chosen(world: World, browser_of: BrowserOf) -> None:
    ticked, _ = only(world, metric=metric(MetricKind.MILESTONE, None, None))
    browser = browser_of(world, "mia")
    assert 'type="checkbox"' in browser.get(WEEK).text
    save(browser, value="1", confidence="9")
    assert progress_of(world, ticked) == 1
    staged, _ = only(
        world,
        metric=metric(
            MetricKind.MILESTONE, None, None, stages=(Stage(title="a"), Stage(title="b"))
        ),
    )
    assert "1: a" in browser.get(WEEK).text
    save(browser, value="1", confidence="9")
    assert progress_of(world, staged) == Decimal("0.5")


def milestone(*stages: Stage) -> Metric:
    return Metric(
        kind=Kind.MILESTONE,
        unit="",
        decimals=None,
        baseline=None,
        baseline_by=None,
        target=None,
        relative_target=None,
        low=None,
        high=None,
        accumulates=False,
        checkpoints=(),
        stages=stages,
    )


def test_what_a_milestone_was_is_said_as_what_it_is_is() -> None:
    stages = tuple(
        Stage(title=title, share=Decimal(share)) for title, share in (("a", "0.25"), ("b", "0.75"))
    )
    staged = milestone(*stages)
    assert value_alone(Decimal("0.25"), staged) == "1"
    assert value_alone(Decimal(1), staged) == "2"
    ticked = milestone()
    assert [value_alone(Decimal(value), ticked) for value in (0, 1)] == ["not yet", "reached"]


def test_nobody_checks_in_through_their_week_on_what_is_not_theirs(
    world: World, browser_of: BrowserOf
) -> None:
    key_result = first_key_result(world, make_objective(world))
    fields = {"key_result": key_result.public_id, "value": "5", "confidence": "5", "version": ""}
    for who, status in (("vic", 403), ("aud", 403), ("fin", 403), ("dee", 403)):
        assert browser_of(world, who).post(WEEK, fields).status_code == status, who
    assert browser_of(world, "mia").post(WEEK, fields | {"key_result": "x"}).status_code == 404
    assert entries(world) == []


def test_queries_do_not_grow_with_the_week(world: World, browser_of: BrowserOf) -> None:
    make_objective(world, "First", key_results=2)
    browser = browser_of(world, "mia")
    browser.get(WEEK)
    with CaptureQueriesContext(connection) as few:
        browser.get(WEEK)
    objective = make_objective(world, "Many", key_results=40)
    for key_result in key_results_of(world, objective)[:10]:
        make_check_in(world, key_result, "5", on=LAST_WEEK, at=AT)
    with CaptureQueriesContext(connection) as many:
        browser.get(WEEK)
    assert len(few) == len(many)
    # On PostgreSQL each phase says what it is and whose rows it may see; that reads nothing.
    asked = [query for query in many if not re.match(r"SET |.*set_config", query["sql"])]
    # One of them asks which lessons wait for whoever looks, one why something was skipped; two
    # ask what was adjusted, of what is checked in and of one's own objectives; one asks for the
    # plan of the week, one for what one took on in reviews.
    assert len(asked) <= 38, [query["sql"][:60] for query in many]


def test_the_navigation_counts_what_is_due_on_every_page_and_follows_a_check_in(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, key_results=2)
    browser = browser_of(world, "mia")
    for path in (WEEK, "/o/freight/company", "/o/freight/people"):
        assert 'id="my_week_count">2<' in browser.get(path).text, path
    fields = sent(browser.get(WEEK).text, value="5", confidence="5", note_seen="1")
    answer = browser.post(WEEK, fields, headers=HTMX, follow=True).text
    assert 'id="my_week_count" hx-swap-oob="true">1<' in answer
    assert 'id="my_week_count">1<' in browser.get(WEEK).text


def test_whoever_only_reads_lands_on_the_page_of_the_company(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    for who, there in (
        ("vic", "company"),
        ("aud", "company"),
        ("mia", "my-week"),
        ("dee", "my-week"),
    ):
        assert browser_of(world, who).get("/o/freight/").headers["Location"].endswith(there)
    make_objective(world, "Depots answer at once", owner=world.person("vic"))
    assert browser_of(world, "vic").get("/o/freight/").headers["Location"].endswith("my-week")
