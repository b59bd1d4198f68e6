"""The gallery: every piece in every state, in both themes, for people who build pages.

Mounted in development only, as `path("ui/", ui_gallery, name="ui-gallery")`.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plumbline.charts import AttainmentStrip, ChancePairs, KeyResultTrend, StackedCounts
from plumbline.web.frame import Frame
from plumbline.web.text_area import TextArea
from plumbline.web.ui import gallery_charts as charts
from plumbline.web.ui import gallery_examples as examples
from plumbline.web.ui.controls import CheckInRow, ConfidenceControl, ModuleSwitch, RadioCards
from plumbline.web.ui.heat import HeatMap
from plumbline.web.ui.notices import Empty, Notice, Pages, Problem, Step, UndoToast
from plumbline.web.ui.signs import (
    Confidence,
    Counts,
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
)
from plumbline.web.ui.trees import ExplainTree, ImportTree, OkrNode


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage:
    """All that the gallery shows."""

    themes: tuple[str, ...]
    statuses: tuple[StatusSign, ...]
    confidences: tuple[Confidence, ...]
    counts: tuple[Counts, ...]
    states: tuple[StateBadge, ...]
    styles: tuple[StyleBadge, ...]
    people: tuple[PersonName, ...]
    controls: tuple[ConfidenceControl, ...]
    switches: tuple[ModuleSwitch, ...]
    cards: RadioCards
    form: forms.Form
    rows: tuple[CheckInRow, ...]
    trends: tuple[KeyResultTrend, ...]
    stacks: StackedCounts
    strips: AttainmentStrip
    pairs: ChancePairs
    heat: HeatMap
    explain: tuple[ExplainTree, ...]
    okrs: tuple[OkrNode, ...]
    imported: ImportTree
    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]
    empty: Empty
    steps: tuple[Step, ...]
    pages: Pages
    toast: UndoToast


class ExampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField(label="E-mail", help_text="Where the invitation goes.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    team = forms.ChoiceField(label="Team", choices=[("a", "Carrier desk"), ("b", "Billing")])
    why = forms.CharField(label="Why it matters", widget=TextArea(attrs={"rows": 2}))
    agree = forms.BooleanField(label="Everyone in the organization sees it")
    file = forms.FileField(label="OKR document")


def ui_gallery(request: HttpRequest) -> HttpResponse:
    """Show every piece; needs no sign-in and reads nothing."""
    frame: Frame = examples.FRAME
    for level, words in examples.FLASHES:
        messages.add_message(request, level, words)
    form = ExampleForm({"email": "not an address", "team": "a", "why": "Calls fall."})
    form.is_valid()
    page = GalleryPage(
        themes=("light", "dark"),
        statuses=examples.STATUSES,
        confidences=examples.CONFIDENCES,
        counts=examples.COUNTS,
        states=examples.STATES,
        styles=examples.STYLES,
        people=examples.PEOPLE,
        controls=examples.CONTROLS,
        switches=examples.SWITCHES,
        cards=examples.CARDS,
        form=form,
        rows=examples.rows(),
        trends=charts.trends(),
        stacks=charts.STACKS,
        strips=charts.STRIPS,
        pairs=charts.PAIRS,
        heat=charts.HEAT,
        explain=examples.EXPLAIN,
        okrs=examples.okrs(),
        imported=examples.IMPORTED,
        notices=examples.NOTICES,
        problems=examples.PROBLEMS,
        empty=examples.EMPTY,
        steps=examples.STEPS,
        pages=examples.PAGES,
        toast=examples.TOAST,
    )
    return render(request, "ui/gallery.html", {"frame": frame, "page": page})
