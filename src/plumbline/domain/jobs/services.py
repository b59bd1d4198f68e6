"""Claiming what is due, so that no two workers do it and none does it twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from plumbline.domain.jobs.models import ATTEMPTS_AT_MOST, JobRun
from plumbline.domain.tenancy.transactions import reading_global, writing_global

CLAIM_LASTS = timedelta(minutes=30)
"""Longer than any job takes; one whose worker was killed is taken up again after this."""

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
        ).update(attempts=F("attempts") + 1, claimed_until=at + CLAIM_LASTS, **_begun(at))
    found.attempts += claimed
    return found if claimed else None


def _claimable(run: JobRun, at: datetime) -> bool:
    return run.done_at is None and run.claimed_until <= at and run.attempts < run.attempts_allowed


def _begun(at: datetime) -> dict[str, datetime | None]:
    return {"began_at": at, "failed_at": None, "asked_at": None}


def _first_claim(key: dict[str, str], at: datetime) -> JobRun | None:
    run = JobRun(**key, attempts=1, claimed_until=at + CLAIM_LASTS, began_at=at)
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
    # As it was found when it was claimed: what a person asked for is still to be done.
    _claim_set(run, claimed_until=at, attempts=F("attempts") - 1, asked_at=run.asked_at)


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
        {"last_error": error[:500], "claimed_until": at + CLAIM_LASTS, "failed_at": at}
        if error
        else {"done_at": at, "last_error": ""}
    )
    with writing_global():
        JobRun.objects.filter(pk=run.pk, attempts=run.attempts).update(**values)


def job_let_go(*, name: str, scope: str, slot: str, error: str, at: datetime) -> bool:
    """Let the next worker take up a run at once whose own one is known to have died.

    The attempt counts; after the last one the run stands as failed.

    Args:
        name: Which job.
        scope: For whom.
        slot: For when.
        error: What is known of how it ended.
        at: Now.

    Returns:
        Whether there is another attempt.
    """
    with writing_global():
        runs = JobRun.objects.filter(name=name, scope=scope, slot=slot, done_at=None)
        run = runs.filter(failed_at=None).first()
        if run is None:  # never begun, or it said itself how it ended
            return True
        is_spent = run.attempts >= run.attempts_allowed
        ended = {"failed_at": at, "last_error": error[:500]} if is_spent else {}
        JobRun.objects.filter(pk=run.pk).update(claimed_until=at, **ended)
    return not is_spent


def job_ask(*, run: JobRun, expected: int, at: datetime) -> bool:
    """Ask for another attempt at a run that failed; a worker takes it up with its next round.

    Args:
        run: Which one.
        expected: How many attempts had begun when it was looked at.
        at: Now.

    Returns:
        Whether it still stood as it was looked at.
    """
    with writing_global():
        failed = JobRun.objects.filter(
            pk=run.pk, attempts=expected, done_at=None, failed_at__isnull=False, asked_at=None
        )
        asked = failed.update(
            asked_at=at, claimed_until=at, attempts_allowed=max(ATTEMPTS_AT_MOST, expected + 1)
        )
    return bool(asked)


def jobs_asked() -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the slots that people asked for another attempt at, by name and scope (one query)."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with reading_global():
        asked = JobRun.objects.filter(asked_at__isnull=False, done_at=None).order_by("pk")
        for name, scope, slot in asked.values_list("name", "scope", "slot"):
            found[name, scope].append(slot)
    return found


def jobs_forget(*, at: datetime) -> int:
    """Delete runs that were done long ago; returns how many."""
    with writing_global():
        deleted, _ = JobRun.objects.filter(done_at__lt=at - RUNS_KEPT).delete()
    return deleted
