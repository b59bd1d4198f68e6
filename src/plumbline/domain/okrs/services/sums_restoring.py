"""Putting right what a recomputation found wrong, or filling in what was never added up."""

from datetime import datetime

from plumbline.domain.okrs.models import ObjectiveScore
from plumbline.domain.okrs.services.counts_marking import counts_mark
from plumbline.domain.okrs.services.judging import standings_judge
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.scores import SCORE_FIELDS, scores_save
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

#: Objectives written at once; bounds the memory and the length of a statement.
BATCH = 1000
#: Of an objective only what a standing depends on; the rest is not needed a hundred thousand times.
READ = ("organization", *SCORE_FIELDS, "objective__organization", "objective__state")


def sums_restore(*, at: datetime) -> int:
    """Compute the sums of every objective anew and write those that differ, with their history.

    Everything waits meanwhile: it is for repairs, not for every day.

    Returns:
        How many objectives stood wrong.
    """
    with writing(organization_bound()):
        wrong = {row.objective_id: row.computed for row in recomputation_compare()}
        ids = sorted(wrong)
        for begin in range(0, len(ids), BATCH):
            batch = ids[begin : begin + BATCH]
            rows = ObjectiveScore.objects.filter(objective_id__in=batch)
            scores = list(rows.select_related("objective").only(*READ))
            for score in scores:
                for name, value in wrong[score.objective_id]._asdict().items():
                    setattr(score, name, value)
            standings_judge([score for score in scores if score.chance_model], at=at)
            scores_save(scores, at=at)
            counts_mark(batch, at=at)
        return len(wrong)
