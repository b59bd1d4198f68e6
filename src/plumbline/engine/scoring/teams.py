"""Means over objectives for teams and the organization, and their attainment.

A mean is taken over a set of objectives: however many paths lead to one, it counts once. Only
objectives that everyone who sees the mean may see belong in it; choosing them is the caller's
duty.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.model import Style
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import exactly, percent_shown, round_progress
from plumbline.engine.scoring.explain import Step
from plumbline.engine.scoring.rollup import RollupRefused, attainment


@dataclass(frozen=True, slots=True)
class ScoredObjective:
    """An objective as it enters a mean.

    Attributes:
        source: What makes it the same objective, whatever path led to it.
        progress: 0 to 1; `None` when it is not scored.
        style: Decides its attainment.
        title: For the explanation.
    """

    source: Hashable
    progress: Decimal | None
    style: Style
    title: str = ""

    @property
    def counted(self) -> Decimal | None:
        """The progress that enters the mean; `None` for learning objectives."""
        return None if self.style is Style.LEARNING else self.progress


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """The mean over a set of objectives.

    Attributes:
        progress: Mean progress, 0 to 1, 9 places; `None` when none is scored.
        attainment: Mean attainment, 0 to 1, 9 places; `None` when none is scored.
        scored: Number of distinct objectives in the means.
        left_out: Number of distinct objectives that are not scored.
        explanation: How the mean came to be.
    """

    progress: Decimal | None
    attainment: Decimal | None
    scored: int
    left_out: int
    explanation: Step


def team_progress(objectives: Iterable[ScoredObjective]) -> TeamProgress:
    """Take the mean over a team's own objectives, or over those of its whole subtree.

    Args:
        objectives: In any order; the same objective may be named several times and counts once.

    Raises:
        RollupRefused: The same objective comes with two different progresses or styles.
    """
    distinct: dict[Hashable, ScoredObjective] = {}
    for objective in objectives:
        known = distinct.setdefault(objective.source, objective)
        if (known.progress, known.style) != (objective.progress, objective.style):
            raise RollupRefused(Message("scoring.objective_differs", {"title": objective.title}))
    progresses = [each.counted for each in distinct.values() if each.counted is not None]
    attainments = [attainment(each.counted, each.style) for each in distinct.values()]
    progress = mean(progresses)
    return TeamProgress(
        progress=progress,
        attainment=mean([share for share in attainments if share is not None]),
        scored=len(progresses),
        left_out=len(distinct) - len(progresses),
        explanation=_explained(tuple(distinct.values()), progress, len(progresses)),
    )


@exactly
def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The plain mean, 9 places half up; `None` of nothing."""
    if not values:
        return None
    return round_progress(sum(values, Decimal(0)) / len(values))


def _explained(
    objectives: Sequence[ScoredObjective], progress: Decimal | None, scored: int
) -> Step:
    steps = tuple(_objective_step(objective) for objective in objectives)
    if progress is None:
        return Step(Message("scoring.no_scored_objectives"), None, steps)
    params: dict[str, object] = {"count": scored, "percent": percent_shown(progress)}
    return Step(Message("scoring.mean_of_objectives", params), progress, steps)


def _objective_step(objective: ScoredObjective) -> Step:
    if objective.counted is None:
        return Step(Message("scoring.objective_not_scored", {"title": objective.title}))
    params: dict[str, object] = {
        "title": objective.title,
        "percent": percent_shown(objective.counted),
    }
    return Step(Message("scoring.objective_scored", params), objective.counted)
