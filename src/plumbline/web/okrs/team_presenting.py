"""The weekly review of a team on a wall: one key result after the other, in large type."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.charts import KeyResultTrend, ProgressBar
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.okrs.selectors.team_review import (
    ObjectiveReviewed,
    ResultReviewed,
    is_for_the_room,
    team_review,
)
from plumbline.domain.okrs.selectors.trends import TrendFacts, trends_of_objectives
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.engine.documents.model import MetricKind, Style
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.dependency_lines import DependencyLine, team_waits_shown
from plumbline.web.okrs.nodes import Places
from plumbline.web.okrs.review_rows import (
    SHORT_UNIT,
    ReviewRow,
    open_question,
    review_row,
)
from plumbline.web.okrs.team_review import BLOCKERS, ClockPart, clock_parts
from plumbline.web.okrs.trends import trend
from plumbline.web.okrs.written import (
    day_full,
    number_alone,
    percent,
    progress_bar,
    value_now,
    way_words,
)
from plumbline.web.reviews.decision_forms import WALL
from plumbline.web.reviews.decision_lines import DecisionPart, decision_part
from plumbline.web.reviews.weekly_answers import QuestionAnswered, answers_by_question
from plumbline.web.ui.signs import StyleBadge
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle
    from plumbline.domain.orgs.models import Team

WIDE_BAR = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One key result on the wall.

    Attributes:
        rank: The place of its objective.
        restricted: That not everybody sees its objective; empty where all do.
        chart: Its trend; `None` for a milestone.
        bar: Where there is no trend; `bar_words` says it.
        now: What it stands at; `unit` what that is counted in, where it is more than a sign.
        place: "2 of 5".
    """

    objective: str
    rank: str
    style: StyleBadge | None
    restricted: str
    row: ReviewRow
    now: str
    unit: str
    way: str
    chart: KeyResultTrend | None
    bar: ProgressBar | None
    bar_words: str
    question: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentPage:
    """Everything the template says; each attribute is as in `ReviewPage`.

    Attributes:
        waits: Open dependencies the team waits for.
        leave_url: The review that the wall belongs to.
    """

    team: str
    day: str
    slides: tuple[Slide, ...]
    blockers: QuestionAnswered
    waits: tuple[DependencyLine, ...]
    answers: tuple[QuestionAnswered, ...]
    decisions: DecisionPart
    clock: tuple[ClockPart, ...]
    clock_key: str
    leave_url: str

    @property
    def is_blocked(self) -> bool:
        """Whether anything is in the way."""
        return bool(self.blockers.said or self.waits)

    @property
    def is_answered(self) -> bool:
        """Whether anybody answered a question."""
        return any(each.said for each in self.answers)


@require_safe
@tenant_page
def present(visit: Visit, team: str) -> HttpResponse:
    """Show the review of a team on a wall; what is private is never on it."""
    as_of = as_of_asked(visit)
    row = team_get(viewer=visit.viewer, public_id=team)
    cycle = visit.cycle_row
    frame = frame_for(visit, Entry.TEAM, as_of=as_of.words)
    if cycle is None:
        context = {"frame": frame, "may_import": False}
        return render(visit.request, "okrs/company_empty.html", context)
    context = {"frame": frame, "page": _page(visit, row, cycle, as_of)}
    return render(visit.request, "okrs/team_present.html", context)


def _page(visit: Visit, team: "Team", cycle: "Cycle", as_of: AsOf) -> PresentPage:
    viewer, at, day = visit.viewer, visit.at, as_of.day
    review = team_review(viewer=viewer, team=team, cycle=cycle, at=at, as_of=day)
    shown = [each for each in review.objectives if is_for_the_room(each.node)]
    trends = trends_of_objectives(
        viewer=viewer, objectives=[each.node.public_id for each in shown], at=at, as_of=day
    )
    answers = answers_by_question(visit, team, as_of=day)
    query = as_of.query(cycle=visit.request.GET.get("cycle", ""))
    return PresentPage(
        team=team.name,
        day=day_full(as_of.shown),
        slides=_slides(shown, trends, Places(visit.slug, as_of), review.first),
        blockers=next(each for each in answers if each.name == BLOCKERS),
        waits=team_waits_shown(visit, team, as_of),
        answers=tuple(each for each in answers if each.name != BLOCKERS),
        decisions=decision_part(visit, team, back=WALL, as_of=day),
        clock=() if day else clock_parts(),
        clock_key=f"{team.public_id}-{visit.today.isoformat()}",
        leave_url=reverse("team-review", args=[visit.slug, team.public_id]) + query,
    )


def _slides(
    shown: list[ObjectiveReviewed], trends: Mapping[str, TrendFacts], places: Places, first: str
) -> tuple[Slide, ...]:
    pairs = [(each, result) for each in shown for result in each.results]
    return tuple(
        replace(
            _slide(objective, result, trends[result.facts.public_id], places, first),
            place=_("%(number)d of %(count)d") % {"number": number, "count": len(pairs)},
        )
        for number, (objective, result) in enumerate(pairs, 1)
        if result.facts.public_id in trends
    )


def _slide(
    objective: ObjectiveReviewed,
    result: ResultReviewed,
    known: TrendFacts,
    places: Places,
    first: str,
) -> Slide:
    node, facts = objective.node, result.facts
    drawn = trend(known, today=places.on)
    return Slide(
        objective=node.title,
        rank=_("rank %(rank)d") % {"rank": node.rank} if node.rank else "",
        style=StyleBadge(Style(str(node.style))) if node.style else None,
        restricted=_("seen by the team only") if node.visibility == "team" else "",
        row=review_row(result, node, places, known.readings, first),
        now=_figure(facts),
        unit=_unit(facts),
        way=way_words(facts),
        chart=replace(drawn, is_large=True) if drawn else None,
        bar=None if drawn or not facts.metric.kind else progress_bar(facts, width=WIDE_BAR),
        bar_words=_("%(share)s of the way, pace is %(pace)s")
        % {"share": percent(facts.progress), "pace": percent(facts.pace)},
        question=open_question(result, known.readings),
        place="",
    )


def _figure(facts: KeyResultFacts) -> str:
    """Write the value, large: a unit of a sign or two beside it, a longer one below."""
    if facts.value is None or _unit(facts) == "":
        return value_now(facts)
    return number_alone(facts.value)


def _unit(facts: KeyResultFacts) -> str:
    metric = facts.metric
    if metric.kind is MetricKind.MILESTONE or len(metric.unit) <= SHORT_UNIT:
        return ""
    return metric.unit
