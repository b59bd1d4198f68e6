"""The choices about objectives of a cycle that ends, as a form and as a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.selectors.cycle_ends import OpenObjective, OpenPage
from plumbline.domain.okrs.selectors.lineage import (
    cycles_to_go_on_in,
    key_results_going_on,
    next_cycle,
)
from plumbline.domain.okrs.services.cycle_phases import Decided, Fate
from plumbline.domain.orgs.viewers import Viewer
from plumbline.web.cycles.lines import OpenLine, open_line
from plumbline.web.okrs.going_on import GoingOnLine, going_on_lines
from plumbline.web.okrs.objective_forms import VersionField
from plumbline.web.posted import form_sent
from plumbline.web.text_area import TextArea
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

LEFT = ""
"""The choice that leaves an objective as it is."""


@dataclass(frozen=True, slots=True)
class FateOption:
    """What can become of an objective."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FateLine:
    """An objective with what can become of it; no options where the viewer decides nothing."""

    line: OpenLine
    options: tuple[FateOption, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """An objective that goes on, with how its key results begin."""

    title: str
    key_results: tuple[GoingOnLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What will be done, and what is sent to do it."""

    graded: tuple[str, ...]
    going_on: tuple[Going, ...]
    stopped: tuple[str, ...]
    left: int
    into: str
    reason: str
    hidden: tuple[tuple[str, str], ...]


def _words() -> dict[str, str]:
    return {
        LEFT: _("Leave as it is"),
        Fate.GRADE: _("Grade it"),
        Fate.CARRY_OVER: _("Grade it and carry it over"),
        Fate.STOP: _("Stop it"),
    }


def fates_of(row: OpenObjective) -> tuple[Fate, ...]:
    """Return what the viewer can let become of an objective."""
    offered = (
        (Fate.GRADE, row.starts_grading),
        (Fate.CARRY_OVER, row.carries_over and (row.starts_grading or row.grades)),
        (Fate.STOP, row.stops),
    )
    return tuple(fate for fate, may in offered if may)


class WrapUpForm(forms.Form):
    """One choice for each objective of a page, and what belongs to all of them."""

    use_required_attribute = False

    everything = forms.ChoiceField(
        label=gettext_lazy("All others on this page"),
        required=False,
        help_text=gettext_lazy("Where nothing is chosen above, as far as it can be done."),
    )
    into = forms.ChoiceField(
        label=gettext_lazy("Carry over into"),
        required=False,
        help_text=gettext_lazy("It goes on there as a draft; how far it came is graded here."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why those that are stopped are stopped"),
        required=False,
        max_length=2000,
        widget=TextArea(attrs={"rows": 2}),
    )
    version = VersionField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        found: OpenPage,
        cycles: Sequence["Cycle"],
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["everything"].choices = list(_words().items())  # type: ignore[attr-defined]  # a ChoiceField
        into = [(each.public_id, each.name) for each in cycles]
        self.fields["into"].choices = [("", _("Choose a cycle")), *into]  # type: ignore[attr-defined]  # a ChoiceField
        self.has_cycles = bool(into)
        self._found = found
        self._sent = _sent(data)

    def chosen(self, row: OpenObjective) -> str:
        """Return what was chosen for one objective, for all others on the page included."""
        fates = fates_of(row)
        own = self._sent.get(row.public_id, ("", LEFT))[1]
        if own == LEFT and self.is_bound:
            own = str(self["everything"].value() or LEFT)
        return own if own in fates else LEFT

    def clean(self) -> None:
        """Ask for what the choices need, and for a choice."""
        super().clean()
        fates = {self.chosen(row) for row in self._found.objectives}
        if Fate.STOP in fates and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why: everybody who is affected reads it."))
        if Fate.CARRY_OVER in fates and not self.cleaned_data.get("into"):
            self.add_error("into", _("Choose the cycle in which it goes on."))
        if fates <= {LEFT}:
            self.add_error(None, _("Choose what becomes of at least one."))

    def into_cycle(self, viewer: Viewer) -> "Cycle | None":
        """Return the cycle that was chosen to carry over into."""
        into = self.cleaned_data["into"]
        return cycle_get(viewer=viewer, public_id=into) if into else None

    def decided(self) -> tuple[Decided, ...]:
        """Return what was decided, on the versions that were seen."""
        return tuple(
            Decided(row.public_id, self._seen(row), Fate(self.chosen(row)))
            for row in self._found.objectives
            if self.chosen(row) != LEFT
        )

    def renew(self, found: OpenPage, *, version: int) -> None:
        """Let the next save know what stands now."""
        self._found = found
        self.data = {**self.data, "version": str(version)}

    def _seen(self, row: OpenObjective) -> int:
        typed = self._sent.get(row.public_id, ("", LEFT))[0]
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _sent(data: QueryDict | None) -> dict[str, tuple[str, str]]:
    """Return the version that was seen and the choice, by objective."""
    if data is None:
        return {}
    lists = (data.getlist(name) for name in ("objective", "seen", "fate"))
    return {public_id: (seen, fate) for public_id, seen, fate in zip(*lists, strict=False)}


def wrap_up_form(visit: Visit, row: "Cycle", found: OpenPage) -> WrapUpForm:
    """Return the form of a page of open objectives; the usual next cycle is filled in."""
    cycles = [each for each in cycles_to_go_on_in(viewer=visit.viewer) if each.pk != row.pk]
    usual = next_cycle(cycles, row)
    initial = {"version": row.version, "into": "" if usual is None else usual.public_id}
    return WrapUpForm(form_sent(visit.request), found=found, cycles=cycles, initial=initial)


def fate_lines(visit: Visit, found: OpenPage, form: WrapUpForm) -> tuple[FateLine, ...]:
    """Return the objectives of a page with what can become of each."""
    return tuple(FateLine(open_line(visit, row), _options(row, form)) for row in found.objectives)


def _options(row: OpenObjective, form: WrapUpForm) -> tuple[FateOption, ...]:
    fates = fates_of(row)
    if not fates:
        return ()
    words, chosen = _words(), form.chosen(row)
    if not row.starts_grading:
        words[LEFT] = _("Grade it")  # it waits for that already
        words[Fate.CARRY_OVER] = _("Grade it and carry it over")
    return tuple(
        FateOption(value, words[value], value == chosen) for value in (LEFT, *map(str, fates))
    )


def preview_of(visit: Visit, found: OpenPage, form: WrapUpForm) -> Preview:
    """Return what will be done, objective by objective."""
    rows = {fate: _chosen(found, form, fate) for fate in (*Fate, LEFT)}
    carried = rows[Fate.CARRY_OVER]
    key_results = key_results_going_on(
        viewer=visit.viewer, public_ids=[row.public_id for row in carried]
    )
    into = form.into_cycle(visit.viewer) if carried else None
    return Preview(
        graded=tuple(row.title for row in (*rows[Fate.GRADE], *carried) if row.starts_grading),
        going_on=tuple(
            Going(row.title, going_on_lines(key_results.get(row.public_id, ()))) for row in carried
        ),
        stopped=tuple(row.title for row in rows[Fate.STOP]),
        left=len(rows[LEFT]),
        into="" if into is None else into.name,
        reason=form.cleaned_data["reason"],
        hidden=_hidden(form),
    )


def _chosen(found: OpenPage, form: WrapUpForm, fate: str) -> Sequence[OpenObjective]:
    return [row for row in found.objectives if form.chosen(row) == fate]


def _hidden(form: WrapUpForm) -> tuple[tuple[str, str], ...]:
    """Return everything that was chosen, to be sent once more."""
    given = form.cleaned_data
    pairs = [(name, str(given[name])) for name in ("version", "into", "reason")]
    for decided in form.decided():
        pairs += [
            ("objective", decided.public_id),
            ("seen", str(decided.version)),
            ("fate", decided.fate.value),
        ]
    return tuple(pairs)
