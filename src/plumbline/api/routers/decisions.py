"""Decisions of weekly reviews: written down, changed, seen to and removed."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import person_named
from plumbline.api.schemas.decisions import DecisionIn, DecisionOut, DecisionPatch
from plumbline.api.schemas.values import PublicId
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.reviews.selectors.decisions import (
    decision_facts,
    decision_get,
    decisions_part,
)
from plumbline.domain.reviews.services.decisions import (
    DecisionValues,
    decision_change,
    decision_remove,
    decision_settle,
    decision_write,
)
from plumbline.domain.tenancy.transactions import writing

if TYPE_CHECKING:
    from plumbline.domain.reviews.models import ReviewDecision

router = Router(tags=["Decisions"])
Id = Annotated[PublicId, Path()]
_ALL = "/teams/{team}/decisions"
_ONE = "/teams/{team}/decisions/{decision}"


@router.get(_ALL, response=Page[DecisionOut], operation_id="decisions_list")
def decisions_list(
    request: ApiRequest, response: HttpResponse, team: Id, query: Query[PageQuery]
) -> Page[DecisionOut]:
    """What a team decided in its weekly reviews, the latest week first."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    part = decisions_part(
        viewer=call.viewer, team=row, at=call.at, after=query.after, limit=query.limit
    )
    page_link(request, response, part.after)
    return Page(items=[DecisionOut.of(each) for each in part.decisions], next=part.after)


@router.post(_ALL, response={201: DecisionOut}, operation_id="decision_write")
def write(request: ApiRequest, response: HttpResponse, team: Id, body: DecisionIn) -> object:
    """Write down what a team decided in the review of this week."""
    call = request.call
    row = decision_write(
        actor=call.viewer,
        team=team_get(viewer=call.viewer, public_id=team),
        values=DecisionValues(
            text=body.text,
            owner=person_named(call.viewer, body.owner),
            due_on=body.due_on,
            outcome=body.outcome,
        ),
        kind=body.kind,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row)))


@router.get(_ONE, response=DecisionOut, operation_id="decision_get", openapi_extra=CONDITIONAL)
def show(request: ApiRequest, response: HttpResponse, team: Id, decision: Id) -> object:
    """One decision."""
    row = _row(request.call, team, decision)
    return entity_answer(request, response, _entity(request.call, row))


@router.patch(_ONE, response=DecisionOut, operation_id="decision_change", openapi_extra=GUARDED)
def change(
    request: ApiRequest, response: HttpResponse, team: Id, decision: Id, body: DecisionPatch
) -> object:
    """Say otherwise what was decided, or that it is seen to."""
    call = request.call
    row = _row(call, team, decision)
    expected = call.expected(lambda: _entity(call, row))
    given = body.model_fields_set
    values = DecisionValues(
        text=body.text if "text" in given else row.text,
        owner=person_named(call.viewer, body.owner) if "owner" in given else row.owner,
        due_on=body.due_on if "due_on" in given else row.due_on,
        outcome=body.outcome if "outcome" in given else row.outcome,
    )
    with writing(call.organization):
        row = decision_change(
            actor=call.viewer, decision=row, values=values, expected=expected, at=call.at
        )
        if "is_done" in given:
            row = decision_settle(actor=call.viewer, decision=row, is_done=body.is_done, at=call.at)
    return entity_answer(request, response, _entity(call, row))


@router.delete(_ONE, response={204: None}, operation_id="decision_remove", openapi_extra=GUARDED)
def remove(request: ApiRequest, team: Id, decision: Id) -> Status[None]:
    """Remove what was written down by mistake; the journal keeps that it was there."""
    call = request.call
    row = _row(call, team, decision)
    expected = call.expected(lambda: _entity(call, row))
    decision_remove(actor=call.viewer, decision=row, expected=expected, at=call.at)
    return Status(204, None)


def _row(call: Call, team: str, decision: str) -> "ReviewDecision":
    row = team_get(viewer=call.viewer, public_id=team)
    return decision_get(viewer=call.viewer, team=row, public_id=decision)


def _entity(call: Call, row: "ReviewDecision") -> Entity:
    facts = decision_facts(viewer=call.viewer, decision=row, at=call.at)
    return Entity(DecisionOut.of(facts), facts.version)
