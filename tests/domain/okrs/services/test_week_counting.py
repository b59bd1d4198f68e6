"""Counts of weeks that are over are kept for every cycle, and are what a page would count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import Objective, PastMark, Visibility, WeekCounts
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally
from plumbline.domain.okrs.selectors.team import team_figures
from plumbline.domain.okrs.selectors.week_tallies import WeekTallies, week_tallies
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import (
    past_compare,
    past_forget,
    past_refresh,
    weeks_count,
)
from plumbline.domain.okrs.services.week_counting import week_missing
from plumbline.domain.orgs.services.working_days import working_weekdays_set
from tests.domain.okrs.services.test_past_counting import moved, seen_by
from tests.rows_kept import Kept
from tests.world import AT, TODAY, World, build_world
from tests.world_okrs import first_key_result, make_check_in, make_cycle, make_objective

#: The third week has begun.
NOW = AT + timedelta(days=15)


def build_scene() -> tuple[World, list[Objective]]:
    """Build three objectives that everybody sees and one that its team alone sees, weeks kept."""
    world = build_world()
    make_cycle(world, start=TODAY)
    made = [
        make_objective(world, f"Of {team}", team=world.teams[team], key_results=2)
        for team in ("company", "claims", "finance")
    ]
    make_objective(world, "Inside", team=world.teams["claims"], visibility=Visibility.TEAM)
    make_check_in(world, first_key_result(world, made[1]), "40", confidence=7)
    with world.reading():
        counts_refresh(at=NOW)
        assert past_refresh(at=NOW) == 2
        assert past_compare(at=NOW) == 0
    return world, made


_SCENE = Kept(build_scene)


@pytest.fixture
def scene(db: None) -> tuple[World, list[Objective]]:
    return _SCENE.again()


@pytest.fixture
def world(scene: tuple[World, list[Objective]]) -> World:
    return scene[0]


@pytest.fixture
def objectives(scene: tuple[World, list[Objective]]) -> list[Objective]:
    """The three that everybody sees, two weeks of them kept."""
    return scene[1]


def weeks(world: World) -> tuple[WeekTallies, ...]:
    """Return the weeks as a page reads them."""
    cycle = make_cycle(world)
    with world.reading():
        return week_tallies(cycle, moment_of(at=NOW, as_of=None), with_own=True)


def counted(world: World) -> tuple[WeekTallies, ...]:
    """Return the same weeks counted anew, and leave what is kept as it was."""
    with world.reading():
        past_forget()
        past_refresh(at=NOW)
    return weeks(world)


def test_a_week_is_what_the_page_of_its_last_day_says_and_takes_three_queries(
    world: World, objectives: list[Objective]
) -> None:
    cycle, viewer, top = make_cycle(world), world.viewer("vic"), world.teams["company"]
    with world.reading(), CaptureQueriesContext(connection) as queries:
        found = week_tallies(cycle, moment_of(at=NOW, as_of=None), with_own=True)
    assert len(queries) == 3
    assert [week.number for week in found] == [1, 2]
    for week in found:
        with world.reading():
            then = team_figures(viewer=viewer, team=top, cycle=cycle, at=NOW, as_of=week.day)
        whole = week.below[top.pk]
        assert (whole.key_results, whole.fresh, whole.stale, whole.no_data) == (
            then.check_ins_below.key_results,
            then.check_ins_below.fresh,
            then.check_ins_below.stale,
            then.check_ins_below.no_data,
        )
        assert whole.attainment == then.below.whole.attainment
    claims = world.teams["claims"].pk
    assert found[0].own[claims].mean_confidence == 7
    assert found[1].own[claims].mean_confidence is None, "silence is no confidence"


def test_whoever_knows_that_nobody_else_writes_counts_a_week_that_has_just_ended(
    world: World, objectives: list[Objective]
) -> None:
    day = AT + timedelta(days=21)
    midnight = day.replace(hour=0, minute=0)
    soon = midnight + timedelta(minutes=10)
    cycle = make_cycle(world)
    with world.reading():
        past_refresh(at=soon)
        assert [
            week.number
            for week in week_tallies(cycle, moment_of(at=soon, as_of=None), with_own=False)
        ] == [1, 2]
    with world.writing():
        weeks_count(at=soon)
    with world.reading():
        found = week_tallies(cycle, moment_of(at=soon, as_of=None), with_own=False)
        assert [week.number for week in found] == [1, 2, 3]
        assert past_compare(at=soon) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda world, made: seen_by(world, made[1], Visibility.PRIVATE),
        lambda world, made: moved(world, made),
        lambda world, made: moved_and_hidden(world, made),
    ],
    ids=["hidden", "a key result moved", "what it was moved to is hidden"],
)
def test_what_changes_past_weeks_is_told_at_once_and_counted_anew(
    world: World, objectives: list[Objective], change: Callable[[World, list[Objective]], object]
) -> None:
    before = weeks(world)
    change(world, objectives)
    told = weeks(world)
    with world.reading():
        assert PastMark.objects.exists()
        assert past_refresh(at=NOW, only_marked=True) >= 1
        assert not PastMark.objects.exists()
        assert past_compare(at=NOW) == 0
    assert _said(told) == _said(weeks(world)) == _said(counted(world))
    assert len(told) == len(before)


def moved_and_hidden(world: World, objectives: list[Objective]) -> None:
    moved(world, objectives)
    seen_by(world, objectives[2], Visibility.PRIVATE)


def _said(found: tuple[WeekTallies, ...]) -> list[dict[int, Tally]]:
    """Leave out teams that have nothing, of which a row may be kept or not."""
    return [
        {team: tally for team, tally in tallies.items() if tally != NOTHING}
        for week in found
        for tallies in (week.own, week.below)
    ]


def test_weeks_judged_by_another_calendar_are_not_read_and_those_kept_wrong_are_found(
    world: World, objectives: list[Objective]
) -> None:
    with world.writing():
        WeekCounts.objects.filter(is_below=True).update(fresh=7)
    with world.reading():
        assert past_compare(at=NOW) > 0
        working_weekdays_set(actor=world.system, weekdays=[1], at=NOW)
    assert weeks(world) == ()
    with world.reading():
        past_refresh(at=NOW)
        assert past_compare(at=NOW) == 0
    assert len(weeks(world)) == 2


def test_which_week_is_missing_takes_two_queries_however_many_cycles_there_are(
    world: World, objectives: list[Objective]
) -> None:
    for name in ("Before", "Long before"):
        make_cycle(world, name, start=TODAY - timedelta(days=90))
    with world.reading():
        past_refresh(at=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert week_missing(at=NOW) is None
    assert len(queries) == 2
