"""How the organization and its teams stand beside the weeks before: for the charts of its page.

All of it is what everybody sees, so it is the same for every reader. The weeks are read as they are
kept; the day itself is told as the figures of the page are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.weeks import week_number
from plumbline.domain.okrs.models import (
    ObjectiveScoreState,
    Style,
)
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.names import names_then
from plumbline.domain.okrs.selectors.tallies import (
    NOTHING,
    Tally,
    tally_sum,
)
from plumbline.domain.okrs.selectors.team import StatusCounts, TeamFigures, status_counts
from plumbline.domain.okrs.selectors.team_groups import (
    objective_groups,
    objectives_counted,
)
from plumbline.domain.okrs.selectors.team_tallies import Grouping
from plumbline.domain.okrs.selectors.week_tallies import week_tallies
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.history import as_of as in_force
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.rollup import attainment, progress_unscaled

#: Up to so many teams are shown one by one; of more, those right below the organization, whole.
TEAMS_MOST: Final = 30
#: Up to so many objectives are a dot each; of more, a dot is a team.
DOTS_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyWeek:
    """The organization with all teams, at the end of a week or on the day shown.

    Attributes:
        number: Of the week in its cycle, from 1.
        day: The day that is told of.
    """

    number: int
    day: date
    counts: StatusCounts
    attainment: Decimal | None
    mean_confidence: Decimal | None


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """A team by the week.

    Attributes:
        counts: On the day shown.
        confidence: Its mean confidence by the number of the week; `None` where all were silent.
            Weeks that are not kept, or in which it had nothing, are left out.
    """

    team: Name
    counts: StatusCounts
    confidence: Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Attained:
    """Objectives of one style, or teams' means of them, that have attained as much.

    Attributes:
        attainment: 0 to 1.
        count: How many.
    """

    style: Style
    attainment: Decimal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyHistory:
    """What the charts of the organization tell.

    Attributes:
        weeks: Those that are over and kept, and the day shown as the last.
        is_over: Whether the day shown lies behind the cycle.
        teams: By name, where they have objectives.
        is_by_branch: Whether a team stands for all teams below it, too.
        attained: What is in the mean attainment.
        is_of_teams: Whether a dot is a team.
    """

    weeks: tuple[CompanyWeek, ...]
    is_over: bool
    teams: tuple[TeamWeeks, ...]
    is_by_branch: bool
    attained: tuple[Attained, ...]
    is_of_teams: bool

    @property
    def before(self) -> CompanyWeek | None:
        """The end of the week before the one of the day shown; `None` where it is not kept.

        Behind its cycle there is none: no week of it is the last one any more.
        """
        if self.is_over:
            return None
        last = self.weeks[-1]
        return next((week for week in self.weeks[:-1] if week.number == last.number - 1), None)


def company_grouping(*, company: Team) -> Grouping:
    """Return how teams are told of on the organization's page (one query).

    One by one, or, where there are too many, those right below the organization with all below.
    """
    teams = Team.objects.filter(archived_on=None).order_by().values_list("pk")
    return Grouping(company.path if len(teams[: TEAMS_MOST + 2]) > TEAMS_MOST + 1 else "")


def company_history(
    *,
    company: Team,
    cycle: Cycle,
    figures: TeamFigures,
    grouping: Grouping,
    at: datetime,
    as_of: date | None = None,
) -> CompanyHistory:
    """Return how the organization stands beside the weeks before (five queries at most).

    Args:
        company: The top team.
        cycle: The cycle.
        figures: What `team_figures` says of it on the same day, by that grouping.
        grouping: As `company_grouping` gave it.
        at: Now.
        as_of: The past day to show.
    """
    moment = moment_of(at=at, as_of=as_of)
    by_branch = bool(grouping.top)
    past = week_tallies(cycle, moment, with_own=not by_branch)
    now = figures.by_team
    current = max(1, week_number(cycle.start, cycle.end, moment.day))
    groups = [
        *((week.number, week.below if by_branch else week.own) for week in past),
        (current, {team: tally_sum(styles.values()) for team, styles in now.items()}),
    ]
    is_of_teams = figures.below.whole.scored > DOTS_MOST
    whole = tally_sum(tally for styles in now.values() for tally in styles.values())
    return CompanyHistory(
        weeks=(
            *(_week(week.number, week.day, week.below.get(company.pk, NOTHING)) for week in past),
            _week_now(current, moment.day, figures, whole),
        ),
        is_over=moment.day > cycle.end,
        teams=_teams(groups, moment, without=company.pk),
        is_by_branch=by_branch,
        attained=_teams_attained(now)
        if is_of_teams
        else _objectives_attained(whole, cycle, moment),
        is_of_teams=is_of_teams,
    )


def chances_before(
    *, viewer: Actor, objectives: Sequence[str], day: date
) -> Mapping[str, Decimal | None]:
    """Return the mean chances that were stored by the end of a day, by public id (one query).

    Args:
        viewer: Who asks.
        objectives: Public ids.
        day: The organization's day.
    """
    by = organization_day_end(organization_bound(), day)
    rows = ObjectiveScoreState.objects.filter(
        in_force(by),
        visible_to(viewer, of="subject__objective"),
        subject__objective__public_id__in=list(objectives),
    )
    return dict(rows.values_list("subject__objective__public_id", "mean_chance"))


def _week(number: int, day: date, tally: Tally) -> CompanyWeek:
    return CompanyWeek(
        number=number,
        day=day,
        counts=status_counts(tally),
        attainment=tally.attainment,
        mean_confidence=tally.mean_confidence,
    )


def _week_now(number: int, day: date, figures: TeamFigures, whole: Tally) -> CompanyWeek:
    return CompanyWeek(
        number=number,
        day=day,
        counts=figures.below.whole.counts,
        attainment=figures.below.whole.attainment,
        mean_confidence=whole.mean_confidence,
    )


def _teams(
    groups: Sequence[tuple[int, Mapping[int, Tally]]], moment: Moment, *, without: int
) -> tuple[TeamWeeks, ...]:
    """Put the weeks of each team together; one query for what they were called."""
    _, now = groups[-1]
    confidence: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for number, tallies in groups:
        for team, tally in tallies.items():
            if tally.key_results:
                confidence[team][number] = tally.mean_confidence
    shown = {*confidence, *(team for team, tally in now.items() if tally.objectives)} - {without}
    names = names_then(Team, "name", shown, moment)
    found = (
        TeamWeeks(name, status_counts(now.get(pk, NOTHING)), confidence[pk])
        for pk, name in names.items()
    )
    return tuple(sorted(found, key=lambda each: (each.team.name.casefold(), each.team.public_id)))


def _teams_attained(now: Mapping[int, Mapping[str, Tally]]) -> tuple[Attained, ...]:
    return tuple(
        Attained(Style(style), tally.attainment, 1)
        for styles in now.values()
        for style, tally in styles.items()
        if style and tally.attainment is not None
    )


def _objectives_attained(whole: Tally, cycle: Cycle, moment: Moment) -> tuple[Attained, ...]:
    """Read what each objective has attained (one query; none where none is in the mean).

    A large cycle of which nothing is measured yet is not looked through for nothing.
    """
    if not whole.scored:
        return ()
    objectives = objectives_counted(cycle, moment).filter(is_inside=False)
    found = []
    for group in objective_groups(objectives, moment):
        if group.progress is None or not group.place.style:
            continue
        style = documents.Style(group.place.style)
        share = attainment(progress_unscaled(group.progress), style)
        if share is not None:
            found.append(Attained(Style(style.value), share, group.count))
    return tuple(found)
