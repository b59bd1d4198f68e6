"""Making a `Viewer`: all facts about one person that decide about rights, in five queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Deputy, Person, RoleGrant, TeamMembership
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.viewers import Actor, Standing, SystemActor, Thing, Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.scoping import asked_alike

ONLY_READING = frozenset({Role.VIEWER, Role.AUDITOR, Role.FINANCE_PARTNER})


def viewer_for(
    *,
    account: Account,
    organization: Organization,
    at: datetime,
    source: Source = Source.PAGE,
    scopes: frozenset[TokenScope] | None = None,
) -> Viewer:
    """Return the viewer that an account is in the bound organization.

    Args:
        account: who signed in.
        organization: the bound organization.
        at: now; memberships and deputies count on the organization's day.
        source: by which door the request came in.
        scopes: those of the API token used, if one was.

    Raises:
        NotFound: the account is disabled, or nobody (any more) in this organization.
    """
    person = next(iter(_person_asked(account.pk)), None)
    if person is None or not account.is_active:
        raise NotFound("orgs.person.not_here")
    return viewer_of(person=person, organization=organization, at=at, source=source, scopes=scopes)


@asked_alike(128)
def _person_asked(account_id: int) -> QuerySet[Person]:
    return Person.objects.filter(account_id=account_id, active=True).order_by("pk")[:1]


def viewer_for_token(
    *,
    person_public_id: str,
    organization: Organization,
    at: datetime,
    scopes: frozenset[TokenScope],
    source: Source = Source.API,
) -> Viewer:
    """Return the viewer that an API token stands for.

    Raises:
        NotFound: the person of the token is no longer active.
    """
    person = Person.objects.filter(public_id=person_public_id, active=True).first()
    if person is None:
        raise NotFound("orgs.person.not_here")
    return viewer_of(person=person, organization=organization, at=at, source=source, scopes=scopes)


def viewer_of(
    *,
    person: Person,
    organization: Organization,
    at: datetime,
    source: Source,
    scopes: frozenset[TokenScope] | None = None,
) -> Viewer:
    """Return a person of the bound organization as a viewer (four queries)."""
    today = organization_day(organization, at)
    absent_ids = _absent_ids(person, today)
    facts = _facts_of((person.pk, *absent_ids), today)
    absent = tuple(_standing(facts[absent_id]) for absent_id in absent_ids)
    own = _standing(facts[person.pk])
    roles = (
        frozenset({Role.SERVICE}) | (own.roles - {Role.MEMBER}) if person.is_service else own.roles
    )
    return Viewer(
        person_id=own.person_id,
        roles=roles | ({Role.DEPUTY} if absent else frozenset()),
        member_team_ids=own.member_team_ids,
        visible_team_ids=own.visible_team_ids,
        led_team_paths=own.led_team_paths,
        report_ids=own.report_ids,
        organization_id=organization.pk,
        person_public_id=person.public_id,
        account_id=person.account_id,
        absent=absent,
        scopes=scopes,
        source=source,
        time_zone=person.time_zone,
    )


def only_reads(*, viewer: Actor, person: Person, on: date) -> bool:
    """Whether somebody does no more than read, whatever they own (three queries).

    Args:
        viewer: who asks.
        person: whom for.
        on: the day whose memberships count.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    return Role.MEMBER not in _standing(_facts_of((person.pk,), on)[person.pk]).roles


def _absent_ids(person: Person, today: date) -> tuple[int, ...]:
    """Return the ids of the people that a person is deputy for (one query)."""
    return tuple(_absent_asked(person.pk, today))


@asked_alike(128)
def _absent_asked(person_id: int, today: date) -> QuerySet[Deputy, int]:
    deputies = Deputy.objects.filter(
        person_id=person_id, starts_on__lte=today, ends_on__gte=today, acts_for__active=True
    )
    ids = deputies.order_by("acts_for_id").values_list("acts_for_id", flat=True)
    return ids.distinct()


def viewer_system(
    *,
    organization: Organization,
    name: str,
    rights: Iterable[tuple[Act, Kind]],
    source: Source = Source.SYSTEM,
    on_behalf_of: int | None = None,
) -> SystemActor:
    """Return the actor of a job, a command or an import, with only the rights named."""
    return SystemActor(
        organization_id=organization.pk,
        name=name,
        rights=frozenset(rights),
        source=source,
        on_behalf_of=on_behalf_of,
    )


@dataclass
class _Facts:
    person_id: int
    granted: set[Role] = field(default_factory=set)
    member_paths: dict[int, str] = field(default_factory=dict)
    led_paths: set[str] = field(default_factory=set)
    report_ids: set[int] = field(default_factory=set)


def _facts_of(person_ids: tuple[int, ...], today: date) -> dict[int, _Facts]:
    facts: dict[int, _Facts] = {pk: _Facts(pk) for pk in person_ids}
    for person_id, role in _roles_asked(person_ids):
        facts[person_id].granted.add(Role(role))
    for person_id, team_id, path, is_lead in _memberships_asked(person_ids, today):
        facts[person_id].member_paths[team_id] = path
        if is_lead:
            facts[person_id].led_paths.add(path)
    reports: dict[int, set[int]] = defaultdict(set)
    for manager_id, report_id in _reports_asked(person_ids):
        reports[manager_id].add(report_id)
    for person_id, found in reports.items():
        facts[person_id].report_ids = found
    return facts


@asked_alike(128)
def _roles_asked(person_ids: tuple[int, ...]) -> QuerySet[RoleGrant, Any]:
    return RoleGrant.objects.filter(person_id__in=person_ids).values_list("person_id", "role")


@asked_alike(128)
def _memberships_asked(person_ids: tuple[int, ...], today: date) -> QuerySet[TeamMembership, Any]:
    return TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=today), person_id__in=person_ids, since__lte=today
    ).values_list("person_id", "team_id", "team__path", "is_lead")


@asked_alike(128)
def _reports_asked(person_ids: tuple[int, ...]) -> QuerySet[Person, Any]:
    return Person.objects.filter(manager_id__in=person_ids, active=True).values_list(
        "manager_id", "id"
    )


def _standing(facts: _Facts) -> Standing:
    """Derive roles and teams from the facts.

    Everybody is a member, except those who were given nothing but a role of reading and belong to
    no team: a board that reads does not propose.
    """
    roles = set(facts.granted)
    if not (roles and roles <= ONLY_READING and not facts.member_paths):
        roles.add(Role.MEMBER)
    if facts.led_paths:
        roles.add(Role.TEAM_LEAD)
    if facts.report_ids:
        roles.add(Role.MANAGER)
    above = {
        int(part) for path in facts.member_paths.values() for part in path.strip("/").split("/")
    }
    return Standing(
        person_id=facts.person_id,
        roles=frozenset(roles),
        member_team_ids=frozenset(facts.member_paths),
        visible_team_ids=frozenset(above),
        led_team_paths=tuple(sorted(facts.led_paths)),
        report_ids=frozenset(facts.report_ids),
    )
