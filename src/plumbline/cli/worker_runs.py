"""Runs of the worker's jobs: claimed before, written down after, gone on with if interrupted."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from plumbline.domain.jobs.services import job_claim, job_end, job_release, job_renew
from plumbline.domain.tenancy.transactions import reading

if TYPE_CHECKING:
    from plumbline.domain.jobs.models import JobRun
    from plumbline.domain.tenancy.models import Organization


class Interrupted(Exception):
    """The worker is to end, or another one has taken up what this one was at."""


@dataclass(frozen=True, slots=True)
class Round:
    """What every job of one round is given.

    Attributes:
        at: When it began.
        log: Where alarms go.
        is_over: Whether to end.
        clock: Tells the time of each claim: the jobs before may have taken long.
        asked: Slots that people asked to have run again, by name and scope.
    """

    at: datetime
    log: logging.Logger
    is_over: Callable[[], bool]
    clock: Callable[[], datetime]
    asked: Mapping[tuple[str, str], Sequence[str]]

    def goes_on(self, run: "JobRun") -> bool:
        """Whether a long job may take its next turn; it keeps its claim meanwhile."""
        return not self.is_over() and job_renew(run=run, at=self.clock())


def go_on(
    name: str,
    organization: "Organization",
    work: Round,
    acts: Mapping[str, Callable[..., bool]],
) -> None:
    """Go on with long works, turn by turn, until each is done or the worker is to end.

    Args:
        name: Which job.
        organization: Whose.
        work: The round.
        acts: What goes on with each, by its slot.
    """
    turns = {slot: partial(_turns, organization, work, act) for slot, act in acts.items()}
    each_once(name, organization, work, turns)


def _turns(
    organization: "Organization", work: Round, act: Callable[..., bool], run: "JobRun"
) -> None:
    with reading(organization, suspendable=True):
        through = act(clock=work.clock, goes_on=lambda: work.goes_on(run))
    if not through:
        raise Interrupted


def each_once(
    name: str,
    organization: "Organization | None",
    work: Round,
    acts: "Mapping[str, Callable[[JobRun], object]]",
) -> None:
    """Do each act for its own slot, unless it was done; a failure is kept and tried again later.

    Where people asked for another attempt at what does not wait any more, nothing is left to do.
    """
    for slot in dict.fromkeys((*acts, *_asked(name, organization, work))):
        run = job_claim(name=name, scope=_scope(organization), slot=slot, at=work.clock())
        if run is not None:
            _run(run, organization, work, acts.get(slot, lambda _run: None))


def once(
    name: str,
    organization: "Organization | None",
    slot: str,
    work: Round,
    act: "Callable[[JobRun], object]",
) -> None:
    """Do an act for a slot, and for those people asked for again, unless it was done.

    The act is the same whatever the slot, which says for when. A failure is kept and tried again
    later.
    """
    each_once(
        name, organization, work, dict.fromkeys((slot, *_asked(name, organization, work)), act)
    )


def _asked(name: str, organization: "Organization | None", work: Round) -> Sequence[str]:
    return work.asked.get((name, _scope(organization)), ())


def _scope(organization: "Organization | None") -> str:
    return organization.public_id if organization else ""


def _error_words(error: Exception) -> str:
    """Return what went wrong in words, and its name where it cannot say more.

    An error that names rows reads them as it is written, where no organization is bound any more.
    """
    name = type(error).__name__
    try:
        return f"{name}: {error}"
    except Exception:  # noqa: BLE001 — whatever it is: that the run failed has to be written down
        return name


def _run(
    run: "JobRun",
    organization: "Organization | None",
    work: Round,
    act: "Callable[[JobRun], object]",
) -> None:
    """Do an act for a claimed run and write down how it ended."""
    try:
        act(run)
    except Interrupted:
        job_release(run=run, at=work.clock())
    except Exception as error:
        work.log.exception(
            "%s of %s failed.", run.name, organization.slug if organization else "all"
        )
        job_end(run=run, at=work.clock(), error=_error_words(error))
    else:
        job_end(run=run, at=work.clock())
