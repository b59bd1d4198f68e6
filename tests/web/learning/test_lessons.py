"""Lessons, exercises and questions, as people read and answer them."""

from datetime import timedelta

import pytest

from plumbline.domain.learning.models import ExerciseTry
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import make_assignment

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

LEARN = "/o/freight/learn"
EXERCISE = f"{LEARN}/exercises/add-a-baseline"


def test_a_newcomer_reads_a_lesson_answers_and_is_done(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "vic")
    assert "Begin What OKRs are" in Page(browser.get(LEARN).text).text
    lesson = Page(browser.get(f"{LEARN}/numbers-and-baselines").text).text
    for said in ("The shape", "Give this key result its baseline", "no-baseline", "Stylight"):
        assert said in lesson
    sent = browser.post(EXERCISE, {"answer": "Reduce churn to 3% per quarter"})
    assert sent.status_code == 302
    text = Page(browser.get(EXERCISE).text).text
    assert "The figure 5.2 of the task does not stand in it." in text
    assert "1 try" in text
    assert "A sample answer" not in text
    browser.post(EXERCISE, {"answer": "Reduce churn to 3%"})
    assert "A sample answer" in browser.get(EXERCISE).text
    browser.post(EXERCISE, {"answer": "Quarterly churn from 5.2% to 3%"})
    text = Page(browser.get(EXERCISE).text).text
    assert "That is it." in text
    assert "Next exercise" in text
    assert "3 tries · done" in text
    text = Page(browser.get(LEARN).text).text
    assert "1 of 2 exercises" in text
    browser.post(
        f"{LEARN}/exercises/relative-to-absolute",
        {"answer": "Renewed contracts in a cycle from 500 to 600"},
    )
    assert "1 of 14 lessons done" in Page(browser.get(LEARN).text).text


def test_words_are_judged_while_they_are_typed_and_kept_by_nobody(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "mia")
    said = browser.post(f"{EXERCISE}/reading", {"answer": "Reduce <b>churn</b> to 3%"}).text
    assert "<mark" in said
    assert "<b>" not in said
    assert f'href="{LEARN}/numbers-and-baselines"' in said
    assert browser.post(f"{EXERCISE}/reading", {"answer": ""}).text.strip() == ""
    with world.reading():
        assert ExerciseTry.objects.count() == 0


def test_a_choice_says_why_and_nothing_chosen_is_refused(
    world: World, browser_of: BrowserOf
) -> None:
    browser, url = browser_of(world, "mia"), f"{LEARN}/exercises/read-a-chance"
    nothing = browser.post(url, {})
    assert nothing.status_code == 422
    assert "Choose one of the answers." in nothing.text
    browser.post(url, {"answer": "4"})
    assert "Mixed, they answer neither." in browser.get(url).text
    browser.post(url, {"answer": "3"})
    assert "That is it." in browser.get(url).text
    long = browser.post(EXERCISE, {"answer": "x" * 601})
    assert long.status_code == 422
    assert "600" in long.text


def test_questions_are_found_by_words(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "vic")
    found = browser.get(f"{LEARN}/questions", {"q": "promotion"}).text
    assert "Should grades count for pay" in found
    assert "How often should we" not in found
    nothing = browser.get(f"{LEARN}/questions", {"q": "<i>zebra"}).text
    assert "No question holds these words." in nothing
    assert "<i>" not in nothing


def test_a_lead_gives_lessons_to_their_team_alone_and_sees_who_is_done(
    world: World, browser_of: BrowserOf
) -> None:
    lena, mia, new = browser_of(world, "lena"), browser_of(world, "mia"), f"{LEARN}/assignments/new"
    form = lena.get(new).text
    assert world.teams["claims"].public_id in form
    assert 'value="everybody"' not in form
    sent = {"team": world.teams["claims"].public_id, "lessons": ["grading"]}
    bad = lena.post(new, {**sent, "due_on": "2000-01-01"})
    assert bad.status_code == 422
    assert "Choose a day that is not over" in bad.text
    beside = {**sent, "team": world.teams["finance"].public_id, "due_on": "2026-03-20"}
    assert lena.post(new, beside).status_code == 422
    made = make_assignment(world, "claims", by="lena")
    url = f"{LEARN}/assignments/{made.public_id}"
    mia.post(
        f"{LEARN}/exercises/grade-this", {"answer": "0.6 as twelve of twenty points are covered"}
    )
    asked = Page(mia.get(LEARN).text).text
    assert "Asked of you" in asked
    assert "1 of 1 lesson done" in asked
    assert url in lena.get(f"{LEARN}/assignments").text
    page = Page(lena.get(url).text).text
    assert "Done Mia 1 of 1 done" in page
    assert "Who is done 1 of 1 person is done" in page
    assert "Done Mia" not in Page(mia.get(url).text).text


def test_with_learning_switched_off_no_page_no_entry_and_no_link_leads_there(
    world: World, browser_of: BrowserOf
) -> None:
    make_assignment(world, due_on=TODAY + timedelta(days=9))
    browser = browser_of(world, "ada")
    week = browser.get("/o/freight/my-week").text
    assert "1 lesson to do" in week
    assert f'href="{LEARN}"' in week
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.LEARNING, enabled=False, at=AT)
    week = browser.get("/o/freight/my-week").text
    assert "lesson to do" not in week
    assert LEARN not in week
    for path in ("", "/grading", "/questions", "/assignments", "/exercises/add-a-baseline"):
        assert browser.get(f"{LEARN}{path}").status_code == 404
    read = browser.post("/o/freight/wording", {"title": "Publish 30 blog articles"})
    assert LEARN not in read.text
    assert LEARN not in browser.get("/o/freight/governance/library/results-not-work").text
    assert LEARN not in browser.get("/o/freight/help").text
