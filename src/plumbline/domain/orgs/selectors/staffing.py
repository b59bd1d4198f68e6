"""Who belongs to teams, from when to when; and how many, for the whole tree at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.models import Person, Team, TeamMembership, TeamMembershipState
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.history import as_of as recorded_as_of
from plumbline.domain.tenancy.rows_asked import RowStands


@dataclass(frozen=True, slots=True)
class Staff:
    """How many belong to a team, and who leads it."""

    people: int
    leads: tuple[str, ...]


def teams_staffed(
    *, viewer: Actor, on: date, team_ids: Collection[int], as_of: date | None = None
) -> Mapping[int, Staff]:
    """Return how many people teams have and who leads them, by the team's row (two queries).

    Args:
        viewer: Who asks.
        on: Today.
        team_ids: Which teams.
        as_of: What was known at the end of this day about that day; `None` for now.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = _belonging(on=on, team_ids=team_ids, as_of=as_of)
    counts = dict(rows.order_by().values_list("team_id").annotate(count=Count("pk")))
    leads: dict[int, list[str]] = defaultdict(list)
    named = rows.filter(is_lead=True).annotate(called=F("person__name"))
    for team_id, name in named.order_by("called", "pk").values_list("team_id", "called"):
        leads[team_id].append(name)
    return {team_id: Staff(count, tuple(leads[team_id])) for team_id, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a team."""

    public_id: str
    name: str
    is_lead: bool


def teams_people(
    *, viewer: Actor, on: date, team_ids: Collection[int], as_of: date | None = None, most: int
) -> Mapping[int, Sequence[Member]] | None:
    """Return who belongs to teams, leads first, by the team's row (one query).

    Args:
        viewer: Who asks.
        on: Today.
        team_ids: Which teams.
        as_of: What was known at the end of this day about that day; `None` for now.
        most: Of more people than these nothing is returned: `None`.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = _belonging(on=on, team_ids=team_ids, as_of=as_of)
    named = rows.order_by("-is_lead", "person__name", "pk").values_list(
        "team_id", "person__public_id", "person__name", "is_lead"
    )[: most + 1]
    found: dict[int, list[Member]] = defaultdict(list)
    for team_id, public_id, name, is_lead in named:
        found[team_id].append(Member(public_id, name, is_lead))
    return None if sum(map(len, found.values())) > most else found


def _belonging(*, on: date, team_ids: Collection[int], as_of: date | None) -> "QuerySet[Any]":
    """Return the memberships of a day, or what was known of them at the end of a past one."""
    day = as_of or on
    current = (Q(until=None) | Q(until__gt=day)) & Q(since__lte=day)
    current &= Q(team__in=team_ids)
    if as_of is None:
        # The few who are gone are left out by their own index: of a join everybody would be read.
        gone = RowStands(Person, id=F("person"), active=False)
        return TeamMembership.objects.filter(current, ~Q(gone))
    end = organization_day_end(organization_bound(), as_of)
    return TeamMembershipState.objects.filter(current, recorded_as_of(end))


#: What was taken back before it began is no membership.
_WAS = Q(until=None) | Q(until__gt=F("since"))


def _lasting(on: date) -> Q:
    return _WAS & (Q(until=None) | Q(until__gt=on))


def team_memberships(*, viewer: Actor, team: Team, on: date) -> Sequence[TeamMembership]:
    """Return who belongs to a team now or later, with their people, leads first (one query).

    Whoever is deactivated is left out; their membership waits for the day they come back.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = TeamMembership.objects.filter(_lasting(on), team=team, person__active=True)
    return list(rows.select_related("person").order_by("-is_lead", "person__name", "pk"))


def person_memberships(*, viewer: Actor, person: Person) -> Sequence[TeamMembership]:
    """Return all the teams somebody belongs or belonged to, the latest first (one query)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = TeamMembership.objects.filter(_WAS, person=person).select_related("team")
    return list(rows.order_by(F("until").desc(nulls_first=True), "-since", "pk"))


def membership_get(*, viewer: Actor, team: Team, person: Person, on: date) -> TeamMembership:
    """Return the membership of a person in a team that lasts or begins later (one query).

    Raises:
        NotFound: They do not belong to it.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    rows = TeamMembership.objects.filter(_lasting(on), team=team, person=person)
    found: TeamMembership | None = rows.select_related("person", "team").order_by("pk").first()
    if found is None:
        raise NotFound("orgs.membership.none")
    return found
