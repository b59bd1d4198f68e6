"""Cycles put into words: their days, their phase, what is in them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.okrs.values import State
from plumbline.web.okrs.written import day_before, day_with_year

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: The phases that a person moves a cycle through; the others are reviews with pages of their own.
MAIN_PHASES = (CyclePhase.PLANNING, CyclePhase.ACTIVE, CyclePhase.GRADING, CyclePhase.CLOSED)
PLANNED = (State.PROPOSED, State.DRAFT, State.IN_REVIEW)
RUNNING = (State.ACTIVE, State.PAUSED)


def days_words(cycle: "Cycle") -> str:
    """Write first and last day of a cycle."""
    return _("%(start)s to %(end)s") % {
        "start": day_before(cycle.start, cycle.end),
        "end": day_with_year(cycle.end),
    }


def phase_words(cycle: "Cycle") -> str:
    """Write the phase of a cycle."""
    return str(CyclePhase(cycle.phase).label)


def main_phase(phase: CyclePhase) -> CyclePhase:
    """Return which of the main phases a phase belongs to."""
    return {
        CyclePhase.LATERAL_REVIEW: CyclePhase.PLANNING,
        CyclePhase.MID_CYCLE_REVIEW: CyclePhase.ACTIVE,
        CyclePhase.RETROSPECTIVE: CyclePhase.GRADING,
    }.get(phase, phase)


def how_many(counts: Mapping[State, int], *states: State) -> int:
    """Return how many objectives are in one of some states."""
    return sum(counts.get(state, 0) for state in states)


def counts_words(counts: Mapping[State, int]) -> str:
    """Write how many objectives of a cycle are where in their life, zeros left out."""
    planned, running = how_many(counts, *PLANNED), how_many(counts, *RUNNING)
    grading = how_many(counts, State.GRADING)
    closed, stopped = how_many(counts, State.CLOSED), how_many(counts, State.STOPPED)
    parts = (
        (running, ngettext("%d objective runs", "%d objectives run", running)),
        (grading, ngettext("%d waits for its grade", "%d wait for their grade", grading)),
        (planned, ngettext("%d draft", "%d drafts", planned)),
        (closed, ngettext("%d graded", "%d graded", closed)),
        (stopped, ngettext("%d stopped", "%d stopped", stopped)),
    )
    words = ", ".join(words % count for count, words in parts if count)
    return words or _("no objectives yet")
