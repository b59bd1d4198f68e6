"""The first act of an organization."""

from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.accounts.models import Account
from plumbline.domain.accounts.services.accounts import (
    account_prepare,
    account_save,
    membership_set,
)
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.recording import organization_record
from plumbline.domain.orgs.rights import Act, Kind, Role
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.people import person_create
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.orgs.services.teams import team_create
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import Preset
from plumbline.domain.tenancy.services import organization_create
from plumbline.domain.tenancy.transactions import writing, writing_global

#: The key of the company's own team in documents, whatever the company is called.
COMPANY_TEAM_KEY = "company"

_SET_UP_RIGHTS = frozenset(
    (Act.MANAGE, kind) for kind in (Kind.ORGANIZATION, Kind.TEAM, Kind.PERSON, Kind.ROLE)
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What set-up made.

    Attributes:
        organization: the organization.
        account: who can sign in.
        person: who they are in it: its admin, its champion, and the lead of the company's team.
        team: the company itself, the root of the tree of teams.
    """

    organization: Organization
    account: Account
    person: Person
    team: Team


def organization_set_up(
    *,
    organization_name: str,
    slug: str,
    email: str,
    name: str,
    password: str | None,
    at: datetime,
    time_zone: str = "UTC",
    language: str = "en",
    fiscal_year_start_month: int = 1,
    preset: Preset = Preset.SIMPLE,
    first_run: bool = False,
    source: Source = Source.PAGE,
) -> SetUp:
    """Make an organization with its first person, all or nothing.

    Args:
        organization_name: what the organization is called; its root team is called the same.
        slug: its part of the address.
        email: of the first person's new account.
        name: of the first person.
        password: of the new account; None if it signs in by a link only.
        at: now.
        time_zone: IANA name; the organization's days begin and end there.
        language: language code.
        fiscal_year_start_month: 1 for January.
        preset: which modules are on at first.
        first_run: refuse if there is any organization already. A set-up page that asks for no
            sign-in must say True, or a stranger could use it later.
        source: by which door.

    Raises:
        Refused: it is not the first run.
        ValidationRefused: a value cannot stand.
    """
    prepared = account_prepare(email=email, name=name, password=password, at=at, language=language)
    with writing_global():
        if first_run and Organization.objects.exists():
            raise Refused("orgs.set_up.done")
        organization = organization_create(
            name=organization_name,
            slug=slug,
            at=at,
            time_zone=time_zone,
            language=language,
            fiscal_year_start_month=fiscal_year_start_month,
            preset=preset,
        )
        return _fill(organization, account_save(account=prepared), preset, source, at)


def _fill(
    organization: Organization, account: Account, preset: Preset, source: Source, at: datetime
) -> SetUp:
    """Give a new organization its company team and its first person."""
    with writing(organization):
        actor = SystemActor(
            organization_id=organization.pk, name="set-up", rights=_SET_UP_RIGHTS, source=source
        )
        organization_record(
            Author(source=source, account_id=account.pk),
            organization,
            act="set_up",
            at=at,
            changes={
                "name": Change(new=organization.name),
                "slug": Change(new=organization.slug),
                "time_zone": Change(new=organization.time_zone),
                "language": Change(new=organization.language),
                "fiscal_year_start_month": Change(new=organization.fiscal_year_start_month),
                "preset": Change(new=preset.value),
            },
        )
        team = team_create(
            actor=actor, name=organization.name, parent=None, key=COMPANY_TEAM_KEY, at=at
        )
        person = _first_person(actor, account, team, organization, at)
    return SetUp(organization=organization, account=account, person=person, team=team)


def _first_person(
    actor: SystemActor, account: Account, team: Team, organization: Organization, at: datetime
) -> Person:
    """Make the first person able to do everything alone, until others are there to share it."""
    person = person_create(actor=actor, name=account.name, email=account.email, at=at)
    person.account = account
    person.save(update_fields=["account"])
    membership_set(
        account=account, organization=organization, person_public_id=person.public_id, at=at
    )
    for role in (Role.ADMIN, Role.CHAMPION):
        role_grant(actor=actor, person=person, role=role, at=at)
    membership_add(
        actor=actor,
        person=person,
        team=team,
        since=organization_day(organization, at),
        is_lead=True,
        at=at,
    )
    return person
