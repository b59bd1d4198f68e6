"""Moving a cycle to another phase, with what each phase means said before."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.cycles.values import CyclePhase
from plumbline.domain.okrs.selectors.cycle_ends import cycles_counted
from plumbline.domain.okrs.services.cycle_phases import cycle_move
from plumbline.domain.okrs.values import State
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.web.cycles.words import (
    MAIN_PHASES,
    PLANNED,
    RUNNING,
    how_many,
    main_phase,
    phase_words,
)
from plumbline.web.form_answers import form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.objective_forms import VersionField
from plumbline.web.okrs.plan_tabs import plan_tabs
from plumbline.web.posted import form_sent
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

Counts = Mapping[State, int]


class PhaseForm(forms.Form):
    """Which phase comes next."""

    use_required_attribute = False

    phase = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose where the cycle goes."),
            "invalid_choice": gettext_lazy("Choose where the cycle goes."),
        }
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        now: CyclePhase,
        counts: Counts,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.offered = phases_from(now)
        self._counts = counts
        self.fields["phase"].choices = [(each.value, each.label) for each in self.offered]  # type: ignore[attr-defined]  # a ChoiceField

    def phase_cards(self) -> RadioCards:
        """The phases as cards, each with what it means."""
        return RadioCards(
            name="phase",
            label=_("Where does it go?"),
            chosen=str(self["phase"].value() or ""),
            errors=[str(error) for error in self["phase"].errors],
            choices=tuple(
                Choice(value=each.value, label=str(each.label), words=_meaning(each, self._counts))
                for each in self.offered
            ),
        )


def phases_from(now: CyclePhase) -> tuple[CyclePhase, ...]:
    """Return the main phases a cycle can be moved to: all ahead, and the one before."""
    place = MAIN_PHASES.index(main_phase(now))
    before = MAIN_PHASES[max(0, place - 1) : place]
    return (*MAIN_PHASES[place + 1 :], *before)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def phase(visit: Visit, cycle: str) -> HttpResponse:
    """Say what each phase means, and move the cycle to one."""
    manage_permit(visit.viewer, Kind.CYCLE)
    row = cycle_get(viewer=visit.viewer, public_id=cycle)
    form = _form(visit, row)
    return form_answer(form, page=partial(_page, visit, row), save=partial(_move, visit, row))


def _form(visit: Visit, row: "Cycle") -> PhaseForm:
    now = CyclePhase(row.phase)
    counts = cycles_counted(viewer=visit.viewer, cycles=[row]).get(row.pk, {})
    initial = {"version": row.version, "phase": phases_from(now)[0].value}
    return PhaseForm(form_sent(visit.request), now=now, counts=counts, initial=initial)


def _move(visit: Visit, row: "Cycle", form: PhaseForm) -> HttpResponse:
    moved = cycle_move(
        actor=visit.viewer,
        cycle=row,
        phase=CyclePhase(form.cleaned_data["phase"]),
        expected=form.cleaned_data["version"],
        at=visit.at,
    )
    words = _("%(cycle)s: %(phase)s.") % {"cycle": moved.name, "phase": phase_words(moved)}
    messages.success(visit.request, words)
    return redirect("cycle", visit.slug, row.public_id)


def _page(visit: Visit, row: "Cycle", form: PhaseForm, *, status: int = 200) -> HttpResponse:
    own = [visit.slug, row.public_id]
    context = {
        "frame": frame_for(
            visit, Entry.PLAN, tabs=plan_tabs(visit, cycles=True), cycle=row.public_id
        ),
        "form": form,
        "name": row.name,
        "phase": phase_words(row),
        "back": reverse("cycle", args=own),
        "wrap_up_url": reverse("cycle-wrap-up", args=own),
    }
    return render(visit.request, "cycles/phase.html", context, status=status)


def _meaning(phase: CyclePhase, counts: Counts) -> str:
    """Write what a phase means, with what there is of it in this cycle."""
    drafts = how_many(counts, *PLANNED)
    if phase is CyclePhase.PLANNING:
        return _("Objectives are written, reviewed and activated.")
    if phase is CyclePhase.ACTIVE:
        words = _("Teams work on what is active and check in.")
        waiting = ngettext(
            "%(count)d draft is not active yet; it is activated on its own page.",
            "%(count)d drafts are not active yet; each is activated on its own page.",
            drafts,
        )
        return f"{words} {waiting % {'count': drafts}}" if drafts else words
    if phase is CyclePhase.GRADING:
        running = how_many(counts, *RUNNING)
        words = _("Owners say whether the better state is true, and grades are given.")
        still = ngettext(
            "%(count)d objective still runs until its grading is started.",
            "%(count)d objectives still run until their grading is started.",
            running,
        )
        return f"{words} {still % {'count': running}}" if running else words
    return _closing(how_many(counts, *RUNNING, State.GRADING), drafts)


def _closing(open_: int, drafts: int) -> str:
    """Write what closing means, or why it cannot be yet."""
    if open_:
        return ngettext(
            "Not yet: %(count)d objective still runs or waits for its grade.",
            "Not yet: %(count)d objectives still run or wait for their grade.",
            open_,
        ) % {"count": open_}
    words = _("Everything in it stays readable, and nothing is carried over into it.")
    left = ngettext(
        "%(count)d draft never began and stays one.",
        "%(count)d drafts never began and stay drafts.",
        drafts,
    )
    return f"{words} {left % {'count': drafts}}" if drafts else words
