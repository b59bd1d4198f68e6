"""Custom fields: which there are, defining one, changing, ordering and putting one away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.custom_fields.selectors import (
    FieldKind,
    FieldSubject,
    field_get,
    fields_all,
)
from plumbline.domain.custom_fields.services import (
    field_archive,
    field_define,
    field_edit,
    field_move,
    field_restore,
)
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.web.form_answers import form_answer
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.custom_fields.models import FieldDefinition

KEY_CHARACTERS = 60
CHOICES_AT_MOST = 100


class ChoicesField(forms.CharField):
    """Choices, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Choices"),
            required=False,
            max_length=8000,
            help_text=gettext_lazy("One a line. For fields of one or several choices."),
            widget=TextArea(attrs={"rows": 4}),
        )

    def to_python(self, value: str | None) -> tuple[str, ...]:  # type: ignore[override]
        """Split into lines; what is empty or said twice is no choice."""
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def run_validators(self, value: tuple[str, ...]) -> None:
        """Validate the whole text again, and how many there are."""
        super().run_validators("\n".join(value))
        if len(value) > CHOICES_AT_MOST:
            words = _("A field offers at most %(count)d choices.") % {"count": CHOICES_AT_MOST}
            raise forms.ValidationError(words)


class FieldForm(forms.Form):
    """What a field is called, offers and asks."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say what the field is called.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    choices = ChoicesField()
    is_required = forms.BooleanField(
        label=gettext_lazy("Has to be filled in before something becomes active"), required=False
    )


class NewFieldForm(FieldForm):
    """A field that is not there yet."""

    version = None  # type: ignore[assignment]  # Django drops a field that is None here
    subject = forms.ChoiceField(label=gettext_lazy("For"), choices=FieldSubject.choices)
    kind = forms.ChoiceField(label=gettext_lazy("It holds"), choices=FieldKind.choices)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=KEY_CHARACTERS,
        help_text=gettext_lazy("Its name in documents and the API. Empty: made from its name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("subject", "label", "kind", "choices", "is_required", "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field as the list shows it."""

    label: str
    kind: str
    choices: str
    key: str
    is_required: bool
    version: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """The fields of objectives, or of key results: those in use, and those put away."""

    label: str
    key: str
    in_use: tuple[FieldLine, ...]
    archived: tuple[FieldLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def fields(visit: Visit) -> HttpResponse:
    """List the fields and define another."""
    manage_permit(visit.viewer, Kind.CUSTOM_FIELD)
    form = NewFieldForm(form_sent(visit.request))
    return form_answer(form, page=partial(_page, visit), save=partial(_define, visit), once=visit)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, field: str) -> HttpResponse:
    """Change a field."""
    manage_permit(visit.viewer, Kind.CUSTOM_FIELD)
    row = field_get(viewer=visit.viewer, public_id=field)
    initial = {**_words_now(row), "version": row.version}
    return form_answer(
        FieldForm(form_sent(visit.request), initial=initial),
        page=partial(_edit_page, visit, row),
        save=partial(_edit_save, visit, row),
        now=_words_now,
    )


@require_POST
@tenant_page
def move(visit: Visit, field: str) -> HttpResponse:
    """Let a field change places with the one before or after it."""
    manage_permit(visit.viewer, Kind.CUSTOM_FIELD)
    field_move(
        actor=visit.viewer,
        definition=field_get(viewer=visit.viewer, public_id=field),
        up=visit.request.POST.get("to") == "up",
        expected=version_sent(visit.request),
        at=visit.at,
    )
    return redirect("fields", visit.slug)


@require_POST
@tenant_page
def archive(visit: Visit, field: str) -> HttpResponse:
    """Put a field away."""
    return _moved(visit, field, field_archive, _("“%(field)s” is put away. Its values are kept."))


@require_POST
@tenant_page
def restore(visit: Visit, field: str) -> HttpResponse:
    """Take a field into use again."""
    return _moved(visit, field, field_restore, _("“%(field)s” is in use again, with its values."))


def _moved(
    visit: Visit, field: str, act: Callable[..., "FieldDefinition"], words: str
) -> HttpResponse:
    manage_permit(visit.viewer, Kind.CUSTOM_FIELD)
    row = act(
        actor=visit.viewer,
        definition=field_get(viewer=visit.viewer, public_id=field),
        expected=version_sent(visit.request),
        at=visit.at,
    )
    messages.success(visit.request, words % {"field": row.label})
    return redirect("fields", visit.slug)


def _define(visit: Visit, form: NewFieldForm) -> HttpResponse:
    given = form.cleaned_data
    field_define(
        actor=visit.viewer,
        subject=FieldSubject(given["subject"]),
        key=given["key"] or slugify(given["label"])[:KEY_CHARACTERS] or "field",
        label=given["label"],
        kind=FieldKind(given["kind"]),
        choices=given["choices"],
        is_required=given["is_required"],
        at=visit.at,
    )
    words = _("“%(field)s” is asked for from now on.") % {"field": given["label"]}
    messages.success(visit.request, words)
    return redirect("fields", visit.slug)


def _edit_save(visit: Visit, row: "FieldDefinition", form: FieldForm) -> HttpResponse:
    given = form.cleaned_data
    field_edit(
        actor=visit.viewer,
        definition=row,
        label=given["label"],
        choices=given["choices"],
        is_required=given["is_required"],
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect("fields", visit.slug)


def _words_now(row: "FieldDefinition") -> Mapping[str, object]:
    return {
        "label": row.label,
        "choices": "\n".join(row.choices),
        "is_required": row.is_required,
    }


def _page(visit: Visit, form: NewFieldForm, *, status: int = 200) -> HttpResponse:
    rows = fields_all(viewer=visit.viewer)
    context = {
        "frame": settings_frame(visit, "fields"),
        "groups": [_group(visit, subject, rows) for subject in FieldSubject],
        "form": form,
        "url": reverse("fields", args=[visit.slug]),
    }
    return render(visit.request, "custom_fields/fields.html", context, status=status)


def _edit_page(
    visit: Visit, row: "FieldDefinition", form: FieldForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": settings_frame(visit, "fields"),
        "form": form,
        "label": row.label,
        "kind": FieldKind(row.kind).label,
        "key": row.key,
        "has_choices": bool(row.choices),
        "back": reverse("fields", args=[visit.slug]),
    }
    return render(visit.request, "custom_fields/field.html", context, status=status)


def _group(visit: Visit, subject: FieldSubject, rows: list["FieldDefinition"]) -> FieldGroup:
    own = [row for row in rows if row.subject == subject]
    return FieldGroup(
        label=str(subject.label),
        key=subject.value,
        in_use=tuple(_line(visit, row) for row in own if not row.is_archived),
        archived=tuple(_line(visit, row) for row in own if row.is_archived),
    )


def _line(visit: Visit, row: "FieldDefinition") -> FieldLine:
    return FieldLine(
        label=row.label,
        kind=str(FieldKind(row.kind).label),
        choices=", ".join(row.choices),
        key=row.key,
        is_required=row.is_required,
        version=row.version,
        url=reverse("field", args=[visit.slug, row.public_id]),
    )
