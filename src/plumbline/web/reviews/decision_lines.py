"""Decisions of a review as other pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.reviews.selectors.decisions import (
    DecisionFacts,
    decisions_of_week,
    decisions_to_see_to,
)
from plumbline.domain.reviews.values import DecisionKind
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.day_words import day_full, day_long
from plumbline.web.reviews.decision_forms import ALL, WEEK, DecisionForm
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One decision.

    Attributes:
        kind: Whether it is to be done, or tried.
        words: Who sees to it and until when, or since when it is done.
        outcome: What came of it so far, of an experiment.
        change_url: Where it is changed; empty for who may not.
        settle_url: Where it is said to be done, or not yet; empty likewise.
        back: Where one comes back to.
        team: Whose review it was from; only where that is not plain.
    """

    text: str
    kind: str
    words: str
    outcome: str
    is_done: bool
    is_late: bool
    change_url: str
    settle_url: str
    back: str
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPart:
    """What a review shows of decisions.

    Attributes:
        now: Those of this week.
        last: Those of the week before.
        open: Those of earlier weeks that are still open.
        experiments: What the team tries, or tried of late.
        form: Writes one down; `None` for who may not.
        try_form: Writes an experiment down; likewise.
        post_url: Where it is sent.
        all_url: All of the team.
    """

    now: tuple[DecisionLine, ...]
    last: tuple[DecisionLine, ...]
    open: tuple[DecisionLine, ...]
    experiments: tuple[DecisionLine, ...]
    form: DecisionForm | None
    try_form: DecisionForm | None
    post_url: str
    all_url: str


def decision_part(
    visit: Visit, team: "Team", *, back: str, as_of: date | None = None
) -> DecisionPart:
    """Return what the review of a team shows of decisions, or showed on a past day."""
    told = decisions_of_week(viewer=visit.viewer, team=team, at=visit.at, as_of=as_of)
    url = reverse("team-decisions", args=[visit.slug, team.public_id])
    may_change = as_of is None

    def lines(facts: Sequence[DecisionFacts]) -> tuple[DecisionLine, ...]:
        return tuple(decision_line(visit, each, back=back, may=may_change) for each in facts)

    def form(kind: DecisionKind) -> DecisionForm | None:
        if not told.may_write:
            return None
        return DecisionForm(visit=visit, kind=kind, initial={"back": back})

    return DecisionPart(
        now=lines(told.now),
        last=lines(told.last),
        open=lines(told.open),
        experiments=lines(told.experiments),
        form=form(DecisionKind.DECISION),
        try_form=form(DecisionKind.EXPERIMENT),
        post_url=url,
        all_url=url,
    )


def decisions_of_mine(visit: Visit) -> tuple[DecisionLine, ...]:
    """Return what the viewer took on in reviews and has not said to be done."""
    if ModuleKey.WEEKLY_REVIEW not in visit.modules:
        return ()
    found = decisions_to_see_to(viewer=visit.viewer, at=visit.at)
    return tuple(decision_line(visit, each, back=WEEK, own=True) for each in found)


def decision_line(
    visit: Visit, facts: DecisionFacts, *, back: str, may: bool = True, own: bool = False
) -> DecisionLine:
    """Return a decision for a list.

    Args:
        visit: Who is there.
        facts: The decision.
        back: Where one comes back to.
        may: Whether anything is changed on that page at all.
        own: Whether it stands among the viewer's own, so that its team is told and not its owner.
    """
    address = [visit.slug, facts.team.public_id, facts.public_id]
    may = may and facts.is_changeable
    settle = "decision-reopen" if facts.is_done else "decision-done"
    return DecisionLine(
        text=facts.text,
        kind=facts.kind.value,
        words=_words(facts, own=own, mixed=back in {ALL, WEEK}),
        outcome=facts.outcome,
        is_done=facts.is_done,
        is_late=facts.is_late,
        change_url=reverse("team-decision", args=address) if may else "",
        settle_url=reverse(settle, args=address) if may else "",
        back=back,
        team=facts.team.name if own else "",
    )


def _words(facts: DecisionFacts, *, own: bool, mixed: bool) -> str:
    """Write who and when; where decisions and experiments stand together, which it is as well."""
    parts = [_("experiment")] if mixed and facts.is_experiment else []
    if facts.owner and not own:
        parts.append(facts.owner.name)
    if facts.done_on:
        done = _("ended on %(day)s") if facts.is_experiment else _("done on %(day)s")
        parts.append(done % {"day": day_long(facts.done_on)})
    elif facts.due_on:
        due = _("result by %(day)s") if facts.is_experiment else _("by %(day)s")
        parts.append(due % {"day": day_full(facts.due_on)})
    return " · ".join(parts)
