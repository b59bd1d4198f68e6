"""Waivers: asked for an objective or a team, answered by somebody else."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.values import PublicId
from plumbline.api.schemas.waivers import WaiverAnswer, WaiverAsk, WaiverOut
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.governance.services.team_waivers import team_waiver_ask
from plumbline.domain.okrs.selectors import waivers as selectors
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services import waivers as services
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


class WaiversQuery(PageQuery):
    """How the list is narrowed."""

    state: selectors.WaiverState | None = None
    practice: PublicId | None = Field(None, description="Of this practice alone.")


@router.get("/waivers", response=Page[WaiverOut], operation_id="waivers_list")
def waivers_list(
    request: ApiRequest, response: HttpResponse, query: Query[WaiversQuery]
) -> Page[WaiverOut]:
    """Waivers of teams, and of objectives that the caller sees, the latest first."""
    part = selectors.waivers_part(
        viewer=request.call.viewer,
        state=query.state,
        practice=query.practice,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, part.after)
    return Page(items=[WaiverOut.of(row) for row in part.waivers], next=part.after)


@router.get(
    "/waivers/{waiver}",
    response=WaiverOut,
    operation_id="waiver_get",
    openapi_extra=CONDITIONAL,
)
def waiver_get(request: ApiRequest, response: HttpResponse, waiver: Id) -> object:
    """One waiver as it stands."""
    return entity_answer(request, response, _entity(request.call, waiver))


@router.post(
    "/objectives/{objective}/waivers", response={201: WaiverOut}, operation_id="waiver_ask"
)
def waiver_ask(
    request: ApiRequest, response: HttpResponse, objective: Id, body: WaiverAsk
) -> object:
    """Ask for an objective to be let off a practice until a day."""
    call = request.call
    row = services.waiver_ask(
        actor=call.viewer,
        objective=objective_get(viewer=call.viewer, public_id=objective),
        practice=_practice(call, body.practice),
        reason=body.reason,
        expires_on=body.expires_on,
        at=call.at,
    )
    response.headers["Location"] = _where(request, "/objectives/", row.public_id)
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.post("/teams/{team}/waivers", response={201: WaiverOut}, operation_id="team_waiver_ask")
def team_waiver_ask_it(
    request: ApiRequest, response: HttpResponse, team: Id, body: WaiverAsk
) -> object:
    """Ask for a team and all below to be let off a practice until a day."""
    call = request.call
    row = team_waiver_ask(
        actor=call.viewer,
        team=team_get(viewer=call.viewer, public_id=team),
        practice=_practice(call, body.practice),
        reason=body.reason,
        expires_on=body.expires_on,
        at=call.at,
    )
    response.headers["Location"] = _where(request, "/teams/", row.public_id)
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.post(
    "/waivers/{waiver}/answer",
    response=WaiverOut,
    operation_id="waiver_answer",
    openapi_extra=GUARDED,
)
def waiver_answer(
    request: ApiRequest, response: HttpResponse, waiver: Id, body: WaiverAnswer
) -> object:
    """Grant or decline what somebody else asked for, or end early what was granted."""
    call = request.call
    row = selectors.waiver_row(viewer=call.viewer, public_id=waiver)
    services.waiver_answer(
        actor=call.viewer,
        waiver=row,
        state=selectors.WaiverState(body.state),
        answer=body.answer,
        expected=call.expected(lambda: _entity(call, waiver)),
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, waiver))


@router.post(
    "/waivers/{waiver}/withdraw",
    response=WaiverOut,
    operation_id="waiver_withdraw",
    openapi_extra=GUARDED,
)
def waiver_withdraw(request: ApiRequest, response: HttpResponse, waiver: Id) -> object:
    """Take back what the caller asked for, while nobody has answered it."""
    call = request.call
    services.waiver_withdraw(
        actor=call.viewer,
        waiver=selectors.waiver_row(viewer=call.viewer, public_id=waiver),
        expected=call.expected(lambda: _entity(call, waiver)),
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, waiver))


def _practice(call: Call, public_id: str) -> "Practice":
    try:
        return practice_get(viewer=call.viewer, public_id=public_id)
    except NotFound as error:
        raise ValidationRefused({"practice": [error.message]}) from error


def _where(request: ApiRequest, below: str, public_id: str) -> str:
    return f"{request.path.partition(below)[0]}/waivers/{public_id}"


def _entity(call: Call, public_id: str) -> Entity:
    facts = selectors.waiver_get(viewer=call.viewer, public_id=public_id)
    return Entity(WaiverOut.of(facts), facts.version)
