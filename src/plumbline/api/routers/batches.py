"""One act on many objectives: chosen, tried out, done and taken back, as on the pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.schemas.batches import BatchIn, BatchOut, BatchTry
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.domain.bulk.acts import Wanted
from plumbline.domain.bulk.selectors import batch_own, batch_page
from plumbline.domain.bulk.services.batches import batch_choose, batch_do, batch_try, batch_undo
from plumbline.domain.okrs.selectors.drafts import writing_permit
from plumbline.domain.okrs.selectors.listing import objectives_chosen

if TYPE_CHECKING:
    from plumbline.domain.bulk.models import Batch

router = Router(tags=["Many objectives at once"])
Id = Annotated[PublicId, Path()]


class BatchQuery(Narrowing):
    """Which page of its rows; a hundred stand on one."""

    page: Annotated[int, Field(ge=1)] = 1


@router.post("/batches", response={201: BatchOut}, operation_id="batch_choose")
def choose(request: ApiRequest, response: HttpResponse, body: BatchIn) -> object:
    """Choose objectives, each on the version it has now; what you may not see is left out."""
    call = request.call
    writing_permit(call.viewer)
    rows = {
        row.public_id: row
        for row in objectives_chosen(viewer=call.viewer, public_ids=body.objectives)
    }
    wanted = [rows[each] for each in dict.fromkeys(body.objectives) if each in rows]
    batch = batch_choose(actor=call.viewer, objectives=wanted, at=call.at)
    response.headers["Location"] = f"{request.path}/{batch.public_id}"
    return Status(201, _shown(call, batch.public_id))


@router.get("/batches/{batch}", response=BatchOut, operation_id="batch_get")
def one(request: ApiRequest, batch: Id, query: Query[BatchQuery]) -> BatchOut:
    """A batch of your own, as far as it has come."""
    return _shown(request.call, batch, query.page)


@router.post("/batches/{batch}/try", response=BatchOut, operation_id="batch_try")
def try_out(request: ApiRequest, batch: Id, body: BatchTry) -> BatchOut:
    """Say what is to be done and see what will become of each; nothing is changed yet."""
    call = request.call
    wanted = Wanted(act=body.act, value=body.value, reason=body.reason)
    row = _own(call, batch)
    batch_try(actor=call.viewer, batch=row, wanted=wanted, at=call.at)
    return _shown(call, batch)


@router.post("/batches/{batch}/do", response=BatchOut, operation_id="batch_do")
def do(request: ApiRequest, batch: Id) -> BatchOut:
    """Do what was tried out, to those that nobody changed since."""
    return _stepped(request.call, batch, batch_do)


@router.post("/batches/{batch}/undo", response=BatchOut, operation_id="batch_undo")
def undo(request: ApiRequest, batch: Id) -> BatchOut:
    """Take back what it did, as far as nobody touched it since; for a day."""
    return _stepped(request.call, batch, batch_undo)


def _stepped(call: Call, public_id: str, step: "Callable[..., Batch]") -> BatchOut:
    step(actor=call.viewer, batch=_own(call, public_id), at=call.at)
    return _shown(call, public_id)


def _own(call: Call, public_id: str) -> "Batch":
    """Return a batch that a program may go on with: a token that only reads starts nothing."""
    row = batch_own(viewer=call.viewer, public_id=public_id)
    writing_permit(call.viewer)
    return row


def _shown(call: Call, public_id: str, page: int = 1) -> BatchOut:
    batch = batch_own(viewer=call.viewer, public_id=public_id)
    return BatchOut.of(batch_page(viewer=call.viewer, batch=batch, page=page))
