"""What an export is asked with: which cycle, whose objectives, and in which form."""

from collections.abc import Iterator
from typing import Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.orgs.selectors.teams import teams_tree
from plumbline.domain.transfer.selectors.export_files import ExportForm
from plumbline.web.ui.controls import Choice, RadioCards
from plumbline.web.visits import Visit

_INDENT = "\u2003"  # an em space: options of a select keep no others

_WORDS = {
    ExportForm.XLSX: (
        gettext_lazy("Excel workbook (XLSX)"),
        gettext_lazy("A sheet each for objectives, key results and check-ins"),
    ),
    ExportForm.CSV: (gettext_lazy("CSV"), gettext_lazy("One table, for any spreadsheet")),
    ExportForm.MARKDOWN: (
        gettext_lazy("Markdown"),
        gettext_lazy("To read, print or put into a wiki"),
    ),
    ExportForm.YAML: (
        gettext_lazy("YAML"),
        gettext_lazy("To keep in a repository, compare and apply"),
    ),
    ExportForm.JSON: (gettext_lazy("JSON"), gettext_lazy("For programs")),
}


_CYCLE_WORDS: Final = {
    "required": gettext_lazy("Choose the cycle."),
    "invalid_choice": gettext_lazy("There is no such cycle. Choose one of the list."),
}
_TEAM_WORDS: Final = {
    "invalid_choice": gettext_lazy("There is no such team. Choose one of the list."),
}
_FORMAT_WORDS: Final = {
    "required": gettext_lazy("Choose a format."),
    "invalid_choice": gettext_lazy("There is no such format. Choose one of these."),
}


class ExportChoicesForm(forms.Form):
    """The choices of the page; each has a default, so that one press is enough."""

    use_required_attribute = False

    cycle = forms.ChoiceField(label=gettext_lazy("Cycle"), error_messages=_CYCLE_WORDS)
    team = forms.ChoiceField(
        label=gettext_lazy("Objectives of"), required=False, error_messages=_TEAM_WORDS
    )
    format = forms.ChoiceField(
        choices=[(form.value, form.value) for form in ExportForm], error_messages=_FORMAT_WORDS
    )

    def __init__(self, visit: Visit, *, is_asked: bool) -> None:
        """Offer what the viewer may see; `is_asked` takes what the address says."""
        chosen = visit.cycle.public_id if visit.cycle else ""
        super().__init__(
            visit.request.GET if is_asked else None,
            initial={"cycle": chosen, "format": ExportForm.XLSX.value},
        )
        for name, offers in (("cycle", _cycles(visit)), ("team", _teams(visit))):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(offers)
                field.widget.attrs["class"] = "form-select"

    @property
    def format_cards(self) -> RadioCards:
        """The forms as cards."""
        return RadioCards(
            name="format",
            label=_("Format"),
            choices=tuple(
                Choice(value=form.value, label=str(label), words=str(words))
                for form, (label, words) in _WORDS.items()
            ),
            chosen=str(self["format"].value() or ""),
            errors=[str(error) for error in self.errors.get("format", ())],
        )


def _cycles(visit: Visit) -> Iterator[tuple[str, str]]:
    yield from ((cycle.public_id, cycle.name) for cycle in visit.cycles)


def _teams(visit: Visit) -> Iterator[tuple[str, str]]:
    nodes = teams_tree(viewer=visit.viewer)
    top = min((node.depth for node in nodes), default=0)
    yield "", _("The whole organization")
    yield from ((node.public_id, f"{_INDENT * (node.depth - top)}{node.name}") for node in nodes)
