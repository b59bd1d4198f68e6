"""What Plumbline does by itself for an organization: which jobs, when, and how they went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from plumbline.domain.jobs.models import JobRun
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.transactions import reading_global

RUNS_SHOWN = 50


class RunState(StrEnum):
    """How a run stands."""

    DONE = "done"
    RUNNING = "running"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """One run of a job.

    Attributes:
        name: which job.
        slot: for when.
        is_own: whether it is the organization's; others are the whole instance's.
        state: how it stands.
        began_at: when its latest attempt began; None of an old one.
        done_at: when it came to its end.
        attempts: how many have begun; sent back with a request for another.
        error: why the latest attempt failed. Of a job of the whole instance only what kind of
            failure: its words may tell of other organizations.
    """

    name: str
    slot: str
    is_own: bool
    state: RunState
    began_at: datetime | None
    done_at: datetime | None
    attempts: int
    error: str


def house_runs(*, viewer: Viewer, at: datetime, only_failed: bool = False) -> Sequence[RunFacts]:
    """Return the latest runs of the organization and of the whole instance (one query).

    Args:
        viewer: who asks.
        at: now.
        only_failed: leave out what is done or under way.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.JOB))
    own = organization_bound().public_id
    runs = JobRun.objects.filter(scope__in=(own, ""))
    if only_failed:
        runs = runs.filter(done_at=None, failed_at__isnull=False, asked_at=None)
    with reading_global():
        return [run_facts(run, at) for run in runs.order_by("-id")[:RUNS_SHOWN]]


def house_latest(*, viewer: Viewer, at: datetime, names: Sequence[str]) -> Sequence[RunFacts]:
    """Return the latest run of each of some jobs (one query a job)."""
    permit(viewer, Act.VIEW, Thing(kind=Kind.JOB))
    own = organization_bound().public_id
    with reading_global():
        found = (
            JobRun.objects.filter(scope__in=(own, ""), name=name).order_by("-id").first()
            for name in names
        )
        return [run_facts(run, at) for run in found if run is not None]


def house_run_get(*, viewer: Viewer, name: str, slot: str) -> JobRun:
    """Return a run of the organization, or else of the whole instance.

    Raises:
        NotFound: there is none.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.JOB))
    own = organization_bound().public_id
    with reading_global():
        found: JobRun | None = (
            JobRun.objects.filter(scope__in=(own, ""), name=name, slot=slot)
            .order_by("-scope")
            .first()
        )
    if found is None:
        raise NotFound("orgs.job.not_found")
    return found


def run_facts(run: JobRun, at: datetime) -> RunFacts:
    """Return a run as it stands at an instant."""
    is_own = bool(run.scope)
    return RunFacts(
        name=run.name,
        slot=run.slot,
        is_own=is_own,
        state=_state(run, at),
        began_at=run.began_at,
        done_at=run.done_at,
        attempts=run.attempts,
        error=run.last_error if is_own else run.last_error.partition(":")[0],
    )


def _state(run: JobRun, at: datetime) -> RunState:
    if run.done_at is not None:
        return RunState.DONE
    if run.asked_at is not None:
        return RunState.WAITING
    if run.failed_at is not None or (run.last_error and run.began_at is None):
        return RunState.FAILED
    return RunState.RUNNING if run.claimed_until > at else RunState.WAITING
