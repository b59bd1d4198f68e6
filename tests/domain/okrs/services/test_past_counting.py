"""Counts of past days are kept for large organizations, and are what a page would count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import (
    Objective,
    PastCounts,
    PastMark,
    PastStatuses,
    Visibility,
)
from plumbline.domain.okrs.selectors import past_statuses, team_tallies
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.past_statuses import ByPriority
from plumbline.domain.okrs.selectors.team import TeamFigures, team_figures
from plumbline.domain.okrs.services import past_counting
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.key_result_moves import key_result_put_below
from plumbline.domain.okrs.services.objectives import objective_delete
from plumbline.domain.okrs.services.past_counting import past_compare, past_forget, past_refresh
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.services.working_days import working_weekdays_set
from tests.rows_kept import Kept
from tests.world import AT, TODAY, World, build_world
from tests.world_okrs import first_key_result, make_check_in, make_cycle, make_objective, stored

DAY = timedelta(days=1)
#: Days after the objectives were made and checked in on.
NOW = AT + 6 * DAY
THEN = TODAY + 4 * DAY
EVERYBODY = ("ada", "mia", "vic")


def build_scene() -> tuple[World, list[Objective]]:
    """Build three objectives that everybody sees and one that its team alone sees, days kept."""
    world = build_world()
    make_cycle(world, start=TODAY)  # few days: all are counted
    made = [
        make_objective(world, f"Of {team}", team=world.teams[team], key_results=2)
        for team in ("company", "claims", "finance")
    ]
    make_objective(world, "Inside", team=world.teams["claims"], visibility=Visibility.TEAM)
    make_check_in(world, first_key_result(world, made[1]), "40")
    with world.reading(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(past_counting, "OBJECTIVES_LEAST", 1)
        counts_refresh(at=NOW)
        assert past_refresh(at=NOW) == 6
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
def objectives(
    scene: tuple[World, list[Objective]], monkeypatch: pytest.MonkeyPatch
) -> list[Objective]:
    """The three that everybody sees, while days of cycles of any size are kept."""
    monkeypatch.setattr(past_counting, "OBJECTIVES_LEAST", 1)
    return scene[1]


def figures(world: World, *, counted: bool = False, on: date = THEN) -> TeamFigures:
    """Return the figures of the organization as of a day, from what is kept or counted anew."""
    viewer, cycle = world.viewer("ada"), make_cycle(world)
    with world.reading(), pytest.MonkeyPatch.context() as patch:
        if counted:
            patch.setattr(team_tallies, "_kept_past", lambda *_: {})
        return team_figures(
            viewer=viewer, team=world.teams["company"], cycle=cycle, at=NOW, as_of=on
        )


def on_the_map(world: World, who: str, *, counted: bool = False) -> ByPriority:
    """Return what the map counts for somebody as of a day, from what is kept or counted anew."""
    viewer, cycle = world.viewer(who), make_cycle(world)
    with world.reading(), pytest.MonkeyPatch.context() as patch:
        if counted:
            patch.setattr(past_statuses, "_marked", lambda *_: None)
        return past_statuses.statuses_seen(viewer, cycle, moment_of(at=NOW, as_of=THEN))


def seen_by(world: World, objective: Objective, whom: Visibility) -> None:
    with world.reading():
        row = stored(world, objective)
        objective_adjust(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), visibility=whom),
            reason="So agreed",
            effective_on=TODAY,
            expected=row.version,
            at=NOW,
        )


def moved(world: World, objectives: list[Objective]) -> None:
    with world.reading():
        row = first_key_result(world, objectives[1])
        key_result_put_below(
            actor=world.system,
            key_result=row,
            objective=stored(world, objectives[2]),
            reason="The teams swapped",
            effective_on=TODAY,
            expected=row.version,
            at=NOW,
        )


def test_a_kept_day_is_what_would_be_counted_and_asks_little(
    world: World, objectives: list[Objective]
) -> None:
    found = figures(world)
    assert found == figures(world, counted=True)
    assert (found.check_ins_below.fresh, found.check_ins_below.no_data) == (1, 5)
    viewer, cycle = world.viewer("vic"), make_cycle(world)
    with world.reading(), CaptureQueriesContext(connection) as queries:
        team_figures(viewer=viewer, team=world.teams["company"], cycle=cycle, at=NOW, as_of=THEN)
    assert len(queries) == 4


@pytest.mark.parametrize(
    "change",
    [
        lambda world, made: seen_by(world, made[1], Visibility.PRIVATE),
        lambda world, made: seen_by(world, made[1], Visibility.TEAM),
        lambda world, made: moved(world, made),
    ],
    ids=["hidden", "for its team alone", "a key result moved"],
)
def test_what_changes_the_past_is_told_at_once_and_counted_anew(
    world: World, objectives: list[Objective], change: Callable[[World, list[Objective]], None]
) -> None:
    before = figures(world)
    change(world, objectives)
    told = figures(world)
    assert told == figures(world, counted=True)
    on_map = {who: on_the_map(world, who) for who in EVERYBODY}
    assert on_map == {who: on_the_map(world, who, counted=True) for who in EVERYBODY}
    with world.reading():
        assert PastMark.objects.exists()
        assert past_compare(at=NOW) == 0
        assert past_refresh(at=NOW) == 1
        assert not PastMark.objects.exists()
        assert past_compare(at=NOW) == 0
    assert figures(world) == told
    assert on_map == {who: on_the_map(world, who) for who in EVERYBODY}
    if told.below.whole.objectives == before.below.whole.objectives:  # only a key result went
        return
    assert told.below.whole.objectives == before.below.whole.objectives - 1
    seen_by(world, objectives[1], Visibility.ORGANIZATION)
    assert figures(world) == figures(world, counted=True) == before


def test_the_map_of_a_kept_day_counts_for_each_what_they_see(
    world: World, objectives: list[Objective]
) -> None:
    make_objective(world, "Of one", is_personal=True, visibility=Visibility.PRIVATE)
    with world.reading():
        past_forget()
        assert past_refresh(at=NOW) == 6
    totals = {}
    for who in EVERYBODY:
        found = on_the_map(world, who)
        assert found == on_the_map(world, who, counted=True)
        totals[who] = sum(counts.total() for counts in found.values())
    assert totals["vic"] == 3
    assert totals["mia"] > totals["vic"]


def test_a_personal_objective_that_is_hidden_is_on_no_map_of_the_past(
    world: World, objectives: list[Objective]
) -> None:
    own = make_objective(world, "Of one", is_personal=True)
    with world.reading():
        past_forget()
        assert past_refresh(at=NOW) == 6
    before = on_the_map(world, "vic")
    seen_by(world, own, Visibility.PRIVATE)
    told = on_the_map(world, "vic")
    assert told == on_the_map(world, "vic", counted=True) != before
    with world.reading():
        assert past_refresh(at=NOW) == 1
        assert past_compare(at=NOW) == 0
    assert on_the_map(world, "vic") == told


def test_a_draft_that_is_thrown_away_is_on_no_map_of_the_past(
    world: World, objectives: list[Objective]
) -> None:
    draft = make_objective(world, "Never begun", active=False)
    with world.reading():
        past_forget()
        assert past_refresh(at=NOW) == 6
    before = on_the_map(world, "vic")
    with world.reading():
        objective_delete(actor=world.system, objective=draft, expected=draft.version, at=NOW)
    told = on_the_map(world, "vic")
    assert told == on_the_map(world, "vic", counted=True) != before
    with world.reading():
        assert past_refresh(at=NOW) == 1
        assert past_compare(at=NOW) == 0
    assert on_the_map(world, "vic") == told


def test_another_calendar_lets_a_page_count_until_the_days_are_counted_anew(
    world: World, objectives: list[Objective]
) -> None:
    with world.reading():
        working_weekdays_set(actor=world.system, weekdays=[1], at=NOW)
    told = figures(world)
    assert told == figures(world, counted=True)
    seen_by(world, objectives[1], Visibility.PRIVATE)
    with world.reading():
        # What the other calendar said goes with the mark; the days are counted one by one.
        assert past_refresh(at=NOW, goes_on=iter([True, False]).__next__) == 1
        assert not PastCounts.objects.exists()
        assert past_refresh(at=NOW) > 1
        assert past_compare(at=NOW) == 0
    assert figures(world) == figures(world, counted=True) != told


def test_a_mark_that_comes_while_a_turn_counts_is_kept(
    world: World, objectives: list[Objective], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by(world, objectives[1], Visibility.PRIVATE)
    written = past_counting._written

    def overtaken(turn: past_counting._Turn) -> bool:
        seen_by(world, objectives[2], Visibility.PRIVATE)
        monkeypatch.setattr(past_counting, "_written", written)
        return written(turn)

    monkeypatch.setattr(past_counting, "_written", overtaken)
    with world.reading():
        past_refresh(at=NOW, goes_on=iter([True, False]).__next__)
        assert list(PastMark.objects.values_list("team_id", flat=True)) == [
            world.teams["finance"].pk
        ]
    assert figures(world) == figures(world, counted=True)


def test_a_turn_is_not_dropped_for_a_check_in_that_is_counted_meanwhile(
    world: World, objectives: list[Objective], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by(world, objectives[1], Visibility.PRIVATE)
    written = past_counting._written

    def overtaken(turn: past_counting._Turn) -> bool:
        make_check_in(world, first_key_result(world, objectives[2]), "50", on=NOW.date(), at=NOW)
        assert counts_refresh(at=NOW)
        return written(turn)

    monkeypatch.setattr(past_counting, "_written", overtaken)
    with world.reading():
        assert past_refresh(at=NOW)
        assert not PastMark.objects.exists()


def test_what_is_kept_wrong_is_found_and_a_small_cycle_keeps_nothing(
    world: World, objectives: list[Objective], monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.writing():
        PastCounts.objects.filter(team=world.teams["claims"]).update(fresh=7)
        PastStatuses.objects.filter(team_id=world.teams["claims"].pk).update(objectives=7)
    with world.reading():
        assert past_compare(at=NOW) == 2
        past_forget()
        assert past_refresh(at=NOW) > 1
        assert past_compare(at=NOW) == 0
        past_forget()
        monkeypatch.setattr(past_counting, "OBJECTIVES_LEAST", 5)
        seen_by(world, objectives[1], Visibility.PRIVATE)
        past_refresh(at=NOW)
        assert not PastCounts.objects.exists()
        assert not PastStatuses.objects.exists()
        assert not PastMark.objects.exists()
