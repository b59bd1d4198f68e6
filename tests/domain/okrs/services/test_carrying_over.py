"""Objectives go on in another cycle, with their lineage."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import (
    Alignment,
    Descent,
    KeyResult,
    Lineage,
    MetricKind,
    Objective,
    State,
    Visibility,
)
from plumbline.domain.okrs.services.carrying_over import (
    objective_carry_over,
    objectives_carry_over,
)
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.values import MetricValues, Style
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused
from plumbline.engine.documents.model import Checkpoint
from tests.world import AT, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_link,
    make_next_cycle,
    make_objective,
    metric,
    stored,
)

LATER = AT + timedelta(hours=1)


def carry(
    world: World,
    objective: Objective,
    *,
    actor: Actor | None = None,
    descent: Descent = Descent.CARRIED_OVER,
    cycle: Cycle | None = None,
) -> Objective:
    into = cycle or make_next_cycle(world)
    with world.reading():
        return objective_carry_over(
            actor=actor or world.system, objective=objective, cycle=into, descent=descent, at=LATER
        )


def carried_key_result(
    world: World, before: MetricValues, value: str | None, descent: Descent = Descent.CARRIED_OVER
) -> KeyResult:
    """Carry over a key result that stands at a value; return the new one."""
    objective = make_objective(world, key_results=0, active=False)
    make_key_result(world, objective, metric=before, start=date(2026, 1, 5), due=date(2026, 3, 20))
    activate(world, objective)
    if value is not None:
        make_check_in(world, first_key_result(world, objective), value)
    return first_key_result(world, carry(world, objective, descent=descent))


def test_it_goes_on_as_a_draft_with_its_words_and_key_results(world: World) -> None:
    objective = make_objective(
        world, why="They leave", style=Style.ASPIRATIONAL, key_results=2, tags=("calm",)
    )
    later = stored(world, carry(world, objective, actor=world.viewer("lena")))
    assert (later.title, later.why, later.style, later.state, later.tags) == (
        objective.title,
        "They leave",
        Style.ASPIRATIONAL,
        State.DRAFT,
        ["calm"],
    )
    assert (later.owner, later.team, later.cycle.name) == (
        world.person("mia"),
        world.teams["claims"],
        "2026-Q2",
    )
    assert [row.title for row in key_results_of(world, later)] == [
        row.title for row in key_results_of(world, objective)
    ]
    assert stored(world, objective).state == State.ACTIVE


def test_its_lineage_is_kept_and_written_to_the_journal(world: World) -> None:
    objective = make_objective(world)
    later = carry(world, objective)
    with world.reading():
        lineage = Lineage.objects.get()
        entry = JournalEntry.objects.get(act="objective.carried_over")
    assert (lineage.objective_id, lineage.source_id, lineage.descent) == (
        later.pk,
        objective.pk,
        Descent.CARRIED_OVER,
    )
    assert entry.subject_public_id == later.public_id
    assert entry.changes == {"source": {"old": None, "new": objective.public_id}}


@pytest.mark.parametrize(
    ("before", "value", "baseline", "target"),
    [
        (metric(baseline="0", target="100"), "40", "40", "100"),
        (metric(baseline="0", target="100"), None, "0", "100"),
        (metric(baseline="0", target="100"), "100", "100", None),
        (metric(MetricKind.DECREASE, baseline="19", target="8"), "7", "7", None),
        (metric(MetricKind.DECREASE, baseline="19", target="8"), "12", "12", "8"),
        (metric(MetricKind.DECREASE, baseline="50", target=None, relative_target=Decimal(-20)),
         "45", "45", "40"),
        (metric(baseline="0", target="100", accumulates=True), "40", "0", "100"),
        (limit("6"), "5", None, "6"),
    ],
)  # fmt: skip
def test_a_key_result_begins_where_it_stands(
    world: World, before: MetricValues, value: str | None, baseline: str | None, target: str | None
) -> None:
    after = carried_key_result(world, before, value)
    assert after.baseline == (None if baseline is None else Decimal(baseline))
    assert after.target == (None if target is None else Decimal(target))
    assert (after.start, after.due, after.relative_target) == (None, None, None)


@pytest.mark.parametrize(
    ("value", "descent", "title"),
    [
        ("33", Descent.CARRIED_OVER, "Users a week from 33 to 50"),
        ("60", Descent.CARRIED_OVER, "Users a week from 0 to 50"),
        ("33", Descent.CLONED, "Users a week from 0 to 50"),
    ],
    ids=["carried over", "reached: a new target is to be written", "cloned"],
)
def test_a_title_that_states_its_figures_states_those_it_begins_with(
    world: World, value: str, descent: Descent, title: str
) -> None:
    objective = make_objective(world, active=False, key_results=0)
    stated = make_key_result(
        world, objective, "Users a week from 0 to 50", metric=metric(target="50", unit="")
    )
    activate(world, objective)
    make_check_in(world, stated, value)
    made = carry(world, objective, descent=descent)
    (going_on,) = key_results_of(world, made)
    assert going_on.title == title


def test_what_supported_a_key_result_goes_on_to_support_it_under_its_new_title(
    world: World,
) -> None:
    parent = make_objective(world, "Above", active=False, key_results=0)
    stated = make_key_result(
        world, parent, "Users a week from 0 to 50", metric=metric(target="50", unit="")
    )
    activate(world, parent)
    make_check_in(world, stated, "33")
    child = make_objective(world, "Below")
    make_link(world, child, stated)
    above = carry(world, parent)
    below = carry(world, child)
    with world.reading():
        link = Alignment.objects.get(child_objective=below)
        assert link.parent_objective == above
        assert link.parent_key_result == KeyResult.objects.get(objective=above)


def test_a_clone_begins_as_the_earlier_one_was_written(world: World) -> None:
    phased = metric(checkpoints=(Checkpoint(date=date(2026, 2, 1), value=Decimal(30)),))
    after = carried_key_result(world, phased, "40", Descent.CLONED)
    assert (after.baseline, after.target, after.checkpoints) == (Decimal(0), Decimal(100), [])


def test_what_was_stopped_is_not_carried_over(world: World) -> None:
    objective = make_objective(world, key_results=2)
    first, second = key_results_of(world, objective)
    with world.reading():
        key_result_stop(
            actor=world.system, key_result=first, reason="Overtaken", expected=1, at=LATER
        )
    assert [row.title for row in key_results_of(world, carry(world, objective))] == [second.title]


def test_nobody_who_left_owns_what_goes_on(world: World) -> None:
    objective = make_objective(world)
    with world.reading():
        person_deactivate(actor=world.system, person=world.person("mia"), at=LATER)
    later = carry(world, objective)
    assert stored(world, later).owner is None
    assert first_key_result(world, later).owner is None


def test_what_goes_on_supports_what_goes_on(world: World) -> None:
    above = make_objective(world, "Above", team=world.teams["freight"])
    child = make_objective(world, "Child")
    make_link(world, child, above, weight="2")
    into = make_next_cycle(world)
    with world.reading():
        carried = objectives_carry_over(
            actor=world.system,
            objectives=[child, above],
            cycle=into,
            descent=Descent.CARRIED_OVER,
            at=LATER,
        )
        link = Alignment.objects.get(child_objective=carried[0].objective)
    assert (link.parent_objective_id, link.weight) == (carried[1].objective.pk, 2000)


def test_a_parent_whose_cycle_lasts_is_supported_on_and_one_that_is_over_is_not(
    world: World,
) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31))
    lasting = make_objective(world, "Of the year", team=world.teams["freight"], cycle=year)
    over = make_objective(world, "Of the quarter", team=world.teams["freight"])
    child = make_objective(world, "Child")
    make_link(world, child, lasting)
    make_link(world, child, over)
    later = carry(world, child)
    with world.reading():
        parents = Alignment.objects.filter(child_objective=later)
        assert [link.parent_objective for link in parents] == [lasting]


def test_a_member_proposes_what_they_own_to_go_on_and_nobody_elses(world: World) -> None:
    objective = make_objective(world)
    later = carry(world, objective, actor=world.viewer("mia"))
    assert stored(world, later).state == State.PROPOSED
    with pytest.raises(PermissionRefused):
        carry(world, make_objective(world, "Another"), actor=world.viewer("dee"))
    with world.reading():
        assert Lineage.objects.count() == 1
        assert Objective.objects.count() == 3


def test_a_viewer_carries_nothing_over(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(PermissionRefused):
        carry(world, objective, actor=world.viewer("vic"))
    with world.reading():
        assert not Lineage.objects.exists()


def test_what_one_may_not_know_of_is_not_found(world: World) -> None:
    private = make_objective(world, visibility=Visibility.PRIVATE)
    with pytest.raises(NotFound):
        carry(world, private, actor=world.viewer("carl"))


@pytest.mark.parametrize("case", ["planned", "same_cycle", "twice", "cycle_closed"])
def test_what_cannot_be_carried_over_says_why(world: World, case: str) -> None:
    objective = make_objective(world, active=case != "planned")
    into = make_next_cycle(
        world, CyclePhase.CLOSED if case == "cycle_closed" else CyclePhase.PLANNING
    )
    if case == "twice":
        carry(world, objective)
    if case == "same_cycle":
        into = make_cycle(world)
    with world.reading():
        count = Objective.objects.count()
    with pytest.raises(Refused) as refused:
        carry(world, objective, cycle=into)
    assert refused.value.message.id == f"okrs.carry.{case}"
    with world.reading():
        assert Objective.objects.count() == count


def test_a_clone_may_lie_in_the_same_cycle_and_lies_there_under_no_key_of_another(
    world: World,
) -> None:
    objective = make_objective(world, document_key="calm-claims")
    clone = carry(world, objective, descent=Descent.CLONED, cycle=make_cycle(world))
    further = carry(world, objective)
    assert stored(world, clone).document_key == ""
    assert stored(world, further).document_key == "calm-claims"


def test_the_lineage_goes_with_a_draft_that_is_thrown_away(world: World) -> None:
    objective = make_objective(world)
    later = carry(world, objective)
    with world.writing():
        Objective.objects.get(pk=later.pk).delete()
        assert not Lineage.objects.exists()
    assert stored(world, objective).state == State.ACTIVE
