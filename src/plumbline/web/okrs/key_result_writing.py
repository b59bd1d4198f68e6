"""Writing key results: a new one, what one says, and throwing a draft away."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.bulk.services.deleting import key_result_draft_delete
from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.jottings.selectors import Place
from plumbline.domain.okrs.permissions import key_result_acts, key_result_permit
from plumbline.domain.okrs.selectors.drafts import adding_permit, owners_offered
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.okrs.services.adjustments import (
    key_result_adjust,
    key_result_adjust_scope,
)
from plumbline.domain.okrs.services.key_results import (
    key_result_create,
    key_result_edit,
)
from plumbline.domain.okrs.values import (
    Cadence,
    KeyResultValues,
    key_result_duplicated,
    key_result_values,
)
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import DomainError, StaleVersion
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import jotted_answer
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.custom_part import custom_ask, custom_now
from plumbline.web.okrs.in_place import (
    ADDED,
    KEY_RESULT_PARTS,
    Part,
    part_added,
    part_asked,
    part_narrow,
    part_page,
    part_saved,
)
from plumbline.web.okrs.key_result_forms import (
    KeyResultForm,
    KeyResultWordingForm,
    MeasureForm,
    NewKeyResultForm,
    ScopeForm,
    measure_now,
)
from plumbline.web.okrs.objective_forms import Options, kept, named
from plumbline.web.okrs.reason_forms import RenamingForm
from plumbline.web.okrs.work_kept import work_keep
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.undo_offers import undo_offer
from plumbline.web.visits import Visit, tenant_page
from plumbline.web.writing.parts import form_said, key_result_part

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


class RenamedKeyResultForm(RenamingForm, KeyResultWordingForm):
    """The words of a key result that runs; another title is an adjustment with a reason."""


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit, objective: str) -> HttpResponse:
    """Add a key result to an objective; once it runs, with a reason."""
    above = objective_get(viewer=visit.viewer, public_id=objective)
    adding_permit(visit.viewer, above)
    like = _like(visit)
    return jotted_answer(
        visit,
        custom_ask(_new_form(visit, above, like), visit.viewer, FieldSubject.KEY_RESULT, like),
        place=Place("key-result-new", above.public_id),
        page=partial(_part_page, visit, above, ADDED)
        if _in_place(visit)
        else partial(_new_page, visit, above, like),
        save=partial(_add, visit, above, like),
        refuse=NewKeyResultForm.refused,
        is_new=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, key_result: str) -> HttpResponse:
    """Change what a key result says, whole or in part; once it runs, its words alone."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.EDIT, row)
    form = custom_ask(_edit_form(visit, row), visit.viewer, FieldSubject.KEY_RESULT, row)
    part = part_asked(visit, KEY_RESULT_PARTS, form)
    return jotted_answer(
        visit,
        part_narrow(form, part),
        place=Place("key-result-edit", row.public_id),
        page=partial(_part_page, visit, row.objective, part)
        if part.name
        else partial(_edit_page, visit, row),
        save=partial(_save, visit, row, part),
        now=lambda stands: {**measure_now(key_result_values(stands)), **custom_now(stands)},
        refuse=_refuse,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def delete(visit: Visit, key_result: str) -> HttpResponse:
    """Ask, then throw a draft away."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.DELETE, row)
    if visit.request.method != "POST":
        return _delete_page(visit, row)
    try:
        batch = key_result_draft_delete(
            actor=visit.viewer,
            key_result=row,
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
    return redirect("objective", visit.slug, row.objective.public_id)


def owners_of(visit: Visit, row: "KeyResult | None" = None) -> Options:
    """Return who can own a key result, as options; whoever owns it stays among them."""
    options = [("", _("Nobody yet")), *named(owners_offered(viewer=visit.viewer))]
    return kept(options, row.owner if row else None)


def _in_place(visit: Visit) -> bool:
    """Whether it is written on the page of its objective, or on its own, not on that of a form."""
    return bool(visit.request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware


def _like(visit: Visit) -> "KeyResult | None":
    """Return the key result that a new one begins as, if it is to be a duplicate."""
    public_id = visit.request.GET.get("like", "")
    return key_result_get(viewer=visit.viewer, public_id=public_id) if public_id else None


def _add(
    visit: Visit, above: "Objective", like: "KeyResult | None", form: NewKeyResultForm
) -> HttpResponse:
    begun = KeyResultValues(title="") if like is None else key_result_duplicated(like)
    values = form.values(visit.viewer, begun)
    if isinstance(form, ScopeForm):
        row = key_result_adjust_scope(
            actor=visit.viewer,
            objective=above,
            values=values,
            reason=form.cleaned_data["reason"],
            effective_on=form.cleaned_data["effective_on"],
            at=visit.at,
        )
    else:
        row = key_result_create(actor=visit.viewer, objective=above, values=values, at=visit.at)
    if form.work_turned():
        work_keep(visit, row, form.work_turned())
    if _in_place(visit):
        return part_added()
    messages.success(visit.request, _("The key result is added."))
    return redirect("objective", visit.slug, above.public_id)


def _new_form(visit: Visit, above: "Objective", like: "KeyResult | None") -> NewKeyResultForm:
    kind = NewKeyResultForm if state_of(above.state) in PLANNED else ScopeForm
    initial: dict[str, object] = {
        "effective_on": visit.today.isoformat(),
        "owner": visit.viewer.person_public_id,
        "weight": "1",
        "cadence": Cadence.WEEKLY.value,
    }
    if like is not None:
        initial |= measure_now(key_result_duplicated(like))
    return kind(form_sent(visit.request), owners=owners_of(visit), initial=initial)


def _edit_form(visit: Visit, row: "KeyResult") -> KeyResultWordingForm:
    sent = form_sent(visit.request)
    initial = {**measure_now(key_result_values(row)), "version": row.version}
    if state_of(row.state) not in PLANNED:
        return RenamedKeyResultForm(sent, initial=initial)
    return KeyResultForm(sent, owners=owners_of(visit, row), initial=initial)


def _save(visit: Visit, row: "KeyResult", part: Part, form: KeyResultWordingForm) -> HttpResponse:
    values = form.values(visit.viewer, key_result_values(row))
    expected = form.cleaned_data["version"]
    if isinstance(form, RenamedKeyResultForm) and form.is_renamed():
        adjustment = key_result_adjust(
            actor=visit.viewer,
            key_result=row,
            values=values,
            reason=form.cleaned_data["reason"],
            effective_on=visit.today,
            expected=expected,
            at=visit.at,
        )
        written = adjustment.key_result or row
    else:
        written = key_result_edit(
            actor=visit.viewer, key_result=row, values=values, expected=expected, at=visit.at
        )
    if form.work_turned():
        work_keep(visit, row, form.work_turned())
    if _in_place(visit):
        return part_saved(visit, part, form, version=written.version)
    messages.success(visit.request, _("Saved."))
    return redirect("key-result", visit.slug, row.public_id)


def _refuse(form: KeyResultWordingForm, refused: DomainError) -> None:
    if isinstance(form, MeasureForm):
        form.refused(refused)
    else:
        refusal_show(form, refused)


def _part_page(
    visit: Visit, above: "Objective", part: Part, form: KeyResultWordingForm, *, status: int = 200
) -> HttpResponse:
    """Show a part in place; below its sentence, what the rules say of it."""
    worded = part is ADDED or "title" in part.fields
    said = key_result_part(visit, form_said(form), above) if worded else None
    return part_page(visit, part, form, status=status, wording=said)


def _new_page(
    visit: Visit,
    above: "Objective",
    like: "KeyResult | None",
    form: NewKeyResultForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN, context=above.team.name if above.team else ""),
        "form": form,
        "wording": key_result_part(visit, form_said(form), above),
        "above": above.title,
        "like": like.title if like else "",
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
        "wording": key_result_part(visit, form_said(form), row.objective),
        "title": row.title,
        "delete_url": _delete_url(visit, row),
        "is_whole": isinstance(form, MeasureForm),
        "back": reverse("key-result", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/key_result_edit.html", context, status=status)


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
        "comes_back": True,
        "back": reverse("key-result", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/delete.html", context, status=status)
