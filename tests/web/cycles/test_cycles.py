"""The list of cycles, making and changing one, moving it on, and its own page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.cycles.models import Cycle, CycleKind, CyclePhase
from plumbline.domain.okrs.models import BetterState, Objective, State, Style, Visibility
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_cycle,
    make_next_cycle,
    make_objective,
    stored,
)

pytestmark = pytest.mark.usefixtures("clock")

CYCLES = "/o/freight/cycles"
NEW = f"{CYCLES}/new"
LATER = AT + timedelta(hours=1)
SECOND = {
    "name": "2026-Q2",
    "kind": "quarter",
    "start": "2026-04-01",
    "end": "2026-06-30",
    "parent": "",
    "mid_cycle_review_on": "2026-05-15",
}


def of(cycle: Cycle, act: str = "") -> str:
    return f"{CYCLES}/{cycle.public_id}" + (f"/{act}" if act else "")


def stored_cycle(world: World, name: str) -> Cycle:
    with world.reading():
        row: Cycle = Cycle.objects.get(name=name)
        return row


def graded(
    world: World, title: str, score: str, *, style: Style = Style.COMMITTED, learned: str = ""
) -> Objective:
    objective = make_objective(world, title, style=style)
    with world.reading():
        started = grading_start(actor=world.system, objective=objective, expected=2, at=LATER)
        return grade_close(
            actor=world.system,
            objective=started,
            values=GradeValues(
                better_state=BetterState.PARTLY,
                score=None if style is Style.LEARNING else Decimal(score),
                note="The harbour was on strike",
                reason="Counted by hand",
                learned=learned,
                evidence="The survey" if learned else "",
            ),
            expected=started.version,
            at=LATER,
        )


def test_the_list_says_which_cycle_runs_which_is_to_be_closed_and_what_is_in_each(
    world: World, browser_of: BrowserOf
) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31), kind=CycleKind.YEAR)
    make_cycle(world, parent=year)
    make_cycle(world, "2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    make_next_cycle(world)
    make_cycle(
        world, "2025-Q3", start=date(2025, 7, 1), end=date(2025, 9, 30), phase=CyclePhase.CLOSED
    )
    make_objective(world)
    make_objective(world, active=False)
    text = Page(browser_of(world, "vic").get(CYCLES).text).text
    assert "2026-Q1 is in week 9 of 13" in text
    heads = ["Running", "Over, to be closed", "Next", "Closed"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "1 objective runs, 1 draft" in text
    assert "in 2026" in text
    assert text.index("Over, to be closed") < text.index("2025-Q4") < text.index("Next")


def test_only_who_runs_cycles_is_offered_a_new_one(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    for who, may in (("carl", True), ("lena", False), ("vic", False)):
        assert (NEW in browser_of(world, who).get(CYCLES).text) == may


def test_without_cycles_the_list_leads_to_the_first(world: World, browser_of: BrowserOf) -> None:
    text = browser_of(world, "carl").get(CYCLES).text
    assert "No cycle runs today" in text
    assert "Make the first cycle" in text


def test_the_list_asks_as_much_for_many_cycles_as_for_one(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world)
    browser = browser_of(world, "carl")
    browser.get(CYCLES)
    with CaptureQueriesContext(connection) as few:
        browser.get(CYCLES)
    for year in range(2000, 2020):
        make_cycle(world, str(year), start=date(year, 1, 1), end=date(year, 12, 31))
    with CaptureQueriesContext(connection) as many:
        browser.get(CYCLES)
    assert len(many) == len(few) <= 26


def test_the_next_cycle_is_filled_in_and_made(world: World, browser_of: BrowserOf) -> None:
    make_cycle(world)
    browser = browser_of(world, "carl")
    page = browser.get(NEW).text
    for value in ('value="2026-Q2"', 'value="2026-04-01"', 'value="2026-06-30"'):
        assert value in page
    assert 'value="2026-03"' in browser.get(f"{NEW}?kind=month").text
    answer = browser.post(NEW, SECOND)
    made = stored_cycle(world, "2026-Q2")
    assert answer["Location"] == of(made)
    assert (made.kind, made.phase, made.mid_cycle_review_on) == (
        "quarter",
        "planning",
        date(2026, 5, 15),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the cycle a name"),
        ({"name": "2026-Q1"}, "There is a cycle “2026-Q1” already"),
        ({"end": "2026-03-31"}, "The last day cannot be before the first"),
        ({"start": "soon"}, "This is no day."),
    ],
)
def test_what_no_cycle_can_be_is_said_at_its_field(
    world: World, browser_of: BrowserOf, wrong: dict[str, str], said: str
) -> None:
    make_cycle(world)
    answer = browser_of(world, "carl").post(NEW, SECOND | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    with world.reading():
        assert Cycle.objects.count() == 1


def test_a_cycle_is_changed_and_two_writers_see_each_other(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world)
    browser = browser_of(world, "carl")
    sent = SECOND | {"name": "First", "start": "2026-01-01", "end": "2026-03-31", "version": "1"}
    sent["mid_cycle_review_on"] = ""
    assert browser.post(of(cycle, "edit"), sent)["Location"] == of(cycle)
    assert stored_cycle(world, "First").version == 2
    stale = browser.post(of(cycle, "edit"), sent | {"name": "Mine"})
    assert stale.status_code == 409
    assert "Now it says: First" in stale.text
    assert 'value="Mine"' in stale.text


def test_each_phase_says_beforehand_what_it_means(world: World, browser_of: BrowserOf) -> None:
    cycle = make_cycle(world)
    make_objective(world)
    make_objective(world, active=False)
    text = Page(browser_of(world, "carl").get(of(cycle, "phase")).text).text
    assert "1 objective still runs until its grading is started." in text
    assert "Not yet: 1 objective still runs or waits for its grade." in text
    assert "Objectives are written, reviewed and activated." in text


def test_a_cycle_moves_on_and_does_not_close_over_what_is_open(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world)
    objective = make_objective(world)
    browser = browser_of(world, "carl")
    assert browser.post(of(cycle, "phase"), {"phase": "grading", "version": "1"}).status_code == 302
    refused = browser.post(of(cycle, "phase"), {"phase": "closed", "version": "2"})
    assert refused.status_code == 422
    assert "Say what becomes of each first." in refused.text
    assert stored_cycle(world, "2026-Q1").phase == "grading"
    with world.reading():
        Objective.objects.get(pk=objective.pk)
    browser.post(
        of(cycle, "wrap-up"),
        {
            "objective": objective.public_id,
            "seen": "2",
            "fate": "stop",
            "reason": "Overtaken",
            "version": "2",
            "confirm": "1",
        },
    )
    assert stored(world, objective).state == State.STOPPED
    assert browser.post(of(cycle, "phase"), {"phase": "closed", "version": "2"}).status_code == 302
    assert stored_cycle(world, "2026-Q1").phase == "closed"


def test_no_phase_further_back_than_one_step_is_offered(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world, phase=CyclePhase.CLOSED)
    browser = browser_of(world, "carl")
    page = browser.get(of(cycle, "phase")).text
    assert 'value="grading"' in page
    assert 'value="active"' not in page
    answer = browser.post(of(cycle, "phase"), {"phase": "active", "version": "1"})
    assert answer.status_code == 422
    assert stored_cycle(world, "2026-Q1").phase == "closed"


def test_the_page_of_a_cycle_that_runs_counts_by_style_and_state(
    world: World, browser_of: BrowserOf
) -> None:
    runs = make_objective(world, "Runs", style=Style.ASPIRATIONAL)
    make_check_in(world, first_key_result(world, runs), "40")
    make_objective(world, "Draft", active=False)
    make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    cycle = make_cycle(world)
    text = Page(browser_of(world, "vic").get(of(cycle)).text).text
    assert "1 objective runs" in text
    assert "Aspirational" in text
    assert "1 that you see still runs or waits for its grade" in text
    assert "Hidden" not in text
    assert "Personal and private ones stand here where you see them" not in text
    hers = Page(browser_of(world, "mia").get(of(cycle)).text).text
    assert "2 that you see still run" in hers
    assert "Personal and private ones stand here where you see them" in hers
    assert of(cycle, "phase") not in browser_of(world, "vic").get(of(cycle)).text
    assert of(cycle, "wrap-up") in browser_of(world, "carl").get(of(cycle)).text


def test_the_page_of_a_closed_cycle_tells_grades_misses_and_what_was_learned(
    world: World, browser_of: BrowserOf
) -> None:
    graded(world, "Missed promise", "0.8")
    graded(world, "Lesson", "0", style=Style.LEARNING, learned="They call because they worry")
    cycle = make_cycle(world)
    text = Page(browser_of(world, "vic").get(of(cycle)).text).text
    assert "2 objectives were graded" in text
    assert "Missed commitments, explained" in text
    assert "The harbour was on strike" in text
    assert "They call because they worry" in text
    assert "Shown by: The survey" in text
    assert "0.8 missed" in text
    assert "From what was measured; grades stand below." in text
    assert "still run" not in text


def test_the_page_of_an_empty_cycle_says_so(world: World, browser_of: BrowserOf) -> None:
    cycle = make_cycle(world)
    text = browser_of(world, "vic").get(of(cycle)).text
    assert "Nothing is in it yet" in text
    assert "No objective that everybody sees lies in this cycle yet." in text


def test_the_page_asks_as_much_for_many_objectives_as_for_few(
    world: World, browser_of: BrowserOf
) -> None:
    graded(world, "Graded 0", "0.5")
    make_objective(world, "Runs 0")
    cycle, browser = make_cycle(world), browser_of(world, "carl")
    browser.get(of(cycle))
    with CaptureQueriesContext(connection) as few:
        browser.get(of(cycle))
    for number in range(1, 4):
        graded(world, f"Graded {number}", "0.5")
        make_objective(world, f"Runs {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(of(cycle))
    assert len(many) == len(few) <= 45


def test_patterns_of_names_are_looked_at_then_saved_and_used(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "carl")
    url = f"{CYCLES}/names"
    assert url in browser.get(CYCLES).text
    assert "From this one on" not in Page(browser.get(url).text).text
    sent = {"version": "1", "quarter": "FY{fy2} Q{n}", "year": "", "half": "", "month": "{n}"}
    looked = Page(browser.post(url, sent | {"look": "1"}).text).text
    assert "FY26 Q1 · FY26 Q2 · FY26 Q3" in looked
    assert "Say where the year stands, such as {fy}: names have to differ." in looked
    refused = browser.post(url, sent)
    assert refused.status_code == 422
    assert browser.post(url, sent | {"month": ""}).status_code == 302
    assert 'value="FY26 Q' in browser.get(NEW).text
    assert browser.post(url, sent | {"month": ""}).status_code == 409
    assert "names" not in browser_of(world, "vic").get(CYCLES).text.split("<main")[1]
