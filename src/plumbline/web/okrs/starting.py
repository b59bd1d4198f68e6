"""Beginning an objective from a template: the list by function, and one to look at and begin."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

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
from plumbline.domain.okrs.starters import STARTERS, Function, Starter, StarterKeyResult
from plumbline.domain.okrs.values import (
    KeyResultValues,
    MetricKind,
    MetricValues,
    ObjectiveValues,
    State,
)
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.templates.permissions import template_changeable
from plumbline.domain.templates.selectors import (
    key_result_values_of,
    template_get,
    templates_list,
)
from plumbline.domain.templates.services import template_start
from plumbline.engine.documents.model import Style
from plumbline.web.form_answers import CHOSEN, form_answer
from plumbline.web.framing import Entry, frame_for
from plumbline.web.okrs.nodes import key_results_words
from plumbline.web.okrs.objective_forms import PERSONAL, Offers, offers_for, place_refused
from plumbline.web.okrs.objective_writing import beginning, place_asked
from plumbline.web.okrs.written import number_alone
from plumbline.web.posted import form_sent
from plumbline.web.ui.signs import StyleBadge
from plumbline.web.visits import Visit, tenant_page

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective
    from plumbline.domain.templates.models import Template


@dataclass(frozen=True, slots=True)
class StarterLine:
    """One template in the list.

    Attributes:
        name: Of a template of the organization, where it differs from the title.
        edit_url: Where it is changed; empty where it is not the viewer's to do.
        restore_url: Where one that is put away is used again; empty like `edit_url`.
    """

    title: str
    url: str
    style: StyleBadge
    words: str
    name: str = ""
    edit_url: str = ""
    restore_url: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of one template says, whoever wrote it."""

    title: str
    why: str
    style: StyleBadge
    name: str
    key_results: tuple["MeasureLine", ...]
    edit_url: str = ""
    is_archived: bool = False


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
    own = templates_list(viewer=visit.viewer)
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "own": [_own_line(visit, row) for row in own if not row.is_archived],
        "away": [_own_line(visit, row) for row in own if row.is_archived],
        "organization": visit.organization_name,
        "groups": groups,
        "back": reverse("plan", args=[visit.slug]),
        "new_url": reverse("objective-new", args=[visit.slug]) + place_asked(visit),
    }
    return render(visit.request, "okrs/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@tenant_page
def begin(visit: Visit, template: str) -> HttpResponse:
    """Show what a template says, and begin an objective from it."""
    if template in STARTERS:
        starter = starter_get(viewer=visit.viewer, key=template)
        shown, start = _starter_shown(starter), partial(objective_start, starter=starter)
    else:
        row = template_get(viewer=visit.viewer, public_id=template)
        shown, start = _own_shown(visit, row), partial(template_start, template=row)
    if visit.cycle is None:
        return redirect("plan", visit.slug)
    return form_answer(
        StartForm(form_sent(visit.request), offers=offers_for(visit), initial=beginning(visit)),
        page=partial(_page, visit, shown),
        save=partial(_save, visit, start),
        refuse=place_refused,
        refusals=CHOSEN,
        once=visit,
    )


def _line(visit: Visit, key: str, starter: Starter) -> StarterLine:
    return StarterLine(
        str(starter.title),
        reverse("template", args=[visit.slug, key]) + place_asked(visit),
        StyleBadge(Style(starter.style.value)),
        key_results_words(len(starter.key_results)),
    )


def _own_line(visit: Visit, row: "Template") -> StarterLine:
    own = [visit.slug, row.public_id]
    may = template_changeable(visit.viewer, row.team)
    return StarterLine(
        title=row.title,
        url=reverse("template", args=own) + place_asked(visit),
        style=StyleBadge(Style(row.style) if row.style else None),
        words=" · ".join(_own_words(row)),
        name="" if row.name == row.title else row.name,
        edit_url=reverse("template-edit", args=own) if may else "",
        restore_url=reverse("template-restore", args=own) if may else "",
        version=row.version,
    )


def _own_words(row: "Template") -> Iterator[str]:
    """Yield how much it brings, for which work and of which team."""
    yield key_results_words(len(row.key_results.all()))
    yield _("with figures") if row.with_figures else _("without figures")
    if row.function:
        yield str(Function(row.function).label)
    if row.team:
        yield _("from %(team)s") % {"team": row.team.name}


def _starter_shown(starter: Starter) -> Shown:
    return Shown(
        title=str(starter.title),
        why=str(starter.why),
        style=StyleBadge(Style(starter.style.value)),
        name=str(starter.function.label),
        key_results=tuple(
            MeasureLine(str(each.title), _measure_words(each), each.is_guardrail)
            for each in starter.key_results
        ),
    )


def _own_shown(visit: Visit, row: "Template") -> Shown:
    may = template_changeable(visit.viewer, row.team)
    return Shown(
        title=row.title,
        why=row.why,
        style=StyleBadge(Style(row.style) if row.style else None),
        name=" · ".join((*([row.name] if row.name != row.title else []), *_own_words(row))),
        key_results=tuple(
            MeasureLine(
                each.title, measure_kept_words(key_result_values_of(each)), each.is_guardrail
            )
            for each in row.key_results.all()
        ),
        edit_url=reverse("template-edit", args=[visit.slug, row.public_id]) if may else "",
        is_archived=row.is_archived,
    )


def _save(visit: Visit, start: Callable[..., "Objective"], form: StartForm) -> HttpResponse:
    made = start(actor=visit.viewer, place=form.place(visit.viewer), at=visit.at)
    words = (
        _("It is proposed to the lead of the team. Say where each key result stands and goes.")
        if made.state == State.PROPOSED
        else _("The draft is written. Say where each key result stands and where it shall go.")
    )
    messages.success(visit.request, words)
    return redirect("objective", visit.slug, made.public_id)


def _page(visit: Visit, shown: Shown, form: StartForm, *, status: int = 200) -> HttpResponse:
    context = {
        "frame": frame_for(visit, Entry.PLAN),
        "form": form,
        "shown": shown,
        "plan": reverse("plan", args=[visit.slug]),
        "back": reverse("templates", args=[visit.slug]) + place_asked(visit),
    }
    return render(visit.request, "okrs/template.html", context, status=status)


def _measure_words(each: StarterKeyResult) -> str:
    """Write how a key result is measured, and what is still open."""
    metric = MetricValues(kind=MetricKind(each.kind), unit=str(each.unit))
    return measure_kept_words(KeyResultValues(title="", metric=metric))


def measure_kept_words(values: KeyResultValues) -> str:
    """Write how a key result of a template is measured, and what is still open."""
    metric = values.metric
    if metric.kind is None:
        return _("how it is measured is to be decided")
    return " · ".join(filter(None, (str(metric.kind.label), metric.unit, _figures_words(metric))))


def _figures_words(metric: MetricValues) -> str:
    """Write the figures that come along, or which are to be found."""
    if metric.kind is MetricKind.MILESTONE:
        return ", ".join(stage.title for stage in metric.stages)
    if metric.kind in (MetricKind.AT_MOST, MetricKind.AT_LEAST):
        return _("limit to be set") if metric.target is None else number_alone(metric.target)
    if metric.kind is MetricKind.RANGE:
        if metric.low is None or metric.high is None:
            return _("ends to be set")
        return f"{number_alone(metric.low)} – {number_alone(metric.high)}"
    to = metric.target
    if metric.baseline is None and to is None:
        return _("baseline to be measured, target to be set")
    ends = ("–" if each is None else number_alone(each) for each in (metric.baseline, to))
    return " → ".join(ends)
