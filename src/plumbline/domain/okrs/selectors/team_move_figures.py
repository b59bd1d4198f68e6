"""Whose figures a move of a team changes, before it is made."""

from dataclasses import dataclass
from datetime import date

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.viewers import Actor

_COUNTED = (State.ACTIVE, State.PAUSED, State.GRADING)


@dataclass(frozen=True, slots=True)
class MoveFigures:
    """What counts elsewhere from then on.

    Attributes:
        objectives: How many running ones of the team and the teams below it, as everybody sees.
        leave: The teams whose figures with all teams below lose them, from the lowest up.
        reach: The teams whose figures gain them, from the lowest up.
    """

    objectives: int
    leave: tuple[str, ...]
    reach: tuple[str, ...]


def team_move_figures(*, viewer: Actor, team: Team, parent: Team, on: date) -> MoveFigures:
    """Return whose figures would change, were a team placed under another (two queries).

    Args:
        viewer: Who asks; they manage teams.
        team: Which one would move.
        parent: The team above it from then on.
        on: Today: of the cycles that run on this day.

    Raises:
        PermissionRefused: The viewer may not manage teams.
    """
    manage_permit(viewer, Kind.TEAM)
    before, after = _ids(team.path)[:-1], _ids(parent.path)
    changed = set(before) ^ set(after)
    names = dict(Team.objects.filter(pk__in=changed).values_list("pk", "name"))
    # What only some see counts for nobody else, and its number is for nobody to learn here.
    count = Objective.objects.filter(
        team__path__startswith=team.path,
        is_personal=False,
        is_staged=False,
        state__in=_COUNTED,
        visibility=Visibility.ORGANIZATION,
        cycle__in=Cycle.objects.filter(start__lte=on, end__gte=on),
    ).count()
    return MoveFigures(
        objectives=count,
        leave=tuple(names[pk] for pk in reversed(before) if pk in names),
        reach=tuple(names[pk] for pk in reversed(after) if pk in names),
    )


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]
