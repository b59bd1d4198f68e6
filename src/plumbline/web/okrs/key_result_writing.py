"""Writing key results: a new one, what one says, and throwing a draft away."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.permissions import key_result_acts, key_result_permit
from plumbline.domain.okrs.selectors.drafts import adding_permit, owners_offered
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.okrs.services.adjustments import key_result_adjust_scope
from plumbline.domain.okrs.services.key_results import (
    key_result_create,
    key_result_delete,
    key_result_edit,
)
from plumbline.domain.okrs.values import Cadence, KeyResultValues, key_result_values
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.web.form_conflicts import CONFLICT, conflict_show
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.key_result_forms import (
    KeyResultForm,
    KeyResultWordingForm,
    MeasureForm,
    NewKeyResultForm,
    ScopeForm,
    measure_now,
)
from plumbline.web.okrs.objective_forms import Options, kept, named
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import version_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit, objective: str) -> HttpResponse:
    """Add a key result to an objective; once it runs, with a reason."""
    above = objective_get(viewer=visit.viewer, public_id=objective)
    adding_permit(visit.viewer, above)
    if visit.request.method != "POST":
        return _new_page(visit, above, _new_form(visit, above))
    form = _new_form(visit, above, visit.request.POST)
    if not form.is_valid():
        return _new_page(visit, above, form, status=UNPROCESSABLE)
    try:
        _add(visit, above, form)
    except (ValidationRefused, Refused) as refused:
        form.refused(refused)
        return _new_page(visit, above, form, status=UNPROCESSABLE)
    messages.success(visit.request, _("The key result is added."))
    return redirect("objective", visit.slug, objective)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, key_result: str) -> HttpResponse:
    """Change what a key result says; once it runs, its words alone."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.EDIT, row)
    if visit.request.method != "POST":
        return _edit_page(visit, row, _edit_form(visit, row))
    form = _edit_form(visit, row, visit.request.POST)
    if not form.is_valid():
        return _edit_page(visit, row, form, status=UNPROCESSABLE)
    try:
        _save(visit, row, form)
    except StaleVersion as stale:
        now = measure_now(key_result_values(stale.current))
        conflict_show(form, version=stale.current.version, now=now)
        return _edit_page(visit, row, form, status=CONFLICT)
    except (ValidationRefused, Refused) as refused:
        _refuse(form, refused)
        return _edit_page(visit, row, form, status=UNPROCESSABLE)
    return _saved(visit, key_result)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def delete(visit: Visit, key_result: str) -> HttpResponse:
    """Ask, then throw a draft away."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.DELETE, row)
    if visit.request.method != "POST":
        return _delete_page(visit, row)
    try:
        key_result_delete(
            actor=visit.viewer,
            key_result=row,
            expected=version_sent(visit.request),
            at=visit.at,
        )
    except StaleVersion:
        return _delete_page(visit, row, status=CONFLICT)
    messages.success(visit.request, _("“%(title)s” is deleted.") % {"title": row.title})
    return redirect("objective", visit.slug, row.objective.public_id)


def owners_of(visit: Visit, row: "KeyResult | None" = None) -> Options:
    """Return who can own a key result, as options; whoever owns it stays among them."""
    options = [("", _("Nobody yet")), *named(owners_offered(viewer=visit.viewer))]
    return kept(options, row.owner if row else None)


def _add(visit: Visit, above: "Objective", form: NewKeyResultForm) -> None:
    values = form.values(visit.viewer, KeyResultValues(title=""))
    if not isinstance(form, ScopeForm):
        key_result_create(actor=visit.viewer, objective=above, values=values, at=visit.at)
        return
    key_result_adjust_scope(
        actor=visit.viewer,
        objective=above,
        values=values,
        reason=form.cleaned_data["reason"],
        effective_on=form.cleaned_data["effective_on"],
        at=visit.at,
    )


def _new_form(visit: Visit, above: "Objective", sent: QueryDict | None = None) -> NewKeyResultForm:
    kind = NewKeyResultForm if state_of(above.state) in PLANNED else ScopeForm
    initial: dict[str, object] = {
        "effective_on": visit.today.isoformat(),
        "owner": visit.viewer.person_public_id,
        "weight": "1",
        "cadence": Cadence.WEEKLY.value,
    }
    return kind(sent, owners=owners_of(visit), initial=initial)


def _edit_form(
    visit: Visit, row: "KeyResult", sent: QueryDict | None = None
) -> KeyResultWordingForm:
    initial = {**measure_now(key_result_values(row)), "version": row.version}
    if state_of(row.state) not in PLANNED:
        return KeyResultWordingForm(sent, initial=initial)
    return KeyResultForm(sent, owners=owners_of(visit, row), initial=initial)


def _save(visit: Visit, row: "KeyResult", form: KeyResultWordingForm) -> None:
    key_result_edit(
        actor=visit.viewer,
        key_result=row,
        values=form.values(visit.viewer, key_result_values(row)),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )


def _refuse(form: KeyResultWordingForm, refused: ValidationRefused | Refused) -> None:
    if isinstance(form, MeasureForm):
        form.refused(refused)
    else:
        refusal_show(form, refused)


def _new_page(
    visit: Visit, above: "Objective", form: NewKeyResultForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN, context=above.team.name if above.team else ""),
        "form": form,
        "above": above.title,
        "back": reverse("objective", args=[visit.slug, above.public_id]),
    }
    return render(visit.request, "okrs/key_result_new.html", context, status=status)


def _edit_page(
    visit: Visit, row: "KeyResult", form: KeyResultWordingForm, *, status: int = 200
) -> HttpResponse:
    entry = Entry.PLAN if state_of(row.state) in PLANNED else Entry.COMPANY
    team = row.objective.team
    context = {
        "frame": frame_for(visit, entry, context=team.name if team else ""),
        "form": form,
        "title": row.title,
        "delete_url": _delete_url(visit, row),
        "is_whole": isinstance(form, MeasureForm),
        "back": reverse("key-result", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/key_result_edit.html", context, status=status)


def _saved(visit: Visit, key_result: str) -> HttpResponse:
    messages.success(visit.request, _("Saved."))
    return redirect("key-result", visit.slug, key_result)


def _delete_url(visit: Visit, row: "KeyResult") -> str:
    """Return where a draft is thrown away; empty where it is not the viewer's to do."""
    if state_of(row.state) not in PLANNED or Act.DELETE not in key_result_acts(visit.viewer, row):
        return ""
    return reverse("key-result-delete", args=[visit.slug, row.public_id])


def _delete_page(visit: Visit, row: "KeyResult", *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "title": row.title,
        "version": row.version,
        "is_stale": status == CONFLICT,
        "back": reverse("key-result", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/delete.html", context, status=status)
