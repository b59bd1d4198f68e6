"""One call that writes the state row of whatever changed in this app."""

from collections.abc import Collection
from datetime import datetime

from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
)
from plumbline.domain.okrs.models.alignment import AlignmentFields
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveFields, ObjectiveScoreFields
from plumbline.domain.tenancy.history import state_begin, state_record, states_record_stored


def objective_history(objective: Objective, *, at: datetime) -> None:
    """Record what an objective says now."""
    state_record(row=objective, versioned=ObjectiveFields, state_model=ObjectiveState, at=at)


def key_result_history(key_result: KeyResult, *, at: datetime) -> None:
    """Record what a key result says now."""
    state_record(row=key_result, versioned=KeyResultFields, state_model=KeyResultState, at=at)


def alignment_history(link: Alignment, *, at: datetime) -> None:
    """Record what a link is now."""
    state_record(row=link, versioned=AlignmentFields, state_model=AlignmentState, at=at)


def objective_begin(objective: Objective, *, at: datetime) -> None:
    """Record what an objective that was only just inserted says."""
    state_begin(row=objective, versioned=ObjectiveFields, state_model=ObjectiveState, at=at)


def key_result_begin(key_result: KeyResult, *, at: datetime) -> None:
    """Record what a key result that was only just inserted says."""
    state_begin(row=key_result, versioned=KeyResultFields, state_model=KeyResultState, at=at)


def key_result_score_begin(score: KeyResultScore, *, at: datetime) -> None:
    """Record the score of a key result that was only just inserted."""
    state_begin(row=score, versioned=KeyResultScoreFields, state_model=KeyResultScoreState, at=at)


def objective_score_begin(score: ObjectiveScore, *, at: datetime) -> None:
    """Record the score of an objective that was only just inserted."""
    state_begin(row=score, versioned=ObjectiveScoreFields, state_model=ObjectiveScoreState, at=at)


def objective_scores_history(scores: Collection[ObjectiveScore], *, at: datetime) -> None:
    """Record how objectives stand now, as they are saved (three queries at most)."""
    states_record_stored(
        model=ObjectiveScore,
        versioned=ObjectiveScoreFields,
        state_model=ObjectiveScoreState,
        ids=[score.pk for score in scores],
        at=at,
    )


def key_result_scores_history(scores: Collection[KeyResultScore], *, at: datetime) -> None:
    """Record how key results stand now, as they are saved (three queries at most)."""
    states_record_stored(
        model=KeyResultScore,
        versioned=KeyResultScoreFields,
        state_model=KeyResultScoreState,
        ids=[score.pk for score in scores],
        at=at,
    )
