"""Putting right what a recomputation found wrong, or filling in what was never added up."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from plumbline.domain.okrs.models import ObjectiveScore, ObjectiveScoreState
from plumbline.domain.okrs.models.objective import ObjectiveScoreFields
from plumbline.domain.okrs.services.counts_marking import counts_mark
from plumbline.domain.okrs.services.judging import standings_judge
from plumbline.domain.okrs.services.recomputation import Difference, Sums, recomputation_compare
from plumbline.domain.okrs.services.scores import SCORE_FIELDS
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.history import states_record_stored
from plumbline.domain.tenancy.many_objects import many_objects
from plumbline.domain.tenancy.rows_writing import columns_write
from plumbline.domain.tenancy.transactions import writing

#: Objectives written at once; bounds the memory and the length of a statement.
BATCH = 50_000
#: Of an objective only what a standing depends on; the rest is not needed a hundred thousand times.
READ = ("organization", *SCORE_FIELDS, "objective__organization", "objective__state")


def sums_restore(*, at: datetime) -> int:
    """Compute the sums of every objective anew and write those that differ, with their history.

    Everything waits meanwhile: it is for repairs, not for every day.

    Returns:
        How many objectives stood wrong.
    """
    with writing(organization_bound()), many_objects():
        wrong = {row.objective_id: row for row in recomputation_compare()}
        ids = sorted(wrong)
        for begin in range(0, len(ids), BATCH):
            batch = ids[begin : begin + BATCH]
            _sums_write(batch, wrong)
            _judge(batch, at=at)
            states_record_stored(
                model=ObjectiveScore,
                versioned=ObjectiveScoreFields,
                state_model=ObjectiveScoreState,
                ids=batch,
                by="objective_id",
                at=at,
            )
        counts_mark(ids, at=at)
        return len(wrong)


def _sums_write(batch: Sequence[int], wrong: Mapping[int, Difference]) -> None:
    """Write the columns that stand wrong anywhere in a batch; the others are what they were."""
    found = [wrong[objective_id] for objective_id in batch]
    computed = tuple(zip(*(row.computed for row in found), strict=True))
    stored = tuple(zip(*(row.stored for row in found), strict=True))
    places = [place for place, said in enumerate(computed) if said != stored[place]]
    rows = list(zip(batch, *(computed[place] for place in places), strict=True))
    names = [Sums._fields[place] for place in places]
    columns_write(ObjectiveScore, names, rows, by="objective_id")


def _judge(batch: Sequence[int], *, at: datetime) -> None:
    """Judge those of which something was said before: silence counts as of today."""
    wanted = set(batch)
    said = ObjectiveScore.objects.filter(
        objective_id__gte=batch[0], objective_id__lte=batch[-1], chance_model__gt=""
    )
    scores = said.select_related("objective").only(*READ)
    changed = standings_judge([row for row in scores if row.objective_id in wanted], at=at)
    columns_write(
        ObjectiveScore,
        ("mean_chance", "status", "chance_model"),
        [(row.pk, row.mean_chance, row.status, row.chance_model) for row in changed],
    )
