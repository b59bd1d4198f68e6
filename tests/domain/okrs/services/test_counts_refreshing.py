"""Counts of teams are kept ready, brought up to date turn by turn, and the same for everyone."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import (
    CountsBook,
    CountsMark,
    Objective,
    TeamCounts,
    Visibility,
)
from plumbline.domain.okrs.models.counts import TallyFields
from plumbline.domain.okrs.selectors.tallies import Tally
from plumbline.domain.okrs.selectors.team import TeamFigures, team_figures
from plumbline.domain.okrs.selectors.team_tallies import PATIENCE
from plumbline.domain.okrs.services import counts_refreshing
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.counting import counts_compare
from plumbline.domain.okrs.services.counts_marking import counts_mark
from plumbline.domain.okrs.services.counts_refreshing import counts_forget, counts_refresh
from plumbline.domain.okrs.values import objective_values
from tests.world import AT, World
from tests.world_okrs import (
    first_key_result,
    key_results_of,
    make_check_in,
    make_cycle,
    make_objective,
    stored,
)

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
#: After all acts of a test, and within patience of its last one.
NOW = AT + 3 * SECOND


def refresh(world: World, at: datetime = NOW) -> int:
    with world.reading():
        return counts_refresh(at=at)


def figures(
    world: World, who: str = "vic", *, team: str = "claims", at: datetime = NOW
) -> TeamFigures:
    viewer, cycle = world.viewer(who), make_cycle(world)
    with world.reading():
        return team_figures(viewer=viewer, team=world.teams[team], cycle=cycle, at=at)


def marks(world: World) -> list[tuple[int, bool]]:
    with world.reading():
        return sorted(CountsMark.objects.values_list("team_id", "is_inside").distinct())


def adjust(world: World, objective: Objective, **changed: Any) -> None:  # noqa: ANN401  # values
    with world.reading():
        row = stored(world, objective)
        objective_adjust(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), **changed),
            reason="So agreed",
            effective_on=AT.date(),
            expected=row.version,
            at=AT,
        )


def test_the_table_keeps_every_number_of_a_tally() -> None:
    kept = [field.name for field in TallyFields._meta.local_fields]
    assert kept == [field.name for field in fields(Tally)]


def test_what_is_kept_is_what_would_be_counted(world: World) -> None:
    for row in key_results_of(world, make_objective(world, key_results=3))[:2]:
        make_check_in(world, row, "40")
    make_objective(world, "Inside", visibility=Visibility.TEAM)
    counted = {who: figures(world, who, team="freight") for who in ("vic", "lena")}
    refresh(world)
    assert {who: figures(world, who, team="freight") for who in ("vic", "lena")} == counted
    with world.reading():
        assert counts_compare(at=NOW) == []


def test_kept_figures_take_two_queries(world: World) -> None:
    make_objective(world)
    refresh(world)
    viewer, cycle = world.viewer("mia"), make_cycle(world)
    with world.reading(), CaptureQueriesContext(connection) as queries:
        team_figures(viewer=viewer, team=world.teams["company"], cycle=cycle, at=NOW)
    assert len(queries) == 2


def test_a_change_is_told_with_the_next_refresh_and_says_since_when(world: World) -> None:
    objective = make_objective(world)
    refresh(world, AT)
    make_check_in(world, first_key_result(world, objective), "40", at=AT + SECOND)
    before = figures(world, at=AT + 2 * SECOND)
    assert (before.check_ins.fresh, before.counted_at) == (0, AT)
    refresh(world, AT + 2 * SECOND)
    after = figures(world, at=AT + 3 * SECOND)
    assert (after.check_ins.fresh, after.counted_at) == (1, AT + 2 * SECOND)


def test_where_no_worker_counts_a_page_counts_for_itself(world: World) -> None:
    objective = make_objective(world)
    refresh(world, AT)
    make_check_in(world, first_key_result(world, objective), "40", at=AT + SECOND)
    late = AT + SECOND + PATIENCE + SECOND
    assert figures(world, at=late).check_ins.fresh == 1
    assert figures(world, at=late).counted_at is None
    with world.reading():
        assert CountsMark.objects.exists()  # reading writes nothing


def test_a_new_day_is_counted_anew_without_any_change(world: World) -> None:
    make_check_in(world, first_key_result(world, make_objective(world)), "40")
    refresh(world)
    later = AT + 20 * DAY
    assert figures(world).check_ins.fresh == 1
    assert figures(world, at=later).check_ins.overdue == 1  # counted by the page itself
    assert figures(world, at=later).counted_at is None
    refresh(world, later)
    assert figures(world, at=later + DAY / 10).check_ins.overdue == 1
    assert figures(world, at=later + DAY / 10).counted_at == later


def test_what_does_not_run_holds_on_any_day(world: World) -> None:
    make_objective(world, key_results=0, active=False)
    refresh(world)
    assert refresh(world, AT + 20 * DAY) == 0


@pytest.mark.parametrize("personal", [False, True], ids=["private", "personal"])
def test_what_enters_no_count_leaves_no_mark(world: World, personal: bool) -> None:
    make_objective(world, "Seen")
    refresh(world, AT)
    secret = make_objective(
        world,
        "Hidden",
        owner=world.person("mia"),
        is_personal=personal,
        visibility=Visibility.ORGANIZATION if personal else Visibility.PRIVATE,
    )
    make_check_in(world, first_key_result(world, secret), "40")
    assert marks(world) == []
    assert figures(world).counted_at == AT


def test_what_a_team_keeps_to_itself_moves_nothing_that_others_read(world: World) -> None:
    make_objective(world, "Seen")
    inside = make_objective(world, "Inside", visibility=Visibility.TEAM)
    refresh(world, AT)
    make_check_in(world, first_key_result(world, inside), "40", at=AT + SECOND)
    assert marks(world) == [(world.teams["claims"].pk, True)]
    waiting = figures(world, at=AT + 2 * SECOND)
    refresh(world, AT + 2 * SECOND)
    seen = figures(world, at=AT + 2 * SECOND)
    assert seen.counted_at == waiting.counted_at == AT
    told = figures(world, "mia", at=AT + 2 * SECOND)
    assert told.counted_inside_at == AT + 2 * SECOND
    assert told.own_inside is not None
    assert told.own_inside.whole.counts.no_data == 1


def test_an_objective_that_moves_is_counted_in_one_place(world: World) -> None:
    objective = make_objective(world)
    refresh(world, AT)
    adjust(world, objective, team=world.teams["freight"])
    refresh(world)
    assert figures(world).own.whole.objectives == 0
    assert figures(world, team="freight").own.whole.objectives == 1
    adjust(world, objective, visibility=Visibility.PRIVATE)
    refresh(world)
    assert figures(world, "lena", team="freight").below.whole.objectives == 0
    assert figures(world, team="freight").counted_at == NOW  # since when it is empty


def test_a_turn_is_dropped_when_another_worker_was_quicker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    objective = make_objective(world)
    refresh(world, AT)
    make_check_in(world, first_key_result(world, objective), "40")
    written = counts_refreshing._written

    def overtaken(turn: object, *, at: datetime) -> bool:
        monkeypatch.setattr(counts_refreshing, "_written", written)
        make_check_in(world, first_key_result(world, objective), "50", at=AT + SECOND)
        refresh(world, NOW)
        return written(turn, at=at)  # type: ignore[arg-type]  # whatever a turn is

    monkeypatch.setattr(counts_refreshing, "_written", overtaken)
    assert refresh(world, AT + 2 * SECOND) == 0
    found = figures(world)
    assert found.counted_at == NOW
    with world.reading():
        assert counts_compare(at=NOW) == []


def test_a_refresh_that_is_to_end_leaves_the_rest_marked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts_refreshing, "KEYS_AT_ONCE", 1)
    for team in ("claims", "freight", "finance"):
        make_objective(world, team, team=world.teams[team])
    asked = iter(range(2))
    with world.reading():
        assert counts_refresh(at=NOW, goes_on=lambda: next(asked, None) is not None) == 1
    assert len(marks(world)) == 2
    # Of what was never counted nobody is told nothing.
    assert figures(world, team="finance").own.whole.objectives == 1
    assert refresh(world) == 2
    assert marks(world) == []


def test_what_is_kept_wrong_is_found_and_counted_anew(world: World) -> None:
    make_objective(world)
    refresh(world)
    with world.writing():
        TeamCounts.objects.update(objectives=7)
    with world.reading():
        (difference,) = counts_compare(at=NOW)
        assert (difference.kept.objectives, difference.counted.objectives) == (7, 1)
        counts_forget(at=NOW)
    assert figures(world).own.whole.objectives == 1
    refresh(world)
    with world.reading():
        assert counts_compare(at=NOW) == []
    assert figures(world).counted_at == NOW


def test_marks_of_teams_and_cycles_that_are_gone_are_cleared(world: World) -> None:
    refresh(world)
    with world.writing():
        CountsMark(team_id=10**9, cycle_id=10**9, is_inside=False, made_at=AT).save()
    assert refresh(world) == 1
    with world.reading():
        assert not CountsMark.objects.exists()
        assert CountsBook.objects.count() == 1


def test_one_mark_is_left_for_many_objectives_of_a_team(world: World) -> None:
    made = [make_objective(world, f"Number {number}").pk for number in range(3)]
    refresh(world)
    with world.writing():
        counts_mark(made, at=NOW)
    with world.reading():
        assert CountsMark.objects.count() == 1
