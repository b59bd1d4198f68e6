"""The weekly review of a team: what a meeting looks at first, and the same for a wall."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.okrs.selectors.points import points_of_key_results
from plumbline.domain.okrs.selectors.team import team_figures
from plumbline.domain.okrs.selectors.team_review import (
    TeamReview,
    is_for_the_room,
    team_review,
)
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.company import Link, cycle_links
from plumbline.web.okrs.dependency_lines import DependencyPart, team_part
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.review_rows import ReviewGroup, review_group
from plumbline.web.okrs.standing import attainment_words, lead_words, line_words
from plumbline.web.okrs.team_empty import without_objectives
from plumbline.web.okrs.written import day_full, day_long
from plumbline.web.reviews.decision_forms import REVIEW, BlockerForm
from plumbline.web.reviews.decision_lines import DecisionPart, decision_part
from plumbline.web.reviews.weekly_answers import QuestionAnswered, answers_by_question
from plumbline.web.team_tabs import team_tabs
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team

BLOCKERS = "blockers"


@dataclass(frozen=True, slots=True)
class ClockPart:
    """One part of the meeting, and how many minutes it is given."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Everything the template says.

    Attributes:
        team: What the team is called.
        lead: How many of its own have which status.
        trouble: What is stale, overdue or breached; may be empty.
        attainment: How far its objectives are, by style; may be empty.
        since: The day whose end the earlier figures are of, in words.
        first: The key result to begin with, by its place on the page; empty without one.
        hidden: What of it is left out of the wall, in words; empty for nothing.
        more: What stands further down the ranks, in words; empty for nothing.
        clock: The parts of the meeting; empty for a past day, which nobody meets on.
        answers: The questions with what people answered; `blockers` what is in the way.
        answer_url: Where the viewer answers; empty where they do not belong to the team.
        blocker_form: Names what is in the way; `None` where `answer_url` is empty.
        depends: What the team waits for.
        decisions: Those of this week and the last, what is still open of earlier ones, and what is
            tried out.
        present_url: The same for a wall; empty where there is nothing to show there.
    """

    team: str
    day: str
    since: str
    lead: str
    trouble: str
    attainment: str
    groups: tuple[ReviewGroup, ...]
    first: str
    hidden: str
    more: str
    clock: tuple[ClockPart, ...]
    clock_key: str
    blockers: QuestionAnswered
    answers: tuple[QuestionAnswered, ...]
    answer_url: str
    blocker_form: BlockerForm | None
    blocker_url: str
    depends: DependencyPart
    decisions: DecisionPart
    present_url: str
    cycles: tuple[Link, ...]
    as_of: AsOf
    empty: Empty | None


@require_safe
@tenant_page
def detail(visit: Visit, team: str) -> HttpResponse:
    """Show the weekly review of a team."""
    as_of = as_of_asked(visit)
    row = team_get(viewer=visit.viewer, public_id=team)
    cycle = visit.cycle_row
    if cycle is None:
        context = {"frame": frame_for(visit, Entry.TEAM), "may_import": False}
        return render(visit.request, "okrs/company_empty.html", context)
    page = _page(visit, row, cycle, as_of)
    frame = frame_for(
        visit,
        Entry.TEAM,
        tabs=team_tabs(
            visit, team, as_of.query(cycle=visit.request.GET.get("cycle", "")), review=True
        ),
        context=page.team,
        context_url=reverse("team", args=[visit.slug, team]),
        as_of=as_of.words,
    )
    return render(visit.request, "okrs/team_review.html", {"frame": frame, "page": page})


def _page(visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf) -> ReviewPage:
    viewer, at, day = visit.viewer, visit.at, as_of.day
    figures = team_figures(viewer=viewer, team=team, cycle=cycle, at=at, as_of=day)
    own = figures.own_inside or figures.own
    # Of the same objectives as `own`: a part is never more than the whole it is part of.
    counts = figures.check_ins_inside or figures.check_ins
    review = team_review(viewer=viewer, team=team, cycle=cycle, at=at, as_of=day)
    groups = _groups(visit, review, as_of)
    answers = answers_by_question(visit, team, as_of=day)
    answer_url = _answer_url(visit, team, as_of)
    address = reverse("team-review", args=[visit.slug, team.public_id])
    is_shown = any(is_for_the_room(each.node) for each in review.objectives)
    return ReviewPage(
        team=team.name,
        day=day_full(as_of.shown),
        since=day_long(review.before),
        lead=lead_words(counts, own.whole.counts),
        trouble=line_words(counts, own.whole.counts),
        attainment=attainment_words(own),
        groups=groups,
        first=review.first,
        hidden=hidden_words(review),
        more="" if review.is_all else _("Further ones are on the page of the team."),
        clock=() if day else clock_parts(),
        clock_key=f"{team.public_id}-{visit.today.isoformat()}",
        blockers=next(each for each in answers if each.name == BLOCKERS),
        answers=tuple(each for each in answers if each.name != BLOCKERS),
        answer_url=answer_url,
        blocker_form=BlockerForm() if answer_url else None,
        blocker_url=reverse("team-blocker", args=[visit.slug, team.public_id]),
        depends=team_part(visit, team, as_of),
        decisions=decision_part(visit, team, back=REVIEW, as_of=as_of.day),
        present_url=present_url(visit, team, as_of) if is_shown else "",
        cycles=cycle_links(visit, cycle, address),
        as_of=as_of,
        empty=None if groups else _empty(visit, team, cycle, as_of, review),
    )


def clock_parts() -> tuple[ClockPart, ...]:
    """Return the parts of a meeting of 25 minutes, the trends first."""
    return (
        ClockPart(_("Trends"), 8),
        ClockPart(_("Experiments"), 6),
        ClockPart(_("In the way"), 6),
        ClockPart(_("Decisions"), 5),
    )


def present_url(visit: Visit, team: "Team", as_of: AsOf) -> str:
    """Return where the review of a team is shown on a wall, of the same cycle and day."""
    query = as_of.query(cycle=visit.request.GET.get("cycle", ""))
    return reverse("team-present", args=[visit.slug, team.public_id]) + query


def hidden_words(review: TeamReview) -> str:
    """Write how many objectives a wall leaves out; empty for none."""
    count = sum(not is_for_the_room(each.node) for each in review.objectives)
    if not count:
        return ""
    return ngettext(
        "%(count)d private objective is not presented.",
        "%(count)d private objectives are not presented.",
        count,
    ) % {"count": count}


def _groups(visit: Visit, review: TeamReview, as_of: AsOf) -> tuple[ReviewGroup, ...]:
    wanted = [each.facts.public_id for part in review.objectives for each in part.results]
    found = points_of_key_results(
        viewer=visit.viewer, key_results=wanted, at=visit.at, as_of=as_of.day
    )
    places = Places(visit.slug, as_of)
    return tuple(
        review_group(each, places, points=found, first=review.first) for each in review.objectives
    )


def _answer_url(visit: Visit, team: "Team", as_of: AsOf) -> str:
    if team.pk not in visit.viewer.visible_team_ids or as_of.day:
        return ""
    return reverse("weekly-answers", args=[visit.slug, team.public_id])


def _empty(visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf, review: TeamReview) -> Empty:
    if review.waiting:
        return Empty(
            words=ngettext(
                "Nothing runs yet: %(count)d objective is still being written.",
                "Nothing runs yet: %(count)d objectives are still being written.",
                review.waiting,
            )
            % {"count": review.waiting},
            url=reverse("plan", args=[visit.slug]),
            action=_("To the drafts"),
        )
    words = _("Nothing of this team runs in this cycle, so there is nothing to review.")
    return without_objectives(visit, team, cycle, as_of, words=words)
