"""Custom values are journaled with the act that writes them, and asked for at activation."""

from dataclasses import replace

import pytest

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject, ValueSet
from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.journal.models import JournalEntry, JournalText
from plumbline.domain.okrs.models import KeyResult, State
from plumbline.domain.okrs.services.key_results import key_result_delete, key_result_edit
from plumbline.domain.okrs.services.key_results_back import key_result_put_back
from plumbline.domain.okrs.services.objectives import (
    objective_activate,
    objective_delete,
    objective_edit,
)
from plumbline.domain.okrs.services.putting_back import (
    draft_kept,
    draft_put_back,
    key_result_kept,
)
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.tenancy.errors import ValidationRefused
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_objective, stored


def define(
    world: World, subject: FieldSubject, *, kind: FieldKind = FieldKind.TEXT, required: bool = False
) -> None:
    with world.reading():
        field_define(
            actor=world.system,
            subject=subject,
            key="area",
            label="Area",
            kind=kind,
            choices=["north", "south"] if kind == FieldKind.CHOICES else (),
            is_required=required,
            at=AT,
        )


def told(world: World, act: str) -> list[tuple[str, bool, str]]:
    with world.reading():
        entry = JournalEntry.objects.filter(act=act).latest("pk")
        texts = JournalText.objects.filter(entry=entry, field="custom.area")
        return [(text.field, text.is_new, text.text) for text in texts.order_by("is_new")]


def write_objective(world: World, objective: object, values: dict[str, object]) -> None:
    row = stored(world, objective)  # type: ignore[arg-type]  # an objective
    with world.reading():
        objective_edit(
            actor=world.system,
            objective=row,
            values=replace(objective_values(row), custom=values),
            expected=row.version,
            at=AT,
        )


def write_key_result(world: World, row: KeyResult, values: dict[str, object]) -> None:
    with world.reading():
        key_result_edit(
            actor=world.system,
            key_result=row,
            values=replace(key_result_values(row), custom=values),
            expected=row.version,
            at=AT,
        )


def test_the_journal_tells_of_custom_values_before_and_after(world: World) -> None:
    define(world, FieldSubject.OBJECTIVE, kind=FieldKind.CHOICES)
    objective = make_objective(world, active=False)
    write_objective(world, objective, {"area": ["south", "north"]})
    assert told(world, "objective.edit") == [("custom.area", True, "south, north")]
    write_objective(world, objective, {"area": ["north"]})
    assert told(world, "objective.edit") == [
        ("custom.area", False, "south, north"),
        ("custom.area", True, "north"),
    ]
    write_objective(world, objective, {"area": ["north"]})
    assert told(world, "objective.edit") == []


def test_a_draft_with_custom_values_is_deleted_and_put_back_with_them(world: World) -> None:
    define(world, FieldSubject.OBJECTIVE)
    define(world, FieldSubject.KEY_RESULT)
    objective = make_objective(world, active=False)
    write_objective(world, objective, {"area": "north"})
    row = first_key_result(world, objective)
    write_key_result(world, row, {"area": "south"})
    at, mia = stored(world, objective), world.viewer("mia")
    with world.reading():
        kept = draft_kept(at)
        objective_delete(actor=mia, objective=at, expected=at.version, at=AT)
        assert not ValueSet.objects.exists()
        back = draft_put_back(actor=mia, kept=kept, at=AT)
        again = KeyResult.objects.get(pk=row.pk)
        sets = [back.custom_values_id or 0, again.custom_values_id or 0]
        found = custom_values(sets)
        assert [found[each] for each in sets] == [{"area": "north"}, {"area": "south"}]
        part = key_result_kept(again)
        key_result_delete(actor=mia, key_result=again, expected=again.version, at=AT)
        key_result_put_back(actor=mia, kept=part, at=AT)
        assert custom_values(sets[1:]) == {sets[1]: {"area": "south"}}


def test_a_key_result_tells_of_them_as_well(world: World) -> None:
    define(world, FieldSubject.KEY_RESULT)
    row = first_key_result(world, make_objective(world, active=False))
    write_key_result(world, row, {"area": "north"})
    assert told(world, "key_result.edit") == [("custom.area", True, "north")]


@pytest.mark.parametrize("subject", list(FieldSubject))
def test_what_is_required_is_asked_for_when_it_begins(world: World, subject: FieldSubject) -> None:
    define(world, subject, required=True)
    draft = make_objective(world, active=False)
    with world.reading(), pytest.raises(ValidationRefused) as refused:
        objective_activate(
            actor=world.system, objective=draft, expected=stored(world, draft).version, at=AT
        )
    place = (
        "custom.area"
        if subject == FieldSubject.OBJECTIVE
        else f"key_results.{first_key_result(world, draft).public_id}"
    )
    (message,) = refused.value.field_errors[place]
    assert (message.id, message.params) == ("custom_fields.required", {"label": "Area"})
    assert stored(world, draft).state == State.DRAFT


def test_once_it_is_filled_in_it_begins(world: World) -> None:
    define(world, FieldSubject.OBJECTIVE, required=True)
    draft = make_objective(world, active=False)
    write_objective(world, draft, {"area": "north"})
    with world.reading():
        objective_activate(
            actor=world.system, objective=draft, expected=stored(world, draft).version, at=AT
        )
    assert stored(world, draft).state == State.ACTIVE
