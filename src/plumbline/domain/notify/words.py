"""What a notification says, in the active language; the thing it is about stands beside it."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.attestations.selectors.outstanding import REMINDED
from plumbline.domain.governance.choices import Tier
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.selectors.inbox import NoticeFacts

_ONE: Final[Mapping[str, Callable[[], str]]] = {
    NoticeKind.MENTION: lambda: _("%(who)s mentions you"),
    NoticeKind.QUESTION: lambda: _("%(who)s asks you a question"),
    NoticeKind.ANSWER: lambda: _("%(who)s answers your question"),
    NoticeKind.OWNER: lambda: _("%(who)s made you the owner"),
    NoticeKind.OPENED: lambda: _("%(who)s, an admin, opened it and gave a reason"),
    NoticeKind.WORSENED: lambda: _("%(who)s checked in: it looks worse than before"),
    NoticeKind.COMMENT: lambda: _("%(who)s wrote a comment"),
    "dependency.ask": lambda: _("%(who)s needs something of you"),
    "dependency.move": lambda: _("%(who)s asks you for another day"),
    "dependency.accept": lambda: _("%(who)s accepts what you asked for"),
    "dependency.decline": lambda: _("%(who)s declines what you asked for"),
    "dependency.deliver": lambda: _("%(who)s delivers what you asked for"),
    "dependency.withdraw": lambda: _("%(who)s needs it no longer"),
    "dependency.due": lambda: _("Its day is near: others wait for it from you"),
    "dependency.late": lambda: _("Its day is over, and it is not delivered"),
    "practice.attest": lambda: _("A practice waits for your attestation"),
    REMINDED: lambda: _("%(who)s reminds you: a practice waits for your attestation"),
    "practice.review": lambda: _("It is time to look at the practice again"),
    "practice.feedback_close": lambda: _("%(who)s answered what you said of the practice"),
    "assignment.remind": lambda: _("Lessons wait for you"),
    "waiver.ask": lambda: _("%(who)s asks for a waiver"),
    "waiver.granted": lambda: _("%(who)s grants the waiver you asked for"),
    "waiver.declined": lambda: _("%(who)s declines the waiver you asked for"),
    "waiver.ended": lambda: _("%(who)s ended the waiver early: the practice counts again"),
    "waiver.near": lambda: _("A waiver ends within a week; then the practice counts again"),
    "waiver.over": lambda: _("A waiver is over: the practice counts again"),
    "objective.propose": lambda: _("%(who)s proposes an objective to your team"),
    "objective.submit": lambda: _("%(who)s handed it in for review"),
    "objective.approve": lambda: _("%(who)s approved it"),
    "objective.send_back": lambda: _("%(who)s sent it back, with words"),
    "objective.ask_approval": lambda: _("It waits for your approval"),
    "objective.ask_again": lambda: _("It changed, and waits for your approval again"),
    "objective.activate": lambda: _("%(who)s activated it"),
    "objective.adjust": lambda: _("%(who)s adjusted it"),
    "objective.pause": lambda: _("%(who)s paused it"),
    "objective.resume": lambda: _("%(who)s resumed it"),
    "objective.stop": lambda: _("%(who)s stopped it"),
    "objective.grade_start": lambda: _("%(who)s began to grade it"),
    "objective.grade_back": lambda: _("%(who)s took the start of its grading back"),
    "objective.close": lambda: _("%(who)s graded and closed it"),
    "key_result.adjust": lambda: _("%(who)s adjusted the key result"),
    "key_result.pause": lambda: _("%(who)s paused the key result"),
    "key_result.resume": lambda: _("%(who)s resumed the key result"),
    "key_result.stop": lambda: _("%(who)s stopped the key result"),
    "check_in.record": lambda: _("%(who)s checked in"),
    "check_in.correct": lambda: _("%(who)s corrected a check-in"),
    "check_in.withdraw": lambda: _("%(who)s withdrew a check-in"),
    "cycle.phase": lambda: _("%(who)s moved the cycle on"),
}

_MANY: Final[Mapping[str, Callable[[int], str]]] = {
    NoticeKind.OWNER: lambda count: ngettext(
        "You became owner of %(count)d thing here",
        "You became owner of %(count)d things here",
        count,
    ),
    NoticeKind.WORSENED: lambda count: ngettext(
        "%(count)d check-in looks worse than before",
        "%(count)d check-ins look worse than before",
        count,
    ),
    NoticeKind.CHANGE: lambda count: ngettext("%(count)d change", "%(count)d changes", count),
    NoticeKind.COMMENT: lambda count: ngettext("%(count)d comment", "%(count)d comments", count),
    NoticeKind.CHECK_IN: lambda count: ngettext("%(count)d check-in", "%(count)d check-ins", count),
}


_ASKING: Final[Mapping[Tier, Callable[[], str]]] = {
    Tier.POLICY: lambda: _("A policy from %(day)s, by %(who)s: it blocks until it is met"),
    Tier.GUIDELINE: lambda: _("A guideline from %(day)s, by %(who)s: it warns where it is not met"),
    Tier.BEST_PRACTICE: lambda: _("A best practice again since %(day)s: it hints only"),
}


_ASKING_MORE: Final[Mapping[Tier, Callable[[], str]]] = {
    Tier.POLICY: lambda: _("%(who)s made a policy stricter: it blocks until it is met"),
    Tier.GUIDELINE: lambda: _("%(who)s made a guideline stricter: it warns where it is not met"),
    Tier.BEST_PRACTICE: _ASKING[Tier.BEST_PRACTICE],
}


def notice_words(facts: NoticeFacts) -> str:
    """Say what happened."""
    who = facts.actor.name if facts.actor else "Plumbline"
    kind, count = facts.kind, facts.count
    if kind == NoticeKind.DUE:
        # Of a reminder it is counted how many check-ins.
        return ngettext(
            "%(count)d check-in waits for you", "%(count)d check-ins wait for you", count
        ) % {"count": count}
    if facts.asking is not None:
        # Translators: Django's date format: "j F Y" gives 23 November 2026.
        day = date_format(facts.asking.since, _("j F Y"))
        words = _ASKING_MORE if facts.act == "practice.tighten" else _ASKING
        return words[facts.asking.tier]() % {"who": who, "day": day}
    if count > 1 and kind in _MANY:
        return _MANY[kind](count) % {"count": count}
    return (_ONE.get(kind) or _ONE[facts.act])() % {"who": who}
