"""How the attainment of a team came to be: objective by objective."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Style
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.rows_at import objective_key
from plumbline.domain.okrs.selectors.team import sees_inside, team_figures
from plumbline.domain.okrs.selectors.team_groups import objectives_of, with_progress
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.rollup import attainment, progress_unscaled

#: Objectives that are named; of more the rest is counted.
MOST_PARTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AttainmentPart:
    """One objective of the mean.

    Attributes:
        progress: 0 to 1; `None` when it is not scored.
        attainment: min(1, progress ÷ the style's bar); `None` when it is left out.
    """

    objective: Name
    style: Style | None
    progress: Decimal | None
    attainment: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttainmentExplained:
    """A mean attainment and what it was made from.

    Attributes:
        attainment: As the page of the team shows it.
        further: How many objectives are in it beyond those named.
    """

    attainment: Decimal | None
    scored: int
    left_out: int
    parts: tuple[AttainmentPart, ...]
    further: int


def team_attainment_explained(
    *,
    viewer: Actor,
    team: Team,
    cycle: Cycle,
    at: datetime,
    with_sub_teams: bool,
    as_team_sees: bool,
    as_of: date | None = None,
) -> AttainmentExplained:
    """Return how a figure of `team_figures` came to be; at most 9 queries.

    Args:
        viewer: Who asks.
        team: Whose figure.
        cycle: The cycle.
        at: Now.
        with_sub_teams: Of the set of the team and all teams below it.
        as_team_sees: With what is for the team alone.
        as_of: What was recorded by the end of that day, under today's rights.

    Raises:
        NotFound: The figure is for the team alone, and the viewer is not among those who see it.
    """
    if as_team_sees and not sees_inside(viewer, team):
        raise NotFound("orgs.team.not_found")
    moment = moment_of(at=at, as_of=as_of)
    figures = team_figures(viewer=viewer, team=team, cycle=cycle, at=at, as_of=as_of)
    inside = figures.below_inside if with_sub_teams else figures.own_inside
    everyone = figures.below if with_sub_teams else figures.own
    whole = ((inside if as_team_sees else None) or everyone).whole
    rows = with_progress(objectives_of(team, cycle, moment), moment)
    if not with_sub_teams:
        rows = rows.filter(team=team.pk)
    if not as_team_sees:
        rows = rows.filter(is_inside=False)
    key = objective_key(moment, "public_id")
    named = rows.order_by("title", "pk").values_list(key, "title", "style", "reached")[:MOST_PARTS]
    parts = tuple(_part(*row) for row in named)
    return AttainmentExplained(
        attainment=whole.attainment,
        scored=whole.scored,
        left_out=whole.objectives - whole.scored,
        parts=parts,
        further=whole.objectives - len(parts),
    )


def _part(public_id: str, title: str, style: str, stored: int | None) -> AttainmentPart:
    progress = None if stored is None else progress_unscaled(stored)
    return AttainmentPart(
        objective=Name(public_id, title),
        style=Style(style) if style else None,
        progress=progress,
        attainment=attainment(progress, documents.Style(style)) if style else None,
    )
