"""Offering somebody to sign in as a person of an organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.models import Account, Invitation
from plumbline.domain.accounts.secrets_kept import secret_hash, secret_new
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading_global, writing_global

INVITATION_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """An invitation with its secret, which exists nowhere else.

    Attributes:
        invitation: the row.
        secret: goes into the link and is not kept.
    """

    invitation: Invitation
    secret: str


def invitation_create(
    *,
    organization: Organization,
    email: str,
    person_public_id: str,
    invited_by: Account | None,
    at: datetime,
    roles: Sequence[str] = (),
    lasts: timedelta = INVITATION_LASTS,
) -> IssuedInvitation:
    """Issue an invitation for a person; earlier ones for the same person are withdrawn.

    Args:
        organization: where to.
        email: who may accept: the account with this address, or a new one.
        person_public_id: the unclaimed person they become.
        invited_by: the account that invites, if one does.
        at: now.
        roles: given when the invitation is accepted.
        lasts: how long it can be accepted.
    """
    secret = secret_new()
    with writing_global():
        invitation_withdraw(organization=organization, person_public_id=person_public_id, at=at)
        invitation = Invitation(
            token_hash=secret_hash(secret),
            organization=organization,
            email=email_normalized(email),
            person_public_id=person_public_id,
            roles=sorted(roles),
            invited_by=invited_by,
            created_at=at,
            expires_at=at + lasts,
        )
        invitation.save(force_insert=True)
    return IssuedInvitation(invitation=invitation, secret=secret)


def invitation_withdraw(*, organization: Organization, person_public_id: str, at: datetime) -> int:
    """Withdraw the open invitations of a person.

    Returns:
        How many were open.
    """
    with writing_global():
        return Invitation.objects.filter(
            organization=organization,
            person_public_id=person_public_id,
            accepted_at=None,
            withdrawn_at=None,
        ).update(withdrawn_at=at)


def invitation_check(*, secret: str, at: datetime) -> Invitation:
    """Return the open invitation behind a link.

    Raises:
        Refused: there is none, or it was used, withdrawn, or has expired; never which.
    """
    with reading_global(suspendable=True):
        invitation = (
            Invitation.objects.filter(
                token_hash=secret_hash(secret),
                accepted_at=None,
                withdrawn_at=None,
                expires_at__gt=at,
            )
            .select_related("organization")
            .first()
        )
    if invitation is None:
        raise Refused("accounts.invitation.invalid")
    return invitation


def invitation_accept(*, invitation: Invitation, account: Account, at: datetime) -> None:
    """Use an invitation up, in the caller's `writing`.

    Raises:
        Refused: it is for another address, or somebody else was quicker.
    """
    if account.email != invitation.email:
        raise Refused("accounts.invitation.other_account", email=invitation.email)
    with writing_global():
        taken = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, withdrawn_at=None, expires_at__gt=at
        ).update(accepted_at=at)
        if not taken:
            raise Refused("accounts.invitation.invalid")
