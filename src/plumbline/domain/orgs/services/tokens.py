"""Giving API tokens to people and services."""

from collections.abc import Collection
from datetime import datetime

from plumbline.domain.accounts.models import ApiToken
from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.services.tokens import (
    IssuedToken,
    api_token_create,
    api_token_revoke,
)
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.errors import NotFound, Refused


def token_create(
    *,
    actor: Actor,
    person: Person,
    name: str,
    scopes: Collection[TokenScope],
    at: datetime,
    expires_at: datetime | None = None,
) -> IssuedToken:
    """Make an API token that acts as a person: oneself, or a service one administers.

    Args:
        actor: who asks; never through a token.
        person: whom the token stands for.
        name: what its owner recognizes it by.
        scopes: what it may do, at most.
        at: now.
        expires_at: when it ends by itself, or never.

    Returns:
        The token and its secret, which cannot be shown again.

    Raises:
        PermissionRefused: the person is somebody else.
        Refused: the person is inactive.
        ValidationRefused: no name, no scope, or an end that is past.
    """
    with acting(actor) as organization:
        author = permit(actor, Act.CREATE, _thing(person))
        if not person.active:
            raise Refused("orgs.person.inactive")
        issued = api_token_create(
            organization=organization,
            person_public_id=person.public_id,
            account=person.account,
            name=name,
            scopes=scopes,
            at=at,
            expires_at=expires_at,
        )
        changes = {
            "name": Change(new=issued.token.name),
            "scopes": Change(new=list(issued.token.scopes)),
            "expires_at": Change(new=expires_at),
        }
        _record(author, issued.token, act="create", at=at, changes=changes)
        return issued


def token_revoke(*, actor: Actor, token_public_id: str, at: datetime) -> ApiToken:
    """End a token for good.

    Raises:
        NotFound: there is no such token here, or it is not for the actor's eyes.
        PermissionRefused: it belongs to somebody else.
    """
    with acting(actor) as organization:
        token = ApiToken.objects.filter(
            organization=organization, public_id=token_public_id
        ).first()
        if token is None:
            raise NotFound("accounts.token.not_found")
        person = Person.objects.get(public_id=token.person_public_id)
        author = permit(actor, Act.MANAGE, _thing(person))
        if token.revoked_at is None:
            token = api_token_revoke(token=token, at=at)
            _record(author, token, act="revoke", at=at, changes={})
        return token


def _thing(person: Person) -> Thing:
    return Thing(kind=Kind.TOKEN, person_id=person.pk, of_service=person.is_service)


def _record(
    author: Author, token: ApiToken, *, act: str, at: datetime, changes: dict[str, Change]
) -> None:
    journal_record(
        author=author,
        act=f"token.{act}",
        subject=Subject(kind="token", id=token.pk, public_id=token.public_id),
        at=at,
        changes=changes,
    )
