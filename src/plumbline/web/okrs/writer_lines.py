"""The lines of the guided way: a draft's key results side by side in one form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.okrs.services.drafting import DraftedLine
from plumbline.domain.okrs.values import (
    Cadence,
    KeyResultValues,
    MetricKind,
    MetricValues,
    key_result_values,
)
from plumbline.engine.coaching.rewriting import cadence_said, seen_where
from plumbline.engine.coaching.turning import turning_of
from plumbline.engine.documents.model import Measurement
from plumbline.web.day_field import DayField
from plumbline.web.jottings import JottedForm
from plumbline.web.okrs.key_result_forms import NumberField
from plumbline.web.okrs.objective_forms import TITLE_CHARACTERS
from plumbline.web.okrs.writer_steps import names_work
from plumbline.web.okrs.written import measure_typed
from plumbline.web.text_area import MARKED
from plumbline.web.writing.measured import MOVING, metric_reworded, metric_said
from plumbline.web.writing.parts import (
    QUESTIONS,
    WordingPart,
    mended_or,
    proposal_or,
    question_field,
    work_field,
    work_said,
)

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

LEAST, MOST = 3, 5
"""Lines that are offered: three would convince a doubter, of more than five nobody keeps track.

Source: Google, OKR Playbook: about three key results.
"""
SOURCE_CHARACTERS: Final = 200
_SHORT: Final = {"autocomplete": "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line on the page.

    Attributes:
        name: Its part of the names of its fields.
        fields: To be shown, in order.
        hidden: Which key result it is, and on which version it was read.
        turning: The three questions.
        wording: What the rules say of it.
        title: Its words where they are not asked; empty otherwise.
        said: What there is to say of it beside the fields.
        edit_url: Where it is measured otherwise; empty where that is not offered.
    """

    name: str
    fields: tuple[BoundField, ...]
    hidden: tuple[BoundField, ...]
    turning: tuple[BoundField, ...] = ()
    wording: WordingPart | None = None
    title: str = ""
    said: tuple[str, ...] = ()
    edit_url: str = ""


class LinesForm(JottedForm):
    """Key results of a draft, a line each; the names of fields end in the number of the line."""

    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, object] | None, *, rows: Sequence["KeyResult"], blanks: int = 0
    ) -> None:
        super().__init__(data)
        self.rows = {row.public_id: row for row in rows}
        self.names = [str(number) for number in range(1, len(rows) + blanks + 1)]
        for name in self.names:
            self._line_ask(name)
            self.fields[f"key_{name}"] = forms.CharField(
                required=False, max_length=20, widget=forms.HiddenInput
            )
            self.fields[f"version_{name}"] = forms.IntegerField(
                required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput
            )
        for name, row in zip(self.names, rows, strict=False):
            now = {"key": row.public_id, "version": row.version, **self._now(row)}
            self.initial.update({f"{key}_{name}": value for key, value in now.items()})

    def _line_ask(self, name: str) -> None:
        """Add the fields of a line."""

    def _now(self, row: "KeyResult") -> Mapping[str, object]:
        """Return what a key result says, by field."""
        del row
        return {}

    def lines(self, objective: "Objective") -> Iterator[DraftedLine]:
        """Yield what is new or says something else; a form without fields says nothing."""
        del objective
        yield from ()

    def work(self) -> Mapping[str, str]:
        """Return the work that a line named before it became a result, by the name of the line."""
        return {}

    def hidden(self, name: str) -> tuple[BoundField, ...]:
        """Return the hidden fields of a line."""
        return self[f"key_{name}"], self[f"version_{name}"]

    def row_of(self, name: str) -> "KeyResult | None":
        """Return the key result a line is about; one that is gone, or never was, is a new one."""
        return self.rows.get(str(self[f"key_{name}"].value() or ""))

    def standing(self, current: "KeyResult") -> Mapping[str, object]:
        """Return what stands at a line that was changed; the next save knows of its version."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        found: dict[str, object] = {}
        for name in self.names:
            if self[f"key_{name}"].value() == current.public_id:
                data[f"version_{name}"] = str(current.version)
                found |= {f"{key}_{name}": value for key, value in self._now(current).items()}
        self.data = data
        return found

    def _given(self, key: str, name: str) -> str:
        return str(self.cleaned_data.get(f"{key}_{name}") or "")


_TAKEN = {"use": proposal_or, "mend": mended_or}
"""By what was asked for: the sentence that a line then holds."""


class ResultsForm(LinesForm):
    """The words of three key results or more, with the questions that turn work."""

    def _line_ask(self, name: str) -> None:
        self.fields[f"title_{name}"] = forms.CharField(
            label=_("Key result %(number)s") % {"number": name},
            required=False,
            max_length=TITLE_CHARACTERS,
            widget=forms.Textarea(attrs={"rows": 2, MARKED: True}),
        )
        for key, question in QUESTIONS.items():
            self.fields[f"{key}_{name}"] = question_field(question)
        self.fields[f"work_{name}"] = work_field()

    def work(self) -> Mapping[str, str]:
        """Return the work that a line named before "Use this" made a result of it."""
        said = {name: work_said(self._given("work", name)) for name in self.names}
        return {
            name: work for name, work in said.items() if work and work != self._given("title", name)
        }

    def hidden(self, name: str) -> tuple[BoundField, ...]:
        """Return the hidden fields of a line, the work it named among them."""
        return (*super().hidden(name), self[f"work_{name}"])

    def _now(self, row: "KeyResult") -> Mapping[str, object]:
        return {"title": row.title}

    def turning(self, name: str) -> tuple[BoundField, ...]:
        """Return the questions of a line."""
        return tuple(self[f"{key}_{name}"] for key in QUESTIONS)

    def looked_at(self, act: str) -> None:
        """Take the proposal or the mend of a line over, where that was asked for."""
        what, _space, name = act.partition(" ")
        if what in _TAKEN and name in self.names:
            if what == "use" and not self.initial.get(f"work_{name}"):
                self.initial[f"work_{name}"] = self.initial.get(f"title_{name}", "")
            self.initial[f"title_{name}"] = _TAKEN[what](self.initial, name)

    def clean(self) -> dict[str, Any]:
        """Refuse to empty a line that is there."""
        for name in self.names:
            if self.row_of(name) is not None and not self._given("title", name):
                self.add_error(
                    f"title_{name}", _("Say what will be different, or delete it on its page.")
                )
        return self.cleaned_data

    def lines(self, objective: "Objective") -> Iterator[DraftedLine]:
        """Yield what is new or says something else."""
        for name in self.names:
            row, title = self.row_of(name), self._given("title", name)
            if not title or (row is not None and row.title == title):
                continue
            seen = self._given("seen", name) if self._given("change", name) else ""
            yield DraftedLine(
                name=name,
                key_result=row,
                expected=self.cleaned_data.get(f"version_{name}") or 0,
                values=_worded(objective, row, title, seen),
            )


class MeasuresForm(LinesForm):
    """Where each key result starts and is to go, how often it is read, and where."""

    def _line_ask(self, name: str) -> None:
        fields: Mapping[str, forms.Field] = {
            "baseline": NumberField(gettext_lazy("From")),
            "target": NumberField(gettext_lazy("To")),
            "unit": forms.CharField(
                label=_("Unit"), required=False, max_length=60, widget=forms.TextInput(_SHORT)
            ),
            "cadence": forms.ChoiceField(
                label=_("Can be read"),
                choices=[
                    (Cadence.WEEKLY.value, _("Every week")),
                    (Cadence.BIWEEKLY.value, _("Every two weeks")),
                    (Cadence.MONTHLY.value, _("Every month")),
                ],
            ),
            "source": forms.CharField(
                label=_("Where is it read?"),
                required=False,
                max_length=SOURCE_CHARACTERS,
                widget=forms.TextInput(_SHORT),
            ),
            "baseline_by": DayField(gettext_lazy("Or: start known by")),
            "due": DayField(
                gettext_lazy("Stands in until"),
                help_text=gettext_lazy("It names work: an early sign until its result shows."),
            ),
        }
        for key, field in fields.items():
            self.fields[f"{key}_{name}"] = field

    def _now(self, row: "KeyResult") -> Mapping[str, object]:
        values = key_result_values(row)
        metric = values.metric
        return {
            "baseline": _typed(metric.baseline),
            "target": _typed(metric.target),
            "unit": metric.unit,
            "cadence": values.cadence.value,
            "source": (metric.measurement.source if metric.measurement else None) or "",
            "baseline_by": metric.baseline_by.isoformat() if metric.baseline_by else "",
            "due": values.due.isoformat() if values.due else "",
        }

    def asked(self, name: str) -> tuple[BoundField, ...]:
        """Return the fields of a line: of what is measured otherwise, how often and where."""
        row = self.row_of(name)
        keys = ["cadence", "source"]
        if row is None or row.metric_kind in ("", *MOVING):
            keys = ["baseline", "target", "unit", *keys, "baseline_by"]
        if row is not None and _stands_in(row):
            keys.append("due")
        return tuple(self[f"{key}_{name}"] for key in keys)

    def says_number(self, name: str) -> bool:
        """Whether a line says something that can be read: a number to reach, or a measure."""
        row = self.row_of(name)
        if row is not None and row.metric_kind not in ("", *MOVING):
            return True
        if row is not None and row.relative_target is not None:
            return True
        return str(self[f"target_{name}"].value() or "").strip() != ""

    def lines(self, objective: "Objective") -> Iterator[DraftedLine]:
        """Yield what says something else."""
        del objective
        for name in self.names:
            row = self.row_of(name)
            if row is None:
                continue
            before = key_result_values(row)
            values = replace(
                before,
                cadence=Cadence(self._given("cadence", name)),
                due=self.cleaned_data[f"due_{name}"] if _stands_in(row) else before.due,
                metric=self._metric(name, row, before.metric),
            )
            if values != before:
                expected = self.cleaned_data.get(f"version_{name}") or 0
                yield DraftedLine(name=name, key_result=row, expected=expected, values=values)

    def _metric(self, name: str, row: "KeyResult", before: MetricValues) -> MetricValues:
        sourced = replace(before, measurement=_sourced(before, self._given("source", name)))
        if before.kind is not None and before.kind not in MOVING:
            return sourced
        given = self.cleaned_data
        baseline, target = given[f"baseline_{name}"], given[f"target_{name}"]
        by = given[f"baseline_by_{name}"] if baseline is None else None
        kind = before.kind
        if baseline is not None and target is not None and baseline != target:
            kind = MetricKind.INCREASE if target > baseline else MetricKind.DECREASE
        elif kind is None and target is not None:
            said = metric_said(row.title).kind
            kind = said if said in MOVING else MetricKind.INCREASE
        return replace(
            sourced,
            kind=kind,
            unit=self._given("unit", name),
            baseline=baseline,
            target=target,
            relative_target=before.relative_target if target is None else None,
            baseline_by=by,
        )


def _stands_in(row: "KeyResult") -> bool:
    """Whether a key result is work that may stand in as an early sign, and until when is asked."""
    return names_work(row.title) or (row.due is not None and turning_of(row.title) is not None)


def _worded(
    objective: "Objective", row: "KeyResult | None", title: str, seen: str
) -> KeyResultValues:
    """Return what a line says; what its words measure follows them, until somebody types it."""
    values = (
        KeyResultValues(title=title, owner=objective.owner)
        if row is None
        else replace(key_result_values(row), title=title)
    )
    was = "" if row is None else row.title
    metric = metric_reworded(values.metric, was=was, title=title)
    where = seen_where(seen)
    if where and metric.measurement is None:
        metric = replace(metric, measurement=_sourced(metric, where[:SOURCE_CHARACTERS]))
    rhythm = cadence_said(seen)
    cadence = values.cadence if rhythm is None else Cadence(rhythm.value)
    return replace(values, metric=metric, cadence=cadence)


def _sourced(metric: MetricValues, source: str) -> Measurement | None:
    before = metric.measurement or Measurement()
    after = replace(before, source=source or None)
    return None if after == Measurement() else after


def _typed(number: Decimal | None) -> str:
    return "" if number is None else measure_typed(number)
