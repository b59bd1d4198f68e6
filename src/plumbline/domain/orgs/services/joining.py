"""How somebody comes to sign in as a person: invited by an admin, claimed by themself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from plumbline.domain.accounts.models import Account, Invitation
from plumbline.domain.accounts.selectors import account_by_email
from plumbline.domain.accounts.services.accounts import (
    account_prepare,
    account_save,
    membership_set,
)
from plumbline.domain.accounts.services.invitations import (
    INVITATION_LASTS,
    IssuedInvitation,
    invitation_accept,
    invitation_check,
    invitation_create,
)
from plumbline.domain.journal.models import Source
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.orgs.messages import MESSAGES
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import person_record
from plumbline.domain.orgs.rights import Kind, Role
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.services.people import person_locked
from plumbline.domain.orgs.services.roles import role_check, role_write
from plumbline.domain.orgs.viewers import Actor, SystemActor
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.engine.messages import Message


def person_invite(
    *,
    actor: Actor,
    person: Person,
    at: datetime,
    link: Callable[[str], str],
    roles: Collection[Role] = (),
) -> IssuedInvitation:
    """Invite an unclaimed person by mail to sign in.

    Args:
        actor: who invites.
        person: whom.
        at: now.
        link: makes the absolute address of the page from the secret.
        roles: given to them when they accept.

    Returns:
        The invitation and its secret, for whoever hands the link over by other means.

    Raises:
        PermissionRefused: the actor may not manage people, or not give roles.
        ValidationRefused: the person has no address.
        Refused: they are claimed, inactive, or a service.
    """
    with acting(actor) as organization:
        author = manage_permit(actor, Kind.PERSON)
        if roles:
            manage_permit(actor, Kind.ROLE)
        for role in roles:
            role_check(role)
        person = person_locked(person)
        _claimable_check(person)
        if not person.email:
            raise ValidationRefused({"email": [Message("orgs.person.email_missing", {})]})
        issued = invitation_create(
            organization=organization,
            email=person.email,
            person_public_id=person.public_id,
            invited_by=_account_of(actor),
            roles=[role.value for role in roles],
            at=at,
        )
        _invitation_mail(actor, person, link(issued.secret), organization=organization, at=at)
        changes = {"roles": Change(new=sorted(role.value for role in roles) or None)}
        person_record(author=author, act="invite", person=person, at=at, changes=changes)
        return issued


def person_claim(
    *,
    secret: str,
    at: datetime,
    account: Account | None = None,
    name: str = "",
    password: str = "",
    ip_hash: str = "",
) -> Person:
    """Accept an invitation: become the person it is for.

    Args:
        secret: from the link.
        at: now.
        account: who is signed in; None makes a new account from name and password.
        name: of the new account; empty takes the person's.
        password: of the new account.
        ip_hash: keyed hash of the address it came from, or empty.

    Returns:
        The person, with their account.

    Raises:
        Refused: the invitation is used up or for another address, an account exists already (sign
            in first), or the person was claimed or deactivated meanwhile.
        ValidationRefused: the new account's name or password cannot stand.
    """
    invitation = invitation_check(secret=secret, at=at)
    organization = invitation.organization
    if account is None and account_by_email(email=invitation.email) is not None:
        raise Refused("accounts.invitation.sign_in", email=invitation.email)
    # Hashed before the lock is taken; saved together with everything else.
    joining = account or account_prepare(
        email=invitation.email, name=name or invitation.email, password=password, at=at
    )
    with writing(organization):
        found = Person.objects.filter(public_id=invitation.person_public_id).first()
        if found is None:
            raise NotFound("orgs.person.not_found")
        person = person_locked(found)
        _claimable_check(person)
        if account is None:
            joining.name = name.strip() or person.name
            account_save(account=joining)
        invitation_accept(invitation=invitation, account=joining, at=at)
        return _claim(person, joining, invitation, at=at, ip_hash=ip_hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationFacts:
    """What the holder of an open invitation may know before accepting it.

    Attributes:
        organization_name: where to.
        organization_slug: its part of the address.
        email: who may accept.
        person_name: whom they become.
        has_account: whether somebody can sign in with that address already.
    """

    organization_name: str
    organization_slug: str
    email: str
    person_name: str
    has_account: bool


def invitation_facts(*, secret: str, at: datetime) -> InvitationFacts:
    """Return what an invitation is to; it stays open.

    Raises:
        Refused: there is none, or it was used, withdrawn, or has expired; never which.
    """
    invitation = invitation_check(secret=secret, at=at)
    organization = invitation.organization
    with reading(organization):
        person = Person.objects.filter(public_id=invitation.person_public_id).first()
    return InvitationFacts(
        organization_name=organization.name,
        organization_slug=organization.slug,
        email=invitation.email,
        person_name=person.name if person else "",
        has_account=account_by_email(email=invitation.email) is not None,
    )


def _account_of(actor: Actor) -> Account | None:
    if isinstance(actor, SystemActor) or actor.account_id is None:
        return None
    return Account.objects.get(pk=actor.account_id)


def _claim(
    person: Person, account: Account, invitation: Invitation, *, at: datetime, ip_hash: str
) -> Person:
    if Person.objects.filter(account=account).exists():
        raise Refused("orgs.person.account_taken")
    person.account = account
    person.version += 1
    person.save()
    membership_set(
        account=account,
        organization=invitation.organization,
        person_public_id=person.public_id,
        at=at,
    )
    author = Author(source=Source.PAGE, person_id=person.pk, account_id=account.pk, ip_hash=ip_hash)
    changes = {"account": Change(None, account.public_id)}
    person_record(author=author, act="claim", person=person, at=at, changes=changes)
    for role in invitation.roles:
        role_write(author=author, person=person, role=Role(role), at=at)
    return person


def _claimable_check(person: Person) -> None:
    """Refuse to let anybody become this person.

    Raises:
        Refused: they are claimed, inactive, or a service.
    """
    if person.is_service:
        raise Refused("orgs.person.service")
    if not person.active:
        raise Refused("orgs.person.inactive")
    if person.is_claimed:
        raise Refused("orgs.person.claimed")


def _greeting(actor: Actor, organization: Organization) -> str:
    """Say who invites: a stranger's mail that names nobody looks like one to be thrown away."""
    if isinstance(actor, SystemActor):
        words = MESSAGES["orgs.mail.invitation.greeting_of_nobody"]
        return str(words).format(organization=organization.name)
    inviter = Person.objects.only("name").get(pk=actor.person_id)
    words = MESSAGES["orgs.mail.invitation.greeting"]
    return str(words).format(inviter=inviter.name, organization=organization.name)


def _invitation_mail(
    actor: Actor, person: Person, link: str, *, organization: Organization, at: datetime
) -> None:
    with translation.override(person.language or organization.language):
        outbox_write(
            to=person.email,
            subject=str(MESSAGES["orgs.mail.invitation.subject"]).format(
                organization=organization.name
            ),
            body_text=str(MESSAGES["orgs.mail.invitation.body"]).format(
                greeting=_greeting(actor, organization), link=link, days=INVITATION_LASTS.days
            ),
            act_words=str(MESSAGES["orgs.mail.invitation.act"]),
            organization=organization,
            is_open=True,
            at=at,
        )
