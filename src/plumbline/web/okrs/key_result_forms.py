"""What is asked of a key result: its words, how it is measured, whose it is."""

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.values import Cadence, KeyResultValues, MetricKind, MetricValues
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import DomainError
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.model import Stage
from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.web.day_field import DayField
from plumbline.web.form_refusals import refusal_show
from plumbline.web.jottings import JottedForm
from plumbline.web.okrs.custom_part import CustomPart
from plumbline.web.okrs.objective_forms import TITLE_CHARACTERS, Options, TagsField, VersionField
from plumbline.web.okrs.reason_forms import ReasonForm
from plumbline.web.okrs.written import measure_typed
from plumbline.web.text_area import MARKED, TextArea
from plumbline.web.typed_numbers import number_read
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.writing.parts import TurningFields, mended_or, proposal_or, work_said

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise

_WAY: Final = frozenset({"baseline", "baseline_by", "target", "relative_target", "accumulates"})
_LIMIT: Final = frozenset({"limit"})

FIELDS_OF_KIND: Final[Mapping[MetricKind, frozenset[str]]] = {
    MetricKind.INCREASE: _WAY | {"unit"},
    MetricKind.DECREASE: _WAY | {"unit"},
    MetricKind.RANGE: frozenset({"low", "high", "unit"}),
    MetricKind.AT_MOST: _LIMIT | {"unit"},
    MetricKind.AT_LEAST: _LIMIT | {"unit"},
    MetricKind.MILESTONE: frozenset({"stages"}),
}
"""Which fields say something of which kind; what stands in the others is not taken."""

MEASURING: Final = frozenset({"kind"}).union(*FIELDS_OF_KIND.values())
"""The fields that a measure is made of: without an error in any of them it is whole."""

#: How services name fields that the form calls otherwise.
_NAMES: Final = {"metric_kind": "kind", "checkpoints": "target"}
_HUNDRED = Decimal(100)


class NumberField(forms.CharField):
    """A number as people type it."""

    default_error_messages = {"required": gettext_lazy("Give a number.")}  # noqa: RUF012

    def __init__(self, label: "Words", *, help_text: "Words" = "", required: bool = False) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=60,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )

    def to_python(self, value: str | None) -> Decimal | None:  # type: ignore[override]
        """Read the number; nothing typed is no number."""
        text = super().to_python(value) or ""
        if not text:
            return None
        try:
            return number_read(text)
        except NumberRefused as refused:
            raise forms.ValidationError(wording(refused.message)) from refused

    def run_validators(self, value: Decimal | None) -> None:
        """Leave bounds to the domain."""


class StagesField(forms.CharField):
    """Stages of a milestone, one a line, each perhaps with its share of the way."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Stages"),
            required=False,
            help_text=gettext_lazy(
                "One a line; none where it is reached or not. To weigh them, write the percent of "
                "the way behind a bar: Contract signed | 40"
            ),
            widget=TextArea(attrs={"rows": 4}),
        )

    def to_python(self, value: str | None) -> tuple[Stage, ...]:  # type: ignore[override]
        """Read the lines."""
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return tuple(_stage(line) for line in lines if line)

    def run_validators(self, value: tuple[Stage, ...]) -> None:
        """Leave the sum of the shares to the domain."""


def _stage(line: str) -> Stage:
    title, bar, share = line.rpartition("|")
    if not bar:
        return Stage(title=line)
    try:
        percent = number_read(share.strip().removesuffix("%"))
    except NumberRefused as refused:
        raise forms.ValidationError(wording(refused.message)) from refused
    return Stage(title=title.strip(), share=percent / _HUNDRED)


class KeyResultWordingForm(TurningFields, CustomPart, JottedForm):
    """What of a key result changes freely at any time."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("What will be different?"),
        max_length=TITLE_CHARACTERS,
        widget=TextArea(attrs={"rows": 2, MARKED: True}),
        help_text=gettext_lazy("A result somebody can see, not the work that leads to it."),
        error_messages={"required": gettext_lazy("Say what will be different.")},
    )
    cadence = forms.ChoiceField(
        label=gettext_lazy("Checked in"),
        choices=[
            (Cadence.WEEKLY.value, gettext_lazy("Every week")),
            (Cadence.BIWEEKLY.value, gettext_lazy("Every two weeks")),
            (Cadence.MONTHLY.value, gettext_lazy("Every month")),
        ],
    )
    evidence_counts = forms.CharField(
        label=gettext_lazy("What counts as evidence?"), required=False, max_length=2000
    )
    tags = TagsField()
    version = VersionField()

    def looked_at(self, act: str) -> None:
        """Take the proposal or the mend over, where that was asked for."""
        if act == "use":
            self.initial["work"] = self.initial.get("work") or self.initial.get("title", "")
            self.initial["title"] = proposal_or(self.initial)
        elif act == "mend":
            self.initial["title"] = mended_or(self.initial)

    def work_turned(self) -> str:
        """Return the work that its words named before "Use this" made a result of it."""
        work = work_said(self.cleaned_data["work"])
        return "" if work == self.cleaned_data["title"] else work

    def values(self, viewer: Viewer, before: KeyResultValues) -> KeyResultValues:
        """Return `before` with what was typed."""
        del viewer
        given = self.cleaned_data
        return replace(
            before,
            title=given["title"],
            cadence=Cadence(given["cadence"]),
            evidence_counts=given["evidence_counts"],
            tags=given["tags"],
            custom=self.custom_given(),
        )


class MeasureForm(forms.Form):
    """How a key result is measured, and whose it is; once it runs, this is adjusted."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("How is it measured?"),
        required=False,
        choices=[
            ("", gettext_lazy("Not decided yet")),
            *((each.value, each.label) for each in MetricKind),
        ],
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Such as %, days, calls a week."),
    )
    baseline = NumberField(gettext_lazy("Baseline"), help_text=gettext_lazy("Where it stands now."))
    target = NumberField(gettext_lazy("Target"), help_text=gettext_lazy("Where it is to go."))
    baseline_by = DayField(
        gettext_lazy("Baseline measured by"),
        help_text=gettext_lazy("Where nobody knows yet how it stands."),
    )
    relative_target = NumberField(
        gettext_lazy("Or a change of the baseline, in percent"),
        help_text=gettext_lazy("Such as −20; the target then stays empty."),
    )
    accumulates = forms.BooleanField(
        label=gettext_lazy("It is a total that grows over the cycle"), required=False
    )
    limit = NumberField(gettext_lazy("Limit"), help_text=gettext_lazy("On the limit is within it."))
    low = NumberField(gettext_lazy("Lower end"))
    high = NumberField(gettext_lazy("Upper end"))
    stages = StagesField()
    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        required=False,
        help_text=gettext_lazy("One person, who is asked for check-ins."),
    )
    weight = NumberField(
        gettext_lazy("Weight"),
        required=True,
        help_text=gettext_lazy("How much it counts beside the others."),
    )
    due = DayField(gettext_lazy("Last day"), help_text=gettext_lazy("Empty: the end of the cycle."))
    is_guardrail = forms.BooleanField(
        label=gettext_lazy("It is a guardrail"),
        required=False,
        help_text=gettext_lazy("It says what must not get worse, and adds nothing to progress."),
    )
    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        owners: Options,
        initial: MutableMapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]  # a ChoiceField

    def values(self, viewer: Viewer, before: KeyResultValues) -> KeyResultValues:
        """Return `before` with what was typed."""
        given = self.cleaned_data
        owner = given["owner"]
        return replace(
            before,
            metric=self._metric(before.metric),
            owner=person_get(viewer=viewer, public_id=owner) if owner else None,
            weight=given["weight"],
            due=given["due"],
            is_guardrail=given["is_guardrail"],
        )

    def _metric(self, before: MetricValues) -> MetricValues:
        """Return what is measured: of the chosen kind only what that kind needs."""
        given = self.cleaned_data
        kind = MetricKind(given["kind"]) if given["kind"] else None
        asked = FIELDS_OF_KIND[kind] if kind else frozenset()

        def said(name: str) -> Decimal | None:
            number: Decimal | None = given[name] if name in asked else None
            return number

        is_way = "baseline" in asked
        return replace(
            before,
            kind=kind,
            unit=given["unit"] if "unit" in asked else "",
            baseline=said("baseline"),
            baseline_by=given["baseline_by"] if is_way and given["baseline"] is None else None,
            target=said("target") if is_way else said("limit"),
            relative_target=said("relative_target"),
            accumulates=is_way and given["accumulates"],
            low=said("low"),
            high=said("high"),
            checkpoints=before.checkpoints if is_way else (),
            stages=given["stages"] if "stages" in asked else (),
        )

    def kind_cards(self) -> RadioCards:
        """How a value turns into progress, as cards."""
        words = (
            ("", _("Not decided yet"), ""),
            (MetricKind.INCREASE, _("Increase"), _("From a baseline up to a target.")),
            (MetricKind.DECREASE, _("Decrease"), _("From a baseline down to a target.")),
            (MetricKind.RANGE, _("Stay in a range"), _("Between a lower and an upper end.")),
            (MetricKind.AT_MOST, _("At most"), _("Never above a limit.")),
            (MetricKind.AT_LEAST, _("At least"), _("Never below a limit.")),
            (MetricKind.MILESTONE, _("Milestone"), _("Reached or not, perhaps in stages.")),
        )
        return RadioCards(
            name="kind",
            label=_("How is it measured?"),
            chosen=str(self["kind"].value() or ""),
            errors=[str(error) for error in self["kind"].errors],
            choices=tuple(
                Choice(value=str(kind), label=label, words=meaning)
                for kind, label, meaning in words
            ),
        )

    def refused(self, refused: DomainError) -> None:
        """Put a refusal at the fields as this form names them."""
        has_limit = self.cleaned_data.get("kind") in (MetricKind.AT_MOST, MetricKind.AT_LEAST)
        refusal_show(self, refused, fields={**_NAMES, "target": "limit" if has_limit else "target"})


class KeyResultForm(KeyResultWordingForm, MeasureForm):
    """All that a key result says."""

    def values(self, viewer: Viewer, before: KeyResultValues) -> KeyResultValues:
        """Return `before` with what was typed."""
        worded = KeyResultWordingForm.values(self, viewer, before)
        return MeasureForm.values(self, viewer, worded)


class NewKeyResultForm(KeyResultForm):
    """A key result that is not there yet."""

    version = None  # type: ignore[assignment]  # Django drops a field that is None here


class ScopeForm(NewKeyResultForm, ReasonForm):
    """A key result that joins an objective that runs."""


def measure_now(values: KeyResultValues) -> dict[str, object]:
    """Return what a key result says, as a form shows it."""
    metric = values.metric
    is_limit = metric.kind in (MetricKind.AT_MOST, MetricKind.AT_LEAST)
    return {
        "title": values.title,
        "cadence": values.cadence.value,
        "evidence_counts": values.evidence_counts,
        "tags": ", ".join(values.tags),
        "kind": metric.kind.value if metric.kind else "",
        "unit": metric.unit,
        "baseline": _typed(metric.baseline),
        "baseline_by": _day(metric.baseline_by),
        "target": "" if is_limit else _typed(metric.target),
        "limit": _typed(metric.target) if is_limit else "",
        "relative_target": _typed(metric.relative_target),
        "accumulates": metric.accumulates,
        "low": _typed(metric.low),
        "high": _typed(metric.high),
        "stages": "\n".join(_stage_typed(stage) for stage in metric.stages),
        "owner": "" if values.owner is None else values.owner.public_id,
        "weight": _typed(values.weight),
        "due": _day(values.due),
        "is_guardrail": values.is_guardrail,
    }


def _typed(number: Decimal | None) -> str:
    return "" if number is None else measure_typed(number)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _stage_typed(stage: Stage) -> str:
    if stage.share is None:
        return stage.title
    return f"{stage.title} | {measure_typed(stage.share * _HUNDRED)}"
