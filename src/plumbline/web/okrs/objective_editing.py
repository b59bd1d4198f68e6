"""Changing what an objective says, and moving a draft on or out of the way."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.bulk.services.deleting import draft_delete
from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.jottings.selectors import Place
from plumbline.domain.okrs.permissions import objective_acts, objective_permit
from plumbline.domain.okrs.selectors.findings import Gate
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.approving import approval_request
from plumbline.domain.okrs.services.objectives import (
    objective_accept,
    objective_edit,
    objective_submit,
)
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import StaleVersion
from plumbline.web.form_answers import CHOSEN
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import jotted_answer
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.custom_part import custom_ask, custom_now
from plumbline.web.okrs.findings import passed_told
from plumbline.web.okrs.in_place import (
    OBJECTIVE_PARTS,
    Part,
    part_asked,
    part_narrow,
    part_page,
    part_saved,
)
from plumbline.web.okrs.objective_forms import (
    ObjectiveForm,
    WordingForm,
    offers_for,
    place_refused,
    priority_ask,
    words_now,
)
from plumbline.web.okrs.objectives import NotBegun, objective_shown
from plumbline.web.okrs.reason_forms import RenamingForm
from plumbline.web.okrs.writer_steps import GO, WRITER, next_url, writer_steps
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.parts import objective_part, title_and_team

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


class RenamedObjectiveForm(RenamingForm, WordingForm):
    """The words of an objective that runs; another title is an adjustment with a reason."""


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, objective: str) -> HttpResponse:
    """Change what an objective says, whole or in part; once it runs, its words alone."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.EDIT, row)
    form = custom_ask(
        priority_ask(_form(visit, row), visit.viewer, row.priority),
        visit.viewer,
        FieldSubject.OBJECTIVE,
        row,
    )
    part = part_asked(visit, OBJECTIVE_PARTS, form)
    return jotted_answer(
        visit,
        part_narrow(form, part),
        place=Place("objective-edit", row.public_id),
        page=partial(_part_page, visit, part) if part.name else partial(_edit_page, visit, row),
        save=partial(_save, visit, row, part),
        now=lambda stands: {**words_now(objective_values(stands)), **custom_now(stands)},
        refuse=place_refused,
        refusals=CHOSEN,
    )


@require_POST
@tenant_page
def submit(visit: Visit, objective: str) -> HttpResponse:
    """Hand a draft in for review."""
    return _moved(visit, objective, objective_submit, _("It is in review."), Gate.SUBMIT)


@require_POST
@tenant_page
def approval_ask(visit: Visit, objective: str) -> HttpResponse:
    """Ask for the approvals that it lacks; a draft is handed in for review by it."""
    words = _("Asked. Whoever approves it is told.")
    return _moved(visit, objective, approval_request, words, Gate.SUBMIT)


@require_POST
@tenant_page
def accept(visit: Visit, objective: str) -> HttpResponse:
    """Take a proposed objective among the drafts of the team."""
    return _moved(visit, objective, objective_accept, _("It is a draft of the team now."))


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def delete(visit: Visit, objective: str) -> HttpResponse:
    """Ask, then throw a draft away."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.DELETE, row)
    if visit.request.method != "POST":
        return _delete_page(visit, row)
    try:
        batch = draft_delete(
            actor=visit.viewer,
            objective=row,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except StaleVersion:
        return _delete_page(visit, row, status=CONFLICT)
    undo_offer(
        visit.request,
        _("“%(title)s” is deleted.") % {"title": row.title},
        url=f"{reverse('bulk', args=[visit.slug, batch.public_id])}?step=undo",
    )
    return redirect("plan", visit.slug)


def _form(visit: Visit, row: "Objective") -> WordingForm:
    values, sent = objective_values(row), form_sent(visit.request)
    initial = {**words_now(values), "version": row.version}
    if state_of(row.state) not in PLANNED:
        return RenamedObjectiveForm(sent, initial=initial)
    return ObjectiveForm(sent, offers=offers_for(visit, row), initial=initial)


def _save(visit: Visit, row: "Objective", part: Part, form: WordingForm) -> HttpResponse:
    values = form.values(visit.viewer, objective_values(row))
    expected = form.cleaned_data["version"]
    if isinstance(form, RenamedObjectiveForm) and form.is_renamed():
        written = objective_adjust(
            actor=visit.viewer,
            objective=row,
            values=values,
            reason=form.cleaned_data["reason"],
            effective_on=visit.today,
            expected=expected,
            at=visit.at,
        ).objective
    else:
        written = objective_edit(
            actor=visit.viewer, objective=row, values=values, expected=expected, at=visit.at
        )
    if visit.request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return part_saved(visit, part, form, version=written.version)
    if GO not in visit.request.POST:
        messages.success(visit.request, _("Saved."))
    return redirect(next_url(visit, row))


def _moved(
    visit: Visit,
    objective: str,
    move: Callable[..., object],
    words: str,
    gate: Gate | None = None,
) -> HttpResponse:
    """Do an act that needs nothing but the button; what has changed meanwhile is shown first."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    try:
        move(
            actor=visit.viewer,
            objective=row,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except GateRefused as refused:
        blocked = NotBegun(blocked=refused.findings)
        return objective_shown(visit, objective, refused=blocked, status=CONFLICT)
    except StaleVersion:
        changed = NotBegun(reason=_("Somebody changed it meanwhile. Look at it again first."))
        return objective_shown(visit, objective, refused=changed, status=CONFLICT)
    messages.success(visit.request, words)
    if gate is not None:
        passed_told(visit, objective, gate)
    return redirect("objective", visit.slug, objective)


def _part_page(visit: Visit, part: Part, form: WordingForm, *, status: int = 200) -> HttpResponse:
    """Show a part in place; below the title, what the rules say of it."""
    is_title = "title" in part.fields
    wording = objective_part(visit, *title_and_team(form)) if is_title else None
    return part_page(visit, part, form, status=status, wording=wording)


def _edit_page(
    visit: Visit, row: "Objective", form: WordingForm, *, status: int = 200
) -> HttpResponse:
    entry = Entry.PLAN if state_of(row.state) in PLANNED else Entry.COMPANY
    context = {
        "frame": frame_for(visit, entry, context=row.team.name if row.team else ""),
        "form": form,
        "wording": objective_part(visit, *title_and_team(form)),
        "steps": writer_steps(0) if WRITER in visit.request.GET else (),
        "title": row.title,
        "delete_url": _delete_url(visit, row),
        "is_whole": isinstance(form, ObjectiveForm),
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/objective_edit.html", context, status=status)


def _delete_url(visit: Visit, row: "Objective") -> str:
    """Return where a draft is thrown away; empty where it is not the viewer's to do."""
    if state_of(row.state) not in PLANNED or Act.DELETE not in objective_acts(visit.viewer, row):
        return ""
    return reverse("objective-delete", args=[visit.slug, row.public_id])


def _delete_page(visit: Visit, row: "Objective", *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "title": row.title,
        "is_objective": True,
        "version": row.version,
        "is_stale": status == CONFLICT,
        "comes_back": True,
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/delete.html", context, status=status)
