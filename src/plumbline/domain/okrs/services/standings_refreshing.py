"""Statuses of objectives that changed because a day went by: somebody fell silent.

The chance of a key result follows from its readings alone and stays as long as they do; what a new
day changes is who is stale, and a stale key result keeps its objective from being on track.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import Objective, ObjectiveScore
from plumbline.domain.okrs.services.judging import standing_set, standings_judge
from plumbline.domain.okrs.services.scores import scores_save
from plumbline.domain.okrs.standings import standings_all
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading, writing

#: Objectives of one turn, each with two statements' share and a state row.
AT_ONCE = 50


def standings_refresh(*, at: datetime, goes_on: Callable[[], bool]) -> int:
    """Judge every measured objective for today, and write those of which something else is said.

    Args:
        at: Now.
        goes_on: Asked before each turn; false ends the run, and the next one takes up the rest.

    Returns:
        How many changed.
    """
    organization = organization_bound()
    with reading(organization, suspendable=True):
        waiting = _waiting(at)
    changed = 0
    for begin in range(0, len(waiting), AT_ONCE):
        if not goes_on():
            break
        with writing(organization):
            changed += _turn(waiting[begin : begin + AT_ONCE], at=at)
    return changed


def _waiting(at: datetime) -> list[int]:
    """Return the objectives of which today something else is to be said (three queries)."""
    judged = standings_all(on=organization_day(organization_bound(), at))
    rows = ObjectiveScore.objects.filter(
        objective__state__in=MEASURED_STATES, objective__is_staged=False
    ).order_by("objective_id")
    return [
        score.objective_id
        for score in rows.iterator(chunk_size=10_000)
        if score.objective_id in judged and standing_set(score, judged[score.objective_id])
    ]


def _turn(objective_ids: Sequence[int], *, at: datetime) -> int:
    """Judge objectives behind their locks, taken in everybody's order."""
    rows = Objective.objects.filter(pk__in=objective_ids).order_by("pk")
    objectives = {row.pk: row for row in rows.select_for_update()}
    locked = ObjectiveScore.objects.filter(objective_id__in=list(objectives))
    scores = list(locked.order_by("objective_id").select_for_update())
    for score in scores:
        score.objective = objectives[score.objective_id]
    changed = standings_judge(scores, at=at)
    scores_save(changed, at=at)
    return len(changed)
