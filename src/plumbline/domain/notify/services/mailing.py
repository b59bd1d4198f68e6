"""What goes out by mail: one mail for all that is due for a person, by the rights of today."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import OperationalError
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.journal.models import Source
from plumbline.domain.notify.addresses import Link, thing_url
from plumbline.domain.notify.models import Notice, NoticeRhythm
from plumbline.domain.notify.selectors.inbox import (
    NoticeFacts,
    notice_facts,
    notices_fetched,
    notices_seen,
)
from plumbline.domain.notify.services.choosing import stop_token
from plumbline.domain.notify.words import notice_words
from plumbline.domain.orgs.days import zone_shown
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.outbox.letters import LetterLink, letter_html
from plumbline.domain.outbox.services import outbox_write
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import DatabaseBusy
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.tenancy.transactions import writing

LINES_A_MAIL: Final = 30
"""Longer mails are not read; the rest is in the inbox, and the mail says so."""

QUOTED: Final = 300
"""Signs of a comment that a mail says; whoever wants all of it opens it."""

PEOPLE_A_ROUND: Final = 50

TRIED_AGAIN: Final = timedelta(hours=1)
"""After what could not be written."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One line of a mail; `quote` is what was written, empty where nothing was."""

    said: str
    quote: str
    when: str
    url: str
    is_comment: bool = False

    @property
    def quoted(self) -> str:
        """What was written, between marks; empty without it."""
        return _("“%(words)s”") % {"words": self.quote} if self.quote else ""


def notices_mail(*, at: datetime, link: Link, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due, one mail a person; one query where nothing is.

    A mail and the mark that it is sent are one transaction, so nobody gets the same twice.

    Args:
        at: Now.
        link: Makes the addresses in the mail.
        goes_on: Asked between two people; false leaves the rest to the next round.

    Returns:
        How many mails were written.
    """
    due = Notice.objects.filter(mail_due_at__lte=at).order_by("person_id")
    people = list(due.values_list("person_id", flat=True).distinct()[:PEOPLE_A_ROUND])
    mails = 0
    for person_id in people:
        if not goes_on():
            break
        mails += _mail_or_tell(person_id, at=at, link=link)
    return mails


def _mail_or_tell(person_id: int, *, at: datetime, link: Link) -> int:
    """Send to one; what cannot be written is logged, tried later and holds nobody up."""
    try:
        return _mail(person_id, at=at, link=link)
    except (OperationalError, DatabaseBusy):
        raise  # the database is busy or gone, for everybody
    except Exception:  # noqa: BLE001 — logged; the others get theirs
        _log.exception("What is due for person %s could not be mailed.", person_id)
    with writing(organization_bound()):
        # Not at every round, and not before all the others.
        due = Notice.objects.filter(person_id=person_id, mail_due_at__lte=at)
        due.update(mail_due_at=at + TRIED_AGAIN)
    return 0


def _mail(person_id: int, *, at: datetime, link: Link) -> int:
    organization = organization_bound()
    with writing(organization):
        person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
        due = Notice.objects.filter(person=person, mail_due_at__lte=at)
        ids = list(due.values_list("pk", flat=True))
        Notice.objects.filter(pk__in=ids).update(mail_due_at=None)
        if not _is_reached(person):
            return 0
        viewer = viewer_of(person=person, organization=organization, at=at, source=Source.SYSTEM)
        rows = notices_seen(viewer).filter(pk__in=ids, read_at=None)
        lines = [notice_facts(row) for row in notices_fetched(rows).order_by("-at", "-pk")]
        # Nobody reads it elsewhere: left unread, it would hold back the next one, or count for it.
        Notice.objects.filter(pk__in=ids, in_inbox=False, read_at=None).update(read_at=at)
        if not lines:
            return 0
        with translation.override(person.language or organization.language):
            _write(person, organization, lines, at=at, link=link)
        return 1


def _is_reached(person: Person) -> bool:
    """Say whether a mail may go to somebody: they are here, were invited and came, and want it."""
    if not person.active or person.is_service or not person.email or person.account is None:
        return False
    stopped = NoticeRhythm.objects.filter(person=person, mail_stopped=True).exists()
    return person.account.is_active and not stopped


def _write(
    person: Person,
    organization: Organization,
    lines: Sequence[NoticeFacts],
    *,
    at: datetime,
    link: Link,
) -> None:
    stop = link("mail-stop", stop_token(person))
    shown = [_shown(line, person, organization, link) for line in lines[:LINES_A_MAIL]]
    more = len(lines) - LINES_A_MAIL
    texts = {
        "greeting": _("In %(organization)s, for %(name)s:")
        % {"organization": one_line(organization.name), "name": one_line(person.name)},
        "more": ngettext("%(count)d more in the inbox.", "%(count)d more in the inbox.", more)
        % {"count": more}
        if more > 0
        else "",
        "inbox": link("inbox", organization.slug),
        "choose": link("inbox-settings", organization.slug),
        "stop": stop,
    }
    subject = one_line(_subject(lines, organization))
    outbox_write(
        to=person.email,
        subject=subject,
        body_text=_text(shown, texts),
        body_html=_html(shown, texts, subject),
        organization=organization,
        unsubscribe_url=stop,
        at=at,
    )


def _shown(line: NoticeFacts, person: Person, organization: Organization, link: Link) -> _Shown:
    return _Shown(
        _said(line),
        _quote(line),
        _when(line, person, organization),
        thing_url(line, organization.slug, link),
        is_comment=bool(line.quote),
    )


def _subject(lines: Sequence[NoticeFacts], organization: Organization) -> str:
    if len(lines) == 1:
        return f"{_said(lines[0])} ({organization.name})"
    return ngettext(
        "%(count)d notification from %(organization)s",
        "%(count)d notifications from %(organization)s",
        len(lines),
    ) % {"count": len(lines), "organization": organization.name}


def _said(line: NoticeFacts) -> str:
    """Say what happened; a title that is not for everybody does not leave the instance."""
    words = notice_words(line)
    if line.about is None or line.is_restricted:
        return one_line(words)
    return one_line(f"{words}: {line.about.title}")


def _quote(line: NoticeFacts) -> str:
    """Return the first words of what was said or is asked; what is private does not leave."""
    quote = line.asking.text if line.asking else line.quote
    if line.is_restricted or not quote:
        return ""
    words = one_line(quote)
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()} …"


def _when(line: NoticeFacts, person: Person, organization: Organization) -> str:
    # Translators: Django's date format: "j F, H:i" gives 23 November, 17:30.
    return formats.date_format(line.at.astimezone(zone_shown(person, organization)), _("j F, H:i"))


def _text(shown: Sequence[_Shown], texts: dict[str, str]) -> str:
    parts = [texts["greeting"]]
    parts += [
        "\n".join(part for part in (each.said, each.quoted, each.when, each.url) if part)
        for each in shown
    ]
    parts += [texts["more"]] if texts["more"] else []
    parts.append(_("Your inbox: %(url)s") % {"url": texts["inbox"]})
    parts.append(
        _("Choose what comes by mail: %(url)s") % {"url": texts["choose"]}
        + "\n"
        + _("Stop these mails: %(url)s") % {"url": texts["stop"]}
    )
    return "\n\n".join(parts) + "\n"


def _html(shown: Sequence[_Shown], texts: dict[str, str], subject: str) -> str:
    """The same words as the text, with links in place of addresses and nothing to load.

    One comment alone is opened by the button; its heading is the subject already.
    """
    lone = shown[0] if len(shown) == 1 and shown[0].is_comment and shown[0].quote else None
    return letter_html(
        title=subject,
        above=[texts["greeting"]],
        lines=[_line_html(each, is_alone=lone is not None) for each in shown],
        below=[texts["more"]],
        act=LetterLink(_("Open the comment"), lone.url)
        if lone
        else LetterLink(_("Open the inbox"), texts["inbox"]),
        foot=[
            *([LetterLink(_("Open the inbox"), texts["inbox"])] if lone else []),
            LetterLink(_("Choose what comes by mail"), texts["choose"]),
            LetterLink(_("Stop these mails"), texts["stop"]),
        ],
    )


def _line_html(line: _Shown, *, is_alone: bool) -> LetterLink:
    if is_alone:
        return LetterLink(line.quoted, line.url, aside=line.when)
    aside = " · ".join(part for part in (line.quoted, line.when) if part)
    return LetterLink(line.said, line.url, aside=aside)
