"""Pausing, resuming and stopping what runs, with a reason."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.okrs.permissions import key_result_permit, objective_permit
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.okrs.services.key_result_pauses import key_result_pause, key_result_resume
from plumbline.domain.okrs.services.key_results import key_result_stop
from plumbline.domain.okrs.services.objectives import (
    objective_pause,
    objective_resume,
    objective_stop,
)
from plumbline.domain.orgs.rights import Act
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.web.form_conflicts import CONFLICT, conflict_show
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.adjusting_forms import DecideForm, Decision, decisions_in
from plumbline.web.okrs.written import state_of
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

_NAMES = {"since": "effective_on", "until": "effective_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePage:
    """The page of a decision about one thing that runs."""

    title: str
    team: str
    back: str
    form: DecideForm


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Pause, resume or stop an objective."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.STOP, row)
    if visit.request.method != "POST":
        return _objective_page(visit, row, _objective_form(visit, row))
    form = _objective_form(visit, row, visit.request.POST)
    if not form.is_valid():
        return _objective_page(visit, row, form, status=UNPROCESSABLE)
    try:
        _objective_decide(visit, row, form)
    except StaleVersion as stale:
        conflict_show(form, version=stale.current.version, now={})
        return _objective_page(visit, row, form, status=CONFLICT)
    except (ValidationRefused, Refused) as refused:
        refusal_show(form, refused, fields=_NAMES)
        return _objective_page(visit, row, form, status=UNPROCESSABLE)
    return _decided(visit, form, "objective", objective)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Pause, resume or stop one key result."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.STOP, row)
    if visit.request.method != "POST":
        return _key_result_page(visit, row, _key_result_form(visit, row))
    form = _key_result_form(visit, row, visit.request.POST)
    if not form.is_valid():
        return _key_result_page(visit, row, form, status=UNPROCESSABLE)
    try:
        _key_result_decide(visit, row, form)
    except StaleVersion as stale:
        conflict_show(form, version=stale.current.version, now={})
        return _key_result_page(visit, row, form, status=CONFLICT)
    except (ValidationRefused, Refused) as refused:
        refusal_show(form, refused, fields=_NAMES)
        return _key_result_page(visit, row, form, status=UNPROCESSABLE)
    return _decided(visit, form, "key-result", key_result)


def _decided(visit: Visit, form: DecideForm, page: str, public_id: str) -> HttpResponse:
    said = {
        Decision.PAUSE: _("It is paused. Its days do not count until it goes on."),
        Decision.RESUME: _("It goes on."),
        Decision.STOP: _("It is stopped, and kept."),
    }
    messages.success(visit.request, said[Decision(form.cleaned_data["decision"])])
    return redirect(page, visit.slug, public_id)


def _objective_form(visit: Visit, row: "Objective", sent: QueryDict | None = None) -> DecideForm:
    initial = {"version": row.version, "effective_on": visit.today.isoformat()}
    return DecideForm(sent, offered=decisions_in(state_of(row.state)), initial=initial)


def _key_result_form(visit: Visit, row: "KeyResult", sent: QueryDict | None = None) -> DecideForm:
    initial = {"version": row.version, "effective_on": visit.today.isoformat()}
    offered = decisions_in(state_of(row.state), of_objective=state_of(row.objective.state))
    return DecideForm(sent, offered=offered, initial=initial)


def _objective_decide(visit: Visit, row: "Objective", form: DecideForm) -> None:
    actor, at, given = visit.viewer, visit.at, form.cleaned_data
    expected, reason, day = given["version"], given["reason"], given["effective_on"]
    match Decision(given["decision"]):
        case Decision.PAUSE:
            objective_pause(
                actor=actor, objective=row, reason=reason, since=day, expected=expected, at=at
            )
        case Decision.RESUME:
            objective_resume(actor=actor, objective=row, until=day, expected=expected, at=at)
        case Decision.STOP:
            objective_stop(actor=actor, objective=row, reason=reason, expected=expected, at=at)


def _key_result_decide(visit: Visit, row: "KeyResult", form: DecideForm) -> None:
    actor, at, given = visit.viewer, visit.at, form.cleaned_data
    expected, reason, day = given["version"], given["reason"], given["effective_on"]
    match Decision(given["decision"]):
        case Decision.PAUSE:
            key_result_pause(
                actor=actor, key_result=row, reason=reason, since=day, expected=expected, at=at
            )
        case Decision.RESUME:
            key_result_resume(actor=actor, key_result=row, until=day, expected=expected, at=at)
        case Decision.STOP:
            key_result_stop(actor=actor, key_result=row, reason=reason, expected=expected, at=at)


def _objective_page(
    visit: Visit, row: "Objective", form: DecideForm, *, status: int = 200
) -> HttpResponse:
    page = DecidePage(
        title=row.title,
        team=row.team.name if row.team else "",
        back=reverse("objective", args=[visit.slug, row.public_id]),
        form=form,
    )
    return _rendered(visit, page, status)


def _key_result_page(
    visit: Visit, row: "KeyResult", form: DecideForm, *, status: int = 200
) -> HttpResponse:
    team = row.objective.team
    page = DecidePage(
        title=row.title,
        team=team.name if team else "",
        back=reverse("key-result", args=[visit.slug, row.public_id]),
        form=form,
    )
    return _rendered(visit, page, status)


def _rendered(visit: Visit, page: DecidePage, status: int) -> HttpResponse:
    context = {"frame": frame_for(visit, Entry.COMPANY, context=page.team), "page": page}
    return render(visit.request, "okrs/decide.html", context, status=status)
