"""How a team stands: key results by status and the attainment of its objectives, by style.

An aggregate has one value for everyone: it takes in only objectives that everybody who reads it
may see. A team page has two readers, the organization and whoever sees what is for the team alone,
so there are two sets of figures; the second is told apart only where it differs. Personal and
private objectives enter none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Style
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally, tally_sum
from plumbline.domain.okrs.selectors.team_tallies import ByAudience, Grouping, Part, team_tallies
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.teams import company_team
from plumbline.domain.orgs.viewers import Actor, SystemActor, Viewer


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
class CheckInCounts:
    """Key results that run, by how their check-ins stand.

    Attributes:
        objectives: Objectives that run.
        key_results: Their active key results without guardrails.
        fresh: Of these, checked in within their cadence.
        due: Of these, due or in the days of grace.
        stale: More than the days of grace late, less than two cadences.
        overdue: Two cadences without a word.
        no_data: Never checked in.
        guardrails: Guardrails, which are counted nowhere else.
        breached: Of these, breached.
        closed: Closed key results without guardrails; counted only when none runs any more.
        graded: Of these, with a final score.
    """

    objectives: int
    key_results: int
    fresh: int
    due: int
    stale: int
    overdue: int
    no_data: int
    guardrails: int
    breached: int
    closed: int = 0
    graded: int = 0


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
        check_ins_inside: Of those and of what is for the team alone; `None` as above.
        check_ins_below: How they stand with those of all teams below it, for everyone.
        counted_at: What was recorded by then is in the figures for everyone; `None` where that
            is everything: they were counted for this very page.
        counted_inside_at: The same of those with what is for the team alone.
        by_team: What everyone sees, by team and style; empty unless it was asked for.
    """

    own: Figures
    own_inside: Figures | None
    below: Figures
    below_inside: Figures | None
    check_ins: CheckInCounts
    check_ins_below: CheckInCounts
    check_ins_inside: CheckInCounts | None = None
    counted_at: datetime | None = field(default=None, compare=False)
    counted_inside_at: datetime | None = field(default=None, compare=False)
    by_team: Mapping[int, Mapping[str, Tally]] = field(default_factory=dict, compare=False)

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
    *,
    viewer: Actor,
    team: Team,
    cycle: Cycle,
    at: datetime,
    as_of: date | None = None,
    grouping: Grouping | None = None,
) -> TeamFigures:
    """Return how a team stands in a cycle.

    Two queries where its counts are kept ready; else, and of a past day, six more at most.

    Args:
        viewer: Who asks; decides only whether they are told what is for the team alone.
        team: The team; the company itself for the organization's figures.
        cycle: The cycle.
        at: Now.
        as_of: What was recorded by the end of that day, under today's rights.
        grouping: Whether to tell it team by team, too; not without.
    """
    moment = moment_of(at=at, as_of=as_of)
    inside = sees_inside(viewer, team)
    found = team_tallies(team, cycle, moment, at=at, with_inside=inside, grouping=grouping)
    own, below = (_figures(found, own=own, inside=False) for own in (True, False))
    own_inside, below_inside = (
        _figures(found, own=own, inside=True) if True in found else None for own in (True, False)
    )
    return TeamFigures(
        own=own,
        own_inside=None if own_inside == own else own_inside,
        below=below,
        below_inside=None if below_inside == below else below_inside,
        check_ins=_check_ins(found, own=True),
        check_ins_below=_check_ins(found, own=False),
        check_ins_inside=_check_ins(found, own=True, inside=True) if True in found else None,
        counted_at=found[False].counted_at,
        counted_inside_at=_last_counted(found),
        by_team=_by_team(found) if grouping else {},
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


def _figures(found: ByAudience, *, own: bool, inside: bool) -> Figures:
    """Put the figures of a set together from its parts."""
    parts = list(_parts(found, own=own, inside=inside))
    order = [style.value for style in Style] + [""]
    styles = (
        (style, tally_sum(tally for part, tally in parts if part.style == style)) for style in order
    )
    return Figures(
        styles=tuple(_style_figures(style, tally) for style, tally in styles if tally.objectives),
        whole=_style_figures("", tally_sum(tally for _, tally in parts)),
    )


def _parts(found: ByAudience, *, own: bool, inside: bool) -> Iterable[tuple[Part, Tally]]:
    """Yield the parts of a set: the team's own or all, with what it alone sees or without."""
    for is_inside, of_audience in found.items():
        if is_inside and not inside:
            continue
        for part, tally in of_audience.tallies.items():
            if part.is_own or not own:
                yield part, tally


def _style_figures(style: str, tally: Tally) -> StyleFigures:
    return StyleFigures(
        style=Style(style) if style else None,
        objectives=tally.objectives,
        scored=tally.scored,
        attainment=tally.attainment,
        counts=status_counts(tally),
    )


def status_counts(tally: Tally) -> StatusCounts:
    """Return the key results of a tally by what can be said of them."""
    return StatusCounts(
        on_track=tally.on_track,
        at_risk=tally.at_risk,
        off_track=tally.off_track,
        stale=tally.stale + tally.overdue,
        no_data=tally.no_data,
        unsaid=tally.unsaid,
    )


def _check_ins(found: ByAudience, *, own: bool, inside: bool = False) -> CheckInCounts:
    """Count how check-ins stand; what is over is told only when nothing runs."""
    tally = tally_sum(tally for _, tally in _parts(found, own=own, inside=inside))
    runs = bool(tally.key_results)
    return CheckInCounts(
        objectives=tally.running,
        key_results=tally.key_results,
        fresh=tally.fresh,
        due=tally.due,
        stale=tally.stale,
        overdue=tally.overdue,
        no_data=tally.no_data,
        guardrails=tally.guardrails,
        breached=tally.breached,
        closed=0 if runs else tally.closed,
        graded=0 if runs else tally.graded,
    )


def _by_team(found: ByAudience) -> Mapping[int, Mapping[str, Tally]]:
    """Return what everyone sees of each team, by style."""
    teams: dict[int, dict[str, Tally]] = defaultdict(dict)
    for part, tally in found[False].tallies.items():
        styles = teams[part.whose]
        styles[part.style] = styles.get(part.style, NOTHING) + tally
    return dict(teams)


def _last_counted(found: ByAudience) -> datetime | None:
    """Return what instant the figures with what a team alone sees are of."""
    instants = [each.counted_at for each in found.values() if each.counted_at is not None]
    return max(instants, default=None)
