"""The list of people with what stands beside each name."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q

from plumbline.domain.accounts.models import Invitation
from plumbline.domain.orgs.models import Person, RoleGrant, TeamMembership
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.people import PAGE_SIZE, people_list
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound


class SignInState(StrEnum):
    """How far a person is from signing in."""

    CLAIMED = "claimed"
    INVITED = "invited"
    UNCLAIMED = "unclaimed"
    SERVICE = "service"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryRow:
    """One person.

    Attributes:
        public_id: in addresses.
        name: what they are called.
        email: their address here, or empty.
        sign_in: whether somebody signs in as them.
        teams: names of the teams they belong to today.
        leads: those of them that they lead.
        roles: given by hand.
    """

    public_id: str
    name: str
    email: str
    sign_in: SignInState
    teams: tuple[str, ...]
    leads: frozenset[str]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """One page of the list; `number` counts from 1 up to `pages`."""

    rows: Sequence[DirectoryRow]
    total: int
    number: int
    pages: int


def people_directory(
    *,
    viewer: Actor,
    on: date,
    at: datetime,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
    with_deactivated: bool = False,
) -> DirectoryPage:
    """Return active people by name with teams, roles and sign-in (five queries).

    Args:
        viewer: who asks.
        on: today, for teams.
        at: now, for invitations.
        search: words that name or e-mail address must all contain.
        page: from 1; beyond the end the last one is returned.
        size: people a page.
        with_deactivated: those who were deactivated among them.
    """
    active = None if with_deactivated else True
    found = people_list(viewer=viewer, search=search, active=active, page=page, size=size)
    ids = [person.pk for person in found.people]
    teams, leads = _teams_of(ids, on)
    roles = _roles_of(ids)
    invited = _invited(found.people, at)
    rows = [
        DirectoryRow(
            public_id=person.public_id,
            name=person.name,
            email=person.email,
            sign_in=_sign_in_state(person, invited),
            teams=tuple(teams[person.pk]),
            leads=frozenset(leads[person.pk]),
            roles=tuple(roles[person.pk]),
        )
        for person in found.people
    ]
    return DirectoryPage(rows=rows, total=found.total, number=found.number, pages=found.pages)


def _teams_of(
    ids: Collection[int], on: date
) -> tuple[Mapping[int, list[str]], Mapping[int, list[str]]]:
    teams: dict[int, list[str]] = defaultdict(list)
    leads: dict[int, list[str]] = defaultdict(list)
    memberships = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=on), person_id__in=ids, since__lte=on
    ).order_by("team__path")
    for person_id, name, is_lead in memberships.values_list("person_id", "team__name", "is_lead"):
        teams[person_id].append(name)
        if is_lead:
            leads[person_id].append(name)
    return teams, leads


def _roles_of(ids: Collection[int]) -> Mapping[int, list[Role]]:
    roles: dict[int, list[Role]] = defaultdict(list)
    grants = RoleGrant.objects.filter(person_id__in=ids).order_by("role")
    for person_id, role in grants.values_list("person_id", "role"):
        roles[person_id].append(Role(role))
    return roles


def _invited(people: Sequence[Person], at: datetime) -> frozenset[str]:
    """Return the public ids of those with an open invitation."""
    return frozenset(
        Invitation.objects.filter(
            organization=organization_bound(),
            person_public_id__in=[person.public_id for person in people],
            accepted_at=None,
            withdrawn_at=None,
            expires_at__gt=at,
        ).values_list("person_public_id", flat=True)
    )


def _sign_in_state(person: Person, invited: Collection[str]) -> SignInState:
    if not person.active:
        return SignInState.DEACTIVATED
    if person.is_service:
        return SignInState.SERVICE
    if person.is_claimed:
        return SignInState.CLAIMED
    return SignInState.INVITED if person.public_id in invited else SignInState.UNCLAIMED
