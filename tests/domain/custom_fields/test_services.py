"""Custom fields are defined by admins and hold what their kind allows, in canonical text."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from plumbline.domain.custom_fields.models import (
    FieldDefinition,
    FieldKind,
    FieldSubject,
    FieldValue,
    ValueSet,
)
from plumbline.domain.custom_fields.selectors import (
    custom_values,
    field_definitions,
    fields_lacking,
)
from plumbline.domain.custom_fields.services import (
    custom_values_set,
    field_archive,
    field_define,
    field_edit,
    field_move,
    field_restore,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.tenancy.errors import PermissionRefused, StaleVersion, ValidationRefused
from tests.world import AT, World

CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")
CHOICES = ("north", "south")


def define(
    world: World,
    kind: FieldKind,
    *,
    key: str = "area",
    subject: FieldSubject = FieldSubject.OBJECTIVE,
    choices: tuple[str, ...] = (),
) -> FieldDefinition:
    with world.reading():
        return field_define(
            actor=world.system,
            subject=subject,
            key=key,
            label=" Area ",
            kind=kind,
            choices=choices,
            at=AT,
        )


def set_values(
    world: World, values: Mapping[str, object], value_set: ValueSet | None = None
) -> ValueSet:
    with world.writing():
        return custom_values_set(value_set=value_set, subject=FieldSubject.OBJECTIVE, values=values)


def read(world: World, value_set: ValueSet) -> Mapping[str, object]:
    with world.reading():
        return custom_values([value_set.pk]).get(value_set.pk, {})


@pytest.mark.parametrize("who", CAST)
def test_admins_define_fields_and_nobody_else(world: World, who: str) -> None:
    viewer = world.viewer(who)

    def attempt() -> None:
        field_define(
            actor=viewer,
            subject=FieldSubject.OBJECTIVE,
            key="area",
            label="Area",
            kind=FieldKind.TEXT,
            at=AT,
        )

    with world.reading():
        if who == "ada":
            attempt()
        else:
            with pytest.raises(PermissionRefused):
                attempt()
        assert FieldDefinition.objects.exists() is (who == "ada")


def test_a_field_is_for_objectives_or_for_key_results_in_the_order_defined(world: World) -> None:
    area = define(world, FieldKind.TEXT)
    cost = define(world, FieldKind.NUMBER, key="cost")
    other = define(world, FieldKind.TEXT, subject=FieldSubject.KEY_RESULT)
    with world.reading():
        viewer = world.viewer("vic")
        assert field_definitions(viewer=viewer, subject=FieldSubject.OBJECTIVE) == [area, cost]
        assert field_definitions(viewer=viewer, subject=FieldSubject.KEY_RESULT) == [other]
        acts = JournalEntry.objects.filter(act="custom_field.create")
        assert acts.count() == 3
    assert (area.label, area.rank, cost.rank, other.rank) == ("Area", 1, 2, 1)


def test_the_journal_tells_everything_of_a_new_field(world: World) -> None:
    define(world, FieldKind.CHOICE, choices=CHOICES)
    with world.reading():
        entry = JournalEntry.objects.get(act="custom_field.create")
    assert {field: change["new"] for field, change in entry.changes.items()} == {
        "subject": "objective",
        "key": "area",
        "label": "Area",
        "kind": "choice",
        "choices": ["north", "south"],
    }


@pytest.mark.parametrize(
    ("key", "kind", "field"),
    [
        ("area", FieldKind.TEXT, "key"),
        ("side", FieldKind.CHOICE, "choices"),
        ("sides", FieldKind.CHOICES, "choices"),
        ("not a slug", FieldKind.TEXT, "key"),
    ],
)
def test_a_field_that_cannot_be_is_refused(
    world: World, key: str, kind: FieldKind, field: str
) -> None:
    define(world, FieldKind.TEXT)
    with pytest.raises(ValidationRefused) as refused:
        define(world, kind, key=key)
    assert set(refused.value.field_errors) == {field}
    with world.reading():
        assert FieldDefinition.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "given", "held"),
    [
        (FieldKind.TEXT, "the north", "the north"),
        (FieldKind.NUMBER, "12.50", "12.5"),
        (FieldKind.NUMBER, 12, "12"),
        (FieldKind.DATE, "2026-11-23", "2026-11-23"),
        (FieldKind.YES_NO, True, True),
        (FieldKind.YES_NO, "no", False),
        (FieldKind.CHOICE, "north", "north"),
        (FieldKind.CHOICES, ["south", "north"], ["south", "north"]),
        (FieldKind.CHOICES, "south", ["south"]),
        (FieldKind.CHOICES, ["south", "south", "north"], ["south", "north"]),
        (FieldKind.LINK, "https://example.org/a", "https://example.org/a"),
    ],
)
def test_a_value_is_held_as_its_kind(
    world: World, kind: FieldKind, given: object, held: object
) -> None:
    define(world, kind, choices=CHOICES)
    found = read(world, set_values(world, {"area": given}))["area"]
    assert (str(found) if kind == FieldKind.NUMBER else found) == held


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (FieldKind.NUMBER, "a dozen", "scoring.number_not_plain"),
        (FieldKind.DATE, "23.11.2026", "custom_fields.not_a_day"),
        (FieldKind.YES_NO, "perhaps", "custom_fields.not_yes_or_no"),
        (FieldKind.CHOICE, "east", "custom_fields.not_a_choice"),
        (FieldKind.CHOICES, ["north", "east"], "custom_fields.not_a_choice"),
        (FieldKind.LINK, "javascript:alert(1)", "custom_fields.not_a_link"),
        (FieldKind.TEXT, "no\0rth", "tenancy.text.nul"),
    ],
)
def test_a_value_its_field_cannot_hold_is_refused_and_the_old_ones_stay(
    world: World, kind: FieldKind, given: object, said: str
) -> None:
    define(world, kind, choices=CHOICES)
    define(world, FieldKind.TEXT, key="note")
    value_set = set_values(world, {"note": "as it was"})
    with pytest.raises(ValidationRefused) as refused:
        set_values(world, {"note": "changed", "area": given}, value_set)
    assert [message.id for message in refused.value.field_errors["custom.area"]] == [said]
    assert read(world, value_set) == {"note": "as it was"}


def test_an_unknown_or_archived_field_is_refused_by_its_key(world: World) -> None:
    definition = define(world, FieldKind.TEXT)
    with world.writing():
        FieldDefinition.objects.filter(pk=definition.pk).update(is_archived=True)
    with pytest.raises(ValidationRefused) as refused:
        set_values(world, {"area": "north", "colour": "red"})
    assert set(refused.value.field_errors) == {"custom.area", "custom.colour"}
    with world.reading():
        assert not ValueSet.objects.exists()


@pytest.mark.parametrize("empty", [None, "", []])
def test_values_replace_those_before_and_an_empty_one_is_none(world: World, empty: object) -> None:
    define(world, FieldKind.CHOICES, choices=CHOICES)
    define(world, FieldKind.TEXT, key="note")
    value_set = set_values(world, {"area": ["north"], "note": "first"})
    again = set_values(world, {"area": empty, "note": "second"}, value_set)
    assert again == value_set
    assert read(world, value_set) == {"note": "second"}
    with world.reading():
        assert FieldValue.objects.count() == 1


def test_an_archived_field_is_asked_for_no_longer_and_keeps_its_values(world: World) -> None:
    area, cost = define(world, FieldKind.TEXT), define(world, FieldKind.NUMBER, key="cost")
    values = set_values(world, {"area": "north", "cost": "12"})
    ada = world.viewer("ada")
    with world.reading():
        with pytest.raises(PermissionRefused):
            field_archive(actor=world.viewer("carl"), definition=area, expected=1, at=AT)
        gone = field_archive(actor=ada, definition=area, expected=1, at=AT)
        assert field_definitions(viewer=ada, subject=FieldSubject.OBJECTIVE) == [cost]
    assert set(read(world, values)) == {"cost"}
    with pytest.raises(ValidationRefused):
        set_values(world, {"area": "south"}, values)
    set_values(world, {"cost": "13"}, values)
    with world.reading():
        with pytest.raises(StaleVersion):
            field_restore(actor=ada, definition=gone, expected=1, at=AT)
        field_restore(actor=ada, definition=gone, expected=2, at=AT)
        acts = JournalEntry.objects.filter(subject_id=area.pk, subject_kind="custom_field")
        told = [entry.changes.get("is_archived") for entry in acts.order_by("pk")]
    assert read(world, values) == {"area": "north", "cost": Decimal(13)}
    assert told == [None, {"old": False, "new": True}, {"old": True, "new": False}]


def edit(world: World, definition: FieldDefinition, **changed: object) -> FieldDefinition:
    given: dict[str, object] = {
        "label": definition.label,
        "choices": definition.choices,
        "is_required": definition.is_required,
        "expected": definition.version,
    }
    with world.reading():
        return field_edit(
            actor=world.viewer("ada"),
            definition=definition,
            at=AT,
            **{**given, **changed},  # type: ignore[arg-type]  # by name
        )


def test_an_admin_changes_what_a_field_is_called_and_asks(world: World) -> None:
    area = define(world, FieldKind.CHOICE, choices=CHOICES)
    changed = edit(world, area, label=" Region ", choices=["north", "east"], is_required=True)
    assert (changed.label, changed.choices, changed.is_required) == (
        "Region", ["north", "east"], True)  # fmt: skip
    assert (changed.key, changed.kind, changed.version) == ("area", "choice", 2)
    with world.reading():
        entry = JournalEntry.objects.get(act="custom_field.edit")
    assert entry.changes["choices"] == {"old": ["north", "south"], "new": ["north", "east"]}


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"label": ""}, "label"), ({"label": "x" * 121}, "label"), ({"choices": []}, "choices")],
)
def test_a_change_that_cannot_stand_is_refused(
    world: World, changed: dict[str, object], field: str
) -> None:
    area = define(world, FieldKind.CHOICE, choices=CHOICES)
    with pytest.raises(ValidationRefused) as refused:
        edit(world, area, **changed)
    assert set(refused.value.field_errors) == {field}


def test_the_second_of_two_writers_of_a_field_is_told(world: World) -> None:
    area = define(world, FieldKind.TEXT)
    edit(world, area, label="First")
    with pytest.raises(StaleVersion):
        edit(world, area, label="Second", expected=1)
    with world.reading(), pytest.raises(PermissionRefused):
        field_edit(actor=world.viewer("carl"), definition=area, label="Mine", choices=[],
                   is_required=False, expected=2, at=AT)  # fmt: skip


def test_a_choice_that_is_gone_stays_where_it_was_made(world: World) -> None:
    area = define(world, FieldKind.CHOICES, choices=CHOICES)
    made = set_values(world, {"area": ["south", "north"]})
    edit(world, area, choices=["north"])
    again = set_values(world, {"area": ["south"]}, made)
    assert read(world, again) == {"area": ["south"]}
    with pytest.raises(ValidationRefused):
        set_values(world, {"area": ["south"]})


def test_fields_change_places_and_stop_at_the_ends(world: World) -> None:
    rows = [define(world, FieldKind.TEXT, key=key) for key in ("a", "b", "c")]
    other = define(world, FieldKind.TEXT, key="z", subject=FieldSubject.KEY_RESULT)
    ada = world.viewer("ada")

    def order() -> list[str]:
        found = field_definitions(viewer=ada, subject=FieldSubject.OBJECTIVE)
        return [row.key for row in found]

    with world.reading():
        moved = field_move(actor=ada, definition=rows[2], up=True, expected=1, at=AT)
        assert order() == ["a", "c", "b"]
        moved = field_move(actor=ada, definition=moved, up=True, expected=moved.version, at=AT)
        assert order() == ["c", "a", "b"]
        field_move(actor=ada, definition=moved, up=True, expected=moved.version, at=AT)
        field_move(actor=ada, definition=other, up=False, expected=1, at=AT)
        assert order() == ["c", "a", "b"]
        with pytest.raises(StaleVersion):
            field_move(actor=ada, definition=rows[0], up=False, expected=1, at=AT)
        with pytest.raises(PermissionRefused):
            field_move(actor=world.viewer("carl"), definition=moved, up=False, expected=3, at=AT)
        assert JournalEntry.objects.filter(act="custom_field.order").count() == 2


def test_what_is_required_and_empty_is_lacking(world: World) -> None:
    area = edit(world, define(world, FieldKind.TEXT), is_required=True)
    define(world, FieldKind.TEXT, key="note")
    filled = set_values(world, {"area": "north"})
    empty = set_values(world, {"note": "x"})
    with world.reading():
        lacking = fields_lacking(FieldSubject.OBJECTIVE, [filled.pk, empty.pk, None])
        assert lacking == {filled.pk: [], empty.pk: [area], None: [area]}
        assert fields_lacking(FieldSubject.KEY_RESULT, [None]) == {}
