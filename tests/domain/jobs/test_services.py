"""What is due is done once, whoever asks and however often."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from plumbline.domain.jobs import services
from plumbline.domain.jobs.models import ATTEMPTS_AT_MOST, JobRun
from plumbline.domain.jobs.services import (
    CLAIM_LASTS,
    RUNS_KEPT,
    job_claim,
    job_end,
    job_release,
    job_renew,
    jobs_forget,
)
from plumbline.domain.tenancy.transactions import reading_global, writing_global

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
DAY = "2026-11-20"


def claim(at: datetime = AT) -> JobRun | None:
    return job_claim(name="nightly", scope="somebody", slot=DAY, at=at)


@pytest.mark.django_db(transaction=True)
def test_of_two_claimers_at_once_one_gets_the_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_looked, won = threading.Barrier(2), []

    @contextmanager
    def writing_late() -> Iterator[None]:
        both_have_looked.wait(timeout=30)
        with writing_global():
            yield

    monkeypatch.setattr(services, "writing_global", writing_late)

    def try_it() -> None:
        run = claim()
        if run is not None:
            won.append(run)
        connections.close_all()

    claimers = [threading.Thread(target=try_it) for _ in range(2)]
    for claimer in claimers:
        claimer.start()
    for claimer in claimers:
        claimer.join(timeout=30)
    assert len(won) == 1


@pytest.mark.django_db
def test_what_was_done_is_never_done_again_not_even_after_a_restart() -> None:
    run = claim()
    assert run is not None
    job_end(run=run, at=AT)
    assert claim(AT + timedelta(days=3)) is None


@pytest.mark.django_db
def test_a_run_whose_worker_was_killed_is_taken_up_again_later() -> None:
    assert claim() is not None
    assert claim(AT + CLAIM_LASTS - timedelta(seconds=1)) is None
    again = claim(AT + CLAIM_LASTS)
    assert again is not None
    assert again.attempts == 2


@pytest.mark.django_db
def test_a_failure_is_kept_and_tried_again_a_bounded_number_of_times() -> None:
    at = AT
    for _ in range(ATTEMPTS_AT_MOST):
        run = claim(at)
        assert run is not None
        job_end(run=run, at=at, error="The disk is full")
        at += CLAIM_LASTS
    assert claim(at) is None
    with reading_global():
        assert JobRun.objects.get().last_error == "The disk is full"


@pytest.mark.django_db
def test_a_worker_that_lost_its_claim_cannot_end_the_run_of_another() -> None:
    slow = claim()
    fast = claim(AT + CLAIM_LASTS)
    assert slow is not None
    assert fast is not None
    job_end(run=slow, at=AT + CLAIM_LASTS)
    with reading_global():
        assert JobRun.objects.get().done_at is None


@pytest.mark.django_db
def test_a_claim_that_is_renewed_holds_on_and_one_that_was_lost_cannot_be() -> None:
    slow = claim()
    assert slow is not None
    later = AT + CLAIM_LASTS - timedelta(seconds=1)
    assert job_renew(run=slow, at=later)
    assert claim(AT + CLAIM_LASTS) is None
    assert claim(later + CLAIM_LASTS) is not None
    assert not job_renew(run=slow, at=later + CLAIM_LASTS)


@pytest.mark.django_db
def test_a_run_that_was_interrupted_is_free_at_once_and_was_no_attempt() -> None:
    for _ in range(ATTEMPTS_AT_MOST + 1):
        run = claim()
        assert run is not None
        job_release(run=run, at=AT)
    with reading_global():
        assert JobRun.objects.get().attempts == 0


@pytest.mark.django_db
def test_runs_are_forgotten_long_after_they_were_done() -> None:
    run = claim()
    assert run is not None
    job_end(run=run, at=AT)
    assert jobs_forget(at=AT + RUNS_KEPT) == 0
    assert jobs_forget(at=AT + RUNS_KEPT + timedelta(seconds=1)) == 1
