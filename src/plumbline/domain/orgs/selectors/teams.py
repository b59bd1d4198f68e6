"""Reading the tree of teams, now or as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.models import Team, TeamMembership, TeamMembershipState, TeamState
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.history import as_of as recorded_as_of
from plumbline.domain.tenancy.scoping import asked_alike

#: The columns that a `TeamNode` is made of.
_NODE = ("pk", "public_id", "parent_id", "name", "level", "key", "cadence", "path", "archived_on")


class TeamNode(NamedTuple):
    """One team in its place, as a tree in reading order shows it.

    A tuple, since pages of a large organization make thousands.

    Attributes:
        id: the row; never shown.
        public_id: in addresses.
        parent_id: the row of the team above.
        name: what it is, or was then, called.
        level: the organization's word for its level.
        key: its name in documents.
        cadence: how often its key results are measured unless they say otherwise.
        path: ids from the root to the team.
        depth: 0 for the company.
        archived_on: the day it was put away.
    """

    id: int
    public_id: str
    parent_id: int | None
    name: str
    level: str
    key: str
    cadence: str
    path: str
    depth: int
    archived_on: date | None


@dataclass(frozen=True, slots=True)
class TeamsNear:
    """Teams around one: those above, beside and just below it, or simply all.

    Attributes:
        nodes: in reading order.
        here: the one itself, as it is or was then; None where it is closed.
        is_whole: whether there are no others.
    """

    nodes: Sequence[TeamNode]
    here: TeamNode | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One person in one team.

    Attributes:
        membership_id: the row of the membership.
        team_id: the row of the team.
        person_id: the row of the person.
        person_public_id: in addresses.
        name: what the person is called today.
        is_lead: whether they lead, or then led, the team.
    """

    membership_id: int
    team_id: int
    person_id: int
    person_public_id: str
    name: str
    is_lead: bool


def team_get(*, viewer: Actor, public_id: str) -> Team:
    """Return one team (one query).

    Raises:
        NotFound: there is no such team.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.TEAM))
    team: Team | None = next(iter(_team_asked(public_id)), None)
    if team is None:
        raise NotFound("orgs.team.not_found")
    return team


@asked_alike(128)
def _team_asked(public_id: str) -> QuerySet[Team]:
    rows = Team.objects.select_related("parent").filter(public_id=public_id)
    return rows.order_by("pk")[:1]


def team_by_key(*, viewer: Actor, key: str) -> Team | None:
    """Return the team that documents call by this key, or None (one query)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.TEAM))
    team: Team | None = Team.objects.filter(key=key).first()
    return team


def company_team(*, viewer: Actor) -> Team:
    """Return the root of the tree, the company itself (one query).

    Raises:
        NotFound: the organization is not set up.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.TEAM))
    team: Team | None = Team.objects.filter(parent=None).first()
    if team is None:
        raise NotFound("orgs.team.not_found")
    return team


def teams_tree(
    *, viewer: Actor, as_of: date | None = None, archived: bool = False
) -> Sequence[TeamNode]:
    """Return all teams, each after the one above it, siblings by name (one query).

    Args:
        viewer: who asks.
        as_of: the day whose end counts; None for now.
        archived: whether teams put away by then are included.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.TEAM))
    nodes = _nodes(Team.objects.values_list(*_NODE)) if as_of is None else _nodes_then(as_of)
    if not archived:
        nodes = [node for node in nodes if node.archived_on is None]
    return _reading_order(nodes)


def teams_near(*, viewer: Actor, team: Team, as_of: date | None = None, most: int) -> TeamsNear:
    """Return the teams that one looks at beside one: all, or of many those near it.

    One query; two in an organization of more than `most` teams.

    Args:
        viewer: who asks.
        team: which one.
        as_of: the day whose end counts; None for now.
        most: so many teams, the first ones in reading order.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.TEAM))
    found = _near_now(team, most) if as_of is None else None
    return found or _near_among(teams_tree(viewer=viewer, as_of=as_of), team, most)


def _near_now(team: Team, most: int) -> TeamsNear | None:
    """Return the teams near one without reading thousands of others; `None` if it is closed."""
    nodes = _nodes(_teams_first(most + 1))
    if len(nodes) <= most:
        return _near_among(_reading_order(nodes), team, most)
    above = [int(part) for part in team.path.strip("/").split("/")]
    nodes = _reading_order(_nodes(_teams_beside(tuple(above), team.pk, team.parent_id)))
    here = _among(nodes, team)
    return None if here is None else TeamsNear(nodes[:most], here, is_whole=False)


@asked_alike(8)
def _teams_first(most: int) -> QuerySet[Team, Any]:
    return Team.objects.filter(archived_on=None).values_list(*_NODE)[:most]


@asked_alike(128)
def _teams_beside(
    above: tuple[int, ...], team_id: int, parent_id: int | None
) -> QuerySet[Team, Any]:
    near = Q(pk__in=above) | Q(parent__in=[team_id, parent_id])
    return Team.objects.filter(near, archived_on=None).values_list(*_NODE)


def _near_among(nodes: Sequence[TeamNode], team: Team, most: int) -> TeamsNear:
    here = _among(nodes, team)
    if len(nodes) <= most or here is None:
        return TeamsNear(nodes[:most], here, is_whole=len(nodes) <= most)
    beside = (here.id, here.parent_id)
    near = [node for node in nodes if here.path.startswith(node.path) or node.parent_id in beside]
    return TeamsNear(near[:most], here, is_whole=False)


def _among(nodes: Sequence[TeamNode], team: Team) -> TeamNode | None:
    return next((node for node in nodes if node.id == team.pk), None)


def team_members(
    *, viewer: Actor, on: date, team: Team | None = None, as_of: date | None = None
) -> Sequence[TeamMember]:
    """Return who belongs to one team or to all of them (one query; two as of a day).

    Args:
        viewer: who asks.
        on: today; memberships not begun or already over are left out.
        team: only this one.
        as_of: what was known at the end of this day about that day; None for now.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    end = None if as_of is None else organization_day_end(organization_bound(), as_of)
    found = _members_asked(None if team is None else team.pk, as_of or on, end)
    return [
        TeamMember(
            membership_id=row.pk if as_of is None else row.subject_id,
            team_id=row.team_id,
            person_id=row.person_id,
            person_public_id=row.person.public_id,
            name=row.person.name,
            is_lead=row.is_lead,
        )
        for row in found
    ]


@asked_alike(128)
def _members_asked(team_id: int | None, day: date, recorded_by: datetime | None) -> QuerySet[Any]:
    """Return memberships of a day with their people; `recorded_by` is `None` for now."""
    current = Q(until=None) | Q(until__gt=day)
    rows: QuerySet[Any]
    if recorded_by is None:
        # Whoever was deactivated keeps their membership, for the day they come back.
        rows = TeamMembership.objects.filter(current, since__lte=day, person__active=True)
    else:
        rows = TeamMembershipState.objects.filter(
            current, recorded_as_of(recorded_by), since__lte=day
        )
    if team_id is not None:
        rows = rows.filter(team=team_id)
    return rows.select_related("person").order_by("-is_lead", "person__name", "id")


def _nodes(rows: Iterable[tuple[Any, ...]]) -> list[TeamNode]:
    """Return teams of which the columns in `_NODE` were asked; no row becomes a model.

    Pages of a large organization read thousands.
    """
    return [
        TeamNode(
            pk, public_id, parent_id, name, level, key, cadence, path, path.count("/") - 2, closed
        )
        for pk, public_id, parent_id, name, level, key, cadence, path, closed in rows
    ]


def _nodes_then(day: date) -> list[TeamNode]:
    end = organization_day_end(organization_bound(), day)
    shown = Team.objects.values("pk")  # not what an import still prepares
    states = TeamState.objects.filter(recorded_as_of(end), subject__in=shown)
    return _nodes(states.values_list("subject_id", "subject__public_id", *_NODE[2:]))


def _reading_order(nodes: list[TeamNode]) -> list[TeamNode]:
    """Order nodes depth first; one whose team above is left out (archived) is left out too."""
    below: dict[int | None, list[TeamNode]] = {}
    # Ids differ, so no two nodes are ever compared.
    for _name, _id, node in sorted([(node.name.casefold(), node.id, node) for node in nodes])[::-1]:
        below.setdefault(node.parent_id, []).append(node)
    ordered: list[TeamNode] = []
    waiting = list(below.get(None, []))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(below.get(node.id, []))
    return ordered
