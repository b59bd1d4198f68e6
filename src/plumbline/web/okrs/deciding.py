"""Pausing, resuming and stopping what runs, with a reason."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
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
from plumbline.domain.tenancy.errors import DomainError
from plumbline.engine.documents.model import State
from plumbline.web.form_answers import form_answer
from plumbline.web.form_refusals import refusal_show
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.adjusting_forms import DecideForm, Decision, decisions_in
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePage:
    """The page of a decision about one thing that runs."""

    title: str
    team: str
    back: str
    form: DecideForm
    is_paused: bool
    is_objective: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def objective(visit: Visit, objective: str) -> HttpResponse:
    """Pause, resume or stop an objective."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    objective_permit(visit.viewer, Act.STOP, row)
    return form_answer(
        _form(visit, row.version, decisions_in(state_of(row.state))),
        page=partial(_objective_page, visit, row),
        save=partial(_objective_decide, visit, row),
        refuse=_refuse,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def key_result(visit: Visit, key_result: str) -> HttpResponse:
    """Pause, resume or stop one key result."""
    row = key_result_get(viewer=visit.viewer, public_id=key_result)
    key_result_permit(visit.viewer, Act.STOP, row)
    offered = decisions_in(state_of(row.state), of_objective=state_of(row.objective.state))
    return form_answer(
        _form(visit, row.version, offered),
        page=partial(_key_result_page, visit, row),
        save=partial(_key_result_decide, visit, row),
        refuse=_refuse,
    )


def _form(visit: Visit, version: int, offered: tuple[Decision, ...]) -> DecideForm:
    initial = {"version": version, "effective_on": visit.today.isoformat()}
    return DecideForm(form_sent(visit.request), offered=offered, initial=initial)


def _refuse(form: DecideForm, refused: DomainError) -> None:
    refusal_show(form, refused, fields={"since": "effective_on", "until": "effective_on"})


def _objective_decide(visit: Visit, row: "Objective", form: DecideForm) -> HttpResponse:
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
    return _decided(visit, form, "objective", row.public_id)


def _key_result_decide(visit: Visit, row: "KeyResult", form: DecideForm) -> HttpResponse:
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
    return _decided(visit, form, "key-result", row.public_id)


def _decided(visit: Visit, form: DecideForm, page: str, public_id: str) -> HttpResponse:
    said = {
        Decision.PAUSE: _("It is paused. Its days do not count until it goes on."),
        Decision.RESUME: _("It goes on."),
        Decision.STOP: _("It is stopped, and kept."),
    }
    messages.success(visit.request, said[Decision(form.cleaned_data["decision"])])
    return redirect(page, visit.slug, public_id)


def _objective_page(
    visit: Visit, row: "Objective", form: DecideForm, *, status: int = 200
) -> HttpResponse:
    page = DecidePage(
        title=row.title,
        is_objective=True,
        team=row.team.name if row.team else "",
        back=reverse("objective", args=[visit.slug, row.public_id]),
        form=form,
        is_paused=state_of(row.state) is State.PAUSED,
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
        is_paused=state_of(row.state) is State.PAUSED,
    )
    return _rendered(visit, page, status)


def _rendered(visit: Visit, page: DecidePage, status: int) -> HttpResponse:
    context = {"frame": frame_for(visit, Entry.COMPANY, context=page.team), "page": page}
    return render(visit.request, "okrs/decide.html", context, status=status)
