"""Beginning an objective from a template: the list by function, and one to look at and begin."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.drafts import creates
from plumbline.domain.okrs.selectors.starters import starter_get, starters_by_function
from plumbline.domain.okrs.services.starting import objective_start
from plumbline.domain.okrs.starters import Starter, StarterKeyResult
from plumbline.domain.okrs.values import MetricKind, ObjectiveValues, State
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.engine.documents.model import Style
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.nodes import key_results_words
from plumbline.web.okrs.objective_forms import PERSONAL, Offers, offers_for, place_refused
from plumbline.web.okrs.objective_writing import beginning, place_asked
from plumbline.web.posted import form_sent
from plumbline.web.ui.signs import StyleBadge
from plumbline.web.visits import Visit, tenant_page


@dataclass(frozen=True, slots=True)
class StarterLine:
    """One template in the list."""

    title: str
    url: str
    style: StyleBadge
    words: str


@dataclass(frozen=True, slots=True)
class StarterGroup:
    """The templates of one function."""

    name: str
    lines: tuple[StarterLine, ...]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One key result of a template, and how it is measured."""

    title: str
    words: str
    is_guardrail: bool


class StartForm(forms.Form):
    """Where an objective from a template begins."""

    use_required_attribute = False

    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"))
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        help_text=gettext_lazy("Where you may not decide, it is proposed to the lead."),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        required=False,
        help_text=gettext_lazy(
            "Of the objective, and at first of its key results. A proposal without one is yours."
        ),
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, offers: Offers, initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        for name, options in (
            ("cycle", offers.cycles),
            ("team", offers.teams),
            ("owner", offers.owners),
        ):
            self.fields[name].choices = options  # type: ignore[attr-defined]  # a ChoiceField

    def place(self, viewer: Viewer) -> ObjectiveValues:
        """Return where it shall stand; its words come from the template."""
        given = self.cleaned_data
        team, owner = given["team"], given["owner"]
        is_personal = team == PERSONAL
        place = ObjectiveValues(
            title="",
            cycle=cycle_get(viewer=viewer, public_id=given["cycle"]),
            team=None if is_personal else team_get(viewer=viewer, public_id=team),
            is_personal=is_personal,
            owner=person_get(viewer=viewer, public_id=owner) if owner else None,
        )
        if place.owner is None and not creates(viewer, place):
            # Key results of a proposal are written by whoever owns it.
            return replace(
                place, owner=person_get(viewer=viewer, public_id=viewer.person_public_id)
            )
        return place


@require_safe
@tenant_page
def templates(visit: Visit) -> HttpResponse:
    """List the templates by function."""
    groups = tuple(
        StarterGroup(
            str(function.label), tuple(_line(visit, key, each) for key, each in found.items())
        )
        for function, found in starters_by_function(viewer=visit.viewer).items()
    )
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "groups": groups,
        "back": reverse("plan", args=[visit.slug]),
        "new_url": reverse("objective-new", args=[visit.slug]) + place_asked(visit),
    }
    return render(visit.request, "okrs/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def begin(visit: Visit, template: str) -> HttpResponse:
    """Show what a template says, and begin an objective from it."""
    starter = starter_get(viewer=visit.viewer, key=template)
    if visit.cycle is None:
        return redirect("plan", visit.slug)
    return form_answer(
        StartForm(form_sent(visit.request), offers=offers_for(visit), initial=beginning(visit)),
        page=partial(_page, visit, starter),
        save=partial(_save, visit, starter),
        refuse=place_refused,
        refusals=CHOSEN,
    )


def _line(visit: Visit, key: str, starter: Starter) -> StarterLine:
    return StarterLine(
        str(starter.title),
        reverse("template", args=[visit.slug, key]) + place_asked(visit),
        StyleBadge(Style(starter.style.value)),
        key_results_words(len(starter.key_results)),
    )


def _save(visit: Visit, starter: Starter, form: StartForm) -> HttpResponse:
    made = objective_start(
        actor=visit.viewer, starter=starter, place=form.place(visit.viewer), at=visit.at
    )
    words = (
        _("It is proposed to the lead of the team. Say where each key result stands and goes.")
        if made.state == State.PROPOSED
        else _("The draft is written. Say where each key result stands and where it shall go.")
    )
    messages.success(visit.request, words)
    return redirect("objective", visit.slug, made.public_id)


def _page(visit: Visit, starter: Starter, form: StartForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "form": form,
        "title": str(starter.title),
        "why": str(starter.why),
        "style": StyleBadge(Style(starter.style.value)),
        "function": str(starter.function.label),
        "key_results": [
            MeasureLine(str(each.title), _measure_words(each), each.is_guardrail)
            for each in starter.key_results
        ],
        "plan": reverse("plan", args=[visit.slug]),
        "back": reverse("templates", args=[visit.slug]) + place_asked(visit),
    }
    return render(visit.request, "okrs/template.html", context, status=status)


def _measure_words(each: StarterKeyResult) -> str:
    """Write how a key result is measured, and what is still open."""
    is_limit = each.kind in (MetricKind.AT_MOST, MetricKind.AT_LEAST)
    parts = [
        str(each.kind.label),
        str(each.unit),
        _("limit to be set") if is_limit else _("baseline to be measured, target to be set"),
    ]
    return " · ".join(filter(None, parts))
