"""Reading people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.orgs.models import Deputy, Person, RoleGrant, TeamMembership
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.databases.seeking import sought
from plumbline.domain.tenancy.errors import NotFound

PAGE_SIZE = 50
PAGE_SIZE_MAX = 200


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list of people.

    Attributes:
        people: those on this page, each with their manager fetched.
        total: how many the search found.
        number: which page this is, from 1.
        pages: how many there are, at least 1.
    """

    people: Sequence[Person]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """Everything a person's page shows of their place in the organization.

    Attributes:
        person: with the manager fetched.
        memberships: of today, with their teams.
        roles: given by hand.
        reports: people whose manager they are.
        deputies: who acts for them, now or later.
    """

    person: Person
    memberships: Sequence[TeamMembership]
    roles: frozenset[Role]
    reports: Sequence[Person]
    deputies: Sequence[Deputy]


def people_list(
    *,
    viewer: Actor,
    search: str = "",
    active: bool | None = True,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> PeoplePage:
    """Return people by name, one page at a time (two queries; with words three).

    Args:
        viewer: who asks.
        search: words that name or e-mail address must all contain.
        active: only active ones, only others, or None for all.
        page: from 1; beyond the end the last one is returned.
        size: people a page, 1 to `PAGE_SIZE_MAX`.

    Raises:
        ValueError: the size is out of bounds; interfaces refuse it before.
    """
    if not 1 <= size <= PAGE_SIZE_MAX:
        raise ValueError(f"A page holds 1 to {PAGE_SIZE_MAX} people.")
    found = _people(viewer)
    if active is not None:
        found = found.filter(active=active)
    words = search.split()
    found = found.filter(sought(Person, [[word] for word in words]))
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(1, page), pages)
    first = (number - 1) * size
    people = found.select_related("manager").order_by("name", "id")[first : first + size]
    return PeoplePage(people=list(people), total=total, number=number, pages=pages)


def person_get(*, viewer: Actor, public_id: str) -> Person:
    """Return one person, with the manager fetched (one query).

    Raises:
        NotFound: there is no such person.
    """
    person = _people(viewer).select_related("manager").filter(public_id=public_id).first()
    if person is None:
        raise NotFound("orgs.person.not_found")
    return person


def person_by_email(*, viewer: Actor, email: str) -> Person | None:
    """Return the person with this address, whatever its spelling, or None (one query)."""
    address = email_normalized(email)
    return _people(viewer).filter(email=address).first() if address else None


def people_by_name(*, viewer: Actor, name: str) -> Sequence[Person]:
    """Return the people called so, whatever the case (one query)."""
    return list(_people(viewer).filter(name__iexact=name.strip()).order_by("id"))


def person_detail(*, viewer: Actor, public_id: str, on: date) -> PersonDetail:
    """Return a person and their place in the organization (five queries).

    Args:
        viewer: who asks.
        public_id: whom for.
        on: today.

    Raises:
        NotFound: there is no such person.
    """
    person = person_get(viewer=viewer, public_id=public_id)
    memberships = TeamMembership.objects.filter(
        Q(until=None) | Q(until__gt=on), person=person, since__lte=on
    )
    grants = RoleGrant.objects.filter(person=person).values_list("role", flat=True)
    reports = Person.objects.filter(manager=person, active=True)
    deputies = Deputy.objects.filter(acts_for=person, ends_on__gte=on)
    return PersonDetail(
        person=person,
        memberships=list(memberships.select_related("team").order_by("team__path")),
        roles=frozenset(Role(role) for role in grants),
        reports=list(reports.order_by("name", "id")),
        deputies=list(deputies.select_related("person").order_by("starts_on", "id")),
    )


def _people(viewer: Actor) -> QuerySet[Person]:
    permit(viewer, Act.VIEW, Thing(kind=Kind.PERSON))
    people: QuerySet[Person] = Person.objects.all()
    return people
