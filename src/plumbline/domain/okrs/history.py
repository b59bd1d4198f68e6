"""One call that writes the state row of whatever changed in this app."""

from collections.abc import Iterable
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
from plumbline.domain.tenancy.history import state_record, versioned_values


def objective_history(objective: Objective, *, at: datetime) -> None:
    """Record what an objective says now."""
    state_record(row=objective, versioned=ObjectiveFields, state_model=ObjectiveState, at=at)


def key_result_history(key_result: KeyResult, *, at: datetime) -> None:
    """Record what a key result says now."""
    state_record(row=key_result, versioned=KeyResultFields, state_model=KeyResultState, at=at)


def key_result_score_history(score: KeyResultScore, *, at: datetime) -> None:
    """Record how a key result stands now."""
    state_record(row=score, versioned=KeyResultScoreFields, state_model=KeyResultScoreState, at=at)


def alignment_history(link: Alignment, *, at: datetime) -> None:
    """Record what a link is now."""
    state_record(row=link, versioned=AlignmentFields, state_model=AlignmentState, at=at)


def objective_scores_history(scores: Iterable[ObjectiveScore], *, at: datetime) -> None:
    """Record how objectives stand now: `state_record` for many rows, in at most four queries."""
    by_id = {score.pk: score for score in scores}
    rewritten, closed, added = [], [], dict(by_id)
    for state in ObjectiveScoreState.objects.filter(subject_id__in=by_id, valid_to=None):
        values = versioned_values(by_id[state.subject_id], ObjectiveScoreFields)
        if versioned_values(state, ObjectiveScoreFields) == values:
            del added[state.subject_id]
        elif state.valid_from >= at:
            del added[state.subject_id]
            for name, value in values.items():
                setattr(state, name, value)
            rewritten.append(state)
        else:
            closed.append(state.pk)
    if rewritten:
        names = [field.name for field in ObjectiveScoreFields._meta.local_fields]
        ObjectiveScoreState.objects.bulk_update(rewritten, names)
    if closed:
        ObjectiveScoreState.objects.filter(pk__in=closed).update(valid_to=at)
    ObjectiveScoreState.objects.bulk_create(
        ObjectiveScoreState(
            subject_id=score.pk, valid_from=at, **versioned_values(score, ObjectiveScoreFields)
        )
        for score in added.values()
    )
