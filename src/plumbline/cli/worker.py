"""The worker: delivers mail, computes what every new day changes, keeps counts up to date.

It is a process of a few threads beside those that serve: one for what may take long, others that
count what has changed. What the first does is claimed before, so that several processes or
machines never do the same thing twice; of those that count, one writes. A restart loses nothing.
While people are served it rests between two turns as long as each took.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import connections

from plumbline.cli.pace import Pace
from plumbline.cli.worker_runs import Interrupted, Round, each_once, go_on, once
from plumbline.domain.attachments.services import attachments_sweep
from plumbline.domain.audits.services.making import audit_go_on, audits_running
from plumbline.domain.audits.services.previews import preview_go_on, previews_running
from plumbline.domain.audits.services.schedules import schedule_run, schedules_due
from plumbline.domain.bulk.services.going_on import (
    batch_go_on,
    batches_forget,
    batches_waiting,
    files_kept,
)
from plumbline.domain.idempotency.services import answers_forget
from plumbline.domain.jobs.services import jobs_asked, jobs_forget
from plumbline.domain.jottings.services import jottings_clear
from plumbline.domain.journal.sealing import StillWriting, journal_seal
from plumbline.domain.notify.services.governing import governance_remind
from plumbline.domain.notify.services.inbox import notices_forget
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.notify.services.learning import learning_remind
from plumbline.domain.notify.services.mailing import notices_mail
from plumbline.domain.notify.services.reminding import promises_remind, reminders_write
from plumbline.domain.okrs.selectors.exposed_links import links_too_visible
from plumbline.domain.okrs.services.counting import counts_compare
from plumbline.domain.okrs.services.counts_refreshing import counts_refresh
from plumbline.domain.okrs.services.past_counting import past_compare, past_refresh
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.tree_tops import ties_compare
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.outbox.services import outbox_deliver
from plumbline.domain.tenancy.selectors import organizations_all
from plumbline.domain.tenancy.statistics import statistics_refresh
from plumbline.domain.tenancy.transactions import reading, reading_global
from plumbline.domain.tenancy.unscoped import UnscopedReason, unscoped
from plumbline.domain.transfer.services.confirming import import_go_on, imports_confirmed
from plumbline.domain.transfer.services.imports import imports_sweep
from plumbline.domain.transfer.services.leaving import JOB as IMPORT_JOB
from plumbline.domain.transfer.services.undoing import import_undo_go_on, imports_undoing
from plumbline.http.public_links import public_link

if TYPE_CHECKING:
    from plumbline.domain.jobs.models import JobRun
    from plumbline.domain.okrs.models import Alignment
    from plumbline.domain.tenancy.models import Organization

BEAT_SECONDS = 5.0
COUNTS_BEAT_SECONDS = 0.5
PAST_BEAT_SECONDS = 300.0
MARKS_BEAT_SECONDS = 5.0
STOP_SECONDS = 20.0
SWEEP_MINUTES = 5

SUMS_WRONG = (
    "%s: %d objectives are stored with other sums than their parts add up to. "
    "Type plumbline doctor --repair to put them right, and report how it came about."
)
TIES_WRONG = (
    "%s: %d objectives stand in the tree of their cycle where their links do not put them."
    " plumbline doctor --repair puts them right."
)
COUNTS_WRONG = (
    "%s: %d counts of teams are kept otherwise than their objectives say. "
    "Type plumbline doctor --repair to count anew, and report how it came about."
)
SEALED = "%s: the journal is sealed. Last seal: %s"
LINKS_EXPOSED = (
    "%s: %d links tell a number to people who may not see where it comes from. "
    "Let each support only: %s."
)


class Worker:
    """Threads that do what is due, beat by beat, until they are stopped."""

    def __init__(
        self, log: logging.Logger, *, served_since: Callable[[float], bool] = lambda _instant: False
    ) -> None:
        """Take what threads need.

        Args:
            log: Where failures and alarms go.
            served_since: Tells whether anybody was served since an instant of `time.monotonic`.
        """
        self._log = log
        self._stopping = threading.Event()
        self._pace = Pace(served_since, rest=self._stopping.wait)
        self._threads = [
            threading.Thread(target=self._due, name="plumbline-worker"),
            threading.Thread(target=self._counts, name="plumbline-counts"),
            threading.Thread(target=self._past, name="plumbline-past"),
            threading.Thread(target=self._past_marks, name="plumbline-past-marks"),
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self, *, beat: Callable[[], object] = bool) -> None:
        """Finish what is under way and end.

        Args:
            beat: Called every second meanwhile.
        """
        self._stopping.set()
        until = time.monotonic() + STOP_SECONDS
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < until:
            beat()
            for thread in self._threads:
                thread.join(timeout=0.25)

    def _is_over(self) -> bool:
        """Rest, if anybody waits for the machine; asked between two turns of whatever is done."""
        self._pace.between_turns()
        return self._stopping.is_set()

    def _due(self) -> None:
        # Whoever was at work before may have been killed over an import: it is begun anew at once.
        self._beat_once(lambda: leftovers_clear(_now()))
        self._beat(
            lambda: due_do(_now(), log=self._log, is_over=self._is_over, clock=_now),
            BEAT_SECONDS,
        )

    def _counts(self) -> None:
        self._beat(lambda: counts_keep(_now(), is_over=self._is_over), COUNTS_BEAT_SECONDS)

    def _past(self) -> None:
        self._beat(lambda: past_keep(_now(), is_over=self._is_over), PAST_BEAT_SECONDS)

    def _past_marks(self) -> None:
        over = self._is_over
        self._beat(lambda: past_keep(_now(), is_over=over, marked=True), MARKS_BEAT_SECONDS)

    def _beat(self, act: Callable[[], None], seconds: float) -> None:
        while not self._stopping.is_set():
            self._beat_once(act)
            self._stopping.wait(seconds)
        connections.close_all()

    def _beat_once(self, act: Callable[[], None]) -> None:
        self._pace.begin()
        try:
            act()
        except Exception:  # noqa: BLE001 — logged, and the next round goes on
            # A worker that dies of one failure would leave everything else undone.
            self._log.exception("The worker failed; it goes on with the next round.")
            connections.close_all()


def leftovers_clear(at: datetime) -> None:
    """Clear away what killed imports left, in every organization."""
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            imports_sweep(organization=organization, at=at)


def counts_keep(at: datetime, *, is_over: Callable[[], bool] = bool) -> None:
    """Count what has changed in any organization.

    Args:
        at: Now.
        is_over: Asked between two turns; true ends the round early.
    """
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            counts_refresh(at=at, goes_on=lambda: not is_over())


def past_keep(at: datetime, *, is_over: Callable[[], bool] = bool, marked: bool = False) -> None:
    """Count the weeks that are over, and the past days that a page would take seconds to count.

    Args:
        at: Now.
        is_over: Asked between two turns; true ends the round early.
        marked: Whether to do only what a change has marked.
    """
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        with reading(organization, suspendable=True):
            past_refresh(at=at, goes_on=lambda: not is_over(), only_marked=marked)


def _now() -> datetime:
    return datetime.now(tz=UTC)


def due_do(
    at: datetime,
    *,
    log: logging.Logger,
    is_over: Callable[[], bool] = bool,
    clock: Callable[[], datetime] | None = None,
) -> None:
    """Do everything that is due.

    Args:
        at: Now.
        log: Where alarms go.
        is_over: Asked between two jobs, and between two turns of a long one; true ends the round
            early, and the next worker goes on with what is left.
        clock: Tells when a job is claimed, renewed and ended, since a round may take long; `at`
            without.
    """
    work = Round(at, log, is_over, clock or (lambda: at), jobs_asked())
    outbox_deliver(at=at, clock=work.clock)
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        if is_over():
            return
        _notify(organization, work)
        _daily(organization, work)
        _sweep(organization, work)
        _seal(organization, work)
        _bulk(organization, work)
        _imports(organization, work)
        _audits(organization, work)
    once("statistics", None, f"{at:%Y-%m-%dT%H}", work, lambda _run: statistics_refresh())
    once("forget", None, f"{at:%Y-%m-%d}", work, lambda _run: jobs_forget(at=at))


def _notify(organization: "Organization", work: Round) -> None:
    """Tell people what happened since the last round, and send what is due of it.

    It is no run of a job: each turn is whole by itself, and the next round goes on after it. A
    failure is logged, so that it keeps nobody from the other jobs.
    """

    def goes_on() -> bool:
        return not work.is_over()

    try:
        with reading(organization, suspendable=True):
            journal_tell(at=work.at, goes_on=goes_on)
            notices_mail(at=work.at, link=public_link, goes_on=goes_on)
    except Exception:
        work.log.exception("Telling people of %s failed.", organization.slug)


def _daily(organization: "Organization", work: Round) -> None:
    """Once on each day of the organization: score what moves with the days, and compare."""
    slot = organization_day(organization, work.at).isoformat()

    def recompute(run: "JobRun") -> None:
        def goes_on() -> bool:
            return work.goes_on(run)

        with reading(organization, suspendable=True):
            progress_refresh(at=work.at, goes_on=goes_on)
        if not goes_on():
            raise Interrupted
        with unscoped(organization, reason=UnscopedReason.NIGHTLY_COMPARISON):
            differences = recomputation_compare()
            now = work.clock()
            miscounted = len(counts_compare(at=now)) + past_compare(at=now)
            misplaced = ties_compare()
            exposed = links_too_visible()
        if differences:
            work.log.error(SUMS_WRONG, organization.slug, len(differences))
        if miscounted:
            work.log.error(COUNTS_WRONG, organization.slug, miscounted)
        if misplaced:
            work.log.error(TIES_WRONG, organization.slug, len(misplaced))
        if exposed:
            work.log.warning(LINKS_EXPOSED, organization.slug, len(exposed), _ends(exposed))

    def remind(run: "JobRun") -> None:
        with reading(organization, suspendable=True):
            for each in (promises_remind, governance_remind, learning_remind, reminders_write):
                each(at=work.at, goes_on=lambda: work.goes_on(run))
        if work.is_over():
            raise Interrupted

    once("nightly", organization, slot, work, recompute)
    once("reminders", organization, slot, work, remind)


def _ends(links: "Sequence[Alignment]") -> str:
    return ", ".join(
        f"{link.child_objective.public_id} > {link.parent_objective.public_id}" for link in links
    )


def _sweep(organization: "Organization", work: Round) -> None:
    """Every few minutes: clear away what killed imports left, and answers older than a day."""
    slot = f"{work.at:%Y-%m-%dT%H}:{work.at.minute // SWEEP_MINUTES}"

    def sweep(_run: "JobRun") -> None:
        with reading(organization, suspendable=True):
            imports_sweep(organization=organization, at=work.at)
            answers_forget(at=work.at)
            jottings_clear(at=work.at)
            notices_forget(at=work.at)
            batches_forget(at=work.at)
            attachments_sweep(kept=files_kept)

    once("sweep", organization, slot, work, sweep)


def _seal(organization: "Organization", work: Round) -> None:
    """Once an hour: seal what the journal holds by now.

    The log says the hash: where it is kept elsewhere, a journal made anew is found out.
    """

    def seal(run: "JobRun") -> None:
        with reading(organization, suspendable=True):
            try:
                made = journal_seal(at=work.clock(), goes_on=lambda: work.goes_on(run))
            except StillWriting:
                raise Interrupted from None
        if made:
            work.log.info(SEALED, organization.slug, made)

    once("journal_seal", organization, f"{work.at:%Y-%m-%dT%H}", work, seal)


def _bulk(organization: "Organization", work: Round) -> None:
    """Go on with what somebody does to so many objectives that no page could wait for it."""
    with reading(organization):
        waiting = batches_waiting()
    acts = {slot: partial(batch_go_on, public_id=public_id) for public_id, slot in waiting}
    go_on("bulk", organization, work, acts)


def _imports(organization: "Organization", work: Round) -> None:
    """Bring in and take back what is so long that no page could wait for it."""
    with reading(organization):
        waiting, undoing = imports_confirmed(), imports_undoing()
    acts = {slot: partial(import_go_on, public_id=public_id) for public_id, slot in waiting}
    acts |= {slot: partial(import_undo_go_on, public_id=public_id) for public_id, slot in undoing}
    go_on(IMPORT_JOB, organization, work, acts)


def _audits(organization: "Organization", work: Round) -> None:
    """Ask for audits that are due by a schedule; go on with those no page could wait for.

    So it goes on with counting what practices would break.
    """
    with reading(organization):
        due = schedules_due(at=work.at)

    def ask(schedule: str, _run: "JobRun") -> None:
        with reading(organization, suspendable=True):
            schedule_run(public_id=schedule, at=work.at)

    asks = {f"{schedule}:{day}": partial(ask, schedule) for schedule, day in due}
    each_once("audit_schedule", organization, work, asks)
    with reading(organization):
        waiting, previews = audits_running(), previews_running()
    acts = {public_id: partial(audit_go_on, public_id=public_id) for public_id in waiting}
    go_on("audit", organization, work, acts)
    counts = {slot: partial(preview_go_on, pk=pk) for pk, slot in previews}
    go_on("practice_preview", organization, work, counts)
