"""The score of one key result, computed anew from its readings and saved."""

from datetime import datetime

from plumbline.domain.okrs.definitions import pauses_read
from plumbline.domain.okrs.history import key_result_score_history
from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Reading
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


def score_save(score: KeyResultScore, *, at: datetime) -> None:
    """Save a score and write its state row if it changed."""
    score.save()
    key_result_score_history(score, at=at)
