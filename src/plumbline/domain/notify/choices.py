"""What people are told of, by which way, and what goes without saying."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """The events that people may be told of, the most personal first."""

    MENTION = "mention", _("Somebody mentions me")
    QUESTION = "question", _("A question for me")
    ANSWER = "answer", _("An answer to my question")
    OWNER = "owner", _("I became owner")
    APPROVAL = "approval", _("Something waits for my approval")
    NEEDED = "needed", _("Others need something of me by a day")
    PROMISE = "promise", _("An answer to what I need, or its day is near or over")
    ATTEST = "attest", _("A practice waits for my attestation")
    WAIVER = "waiver", _("An answer to a waiver of mine, or its end is near or over")
    ASKS = "asks", _("A practice begins to ask more of what is mine")
    REVIEW = "review", _("A practice of mine is to be looked at again")
    LEARN = "learn", _("Lessons that I am to do")
    OPENED = "opened", _("An admin opened what is private")
    DUE = "due", _("My check-ins are due")
    WORSENED = "worsened", _("A status got worse, or confidence fell")
    CHANGE = "change", _("Started, adjusted, paused, stopped or graded")
    COMMENT = "comment", _("A comment")
    CHECK_IN = "check_in", _("Any other check-in")
    CYCLE = "cycle", _("A cycle moves on")


class MailWay(models.TextChoices):
    """When an event goes out by mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("In the daily digest")
    WEEKLY = "weekly", _("In the weekly digest")
    NEVER = "never", _("Never")


class RemindFrom(models.TextChoices):
    """From when on a check-in is worth a reminder."""

    DUE = "due", _("As soon as a check-in is due")
    OVERDUE = "overdue", _("Only once one is overdue")


@dataclass(frozen=True, slots=True)
class Way:
    """By which ways somebody is told of a kind of event."""

    in_inbox: bool
    mail: MailWay


#: What holds for whoever has chosen nothing. Only what waits for one person alone comes at once.
DEFAULTS: Final[Mapping[NoticeKind, Way]] = {
    NoticeKind.MENTION: Way(True, MailWay.AT_ONCE),
    NoticeKind.QUESTION: Way(True, MailWay.AT_ONCE),
    NoticeKind.ANSWER: Way(True, MailWay.DAILY),
    NoticeKind.OWNER: Way(True, MailWay.AT_ONCE),
    NoticeKind.APPROVAL: Way(True, MailWay.DAILY),
    NoticeKind.NEEDED: Way(True, MailWay.AT_ONCE),
    NoticeKind.PROMISE: Way(True, MailWay.DAILY),
    NoticeKind.ATTEST: Way(True, MailWay.DAILY),
    NoticeKind.WAIVER: Way(True, MailWay.DAILY),
    NoticeKind.ASKS: Way(True, MailWay.DAILY),
    NoticeKind.REVIEW: Way(True, MailWay.WEEKLY),
    NoticeKind.LEARN: Way(True, MailWay.WEEKLY),
    NoticeKind.OPENED: Way(True, MailWay.NEVER),
    NoticeKind.DUE: Way(True, MailWay.DAILY),
    NoticeKind.WORSENED: Way(True, MailWay.DAILY),
    NoticeKind.CHANGE: Way(True, MailWay.WEEKLY),
    NoticeKind.COMMENT: Way(True, MailWay.WEEKLY),
    NoticeKind.CHECK_IN: Way(True, MailWay.NEVER),
    NoticeKind.CYCLE: Way(True, MailWay.WEEKLY),
}

#: Nobody chooses here: who reads what is private is told, and the opening itself sends the mail.
ALWAYS: Final = frozenset({NoticeKind.OPENED})

#: Kinds of which many about one objective become one line. The others are each an answer awaited.
FOLDED: Final = frozenset(
    {
        NoticeKind.OWNER,
        NoticeKind.WORSENED,
        NoticeKind.CHANGE,
        NoticeKind.COMMENT,
        NoticeKind.CHECK_IN,
    }
)

#: Eight o'clock, before the day is full.
DIGEST_HOUR: Final = 8
