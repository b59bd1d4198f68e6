"""Saving an objective as a template of the organization, changing one and putting it away."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.templates.permissions import template_changeable, template_permit
from plumbline.domain.templates.selectors import (
    NAME_CHARACTERS,
    Function,
    Style,
    key_result_values_of,
    template_get,
    templates_list,
)
from plumbline.domain.templates.services import (
    TemplateValues,
    template_archive,
    template_edit,
    template_renew,
    template_restore,
    template_save,
)
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import Options, VersionField
from plumbline.web.okrs.starting import measure_kept_words
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective
    from plumbline.domain.templates.models import Template

KEPT, TITLE = "keep_", "title_"
FUNCTIONS = [("", gettext_lazy("Any kind of work")), *Function.choices]


class NameForm(forms.Form):
    """Under which name a template is listed, and for which work."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("What the template is called"),
        max_length=NAME_CHARACTERS,
        error_messages={"required": gettext_lazy("Give the template a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    function = forms.ChoiceField(
        label=gettext_lazy("Kind of work"), choices=FUNCTIONS, required=False
    )

    def function_given(self) -> Function | None:
        """The kind of work that was chosen."""
        given = self.cleaned_data["function"]
        return Function(given) if given else None


class SaveForm(NameForm):
    """What an objective brings along as a template."""

    replaces = forms.ChoiceField(label=gettext_lazy("It becomes"), required=False)
    with_figures = forms.BooleanField(
        label=gettext_lazy("With its figures: baselines, targets and limits"),
        required=False,
        help_text=gettext_lazy(
            "Without them whoever begins from it measures first, and titles have X and Y in their "
            "place. Days, owners and check-ins never come along."
        ),
    )
    field_order = ("replaces", "name", "function", "with_figures")

    def __init__(
        self, data: Mapping[str, object] | None, *, others: Options, initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["replaces"].choices = others  # type: ignore[attr-defined]  # a ChoiceField
        if len(others) == 1:
            del self.fields["replaces"]

    def clean_replaces(self) -> str:
        """A name is needed for a new one alone."""
        given: str = self.cleaned_data["replaces"]
        if given:
            self.fields["name"].required = False
        return given


class EditForm(NameForm):
    """What a template says; a key result whose box is off is left out."""

    title = forms.CharField(
        label=gettext_lazy("What will be better"),
        max_length=500,
        error_messages={"required": gettext_lazy("Say what will be better.")},
        widget=TextArea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=20_000,
        widget=TextArea(attrs={"rows": 3}),
    )
    style = forms.ChoiceField(
        label=gettext_lazy("How it will be judged"),
        required=False,
        choices=[("", gettext_lazy("Not decided yet")), *Style.choices],
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        parts: Mapping[int, str],
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, initial=initial)
        self.places = tuple(parts)
        for place, measured in parts.items():
            self.fields[f"{KEPT}{place}"] = forms.BooleanField(
                label=_("Comes along"), required=False
            )
            self.fields[f"{TITLE}{place}"] = forms.CharField(
                label=_("Key result %(number)d") % {"number": place},
                max_length=500,
                required=False,
                help_text=measured,
            )

    def parts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The title of each key result with its box, for the page."""
        return [(self[f"{TITLE}{place}"], self[f"{KEPT}{place}"]) for place in self.places]

    def clean(self) -> dict[str, object]:
        """Ask for words of whatever comes along."""
        given = super().clean() or {}
        for place in self.places:
            title = given.get(f"{TITLE}{place}")
            if given.get(f"{KEPT}{place}") and not title:
                words = _("Say what is measured, or leave the key result out.")
                self.add_error(f"{TITLE}{place}", words)
        return given

    def values(self) -> TemplateValues:
        """Return what was typed."""
        given = self.cleaned_data
        return TemplateValues(
            name=given["name"],
            function=self.function_given(),
            title=given["title"],
            why=given["why"],
            style=Style(given["style"]) if given["style"] else None,
            key_results={
                place: given[f"{TITLE}{place}"] for place in self.places if given[f"{KEPT}{place}"]
            },
        )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def save(visit: Visit, objective: str) -> HttpResponse:
    """Ask under which name, then save an objective as a template, or in the place of one."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    template_permit(visit.viewer, row.team)
    others = [
        each
        for each in templates_list(viewer=visit.viewer)
        if not each.is_archived and template_changeable(visit.viewer, each.team)
    ]
    initial: dict[str, object] = {"name": row.title[:NAME_CHARACTERS]}
    form = SaveForm(
        form_sent(visit.request),
        others=[
            ("", _("A new template")),
            *(
                (_named(each), _("In the place of “%(name)s”") % {"name": each.name})
                for each in others
            ),
        ],
        initial=initial,
    )
    return form_answer(
        form, page=partial(_save_page, visit, row), save=partial(_save, visit, row), once=visit
    )


def _named(row: "Template") -> str:
    """Name a template together with the version that was seen."""
    return f"{row.public_id}:{row.version}"


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, template: str) -> HttpResponse:
    """Change what a template says."""
    row = template_get(viewer=visit.viewer, public_id=template)
    template_permit(visit.viewer, row.team)
    parts = {
        each.rank: measure_kept_words(key_result_values_of(each)) for each in row.key_results.all()
    }
    form = EditForm(
        form_sent(visit.request), parts=parts, initial={**_now(row), "version": row.version}
    )
    return form_answer(
        form, page=partial(_edit_page, visit, row), save=partial(_edit, visit, row), now=_now
    )


@require_POST
@tenant_page
def archive(visit: Visit, template: str) -> HttpResponse:
    """Put a template away."""
    return _put(visit, template, template_archive, _("“%(name)s” is put away."))


@require_POST
@tenant_page
def restore(visit: Visit, template: str) -> HttpResponse:
    """Use a template again."""
    return _put(visit, template, template_restore, _("“%(name)s” is offered again."))


def _put(visit: Visit, template: str, act: Callable[..., "Template"], words: str) -> HttpResponse:
    row = act(
        actor=visit.viewer,
        template=template_get(viewer=visit.viewer, public_id=template),
        expected=version_sent(visit.request),
        at=visit.at,
    )
    messages.success(visit.request, words % {"name": row.name})
    return redirect("templates", visit.slug)


def _save(visit: Visit, row: "Objective", form: SaveForm) -> HttpResponse:
    given = form.cleaned_data
    public_id, _colon, version = given.get("replaces", "").partition(":")
    if public_id:
        made = template_renew(
            actor=visit.viewer,
            template=template_get(viewer=visit.viewer, public_id=public_id),
            objective=row,
            with_figures=given["with_figures"],
            expected=int(version),
            at=visit.at,
        )
    else:
        made = template_save(
            actor=visit.viewer,
            objective=row,
            name=given["name"],
            function=form.function_given(),
            with_figures=given["with_figures"],
            at=visit.at,
        )
    messages.success(visit.request, _("The template is saved; everybody who writes finds it."))
    return redirect("template", visit.slug, made.public_id)


def _edit(visit: Visit, row: "Template", form: EditForm) -> HttpResponse:
    template_edit(
        actor=visit.viewer,
        template=row,
        values=form.values(),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect("template", visit.slug, row.public_id)


def _now(row: "Template") -> dict[str, object]:
    """Return what a template says, as a form shows it."""
    said: dict[str, object] = {
        "name": row.name,
        "function": row.function,
        "title": row.title,
        "why": row.why,
        "style": row.style,
    }
    for each in row.key_results.all():
        said |= {f"{KEPT}{each.rank}": True, f"{TITLE}{each.rank}": each.title}
    return said


def _save_page(
    visit: Visit, row: "Objective", form: SaveForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.COMPANY, context=row.team.name if row.team else ""),
        "title": row.title,
        "form": form,
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/template_save.html", context, status=status)


def _edit_page(visit: Visit, row: "Template", form: EditForm, *, status: int = 200) -> HttpResponse:
    own = [visit.slug, row.public_id]
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "title": row.name,
        "form": form,
        "version": row.version,
        "is_archived": row.is_archived,
        "archive_url": reverse("template-archive", args=own),
        "templates": reverse("templates", args=[visit.slug]),
        "back": reverse("template", args=own),
    }
    return render(visit.request, "okrs/template_edit.html", context, status=status)
