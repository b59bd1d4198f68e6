"""What became of an objective, told at the foot of its page and on a page of its own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import Objective, ObjectiveScoreState, Visibility
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_objective

DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("clock")


def url(objective: Objective, part: str = "") -> str:
    return f"/o/freight/objectives/{objective.public_id}{part}"


def history_of(html: str) -> str:
    section = html[html.index('id="history_title"') :]
    return spoken(section[: section.index("</section>")])


def spoken(html: str) -> str:
    """Return the words of a page; where no line may end in them stands a plain space."""
    return Page(html).text.replace("\xa0", " ")


def check_in_daily(world: World, objective: Objective, days: int) -> None:
    """Check in on each of some days up to today, with a confidence that goes to and fro."""
    key_result = first_key_result(world, objective)
    for back in range(days - 1, -1, -1):
        make_check_in(
            world,
            key_result,
            str(60 - back),
            confidence=4 + back % 2,
            on=TODAY - back * DAY,
            at=AT - back * DAY,
        )


def test_a_check_in_tells_how_sure_its_owner_was_before_and_is_now(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, at=AT - 9 * DAY)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "40", confidence=6, on=TODAY - DAY, at=AT - DAY)
    make_check_in(world, key_result, "50", confidence=4)
    told = history_of(browser_of(world, "vic").get(url(objective)).text)
    title = key_result.title
    assert f"Today Checked in: confidence in “{title}” 6 → 4" in told
    assert "1 Mar Checked in: 1 key result" in told  # of the first one nothing is known before
    assert told.index("Today") < told.index("1 Mar") < told.index("Activated")


def test_where_nobody_became_surer_the_value_is_told(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, at=AT - 9 * DAY)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "40", on=TODAY - DAY, at=AT - DAY)
    make_check_in(world, key_result, "50")
    told = history_of(browser_of(world, "vic").get(url(objective)).text)
    assert f"Checked in: “{key_result.title}” 40 → 50 %" in told


def test_the_mean_chance_is_told_as_it_was_stored_on_these_days(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, at=AT - 9 * DAY)
    key_result = first_key_result(world, objective)
    for back, value, chance in ((1, "40", "0.5"), (0, "50", "0.53")):
        make_check_in(world, key_result, value, on=TODAY - back * DAY, at=AT - back * DAY)
        with world.writing():
            states = ObjectiveScoreState.objects.filter(subject__objective=objective, valid_to=None)
            assert states.update(mean_chance=chance) == 1
    told = history_of(browser_of(world, "vic").get(url(objective)).text)
    assert "Today Checked in: mean chance 50 % → 53 %" in told


def test_what_was_checked_in_after_a_past_day_is_not_told_of_it(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, at=AT - 9 * DAY)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "40", confidence=6, on=TODAY - 2 * DAY, at=AT - 2 * DAY)
    make_check_in(world, key_result, "50", confidence=4, on=TODAY - 2 * DAY)  # told two days late
    past = f"?as_of={TODAY - DAY}"
    for part in ("", "/history"):
        page = browser_of(world, "vic").get(url(objective, part) + past).text
        assert "Checked in: 1 key result" in spoken(page)
        assert "6 → 4" not in spoken(page)


def test_the_newest_lines_lead_to_all_of_them_page_by_page(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, at=AT - 59 * DAY)
    check_in_daily(world, objective, 52)
    browser = browser_of(world, "vic")
    told = history_of(browser.get(url(objective)).text)
    assert told.count("Checked in") == 5
    assert "all 53" in told  # and that it was activated
    first = Page(browser.get(url(objective, "/history")).text).text
    assert first.count("Checked in") == 50
    assert "1 to 50 of 53" in first
    for number in (2, 99):
        last = Page(browser.get(url(objective, f"/history?page={number}")).text).text
        assert last.count("Checked in") == 2, number
        assert "Activated" in last, number


def test_a_long_history_takes_no_more_queries_than_a_short_one(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    taken = []
    for days in (2, 30):
        objective = make_objective(world, at=AT - 40 * DAY)
        check_in_daily(world, objective, days)
        browser.get(url(objective))  # what is kept for all is read
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(url(objective))
        taken.append(len(queries))
        own = [
            each for each in queries if "DENSE_RANK" in each["sql"] or "UNION ALL" in each["sql"]
        ]
        assert len(own) == 2, days
    assert taken[0] == taken[1]


def test_a_draft_has_no_history_and_asks_for_none(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, active=False)
    with CaptureQueriesContext(connection) as queries:
        page = browser_of(world, "mia").get(url(objective)).text
    assert "Nothing has happened yet." in history_of(page)
    assert not [each for each in queries if "DENSE_RANK" in each["sql"]]


def test_the_history_of_a_private_objective_is_not_there_for_others(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)
    assert browser_of(world, "mia").get(url(objective, "/history")).status_code == 200
    assert browser_of(world, "vic").get(url(objective, "/history")).status_code == 404
