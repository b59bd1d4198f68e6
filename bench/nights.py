"""What a night is for: worked through before a day is measured, or made due while one is."""

import logging
import time
from datetime import UTC, datetime

from django.db.models import F

from bench.building import Built
from bench.measuring import counts_settle, past_settle
from plumbline.cli.worker import due_do
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.okrs.models import KeyResultScore
from plumbline.domain.tenancy.transactions import writing, writing_global

#: Of every so many key results the chance is that of another model, so that a night forecasts them.
FORECAST_OF = 10
OTHER_MODEL = "before"


def night_work_through(built: Built) -> float:
    """Do all that is due, as the worker would over a night; return the seconds it took."""
    begun = time.monotonic()
    counts_settle(built)
    past_settle(built, all_days=True)
    due_do(_now(), log=logging.getLogger("bench.nights"), clock=_now)
    counts_settle(built)
    past_settle(built, all_days=True)
    return time.monotonic() - begun


def night_make_due(built: Built) -> None:
    """Let a night's work be due once more, as on the day after a new model of forecasts."""
    with writing(built.organization):
        scores = KeyResultScore.objects.annotate(rest=F("pk") % FORECAST_OF).filter(rest=0)
        scores.update(chance_model=OTHER_MODEL)
    with writing_global():
        JobRun.objects.all().delete()


def _now() -> datetime:
    return datetime.now(tz=UTC)
