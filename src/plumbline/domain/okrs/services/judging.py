"""The status of objectives, judged anew when one of their key results changed."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import ObjectiveScore
from plumbline.domain.okrs.models.choices import Status
from plumbline.domain.okrs.standings import standings_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.forecast.key_results import MODEL
from plumbline.engine.scoring.statuses import Standing


def standings_judge(scores: Sequence[ObjectiveScore], *, at: datetime) -> list[ObjectiveScore]:
    """Judge locked objectives by their key results as they are stored now (two queries at most).

    What is paused or over keeps what was said of it last.

    Args:
        scores: Each with its objective as it is now.
        at: Now; the day is the organization's.

    Returns:
        Those of which something else is to be said, not saved yet.
    """
    measured = {
        score.objective_id: score for score in scores if score.objective.state in MEASURED_STATES
    }
    if not measured:
        return []
    on = organization_day(organization_bound(), at)
    found = standings_of(measured, on=on)
    return [score for id_, score in measured.items() if standing_set(score, found[id_])]


def standing_set(score: ObjectiveScore, standing: Standing) -> bool:
    """Put a standing on a score without saving it; return whether it is another one."""
    said = (standing.mean_chance, Status(standing.status.value), MODEL)
    if said == (score.mean_chance, score.status, score.chance_model):
        return False
    score.mean_chance, score.status, score.chance_model = said
    return True
