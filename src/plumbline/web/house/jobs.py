"""The jobs of an organization: when they are due, how they went, and another try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.house_runs import (
    RunFacts,
    RunState,
    house_latest,
    house_run_get,
    house_runs,
)
from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.domain.orgs.services.house import job_retry
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.posted import version_sent
from plumbline.web.settings_frame import settings_frame
from plumbline.web.visits import Visit, tenant_page

#: Name, what it does, and when.
JOBS: Final[Mapping[str, tuple[Promise, Promise, Promise]]] = {
    "nightly": (
        gettext_lazy("The new day"),
        gettext_lazy("scores what moves with the days and compares every sum with its parts"),
        gettext_lazy("once on each day of the organization"),
    ),
    "reminders": (
        gettext_lazy("Reminders"),
        gettext_lazy("tells people which of their check-ins are due"),
        gettext_lazy("once on each day of the organization"),
    ),
    "sweep": (
        gettext_lazy("Clearing away"),
        gettext_lazy("removes what imports that were killed left behind"),
        gettext_lazy("every five minutes"),
    ),
    "journal_seal": (
        gettext_lazy("Seals of the journal"),
        gettext_lazy("put a hash over new entries, so that whoever changes one later is found out"),
        gettext_lazy("every hour"),
    ),
    "bulk": (
        gettext_lazy("Long changes"),
        gettext_lazy("do to many objectives what somebody chose, or take it back"),
        gettext_lazy("when somebody chose more than a page can wait for"),
    ),
    "import": (
        gettext_lazy("Long imports"),
        gettext_lazy("bring in a file that somebody confirmed, or delete what somebody undid"),
        gettext_lazy("when somebody confirmed or undid more than a page can wait for"),
    ),
    "audit": (
        gettext_lazy("Audits"),
        gettext_lazy("ask the practices of everything in a scope"),
        gettext_lazy("when somebody asked for more than a page can wait for"),
    ),
    "audit_schedule": (
        gettext_lazy("Scheduled audits"),
        gettext_lazy("ask for the audits that are due by a schedule"),
        gettext_lazy("on the days of the schedules"),
    ),
    "practice_preview": (
        gettext_lazy("Previews of policies"),
        gettext_lazy("count what a practice would break if it were a policy"),
        gettext_lazy("when somebody asked for more than a page can wait for"),
    ),
    "statistics": (
        gettext_lazy("Statistics"),
        gettext_lazy("let the database know how much there is of what"),
        gettext_lazy("every hour"),
    ),
    "forget": (
        gettext_lazy("Forgetting"),
        gettext_lazy("drops runs that ended more than 60 days ago"),
        gettext_lazy("once a day"),
    ),
}

#: Jobs that nothing asks for while governance is switched off.
OF_GOVERNANCE: Final = frozenset({"audit", "audit_schedule", "practice_preview"})

STATE_WORDS: Final[Mapping[RunState, Promise]] = {
    RunState.DONE: gettext_lazy("Done"),
    RunState.RUNNING: gettext_lazy("Runs"),
    RunState.WAITING: gettext_lazy("Waits for a worker"),
    RunState.FAILED: gettext_lazy("Failed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run as the list shows it."""

    job: str
    slot: str
    day: date | None
    name: str
    state: str
    is_failed: bool
    began_at: datetime | None
    seconds: int | None
    attempts: int
    error: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job with its rhythm and its latest run."""

    label: str
    about: str
    rhythm: str
    latest: RunLine | None


@never_cache
@require_safe
@tenant_page
def jobs(visit: Visit) -> HttpResponse:
    """List the jobs and their latest runs, or what failed."""
    only_failed = visit.request.GET.get("only") == "failed"
    runs = house_runs(viewer=visit.viewer, at=visit.at, only_failed=only_failed)
    latest = house_latest(viewer=visit.viewer, at=visit.at, names=tuple(JOBS))
    zone = zone_of(viewer=visit.viewer)
    url = reverse("jobs", args=[visit.slug])
    context = {
        "frame": settings_frame(visit, "jobs"),
        "jobs": _jobs(visit, {run.name: run for run in latest}, zone),
        "runs": [_line(run, zone) for run in runs],
        "failed": sum(run.state is RunState.FAILED for run in runs),
        "only_failed": only_failed,
        "url": url,
        "retry_url": reverse("job-retry", args=[visit.slug]),
    }
    return render(visit.request, "house/jobs.html", context)


@require_POST
@tenant_page
def retry(visit: Visit) -> HttpResponse:
    """Let a job that failed run again."""
    manage_permit(visit.viewer, Kind.JOB)
    asked = visit.request.POST
    run = house_run_get(viewer=visit.viewer, name=asked.get("job", ""), slot=asked.get("slot", ""))
    job_retry(actor=visit.viewer, run=run, expected=version_sent(visit.request), at=visit.at)
    messages.success(visit.request, _("It runs again within a few seconds."))
    return redirect("jobs", visit.slug)


def _jobs(visit: Visit, latest: Mapping[str, RunFacts], zone: ZoneInfo) -> tuple[JobLine, ...]:
    is_governed = ModuleKey.GOVERNANCE in visit.modules
    return tuple(
        JobLine(
            label=str(label),
            about=str(about),
            rhythm=str(rhythm),
            latest=_line(latest[name], zone) if name in latest else None,
        )
        for name, (label, about, rhythm) in JOBS.items()
        if is_governed or name not in OF_GOVERNANCE
    )


def _line(run: RunFacts, zone: ZoneInfo) -> RunLine:
    took = run.done_at - run.began_at if run.done_at and run.began_at else None
    return RunLine(
        job=str(JOBS[run.name][0]) if run.name in JOBS else run.name,
        slot=run.slot,
        day=_day(run.slot),
        name=run.name,
        state=str(STATE_WORDS[run.state]),
        is_failed=run.state is RunState.FAILED,
        began_at=run.began_at.astimezone(zone) if run.began_at else None,
        seconds=None if took is None else round(took.total_seconds()),
        attempts=run.attempts,
        error=run.error,
        is_own=run.is_own,
    )


def _day(slot: str) -> date | None:
    """Return the day a run is for; `None` where it is for a shorter time, which its start tells."""
    try:
        return date.fromisoformat(slot)
    except ValueError:
        return None
