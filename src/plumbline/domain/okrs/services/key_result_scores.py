"""The score of one key result, computed anew from its readings, saved, and carried upwards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Exists, OuterRef

from plumbline.domain.okrs.contributions import NOTHING, Contribution, key_result_contribution
from plumbline.domain.okrs.definitions import pauses_counted, pauses_read
from plumbline.domain.okrs.history import (
    key_result_history,
    key_result_scores_history,
)
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    Objective,
    Pause,
    Reading,
    State,
)
from plumbline.domain.okrs.scoring import (
    SCORED_FIELDS,
    Scored,
    engine_readings_of,
    key_result_scored,
    pauses_of,
    score_fill,
)
from plumbline.domain.okrs.selectors.rows import key_result_score_locked
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.rows_reading import rows_read
from plumbline.domain.tenancy.rows_writing import rows_write
from plumbline.engine.documents import model as documents

#: What may change of a score: what is computed of readings, and the owner's word.
SAVED_FIELDS = (*SCORED_FIELDS, "confidence", "checked_in_on")


@contextmanager
def contribution_carried(key_result: KeyResult, *, at: datetime) -> Iterator[KeyResultScore]:
    """Carry what the block changes in a locked key result up into the sums above it.

    Args:
        key_result: The object that the block changes and saves.
        at: Now.

    Yields:
        Its score, locked with all above it, for the block to compute anew and save.
    """
    objective_id = key_result.objective_id
    ancestry = ancestry_lock(objective_id)
    score = key_result_score_locked(key_result)
    before = key_result_contribution(key_result, score)
    yield score
    difference = key_result_contribution(key_result, score) - before
    score_apply(
        ancestry=ancestry, differences={objective_id: difference}, at=at, judged=[objective_id]
    )


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
        readings=engine_readings_of(rows_read(Reading, "key_result_id = %s", [key_result.pk])),
        pauses=pauses_of(key_result),
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
    rows = KeyResultScore.objects.filter(key_result__objective=objective)
    locked = rows.select_related("key_result").select_for_update(of=("self",)).order_by("pk")
    scores = list(locked)
    for score in scores:
        score.key_result.objective = objective
    return sum((difference for _, difference in scores_renew(scores, at=at)), NOTHING)


def scores_renew(
    scores: Sequence[KeyResultScore], *, at: datetime
) -> list[tuple[KeyResultScore, Contribution]]:
    """Compute locked scores anew and save them with their state rows (constant in queries).

    Args:
        scores: Each with its key result, objective and cycle.
        at: Now; the day is the organization's.

    Returns:
        Each score with what changes in the sums of its objective.
    """
    if not scores:
        return []
    on = organization_day(organization_bound(), at)
    key_results = [score.key_result for score in scores]
    readings, pauses = _readings_by_id(key_results), _pauses_by_id(key_results)
    renewed = []
    for score in scores:
        key_result = score.key_result
        before = key_result_contribution(key_result, score)
        scored = key_result_scored(
            key_result,
            readings=engine_readings_of(readings[key_result.pk]),
            pauses=pauses[key_result.pk],
            on=on,
        )
        score_fill(score, scored, on=on)
        renewed.append((score, key_result_contribution(key_result, score) - before))
    rows_write(scores, SCORED_FIELDS)
    key_result_scores_history(scores, at=at)
    return renewed


def _readings_by_id(key_results: Iterable[KeyResult]) -> Mapping[int, list[Reading]]:
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in Reading.objects.filter(key_result__in=key_results):
        found[row.key_result_id].append(row)
    return found


def _pauses_by_id(
    key_results: Collection[KeyResult],
) -> Mapping[int, tuple[documents.Pause, ...]]:
    """Return by key result the pauses of its own and those of its objective."""
    own: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(key_result__in=key_results):
        own[pause.key_result_id].append(pause)
    of_all: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(objective__in={row.objective_id for row in key_results}):
        of_all[pause.objective_id].append(pause)
    return {
        row.pk: pauses_counted(
            pauses_read(own[row.pk]),
            pauses_read(of_all[row.objective_id]),
            below_since=row.below_since,
        )
        for row in key_results
    }


def key_results_move(objective: Objective, state: State, *, at: datetime) -> Contribution:
    """Move the key results of a locked objective along with it.

    Those that are stopped with their objective leave its mean as if each had been stopped: the
    objective is then not scored, and its last number is in its history. Those that were paused by
    themselves stay so when their objective resumes, and are so again when its grading is taken
    back.

    Returns:
        What changes in the objective's sums, for the caller to carry on.
    """
    difference = NOTHING
    held = Exists(Pause.objects.filter(key_result=OuterRef("pk"), until=None))
    moving = objective.key_results.exclude(state__in=(State.STOPPED, state))
    if state == State.ACTIVE:
        moving = moving.exclude(held, state=State.PAUSED)
    for key_result in moving.annotate(is_held=held).select_related("score"):
        before = key_result_contribution(key_result, key_result.score)
        is_held = state == State.ACTIVE and key_result.is_held
        key_result.state = State.PAUSED if is_held else state
        key_result.save(update_fields=["state"])
        key_result_history(key_result, at=at)
        difference += key_result_contribution(key_result, key_result.score) - before
    return difference


def score_save(score: KeyResultScore, *, at: datetime) -> None:
    """Save a locked score and write its state row if it changed."""
    rows_write([score], SAVED_FIELDS)
    key_result_scores_history([score], at=at)
