"""Custom fields as part of the form of an objective or key result, and as words on its page."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.forms import BoundField
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.domain.custom_fields.selectors import (
    FieldKind,
    FieldSubject,
    custom_values,
    field_definitions,
)
from plumbline.domain.orgs.viewers import Viewer
from plumbline.web.okrs.written import number_alone

if TYPE_CHECKING:
    from plumbline.domain.custom_fields.models import FieldDefinition
    from plumbline.domain.okrs.models import KeyResult, Objective

PREFIX = "custom."
TEXT_CHARACTERS = 2000

F = TypeVar("F", bound="CustomPart")


class CustomPart(forms.Form):
    """The custom fields of a form; a form whose page offers none leaves their values alone."""

    def custom_offer(
        self, definitions: Sequence["FieldDefinition"], now: Mapping[str, object]
    ) -> None:
        """Ask for custom fields as well.

        Args:
            definitions: Those in use, in order.
            now: Their present values, by key.
        """
        for definition in definitions:
            name = f"{PREFIX}{definition.key}"
            self.fields[name] = _field(definition, now.get(definition.key))
            self.initial[name] = value_typed(now.get(definition.key))

    def custom_fields(self) -> list[BoundField]:
        """The fields that were offered, for the page."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def custom_given(self) -> Mapping[str, object] | None:
        """What was typed, by key; `None` where no field was offered."""
        offered = [name for name in self.fields if name.startswith(PREFIX)]
        if not offered:
            return None
        return {name.removeprefix(PREFIX): self.cleaned_data[name] for name in offered}


def custom_ask(
    form: F, viewer: Viewer, subject: FieldSubject, row: "Objective | KeyResult | None" = None
) -> F:
    """Let a form ask for every custom field of objectives, or of key results.

    Args:
        form: As it was made.
        viewer: Who is asked.
        subject: What the form is about.
        row: Whose values stand; `None` for what is not there yet.
    """
    definitions = field_definitions(viewer=viewer, subject=subject)
    form.custom_offer(definitions, custom_of(row) if definitions and row else {})
    return form


def custom_of(row: "Objective | KeyResult") -> Mapping[str, object]:
    """Return the values of a row that the viewer sees, by key."""
    pk = row.custom_values_id
    return {} if pk is None else custom_values([pk]).get(pk, {})


def custom_now(row: "Objective | KeyResult") -> dict[str, object]:
    """Return what stands in the custom fields of a row, as a form shows it."""
    return {f"{PREFIX}{key}": value_typed(value) for key, value in custom_of(row).items()}


def value_typed(value: object) -> object:
    """Return a value as it is typed or chosen."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


def _field(definition: "FieldDefinition", now: object) -> forms.Field:
    kind = FieldKind(definition.kind)
    label = definition.label
    said: dict[str, Any] = {"label": label, "required": False}
    if definition.is_required:
        said["help_text"] = _("Asked for before it becomes active.")
    if kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        offered = _offered(definition.choices, now)
        if kind == FieldKind.CHOICES:
            return forms.MultipleChoiceField(
                choices=[(each, each) for each in offered],
                widget=forms.CheckboxSelectMultiple,
                **said,
            )
        return forms.ChoiceField(choices=[("", "–"), *((each, each) for each in offered)], **said)
    if kind == FieldKind.YES_NO:
        choices = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(choices=choices, **said)
    attributes = {"autocomplete": "off"}
    if kind == FieldKind.DATE:
        attributes["type"] = "date"
    if kind == FieldKind.NUMBER:
        attributes["inputmode"] = "decimal"
    if kind == FieldKind.LINK:
        attributes["placeholder"] = "https://"
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(max_length=TEXT_CHARACTERS, widget=widget, **said)


def _offered(choices: Iterable[str], now: object) -> list[str]:
    """Return the choices, and what was chosen when there were others."""
    stand = now if isinstance(now, list) else [now] if now else []
    return list(dict.fromkeys([*choices, *map(str, stand)]))


def custom_words(
    viewer: Viewer, subject: FieldSubject, values: Mapping[str, object]
) -> tuple[tuple[str, str, str], ...]:
    """Return label, words and address (of a link) of each value, in the order of the fields."""
    if not values:
        return ()
    return tuple(
        (definition.label, _words(definition, values[definition.key]), _url(definition, values))
        for definition in field_definitions(viewer=viewer, subject=subject)
        if definition.key in values
    )


def _words(definition: "FieldDefinition", value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_alone(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if definition.kind == FieldKind.DATE and (day := parse_date(str(value))):
        # Translators: Django's date format: "j F Y" gives 23 November 2026.
        return date_format(day, _("j F Y"))
    return str(value)


def _url(definition: "FieldDefinition", values: Mapping[str, object]) -> str:
    return str(values[definition.key]) if definition.kind == FieldKind.LINK else ""
