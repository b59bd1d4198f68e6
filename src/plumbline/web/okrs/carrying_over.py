"""Letting an objective go on in another cycle: carried over, or cloned."""

from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.lineage import (
    carries_on,
    cycles_to_go_on_in,
    key_results_going_on,
    next_cycle,
)
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.carrying_over import objective_carry_over
from plumbline.domain.okrs.values import Descent
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.going_on import going_on_lines
from plumbline.web.okrs.objective_forms import Options
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


class CarryOverForm(forms.Form):
    """Where an objective goes on, and how."""

    use_required_attribute = False

    descent = forms.ChoiceField(
        choices=Descent.choices,
        error_messages={"required": gettext_lazy("Choose how it goes on.")},
    )
    into = forms.ChoiceField(
        label=gettext_lazy("In which cycle"),
        error_messages={"required": gettext_lazy("Choose the cycle in which it goes on.")},
    )

    def __init__(
        self, data: object = None, *, cycles: Options, initial: dict[str, object], planned: bool
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # what was sent, or None
        self.fields["into"].choices = cycles  # type: ignore[attr-defined]  # a ChoiceField
        self._offered = (Descent.CLONED,) if planned else tuple(Descent)

    def descent_cards(self) -> RadioCards:
        """How it goes on, as cards."""
        words = {
            Descent.CARRIED_OVER: Choice(
                value="carried_over",
                label=_("Carry it over"),
                words=_("Its key results begin where they stand today."),
            ),
            Descent.CLONED: Choice(
                value="cloned",
                label=_("Clone it"),
                words=_("A copy with baselines and targets as they were written."),
            ),
        }
        return RadioCards(
            name="descent",
            label=_("How does it go on?"),
            chosen=str(self["descent"].value() or ""),
            errors=[str(error) for error in self["descent"].errors],
            choices=tuple(words[each] for each in self._offered),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def carry_over(visit: Visit, objective: str) -> HttpResponse:
    """Write a draft in another cycle that goes on with this one."""
    row = objective_get(viewer=visit.viewer, public_id=objective)
    if not carries_on(visit.viewer, row):
        raise PermissionRefused("orgs.refused")
    return form_answer(
        _form(visit, row),
        page=partial(_page, visit, row),
        save=partial(_save, visit, row),
        refusals=CHOSEN,
    )


def _form(visit: Visit, row: "Objective") -> CarryOverForm:
    planned = state_of(row.state) in PLANNED
    cycles = cycles_to_go_on_in(viewer=visit.viewer)
    usual = next_cycle(cycles, row.cycle)
    initial: dict[str, object] = {
        "descent": Descent.CLONED.value if planned else Descent.CARRIED_OVER.value,
        "into": "" if usual is None else usual.public_id,
    }
    options = [(each.public_id, each.name) for each in cycles]
    return CarryOverForm(
        form_sent(visit.request),
        cycles=options if usual is not None else [("", _("Choose a cycle")), *options],
        initial=initial,
        planned=planned,
    )


def _save(visit: Visit, row: "Objective", form: CarryOverForm) -> HttpResponse:
    made = objective_carry_over(
        actor=visit.viewer,
        objective=row,
        cycle=cycle_get(viewer=visit.viewer, public_id=form.cleaned_data["into"]),
        descent=Descent(form.cleaned_data["descent"]),
        at=visit.at,
    )
    messages.success(
        visit.request, _("It goes on here as a draft. Look at its key results, then activate it.")
    )
    return redirect("objective", visit.slug, made.public_id)


def _page(
    visit: Visit, row: "Objective", form: CarryOverForm, *, status: int = 200
) -> HttpResponse:
    going_on = key_results_going_on(viewer=visit.viewer, public_ids=[row.public_id])
    entry = Entry.PLAN if state_of(row.state) in PLANNED else Entry.COMPANY
    context = {
        "frame": frame_for(visit, entry, context=row.team.name if row.team else ""),
        "form": form,
        "title": row.title,
        "cycle": row.cycle.name,
        "is_planned": state_of(row.state) in PLANNED,
        "key_results": going_on_lines(going_on.get(row.public_id, ())),
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/carry_over.html", context, status=status)
