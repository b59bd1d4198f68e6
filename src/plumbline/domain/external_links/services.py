"""Adding an external link, and removing it."""

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.external_links.permissions import attach_permit
from plumbline.domain.external_links.selectors import external_link_get
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.engine.messages import Message

LINKS: Final = 50
"""More than a page shows well; what is beyond belongs into a document of its own."""

_SCHEMES: Final = frozenset({"http", "https"})


def external_link_add(
    *, actor: Actor, about: Objective | KeyResult, title: str, address: str, at: datetime
) -> ExternalLink:
    """Attach a page elsewhere to an objective or a key result. The address is never asked.

    Args:
        actor: Who adds it.
        about: What it belongs to.
        title: What stands there, in a few words.
        address: With http:// or https://.
        at: Now.

    Raises:
        NotFound: They do not see what it belongs to.
        PermissionRefused: They may not attach anything to it.
        ValidationRefused: No title, too long, no address of the web, or one that stands already.
        Refused: There are `LINKS` already.
    """
    with acting(actor):
        fresh = _locked(about)
        author = attach_permit(actor, fresh)
        place = {_field(fresh): fresh}
        row = ExternalLink(
            title=title.strip(),
            address=address_checked(address),
            added_at=at,
            added_by_id=actor.person_id,
            **place,
        )
        if not row.title:
            raise ValidationRefused({"title": [Message("external_links.title", {})]})
        row_check(row)
        _check_beside(row, list(ExternalLink.objects.filter(removed_at=None, **place)))
        row.save(force_insert=True)
        _journal(author, fresh, "refer", at, Change(None, _words(row)))
        return row


def external_link_remove(*, actor: Actor, link: ExternalLink, at: datetime) -> None:
    """Take a link off; that it stood there stays in the history.

    Raises:
        NotFound: It is off already, or the actor does not see it.
        PermissionRefused: They may not change what it belongs to.
    """
    with acting(actor):
        about = _locked(link.objective or link.key_result)
        row = external_link_get(viewer=actor, public_id=link.public_id)
        author = attach_permit(actor, about)
        row.removed_at, row.removed_by_id = at, actor.person_id
        row.save(update_fields=["removed_at", "removed_by"])
        _journal(author, about, "unrefer", at, Change(_words(row), None))


def address_checked(typed: str) -> str:
    """Return an address with its scheme and host in small letters.

    A name before the host is refused: it is a secret, or it makes one site look like another. So do
    characters that nobody sees, or that turn the direction of reading.

    Raises:
        ValidationRefused: It is no address of the web.
    """
    address = typed.strip()
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise ValidationRefused({"address": [Message("external_links.host", {})]}) from None
    if parts.scheme not in _SCHEMES:
        raise ValidationRefused({"address": [Message("external_links.scheme", {})]})
    is_plain = address.isprintable() and " " not in address
    if not host or "@" in parts.netloc or "\\" in parts.netloc or not is_plain:
        raise ValidationRefused({"address": [Message("external_links.host", {})]})
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def _check_beside(row: ExternalLink, others: list[ExternalLink]) -> None:
    for other in others:
        if other.address == row.address:
            twice = Message("external_links.twice", {"title": other.title})
            raise ValidationRefused({"address": [twice]})
    if len(others) >= LINKS:
        raise Refused("external_links.many", limit=LINKS)


def _locked(about: Objective | KeyResult | None) -> Objective | KeyResult:
    """Return what a link belongs to, locked: two who add the same address come one by one."""
    if isinstance(about, KeyResult):
        return key_result_locked(about.pk)
    assert about is not None  # noqa: S101 - the database keeps a link to one thing
    return objective_locked(about.pk)


def _field(about: Objective | KeyResult) -> str:
    return "objective" if isinstance(about, Objective) else "key_result"


def _words(row: ExternalLink) -> str:
    return f"{row.title} ({row.address})"


def _journal(
    author: Author, about: Objective | KeyResult, verb: str, at: datetime, link: Change
) -> None:
    kind = _field(about)
    journal_record(
        author=author,
        act=f"{kind}.{verb}",
        subject=Subject(kind, about.pk, about.public_id),
        at=at,
        changes={"link": link},
    )
