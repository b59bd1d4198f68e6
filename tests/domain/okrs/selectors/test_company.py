"""Counts of what runs, the same for everyone, now and on a past day."""

from datetime import date, timedelta
from decimal import Decimal

from plumbline.domain.okrs.models import KeyResult, Objective, State, Visibility
from plumbline.domain.okrs.selectors.team import CheckInCounts, team_figures
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
)

DAY = timedelta(days=1)


def counted(
    world: World, who: str = "vic", *, days: int = 0, as_of: date | None = None
) -> CheckInCounts:
    viewer = world.viewer(who)
    cycle = make_cycle(world)
    with world.reading():
        return team_figures(
            viewer=viewer,
            team=world.teams["company"],
            cycle=cycle,
            at=AT + days * DAY,
            as_of=as_of,
        ).check_ins_below


def test_key_results_are_counted_by_how_their_check_ins_stand(world: World) -> None:
    rows = key_results_of(world, make_objective(world, key_results=5))
    for row, ago in zip(rows, (0, 8, 11, 20), strict=False):
        make_check_in(world, row, "5", on=TODAY - ago * DAY)
    counts = counted(world)
    assert (counts.objectives, counts.key_results) == (1, 5)
    assert (counts.fresh, counts.due, counts.stale, counts.overdue, counts.no_data) == (
        1,
        1,
        1,
        1,
        1,
    )


def test_guardrails_are_counted_apart_and_drafts_not_at_all(world: World) -> None:
    make_objective(world, "Draft", active=False)
    objective = make_objective(world, key_results=0, active=False)
    guard = make_key_result(world, objective, metric=limit("3"), is_guardrail=True)
    activate(world, objective)
    assert (counted(world).guardrails, counted(world).breached) == (1, 0)
    make_check_in(world, guard, "4")
    assert (counted(world).key_results, counted(world).breached) == (0, 1)


def test_the_counts_are_the_same_for_everyone(world: World) -> None:
    make_objective(world)
    for visibility in (Visibility.PRIVATE, Visibility.TEAM):
        make_objective(world, str(visibility), visibility=visibility)
    assert counted(world, "mia") == counted(world, "fin")
    assert counted(world, "mia").key_results == 1


def test_the_past_is_counted_as_it_was_recorded(world: World) -> None:
    objective = make_objective(world)
    before = counted(world)
    make_check_in(world, first_key_result(world, objective), "5", on=TODAY + DAY, at=AT + DAY)
    assert counted(world, days=1).fresh == 1
    assert counted(world, days=1, as_of=TODAY) == before


def test_when_all_is_over_what_is_closed_and_graded_is_counted(world: World) -> None:
    objective = make_objective(world, key_results=3)
    assert (counted(world).closed, counted(world).graded) == (0, 0)
    with world.writing():
        rows = KeyResult.objects.filter(objective=objective)
        rows.update(state=State.CLOSED)
        Objective.objects.filter(pk=objective.pk).update(state=State.CLOSED)
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:2])).update(
            final_score=Decimal(1)
        )
    counts = counted(world)
    assert (counts.key_results, counts.closed, counts.graded) == (0, 3, 2)
