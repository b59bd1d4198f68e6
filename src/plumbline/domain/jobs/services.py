"""Claiming what is due, so that no two workers do it and none does it twice."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from plumbline.domain.jobs.models import JobRun
from plumbline.domain.tenancy.transactions import reading_global, writing_global

CLAIM_LASTS = timedelta(minutes=30)
"""Longer than any job takes; one whose worker was killed is taken up again after this."""

ATTEMPTS_AT_MOST = 3
RUNS_KEPT = timedelta(days=60)


def job_claim(*, name: str, slot: str, at: datetime, scope: str = "") -> JobRun | None:
    """Take a slot of a job, unless it was run, is being run, or has failed too often.

    Args:
        name: Which job.
        slot: For when; each slot comes to its end once.
        at: Now.
        scope: For whom.

    Returns:
        The run, to be ended with `job_end`; `None` when it is not ours.
    """
    key = {"name": name, "scope": scope, "slot": slot}
    with reading_global():
        found = JobRun.objects.filter(**key).first()
    if found is not None and not _claimable(found, at):
        return None
    with writing_global():
        if found is None:
            return _first_claim(key, at)
        claimed = JobRun.objects.filter(
            pk=found.pk, attempts=found.attempts, done_at=None, claimed_until__lte=at
        ).update(attempts=F("attempts") + 1, claimed_until=at + CLAIM_LASTS)
    found.attempts += claimed
    return found if claimed else None


def _claimable(run: JobRun, at: datetime) -> bool:
    return run.done_at is None and run.claimed_until <= at and run.attempts < ATTEMPTS_AT_MOST


def _first_claim(key: dict[str, str], at: datetime) -> JobRun | None:
    run = JobRun(**key, attempts=1, claimed_until=at + CLAIM_LASTS)
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        return None
    return run


def job_renew(*, run: JobRun, at: datetime) -> bool:
    """Keep a run that takes long for oneself for a while more.

    Args:
        run: As `job_claim` gave it.
        at: Now.

    Returns:
        Whether it was still ours: another worker may have taken it up meanwhile.
    """
    return _claim_set(run, claimed_until=at + CLAIM_LASTS)


def job_release(*, run: JobRun, at: datetime) -> None:
    """Give a run back that was interrupted, for the next worker to go on with at once.

    It counts as no attempt: a job that takes long outlives any number of restarts.

    Args:
        run: As `job_claim` gave it.
        at: Now.
    """
    _claim_set(run, claimed_until=at, attempts=F("attempts") - 1)


def _claim_set(run: JobRun, **values: object) -> bool:
    with writing_global():
        ours = JobRun.objects.filter(pk=run.pk, attempts=run.attempts, done_at=None)
        return bool(ours.update(**values))


def job_end(*, run: JobRun, at: datetime, error: str = "") -> None:
    """End a run: done, or to be tried again after a while because it failed.

    Args:
        run: As `job_claim` gave it.
        at: Now.
        error: What went wrong, in words; empty when it is done.
    """
    values: dict[str, object] = (
        {"last_error": error[:500], "claimed_until": at + CLAIM_LASTS}
        if error
        else {"done_at": at, "last_error": ""}
    )
    with writing_global():
        JobRun.objects.filter(pk=run.pk, attempts=run.attempts).update(**values)


def jobs_forget(*, at: datetime) -> int:
    """Delete runs that were done long ago; returns how many."""
    with writing_global():
        deleted, _ = JobRun.objects.filter(done_at__lt=at - RUNS_KEPT).delete()
    return deleted
