"""The score of one key result, computed anew from its readings and saved."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from plumbline.domain.okrs.contributions import NOTHING, Contribution, key_result_contribution
from plumbline.domain.okrs.definitions import pauses_read
from plumbline.domain.okrs.history import key_result_history, key_result_score_history
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    Objective,
    Pause,
    Reading,
    State,
)
from plumbline.domain.okrs.scoring import (
    Scored,
    engine_readings_of,
    key_result_scored,
    pauses_of,
    score_fill,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound


def key_result_rescore(key_result: KeyResult, score: KeyResultScore, *, at: datetime) -> Scored:
    """Compute the score of a key result anew and save it with its state row.

    Args:
        key_result: As it stands now, with objective and cycle.
        score: Its locked score row.
        at: Now; the day is the organization's.
    """
    on = organization_day(organization_bound(), at)
    scored = key_result_scored(
        key_result,
        readings=engine_readings_of(Reading.objects.filter(key_result=key_result)),
        pauses=pauses_read(pauses_of(key_result)),
        on=on,
    )
    score_fill(score, scored, on=on)
    score_save(score, at=at)
    return scored


def key_results_rescore(objective: Objective, *, at: datetime) -> Contribution:
    """Score the key results of a locked objective anew: its days or its cycle changed.

    Returns:
        What changes in the objective's sums, for the caller to carry on.
    """
    difference = NOTHING
    rows = KeyResultScore.objects.filter(key_result__objective=objective)
    locked = rows.select_related("key_result").select_for_update(of=("self",)).order_by("pk")
    for score in locked:
        key_result = score.key_result
        key_result.objective = objective
        before = key_result_contribution(key_result, score)
        key_result_rescore(key_result, score, at=at)
        difference += key_result_contribution(key_result, score) - before
    return difference


def key_results_move(objective: Objective, state: State, *, at: datetime) -> Contribution:
    """Move the key results of a locked objective along with it.

    Those that are stopped with their objective leave its mean as if each had been stopped: the
    objective is then not scored, and its last number is in its history. Those that were paused by
    themselves stay so when their objective resumes.

    Returns:
        What changes in the objective's sums, for the caller to carry on.
    """
    difference = NOTHING
    moving = objective.key_results.exclude(state__in=(State.STOPPED, state))
    if state == State.ACTIVE:
        moving = moving.exclude(Exists(Pause.objects.filter(key_result=OuterRef("pk"), until=None)))
    for key_result in moving.select_related("score"):
        before = key_result_contribution(key_result, key_result.score)
        key_result.state = state
        key_result.save(update_fields=["state"])
        key_result_history(key_result, at=at)
        difference += key_result_contribution(key_result, key_result.score) - before
    return difference


def score_save(score: KeyResultScore, *, at: datetime) -> None:
    """Save a score and write its state row if it changed."""
    score.save()
    key_result_score_history(score, at=at)
