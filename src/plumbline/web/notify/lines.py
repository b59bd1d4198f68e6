"""Lines of an inbox as its page shows them: unread first, by day, each with its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.domain.notify.selectors.inbox import NoticeFacts
from plumbline.domain.notify.words import notice_words
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.visits import Visit

ICONS = {
    "mention": "messages",
    "question": "message-question",
    "answer": "messages",
    "owner": "user",
    "approval": "clipboard-check",
    "needed": "message-question",
    "promise": "circle-check",
    "attest": "clipboard-check",
    "waiver": "gavel",
    "asks": "gavel",
    "review": "gavel",
    "learn": "book",
    "opened": "lock-open",
    "due": "calendar-check",
    "worsened": "alert-triangle",
    "change": "flag",
    "comment": "messages",
    "check_in": "chart-line",
    "cycle": "refresh",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One line.

    Attributes:
        title: Of what it is about; empty for a reminder.
        open_url: Takes a POST that marks it read and leads to its thing.
        mark_url: Takes a POST that marks it read or unread.
    """

    words: str
    title: str
    when: str
    icon: str
    is_read: bool
    open_url: str
    mark_url: str


@dataclass(frozen=True, slots=True)
class DayOfNotices:
    """What happened on one day of the person's zone."""

    day: str
    lines: Sequence[NoticeLine]


@dataclass(frozen=True, slots=True)
class NoticePart:
    """The unread ones, or those that were read."""

    is_read: bool
    days: Sequence[DayOfNotices]


def notice_parts(visit: Visit, lines: Sequence[NoticeFacts]) -> tuple[NoticePart, ...]:
    """Return lines, which come unread first and latest first, in parts by day."""
    zone = zone_of(viewer=visit.viewer)
    today = visit.at.astimezone(zone).date()

    def days(part: Sequence[NoticeFacts]) -> Iterator[DayOfNotices]:
        for day, found in groupby(part, key=lambda facts: facts.at.astimezone(zone).date()):
            yield DayOfNotices(_day_words(day, today), [_line(visit, facts) for facts in found])

    return tuple(
        NoticePart(is_read, list(days(list(part))))
        for is_read, part in groupby(lines, key=lambda facts: facts.read_at is not None)
    )


def _line(visit: Visit, facts: NoticeFacts) -> NoticeLine:
    own = [visit.slug, facts.public_id]
    at = facts.at.astimezone(zone_of(viewer=visit.viewer))
    return NoticeLine(
        words=notice_words(facts),
        title=facts.about.title if facts.about else "",
        when=date_format(at, "TIME_FORMAT"),
        icon=ICONS[facts.kind],
        is_read=facts.read_at is not None,
        open_url=reverse("notice-open", args=own),
        mark_url=reverse("notice-mark", args=own),
    )


def _day_words(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    # Translators: Django's date format: "l, j F" gives Monday, 23 November.
    return date_format(day, _("l, j F"))
