"""The weekly review of a team as a page and on a wall: what is told, and what never is."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import KeyResult, Visibility
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.result_weeks import ResultWeek
from plumbline.domain.okrs.values import Style
from plumbline.domain.reviews.services.weekly_answers import WeeklyWords, weekly_answers_write
from plumbline.web.okrs.result_weeks import weeks_finding
from plumbline.web.okrs.review_rows import flat_since
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_dependency,
    make_key_result,
    make_objective,
)

WEEK = timedelta(days=7)
BEGUN = AT - 8 * WEEK

pytestmark = pytest.mark.usefixtures("clock")


def review(world: World, part: str = "") -> str:
    """Return the address of the review of claims."""
    return f"/o/freight/teams/{world.teams['claims'].public_id}/review{part}"


def weekly(world: World, key_result: KeyResult, *values: str, confidence: int = 8) -> None:
    for ago, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        at = AT - ago * WEEK
        make_check_in(world, key_result, value, on=at.date(), at=at, confidence=confidence)


def words(text: str) -> str:
    return Page(text).text.replace("\u202f", " ")


def test_a_row_tells_now_the_week_and_a_week_ago(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "Claims end well", key_results=2, at=BEGUN)
    moving, flat = key_results_of(world, objective)
    weekly(world, moving, "20", "30", "60")
    weekly(world, flat, "5", "5", "5", confidence=9)
    text = words(browser_of(world, "vic").get(review(world)).text)
    row = text.partition("Claims end well, result 1")[2].partition("Claims end well, result 2")[0]
    assert "60 % +30 points" in row
    assert re.search(r"\d+ % chance was \d+ %", row)
    assert "8 no change" in row.partition("In the way")[0]
    assert "The data says off track. · Talk about this first." in text
    wall = words(browser_of(world, "vic").get(review(world, "/present")).text)
    assert "Flat since 16 Feb. What would have to be true to move it?" in wall
    assert "1 of 2" in wall


def test_a_chance_of_an_aspirational_result_says_which_value_it_is_of(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "Reached for", style=Style.ASPIRATIONAL, at=BEGUN)
    weekly(world, first_key_result(world, objective), "20", "30", "60")
    page, wall = (
        words(browser_of(world, "vic").get(review(world, part)).text) for part in ("", "/present")
    )
    assert "of 70 %, was" in page
    assert "of 70 %, seven tenths of the way" in wall


def test_the_headline_counts_what_the_review_shows(world: World, browser_of: BrowserOf) -> None:
    for visibility in (Visibility.ORGANIZATION, Visibility.TEAM):
        made = make_objective(world, f"For {visibility}", visibility=visibility, at=BEGUN)
        weekly(world, first_key_result(world, made), "5", "5", "5")
    assert "0 of 1 key results" in words(browser_of(world, "vic").get(review(world)).text)
    assert "0 of 2 key results" in words(browser_of(world, "mia").get(review(world)).text)


@pytest.mark.parametrize(
    ("sure", "said"),
    [((7, 7), "stayed at 7"), ((7, 6, 7), "stands at 7 again"), ((7, 6), "from 7 to 6")],
)
def test_confidence_that_came_back_did_not_stay(sure: tuple[int, ...], said: str) -> None:
    weeks = [
        ResultWeek(number=number, day=TODAY, is_now=False, chance=Decimal("0.5"), confidence=each)
        for number, each in enumerate(sure, 1)
    ]
    assert (
        weeks_finding(weeks)
        == f"Since week 1 the chance has stayed at 50\u202f%, confidence {said}."
    )


def test_what_is_private_is_marked_and_never_on_the_wall(
    world: World, browser_of: BrowserOf
) -> None:
    for visibility in Visibility:
        made = make_objective(world, f"For {visibility}", visibility=visibility, at=BEGUN)
        result = first_key_result(world, made)
        make_dependency(world, result, world.teams["claims"], f"Awaited for {visibility}", at=BEGUN)
    page, wall = (browser_of(world, "mia").get(review(world, part)) for part in ("", "/present"))
    for shown in (page, wall):
        assert "For organization" in shown.text
        assert "Awaited for organization" in shown.text
    assert "1 private objective is not presented." in words(page.text)
    assert "Awaited for private" in page.text
    warned = "name nothing that is private"  # beside the field of a decision, which everybody reads
    assert "private" not in wall.text.replace(warned, "")
    assert "For private" in page.text
    assert "For team" in wall.text
    assert wall.text.count("seen by the team only") == 1
    for part in ("", "/present"):
        text = browser_of(world, "vic").get(review(world, part)).text
        assert "For private" not in text
        assert "For team" not in text
        assert "not presented" not in text


def test_what_is_in_the_way_and_what_was_learned_close_the_review(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, at=BEGUN)
    assert "Nobody has named anything" in browser_of(world, "mia").get(review(world)).text
    said = WeeklyWords(shipped="A shorter form", blockers="The register is shut on Fridays")
    with world.reading():
        weekly_answers_write(
            actor=world.viewer("mia"), team=world.teams["claims"], words=said, expected=1, at=AT
        )
    for part in ("", "/present"):
        text = words(browser_of(world, "vic").get(review(world, part)).text)
        assert "The register is shut on Fridays Mia" in text
        assert "What did we ship or change? A shorter form Mia" in text


def test_without_anything_that_runs_it_says_what_comes_next(
    world: World, stranger_world: World, browser_of: BrowserOf
) -> None:
    assert "No cycle yet" in browser_of(world, "mia").get(review(world)).text
    make_cycle(world)
    page = browser_of(world, "mia").get(review(world)).text
    assert "so there is nothing to review" in page
    assert "/review/present" not in page
    make_objective(world, active=False)
    waiting = browser_of(world, "mia").get(review(world)).text
    assert "Nothing runs yet: 1 objective is still being written." in waiting
    wall = browser_of(world, "mia").get(review(world, "/present")).text
    assert "Back to the review" in wall
    for part in ("", "/present"):
        assert browser_of(stranger_world, "sam").get(review(world, part)).status_code == 404


@pytest.mark.parametrize(("part", "most"), [("", 66), ("/present", 60)])
def test_more_objectives_cost_no_more_queries(
    world: World, browser_of: BrowserOf, part: str, most: int
) -> None:
    def made(number: int) -> None:
        objective = make_objective(
            world, f"Objective {number}", key_results=2, at=BEGUN, active=False
        )
        make_key_result(world, objective, "Guard", metric=limit("9"), is_guardrail=True, at=BEGUN)
        activate(world, objective, at=BEGUN)
        for key_result in key_results_of(world, objective):
            weekly(world, key_result, "5", "6", "7")

    counts = []
    browser = browser_of(world, "vic")
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            made(number)
        browser.get(review(world, part))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(review(world, part)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def test_a_line_is_flat_from_its_second_equal_value() -> None:
    def points(*values: int) -> list[Point]:
        first = TODAY - len(values) * WEEK
        return [Point(first + number * WEEK, Decimal(value)) for number, value in enumerate(values)]

    assert flat_since(points(1, 2, 2, 2)) == TODAY - 3 * WEEK
    assert flat_since(points(2, 1, 2)) is None
    assert flat_since(points(2)) is None
    assert flat_since([]) is None


def test_a_past_day_has_no_clock_and_keeps_its_day(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, at=BEGUN)
    weekly(world, first_key_result(world, objective), "20", "30")
    day = (TODAY - timedelta(days=3)).isoformat()
    browser = browser_of(world, "vic")
    now, then = (browser.get(review(world) + query).text for query in ("", f"?as_of={day}"))
    assert "data-clock=" in now
    assert "data-clock=" not in then
    assert f"/review/present?as_of={day}" in then
    assert "30" not in words(then).partition("result 1")[2].partition("In the way")[0]
    for part in ("", "/present"):
        first = browser.get(f"{review(world, part)}?as_of=0001-01-01")
        assert first.status_code == 200
