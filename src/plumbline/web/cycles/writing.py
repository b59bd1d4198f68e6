"""Making a cycle, and changing its name and days."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.domain.cycles.selectors import cycle_get, cycle_proposed
from plumbline.domain.cycles.services import cycle_create
from plumbline.domain.cycles.values import CycleKind
from plumbline.domain.okrs.services.cycle_days import cycle_change
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.tenancy.texts import one_line
from plumbline.web.cycles.forms import CycleEditForm, CycleForm, cycle_now, parents_for
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.company import Link
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.own_paths import own_path
from plumbline.web.posted import form_sent
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def new(visit: Visit) -> HttpResponse:
    """Make a cycle; the one that comes next is proposed, or one of the name that is asked for."""
    manage_permit(visit.viewer, Kind.CYCLE)
    form = CycleForm(
        form_sent(visit.request), parents=parents_for(visit.viewer), initial=_proposal(visit)
    )
    return form_answer(form, page=partial(_new_page, visit), save=partial(_make, visit), once=visit)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def edit(visit: Visit, cycle: str) -> HttpResponse:
    """Change the name, the days or the place of a cycle."""
    manage_permit(visit.viewer, Kind.CYCLE)
    row = cycle_get(viewer=visit.viewer, public_id=cycle)
    form = CycleEditForm(
        form_sent(visit.request),
        parents=parents_for(visit.viewer, row),
        initial={**cycle_now(row), "version": row.version},
    )
    return form_answer(
        form,
        page=partial(_edit_page, visit, row),
        save=partial(_change, visit, row),
        now=cycle_now,
    )


def _kind_asked(visit: Visit) -> CycleKind:
    asked = visit.request.GET.get("kind", "")
    return CycleKind(asked) if asked in CycleKind.values else CycleKind.QUARTER


def _next_page(visit: Visit) -> str:
    """Return where somebody came from who needs a cycle there; empty for nowhere."""
    return own_path(visit.request.GET.get("next", ""))


def _proposal(visit: Visit) -> dict[str, object]:
    if name := one_line(visit.request.GET.get("name", "")):
        return {"name": name, "kind": CycleKind.QUARTER.value}
    proposed = cycle_proposed(viewer=visit.viewer, on=visit.today, kind=_kind_asked(visit))
    return {
        "name": proposed.name,
        "kind": proposed.kind.value,
        "start": proposed.start.isoformat(),
        "end": proposed.end.isoformat(),
        "parent": proposed.parent,
    }


def _make(visit: Visit, form: CycleForm) -> HttpResponse:
    made = cycle_create(actor=visit.viewer, values=form.values(visit.viewer), at=visit.at)
    messages.success(visit.request, _("%(cycle)s is there.") % {"cycle": made.name})
    if back := _next_page(visit):
        return redirect(back)
    return redirect("cycle", visit.slug, made.public_id)


def _change(visit: Visit, row: "Cycle", form: CycleForm) -> HttpResponse:
    cycle_change(
        actor=visit.viewer,
        cycle=row,
        values=form.values(visit.viewer),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    messages.success(visit.request, _("Saved."))
    return redirect("cycle", visit.slug, row.public_id)


def _new_page(visit: Visit, form: CycleForm, *, status: int = 200) -> HttpResponse:
    url, asked = reverse("cycle-new", args=[visit.slug]), _kind_asked(visit)
    back = _next_page(visit)
    kinds = () if back else CycleKind  # whoever comes from elsewhere needs a certain one
    context = {
        "frame": frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True)),
        "form": form,
        "kinds": [
            Link(str(kind.label), f"{url}?kind={kind.value}", kind is asked) for kind in kinds
        ],
        "back": back or reverse("cycles", args=[visit.slug]),
        "back_words": _("Back") if back else _("Cycles"),
    }
    return render(visit.request, "cycles/cycle_new.html", context, status=status)


def _edit_page(visit: Visit, row: "Cycle", form: CycleForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(
            visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True), cycle=row.public_id
        ),
        "form": form,
        "name": row.name,
        "back": reverse("cycle", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "cycles/cycle_edit.html", context, status=status)
