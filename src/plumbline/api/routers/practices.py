"""Practices of the organization, the library, and what the rules find under them."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.references import team_named
from plumbline.api.schemas.practices import (
    EffectOut,
    FindingOut,
    LibraryPracticeOut,
    PracticeAdopt,
    PracticeMove,
    PracticeOut,
    PracticeReason,
    PracticeVersionOut,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.audits.selectors.previews import practice_effect
from plumbline.domain.audits.services.previews import preview_ask
from plumbline.domain.governance.selectors import practices as selectors
from plumbline.domain.governance.services import practices as services
from plumbline.domain.okrs.selectors.findings import objective_findings
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


class PracticesQuery(PageQuery):
    """How the list is narrowed."""

    archived: bool = Field(False, description="Those that were put away, too.")


@router.get("/practices", response=Page[PracticeOut], operation_id="practices_list")
def practices_list(
    request: ApiRequest, response: HttpResponse, query: Query[PracticesQuery]
) -> Page[PracticeOut]:
    """Practices in use by name: best practices, guidelines and policies."""
    rows = selectors.practices_list(viewer=request.call.viewer, with_archived=query.archived)
    part, after = part_of(rows, query, public_id=lambda row: row.public_id)
    page_link(request, response, after)
    return Page(items=[PracticeOut.of(row) for row in part], next=after)


@router.get(
    "/practices/library", response=list[LibraryPracticeOut], operation_id="practice_library_list"
)
def practice_library_list(request: ApiRequest) -> list[LibraryPracticeOut]:
    """Best practices that come along, and what each was adopted as."""
    viewer = request.call.viewer
    used = {row.library_key: row.public_id for row in selectors.practices_list(viewer=viewer)}
    return [
        LibraryPracticeOut.of(key, row, used.get(key))
        for key, row in selectors.library_entries(viewer=viewer).items()
    ]


@router.post("/practices", response={201: PracticeOut}, operation_id="practice_adopt")
def practice_adopt(request: ApiRequest, response: HttpResponse, body: PracticeAdopt) -> object:
    """Take a practice of the library into use, as its words stand."""
    call = request.call
    entry = _entry(call, body.library_key)
    row = services.practice_adopt(
        actor=call.viewer,
        values=services.PracticeValues(
            name=str(entry.name),
            text=str(entry.text),
            why=str(entry.why),
            source=entry.source,
            steps=tuple(map(str, entry.steps)),
            team=team_named(call.viewer, body.team),
            gates=entry.gates if entry.rules else (),
            bindings=entry.bindings,
            effective_on=body.effective_on or call.today,
        ),
        tier=body.tier,
        reason=body.reason,
        at=call.at,
        library_key=body.library_key,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/practices/{practice}",
    response=PracticeOut,
    operation_id="practice_get",
    openapi_extra=CONDITIONAL,
)
def practice_get(request: ApiRequest, response: HttpResponse, practice: Id) -> object:
    """One practice as it stands."""
    return entity_answer(request, response, _entity(request.call, practice))


@router.get(
    "/practices/{practice}/versions",
    response=list[PracticeVersionOut],
    operation_id="practice_versions_list",
)
def practice_versions_list(request: ApiRequest, practice: Id) -> list[PracticeVersionOut]:
    """What became of a practice and why, the latest first."""
    viewer = request.call.viewer
    row = selectors.practice_get(viewer=viewer, public_id=practice)
    rows = selectors.practice_versions(viewer=viewer, practice=row)
    return [PracticeVersionOut.of(each) for each in rows]


@router.get("/practices/{practice}/effect", response=EffectOut, operation_id="practice_effect_get")
def practice_effect_get(request: ApiRequest, practice: Id) -> EffectOut:
    """Which objectives would not keep it if it were a policy today.

    Of few objectives it is counted at once; of many the answer is what was counted last, or how
    far that has come.
    """
    call = request.call
    row = selectors.practice_get(viewer=call.viewer, public_id=practice)
    return EffectOut.of(practice_effect(viewer=call.viewer, practice=row, at=call.at))


@router.post(
    "/practices/{practice}/effect", response={202: EffectOut}, operation_id="practice_effect_count"
)
def practice_effect_count(request: ApiRequest, practice: Id) -> Status[EffectOut]:
    """Count which objectives would not keep it, over all that everybody sees.

    Of few nothing is to be counted. Of many it takes a while: ask for the effect until it is
    counted.
    """
    call = request.call
    row = selectors.practice_get(viewer=call.viewer, public_id=practice)
    preview_ask(actor=call.viewer, practice=row, at=call.at)
    return Status(202, EffectOut.of(practice_effect(viewer=call.viewer, practice=row, at=call.at)))


@router.post(
    "/practices/{practice}/move",
    response=PracticeOut,
    operation_id="practice_move",
    openapi_extra=GUARDED,
)
def practice_move(
    request: ApiRequest, response: HttpResponse, practice: Id, body: PracticeMove
) -> object:
    """Move it up or down the ladder, with a reason."""
    call = request.call
    row, expected = _guarded(call, practice)
    services.practice_move(
        actor=call.viewer,
        practice=row,
        tier=body.tier,
        reason=body.reason,
        effective_on=body.effective_on or call.today,
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, practice))


@router.post(
    "/practices/{practice}/archive",
    response=PracticeOut,
    operation_id="practice_archive",
    openapi_extra=GUARDED,
)
def practice_archive(
    request: ApiRequest, response: HttpResponse, practice: Id, body: PracticeReason
) -> object:
    """Put it away, with a reason: it hints, warns and blocks no more."""
    call = request.call
    row, expected = _guarded(call, practice)
    services.practice_put_away(
        actor=call.viewer, practice=row, reason=body.reason, expected=expected, at=call.at
    )
    return entity_answer(request, response, _entity(call, practice))


@router.post(
    "/practices/{practice}/restore",
    response=PracticeOut,
    operation_id="practice_restore",
    openapi_extra=GUARDED,
)
def practice_restore(
    request: ApiRequest, response: HttpResponse, practice: Id, body: PracticeReason
) -> object:
    """Use it again, with a reason."""
    call = request.call
    row, expected = _guarded(call, practice)
    services.practice_use(
        actor=call.viewer, practice=row, reason=body.reason, expected=expected, at=call.at
    )
    return entity_answer(request, response, _entity(call, practice))


@router.get(
    "/objectives/{objective}/findings",
    response=list[FindingOut],
    operation_id="objective_findings_list",
)
def objective_findings_list(request: ApiRequest, objective: Id) -> list[FindingOut]:
    """What the rules find in it, the most severe first; a `block` names the acts it stops."""
    call = request.call
    found = objective_findings(viewer=call.viewer, public_id=objective, at=call.at)
    return [FindingOut.of(each) for each in found]


def _entry(call: Call, key: str) -> selectors.LibraryPractice:
    try:
        return selectors.library_entry(viewer=call.viewer, key=key)
    except NotFound as error:
        raise ValidationRefused({"library_key": [error.message]}) from error


def _guarded(call: Call, public_id: str) -> "tuple[Practice, int]":
    row = selectors.practice_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = selectors.practice_get(viewer=call.viewer, public_id=public_id)
    return Entity(PracticeOut.of(row), row.version)
