"""The worker: delivers mail, computes what every new day changes, clears away what was left.

It is one thread beside those that serve. Whatever it does is claimed first, so that several
processes or machines never do the same thing twice, and a restart loses nothing.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import connections

from plumbline.domain.jobs.services import job_claim, job_end, jobs_forget
from plumbline.domain.okrs.selectors.exposed_links import links_too_visible
from plumbline.domain.okrs.services.recomputation import progress_refresh, recomputation_compare
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.outbox.services import outbox_deliver
from plumbline.domain.tenancy.selectors import organizations_all
from plumbline.domain.tenancy.transactions import reading, reading_global
from plumbline.domain.tenancy.unscoped import UnscopedReason, unscoped
from plumbline.domain.transfer.services.imports import imports_sweep

if TYPE_CHECKING:
    from plumbline.domain.tenancy.models import Organization

BEAT_SECONDS = 5.0
STOP_SECONDS = 20.0
SWEEP_MINUTES = 5


class Worker:
    """A thread that does what is due, every few seconds, until it is stopped."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="plumbline-worker")

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way and end."""
        self._stopping.set()
        self._thread.join(timeout=STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                due_do(datetime.now(tz=UTC), log=self._log, is_over=self._stopping.is_set)
            except Exception:  # noqa: BLE001 — logged, and the next round goes on
                # A worker that dies of one failure would leave everything else undone.
                self._log.exception("The worker failed; it goes on with the next round.")
                connections.close_all()
            self._stopping.wait(BEAT_SECONDS)
        connections.close_all()


def due_do(at: datetime, *, log: logging.Logger, is_over: Callable[[], bool] = bool) -> None:
    """Do everything that is due.

    Args:
        at: Now.
        log: Where alarms go.
        is_over: Asked between two jobs; true ends the round early.
    """
    outbox_deliver(at=at)
    with reading_global():
        organizations = organizations_all()
    for organization in organizations:
        if is_over():
            return
        _daily(organization, at, log)
        _sweep(organization, at, log)
    _once("forget", None, f"{at:%Y-%m-%d}", at, lambda: jobs_forget(at=at), log)


def _daily(organization: "Organization", at: datetime, log: logging.Logger) -> None:
    """Once on each day of the organization: score what moves with the days, and compare."""
    slot = organization_day(organization, at).isoformat()

    def recompute() -> None:
        with reading(organization, suspendable=True):
            progress_refresh(at=at)
        with unscoped(organization, reason=UnscopedReason.NIGHTLY_COMPARISON):
            differences = recomputation_compare()
            exposed = links_too_visible()
        if differences:
            log.error(
                "%s: %d objectives are stored with other sums than their parts add up to.",
                organization.slug,
                len(differences),
            )

        if exposed:
            log.warning(
                "%s: %d links tell a number to people who may not see where it comes from, since "
                "a team moved. Let each support only: %s.",
                organization.slug,
                len(exposed),
                ", ".join(
                    f"{link.child_objective.public_id} > {link.parent_objective.public_id}"
                    for link in exposed
                ),
            )

    _once("nightly", organization, slot, at, recompute, log)


def _sweep(organization: "Organization", at: datetime, log: logging.Logger) -> None:
    """Every few minutes: clear away what killed imports left."""
    slot = f"{at:%Y-%m-%dT%H}:{at.minute // SWEEP_MINUTES}"

    def sweep() -> None:
        with reading(organization, suspendable=True):
            imports_sweep(organization=organization, at=at)

    _once("sweep", organization, slot, at, sweep, log)


def _once(
    name: str,
    organization: "Organization | None",
    slot: str,
    at: datetime,
    act: Callable[[], object],
    log: logging.Logger,
) -> None:
    """Do an act for a slot unless it was done; a failure is kept and tried again later."""
    scope = organization.public_id if organization else ""
    run = job_claim(name=name, scope=scope, slot=slot, at=at)
    if run is None:
        return
    try:
        act()
    except Exception as error:
        log.exception("%s of %s failed.", name, organization.slug if organization else "all")
        job_end(run=run, at=at, error=f"{type(error).__name__}: {error}")
    else:
        job_end(run=run, at=at)
