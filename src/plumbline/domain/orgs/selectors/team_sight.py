"""Whose sight changes when a team moves: read before the move is made.

What is for a team alone is seen by its members, by those of teams below it and by the leads of
teams above it. So a team that moves takes sight away along its old way up to the company and gives
sight along the new one. Champions see all of it wherever a team lies.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from plumbline.domain.orgs.models import RoleGrant, Team, TeamMembership
from plumbline.domain.orgs.permissions import manage_permit, permit
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.viewers import Actor, Thing


@dataclass(frozen=True, slots=True)
class SightChange:
    """People whose sight changes alike.

    Attributes:
        people: Their names.
        teams: The teams whose own matters they see from then on, or no longer; in reading order.
    """

    people: tuple[str, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveSight:
    """What a move of a team changes for people.

    Attributes:
        along: How many teams in use below it move along.
        gains: Who sees more.
        losses: Who sees less.
    """

    along: int
    gains: tuple[SightChange, ...]
    losses: tuple[SightChange, ...]


@dataclass
class _Place:
    """Where somebody stands in the tree: the paths of their teams, and of those they lead."""

    name: str
    member: set[str] = field(default_factory=set)
    led: set[str] = field(default_factory=set)


def team_move_sight(*, viewer: Actor, team: Team, parent: Team, on: date) -> MoveSight:
    """Return who would gain and lose sight of what, were a team placed under another (3 queries).

    Args:
        viewer: Who asks; they manage teams.
        team: Which one would move.
        parent: The team above it from then on; it does not lie below `team`.
        on: Today: memberships that last on this day count.

    Raises:
        PermissionRefused: The viewer may not manage teams.
    """
    manage_permit(viewer, Kind.TEAM)
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    ways = _ids(team.path) | _ids(parent.path)
    rows = Team.objects.filter(Q(path__startswith=team.path) | Q(pk__in=ways))
    now: dict[int, str] = {}
    names: dict[int, str] = {}
    for row in rows.filter(archived_on=None).order_by("depth", "name", "pk"):
        now[row.pk], names[row.pk] = row.path, row.name
    above = f"{parent.path}{team.pk}/"

    def then(path: str) -> str:
        return above + path.removeprefix(team.path) if path.startswith(team.path) else path

    moved = {pk: then(path) for pk, path in now.items()}
    gains: dict[tuple[int, ...], list[str]] = defaultdict(list)
    losses: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for place in _places(team, parent, on=on):
        before = _seen(place.member, place.led, now)
        after = _seen(map(then, place.member), tuple(map(then, place.led)), moved)
        for found, changes in ((after - before, gains), (before - after, losses)):
            if found:
                changes[tuple(pk for pk in names if pk in found)].append(place.name)
    along = sum(path.startswith(team.path) for path in now.values()) - 1
    return MoveSight(max(along, 0), _told(gains, names), _told(losses, names))


def _ids(path: str) -> set[int]:
    return {int(part) for part in path.strip("/").split("/")}


def _places(team: Team, parent: Team, *, on: date) -> Iterable[_Place]:
    """Return those whose sight may change: members of what moves, leads along both ways up."""
    lasting = (Q(until=None) | Q(until__gt=on)) & Q(since__lte=on)
    along = _ids(team.path) ^ (_ids(parent.path) | {team.pk})
    concerned = TeamMembership.objects.filter(
        lasting, Q(team__path__startswith=team.path) | Q(is_lead=True, team_id__in=along)
    )
    champions = RoleGrant.objects.filter(role=Role.CHAMPION).values("person_id")
    rows = TeamMembership.objects.filter(
        lasting, person_id__in=concerned.values("person_id"), person__active=True
    ).exclude(person_id__in=champions)
    places: dict[int, _Place] = {}
    told = rows.order_by("person__name", "person_id", "pk")
    for person_id, name, path, is_lead in told.values_list(
        "person_id", "person__name", "team__path", "is_lead"
    ):
        place = places.setdefault(person_id, _Place(name))
        place.member.add(path)
        if is_lead:
            place.led.add(path)
    return places.values()


def _seen(member: Iterable[str], led: Iterable[str], paths: Mapping[int, str]) -> set[int]:
    """Return the teams whose own matters somebody sees, of those whose paths are given."""
    seen = {pk for path in member for pk in _ids(path)} & paths.keys()
    for top in led:
        seen |= {pk for pk, path in paths.items() if path.startswith(top)}
    return seen


def _told(
    changes: Mapping[tuple[int, ...], list[str]], names: Mapping[int, str]
) -> tuple[SightChange, ...]:
    return tuple(
        SightChange(tuple(people), tuple(names[pk] for pk in teams))
        for teams, people in changes.items()
    )
