"""How a cycle ends, as its page tells it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import BetterState, Descent, Objective, State, Visibility
from plumbline.domain.okrs.selectors.cycle_ends import (
    cycle_ended,
    cycle_learned,
    cycle_misses,
    cycle_open,
    cycle_styles,
    cycles_counted,
)
from plumbline.domain.okrs.selectors.lineage import lineage_seen
from plumbline.domain.okrs.services.carrying_over import objective_carry_over
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from plumbline.domain.okrs.services.objectives import objective_stop
from plumbline.domain.okrs.values import Style
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_objective, stored

LATER = AT + timedelta(hours=1)


def graded(
    world: World, title: str, score: str, *, style: Style = Style.COMMITTED, learned: str = ""
) -> Objective:
    objective = make_objective(world, title, style=style)
    values = GradeValues(
        better_state=BetterState.PARTLY,
        score=None if style is Style.LEARNING else Decimal(score),
        note="A strike in the harbour",
        reason="Counted by hand",
        learned=learned,
        evidence="The survey" if learned else "",
    )
    with world.reading():
        started = grading_start(actor=world.system, objective=objective, expected=2, at=LATER)
        return grade_close(
            actor=world.system,
            objective=started,
            values=values,
            expected=started.version,
            at=LATER,
        )


def stopped(world: World, title: str) -> Objective:
    objective = make_objective(world, title)
    with world.reading():
        return objective_stop(
            actor=world.system, objective=objective, reason="Overtaken", expected=2, at=LATER
        )


def test_counts_hold_what_everybody_sees_and_nothing_personal(world: World) -> None:
    make_objective(world, style=Style.ASPIRATIONAL)
    make_objective(world, active=False, style=None)
    graded(world, "Graded", "0.6")
    make_objective(world, visibility=Visibility.TEAM)
    make_objective(world, visibility=Visibility.PRIVATE)
    make_objective(world, is_personal=True)
    cycle = make_cycle(world)
    with world.reading():
        for who in (world.system, world.viewer("mia"), world.viewer("vic")):
            assert cycle_styles(viewer=who, cycle=cycle) == {
                Style.ASPIRATIONAL: {State.ACTIVE: 1},
                None: {State.DRAFT: 1},
                Style.COMMITTED: {State.CLOSED: 1},
            }
            assert cycles_counted(viewer=who, cycles=[cycle]) == {
                cycle.pk: {State.ACTIVE: 1, State.DRAFT: 1, State.CLOSED: 1}
            }


def test_what_is_open_is_listed_with_what_the_viewer_may_do(world: World) -> None:
    make_objective(world, "Runs")
    waiting = make_objective(world, "Waits")
    make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    with world.reading():
        grading_start(actor=world.system, objective=waiting, expected=2, at=LATER)
    cycle = make_cycle(world)
    for who, may in (("carl", True), ("lena", True), ("vic", False)):
        viewer = world.viewer(who)
        with world.reading():
            page = cycle_open(viewer=viewer, cycle=cycle)
        assert [row.title for row in page.objectives] == ["Runs", "Waits"]
        runs, waits = page.objectives
        assert (runs.starts_grading, runs.stops, runs.grades) == (may, may, False)
        assert (waits.starts_grading, waits.stops, waits.grades) == (False, False, may)
    with world.reading():
        titles = [
            row.title for row in cycle_open(viewer=world.viewer("mia"), cycle=cycle).objectives
        ]
    assert "Hidden" in titles


def test_lists_come_in_pages_and_ask_as_much_for_many_as_for_one(world: World) -> None:
    make_objective(world, "Row 0")
    cycle, viewer = make_cycle(world), world.viewer("carl")
    with world.reading(), CaptureQueriesContext(connection) as few:
        cycle_open(viewer=viewer, cycle=cycle)
    for number in range(1, 5):
        make_objective(world, f"Row {number}")
    with world.reading():
        with CaptureQueriesContext(connection) as many:
            cycle_open(viewer=viewer, cycle=cycle)
        second = cycle_open(viewer=viewer, cycle=cycle, page=2, size=3)
        beyond = cycle_open(viewer=viewer, cycle=cycle, page=99, size=3)
    assert len(few) == len(many) <= 4
    assert [row.title for row in second.objectives] == ["Row 3", "Row 4"]
    assert (second.total, second.number, second.pages) == (5, 2, 2)
    assert beyond == second


def test_what_is_over_tells_its_grade_or_why_it_was_stopped(world: World) -> None:
    graded(world, "Graded", "0.6")
    stopped(world, "Stopped")
    make_objective(world, "Runs")
    with world.reading():
        page = cycle_ended(viewer=world.viewer("vic"), cycle=make_cycle(world))
    assert [(row.title, row.score, row.note) for row in page.objectives] == [
        ("Graded", Decimal("0.6"), "A strike in the harbour"),
        ("Stopped", None, "Overtaken"),
    ]


def test_a_miss_is_a_commitment_below_the_whole_way(world: World) -> None:
    graded(world, "Missed", "0.95")
    graded(world, "Kept", "1")
    graded(world, "Stretch", "0.7", style=Style.ASPIRATIONAL)
    stopped(world, "Stopped")
    with world.reading():
        told = cycle_misses(viewer=world.viewer("vic"), cycle=make_cycle(world))
    assert ([row.title for row in told.objectives], told.total) == (["Missed"], 1)


def test_what_was_learned_is_told_with_what_shows_it(world: World) -> None:
    graded(world, "Silent", "1")
    graded(world, "Lesson", "0", style=Style.LEARNING, learned="They call because they worry")
    with world.reading():
        told = cycle_learned(viewer=world.viewer("vic"), cycle=make_cycle(world))
    assert [(row.title, row.learned, row.learned_evidence) for row in told.objectives] == [
        ("Lesson", "They call because they worry", "The survey")
    ]


@pytest.mark.parametrize("who", ["vic", "mia"])
def test_kin_are_named_to_those_who_may_know_of_them(world: World, who: str) -> None:
    first = make_objective(world, "First", visibility=Visibility.PRIVATE)
    into = make_cycle(world, "Next", start=AT.date(), end=AT.date() + timedelta(days=90))
    with world.reading():
        later = objective_carry_over(
            actor=world.viewer("mia"),
            objective=first,
            cycle=into,
            descent=Descent.CARRIED_OVER,
            at=LATER,
        )
    with world.writing():
        Objective.objects.filter(pk=later.pk).update(visibility=Visibility.ORGANIZATION)
    with world.reading():
        viewer = world.viewer(who)
        of_later = lineage_seen(viewer=viewer, objective=later, is_seen=True)
        of_first = lineage_seen(viewer=viewer, objective=first, is_seen=who == "mia")
    assert (of_later.earlier is not None) == (who == "mia")
    assert [kin.cycle for kin in of_first.later] == ["Next"]
    assert stored(world, first).state == State.ACTIVE
