"""The organization of the token, whom it stands for, teams and people."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.described import CONDITIONAL
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.orgs import MeOut, OrganizationOut, PersonOut, TeamOut
from plumbline.api.schemas.values import Narrowing, PublicId, Ref, Text, ref_of
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.people_pages import people_page
from plumbline.domain.orgs.selectors.teams import team_get, teams_tree

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person

router = Router(tags=["Organization"])


class PeopleQuery(PageQuery):
    """How the list of people is narrowed; `text` in name or e-mail address."""

    text: Text = ""
    active: bool | None = True


class TeamsQuery(Narrowing):
    """Whether teams that were put away are listed too."""

    archived: bool = False


@router.get(
    "/organization",
    response=OrganizationOut,
    operation_id="organization_get",
    openapi_extra=CONDITIONAL,
)
def organization_get(request: ApiRequest, response: HttpResponse) -> object:
    """The organization that the token works in."""
    organization = request.call.organization
    body = OrganizationOut.model_validate(organization)
    return entity_answer(request, response, Entity(body, organization.version))


@router.get("/me", response=MeOut, operation_id="me_get")
def me_get(request: ApiRequest) -> MeOut:
    """Whom the token stands for, and what it may do at most."""
    viewer = request.call.viewer
    person = person_get(viewer=viewer, public_id=viewer.person_public_id)
    return MeOut(
        id=person.public_id,
        name=person.name,
        email=person.email,
        roles=sorted(viewer.roles),
        scopes=sorted(viewer.scopes or ()),
    )


@router.get("/teams", response=list[TeamOut], operation_id="teams_list")
def teams_list(request: ApiRequest, query: Query[TeamsQuery]) -> list[TeamOut]:
    """All teams, each behind the one above it."""
    nodes = teams_tree(viewer=request.call.viewer, archived=query.archived)
    names = {node.id: Ref(id=node.public_id, name=node.name) for node in nodes}
    return [
        TeamOut(
            id=node.public_id,
            name=node.name,
            key=node.key,
            level=node.level,
            parent=None if node.parent_id is None else names.get(node.parent_id),
            depth=node.depth,
            archived_on=node.archived_on,
        )
        for node in nodes
    ]


@router.get("/teams/{team}", response=TeamOut, operation_id="team_get", openapi_extra=CONDITIONAL)
def team_show(
    request: ApiRequest, response: HttpResponse, team: Annotated[PublicId, Path()]
) -> object:
    """One team."""
    row = team_get(viewer=request.call.viewer, public_id=team)
    body = TeamOut(
        id=row.public_id,
        name=row.name,
        key=row.key,
        level=row.level,
        parent=ref_of(row.parent),
        depth=row.depth,
        archived_on=row.archived_on,
    )
    return entity_answer(request, response, Entity(body, row.version))


@router.get("/people", response=Page[PersonOut], operation_id="people_list")
def people_list(
    request: ApiRequest, response: HttpResponse, query: Query[PeopleQuery]
) -> Page[PersonOut]:
    """People by name."""
    page = people_page(
        viewer=request.call.viewer,
        search=query.text,
        active=query.active,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, page.after)
    return Page(items=[_person(row) for row in page.people], next=page.after)


@router.get(
    "/people/{person}", response=PersonOut, operation_id="person_get", openapi_extra=CONDITIONAL
)
def person_show(
    request: ApiRequest, response: HttpResponse, person: Annotated[PublicId, Path()]
) -> object:
    """One person."""
    row = person_get(viewer=request.call.viewer, public_id=person)
    return entity_answer(request, response, Entity(_person(row), row.version))


def _person(row: "Person") -> PersonOut:
    return PersonOut(
        id=row.public_id,
        name=row.name,
        email=row.email,
        manager=ref_of(row.manager),
        active=row.active,
        is_service=row.is_service,
    )
