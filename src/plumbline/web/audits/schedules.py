"""When audits are made by themselves."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.audits.permissions import audit_permit, audits_made_by, audits_read_permit
from plumbline.domain.audits.selectors.audits import Rhythm, schedule_get, schedules_list
from plumbline.domain.audits.selectors.words import where_words
from plumbline.domain.audits.services.schedules import schedule_remove, schedule_set
from plumbline.web.audits.forms import ScheduleForm
from plumbline.web.day_words import day_words
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.posted import form_sent, version_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.audits.models import AuditSchedule


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """A schedule in the list."""

    where: str
    words: str
    remove_url: str
    version: int


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def schedules(visit: Visit) -> HttpResponse:
    """Show the schedules to whoever reads audits; whoever makes them sets another one."""
    audits_read_permit(visit.viewer)
    if visit.request.method == "POST":
        audit_permit(visit.viewer)
    form = ScheduleForm(
        form_sent(visit.request), visit=visit, initial={"next_on": visit.today.isoformat()}
    )
    return form_answer(form, page=partial(_page, visit), save=partial(_set, visit), once=visit)


@require_POST
@tenant_page
def remove(visit: Visit, schedule: str) -> HttpResponse:
    """Let a schedule make no further audit."""
    schedule_remove(
        actor=visit.viewer,
        schedule=schedule_get(viewer=visit.viewer, public_id=schedule),
        expected=version_sent(visit.request),
        at=visit.at,
    )
    messages.success(visit.request, _("Removed. The audits it made stay."))
    return redirect("audit-schedules", visit.slug)


def _set(visit: Visit, form: ScheduleForm) -> HttpResponse:
    schedule_set(
        actor=visit.viewer,
        rhythm=Rhythm(form.cleaned_data["rhythm"]),
        next_on=form.cleaned_data["next_on"],
        team=form.team_chosen(),
        cycle=form.cycle_chosen(),
        at=visit.at,
    )
    messages.success(visit.request, _("Set. The first audit is made that day."))
    return redirect("audit-schedules", visit.slug)


def _page(visit: Visit, form: ScheduleForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.GOVERNANCE),
        "lines": [_line(visit, row) for row in schedules_list(viewer=visit.viewer)],
        "form": form if audits_made_by(visit.viewer) else None,
        "slug": visit.slug,
    }
    return render(visit.request, "audits/schedules.html", context, status=status)


def _line(visit: Visit, row: "AuditSchedule") -> ScheduleLine:
    words = _("%(rhythm)s, next on %(day)s") % {
        "rhythm": Rhythm(row.rhythm).label,
        "day": day_words(row.next_on),
    }
    return ScheduleLine(
        where=where_words(row.team, row.cycle),
        words=words,
        remove_url=reverse("audit-schedule-remove", args=[visit.slug, row.public_id]),
        version=row.version,
    )
