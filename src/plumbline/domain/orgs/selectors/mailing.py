"""The outbox of an organization, as those who look after it may read it.

A mail is for whom it is to. Who looks after the mail sees that it waits, was sent or failed, and
reads the words only of such as say nothing private (`OutboxMessage.is_open`) or are to them; what
could let somebody in is hidden there too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import F, Q, QuerySet

from plumbline.domain.accounts.models import Account
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.outbox.selectors import outbox_list
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.transactions import reading_global

MESSAGES_A_PAGE = 50
HIDDEN = "•••"
"""Stands where something is for the recipient alone."""

#: Addresses of pages, and anything as long and mixed as a secret is.
_SECRETS = re.compile(r"\w+://\S+|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{20,}", re.IGNORECASE)


_TAGS = re.compile(r"(<[^>]*>)")
_HREF = re.compile(r"""\s(?:href|src)=(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def mail_leaves() -> bool:
    """Whether mail leaves the instance; without a mail server it lies in a folder of the data."""
    return not str(settings.EMAIL_BACKEND).endswith(".FolderBackend")


class MailState(StrEnum):
    """How a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """One message.

    Attributes:
        public_id: in addresses.
        to: the address.
        subject: empty where it is for the recipient alone.
        body: its words without secrets; empty where they are for the recipient alone.
        is_open: whether words are shown.
        has_letter: whether they can be shown as they look, too.
        is_own: whether they are shown because the message is to the viewer.
        state: how it stands.
        created_at: when it was written.
        sent_at: when it was handed to the mail server.
        next_at: when it is tried next, of one that waits.
        attempts: how many have begun; sent back with a request for another.
        error: why the latest attempt failed.
    """

    public_id: str
    to: str
    subject: str
    body: str
    is_open: bool
    has_letter: bool
    is_own: bool
    state: MailState
    created_at: datetime
    sent_at: datetime | None
    next_at: datetime | None
    attempts: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """Some messages; pass `after` on for older ones, `None` where there are none."""

    messages: Sequence[MailFacts]
    after: str | None


def mail_page(
    *, viewer: Viewer, state: MailState | None = None, to: str = "", after: str = ""
) -> MailPage:
    """Return messages of the organization, newest first (at most two queries).

    Args:
        viewer: who asks.
        state: only those that stand so.
        to: letters that the address must hold.
        after: public id of the message that the page before ended with; what is none begins anew.
    """
    found = _messages(viewer)
    if state is not None:
        found = found.filter(_standing(state))
    if to:
        found = found.filter(to__icontains=to)
    with reading_global():
        last = found.filter(public_id=after).first() if after else None
        if last is not None:
            found = found.filter(pk__lt=last.pk)
        rows = list(found[: MESSAGES_A_PAGE + 1])
    shown = rows[:MESSAGES_A_PAGE]
    own = "" if all(row.is_open for row in shown) else _own_address(viewer)
    goes_on = len(rows) > MESSAGES_A_PAGE
    return MailPage(
        messages=[_facts(row, own) for row in shown],
        after=shown[-1].public_id if goes_on else None,
    )


def mail_get(*, viewer: Viewer, public_id: str) -> OutboxMessage:
    """Return one message of the organization.

    Raises:
        NotFound: there is none.
    """
    with reading_global():
        found = _messages(viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("orgs.message.not_found")
    return found


def mail_facts(message: OutboxMessage, *, viewer: Viewer) -> MailFacts:
    """Return a message as those who look after the mail may read it; one's own is read whole.

    Links and secrets are hidden in one's own too: whoever finds the browser open is not let in.
    """
    return _facts(message, "" if message.is_open else _own_address(viewer))


def _own_address(viewer: Viewer) -> str:
    """Return the address the viewer signs in with; that of their person an admin could change."""
    if viewer.account_id is None:
        return ""
    with reading_global():
        account = Account.objects.filter(pk=viewer.account_id).first()
    return "" if account is None else account.email


def _facts(message: OutboxMessage, own: str) -> MailFacts:
    state = _state(message)
    is_own = bool(own) and message.to.casefold() == own.casefold()
    is_read = message.is_open or is_own
    return MailFacts(
        public_id=message.public_id,
        to=message.to,
        subject=secrets_hidden(message.subject) if is_read else "",
        body=secrets_hidden(message.body_text) if is_read else "",
        is_open=is_read,
        has_letter=is_read and bool(message.body_html),
        is_own=is_own,
        state=state,
        created_at=message.created_at,
        sent_at=message.sent_at,
        next_at=message.not_before if state is MailState.WAITING else None,
        attempts=message.attempts,
        error="" if message.sent_at else message.last_error,
    )


def secrets_hidden(text: str) -> str:
    """Return a text without links and without anything that looks like a secret."""
    return _SECRETS.sub(HIDDEN, text)


def letter_shown(message: OutboxMessage, *, viewer: Viewer) -> str:
    """Return a message in HTML as it looks, its links without where they lead.

    Raises:
        NotFound: Its words are not for the viewer, or it was written as text alone.
    """
    if not message.body_html or not mail_facts(message, viewer=viewer).is_open:
        raise NotFound("orgs.message.not_found")
    pieces = _TAGS.split(message.body_html)
    return "".join(
        _HREF.sub("", piece) if piece.startswith("<") else secrets_hidden(piece) for piece in pieces
    )


def _messages(viewer: Viewer) -> QuerySet[OutboxMessage]:
    permit(viewer, Act.VIEW, Thing(kind=Kind.MESSAGE))
    return outbox_list(organization=organization_bound())


def _standing(state: MailState) -> Q:
    if state is MailState.SENT:
        return Q(sent_at__isnull=False)
    waiting = Q(sent_at__isnull=True)
    given_up = Q(attempts__gte=F("attempts_allowed"))
    return waiting & (given_up if state is MailState.FAILED else ~given_up)


def _state(message: OutboxMessage) -> MailState:
    if message.sent_at is not None:
        return MailState.SENT
    given_up = message.attempts >= message.attempts_allowed
    return MailState.FAILED if given_up else MailState.WAITING
