"""The tree of teams, and who belongs to them."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.references import needed_person_named, needed_team_named
from plumbline.api.schemas.orgs import (
    MemberIn,
    MemberOut,
    MemberPatch,
    TeamIn,
    TeamOut,
    TeamPatch,
)
from plumbline.api.schemas.values import PublicId, Ref, ref_of
from plumbline.domain.okrs.services.team_closing import team_close
from plumbline.domain.okrs.services.team_moves import team_place
from plumbline.domain.okrs.values import Cadence
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.staffing import membership_get, team_memberships
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree
from plumbline.domain.orgs.services.memberships import (
    membership_add,
    membership_end,
    membership_lead_set,
)
from plumbline.domain.orgs.services.teams import team_create, team_restore, team_update
from plumbline.domain.tenancy.transactions import writing

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team, TeamMembership

router = Router(tags=["Organization"])
Id = Annotated[PublicId, Path()]


class TeamsQuery(PageQuery):
    """Whether teams that were closed are listed too."""

    archived: bool = False


@router.get("/teams", response=Page[TeamOut], operation_id="teams_list")
def teams_list(
    request: ApiRequest, response: HttpResponse, query: Query[TeamsQuery]
) -> Page[TeamOut]:
    """Teams, each behind the one above it."""
    nodes = teams_tree(viewer=request.call.viewer, archived=query.archived)
    names = {node.id: Ref(id=node.public_id, name=node.name) for node in nodes}
    part, after = part_of(nodes, query, public_id=lambda node: node.public_id)
    page_link(request, response, after)
    items = [
        TeamOut(
            id=node.public_id,
            name=node.name,
            key=node.key,
            level=node.level,
            cadence=Cadence(node.cadence),
            parent=None if node.parent_id is None else names.get(node.parent_id),
            depth=node.depth,
            archived_on=node.archived_on,
        )
        for node in part
    ]
    return Page(items=items, next=after)


@router.post("/teams", response={201: TeamOut}, operation_id="team_create")
def create(request: ApiRequest, response: HttpResponse, body: TeamIn) -> object:
    """Make a team below another one."""
    call = request.call
    manage_permit(call.viewer, Kind.TEAM)
    row = team_create(
        actor=call.viewer,
        name=body.name,
        parent=needed_team_named(call.viewer, body.parent, field="parent"),
        key=body.key,
        level=body.level,
        cadence=body.cadence,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get("/teams/{team}", response=TeamOut, operation_id="team_get", openapi_extra=CONDITIONAL)
def team_show(request: ApiRequest, response: HttpResponse, team: Id) -> object:
    """One team."""
    return entity_answer(request, response, _entity(request.call, team))


@router.patch("/teams/{team}", response=TeamOut, operation_id="team_edit", openapi_extra=GUARDED)
def edit(request: ApiRequest, response: HttpResponse, team: Id, body: TeamPatch) -> object:
    """Rename a team, or move it: from today on, with all teams below it."""
    call = request.call
    row, expected = _guarded(call, team)
    with writing(call.organization):
        if "parent" in body.model_fields_set:
            parent = needed_team_named(call.viewer, body.parent, field="parent")
            moved = team_place(
                actor=call.viewer, team=row, parent=parent, expected=expected, at=call.at
            )
            row, expected = moved.team, moved.team.version
        if body.model_fields_set - {"parent"}:
            _rename(call, row, body, expected)
    return entity_answer(request, response, _entity(call, team))


def _rename(call: Call, row: "Team", body: TeamPatch, expected: int) -> None:
    given = {name: getattr(body, name) for name in body.model_fields_set - {"parent"}}
    said = {"name": row.name, "level": row.level, "key": row.key, "cadence": row.cadence} | given
    team_update(actor=call.viewer, team=row, expected=expected, at=call.at, **said)


@router.post(
    "/teams/{team}/close", response=TeamOut, operation_id="team_close", openapi_extra=GUARDED
)
def close(request: ApiRequest, response: HttpResponse, team: Id) -> object:
    """Close a team: its history stays, and its members leave it today."""
    call = request.call
    row, expected = _guarded(call, team)
    team_close(actor=call.viewer, team=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, team))


@router.post(
    "/teams/{team}/restore", response=TeamOut, operation_id="team_restore", openapi_extra=GUARDED
)
def restore(request: ApiRequest, response: HttpResponse, team: Id) -> object:
    """Bring a closed team back, without members."""
    call = request.call
    row, expected = _guarded(call, team)
    team_restore(actor=call.viewer, team=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, team))


@router.get("/teams/{team}/members", response=list[MemberOut], operation_id="members_list")
def members_list(request: ApiRequest, team: Id) -> list[MemberOut]:
    """Who belongs to a team now or later, leads first."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    rows = team_memberships(viewer=call.viewer, team=row, on=call.today)
    return [_member(each) for each in rows]


@router.post("/teams/{team}/members", response={201: MemberOut}, operation_id="member_add")
def join(request: ApiRequest, team: Id, body: MemberIn) -> object:
    """Let somebody belong to a team."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    manage_permit(call.viewer, Kind.TEAM)
    made = membership_add(
        actor=call.viewer,
        person=needed_person_named(call.viewer, body.person, field="person"),
        team=row,
        since=body.since or call.today,
        is_lead=body.is_lead,
        at=call.at,
    )
    return Status(201, _member(made))


@router.patch("/teams/{team}/members/{person}", response=MemberOut, operation_id="member_edit")
def member_edit(request: ApiRequest, team: Id, person: Id, body: MemberPatch) -> object:
    """Let a member lead or lead no longer, or leave on a day."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    manage_permit(call.viewer, Kind.TEAM)
    who = person_get(viewer=call.viewer, public_id=person)
    found = membership_get(viewer=call.viewer, team=row, person=who, on=call.today)
    with writing(call.organization):
        if "is_lead" in body.model_fields_set:
            found = membership_lead_set(
                actor=call.viewer, membership=found, is_lead=body.is_lead, at=call.at
            )
        if "until" in body.model_fields_set:
            found = membership_end(
                actor=call.viewer, membership=found, until=body.until, at=call.at
            )
    return _member(found)


def _member(row: "TeamMembership") -> MemberOut:
    return MemberOut(
        person=Ref(id=row.person.public_id, name=row.person.name),
        is_lead=row.is_lead,
        since=row.since,
        until=row.until,
    )


def _guarded(call: Call, public_id: str) -> "tuple[Team, int]":
    row = team_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = team_get(viewer=call.viewer, public_id=public_id)
    body = TeamOut(
        id=row.public_id,
        name=row.name,
        key=row.key,
        level=row.level,
        cadence=Cadence(row.cadence),
        parent=ref_of(row.parent),
        depth=row.depth,
        archived_on=row.archived_on,
    )
    return Entity(body, row.version)
