"""Reading accounts, before and beside any organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.accounts.models import Account, ApiToken, Membership
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.secrets_kept import secret_hash
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.scoping import asked_alike


@dataclass(frozen=True, slots=True)
class TokenBearer:
    """Whom an API token stands for.

    Attributes:
        token_id: the row of the token.
        organization: the only one it works in.
        person_public_id: the person it stands for.
        account: their account; None for a service.
        scopes: what it may do, at most.
        last_used_on: the day it was last noted as used.
    """

    token_id: int
    organization: Organization
    person_public_id: str
    account: Account | None
    scopes: frozenset[TokenScope]
    last_used_on: date | None


def account_by_token(*, secret: str, at: datetime) -> TokenBearer | None:
    """Return whom a token stands for, or None if it is unknown, ended, or of a disabled account.

    Whether the person is still active in the organization is asked by `viewer_for_token`.
    """
    token = (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(account=None) | Q(account__is_active=True),
            secret_hash=secret_hash(secret),
            revoked_at=None,
        )
        .select_related("account", "organization")
        .first()
    )
    if token is None:
        return None
    return TokenBearer(
        token_id=token.pk,
        organization=token.organization,
        person_public_id=token.person_public_id,
        account=token.account,
        scopes=frozenset(TokenScope(scope) for scope in token.scopes),
        last_used_on=token.last_used_on,
    )


def account_by_email(*, email: str) -> Account | None:
    """Return the account with this address, whatever its spelling, or None."""
    return Account.objects.filter(email=email_normalized(email)).first()


def memberships_of(*, account: Account) -> Sequence[Membership]:
    """Return the organizations an account may enter, by name (one query)."""
    return list(
        Membership.objects.filter(account=account, active=True)
        .select_related("organization")
        .order_by("organization__name", "organization_id")
    )


def membership_in(*, account: Account, slug: str) -> Membership | None:
    """Return an account's membership in the organization of an address, with that organization.

    None where there is no such organization, or the account is no member: a stranger cannot tell.
    """
    return next(iter(_membership_asked(account.pk, slug)), None)


@asked_alike(128)
def _membership_asked(account_id: int, slug: str) -> QuerySet[Membership]:
    rows = Membership.objects.select_related("organization").order_by("pk")
    return rows.filter(account=account_id, organization__slug=slug, active=True)[:1]


def api_tokens_of(*, organization: Organization, person_public_id: str) -> Sequence[ApiToken]:
    """Return the tokens of one person, the newest first; the caller has checked who asks."""
    return list(
        ApiToken.objects.filter(
            organization=organization, person_public_id=person_public_id
        ).order_by("-created_at", "-id")
    )
