"""Objectives and the acts of their life."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.drafts import objective_changed, objective_new
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import cycle_named, person_named, team_named
from plumbline.api.schemas.objectives import (
    ObjectiveAdjust,
    ObjectiveIn,
    ObjectiveOut,
    ObjectivePatch,
    PauseIn,
    ResumeIn,
    StopIn,
)
from plumbline.api.schemas.values import PublicId, Text
from plumbline.domain.okrs.selectors.objectives import ObjectiveFilter
from plumbline.domain.okrs.selectors.pages import ObjectiveShown, objective_shown, objectives_page
from plumbline.domain.okrs.services import adjustments
from plumbline.domain.okrs.services import objectives as services
from plumbline.domain.okrs.values import objective_values
from plumbline.engine.documents.model import State

router = Router(tags=["Objectives"])
Id = Annotated[PublicId, Path()]


class ObjectivesQuery(PageQuery):
    """How the list is narrowed; `text` in the title."""

    cycle: PublicId | None = None
    team: PublicId | None = None
    with_sub_teams: bool = False
    owner: PublicId | None = None
    state: list[State] = Field(default_factory=list)
    text: Text = ""


@router.get("/objectives", response=Page[ObjectiveOut], operation_id="objectives_list")
def objectives_list(
    request: ApiRequest, response: HttpResponse, query: Query[ObjectivesQuery]
) -> Page[ObjectiveOut]:
    """Objectives that you may see, in the order of teams and ranks."""
    call = request.call
    page = objectives_page(
        viewer=call.viewer,
        at=call.at,
        narrowed=_filter(call, query),
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, page.after)
    return Page(items=[ObjectiveOut.of(shown) for shown in page.objectives], next=page.after)


@router.post("/objectives", response={201: ObjectiveOut}, operation_id="objective_create")
def objective_create(request: ApiRequest, response: HttpResponse, body: ObjectiveIn) -> object:
    """Write a draft, or propose an objective to the lead of its team."""
    call = request.call
    row = services.objective_create(
        actor=call.viewer,
        values=objective_new(call.viewer, body),
        at=call.at,
        proposed=body.proposed,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, objective_answer(request, response, row.public_id))


@router.get(
    "/objectives/{objective}",
    response=ObjectiveOut,
    operation_id="objective_get",
    openapi_extra=CONDITIONAL,
)
def objective_get(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """One objective with its key results."""
    return objective_answer(request, response, objective)


@router.patch(
    "/objectives/{objective}",
    response=ObjectiveOut,
    operation_id="objective_edit",
    openapi_extra=GUARDED,
)
def objective_edit(
    request: ApiRequest, response: HttpResponse, objective: Id, body: ObjectivePatch
) -> object:
    """Change what an objective says; once it runs, why it is there and its tags only."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_edit(
        actor=call.viewer,
        objective=shown.row,
        values=objective_changed(call.viewer, objective_values(shown.row), body, shown.custom),
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.delete(
    "/objectives/{objective}",
    response={204: None},
    operation_id="objective_delete",
    openapi_extra=GUARDED,
)
def objective_delete(request: ApiRequest, objective: Id) -> Status[None]:
    """Throw a draft away; what ran is stopped instead, and kept."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_delete(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return Status(204, None)


@router.post(
    "/objectives/{objective}/activate",
    response=ObjectiveOut,
    operation_id="objective_activate",
    openapi_extra=GUARDED,
)
def objective_activate(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """Let it begin: from now on its numbers count."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_activate(
        actor=call.viewer, objective=shown.row, expected=expected, at=call.at
    )
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/accept",
    response=ObjectiveOut,
    operation_id="objective_accept",
    openapi_extra=GUARDED,
)
def objective_accept(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """Take a proposed objective among the team's drafts."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_accept(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/submit",
    response=ObjectiveOut,
    operation_id="objective_submit",
    openapi_extra=GUARDED,
)
def objective_submit(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """Hand a draft in for review."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_submit(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/pause",
    response=ObjectiveOut,
    operation_id="objective_pause",
    openapi_extra=GUARDED,
)
def objective_pause(
    request: ApiRequest, response: HttpResponse, objective: Id, body: PauseIn
) -> object:
    """Stop the clock of an active objective, with a reason."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_pause(
        actor=call.viewer,
        objective=shown.row,
        reason=body.reason,
        since=body.since or call.today,
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/resume",
    response=ObjectiveOut,
    operation_id="objective_resume",
    openapi_extra=GUARDED,
)
def objective_resume(
    request: ApiRequest, response: HttpResponse, objective: Id, body: ResumeIn
) -> object:
    """Let the clock of a paused objective run again."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_resume(
        actor=call.viewer,
        objective=shown.row,
        until=body.until or call.today,
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/stop",
    response=ObjectiveOut,
    operation_id="objective_stop",
    openapi_extra=GUARDED,
)
def objective_stop(
    request: ApiRequest, response: HttpResponse, objective: Id, body: StopIn
) -> object:
    """Drop it in mid-cycle, with a reason; it is kept and leaves every mean."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    services.objective_stop(
        actor=call.viewer,
        objective=shown.row,
        reason=body.reason,
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/adjust",
    response=ObjectiveOut,
    operation_id="objective_adjust",
    openapi_extra=GUARDED,
)
def objective_adjust(
    request: ApiRequest, response: HttpResponse, objective: Id, body: ObjectiveAdjust
) -> object:
    """Change owner, team, cycle, style or visibility of a running objective, with a reason."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    adjustments.objective_adjust(
        actor=call.viewer,
        objective=shown.row,
        values=objective_changed(call.viewer, objective_values(shown.row), body, shown.custom),
        reason=body.reason,
        effective_on=body.effective_on or call.today,
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


def objective_entity(call: Call, public_id: str) -> Entity:
    """Return an objective as it is now.

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    shown = objective_shown(viewer=call.viewer, public_id=public_id, at=call.at)
    return Entity(ObjectiveOut.of(shown), shown.row.version)


def objective_guarded(call: Call, public_id: str) -> tuple[ObjectiveShown, int]:
    """Return an objective to be changed and the version that the client decided on."""
    shown = objective_shown(viewer=call.viewer, public_id=public_id, at=call.at)
    return shown, call.expected(lambda: objective_entity(call, public_id))


def objective_answer(request: ApiRequest, response: HttpResponse, public_id: str) -> object:
    """Answer with an objective as it is now."""
    return entity_answer(request, response, objective_entity(request.call, public_id))


def _filter(call: Call, query: ObjectivesQuery) -> ObjectiveFilter:
    owner = person_named(call.viewer, query.owner)
    return ObjectiveFilter(
        cycle=None if query.cycle is None else cycle_named(call.viewer, query.cycle),
        team=team_named(call.viewer, query.team),
        with_sub_teams=query.with_sub_teams,
        owner_id=None if owner is None else owner.pk,
        states=frozenset(query.state),
        text=query.text,
    )
