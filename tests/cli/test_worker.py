"""The worker does what is due: mail, the nightly computing, forgetting; and ends when told."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest

from plumbline.cli import worker
from plumbline.cli.worker import Worker, counts_keep, due_do, leftovers_clear
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import CLAIM_LASTS, job_ask, job_claim, job_end
from plumbline.domain.journal.models import JournalSeal
from plumbline.domain.journal.sealing import StillWriting, journal_seal
from plumbline.domain.okrs.models import CountsMark, KeyResultScore, Objective, TeamCounts
from plumbline.domain.okrs.services import progress_refreshing
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import OrganizationNotBound
from plumbline.domain.tenancy.transactions import reading_global
from plumbline.domain.transfer.services import imports, undoing
from tests.databases import on_postgres
from tests.domain.okrs.services.test_progress_refreshing import kept_limit
from tests.domain.transfer.documents import CLAIMS, bring_in
from tests.world import AT as AT_WORLD
from tests.world import World, world
from tests.world_okrs import make_objective

__all__ = ["world"]

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LOG = logging.getLogger("plumbline.worker")


def runs(name: str) -> list[JobRun]:
    with reading_global():
        return list(JobRun.objects.filter(name=name))


def scored_on(world: World, at: datetime) -> int:
    with world.reading():
        return KeyResultScore.objects.filter(computed_on=at.date()).count()


#: The nightly comparison reads as the keeper, who sees only what is committed.
keeping = pytest.mark.django_db(transaction=True, databases="__all__")


@keeping
def test_the_nightly_comparison_reads_as_the_keeper(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    def spied() -> list[object]:
        rows = Objective.objects.all()
        asked.append((rows.db, rows.count()))
        return list(recomputation_compare())

    monkeypatch.setattr(worker, "recomputation_compare", spied)
    make_objective(world)
    due_do(AT, log=LOG)
    assert asked == [("keeper" if on_postgres() else "default", 1)]
    assert all(run.done_at is not None for run in runs("nightly"))


@keeping
def test_the_nightly_computing_runs_once_a_day_for_an_organization(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed: list[datetime] = []
    monkeypatch.setattr(worker, "progress_refresh", lambda *, at, goes_on: refreshed.append(at))
    for at in (AT, AT + timedelta(seconds=5), AT + timedelta(hours=5)):
        due_do(at, log=LOG)
    assert refreshed == [AT]
    due_do(AT + timedelta(days=1), log=LOG)
    assert len(refreshed) == 2
    assert all(run.done_at is not None for run in runs("nightly"))


@keeping
def test_forgetting_comes_to_its_end(world: World) -> None:
    due_do(AT, log=LOG)
    due_do(AT + timedelta(hours=1), log=LOG)
    (run,) = runs("forget")
    assert run.done_at == AT
    assert run.attempts == 1


@keeping
def test_what_is_being_undone_is_deleted_in_the_next_round(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    batch = bring_in(world, CLAIMS)
    with world.reading():
        undoing.import_undo(actor=world.viewer("ada", at=AT), batch=batch, at=AT)
        assert Objective.objects.exists()
    due_do(AT, log=LOG)
    with world.reading():
        assert not Objective.objects.exists()
    (run,) = runs("import")
    assert run.done_at is not None


@keeping
@pytest.mark.parametrize("is_known_to_be_gone", [True, False])
def test_what_a_killed_worker_left_of_it_is_deleted_once_that_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, *, is_known_to_be_gone: bool
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    monkeypatch.setattr(undoing, "OBJECTIVES_AT_ONCE", 1)
    batch = bring_in(world, CLAIMS)
    with world.reading():
        undoing.import_undo(actor=world.viewer("ada", at=AT), batch=batch, at=AT)
        waiting = undoing.imports_undoing()
    # Killed between two turns: it says nothing of itself any more.
    ((_public_id, slot),) = waiting
    job_claim(name="import", scope=world.organization.public_id, slot=slot, at=AT)
    turns = iter((True, False))
    with world.reading():
        undoing.import_undo_go_on(
            public_id=batch.public_id, clock=lambda: AT, goes_on=lambda: next(turns)
        )
    due_do(AT + timedelta(minutes=1), log=LOG)
    with world.reading():
        assert Objective.objects.count() == 1
    if is_known_to_be_gone:
        monkeypatch.setattr(imports, "preparer_is_gone", lambda _name: True)
    later = AT + timedelta(minutes=1 if is_known_to_be_gone else 6)
    leftovers_clear(later)
    due_do(later, log=LOG)
    with world.reading():
        assert not Objective.objects.exists()
    (run,) = runs("import")
    assert (run.attempts, run.done_at) == (2, later)


@keeping
def test_a_deletion_that_failed_keeps_what_it_failed_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_ids: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    batch = bring_in(world, CLAIMS)
    with world.reading():
        undoing.import_undo(actor=world.viewer("ada", at=AT), batch=batch, at=AT)
    with monkeypatch.context() as broken:
        broken.setattr(undoing, "objectives_delete", fail)
        for attempt in range(3):
            due_do(AT + attempt * CLAIM_LASTS, log=LOG)
    later = AT + 3 * CLAIM_LASTS
    leftovers_clear(later)
    due_do(later, log=LOG)
    (run,) = runs("import")
    assert (run.attempts, run.done_at) == (3, None)
    assert "no space left" in run.last_error


@keeping
def test_of_long_works_that_failed_each_goes_on_by_itself_once_it_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_asked: object) -> bool:
        raise OSError("no space left")

    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    for number in range(2):
        batch = bring_in(world, CLAIMS)
        at = AT + timedelta(seconds=number)
        with world.reading():
            undoing.import_undo(actor=world.viewer("ada", at=at), batch=batch, at=at)
    with monkeypatch.context() as broken:
        broken.setattr(worker, "import_undo_go_on", fail)
        due_do(AT, log=LOG)
    gone = job_claim(name="import", scope=world.organization.public_id, slot="gone", at=AT)
    assert gone is not None
    job_end(run=gone, at=AT, error="no space left")
    for run in runs("import"):
        assert job_ask(run=run, expected=run.attempts, at=AT)
    due_do(AT, log=LOG)
    with world.reading():
        assert not Objective.objects.exists()
        assert undoing.imports_undoing() == ()
    assert [run.done_at for run in runs("import")] == [AT] * 3


@keeping
def test_a_failure_is_noted_and_hinders_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Silent(Exception):
        def __str__(self) -> str:
            raise OrganizationNotBound

    def fail(*, at: datetime, goes_on: object) -> None:
        raise OSError("no space left")

    def fail_without_words(*, organization: object, at: datetime) -> None:
        raise Silent

    monkeypatch.setattr(worker, "progress_refresh", fail)
    monkeypatch.setattr(worker, "imports_sweep", fail_without_words)
    due_do(AT, log=LOG)
    (nightly,) = runs("nightly")
    assert nightly.done_at is None
    assert "no space left" in nightly.last_error
    assert [(run.last_error, run.failed_at) for run in runs("sweep")] == [("Silent", AT)]
    assert runs("forget")[0].done_at is not None


@keeping
def test_a_worker_that_is_to_end_leaves_the_rest_of_the_night_to_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_refreshing, "AT_ONCE", 1)
    for number in range(3):
        kept_limit(world, f"Child {number}")
    night = AT_WORLD + timedelta(days=1)
    turns: list[datetime] = []

    def is_over() -> bool:
        # The round asks once before the organization's jobs, then before each turn.
        turns.append(night)
        return len(turns) > 2

    due_do(night, log=LOG, is_over=is_over, clock=lambda: night)
    assert scored_on(world, night) == 1
    (run,) = runs("nightly")
    assert run.done_at is None
    assert run.attempts == 0, "an interruption is no attempt"
    due_do(night + timedelta(seconds=5), log=LOG, clock=lambda: night)
    assert scored_on(world, night) == 3
    (run,) = runs("nightly")
    assert run.done_at is not None


@keeping
def test_a_long_night_keeps_its_claim(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_refreshing, "AT_ONCE", 1)
    for number in range(3):
        kept_limit(world, f"Child {number}")
    night = AT_WORLD + timedelta(days=1)
    now = night

    def clock() -> datetime:
        nonlocal now
        now += CLAIM_LASTS / 2 - timedelta(minutes=1)
        for run in (*runs("nightly"), *runs("reminders")):
            is_ours = run.done_at is not None or run.claimed_until >= now
            assert is_ours, "another worker could have begun the same night"
        return now

    due_do(night, log=LOG, clock=clock)
    assert now - night > 2 * CLAIM_LASTS
    (run,) = runs("nightly")
    assert run.done_at is not None


@keeping
def test_what_changed_is_counted_and_what_is_counted_wrong_is_an_alarm_of_the_night(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    make_objective(world)
    counts_keep(AT_WORLD)
    with world.reading():
        assert TeamCounts.objects.get().objectives == 1
        assert not CountsMark.objects.exists()
    with world.writing():
        TeamCounts.objects.update(objectives=7)
    due_do(AT_WORLD, log=LOG, clock=lambda: AT_WORLD)
    assert "1 counts of teams are kept otherwise" in caplog.text


@keeping
@keeping
def test_a_journal_that_is_being_written_is_sealed_in_a_later_round_and_the_log_keeps_the_hash(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def waits(**_values: object) -> str:
        raise StillWriting

    monkeypatch.setattr(worker, "journal_seal", waits)
    due_do(AT, log=LOG)
    (run,) = runs("journal_seal")
    assert (run.done_at, run.attempts, run.last_error) == (None, 0, "")
    monkeypatch.setattr(worker, "journal_seal", journal_seal)
    for seconds in (5, 10):
        due_do(AT + timedelta(seconds=seconds), log=LOG)
    (run,) = runs("journal_seal")
    assert run.done_at is not None
    with world.reading():
        seal = JournalSeal.objects.get()
    assert [each for each in caplog.messages if "Last seal" in each] == [
        f"{world.organization.slug}: the journal is sealed. Last seal: {seal.hash}"
    ]


def test_counting_that_is_to_end_counts_no_further(world: World) -> None:
    make_objective(world)
    counts_keep(AT_WORLD, is_over=lambda: True)
    with world.reading():
        assert not TeamCounts.objects.exists()


def test_a_worker_begins_with_what_a_killed_one_left(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(worker, "leftovers_clear", lambda _at: done.append("leftovers"))
    monkeypatch.setattr(worker, "due_do", lambda *_arguments, **_words: done.append("due"))
    one = Worker(LOG)
    monkeypatch.setattr(one, "_beat", lambda act, _seconds: act())
    one._due()
    assert done == ["leftovers", "due"]


def test_a_worker_that_is_told_to_stop_ends_without_waiting_for_its_next_beat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for act in ("leftovers_clear", "due_do", "counts_keep", "past_keep"):
        monkeypatch.setattr(worker, act, lambda *_arguments, **_words: None)
    for beat in ("BEAT_SECONDS", "COUNTS_BEAT_SECONDS", "PAST_BEAT_SECONDS", "MARKS_BEAT_SECONDS"):
        monkeypatch.setattr(worker, beat, 3600.0)
    one = Worker(LOG)
    one.start()
    began = time.monotonic()
    one.stop()
    assert time.monotonic() - began < worker.STOP_SECONDS
    assert not any(thread.is_alive() for thread in one._threads)
