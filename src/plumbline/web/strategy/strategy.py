"""Mission, vision, strategy and priorities: reading them, and writing them for who may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.domain.orgs.permissions import manage_permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.domain.strategy.selectors import (
    Horizon,
    priorities_all,
    priority_get,
    statement_get,
)
from plumbline.domain.strategy.services import (
    PriorityValues,
    priority_archive,
    priority_create,
    priority_edit,
    priority_restore,
    statement_write,
)
from plumbline.web.day_field import DayField
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.strategy.tabs import company_tabs
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.strategy.models import Priority, Statement

WORDS = ("mission", "vision", "strategy")
PRIORITY = ("title", "why", "horizon")


def _words(label: object, help_text: object) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # translated when it is shown
        help_text=help_text,  # type: ignore[arg-type]  # likewise
        required=False,
        max_length=4000,
        widget=TextArea(attrs={"rows": 4, "class": "pl-voice"}),
    )


class StatementForm(forms.Form):
    """What comes before objectives."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    mission = _words(gettext_lazy("Mission"), gettext_lazy("What you are there for."))
    vision = _words(gettext_lazy("Vision"), gettext_lazy("How things shall be one day."))
    strategy = _words(
        gettext_lazy("Strategy"),
        gettext_lazy("Whom you serve, which problem you solve, and how you win. What not to do."),
    )


class PriorityForm(forms.Form):
    """What a priority says."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("What matters"),
        max_length=300,
        help_text=gettext_lazy("One line that helps to decide between two good things."),
        error_messages={"required": gettext_lazy("Say in one line what matters.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "pl-voice"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=4000,
        widget=TextArea(attrs={"rows": 4}),
    )
    horizon = forms.ChoiceField(
        label=gettext_lazy("How far it reaches"),
        choices=[(each.value, each.label) for each in Horizon],
        initial=Horizon.YEAR.value,
    )
    starts_on = DayField(gettext_lazy("From"))
    ends_on = DayField(gettext_lazy("To"))

    def values(self, document_key: str = "") -> PriorityValues:
        """What was typed, for the service."""
        given = self.cleaned_data
        return PriorityValues(
            title=given["title"],
            why=given["why"],
            horizon=Horizon(given["horizon"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            document_key=document_key,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityLine:
    """A priority as the page shows it; without addresses it is not the viewer's to change."""

    title: str
    why: str
    reach: str
    version: int
    url: str


@require_safe
@tenant_page
def strategy(visit: Visit) -> HttpResponse:
    """Show the statement and the priorities."""
    writes = permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.PRIORITY))
    rows = priorities_all(viewer=visit.viewer)
    statement = statement_get(viewer=visit.viewer)
    labels = {"mission": _("Mission"), "vision": _("Vision"), "strategy": _("Strategy")}
    context = {
        "frame": frame_for(visit, Entry.COMPANY, tabs=company_tabs(visit, current="strategy")),
        "words": [(label, getattr(statement, name)) for name, label in labels.items()],
        "is_written": any(getattr(statement, name) for name in WORDS),
        "priorities": [_line(visit, row, writes=writes) for row in rows if not row.is_archived],
        "archived": [_line(visit, row, writes=writes) for row in rows if row.is_archived],
        "edit_url": reverse("strategy-edit", args=[visit.slug]) if writes else "",
        "new_url": reverse("priority-new", args=[visit.slug]) if writes else "",
    }
    return render(visit.request, "strategy/strategy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit) -> HttpResponse:
    """Write mission, vision and strategy."""
    manage_permit(visit.viewer, Kind.PRIORITY)
    stands = statement_get(viewer=visit.viewer)
    initial = {**_statement_now(stands), "version": stands.version}
    return form_answer(
        StatementForm(form_sent(visit.request), initial=initial),
        page=partial(_form_page, visit, _("Mission, vision, strategy")),
        save=partial(_statement_save, visit),
        now=_statement_now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit) -> HttpResponse:
    """Add a priority."""
    manage_permit(visit.viewer, Kind.PRIORITY)
    return form_answer(
        PriorityForm(form_sent(visit.request)),
        page=partial(_form_page, visit, _("New priority")),
        save=partial(_priority_add, visit),
        once=visit,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def priority(visit: Visit, priority: str) -> HttpResponse:
    """Change what a priority says."""
    manage_permit(visit.viewer, Kind.PRIORITY)
    row = priority_get(viewer=visit.viewer, public_id=priority)
    initial = {**_priority_now(row), "version": row.version}
    return form_answer(
        PriorityForm(form_sent(visit.request), initial=initial),
        page=partial(_form_page, visit, row.title, row=row),
        save=partial(_priority_save, visit, row),
        now=_priority_now,
    )


@require_POST
@tenant_page
def archive(visit: Visit, priority: str) -> HttpResponse:
    """Put a priority away."""
    words = _("“%(priority)s” is put away. What serves it keeps it.")
    return _moved(visit, priority, priority_archive, words)


@require_POST
@tenant_page
def restore(visit: Visit, priority: str) -> HttpResponse:
    """Take a priority into use again."""
    return _moved(visit, priority, priority_restore, _("“%(priority)s” is in use again."))


def _moved(visit: Visit, priority: str, act: Callable[..., "Priority"], words: str) -> HttpResponse:
    manage_permit(visit.viewer, Kind.PRIORITY)
    row = act(
        actor=visit.viewer,
        priority=priority_get(viewer=visit.viewer, public_id=priority),
        expected=version_sent(visit.request),
        at=visit.at,
    )
    messages.success(visit.request, words % {"priority": row.title})
    return redirect("strategy", visit.slug)


def _statement_now(stands: "Statement") -> Mapping[str, object]:
    return {name: getattr(stands, name) for name in WORDS}


def _statement_save(visit: Visit, form: StatementForm) -> HttpResponse:
    given = form.cleaned_data
    statement_write(
        actor=visit.viewer,
        **{name: given[name] for name in WORDS},
        expected=given["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect("strategy", visit.slug)


def _priority_now(row: "Priority") -> Mapping[str, object]:
    days = {name: getattr(row, name) for name in ("starts_on", "ends_on")}
    return {
        **{name: getattr(row, name) for name in PRIORITY},
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def _priority_add(visit: Visit, form: PriorityForm) -> HttpResponse:
    priority_create(actor=visit.viewer, values=form.values(), at=visit.at)
    messages.success(visit.request, _("The priority is added."))
    return redirect("strategy", visit.slug)


def _priority_save(visit: Visit, row: "Priority", form: PriorityForm) -> HttpResponse:
    priority_edit(
        actor=visit.viewer,
        priority=row,
        values=form.values(row.document_key),
        expected=form.cleaned_data["version"] or 0,
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect("strategy", visit.slug)


def _form_page(
    visit: Visit,
    title: str,
    form: forms.Form,
    *,
    row: "Priority | None" = None,
    status: int = 200,
) -> HttpResponse:
    archive_url = ""
    if row is not None and not row.is_archived:
        archive_url = reverse("priority-archive", args=[visit.slug, row.public_id])
    context = {
        "frame": frame_for(visit, Entry.COMPANY, tabs=company_tabs(visit, current="strategy")),
        "form": form,
        "title": title,
        "is_voice": row is not None,
        "archive_url": archive_url,
        "version": row.version if row else 0,
        "back": reverse("strategy", args=[visit.slug]),
    }
    return render(visit.request, "strategy/form.html", context, status=status)


def _line(visit: Visit, row: "Priority", *, writes: bool) -> PriorityLine:
    return PriorityLine(
        title=row.title,
        why=row.why,
        reach=_reach(row),
        version=row.version,
        url=reverse("priority", args=[visit.slug, row.public_id]) if writes else "",
    )


def _reach(row: "Priority") -> str:
    """Write how far a priority reaches, and the days where they are said."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    first, last = (
        date_format(day, _("j F Y")) if day else "" for day in (row.starts_on, row.ends_on)
    )
    reach = str(Horizon(row.horizon).label)
    if first and last:
        days = _("%(first)s to %(last)s") % {"first": first, "last": last}
    elif first:
        days = _("from %(first)s") % {"first": first}
    else:
        days = _("until %(last)s") % {"last": last} if last else ""
    return f"{reach}, {days}" if days else reach
