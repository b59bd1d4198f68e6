"""What the pages of cycles ask."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.cycles.selectors import cycle_get, cycles_list
from plumbline.domain.cycles.services import CycleValues
from plumbline.domain.cycles.values import CycleKind
from plumbline.domain.orgs.viewers import Viewer
from plumbline.web.day_field import DayField
from plumbline.web.okrs.objective_forms import VersionField

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle


class CycleForm(forms.Form):
    """A cycle: its name, its days, what it lies in."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the cycle a name, such as 2026-Q4.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Length"), choices=CycleKind.choices)
    start = DayField(gettext_lazy("First day"), required=True)
    end = DayField(
        gettext_lazy("Last day"),
        required=True,
        help_text=gettext_lazy("The cycle ends at midnight after it."),
    )
    parent = forms.ChoiceField(
        label=gettext_lazy("Lies in"),
        required=False,
        help_text=gettext_lazy("A longer cycle around it, such as its year."),
    )
    mid_cycle_review_on = DayField(
        gettext_lazy("Mid-cycle review"),
        help_text=gettext_lazy("Optional: the day on which objectives are looked at halfway."),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        parents: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["parent"].choices = [("", _("No other cycle")), *parents]  # type: ignore[attr-defined]  # a ChoiceField

    def values(self, viewer: Viewer) -> CycleValues:
        """Return what was typed."""
        given = self.cleaned_data
        parent = given["parent"]
        return CycleValues(
            name=given["name"],
            kind=CycleKind(given["kind"]),
            start=given["start"],
            end=given["end"],
            parent=cycle_get(viewer=viewer, public_id=parent) if parent else None,
            mid_cycle_review_on=given["mid_cycle_review_on"],
        )


class CycleEditForm(CycleForm):
    """A cycle that is there, changed by whoever opened it last."""

    version = VersionField()


def parents_for(viewer: Viewer, cycle: "Cycle | None" = None) -> list[tuple[str, str]]:
    """Return the cycles that another one can lie in, as options.

    Args:
        viewer: Who asks.
        cycle: The one that lies in it; it is not offered itself.
    """
    own = None if cycle is None else cycle.pk
    return [(each.public_id, each.name) for each in cycles_list(viewer=viewer) if each.pk != own]


def cycle_now(cycle: "Cycle") -> dict[str, object]:
    """Return what a cycle says, as its form shows it."""
    review = cycle.mid_cycle_review_on
    return {
        "name": cycle.name,
        "kind": cycle.kind,
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
        "parent": cycle.parent.public_id if cycle.parent else "",
        "mid_cycle_review_on": "" if review is None else review.isoformat(),
    }
