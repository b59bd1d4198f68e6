"""Writing custom fields and their values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from plumbline.domain.custom_fields.models import (
    CHOOSING,
    NO,
    YES,
    FieldDefinition,
    FieldKind,
    FieldSubject,
    FieldValue,
    ValueSet,
)
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import row_check, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused
from plumbline.domain.tenancy.texts import holds_nul, nul_refused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused, decimal_canonical, decimal_parse

#: What the journal tells of a new field.
FIELDS = ("subject", "key", "label", "kind", "choices", "is_required")


def field_define(
    *,
    actor: Actor,
    subject: FieldSubject,
    key: str,
    label: str,
    kind: FieldKind,
    at: datetime,
    choices: Sequence[str] = (),
    is_required: bool = False,
) -> FieldDefinition:
    """Add a custom field to objectives or key results.

    Raises:
        PermissionRefused: The actor may not manage custom fields.
        ValidationRefused: The key is taken, or a choice field has no choices.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CUSTOM_FIELD)
        if kind in CHOOSING and not choices:
            raise ValidationRefused({"choices": [Message("custom_fields.choices_missing")]})
        definition = FieldDefinition(
            subject=subject,
            key=key,
            label=label.strip(),
            kind=kind,
            choices=list(choices),
            is_required=is_required,
            rank=FieldDefinition.objects.filter(subject=subject).count() + 1,
        )
        row_check(definition)
        taken = Message("custom_fields.key_taken", {"key": key})
        row_insert(definition, taken=ValidationRefused({"key": [taken]}))
        said = {name: getattr(definition, name) or None for name in FIELDS}
        changes = {name: Change(None, value) for name, value in said.items()}
        _journal(author, definition, act="create", at=at, changes=changes)
        return definition


def field_edit(
    *,
    actor: Actor,
    definition: FieldDefinition,
    label: str,
    choices: Sequence[str],
    is_required: bool,
    expected: int,
    at: datetime,
) -> FieldDefinition:
    """Change what a custom field is called, offers and asks; what it holds stays what it is.

    A choice that is offered no longer stays wherever it was chosen.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor may not manage custom fields.
        ValidationRefused: A value cannot stand, or a choice field would have no choices.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CUSTOM_FIELD)
        row: FieldDefinition = FieldDefinition.objects.select_for_update().get(pk=definition.pk)
        version_check(row, expected=expected)
        if row.kind in CHOOSING and not choices:
            raise ValidationRefused({"choices": [Message("custom_fields.choices_missing")]})
        wanted = {
            "label": label.strip(),
            "choices": list(choices) if row.kind in CHOOSING else [],
            "is_required": is_required,
        }
        changes = {name: Change(getattr(row, name), value) for name, value in wanted.items()}
        for name, value in wanted.items():
            setattr(row, name, value)
        row_check(row)
        row.version += 1
        row.save()
        _journal(author, row, act="edit", at=at, changes=changes)
        return row


def field_move(
    *, actor: Actor, definition: FieldDefinition, up: bool, expected: int, at: datetime
) -> FieldDefinition:
    """Let a custom field change places with the one before, or after, it in forms and on pages.

    Raises:
        StaleVersion: Somebody else changed or moved it since version `expected`.
        PermissionRefused: The actor may not manage custom fields.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CUSTOM_FIELD)
        in_use = FieldDefinition.objects.select_for_update().filter(
            subject=definition.subject, is_archived=False
        )
        rows: list[FieldDefinition] = list(in_use.order_by("rank", "pk"))
        place = next((i for i, row in enumerate(rows) if row.pk == definition.pk), None)
        if place is None:
            raise NotFound("custom_fields.not_found")
        row = rows[place]
        version_check(row, expected=expected)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(rows):
            return row
        before = row.rank
        rows[place], rows[other] = rows[other], rows[place]
        for rank, each in enumerate(rows, start=1):
            if each.rank != rank or each in (row, rows[place]):
                each.rank = rank
                each.version += 1
                each.save()
        _journal(author, row, act="order", at=at, changes={"rank": Change(before, row.rank)})
        return row


def field_archive(
    *, actor: Actor, definition: FieldDefinition, expected: int, at: datetime
) -> FieldDefinition:
    """Put a custom field away: it is asked for and shown no longer, its values are kept.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor may not manage custom fields.
    """
    return _archived_set(actor, definition, expected, at, act="archive", is_archived=True)


def field_restore(
    *, actor: Actor, definition: FieldDefinition, expected: int, at: datetime
) -> FieldDefinition:
    """Take a custom field into use again, with the values it had.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor may not manage custom fields.
    """
    return _archived_set(actor, definition, expected, at, act="restore", is_archived=False)


def _archived_set(
    actor: Actor,
    definition: FieldDefinition,
    expected: int,
    at: datetime,
    *,
    act: str,
    is_archived: bool,
) -> FieldDefinition:
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.CUSTOM_FIELD)
        row: FieldDefinition = FieldDefinition.objects.select_for_update().get(pk=definition.pk)
        version_check(row, expected=expected)
        if row.is_archived is is_archived:
            return row
        row.is_archived = is_archived
        row.version += 1
        row.save()
        changes = {"is_archived": Change(not is_archived, is_archived)}
        _journal(author, row, act=act, at=at, changes=changes)
        return row


def _journal(
    author: Author,
    definition: FieldDefinition,
    *,
    act: str,
    at: datetime,
    changes: Mapping[str, Change],
) -> None:
    journal_record(
        author=author,
        act=f"custom_field.{act}",
        subject=Subject("custom_field", definition.pk, definition.public_id),
        at=at,
        changes=changes,
    )


def custom_values_set(
    *, value_set: ValueSet | None, subject: FieldSubject, values: Mapping[str, object]
) -> ValueSet:
    """Replace the custom values of one thing, inside the caller's `writing`.

    Values of archived fields stay as they are, for the day they are taken into use again.

    Args:
        value_set: The thing's set so far; a new one is made when `None`.
        subject: What the thing is.
        values: By key of the field: text, a number, a day, yes or no, or a list of choices.

    Raises:
        ValidationRefused: An unknown key, or a value its field cannot hold, at `custom.<key>`.
    """
    definitions = {
        definition.key: definition
        for definition in FieldDefinition.objects.filter(subject=subject, is_archived=False)
    }
    stand = _standing(value_set)
    errors: dict[str, list[Message]] = {}
    rows: list[tuple[FieldDefinition, int, str]] = []
    for key, value in values.items():
        definition = definitions.get(key)
        if definition is None:
            errors[f"custom.{key}"] = [Message("custom_fields.unknown", {"key": key})]
            continue
        try:
            texts = value_texts(definition, value, kept=stand.get(definition.pk, frozenset()))
            rows += [(definition, place, text) for place, text in texts]
        except ValueRefused as refused:
            errors[f"custom.{key}"] = [refused.message]
    if errors:
        raise ValidationRefused(errors)
    if value_set is None:
        value_set = ValueSet()
        value_set.save()
    value_set.values.filter(definition__is_archived=False).delete()
    FieldValue.objects.bulk_create(
        FieldValue(value_set=value_set, definition=definition, place=place, text=text)
        for definition, place, text in rows
    )
    return value_set


def _standing(value_set: ValueSet | None) -> Mapping[int, frozenset[str]]:
    """Return the texts of a set by field: a choice that was made stays possible where it stands."""
    found: dict[int, set[str]] = {}
    if value_set is not None:
        for definition_id, text in value_set.values.values_list("definition_id", "text"):
            found.setdefault(definition_id, set()).add(text)
    return {definition_id: frozenset(texts) for definition_id, texts in found.items()}


class ValueRefused(ValueError):
    """A value that its field cannot hold."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def value_texts(
    definition: FieldDefinition, value: object, *, kept: frozenset[str] = frozenset()
) -> Iterable[tuple[int, str]]:
    """Return the canonical texts of a value with their places; nothing for an empty one.

    Args:
        definition: The field.
        value: What it shall hold.
        kept: Texts that it holds already; a choice among them may stay.

    Raises:
        ValueRefused: The field cannot hold the value.
    """
    if value is None or value == "":
        return ()
    several = definition.kind == FieldKind.CHOICES
    if isinstance(value, list | tuple) and not several:
        raise ValueRefused(Message("custom_fields.not_one_value"))
    parts = value if several and isinstance(value, list | tuple) else [value]
    # What a program names twice is chosen once.
    texts = dict.fromkeys(_text(definition, part, kept) for part in parts)
    return list(enumerate(texts))


def _text(definition: FieldDefinition, value: object, kept: frozenset[str]) -> str:
    kind = definition.kind
    if kind == FieldKind.NUMBER:
        return _number(value)
    if kind == FieldKind.DATE:
        return _date(value)
    if kind == FieldKind.YES_NO:
        return _yes_no(value)
    text = str(value)
    if holds_nul(text):
        raise ValueRefused(nul_refused())
    if kind in CHOOSING and text not in definition.choices and text not in kept:
        raise ValueRefused(
            Message(
                "custom_fields.not_a_choice",
                {"value": text, "choices": ", ".join(definition.choices)},
            )
        )
    if kind == FieldKind.LINK and not text.startswith(("https://", "http://")):
        raise ValueRefused(Message("custom_fields.not_a_link", {"value": text}))
    return text


def _number(value: object) -> str:
    try:
        return decimal_canonical(decimal_parse(str(value)))
    except NumberRefused as refused:
        raise ValueRefused(refused.message) from refused


def _date(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise ValueRefused(Message("custom_fields.not_a_day", {"value": str(value)})) from error


def _yes_no(value: object) -> str:
    text = {True: YES, False: NO}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if text not in (YES, NO):
        raise ValueRefused(Message("custom_fields.not_yes_or_no", {"value": text}))
    return text
