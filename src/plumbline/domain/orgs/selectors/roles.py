"""Reading who has which role, and who stands in for whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.orgs.models import Deputy, Person, RoleGrant, RoleTerm, TeamMembership
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.selectors.administered import admins_able
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.tenancy.errors import NotFound, ValidationRefused
from plumbline.engine.messages import Message

HOLDERS_A_PAGE = 50
EARLIER_SHOWN = 50
"""Of those who had a role; the journal keeps the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHolder:
    """Somebody with roles that were given by hand.

    Attributes:
        public_id: in addresses.
        name: what they are called.
        is_claimed: whether somebody can sign in as them.
        roles: what they were given, each with its first day; `None` where it began before days
            were kept.
    """

    public_id: str
    name: str
    is_claimed: bool
    roles: Mapping[Role, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEarlier:
    """That somebody had a role by hand and has it no longer.

    Attributes:
        name: what they are called.
        role: which.
        since: its first day; `None` where it began before days were kept.
        until: the first day without it.
    """

    name: str
    role: Role
    since: date | None
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHolders:
    """One page of those who have roles; `number` counts from 1 up to `pages`.

    Attributes:
        holders: by name.
        total: how many there are.
        leads: how many people lead a team today.
        managers: how many people have somebody reporting to them.
    """

    holders: Sequence[RoleHolder]
    total: int
    number: int
    pages: int
    leads: int
    managers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyFacts:
    """That one person acts for another, both days included.

    Attributes:
        person: who stands in.
        acts_for: who is away.
        ends: whether the viewer may end it.
    """

    person: Person
    acts_for: Person
    starts_on: date
    ends_on: date
    ends: bool


def role_holders(*, viewer: Viewer, on: date, page: int = 1) -> RoleHolders:
    """Return the active people who were given a role, by name (five queries).

    Args:
        viewer: who asks.
        on: today, for the teams that are led.
        page: from 1; beyond the end the last one is returned.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.ROLE))
    active = Person.objects.filter(active=True)
    given = active.filter(Exists(RoleGrant.objects.filter(person=OuterRef("pk"))))
    total = given.count()
    pages = max(1, -(-total // HOLDERS_A_PAGE))
    number = min(max(1, page), pages)
    first = (number - 1) * HOLDERS_A_PAGE
    people = list(given.order_by("name", "id")[first : first + HOLDERS_A_PAGE])
    roles: dict[int, dict[Role, date | None]] = defaultdict(dict)
    open_term = RoleTerm.objects.filter(
        person=OuterRef("person"), role=OuterRef("role"), until=None
    )
    grants = RoleGrant.objects.filter(person__in=[person.pk for person in people]).annotate(
        since=Subquery(open_term.values("since"))
    )
    for person_id, role, since in grants.values_list("person_id", "role", "since"):
        roles[person_id][Role(role)] = since
    leading = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=on), person=OuterRef("pk"), is_lead=True, since__lte=on
    )
    reporting = Person.objects.filter(manager=OuterRef("pk"), active=True)
    return RoleHolders(
        holders=[
            RoleHolder(
                public_id=person.public_id,
                name=person.name,
                is_claimed=person.is_claimed,
                roles=roles[person.pk],
            )
            for person in people
        ],
        total=total,
        number=number,
        pages=pages,
        leads=active.filter(Exists(leading)).count(),
        managers=active.filter(Exists(reporting)).count(),
    )


def roles_earlier(*, viewer: Viewer) -> tuple[Sequence[RoleEarlier], bool]:
    """Return who had a role by hand and has it no longer, the last first (one query).

    With it whether there were others before them, whom the journal tells of.

    Args:
        viewer: who asks; it tells what the journal tells, and those who may read that.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.JOURNAL))
    ended = RoleTerm.objects.filter(until__isnull=False).order_by("-until", "-pk")
    rows = ended.values_list("person__name", "role", "since", "until")[: EARLIER_SHOWN + 1]
    found = [
        RoleEarlier(name=name, role=Role(role), since=since, until=until)
        for name, role, since, until in rows
    ]
    return found[:EARLIER_SHOWN], len(found) > EARLIER_SHOWN


def roles_given(*, viewer: Viewer, person: Person) -> frozenset[Role]:
    """Return the roles a person was given by hand (one query)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.ROLE))
    grants = RoleGrant.objects.filter(person=person).values_list("role", flat=True)
    return frozenset(Role(role) for role in grants)


def is_last_admin(*, viewer: Viewer, person: Person) -> bool:
    """Whether nobody but a person can sign in and administer; the page of a person asks it."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.ROLE))
    return set(admins_able().values_list("person_id", flat=True)) == {person.pk}


def roles_held(roles: Collection[str], *, on: date) -> QuerySet[RoleTerm]:
    """Return the terms of those who had one of some roles by hand on a day; it asks nobody's leave.

    Args:
        roles: Which.
        on: The organization's day. A term that began before days were kept holds on all of them.
    """
    begun = Q(since=None) | Q(since__lte=on)
    rows: QuerySet[RoleTerm] = RoleTerm.objects.filter(
        begun, Q(until=None) | Q(until__gt=on), role__in=roles
    )
    return rows


def person_named(*, viewer: Viewer, named: str, field: str = "person") -> Person:
    """Return the one active person with this e-mail address, or else with this name.

    Args:
        viewer: who asks.
        named: an address or a whole name.
        field: of the form, for the refusal.

    Raises:
        ValidationRefused: nobody is called so, or several are.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    active = Person.objects.filter(active=True)
    found = list(active.filter(email=email_normalized(named))) if "@" in named else []
    found = found or list(active.filter(name__iexact=" ".join(named.split()))[:2])
    if len(found) == 1:
        person: Person = found[0]
        return person
    message = "orgs.person.several" if found else "orgs.person.nobody"
    raise ValidationRefused({field: [Message(message, {"named": named.strip()})]})


def deputies_seen(*, viewer: Viewer, on: date) -> Sequence[DeputyFacts]:
    """Return who acts for whom, today or later, as far as the viewer has to do with it.

    People see those who act for them and for whom they act, managers those of their reports,
    whoever manages roles all of them (one query).
    """
    house = permitted(viewer, Act.MANAGE, Thing(kind=Kind.ROLE))
    standing: QuerySet[Deputy] = Deputy.objects.filter(ends_on__gte=on)
    if not house:
        away = viewer.report_ids | {viewer.person_id}
        standing = standing.filter(Q(acts_for__in=away) | Q(person=viewer.person_id))
    return [
        DeputyFacts(
            person=deputy.person,
            acts_for=deputy.acts_for,
            starts_on=deputy.starts_on,
            ends_on=deputy.ends_on,
            ends=permitted(viewer, Act.DEPUTIZE, _absent(deputy.acts_for)),
        )
        for deputy in standing.select_related("person", "acts_for").order_by("starts_on", "id")
    ]


def deputy_get(*, viewer: Viewer, person: str, acts_for: str, starts_on: date) -> Deputy:
    """Return a deputy by the public ids of both people and the first day (one query).

    Raises:
        NotFound: there is none, or the viewer has nothing to do with it.
    """
    found: Deputy | None = (
        Deputy.objects.select_related("person", "acts_for")
        .filter(person__public_id=person, acts_for__public_id=acts_for, starts_on=starts_on)
        .first()
    )
    if found is None or not permitted(viewer, Act.DEPUTIZE, _absent(found.acts_for)):
        raise NotFound("orgs.deputy.not_found")
    return found


def deputizable(*, viewer: Viewer) -> bool:
    """Tell whether the viewer may name a deputy for somebody beside themself."""
    return permitted(viewer, Act.DEPUTIZE, Thing(kind=Kind.PERSON)) or bool(viewer.report_ids)


def _absent(person: Person) -> Thing:
    return Thing(kind=Kind.PERSON, person_id=person.pk)
