"""One act for what a page asks in one form: a person, their place, and the way in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.accounts.services.invitations import IssuedInvitation
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.services.joining import person_invite
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.people import person_create, person_locked, person_update
from plumbline.domain.orgs.services.roles import role_grant
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True)
class AddedPerson:
    """A new person, and their invitation if one was asked for."""

    person: Person
    invitation: IssuedInvitation | None


def person_add(
    *,
    actor: Actor,
    name: str,
    email: str,
    team: Team | None,
    role: Role | None,
    since: date,
    at: datetime,
    link: Callable[[str], str] | None,
) -> AddedPerson:
    """Make a person, put them into a team, and invite them, all or nothing.

    Args:
        actor: who adds.
        name: what the person is called.
        email: their address; may be empty where nobody is invited.
        team: where they belong; None for nowhere yet.
        role: a role given by hand; with an invitation it is given when they accept.
        since: their first day in the team.
        at: now.
        link: makes the address of the invitation from its secret; None invites nobody.

    Raises:
        PermissionRefused: the actor may not manage people, teams or roles.
        ValidationRefused: a value cannot stand, or the address is taken or missing.
        Refused: the team is archived.
    """
    if link is not None and not email.strip():
        raise ValidationRefused({"email": [Message("orgs.person.email_missing", {})]})
    with acting(actor):
        person = person_create(actor=actor, name=name, email=email, at=at)
        if team is not None:
            membership_add(actor=actor, person=person, team=team, since=since, at=at)
        roles = () if role is None else (role,)
        if link is not None:
            issued = person_invite(actor=actor, person=person, at=at, link=link, roles=roles)
            return AddedPerson(person, issued)
        for given in roles:
            role_grant(actor=actor, person=person, role=given, at=at)
        return AddedPerson(person, None)


def person_invite_at(
    *,
    actor: Actor,
    person: Person,
    expected: int,
    email: str,
    role: Role | None,
    at: datetime,
    link: Callable[[str], str],
) -> IssuedInvitation:
    """Invite an unclaimed person to an address that becomes theirs by the same act.

    Args:
        actor: who invites.
        person: whom.
        expected: the version of the person the invitation was prepared on.
        email: where to.
        role: a role given when they accept.
        at: now.
        link: makes the address of the invitation from its secret.

    Raises:
        PermissionRefused: the actor may not manage people, or not give roles.
        StaleVersion: somebody else changed the person meanwhile.
        ValidationRefused: the address is none, missing or taken.
        Refused: they are claimed, inactive, or a service.
    """
    with acting(actor):
        person = person_locked(person)
        person = person_update(
            actor=actor,
            person=person,
            expected=expected,
            at=at,
            name=person.name,
            email=email,
            manager=person.manager,
            time_zone=person.time_zone,
            language=person.language,
        )
        roles = () if role is None else (role,)
        return person_invite(actor=actor, person=person, at=at, link=link, roles=roles)
