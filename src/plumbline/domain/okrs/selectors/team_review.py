"""The weekly review of a team: its key results as they stand, beside how they stood a week ago."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import State, Status, Visibility
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.domain.okrs.selectors.moments import Moment, day_before, moment_of
from plumbline.domain.okrs.selectors.nodes import nodes_of
from plumbline.domain.okrs.selectors.rows_at import objective_key, objectives_at, objectives_read
from plumbline.domain.okrs.selectors.team_work import (
    QUIET,
    RUNNING,
    WEEK,
    Moved,
    team_count,
    team_objectives,
    team_week,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.progress import GuardrailState

#: A meeting speaks of no more; what is further down the ranks is on the page of the team.
MOST_OBJECTIVES = 12
NOT_BEGUN = (State.DRAFT, State.IN_REVIEW)
#: By how much a chance has to fall in a week to be worth a word of its own.
FALLS_BY = Decimal("0.05")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReviewed:
    """A key result that runs, as a review tells it.

    Attributes:
        was: As it was said to stand at the end of the day a week before; `None` where it was not
            there yet, or below another objective.
        moved: Its value of the week; `None` without one.
    """

    facts: KeyResultFacts
    was: KeyResultFacts | None
    moved: Moved | None

    @property
    def fell(self) -> Decimal:
        """By how much its chance fell in the week, 0 to 1; below 0 where it rose."""
        before = self.was.chance if self.was else None
        if before is None or self.facts.chance is None:
            return Decimal(0)
        return before - self.facts.chance


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveReviewed:
    """An objective that runs, with how it stood a week before and what of it runs.

    Attributes:
        results: What is to be talked about first stands first; else in their order.
    """

    node: TreeNode
    was: TreeNode | None
    results: tuple[ResultReviewed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReview:
    """What a team looks at together.

    Attributes:
        before: The day a week before, whose end the earlier figures are of.
        objectives: Those that run, by rank.
        is_all: Whether there are no more of them.
        waiting: How many have not begun.
        first: Public id of the key result to begin with; empty where nothing needs it.
    """

    before: date
    objectives: tuple[ObjectiveReviewed, ...]
    is_all: bool
    waiting: int
    first: str


def team_review(
    *, viewer: Actor, team: Team, cycle: Cycle, at: datetime, as_of: date | None = None
) -> TeamReview:
    """Return what of a team's objectives runs, now and a week before; at most 26 queries.

    Only what the viewer sees. What stood a week before is told as it was known then.

    Args:
        viewer: Who asks.
        team: Whose objectives.
        cycle: Of which cycle.
        at: Now.
        as_of: The day asked for, or `None` for now.
    """
    moment = moment_of(at=at, as_of=as_of)
    level = team_objectives(
        viewer=viewer,
        team=team,
        cycle=cycle,
        at=at,
        as_of=as_of,
        limit=MOST_OBJECTIVES,
        states=RUNNING,
    )
    week = team_week(viewer=viewer, team=team, cycle=cycle, at=at, as_of=as_of, known=level.nodes)
    moved = {each.facts.public_id: each for each in week.moved}
    then = moment_of(at=at, as_of=day_before(moment.day, WEEK))
    before = _nodes(viewer, [node.public_id for node in level.nodes], then)
    objectives = tuple(_reviewed(node, before.get(node.public_id), moved) for node in level.nodes)
    return TeamReview(
        before=then.day,
        objectives=objectives,
        is_all=level.after is None,
        waiting=team_count(viewer=viewer, team=team, cycle=cycle, moment=moment, states=NOT_BEGUN),
        first=_first(each for objective in objectives for each in objective.results),
    )


def is_for_the_room(node: TreeNode) -> bool:
    """Say whether an objective may be shown to everybody in a team's room: no private one may."""
    return node.visibility is not Visibility.PRIVATE


def _nodes(viewer: Actor, public_ids: Collection[str], moment: Moment) -> Mapping[str, TreeNode]:
    wanted = {f"{objective_key(moment, 'public_id')}__in": list(public_ids)}
    rows = objectives_read(objectives_at(viewer, moment).filter(**wanted), moment)
    found = nodes_of(viewer=viewer, rows=rows, moment=moment)
    return {node.public_id: node for node in found}


def _reviewed(
    node: TreeNode, was: TreeNode | None, moved: Mapping[str, Moved]
) -> ObjectiveReviewed:
    before = {facts.public_id: facts for facts in was.key_results} if was else {}
    results = [
        ResultReviewed(
            facts=facts, was=before.get(facts.public_id), moved=moved.get(facts.public_id)
        )
        for facts in node.key_results
        if facts.state in RUNNING
    ]
    return ObjectiveReviewed(node=node, was=was, results=tuple(sorted(results, key=_need)))


def _need(result: ResultReviewed) -> tuple[int, Decimal, Decimal]:
    """Return what needs a word most as the least: first why, then how far it fell."""
    facts = result.facts
    reasons = (
        facts.guardrail is GuardrailState.BREACHED,
        facts.status == Status.OFF_TRACK and facts.check_in not in QUIET,
        facts.check_in in QUIET,
        result.fell >= FALLS_BY,
        facts.status == Status.AT_RISK,
    )
    place = next((number for number, holds in enumerate(reasons) if holds), len(reasons))
    if place == len(reasons):
        return place, Decimal(0), Decimal(0)
    return place, -result.fell, Decimal(1) if facts.chance is None else facts.chance


#: What is at risk as last week is not news: the meeting begins with its first objective then.
_NEEDS_A_WORD = 3


def _first(results: Iterable[ResultReviewed]) -> str:
    """Return what a meeting begins with: a breach, what is off track, silence or a fall."""
    found = min(results, key=_need, default=None)
    if found is None or _need(found)[0] > _NEEDS_A_WORD:
        return ""
    return found.facts.public_id
