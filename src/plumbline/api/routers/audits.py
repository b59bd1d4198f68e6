"""Audits: run, read, and taken away as a file."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import cycle_named, team_named
from plumbline.api.schemas.audits import (
    AuditExportQuery,
    AuditFindingOut,
    AuditOut,
    AuditRun,
    FindingsOut,
    FindingsQuery,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.audits.selectors.audits import (
    AuditFilter,
    audit_findings_page,
    audit_get,
    audits_part,
    person_then,
)
from plumbline.domain.audits.selectors.compliance import compliance_of
from plumbline.domain.audits.selectors.export_files import audit_file, audit_media_types
from plumbline.domain.audits.services.making import audit_run as run
from plumbline.domain.transfer.export_places import export_place

router = Router(tags=["Audits"])
Id = Annotated[PublicId, Path()]

_FILE = {
    "responses": {
        "200": {
            "description": "The file.",
            "content": {
                media: {"schema": {"type": "object" if media == "application/json" else "string"}}
                for media in audit_media_types()
            },
        }
    }
}


@router.get("/audits", response=Page[AuditOut], operation_id="audits_list")
def audits_list(
    request: ApiRequest, response: HttpResponse, query: Query[PageQuery]
) -> Page[AuditOut]:
    """Audits, the latest first; what each comes to is the same for everybody who reads it."""
    viewer = request.call.viewer
    part, after = audits_part(viewer=viewer, after=query.after, limit=query.limit)
    page_link(request, response, after)
    told = compliance_of(viewer=viewer, audits=part)
    return Page(items=[AuditOut.of(row, told[row.pk]) for row in part], next=after)


@router.post("/audits", response={201: AuditOut}, operation_id="audit_run")
def audit_run(request: ApiRequest, response: HttpResponse, body: AuditRun) -> object:
    """Run an audit; a large one is made in the background and says `running` until it is done."""
    call = request.call
    row = run(
        actor=call.viewer,
        at=call.at,
        as_of=body.as_of,
        team=team_named(call.viewer, body.team),
        cycle=cycle_named(call.viewer, body.cycle) if body.cycle else None,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, _audit(call, row.public_id))


@router.get("/audits/{audit}", response=AuditOut, operation_id="audit_get")
def audit_read(request: ApiRequest, audit: Id) -> AuditOut:
    """One audit: how far each practice was kept, by practice and by team."""
    return _audit(request.call, audit)


@router.get("/audits/{audit}/findings", response=FindingsOut, operation_id="audit_findings_list")
def audit_findings_list(request: ApiRequest, audit: Id, query: Query[FindingsQuery]) -> FindingsOut:
    """What it found, as it was found, with the waivers that let some of it pass."""
    viewer = request.call.viewer
    narrowed = AuditFilter(
        practice=query.practice or "",
        team=query.team or "",
        outcome=query.outcome.value if query.outcome else "",
    )
    found = audit_findings_page(
        viewer=viewer,
        audit=audit_get(viewer=viewer, public_id=audit),
        narrowed=narrowed,
        number=query.page,
    )
    return FindingsOut(
        items=[AuditFindingOut.of(row, person_then(viewer, row.subject)) for row in found.findings],
        page=found.number,
        pages=found.pages,
        total=found.total,
    )


@router.get("/audits/{audit}/export", operation_id="audit_export", openapi_extra=_FILE)
def audit_export(request: ApiRequest, audit: Id, query: Query[AuditExportQuery]) -> HttpResponse:
    """An audit as a file, with what everybody who reads audits may see: XLSX, CSV, JSON or PDF."""
    viewer = request.call.viewer
    row = audit_get(viewer=viewer, public_id=audit)
    with export_place():
        file = audit_file(viewer=viewer, audit=row, form=query.format)
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


def _audit(call: Call, public_id: str) -> AuditOut:
    row = audit_get(viewer=call.viewer, public_id=public_id)
    return AuditOut.of(row, compliance_of(viewer=call.viewer, audits=[row])[row.pk])
