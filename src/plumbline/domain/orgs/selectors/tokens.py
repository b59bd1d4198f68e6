"""Reading one's own API tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.selectors import api_tokens_of
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.tenancy.context import organization_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """A token that works; its secret is nowhere.

    Attributes:
        public_id: in addresses.
        name: what its owner recognizes it by.
        prefix: the first characters of the secret.
        scopes: what it may do, at most.
        created_at: when it was made.
        last_used_on: the last day it was used; None for never.
        expires_at: when it ends by itself; None for never.
    """

    public_id: str
    name: str
    prefix: str
    scopes: frozenset[TokenScope]
    created_at: datetime
    last_used_on: date | None
    expires_at: datetime | None


def own_tokens(*, viewer: Viewer, at: datetime) -> Sequence[TokenFacts]:
    """Return the viewer's own tokens that still work, the newest first (one query).

    Raises:
        PermissionRefused: the viewer has none and may make none.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.TOKEN, person_id=viewer.person_id))
    found = api_tokens_of(
        organization=organization_bound(), person_public_id=viewer.person_public_id
    )
    return [
        TokenFacts(
            public_id=token.public_id,
            name=token.name,
            prefix=token.prefix,
            scopes=frozenset(TokenScope(scope) for scope in token.scopes),
            created_at=token.created_at,
            last_used_on=token.last_used_on,
            expires_at=token.expires_at,
        )
        for token in found
        if token.revoked_at is None and (token.expires_at is None or token.expires_at > at)
    ]
