"""Making and revoking API tokens. Who may is decided by `orgs`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.accounts.models import TOKEN_NAME_CHARACTERS, Account, ApiToken
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.secrets_kept import secret_hash, secret_new
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing_global
from plumbline.engine.messages import Message

#: Lets secret scanners and people recognize a leaked token.
TOKEN_PREFIX = "plb_"  # noqa: S105 - the beginning of every token, not one of them
_SHOWN_CHARACTERS = len(TOKEN_PREFIX) + 6


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token with its secret, which is shown once and not kept.

    Attributes:
        token: the row.
        secret: what the program sends.
    """

    token: ApiToken
    secret: str


def api_token_create(
    *,
    organization: Organization,
    person_public_id: str,
    account: Account | None,
    name: str,
    scopes: Collection[TokenScope],
    at: datetime,
    expires_at: datetime | None = None,
) -> IssuedToken:
    """Make a token that stands for one person of one organization.

    Args:
        organization: where it works.
        person_public_id: whom it stands for.
        account: that person's account; None for a service.
        name: what its owner recognizes it by.
        scopes: what it may do, at most.
        at: now.
        expires_at: when it ends by itself, or never.

    Raises:
        ValidationRefused: no name, no scope, or an end that is past.
    """
    errors: dict[str, list[Message]] = {}
    if not 0 < len(name.strip()) <= TOKEN_NAME_CHARACTERS:
        errors["name"] = [Message("accounts.token.name", {})]
    if not scopes:
        errors["scopes"] = [Message("accounts.token.scopes", {})]
    if expires_at is not None and expires_at <= at:
        errors["expires_at"] = [Message("accounts.token.expires", {})]
    if errors:
        raise ValidationRefused(errors)
    secret = secret_new(TOKEN_PREFIX)
    token = ApiToken(
        secret_hash=secret_hash(secret),
        prefix=secret[:_SHOWN_CHARACTERS],
        name=name.strip(),
        account=account,
        organization=organization,
        person_public_id=person_public_id,
        scopes=sorted(scope.value for scope in scopes),
        created_at=at,
        expires_at=expires_at,
    )
    with writing_global():
        token.save(force_insert=True)
    return IssuedToken(token=token, secret=secret)


def api_token_revoke(*, token: ApiToken, at: datetime) -> ApiToken:
    """End a token for good; revoking it again changes nothing."""
    with writing_global():
        ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
        token.refresh_from_db()
    return token


def api_token_used(*, token_id: int, on: date) -> None:
    """Note that a token was used today: one write a day, not one a call."""
    with writing_global():
        ApiToken.objects.filter(pk=token_id).exclude(last_used_on=on).update(last_used_on=on)
