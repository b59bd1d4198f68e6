"""How a team stands: key results by status and the attainment of its objectives, by style.

An aggregate has one value for everyone: it takes in only objectives that everybody who reads it
may see. A team page has two readers, the organization and whoever sees what is for the team alone,
so there are two sets of figures; the second is told apart only where it differs. Personal and
private objectives enter none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Status, Style
from plumbline.domain.okrs.selectors.company import CompanyCounts
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.team_groups import (
    ObjectiveGroup,
    ResultGroup,
    closed_counts,
    key_result_groups,
    objective_groups,
    objectives_counted,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.viewers import Actor, SystemActor, Viewer
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.rollup import attainment, progress_unscaled
from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.teams import mean


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """Key results that run, without guardrails, by what can be said of them.

    Attributes:
        stale: Stale or overdue, whatever their status was.
        no_data: Never checked in.
        unsaid: Checked in on time, but no chance has been computed that a status follows from.
    """

    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    stale: int = 0
    no_data: int = 0
    unsaid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFigures:
    """The objectives of one style, or of all.

    Attributes:
        style: `None` for objectives that have none.
        objectives: How many count: active, paused, being graded, closed.
        scored: How many of them are in the mean.
        attainment: Mean of min(1, progress ÷ the style's bar), 0 to 1, 9 places; `None` when
            none is scored.
    """

    style: Style | None
    objectives: int
    scored: int
    attainment: Decimal | None
    counts: StatusCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is said of a set of objectives, each in it once: style by style, and of all."""

    styles: tuple[StyleFigures, ...]
    whole: StyleFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigures:
    """How a team stands.

    Attributes:
        own: Of its own objectives, for everyone.
        own_inside: Of those and of what is for the team alone; `None` where that is the same or
            the viewer is not among those who see it.
        below: Of the set of distinct objectives of the team and all teams below it, for everyone.
        below_inside: The same with what is for the team alone; `None` as above.
        check_ins: How the check-ins of its own key results stand, for everyone.
    """

    own: Figures
    own_inside: Figures | None
    below: Figures
    below_inside: Figures | None
    check_ins: CompanyCounts

    @property
    def is_deep(self) -> bool:
        """Whether the teams below add anything."""
        return self.below.whole.objectives > self.own.whole.objectives


def team_of_viewer(*, viewer: Viewer) -> Team:
    """Return the team a viewer looks at first: one they lead, else one they belong to.

    Whoever belongs to none looks at the company (two queries at most).

    Raises:
        NotFound: The organization is not set up.
    """
    own = Team.objects.filter(pk__in=viewer.member_team_ids, archived_on=None)
    teams = sorted(own, key=lambda team: (team.path not in viewer.led_team_paths, team.path))
    return teams[0] if teams else company_team(viewer=viewer)


def team_figures(
    *, viewer: Actor, team: Team, cycle: Cycle, at: datetime, as_of: date | None = None
) -> TeamFigures:
    """Return how a team stands in a cycle; at most five queries, six of a past day.

    Args:
        viewer: Who asks; decides only whether they are told what is for the team alone.
        team: The team; the company itself for the organization's figures.
        cycle: The cycle.
        at: Now.
        as_of: What was recorded by the end of that day, under today's rights.
    """
    moment = moment_of(at=at, as_of=as_of)
    objectives = objectives_counted(team, cycle, moment)
    found = objective_groups(objectives, moment)
    results = key_result_groups(objectives, team, cycle, moment)
    sees = sees_inside(viewer, team)
    own, below = (_figures(found, results, own=own, inside=False) for own in (True, False))
    own_inside, below_inside = (
        _figures(found, results, own=own, inside=True) if sees else None for own in (True, False)
    )
    return TeamFigures(
        own=own,
        own_inside=None if own_inside == own else own_inside,
        below=below,
        below_inside=None if below_inside == below else below_inside,
        check_ins=_check_ins(found, results, objectives, moment),
    )


def sees_inside(viewer: Actor, team: Team) -> bool:
    """Whether everything that is visible to the team alone is visible to the viewer."""
    if isinstance(viewer, SystemActor):
        return True
    return any(
        team.pk in standing.visible_team_ids
        or standing.leads(team.path)
        or Role.CHAMPION in standing.roles
        for standing in viewer.standings
    )


def _figures(
    objectives: Iterable[ObjectiveGroup],
    results: Iterable[ResultGroup],
    *,
    own: bool,
    inside: bool,
) -> Figures:
    """Put figures together from the groups that belong to a set."""
    found: dict[str, list[ObjectiveGroup]] = defaultdict(list)
    counts: dict[str, list[ResultGroup]] = defaultdict(list)
    for group in objectives:
        if (group.is_own or not own) and (inside or not group.is_inside):
            found[group.style].append(group)
    for result in results:
        belongs = (result.is_own or not own) and (inside or not result.is_inside)
        if belongs and not result.is_guardrail:
            counts[result.style].append(result)
    order = [style.value for style in Style] + [""]
    return Figures(
        styles=tuple(
            _style_figures(style, found[style], counts[style]) for style in order if found[style]
        ),
        whole=_style_figures(
            "",
            [each for groups in found.values() for each in groups],
            [each for groups in counts.values() for each in groups],
        ),
    )


def _style_figures(
    style: str, objectives: Iterable[ObjectiveGroup], results: Iterable[ResultGroup]
) -> StyleFigures:
    shares: list[Decimal] = []
    total = 0
    for group in objectives:
        total += group.count
        if group.progress is None or not group.style:
            continue
        share = attainment(progress_unscaled(group.progress), documents.Style(group.style))
        if share is not None:
            shares += [share] * group.count
    return StyleFigures(
        style=Style(style) if style else None,
        objectives=total,
        scored=len(shares),
        attainment=mean(shares),
        counts=_status_counts(results),
    )


def _status_counts(results: Iterable[ResultGroup]) -> StatusCounts:
    counts: Counter[str] = Counter()
    for group in results:
        counts[_told(group)] += group.count
    return StatusCounts(**counts)


def _told(group: ResultGroup) -> str:
    """Return what is said of a key result: silence overrides its status."""
    if group.check_in in (CheckInState.STALE, CheckInState.OVERDUE):
        return "stale"
    if group.check_in is CheckInState.NO_DATA:
        return "no_data"
    told = {Status.ON_TRACK: "on_track", Status.AT_RISK: "at_risk", Status.OFF_TRACK: "off_track"}
    return told.get(Status(group.status), "unsaid")


def _check_ins(
    found: Iterable[ObjectiveGroup],
    results: Iterable[ResultGroup],
    objectives: QuerySet[Any],
    moment: Moment,
) -> CompanyCounts:
    """Count how check-ins stand; what is over is asked for only when nothing runs (one query)."""
    states: Counter[CheckInState] = Counter()
    guardrails: Counter[bool] = Counter()
    for group in results:
        if not group.is_own or group.is_inside:
            continue
        if group.is_guardrail:
            guardrails[group.is_breached] += group.count
        else:
            states[group.check_in] += group.count
    over = {"closed": 0, "graded": 0} if states.total() else closed_counts(objectives, moment)
    return CompanyCounts(
        objectives=sum(
            each.count for each in found if each.is_own and each.is_running and not each.is_inside
        ),
        key_results=states.total(),
        fresh=states[CheckInState.FRESH],
        due=states[CheckInState.DUE],
        stale=states[CheckInState.STALE],
        overdue=states[CheckInState.OVERDUE],
        no_data=states[CheckInState.NO_DATA],
        guardrails=guardrails.total(),
        breached=guardrails[True],
        **over,
    )
