"""The pictures of the organization's page: weeks beside each other, for everybody the same."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import CountsBook, KeyResultScore, Style, Visibility
from plumbline.domain.okrs.selectors import company_weeks
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import past_refresh
from plumbline.domain.orgs.models import Team
from tests.databases import on_postgres
from tests.web.conftest import BrowserOf, without_tokens
from tests.web.moments import Clock
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_cycle, make_objective

COMPANY = "/o/freight/company"
WEEK = timedelta(days=7)
#: In the third week.
NOW = AT + 2 * WEEK

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def weeks(world: World, clock: Clock) -> None:
    """An objective of claims that is checked in each Monday, less and less surely."""
    make_cycle(world, start=TODAY)
    own = make_objective(world, "Ours", style=Style.COMMITTED, team=world.company, key_results=1)
    theirs = make_objective(
        world, "Theirs", style=Style.ASPIRATIONAL, team=world.teams["claims"], key_results=1
    )
    for week, (sure, value) in enumerate(((8, "10"), (6, "20"), (4, "30"))):
        for objective in (own, theirs):
            make_check_in(
                world,
                first_key_result(world, objective),
                value,
                confidence=sure,
                on=TODAY + week * WEEK,
                at=AT + week * WEEK,
            )
    with world.reading():
        counts_refresh(at=NOW)
        past_refresh(at=NOW)
    clock(NOW)


@pytest.mark.usefixtures("weeks")
def test_teams_stand_by_the_week_and_the_figures_beside_those_of_last_week(
    world: World, browser_of: BrowserOf
) -> None:
    page = browser_of(world, "vic").get(COMPANY).text
    cells = [cell for cell in _cells(page) if cell]
    assert cells == ["8.0", "6.0", "4.0"]
    assert "Claims has gone from 8 to 4 since week 1" in page
    assert "mean confidence 4 of 10, was 6" in page
    assert re.search(r"<h1>[^<]* last week</h1>", page)


@pytest.mark.usefixtures("weeks")
def test_behind_a_cycle_no_week_of_it_is_called_the_last_one(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    cycle = make_cycle(world)
    end = AT + (cycle.end - TODAY)
    with world.reading():
        past_refresh(at=end)
    vic, own = browser_of(world, "vic"), f"{COMPANY}?cycle={cycle.public_id}"
    clock(end)
    assert "last week" in vic.get(own).text
    clock(end + timedelta(days=1))
    page = vic.get(own).text
    assert "Attainment " in page
    assert "last week" not in page


def test_before_the_first_check_in_no_empty_chart_stands_before_the_objectives(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    make_cycle(world, start=TODAY)
    own = make_objective(world, "Ours", style=Style.COMMITTED, team=world.company, key_results=1)
    clock(NOW)
    vic = browser_of(world, "vic")
    page = vic.get(COMPANY).text
    assert "last week" not in page
    assert "charts_title" not in page
    assert "Attainment 0" not in page
    assert "Ours" in page
    make_check_in(world, first_key_result(world, own), "10", confidence=5, on=TODAY, at=AT)
    page = vic.get(COMPANY).text
    assert "charts_title" in page
    assert "behind pace" in page


@pytest.mark.usefixtures("weeks")
@pytest.mark.parametrize("is_kept", [True, False])
def test_of_many_teams_those_right_below_the_organization_stand_for_all_below_them(
    world: World, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    monkeypatch.setattr(company_weeks, "TEAMS_MOST", 1)
    if not is_kept:
        with world.writing():
            CountsBook.objects.all().delete()
    page = browser_of(world, "vic").get(COMPANY).text
    (row,) = re.findall(
        r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page[page.index("pl-heat") :]
    )
    above = world.teams["claims"].ancestor_ids[1]
    with world.reading():
        assert row == Team.objects.get(pk=above).name
    assert [cell for cell in _cells(page) if cell] == ["8.0", "6.0", "4.0"]
    assert "teams with all below them" in page


@pytest.mark.usefixtures("weeks")
def test_a_past_day_shows_the_weeks_before_it_alone(world: World, browser_of: BrowserOf) -> None:
    day = (TODAY + WEEK).isoformat()
    page = browser_of(world, "vic").get(f"{COMPANY}?as_of={day}").text
    assert [cell for cell in _cells(page) if cell] == ["8.0", "6.0"]
    assert "mean confidence 6 of 10, was 8" in page


@pytest.mark.usefixtures("weeks")
def test_with_weeks_kept_the_page_reads_them_in_few_queries(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    browser.get(COMPANY)
    with CaptureQueriesContext(connection) as queries:
        browser.get(COMPANY)
    assert len(queries) <= 38 + on_postgres()


@pytest.mark.usefixtures("weeks")
def test_what_is_not_for_everybody_changes_no_picture(world: World, browser_of: BrowserOf) -> None:
    before = without_tokens(browser_of(world, "vic").get(COMPANY).text)
    for visibility, owner in ((Visibility.PRIVATE, "mia"), (Visibility.TEAM, "")):
        hidden = make_objective(
            world,
            "Hidden",
            style=Style.COMMITTED,
            team=world.teams["claims"],
            visibility=visibility,
            owner=world.people[owner] if owner else None,
            key_results=1,
            at=NOW - WEEK,
        )
        make_check_in(world, first_key_result(world, hidden), "90", confidence=10, at=NOW)
    with world.reading():
        counts_refresh(at=NOW)
        past_refresh(at=NOW)
    assert without_tokens(browser_of(world, "vic").get(COMPANY).text) == before


@pytest.mark.usefixtures("weeks")
def test_a_status_of_a_past_week_stays_when_today_says_another(
    world: World, browser_of: BrowserOf
) -> None:
    """A later model speaks of now, never of what was stored."""
    before = _stack_rows(browser_of(world, "vic").get(COMPANY).text)
    with world.writing():
        KeyResultScore.objects.update(status="on_track", chance_model="another")
    with world.reading():
        counts_refresh(at=NOW)
        past_refresh(at=NOW)
    after = _stack_rows(browser_of(world, "vic").get(COMPANY).text)
    assert after[:2] == before[:2]


def _cells(page: str) -> list[str]:
    """Return what stands in the cells of teams, row by row."""
    cells: list[str] = re.findall(r'<td class="pl-heat-cell[^"]*">([^<]*)</td>', page)
    return cells


def _stack_rows(page: str) -> list[str]:
    """Return the rows of the first picture's table."""
    rows: list[str] = re.findall(r"<tr>(.*?)</tr>", page[page.index("<tbody>") :], re.DOTALL)
    return rows
