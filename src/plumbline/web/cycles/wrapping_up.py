"""What becomes of each objective of a cycle that ends: chosen, looked at, done."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.cycle_ends import PAGE_SIZE, OpenPage, cycle_open
from plumbline.domain.okrs.services.cycle_phases import cycle_wrap_up
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.tenancy.errors import StaleVersion
from plumbline.web.cycles.fates import (
    WrapUpForm,
    fate_lines,
    preview_of,
    wrap_up_form,
)
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.form_conflicts import CONFLICT
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def wrap_up(visit: Visit, cycle: str) -> HttpResponse:
    """Ask what becomes of each objective, show what that means, then do it."""
    manage_permit(visit.viewer, Kind.CYCLE)
    row = cycle_get(viewer=visit.viewer, public_id=cycle)
    found = cycle_open(viewer=visit.viewer, cycle=row, page=page_asked(visit.request))
    form = wrap_up_form(visit, row, found)
    if "again" in visit.request.POST:
        return _page(visit, row, found, form)
    return form_answer(
        form,
        page=partial(_page, visit, row, found),
        save=partial(_save, visit, row, found),
        refusals=CHOSEN,
    )


def _save(visit: Visit, row: "Cycle", found: OpenPage, form: WrapUpForm) -> HttpResponse:
    if "confirm" not in visit.request.POST:
        return _preview(visit, row, found, form)
    try:
        cycle_wrap_up(
            actor=visit.viewer,
            cycle=row,
            decided=form.decided(),
            into=form.into_cycle(visit.viewer),
            reason=form.cleaned_data["reason"],
            expected=form.cleaned_data["version"],
            at=visit.at,
        )
    except StaleVersion:
        return _stale(visit, row, form)
    messages.success(visit.request, _("Done. What waits for its grade stays listed here."))
    return redirect("cycle-wrap-up", visit.slug, row.public_id)


def _stale(visit: Visit, row: "Cycle", form: WrapUpForm) -> HttpResponse:
    """Show the choices again over what stands now."""
    now = cycle_get(viewer=visit.viewer, public_id=row.public_id)
    found = cycle_open(viewer=visit.viewer, cycle=now, page=page_asked(visit.request))
    form.renew(found, version=now.version)
    form.add_error(
        None,
        _(
            "Somebody changed the cycle or one of these objectives meanwhile. Nothing is done "
            "yet, and your choices are still here: look at them again."
        ),
    )
    return _page(visit, now, found, form, status=CONFLICT)


def _page(
    visit: Visit, row: "Cycle", found: OpenPage, form: WrapUpForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **_context(visit, row),
        "form": form,
        "new_cycle_url": "" if form.has_cycles else reverse("cycle-new", args=[visit.slug]),
        "lines": fate_lines(visit, found, form),
        "total": found.total,
        "pages": pages_of(found, size=PAGE_SIZE, url=_url(visit, row)),
    }
    return render(visit.request, "cycles/wrap_up.html", context, status=status)


def _preview(visit: Visit, row: "Cycle", found: OpenPage, form: WrapUpForm) -> HttpResponse:
    context = {**_context(visit, row), "preview": preview_of(visit, found, form)}
    return render(visit.request, "cycles/wrap_up_preview.html", context)


def _context(visit: Visit, row: "Cycle") -> dict[str, object]:
    own = [visit.slug, row.public_id]
    return {
        "frame": frame_for(
            visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True), cycle=row.public_id
        ),
        "name": row.name,
        "url": visit.request.get_full_path(),
        "back": reverse("cycle", args=own),
        "phase_url": reverse("cycle-phase", args=own),
    }


def _url(visit: Visit, row: "Cycle") -> str:
    return reverse("cycle-wrap-up", args=[visit.slug, row.public_id])
