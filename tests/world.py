"""A small organization with a named cast, and a stranger beside it.

Everybody here is made through the services, as a real organization would be. Tests write within
`world.writing()` and read within `world.reading()`, and ask `world.viewer("lena")` for who asks.
"""

from collections.abc import Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.services.accounts import account_create, membership_set
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.models import Cadence, Person, Team, TeamMembership
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.people import person_create
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.orgs.services.set_up import SetUp, organization_set_up
from plumbline.domain.orgs.services.teams import team_create
from plumbline.domain.orgs.viewers import SystemActor, Viewer
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from tests.rows_kept import Kept

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "a plumb line hangs straight"

_EVERYTHING = frozenset((act, kind) for act in Act for kind in Kind)


@dataclass
class World:
    """One organization, its teams and its people, by first name.

    Teams: `company` > `freight` > `claims`, and `company` > `finance` beside `freight`.
    """

    organization: Organization
    company: Team
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _counter: int = 0

    @property
    def system(self) -> SystemActor:
        """An actor that may do everything: for making what a test only needs to be there."""
        return SystemActor(organization_id=self.organization.pk, name="test", rights=_EVERYTHING)

    def told_by(self) -> Hashable:
        """Return who is in it: what an act on it can depend on beside the rows (acts_kept)."""
        teams = tuple((name, team.pk) for name, team in self.teams.items())
        people = tuple((name, person.pk) for name, person in self.people.items())
        return self.organization.pk, self.company.pk, teams, people

    def reading(self) -> AbstractContextManager[None]:
        """Open `reading` as a request does: a service called inside may write."""
        return reading(self.organization, suspendable=True)

    def writing(self) -> AbstractContextManager[None]:
        return writing(self.organization)

    def person(self, name: str) -> Person:
        return self.people[name]

    def account(self, name: str) -> Account:
        account = self.people[name].account
        assert account is not None
        return account

    def viewer(
        self,
        name: str,
        *,
        at: datetime = AT,
        source: Source = Source.PAGE,
        scopes: frozenset[TokenScope] | None = None,
    ) -> Viewer:
        """Return one of the cast as who is asking."""
        with self.reading():
            return viewer_of(
                person=self.people[name],
                organization=self.organization,
                at=at,
                source=source,
                scopes=scopes,
            )

    def make_team(
        self,
        name: str = "",
        *,
        parent: Team | None = None,
        key: str = "",
        level: str = "",
        cadence: str = Cadence.WEEKLY,
        at: datetime = AT,
    ) -> Team:
        self._counter += 1
        with self.reading():
            return team_create(
                actor=self.system,
                name=name or f"Team {self._counter}",
                parent=parent or self.company,
                key=key,
                level=level,
                cadence=cadence,
                at=at,
            )

    def make_person(
        self,
        name: str = "",
        *,
        email: str | None = None,
        claimed: bool = True,
        manager: Person | None = None,
        roles: tuple[Role, ...] = (),
        is_service: bool = False,
        at: datetime = AT,
    ) -> Person:
        """Make a person; a claimed one can sign in with `PASSWORD`."""
        self._counter += 1
        name = name or f"Person {self._counter}"
        slug = name.lower().replace(" ", "-")
        address = f"{slug}@{self.organization.slug}.example" if email is None else email
        with self.reading():
            person = person_create(
                actor=self.system,
                name=name,
                email="" if is_service else address,
                manager=manager,
                is_service=is_service,
                at=at,
            )
            if claimed and not is_service:
                self._claim(person, at)
            for role in roles:
                role_grant(actor=self.system, person=person, role=role, at=at)
        return person

    def _claim(self, person: Person, at: datetime) -> None:
        account = account_create(
            email=person.email, name=f"{person.name} Example", password=PASSWORD, at=at
        )
        with self.writing():
            person.account = account
            person.save(update_fields=["account"])
            membership_set(
                account=account,
                organization=self.organization,
                person_public_id=person.public_id,
                at=at,
            )

    def make_membership(
        self,
        person: Person,
        team: Team,
        *,
        is_lead: bool = False,
        since: date = date(2025, 1, 1),
        at: datetime = AT,
    ) -> TeamMembership:
        with self.reading():
            return membership_add(
                actor=self.system, person=person, team=team, since=since, is_lead=is_lead, at=at
            )


def make_organization(name: str, slug: str, *, admin: str, at: datetime = AT) -> SetUp:
    """Set an organization up, with its first person named `admin`."""
    return organization_set_up(
        organization_name=name,
        slug=slug,
        email=f"{admin}@{slug}.example",
        name=admin.capitalize(),
        password=PASSWORD,
        at=at,
    )


def build_world() -> World:
    """Build the cast through the services.

    ada admin (and lead of the company), carl champion, lena lead of freight, mia member of claims
    managed by max, max manager (in finance, leads nothing), vic viewer, aud auditor, fin finance
    partner, dee deputy (in finance; acts for nobody until a test says so), una unclaimed.
    """
    made = make_organization("Example Freight", "freight", admin="ada")
    world = World(organization=made.organization, company=made.team)
    world.people["ada"] = made.person
    world.teams["company"] = made.team
    world.teams["freight"] = world.make_team("Freight", level="Department")
    world.teams["claims"] = world.make_team("Claims", parent=world.teams["freight"], level="Team")
    world.teams["finance"] = world.make_team("Finance", level="Department")
    for name, role in (
        ("carl", Role.CHAMPION),
        ("vic", Role.VIEWER),
        ("aud", Role.AUDITOR),
        ("fin", Role.FINANCE_PARTNER),
    ):
        world.people[name] = world.make_person(name.capitalize(), roles=(role,))
    for name in ("max", "dee", "lena"):
        world.people[name] = world.make_person(name.capitalize())
    world.people["mia"] = world.make_person("Mia", manager=world.people["max"])
    world.people["una"] = world.make_person("Una", claimed=False)
    world.make_membership(world.people["lena"], world.teams["freight"], is_lead=True)
    world.make_membership(world.people["mia"], world.teams["claims"])
    world.make_membership(world.people["max"], world.teams["finance"])
    world.make_membership(world.people["dee"], world.teams["finance"])
    return world


def build_stranger_world() -> World:
    """Build another organization, in which sam is everything, through the services."""
    made = make_organization("Stranger Shipping", "stranger", admin="sam")
    return World(
        organization=made.organization,
        company=made.team,
        teams={"company": made.team},
        people={"sam": made.person},
    )


_WORLDS = Kept(build_world, build_stranger_world)


def make_world() -> World:
    """Put the cast into the database."""
    return _WORLDS.again(0)


def make_stranger_world() -> World:
    """Put the other organization into the database."""
    return _WORLDS.again(1)


@pytest.fixture
def world(db: None) -> World:
    """Example Freight with its whole cast."""
    return make_world()


@pytest.fixture
def stranger_world(db: None) -> World:
    """Another organization, where sam belongs."""
    return make_stranger_world()
