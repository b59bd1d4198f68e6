"""State rows: one open row a subject, found without reading the history behind it."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from plumbline.domain.cycles.models import Cycle, CycleFields, CycleState
from plumbline.domain.tenancy.history import (
    StateFields,
    state_record,
    states_record_stored,
    versioned_values,
)
from tests.world import AT, World, world
from tests.world_okrs import make_cycle

__all__ = ["world"]

STATE_MODELS = [model for model in apps.get_models() if issubclass(model, StateFields)]


def one_open_of(model: type[models.Model]) -> list[models.UniqueConstraint]:
    """Return the constraints of a model that keep one row a subject open."""
    return [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and tuple(constraint.fields) == ("organization", "subject")
        and constraint.condition == Q(valid_to__isnull=True)
    ]


def test_there_are_state_models_to_look_at() -> None:
    assert {model.__name__ for model in STATE_MODELS} >= {"ObjectiveState", "TeamState"}


@pytest.mark.parametrize("model", STATE_MODELS, ids=lambda model: model._meta.label)
def test_every_state_model_finds_its_open_row_by_an_index_and_has_one_at_most(
    model: type[models.Model],
) -> None:
    (found,) = one_open_of(model)
    assert found.name.endswith("_state_one_open")


def test_a_model_without_the_constraint_would_be_told() -> None:
    assert one_open_of(apps.get_model("okrs", "Objective")) == []


def test_the_database_refuses_a_second_open_row(world: World) -> None:
    cycle = make_cycle(world)
    values = versioned_values(cycle, CycleFields)
    later = AT + timedelta(hours=1)

    def open_again() -> Any:  # noqa: ANN401 — a row of a state model
        state = CycleState(subject_id=cycle.pk, valid_from=later, valid_to=None, **values)
        with transaction.atomic():
            state.save()

    with world.writing():
        with pytest.raises(IntegrityError):
            open_again()
        assert CycleState.objects.filter(subject=cycle).count() == 1


def test_a_change_closes_the_open_row_before_the_next_one_opens(world: World) -> None:
    cycle = make_cycle(world)
    later = AT + timedelta(hours=1)
    with world.writing():
        cycle.name = "Renamed"
        cycle.save()
        state_record(row=cycle, versioned=CycleFields, state_model=CycleState, at=later)
        history = CycleState.objects.filter(subject=cycle).order_by("valid_from")
        assert list(history.values_list("name", "valid_to")) == [
            ("2026-Q1", later),
            ("Renamed", None),
        ]


def _renamed(world: World, *, stored: bool) -> list[tuple[str, object, object]]:
    """Change three of four cycles in every way there is, record them, and return their history."""
    later = AT + timedelta(hours=1)
    changed, twice, closed, same = (
        make_cycle(world, name=f"{stored} {number}") for number in range(4)
    )
    cycles = (changed, twice, closed, same)
    with world.writing():
        CycleState.objects.filter(subject=twice).update(valid_from=later)
        CycleState.objects.filter(subject=closed).update(valid_to=AT + timedelta(minutes=5))
        for cycle in (changed, twice, closed):
            cycle.name = f"Renamed {cycle.name}"
            cycle.save()
        if stored:
            states_record_stored(
                model=Cycle,
                versioned=CycleFields,
                state_model=CycleState,
                ids=[cycle.pk for cycle in cycles],
                at=later,
            )
        else:
            for cycle in cycles:
                state_record(row=cycle, versioned=CycleFields, state_model=CycleState, at=later)
        rows = CycleState.objects.filter(subject__in=cycles).order_by("subject", "valid_from")
        history = rows.values_list("name", "valid_from", "valid_to")
        return [(name.replace(str(stored), ""), begun, ended) for name, begun, ended in history]


def test_the_database_records_what_is_stored_as_row_by_row(world: World) -> None:
    by_rows = _renamed(world, stored=False)
    assert len(by_rows) == 6
    assert _renamed(world, stored=True) == by_rows


def test_what_was_not_named_is_not_recorded(world: World) -> None:
    cycle, other = make_cycle(world), make_cycle(world, name="Other")
    with world.writing():
        for row in (cycle, other):
            row.name = f"Renamed {row.name}"
            row.save()
        states_record_stored(
            model=Cycle,
            versioned=CycleFields,
            state_model=CycleState,
            ids=[cycle.pk],
            at=AT + timedelta(hours=1),
        )
        assert CycleState.objects.filter(subject=cycle).count() == 2
        assert CycleState.objects.filter(subject=other).count() == 1
