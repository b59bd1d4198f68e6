"""Check-ins."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.checkins import CheckInDetail, CheckInIn, CheckInOut, WithdrawIn
from plumbline.api.schemas.values import PublicId, Ref
from plumbline.domain.checkins import services
from plumbline.domain.checkins.selectors import (
    check_in_facts,
    check_in_get,
    check_ins_of_key_result,
)
from plumbline.domain.okrs.selectors.objectives import key_result_get

router = Router(tags=["Check-ins"])
Id = Annotated[PublicId, Path()]


@router.get(
    "/key-results/{key_result}/check-ins",
    response=Page[CheckInOut],
    operation_id="check_ins_list",
)
def check_ins_list(
    request: ApiRequest, response: HttpResponse, key_result: Id, query: Query[PageQuery]
) -> Page[CheckInOut]:
    """The check-ins of a key result, the newest first."""
    page = check_ins_of_key_result(
        viewer=request.call.viewer, key_result=key_result, after=query.after, limit=query.limit
    )
    page_link(request, response, page.after)
    items = [CheckInOut.model_validate(facts) for facts in page.check_ins]
    return Page(items=items, next=page.after)


@router.post(
    "/key-results/{key_result}/check-ins",
    response={201: CheckInDetail},
    operation_id="check_in_record",
)
def check_in_record(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: CheckInIn
) -> object:
    """Check in: the value, how sure you are, a note."""
    call = request.call
    row = services.check_in_record(
        actor=call.viewer,
        key_result=key_result_get(viewer=call.viewer, public_id=key_result),
        values=body.values(call.today),
        at=call.at,
    )
    return _created(request, response, row.public_id)


@router.get(
    "/check-ins/{check_in}",
    response=CheckInDetail,
    operation_id="check_in_get",
    openapi_extra=CONDITIONAL,
)
def check_in_show(request: ApiRequest, response: HttpResponse, check_in: Id) -> object:
    """One check-in."""
    return entity_answer(request, response, check_in_entity(request.call, check_in))


@router.post(
    "/check-ins/{check_in}/correct",
    response={201: CheckInDetail},
    operation_id="check_in_correct",
    openapi_extra=GUARDED,
)
def check_in_correct(
    request: ApiRequest, response: HttpResponse, check_in: Id, body: CheckInIn
) -> object:
    """Correct a check-in by a further one; the wrong one stays, marked as corrected."""
    call = request.call
    row = check_in_get(viewer=call.viewer, public_id=check_in)
    call.expected(lambda: check_in_entity(call, check_in))
    correction = services.check_in_correct(
        actor=call.viewer, check_in=row, values=body.values(row.effective_on), at=call.at
    )
    return _created(request, response, correction.public_id)


@router.post(
    "/check-ins/{check_in}/withdraw",
    response={201: CheckInDetail},
    operation_id="check_in_withdraw",
    openapi_extra=GUARDED,
)
def check_in_withdraw(
    request: ApiRequest, response: HttpResponse, check_in: Id, body: WithdrawIn
) -> object:
    """Take a check-in back by a further one without value; nothing is deleted."""
    call = request.call
    row = check_in_get(viewer=call.viewer, public_id=check_in)
    call.expected(lambda: check_in_entity(call, check_in))
    withdrawal = services.check_in_withdraw(
        actor=call.viewer, check_in=row, note=body.note, at=call.at
    )
    return _created(request, response, withdrawal.public_id)


def check_in_entity(call: Call, public_id: str) -> Entity:
    """Return a check-in as it is now; being corrected is the one change it knows.

    Raises:
        NotFound: There is none with this id, or it is not for the viewer.
    """
    row = check_in_get(viewer=call.viewer, public_id=public_id)
    facts = check_in_facts(viewer=call.viewer, public_id=public_id)
    body = CheckInDetail(
        **dict(CheckInOut.model_validate(facts)),
        key_result=Ref(id=row.key_result.public_id, name=row.key_result.title),
    )
    return Entity(body, 1 if facts.corrected_by is None else 2)


def _created(request: ApiRequest, response: HttpResponse, public_id: str) -> Status[object]:
    call = request.call
    prefix = request.path[: request.path.rindex("/v1/")] + "/v1"
    response.headers["Location"] = f"{prefix}/check-ins/{public_id}"
    return Status(201, entity_answer(request, response, check_in_entity(call, public_id)))
