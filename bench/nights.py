"""What a night is for: done before a day is measured, or made due while one is.

A night of 400,000 key results takes some fifteen minutes. Of an organization that is made of copies
only the first one is worked through as the worker does it; the others, which hold the same, are
told what came of it by a few statements. So are the past days of the one that was counted. What is
then still due, the worker's own round does: all of it stands in the database as after a night.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db import connection, models
from django.db.models import F

from bench.building import Built
from bench.measuring import counts_settle, past_settle
from plumbline.cli.worker import due_do
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.okrs.models import (
    KeyResultScore,
    KeyResultScoreState,
    ObjectiveScore,
    ObjectiveScoreState,
    PastCounts,
    PastStatuses,
)
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.services.past_counting import past_refresh
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.tenancy.transactions import reading, writing, writing_global
from plumbline.engine.forecast.key_results import MODEL

#: Of every so many key results the chance is that of another model, so that a night forecasts them.
FORECAST_OF = 10
OTHER_MODEL = "before"
#: What a night says of a key result and of an objective, and of that what has a history.
SAID: Final[Mapping[type[models.Model], Sequence[str]]] = {
    KeyResultScore: ("raw_progress", "chance", "status", "chance_model", "computed_on"),
    ObjectiveScore: ("mean_chance", "status", "chance_model"),
}
HISTORIES: Final[Mapping[type[models.Model], type[models.Model]]] = {
    KeyResultScore: KeyResultScoreState,
    ObjectiveScore: ObjectiveScoreState,
}


def night_work_through(built: Built) -> float:
    """Leave everything as a night would; return the seconds it took."""
    begun = time.monotonic()
    counts_settle(built)
    if built.strides:
        _forecast_one_for_all(built)
        _count_one_day_for_all(built)
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


def _forecast_one_for_all(built: Built) -> None:
    """Forecast the first copy as the worker does, and let the others say the same."""
    stride = built.strides[KeyResultScore]
    with writing(built.organization):
        KeyResultScore.objects.filter(pk__gt=stride).update(chance_model=MODEL)
    with reading(built.organization, suspendable=True):
        waiting = KeyResultScore.objects.filter(pk__lte=stride).exclude(chance_model=MODEL)
        progress_refresh(at=_now(), goes_on=waiting.exists)
    with writing(built.organization):
        for model in SAID:
            _say_as_the_first(model, built.strides[model], built.organization.pk)


def _say_as_the_first(model: type[models.Model], stride: int, organization: int) -> None:
    """Let the rows of copies, and what is open of their histories, say what the first ones do."""
    table, states = model._meta.db_table, HISTORIES[model]._meta.db_table
    said = SAID[model]
    told = [name for name in said if name in {each.name for each in HISTORIES[model]._meta.fields}]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" c SET {_as_of("f", said)} FROM "{table}" f'  # noqa: S608  # our own
            " WHERE c.organization_id = %s AND f.organization_id = %s"
            " AND c.id > %s AND f.id = (c.id - 1) %% %s + 1",
            [organization, organization, stride, stride],
        )
        cursor.execute(
            f'UPDATE "{states}" s SET {_as_of("f", told)} FROM "{table}" f'  # noqa: S608  # our own
            " WHERE s.organization_id = %s AND f.organization_id = %s"
            " AND s.subject_id = f.id AND s.valid_to IS NULL AND f.id > %s",
            [organization, organization, stride],
        )


def _as_of(other: str, columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}" = {other}."{column}"' for column in columns)


def _count_one_day_for_all(built: Built) -> None:
    """Count the latest past day as the worker does, and let those before be told the same."""
    with reading(built.organization, suspendable=True):
        kept = PastCounts.objects.filter(cycle=built.cycle)
        past_refresh(at=_now(), goes_on=lambda: not kept.exists())
        days = set(kept.values_list("day", flat=True))
    counted = max(days)
    with writing(built.organization):
        day = built.cycle.start
        while day < counted:
            # Some days may have been counted already, for pages as of a past day.
            for model in () if day in days else (PastCounts, PastStatuses):
                _tell_of_another_day(model, counted, day)
            day += timedelta(days=1)


def _tell_of_another_day(model: type[models.Model], counted: date, day: date) -> None:
    said = {str(each.column): f'"{each.column}"' for each in model._meta.concrete_fields}
    del said["id"]
    said |= {"day": "%s", "recorded_by": "%s"}
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(said)}) SELECT {", ".join(said.values())}'  # noqa: S608  # our own
            f' FROM "{table}" WHERE day = %s',
            [day, moment_of(at=_now(), as_of=day).recorded_by, counted],
        )


def _now() -> datetime:
    return datetime.now(tz=UTC)
