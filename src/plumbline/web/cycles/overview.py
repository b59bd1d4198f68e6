"""The list of cycles: which run, which come next, which are to be closed, which are past."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.cycles.selectors import cycles_list
from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.okrs.selectors.cycle_ends import cycles_counted
from plumbline.web.cycles.places import runs_cycles
from plumbline.web.cycles.words import counts_words, days_words, phase_words
from plumbline.web.framing import Entry, cycle_ruler, frame_for
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.ui.notices import Empty
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: So many cycles that are over are listed at once; the others are a page away.
PAST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLine:
    """One cycle.

    Attributes:
        inside: Of which cycle it is a part, in words; empty for none.
        counts: How many objectives are where in their life.
    """

    name: str
    url: str
    days: str
    inside: str
    phase: str
    counts: str


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """Cycles under one heading."""

    id: str
    title: str
    lines: tuple[CycleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclesPage:
    """Everything the template says; `new_url` and `naming_url` are empty for who makes none."""

    lead: str
    groups: tuple[CycleGroup, ...]
    new_url: str
    naming_url: str
    all_url: str
    empty: Empty | None


@require_safe
@tenant_page
def overview(visit: Visit) -> HttpResponse:
    """List the cycles."""
    context = {
        "frame": frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True)),
        "page": _page(visit),
    }
    return render(visit.request, "cycles/overview.html", context)


def _page(visit: Visit) -> CyclesPage:
    cycles = cycles_list(viewer=visit.viewer)
    url = reverse("cycles", args=[visit.slug])
    new_url = reverse("cycle-new", args=[visit.slug]) if runs_cycles(visit) else ""
    past = [cycle for cycle in cycles if cycle.phase == CyclePhase.CLOSED]
    shown = past if "all" in visit.request.GET else past[:PAST_SHOWN]
    there = [cycle for cycle in cycles if cycle.phase != CyclePhase.CLOSED]
    today = visit.today
    groups = (
        ("running", _("Running"), [each for each in there if each.start <= today <= each.end]),
        ("to_close", _("Over, to be closed"), [each for each in there if each.end < today]),
        ("next", _("Next"), [each for each in there if each.start > today][::-1]),
        ("past", _("Closed"), shown),
    )
    empty = _("No cycles yet. Objectives belong to one: a quarter is the usual length.")
    return CyclesPage(
        lead=_lead(visit, groups[0][2]),
        groups=_groups(visit, groups),
        new_url=new_url,
        naming_url=reverse("cycle-naming", args=[visit.slug]) if new_url else "",
        all_url=f"{url}?all" if len(shown) < len(past) else "",
        empty=None if cycles else Empty(words=empty, url=new_url, action=_("Make the first cycle")),
    )


def _groups(
    visit: Visit, groups: Iterable[tuple[str, str, list["Cycle"]]]
) -> tuple[CycleGroup, ...]:
    filled = [group for group in groups if group[2]]
    shown = [cycle for _id, _title, cycles in filled for cycle in cycles]
    counts = cycles_counted(viewer=visit.viewer, cycles=shown)
    names = {cycle.pk: cycle.name for cycle in cycles_list(viewer=visit.viewer)}
    return tuple(
        CycleGroup(
            id_,
            title,
            tuple(
                CycleLine(
                    name=cycle.name,
                    url=reverse("cycle", args=[visit.slug, cycle.public_id]),
                    days=days_words(cycle),
                    inside=_("in %(cycle)s") % {"cycle": names[cycle.parent_id]}
                    if cycle.parent_id
                    else "",
                    phase=phase_words(cycle),
                    counts=counts_words(counts.get(cycle.pk, {})),
                )
                for cycle in cycles
            ),
        )
        for id_, title, cycles in filled
    )


def _lead(visit: Visit, running: list["Cycle"]) -> str:
    """Write which cycle runs: the one that people mean by it, which is the shortest."""
    ruler = cycle_ruler(visit.cycle, visit) if visit.cycle and running else None
    if ruler is None:
        return _("No cycle runs today")
    words = ngettext(
        "%(cycle)s is in its only week",
        "%(cycle)s is in week %(week)d of %(weeks)d",
        ruler.weeks,
    )
    return words % {"cycle": ruler.cycle, "week": ruler.week, "weeks": ruler.weeks}
