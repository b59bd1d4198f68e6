"""What is asked where something that runs is changed, paused or stopped."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.values import KeyResultValues, ObjectiveValues
from plumbline.domain.orgs.viewers import Viewer
from plumbline.engine.coaching.figures import title_mended
from plumbline.engine.documents.model import State
from plumbline.web.day_field import DayField
from plumbline.web.form_conflicts import words_at
from plumbline.web.okrs.key_result_forms import MEASURING, MeasureForm
from plumbline.web.okrs.objective_forms import (
    TITLE_CHARACTERS,
    ObjectiveForm,
    Options,
    VersionField,
)
from plumbline.web.okrs.reason_forms import ReasonForm
from plumbline.web.okrs.words_parted import measure_figures, parted_words
from plumbline.web.text_area import TextArea
from plumbline.web.ui.controls import Choice, RadioCards


class AdjustObjectiveForm(ObjectiveForm, ReasonForm):
    """Owner, team, cycle, style and visibility of an objective that runs."""

    title = None  # type: ignore[assignment]  # words are written where they stand
    why = None  # type: ignore[assignment]
    tags = None  # type: ignore[assignment]

    def values(self, viewer: Viewer, before: ObjectiveValues) -> ObjectiveValues:
        """Return `before` with what was chosen."""
        return self.placed(viewer, before)


class AdjustKeyResultForm(MeasureForm, ReasonForm):
    """What a key result that runs measures, its words, weight, owner and last day.

    Where the title states a figure that changes, it is offered as it reads with the new one, once:
    whoever sends the same words again means them.
    """

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=TITLE_CHARACTERS,
        widget=TextArea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what will be different.")},
    )
    words_asked = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        before: KeyResultValues,
        owners: Options,
        initial: MutableMapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, owners=owners, initial=initial)
        self.before = before

    def clean(self) -> None:
        """Offer a title with the figures that are to hold, unless that was done for these words."""
        super().clean()
        typed = self.cleaned_data.get("title", "")
        if not typed or typed == self.cleaned_data.get("words_asked"):
            return
        if MEASURING & self.errors.keys():
            return
        now = measure_figures(self._metric(self.before.metric))
        mended = title_mended(typed, now, earlier=[measure_figures(self.before.metric)])
        if mended is None:
            return
        self.data = {**self.data.dict(), "title": mended.title, "words_asked": typed}  # type: ignore[attr-defined]  # what was sent
        self.fields["title"].widget.attrs["data-offered"] = ""  # the tab gives no older words back
        said = parted_words(mended)
        offered = _("This is how it reads with that; change it or put it back, then adjust.")
        self.add_error("title", f"{said} {offered}")

    def values(self, viewer: Viewer, before: KeyResultValues) -> KeyResultValues:
        """Return `before` with what was typed."""
        worded = replace(before, title=self.cleaned_data["title"])
        return MeasureForm.values(self, viewer, worded)


class WordsForm(forms.Form):
    """A title that the page of a key result offered with the figures that hold now."""

    mended = forms.CharField(max_length=TITLE_CHARACTERS)
    version = VersionField()


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands today."""

    label: str
    words: str


def facts_today(form: forms.Form, now: Mapping[str, object]) -> tuple[Fact, ...]:
    """Return what stands today of what a form asks, empty values left out."""
    return tuple(
        Fact(str(form.fields[name].label), words_at(form, name, now[name]))
        for name in form.fields
        if now.get(name)
    )


class Decision(StrEnum):
    """What becomes of what runs."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


def decisions_in(state: State, *, of_objective: State | None = None) -> tuple[Decision, ...]:
    """Return what can be decided in a state.

    Args:
        state: Of the objective or key result.
        of_objective: Of the objective of a key result, with which its key results pause.
    """
    if of_objective is State.PAUSED:
        return (Decision.STOP,)
    return (Decision.RESUME if state is State.PAUSED else Decision.PAUSE, Decision.STOP)


class DecideForm(forms.Form):
    """Pausing, resuming or stopping, with why."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose what becomes of it."),
            "invalid_choice": gettext_lazy("Choose what becomes of it."),
        }
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, for those it touches"),
        required=False,
        max_length=2000,
        widget=TextArea(attrs={"rows": 3}),
    )
    effective_on = DayField(
        gettext_lazy("From"),
        required=True,
        help_text=gettext_lazy("The first day that does not count, or counts again."),
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        offered: Sequence[Decision],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.offered = offered
        if Decision.RESUME in offered:
            self.fields["reason"].help_text = _("Not asked where it goes on.")
        self.fields["decision"].choices = [(each.value, each.value) for each in offered]  # type: ignore[attr-defined]  # a ChoiceField

    def decision_cards(self) -> RadioCards:
        """What can be decided, as cards."""
        paused = _("Its days do not count, and nobody is asked, until it goes on.")
        stopped = _("Dropped and kept, out of every mean from today. It does not come back.")
        cards = {
            Decision.PAUSE: Choice(value="pause", label=_("Pause"), words=paused),
            Decision.RESUME: Choice(
                value="resume", label=_("Go on"), words=_("Its days count again.")
            ),
            Decision.STOP: Choice(value="stop", label=_("Stop"), words=stopped),
        }
        return RadioCards(
            name="decision",
            label=_("What becomes of it?"),
            chosen=str(self["decision"].value() or ""),
            errors=[str(error) for error in self["decision"].errors],
            choices=tuple(cards[each] for each in self.offered),
        )
