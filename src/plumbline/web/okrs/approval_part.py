"""The approval of an objective as its page tells it: how it stands, who is asked, by when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.approvals import ApprovalsOf, ApprovalState
from plumbline.engine.documents.model import State
from plumbline.web.day_words import day_words
from plumbline.web.okrs.written import state_of

if TYPE_CHECKING:
    from plumbline.domain.okrs.selectors.details import ObjectiveDetails
    from plumbline.web.visits import Visit

#: Before it begins it waits for approval, and it runs without one after a change.
_TOLD_IN: Final = frozenset({State.DRAFT, State.IN_REVIEW, State.ACTIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPart:
    """How the approval of an objective stands.

    Attributes:
        is_kept: It has what its practices ask for.
        words: How many it has.
        asked: Of whom it is asked, or would be.
        due: By when; empty where nobody sets a day.
        is_late: That day is over.
        url: Where its approvals stand.
        ask_url: Where it is asked for by a POST; empty where it is not the viewer's to do.
        is_handed_in: Asking hands it in for review.
    """

    is_kept: bool
    words: str
    asked: str
    due: str
    is_late: bool
    url: str
    ask_url: str
    is_handed_in: bool


def is_approved(details: "ObjectiveDetails") -> bool:
    """Whether the page tells of approvals: of what waits for one or runs, as the viewer sees it."""
    is_now = details.as_of is None and details.opening is None
    return is_now and state_of(details.facts.state) in _TOLD_IN


def approval_part(
    visit: "Visit", details: "ObjectiveDetails", found: ApprovalsOf | None
) -> ApprovalPart | None:
    """Return how its approval stands; None where nobody asks for one."""
    state, own = state_of(details.facts.state), details.facts.public_id
    if found is None or (state is State.ACTIVE and not found.is_lacking):
        return None
    return ApprovalPart(
        is_kept=not found.is_lacking,
        words=_words(found),
        asked=_asked(found),
        due=approval_due_words(visit, found),
        is_late=found.due_on is not None and found.due_on < visit.today,
        url=reverse("objective-approvals", args=[visit.slug, own]),
        ask_url=reverse("objective-approval-ask", args=[visit.slug, own]) if found.may_ask else "",
        is_handed_in=state is State.DRAFT,
    )


def _words(found: ApprovalsOf) -> str:
    return " · ".join(
        _("%(given)d of %(count)d by “%(practice)s”")
        % {
            "given": min(each.given, each.count),
            "count": each.count,
            "practice": each.practice.name,
        }
        for each in found.asked_by
    )


def _asked(found: ApprovalsOf) -> str:
    if found.waiting:
        names = ", ".join(each.person.name for each in found.waiting)
        return _("Asked of %(names)s.") % {"names": names}
    if found.to_ask:
        names = ", ".join(each.name for each in found.to_ask)
        if last := _last_words(found):
            return _("%(last)s It would be asked of %(names)s.") % {"last": last, "names": names}
        return _("Not asked yet. It would be asked of %(names)s.") % {"names": names}
    if not found.is_lacking:
        return ""
    return _(
        "Nobody is left who could approve it. What helps: another owner, or somebody else who is "
        "a champion."
    )


def _last_words(found: ApprovalsOf) -> str:
    """Say how it was answered last, where that no longer counts: whoever mends it needs the why."""
    last = found.approvals[0] if found.approvals else None
    if last is None:
        return ""
    said = {"name": last.person.name, "words": last.words}
    if last.state is ApprovalState.SENT_BACK:
        return _("%(name)s sent it back: “%(words)s”") % said
    if last.state is ApprovalState.APPROVED and not last.counts:
        return _("%(name)s approved it as it stood before.") % said
    return ""


def approval_due_words(visit: "Visit", found: ApprovalsOf) -> str:
    """Say by when an approval is due, or was; empty where no practice sets a day."""
    if found.due_on is None:
        return ""
    day = {"day": day_words(found.due_on)}
    return (_("Was due on %(day)s") if found.due_on < visit.today else _("Due by %(day)s")) % day
