"""Imports: a document handed in, tried out, brought in whole or not at all, and taken back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.errors import ValidationError
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call, ahead
from plumbline.api.described import FOR_SOME
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import (
    cycle_named,
    needed_person_named,
    needed_team_named,
    person_named,
    team_named,
)
from plumbline.api.schemas.imports import (
    ImportChoicesIn,
    ImportDetail,
    ImportOut,
    ImportPreviewOut,
    ImportQuery,
    Sentence,
)
from plumbline.api.schemas.values import PublicId
from plumbline.api.uploads import upload_of
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.file_readings import FileReading, file_parse, reading_hold
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.transfer.selectors import import_obstacles, import_own, imports_own_part
from plumbline.domain.transfer.selectors.reading import import_reading, reading_declined
from plumbline.domain.transfer.services import imports as services
from plumbline.domain.transfer.services.confirming import import_confirm
from plumbline.domain.transfer.services.undoing import import_undo
from plumbline.engine.documents.source import SIZE_LIMIT_BYTES

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

router = Router(tags=["Imports"])
Id = Annotated[PublicId, Path()]

_SENT: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, at most 5 MB: Markdown, YAML, JSON, CSV or XLSX.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/imports",
    response=Page[ImportOut],
    operation_id="imports_list",
    openapi_extra=FOR_SOME,
)
def listed(request: ApiRequest, response: HttpResponse, query: Query[PageQuery]) -> Page[ImportOut]:
    """Your own imports that came in or were undone, the latest first."""
    viewer = request.call.viewer
    part, after = imports_own_part(viewer=viewer, after=query.after, limit=query.limit)
    page_link(request, response, after)
    return Page(items=[ImportOut.of(row) for row in part], next=after)


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """A file that was read."""

    data: bytes
    reading: FileReading


def _read(request: ApiRequest, response: HttpResponse, query: ImportQuery) -> _HandedIn:
    """Read the file that the body is."""
    if not import_permitted(request.call.viewer):
        raise PermissionRefused("transfer.refused")
    upload = upload_of(request, query.name)
    if upload.size > SIZE_LIMIT_BYTES:
        raise RequestDataTooBig
    data = upload.file.read()
    reading = file_parse(data, name=query.name, kind=query.kind.value if query.kind else "")
    declined = reading_declined(reading.result)
    if declined:
        raise _refused((), *map(wording, declined))
    return _HandedIn(data, reading)


@router.post(
    "/imports", response={201: ImportDetail}, operation_id="import_hand_in", openapi_extra=_SENT
)
@ahead(_read)
def hand_in(
    request: ApiRequest, response: HttpResponse, query: Query[ImportQuery]
) -> Status[ImportDetail]:
    """Hand a document in; it is the body. It waits a day for its preview and its import."""
    call = request.call
    file = cast("_HandedIn", call.prepared)
    services.imports_sweep(organization=call.organization, at=call.at)
    row = services.import_file_keep(
        actor=call.viewer,
        data=file.data,
        name=query.name,
        kind=query.kind.value if query.kind else "",
        at=call.at,
    )
    reading_hold(row.public_id, file.reading, file.data)
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, _detail(call, row))


@router.get(
    "/imports/{document}",
    response=ImportDetail,
    operation_id="import_get",
    openapi_extra=FOR_SOME,
)
def one(request: ApiRequest, document: Id) -> ImportDetail:
    """One import of your own, and what keeps it from being taken back."""
    call = request.call
    return _detail(call, import_own(viewer=call.viewer, public_id=document))


def _looked(request: ApiRequest, document: str, body: ImportChoicesIn) -> ImportPreviewOut:
    """Read a file with the choices of a body, and plan what it would bring."""
    call = request.call
    row = import_own(viewer=call.viewer, public_id=document)
    _chosen(call, body)
    return ImportPreviewOut.of(
        import_reading(viewer=call.viewer, batch=row, choices=body.choices(), at=call.at)
    )


@router.post(
    "/imports/{document}/preview", response=ImportPreviewOut, operation_id="import_preview"
)
@ahead(_looked)
def preview(request: ApiRequest, document: Id, body: ImportChoicesIn) -> object:
    """Say what it would bring with these choices; nothing is written."""
    return request.call.prepared


@router.post(
    "/imports/{document}/commit",
    response={200: ImportDetail, 202: ImportDetail},
    operation_id="import_commit",
)
def commit(request: ApiRequest, document: Id, body: ImportChoicesIn) -> Status[ImportDetail]:
    """Bring it in with these choices: the whole of it, or nothing; once.

    What would take longer than a second is done by the worker: the answer is 202 then, and the
    import itself says how far it is, or in `declined` why it was not brought in.
    """
    call = request.call
    row = import_own(viewer=call.viewer, public_id=document)
    _chosen(call, body)
    made = import_confirm(actor=call.viewer, batch=row, choices=body.choices(), at=call.at)
    detail = _detail(call, import_own(viewer=call.viewer, public_id=document))
    return Status(200 if made.state == "done" else 202, detail)


@router.post("/imports/{document}/undo", response=ImportDetail, operation_id="import_undo")
def undo(request: ApiRequest, document: Id) -> ImportDetail:
    """Take it back as if it had never been, as long as nobody changed or added anything since.

    Nobody sees any of its objectives any more. What is long to delete the worker deletes: it is
    `undoing` until then.
    """
    call = request.call
    row = import_own(viewer=call.viewer, public_id=document)
    import_undo(actor=call.viewer, batch=row, at=call.at)
    return _detail(call, import_own(viewer=call.viewer, public_id=document))


def _chosen(call: Call, body: ImportChoicesIn) -> None:
    """Refuse choices of what is not there, each at its field."""
    if body.cycle is not None:
        cycle_named(call.viewer, body.cycle)
    team_named(call.viewer, body.team)
    person_named(call.viewer, body.owner)
    for public_id in set(body.people.values()):
        needed_person_named(call.viewer, public_id, field="people")
    for public_id in set(body.teams.values()):
        needed_team_named(call.viewer, public_id, field="teams")


def _detail(call: Call, row: "ImportBatch") -> ImportDetail:
    done = row.state == "done"
    found = import_obstacles(viewer=call.viewer, batch=row) if done else ()
    return ImportDetail(**dict(ImportOut.of(row)), obstacles=[Sentence.of(each) for each in found])


def _refused(steps: tuple[str, ...], *said: str) -> ValidationError:
    return ValidationError(
        [
            {"loc": ("body", "body", *steps), "type": "document_refused", "msg": each}
            for each in said
        ]
    )
