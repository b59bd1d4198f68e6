"""The page of a cycle: where it stands, what waits for a grade, what was reached and learned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.domain.cycles.selectors import cycle_get, cycles_inside
from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.okrs.selectors.cycle_ends import (
    PAGE_SIZE,
    cycle_ended,
    cycle_learned,
    cycle_misses,
    cycle_open,
    cycle_styles,
)
from plumbline.domain.okrs.values import State, Style
from plumbline.web.cycles.lines import (
    EndedLine,
    OpenLine,
    StyleRow,
    ended_line,
    open_line,
    style_rows,
)
from plumbline.web.cycles.places import runs_cycles
from plumbline.web.cycles.words import (
    MAIN_PHASES,
    PLANNED,
    RUNNING,
    days_words,
    how_many,
    main_phase,
    phase_words,
)
from plumbline.web.framing import Entry, frame_for
from plumbline.web.notify.following import follow_button
from plumbline.web.okrs.as_of import AsOf, as_of_asked
from plumbline.web.okrs.company import Link, company_standing
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.okrs.standing import StandingRow
from plumbline.web.okrs.written import day_with_year
from plumbline.web.paging import page_asked, pages_of
from plumbline.web.ui.notices import Pages, Step
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: So many objectives that are open are named; all stand where their fate is decided.
OPEN_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage:
    """Everything the template says; empty addresses are what the viewer may not do.

    Attributes:
        lead: How far it is.
        steps: The phases, done and ahead.
        states: Objectives by style and state.
        standing: Counts by status and attainment by style.
        open_lines: What still runs or waits for its grade; `open_more` says how much more.
        open_aside: Why they are not as many as the figures above count.
        misses: Commitments that were missed, with why; `misses_more` says how many more.
        learned: What was learned; `learned_more` says how much more.
        ended: What is over, with its grade.
        is_graded: Whether one of these has a grade.
        facts: What it is, in a few words each.
        inside: The cycles that lie in it.
    """

    name: str
    lead: str
    days: str
    steps: tuple[Step, ...]
    states: tuple[StyleRow, ...]
    state_heads: tuple[str, ...]
    standing: tuple[StandingRow, ...]
    open_title: str
    open_lines: tuple[OpenLine, ...]
    open_more: str
    open_aside: str
    misses: tuple[EndedLine, ...]
    misses_more: str
    learned: tuple[EndedLine, ...]
    learned_more: str
    ended: tuple[EndedLine, ...]
    is_graded: bool
    pages: Pages | None
    facts: tuple[str, ...]
    parent: Link | None
    inside: tuple[Link, ...]
    cycles_url: str
    objectives_url: str
    drafts_url: str
    export_url: str
    phase_url: str
    edit_url: str
    wrap_up_url: str
    open_url: str


@require_safe
@tenant_page
def detail(visit: Visit, cycle: str) -> HttpResponse:
    """Show a cycle."""
    row = cycle_get(viewer=visit.viewer, public_id=cycle)
    context = {
        "frame": frame_for(visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True), cycle=cycle),
        "page": _page(visit, row),
        "follow": follow_button(visit, "cycle", row.public_id),
    }
    return render(visit.request, "cycles/cycle.html", context)


def _page(visit: Visit, row: "Cycle") -> CyclePage:
    viewer, own = visit.viewer, [visit.slug, row.public_id]
    styles = cycle_styles(viewer=viewer, cycle=row)
    whole, (heads, states) = _whole(styles), style_rows(styles)
    open_ = cycle_open(viewer=viewer, cycle=row, size=OPEN_SHOWN)
    misses = cycle_misses(viewer=viewer, cycle=row)
    learned = cycle_learned(viewer=viewer, cycle=row)
    ended = cycle_ended(viewer=viewer, cycle=row, page=page_asked(visit.request))
    runs = runs_cycles(visit)
    return CyclePage(
        name=row.name,
        lead=_lead(row, whole),
        days=days_words(row),
        steps=_steps(CyclePhase(row.phase)),
        states=states,
        state_heads=heads,
        standing=_standing(visit, row) if whole else (),
        open_title=_open_title(open_.total),
        open_lines=tuple(open_line(visit, each) for each in open_.objectives),
        open_more=_more(open_.total - len(open_.objectives)),
        open_aside=_open_aside(open_.total, whole),
        misses=tuple(ended_line(visit, each) for each in misses.objectives),
        misses_more=_more(misses.total - len(misses.objectives)),
        learned=tuple(ended_line(visit, each) for each in learned.objectives),
        learned_more=_more(learned.total - len(learned.objectives)),
        ended=tuple(ended_line(visit, each) for each in ended.objectives),
        is_graded=any(each.score is not None for each in ended.objectives),
        pages=pages_of(ended, size=PAGE_SIZE, url=reverse("cycle", args=own)),
        facts=_facts(row),
        parent=_link(visit, row.parent) if row.parent else None,
        inside=tuple(_link(visit, each) for each in cycles_inside(viewer=viewer, cycle=row)),
        cycles_url=reverse("cycles", args=[visit.slug]),
        objectives_url=f"{reverse('company', args=[visit.slug])}?cycle={row.public_id}",
        drafts_url=f"{reverse('plan', args=[visit.slug])}?cycle={row.public_id}",
        export_url=f"{reverse('export', args=[visit.slug])}?cycle={row.public_id}",
        phase_url=reverse("cycle-phase", args=own) if runs else "",
        edit_url=reverse("cycle-edit", args=own) if runs else "",
        wrap_up_url=reverse("cycle-wrap-up", args=own) if runs and open_.total else "",
        open_url=_running_url(visit, row) if open_.total > OPEN_SHOWN else "",
    )


def _whole(styles: Mapping[Style | None, Mapping[State, int]]) -> dict[State, int]:
    whole: dict[State, int] = {}
    for counts in styles.values():
        for state, count in counts.items():
            whole[state] = whole.get(state, 0) + count
    return whole


def _lead(row: "Cycle", counts: Mapping[State, int]) -> str:
    """Write how far a cycle is, by what there is in it."""
    grading, running = how_many(counts, State.GRADING), how_many(counts, *RUNNING)
    closed, planned = how_many(counts, State.CLOSED), how_many(counts, *PLANNED)
    if row.phase == CyclePhase.CLOSED or (closed and not running and not grading):
        return ngettext(
            "%(count)d objective was graded", "%(count)d objectives were graded", closed
        ) % {"count": closed}
    if grading:
        return ngettext(
            "%(count)d objective waits for its grade",
            "%(count)d objectives wait for their grade",
            grading,
        ) % {"count": grading}
    if running:
        return ngettext("%(count)d objective runs", "%(count)d objectives run", running) % {
            "count": running
        }
    if planned:
        return ngettext(
            "%(count)d objective is being written",
            "%(count)d objectives are being written",
            planned,
        ) % {"count": planned}
    return _("Nothing is in it yet")


def _steps(now: CyclePhase) -> tuple[Step, ...]:
    place = MAIN_PHASES.index(main_phase(now))
    return tuple(
        Step(
            str(now.label if number == place else phase.label),
            "done"
            if number < place or phase is now is CyclePhase.CLOSED
            else ("current" if number == place else "ahead"),
        )
        for number, phase in enumerate(MAIN_PHASES)
    )


def _standing(visit: Visit, row: "Cycle") -> tuple[StandingRow, ...]:
    as_of: AsOf = as_of_asked(visit, keep=())
    return company_standing(visit, row, as_of)


def _open_title(total: int) -> str:
    return ngettext(
        "%(count)d that you see still runs or waits for its grade",
        "%(count)d that you see still run or wait for their grade",
        total,
    ) % {"count": total}


def _open_aside(total: int, counts: Mapping[State, int]) -> str:
    """Say why a list and the figures above it, the same for everybody, do not count alike."""
    if total == how_many(counts, State.GRADING, *RUNNING):
        return ""
    return _(
        "Personal and private ones stand here where you see them; the figures above leave them out."
    )


def _more(count: int) -> str:
    return (
        ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count}
        if (count > 0)
        else ""
    )


def _facts(row: "Cycle") -> tuple[str, ...]:
    facts = [str(row.get_kind_display())]
    if CyclePhase(row.phase) not in MAIN_PHASES:
        facts.append(phase_words(row))
    if row.mid_cycle_review_on:
        day = day_with_year(row.mid_cycle_review_on)
        facts.append(_("mid-cycle review on %(day)s") % {"day": day})
    return tuple(facts)


def _running_url(visit: Visit, row: "Cycle") -> str:
    return f"{reverse('objectives', args=[visit.slug])}?cycle={row.public_id}&state=running"


def _link(visit: Visit, cycle: "Cycle") -> Link:
    return Link(cycle.name, reverse("cycle", args=[visit.slug, cycle.public_id]))
