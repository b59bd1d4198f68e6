"""Mission, vision, strategy and priorities in the browser."""

import pytest

from plumbline.domain.okrs.models import Objective
from plumbline.domain.strategy.models import Priority, Statement
from plumbline.domain.strategy.services import (
    PriorityValues,
    priority_archive,
    priority_create,
)
from tests.web.conftest import BrowserOf
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_objective, stored

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/o/freight/strategy"
EDIT = f"{PAGE}/edit"
NEW = f"{PAGE}/priorities/new"
WORDS = {
    "version": "1",
    "mission": "Freight that arrives",
    "vision": "",
    "strategy": "Depots first",
}
PRIORITY = {"title": "Arrive on time", "why": "They pay for it", "horizon": "multi_year"}
WRITERS = ("ada", "carl")
READERS = ("lena", "mia", "max", "vic", "aud", "fin", "dee")


def make_priority(world: World, title: str = "Arrive on time") -> Priority:
    with world.reading():
        return priority_create(actor=world.system, values=PriorityValues(title=title), at=AT)


def priorities(world: World) -> list[Priority]:
    with world.reading():
        return list(Priority.objects.order_by("rank"))


def statement(world: World) -> Statement | None:
    with world.reading():
        found: Statement | None = Statement.objects.first()
        return found


def test_everybody_reads_it_and_those_who_run_it_write(world: World, browser_of: BrowserOf) -> None:
    row = make_priority(world)
    for who in (*WRITERS, *READERS):
        browser = browser_of(world, who)
        text = browser.get(PAGE).text
        assert "Nobody wrote down yet" in text, who
        assert "Arrive on time" in text, who
        writes = who in WRITERS
        for url in (EDIT, NEW, f"{PAGE}/priorities/{row.public_id}"):
            assert (f'href="{url}"' in text) is writes, (who, url)
            assert browser.get(url).status_code == (200 if writes else 403), (who, url)
        if not writes:
            for url in (EDIT, NEW, f"{PAGE}/priorities/{row.public_id}/archive"):
                assert browser.post(url, {**WORDS, **PRIORITY}).status_code == 403, (who, url)
    assert len(priorities(world)) == 1
    assert statement(world) is None


def test_company_and_strategy_are_views_of_one_entry(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "mia")
    assert f'href="{PAGE}"' in browser.get("/o/freight/company").text
    assert 'href="/o/freight/company"' in browser.get(PAGE).text


def test_the_statement_is_written_and_the_second_writer_sees_both(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "carl")
    assert browser.post(EDIT, WORDS)["Location"] == PAGE
    text = browser.get(PAGE).text
    assert "Freight that arrives" in text
    assert ">Vision<" not in text
    late = browser.post(EDIT, {**WORDS, "mission": "Other words"})
    assert late.status_code == 409
    assert "Now it says: Freight that arrives" in late.text
    kept = statement(world)
    assert kept is not None
    assert (kept.mission, kept.version) == ("Freight that arrives", 2)


def test_a_priority_is_added_and_says_how_far_it_reaches(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "carl")
    days = {"starts_on": "2026-01-01", "ends_on": "2027-12-31"}
    assert browser.post(NEW, {**PRIORITY, **days})["Location"] == PAGE
    text = browser.get(PAGE).text
    assert "Several years, 1 January 2026 to 31 December 2027" in text
    browser.post(NEW, {**PRIORITY, "ends_on": "2027-12-31", "title": "Second"})
    browser.post(NEW, {**PRIORITY, "starts_on": "2026-02-01", "title": "Third"})
    text = browser.get(PAGE).text
    assert "Several years, until 31 December 2027" in text
    assert "Several years, from 1 February 2026" in text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "Say in one line what matters."),
        ({"horizon": "ever"}, "Select a valid choice."),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "cannot be before the first"),
    ],
)
def test_a_priority_that_cannot_stand_is_refused(
    world: World, browser_of: BrowserOf, changed: dict[str, str], says: str
) -> None:
    answer = browser_of(world, "carl").post(NEW, PRIORITY | changed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "They pay for it" in answer.text
    assert priorities(world) == []


def test_a_priority_is_changed_put_away_and_used_again(world: World, browser_of: BrowserOf) -> None:
    row = make_priority(world)
    browser = browser_of(world, "carl")
    url = f"{PAGE}/priorities/{row.public_id}"
    assert browser.post(url, {**PRIORITY, "version": "1", "title": "Early"})["Location"] == PAGE
    late = browser.post(url, {**PRIORITY, "version": "1", "title": "Late"})
    assert late.status_code == 409
    assert "Now it says: Early" in late.text
    assert browser.post(f"{url}/archive", {"version": "1"}).status_code == 409
    assert browser.post(f"{url}/archive", {"version": "2"})["Location"] == PAGE
    assert "1 put away" in browser.get(PAGE).text
    assert browser.post(f"{url}/restore", {"version": "3"})["Location"] == PAGE
    (now,) = priorities(world)
    assert (now.title, now.is_archived, now.version) == ("Early", False, 4)
    assert browser.get(f"{PAGE}/priorities/000000000000").status_code == 404


def served(world: World, objective: Objective) -> str:
    with world.reading():
        row = Objective.objects.select_related("priority").get(pk=objective.pk)
        return row.priority.title if row.priority else ""


def test_an_objective_says_which_priority_it_serves(world: World, browser_of: BrowserOf) -> None:
    row = make_priority(world)
    cycle = make_cycle(world)
    browser = browser_of(world, "lena")
    sent = {
        "title": "Claims settle",
        "team": world.teams["claims"].public_id,
        "cycle": cycle.public_id,
        "visibility": "organization",
        "priority": row.public_id,
    }
    page = browser.post("/o/freight/plan/new", sent)["Location"]
    with world.reading():
        made = Objective.objects.get(title="Claims settle")
    assert served(world, made) == "Arrive on time"
    with world.reading():
        priority_archive(actor=world.system, priority=row, expected=1, at=AT)
    kept = browser.get(f"{page}/edit").text
    assert f'<option value="{row.public_id}" selected>' in kept
    assert row.public_id not in browser.get("/o/freight/plan/new").text
    version = str(stored(world, made).version)
    assert browser.post(f"{page}/edit", {**sent, "version": version})["Location"] == page
    assert served(world, made) == "Arrive on time"


def test_what_runs_may_come_to_serve_another_priority(world: World, browser_of: BrowserOf) -> None:
    row = make_priority(world)
    running = make_objective(world)
    url = f"/o/freight/objectives/{running.public_id}/edit"
    version = str(stored(world, running).version)
    sent = {"version": version, "title": running.title, "priority": row.public_id}
    assert browser_of(world, "lena").post(url, sent).status_code == 302
    assert served(world, running) == "Arrive on time"


def test_without_priorities_no_form_asks_for_one(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    assert 'name="priority"' not in browser_of(world, "lena").get("/o/freight/plan/new").text
