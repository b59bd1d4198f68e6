"""Writing objectives: a new one, and what a draft says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.custom_fields.selectors import FieldSubject
from plumbline.domain.cycles.selectors import cycle_get, cycle_open
from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.jottings.selectors import Place
from plumbline.domain.okrs.selectors.drafts import creates, writing_permit
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.alignment import End, align
from plumbline.domain.okrs.services.objectives import objective_create
from plumbline.domain.okrs.values import ObjectiveValues, Visibility
from plumbline.domain.orgs.selectors.teams import teams_tree
from plumbline.domain.tenancy.errors import DomainError
from plumbline.domain.tenancy.wording import wording
from plumbline.web.form_answers import CHOSEN
from plumbline.web.framing import Entry, frame_for
from plumbline.web.jottings import jotted_answer, jotting_begin
from plumbline.web.okrs.custom_part import custom_ask
from plumbline.web.okrs.objective_forms import (
    PERSONAL,
    NewObjectiveForm,
    offers_for,
    place_refused,
    priority_ask,
)
from plumbline.web.okrs.writer_steps import next_url, writer_steps
from plumbline.web.posted import form_sent
from plumbline.web.ui.notices import Step
from plumbline.web.visits import Visit, planning_visit, tenant_page
from plumbline.web.writing.parts import WordingPart, objective_part, title_and_team

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective

NEW_OBJECTIVE = Place("objective-new")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """The page of an objective that is not there yet."""

    form: NewObjectiveForm
    wording: WordingPart
    steps: tuple[Step, ...]
    back: str
    templates_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit) -> HttpResponse:
    """Write an objective; who may not decide for the team proposes it to its lead."""
    writing_permit(visit.viewer)
    visit = planning_visit(visit)
    if visit.cycle is None:
        return redirect("plan", visit.slug)
    return jotted_answer(
        visit,
        _form(visit, form_sent(visit.request)),
        place=NEW_OBJECTIVE,
        page=partial(_new_page, visit),
        save=partial(_save, visit),
        refuse=place_refused,
        refusals=CHOSEN,
        is_new=True,
    )


def _form(visit: Visit, sent: Mapping[str, object] | None) -> NewObjectiveForm:
    offers = offers_for(visit, with_parents=True)
    form = NewObjectiveForm(sent, offers=offers, initial=beginning(visit))
    return custom_ask(priority_ask(form, visit.viewer), visit.viewer, FieldSubject.OBJECTIVE)


def first_objective(visit: Visit) -> NewPage | None:
    """Return the first step of the guided way to stand on another page; without a cycle nothing."""
    visit = planning_visit(visit)
    if visit.cycle is None:
        return None
    form = _form(visit, None)
    jotting_begin(visit, form, NEW_OBJECTIVE, reverse("objective-new", args=[visit.slug]))
    return _new(visit, form)


def beginning(visit: Visit) -> dict[str, object]:
    """Return what a fresh form shows: the team that was asked for, oneself, everybody sees it."""
    return {
        "cycle": _cycle(visit),
        "team": visit.request.GET.get("team") or _own_team(visit),
        "owner": visit.viewer.person_public_id,
        "visibility": Visibility.ORGANIZATION.value,
    }


def _cycle(visit: Visit) -> str:
    """Return the cycle asked for, else the one that is planned; once closed, the open one."""
    cycle = planning_visit(visit).cycle_row
    if cycle is not None and cycle.phase == CyclePhase.CLOSED:
        cycle = cycle_open(visit.cycles, on=visit.today)
    return cycle.public_id if cycle else ""


def place_asked(visit: Visit) -> str:
    """Return the cycle and team that were asked for as a query, for the next page."""
    asked = {name: visit.request.GET.get(name) for name in ("cycle", "team")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""


def _own_team(visit: Visit) -> str:
    """Return the first team that one belongs to, or that there is none."""
    mine = visit.viewer.member_team_ids
    teams = (team.public_id for team in teams_tree(viewer=visit.viewer) if team.id in mine)
    return next(teams, PERSONAL)


def _save(visit: Visit, form: NewObjectiveForm) -> HttpResponse:
    viewer, given = visit.viewer, form.cleaned_data
    cycle = cycle_get(viewer=viewer, public_id=given["cycle"])
    values = form.values(viewer, ObjectiveValues(title="", cycle=cycle))
    proposed = not creates(viewer, values)
    objective = objective_create(actor=viewer, values=values, at=visit.at, proposed=proposed)
    words = _("It is proposed to the lead of the team.") if proposed else _("The draft is written.")
    messages.success(visit.request, words)
    if given["parent"]:
        _support(visit, objective, given["parent"])
    return redirect(next_url(visit, objective))


def _support(visit: Visit, objective: "Objective", parent: str) -> None:
    """Tie a new objective to the one above; if that is refused it stands, and says so."""
    try:
        above = objective_get(viewer=visit.viewer, public_id=parent)
        align(actor=visit.viewer, child=End(objective), parent=End(above), weight=None, at=visit.at)
    except DomainError as refused:
        words = _("It supports nothing yet: %(reason)s") % {"reason": wording(refused.message)}
        messages.warning(visit.request, words)


def _new_page(visit: Visit, form: NewObjectiveForm, *, status: int = 200) -> HttpResponse:
    context = {"frame": frame_for(visit, Entry.PLAN), "page": _new(visit, form)}
    return render(visit.request, "okrs/objective_new.html", context, status=status)


def _new(visit: Visit, form: NewObjectiveForm) -> NewPage:
    return NewPage(
        form=form,
        wording=objective_part(visit, *title_and_team(form)),
        steps=writer_steps(0),
        back=reverse("plan", args=[visit.slug]),
        templates_url=reverse("templates", args=[visit.slug]) + place_asked(visit),
    )
