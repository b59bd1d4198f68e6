"""Templates of the organization: saved from objectives, changed, and begun from."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import cycle_named, objective_named, person_named, team_named
from plumbline.api.routers.objectives import objective_answer
from plumbline.api.schemas.objectives import ObjectiveOut
from plumbline.api.schemas.templates import (
    TemplateIn,
    TemplateOut,
    TemplatePatch,
    TemplateRenew,
    TemplateStart,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.templates import selectors, services

if TYPE_CHECKING:
    from plumbline.domain.templates.models import Template

router = Router(tags=["Templates"])
Id = Annotated[PublicId, Path()]


class TemplatesQuery(PageQuery):
    """How the list is narrowed."""

    archived: bool = Field(False, description="Those that were put away, too.")


@router.get("/templates", response=Page[TemplateOut], operation_id="templates_list")
def templates_list(
    request: ApiRequest, response: HttpResponse, query: Query[TemplatesQuery]
) -> Page[TemplateOut]:
    """Templates of the organization by name; those that come with Plumbline are not listed."""
    part, after = selectors.templates_part(
        viewer=request.call.viewer,
        with_archived=query.archived,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, after)
    return Page(items=[TemplateOut.of(row) for row in part], next=after)


@router.post("/templates", response={201: TemplateOut}, operation_id="template_save")
def template_save(request: ApiRequest, response: HttpResponse, body: TemplateIn) -> object:
    """Save an objective that everybody sees, with its key results, as a template."""
    call = request.call
    row = services.template_save(
        actor=call.viewer,
        objective=objective_named(call.viewer, body.objective),
        name=body.name,
        function=body.function,
        with_figures=body.with_figures,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/templates/{template}",
    response=TemplateOut,
    operation_id="template_get",
    openapi_extra=CONDITIONAL,
)
def template_get(request: ApiRequest, response: HttpResponse, template: Id) -> object:
    """One template with its key results."""
    return entity_answer(request, response, _entity(request.call, template))


@router.patch(
    "/templates/{template}",
    response=TemplateOut,
    operation_id="template_edit",
    openapi_extra=GUARDED,
)
def template_edit(
    request: ApiRequest, response: HttpResponse, template: Id, body: TemplatePatch
) -> object:
    """Change its name and the words of its objective."""
    call = request.call
    row, expected = _guarded(call, template)
    services.template_edit(
        actor=call.viewer,
        template=row,
        values=replace(services.template_values(row), **body.model_dump(exclude_unset=True)),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, template))


@router.post(
    "/templates/{template}/renew",
    response=TemplateOut,
    operation_id="template_renew",
    openapi_extra=GUARDED,
)
def template_renew(
    request: ApiRequest, response: HttpResponse, template: Id, body: TemplateRenew
) -> object:
    """Let it say what an objective says, in place of what it said; its name stays."""
    call = request.call
    row, expected = _guarded(call, template)
    services.template_renew(
        actor=call.viewer,
        template=row,
        objective=objective_named(call.viewer, body.objective),
        with_figures=body.with_figures,
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, template))


@router.post(
    "/templates/{template}/archive",
    response=TemplateOut,
    operation_id="template_archive",
    openapi_extra=GUARDED,
)
def template_archive(request: ApiRequest, response: HttpResponse, template: Id) -> object:
    """Put it away: it is offered no more, and can be used again."""
    call = request.call
    row, expected = _guarded(call, template)
    services.template_archive(actor=call.viewer, template=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, template))


@router.post(
    "/templates/{template}/restore",
    response=TemplateOut,
    operation_id="template_restore",
    openapi_extra=GUARDED,
)
def template_restore(request: ApiRequest, response: HttpResponse, template: Id) -> object:
    """Use it again."""
    call = request.call
    row, expected = _guarded(call, template)
    services.template_restore(actor=call.viewer, template=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, template))


@router.post(
    "/templates/{template}/objectives",
    response={201: ObjectiveOut},
    operation_id="template_start",
)
def template_start(
    request: ApiRequest, response: HttpResponse, template: Id, body: TemplateStart
) -> object:
    """Begin an objective from it; where you may not decide, it is proposed."""
    call = request.call
    made = services.template_start(
        actor=call.viewer,
        template=selectors.template_get(viewer=call.viewer, public_id=template),
        place=ObjectiveValues(
            title="",
            cycle=cycle_named(call.viewer, body.cycle),
            team=team_named(call.viewer, body.team),
            is_personal=body.team is None,
            owner=person_named(call.viewer, body.owner or call.viewer.person_public_id),
        ),
        at=call.at,
    )
    path = request.path.removesuffix(f"templates/{template}/objectives")
    response.headers["Location"] = f"{path}objectives/{made.public_id}"
    return Status(201, objective_answer(request, response, made.public_id))


def _guarded(call: Call, public_id: str) -> "tuple[Template, int]":
    row = selectors.template_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = selectors.template_get(viewer=call.viewer, public_id=public_id)
    return Entity(TemplateOut.of(row), row.version)
