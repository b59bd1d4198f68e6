"""Letting an objective go on in another cycle: carried over, or cloned."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    GoingOn,
    carries_on,
    cycles_to_go_on_in,
    key_results_going_on,
    next_cycle,
)
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.carrying_over import Choices, objective_carry_over
from plumbline.domain.okrs.values import Descent
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import PermissionRefused
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.acts import PLANNED
from plumbline.web.okrs.going_on import going_on_lines
from plumbline.web.okrs.objective_forms import PERSONAL, Options, offers_for, place_refused
from plumbline.web.okrs.written import state_of
from plumbline.web.posted import form_sent
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOnOffers:
    """What can be chosen, as value and words."""

    cycles: Options
    teams: Options
    owners: Options
    key_results: Options


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
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        required=False,
        help_text=gettext_lazy("Where you may not decide, it is proposed to the lead."),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    key_results = forms.MultipleChoiceField(
        label=gettext_lazy("Which key results come along?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: object = None,
        *,
        offers: GoingOnOffers,
        initial: dict[str, object],
        planned: bool,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # what was sent, or None
        for name, options in (
            ("into", offers.cycles),
            ("team", offers.teams),
            ("owner", offers.owners),
            ("key_results", offers.key_results),
        ):
            self.fields[name].choices = options  # type: ignore[attr-defined]  # a ChoiceField
        self._offered = (Descent.CLONED,) if planned else tuple(Descent)

    def choices(self, viewer: Viewer) -> Choices | None:
        """Return whose it will be and what comes along; `None` where the form did not say."""
        given = self.cleaned_data
        team, owner = given["team"], given["owner"]
        if not team:
            return None
        return Choices(
            team=None if team == PERSONAL else team_get(viewer=viewer, public_id=team),
            owner=person_get(viewer=viewer, public_id=owner) if owner else None,
            key_results=frozenset(given["key_results"]),
        )

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
        refuse=place_refused,
        refusals=CHOSEN,
        once=visit,
    )


def _form(visit: Visit, row: "Objective") -> CarryOverForm:
    planned = state_of(row.state) in PLANNED
    cycles = cycles_to_go_on_in(viewer=visit.viewer)
    usual = next_cycle(cycles, row.cycle)
    going_on = _going_on(visit, row)
    initial: dict[str, object] = {
        "team": PERSONAL if row.team is None else row.team.public_id,
        "owner": "" if row.owner is None else row.owner.public_id,
        "key_results": [each.public_id for each in going_on],
        "descent": Descent.CLONED.value if planned else Descent.CARRIED_OVER.value,
        "into": "" if usual is None else usual.public_id,
    }
    options = [(each.public_id, each.name) for each in cycles]
    offers = offers_for(visit, row)
    return CarryOverForm(
        form_sent(visit.request),
        offers=GoingOnOffers(
            cycles=options if usual is not None else [("", _("Choose a cycle")), *options],
            teams=offers.teams,
            owners=offers.owners,
            key_results=[(each.public_id, each.title) for each in going_on],
        ),
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
        choices=form.choices(visit.viewer),
    )
    messages.success(
        visit.request, _("It goes on here as a draft. Look at its key results, then activate it.")
    )
    return redirect("objective", visit.slug, made.public_id)


def _going_on(visit: Visit, row: "Objective") -> Sequence[GoingOn]:
    found = key_results_going_on(viewer=visit.viewer, public_ids=[row.public_id])
    return found.get(row.public_id, ())


def _page(
    visit: Visit, row: "Objective", form: CarryOverForm, *, status: int = 200
) -> HttpResponse:
    entry = Entry.PLAN if state_of(row.state) in PLANNED else Entry.COMPANY
    context = {
        "frame": frame_for(visit, entry, context=row.team.name if row.team else ""),
        "form": form,
        "title": row.title,
        "cycle": row.cycle.name,
        "is_planned": state_of(row.state) in PLANNED,
        "key_results": going_on_lines(_going_on(visit, row)),
        "back": reverse("objective", args=[visit.slug, row.public_id]),
    }
    return render(visit.request, "okrs/carry_over.html", context, status=status)
