"""Custom fields: which there are, and defining them, which is an admin's."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.schemas.custom_fields import CustomFieldIn, CustomFieldOut, CustomFieldPatch
from plumbline.api.schemas.values import PublicId
from plumbline.domain.custom_fields import services
from plumbline.domain.custom_fields.selectors import FieldSubject, field_get, fields_all

if TYPE_CHECKING:
    from plumbline.domain.custom_fields.models import FieldDefinition

router = Router(tags=["Custom fields"])
Id = Annotated[PublicId, Path()]


class CustomFieldsQuery(PageQuery):
    """How the list is narrowed."""

    subject: FieldSubject | None = None
    archived: bool = Field(False, description="Those that were put away, too.")


@router.get("/custom-fields", response=Page[CustomFieldOut], operation_id="custom_fields_list")
def listed(
    request: ApiRequest, response: HttpResponse, query: Query[CustomFieldsQuery]
) -> Page[CustomFieldOut]:
    """Fields of objectives, then of key results, in their order."""
    rows = [
        row
        for row in fields_all(viewer=request.call.viewer)
        if (query.archived or not row.is_archived) and query.subject in (None, row.subject)
    ]
    part, after = part_of(rows, query, public_id=lambda row: row.public_id)
    page_link(request, response, after)
    return Page(items=[CustomFieldOut.model_validate(row) for row in part], next=after)


@router.post("/custom-fields", response={201: CustomFieldOut}, operation_id="custom_field_define")
def define(request: ApiRequest, response: HttpResponse, body: CustomFieldIn) -> object:
    """Add a field behind the others."""
    call = request.call
    row = services.field_define(
        actor=call.viewer,
        subject=body.subject,
        key=body.key,
        label=body.label,
        kind=body.kind,
        choices=body.choices,
        is_required=body.is_required,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/custom-fields/{field}",
    response=CustomFieldOut,
    operation_id="custom_field_get",
    openapi_extra=CONDITIONAL,
)
def one(request: ApiRequest, response: HttpResponse, field: Id) -> object:
    """One field."""
    return entity_answer(request, response, _entity(request.call, field))


@router.patch(
    "/custom-fields/{field}",
    response=CustomFieldOut,
    operation_id="custom_field_edit",
    openapi_extra=GUARDED,
)
def edit(request: ApiRequest, response: HttpResponse, field: Id, body: CustomFieldPatch) -> object:
    """Change what it is called, offers and asks; a choice that goes stays where it was chosen."""
    call = request.call
    row, expected = _guarded(call, field)
    given = body.model_dump(exclude_unset=True)
    services.field_edit(
        actor=call.viewer,
        definition=row,
        label=given.get("label", row.label),
        choices=given.get("choices", row.choices),
        is_required=given.get("is_required", row.is_required),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, field))


@router.post(
    "/custom-fields/{field}/archive",
    response=CustomFieldOut,
    operation_id="custom_field_archive",
    openapi_extra=GUARDED,
)
def archive(request: ApiRequest, response: HttpResponse, field: Id) -> object:
    """Put it away; its values are kept."""
    call = request.call
    row, expected = _guarded(call, field)
    services.field_archive(actor=call.viewer, definition=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, field))


@router.post(
    "/custom-fields/{field}/restore",
    response=CustomFieldOut,
    operation_id="custom_field_restore",
    openapi_extra=GUARDED,
)
def restore(request: ApiRequest, response: HttpResponse, field: Id) -> object:
    """Use it again, with its values."""
    call = request.call
    row, expected = _guarded(call, field)
    services.field_restore(actor=call.viewer, definition=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, field))


def _guarded(call: Call, public_id: str) -> "tuple[FieldDefinition, int]":
    row = field_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = field_get(viewer=call.viewer, public_id=public_id)
    return Entity(CustomFieldOut.model_validate(row), row.version)
