"""The columns of a table and what each holds, for a person to correct."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.engine.documents.columns import ColumnMapping, Meaning

COLUMNS_SHOWN = 60

MEANING_WORDS = {
    Meaning.OBJECTIVE: gettext_lazy("Objective"),
    Meaning.KEY_RESULT: gettext_lazy("Key result"),
    Meaning.TITLE: gettext_lazy("Title of either"),
    Meaning.KIND: gettext_lazy("Kind: objective or key result"),
    Meaning.OWNER: gettext_lazy("Owner"),
    Meaning.OBJECTIVE_OWNER: gettext_lazy("Owner of the objective"),
    Meaning.TEAM: gettext_lazy("Team"),
    Meaning.BASELINE: gettext_lazy("Baseline"),
    Meaning.TARGET: gettext_lazy("Target"),
    Meaning.CURRENT: gettext_lazy("Current value"),
    Meaning.UNIT: gettext_lazy("Unit"),
    Meaning.METRIC: gettext_lazy("Metric"),
    Meaning.CONFIDENCE: gettext_lazy("Confidence"),
    Meaning.SCORE: gettext_lazy("Score"),
    Meaning.STATUS: gettext_lazy("Status"),
    Meaning.WEIGHT: gettext_lazy("Weight"),
    Meaning.STYLE: gettext_lazy("Style"),
    Meaning.WHY: gettext_lazy("Why"),
    Meaning.CYCLE: gettext_lazy("Cycle"),
    Meaning.START: gettext_lazy("First day"),
    Meaning.DUE: gettext_lazy("Due day"),
    Meaning.ID: gettext_lazy("Id"),
    Meaning.PARENT: gettext_lazy("Id of the parent"),
    Meaning.OBJECTIVE_ID: gettext_lazy("Id of the objective"),
    Meaning.INITIATIVE: gettext_lazy("Initiative"),
    Meaning.NOTE: gettext_lazy("Note"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column: its heading, and what it can hold.

    Attributes:
        column: Its number, from 0.
        fixed: What it holds when that follows from the shape of the table; then no choice.
        options: Value, label, chosen.
    """

    heading: str
    column: int
    fixed: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()

    @property
    def is_unused(self) -> bool:
        """Whether it holds nothing that is taken."""
        return any(not value and chosen for value, _label, chosen in self.options)

    @property
    def field(self) -> str:
        """Name of the form field."""
        return f"column-{self.column}"


def column_choices(headings: Sequence[str], mapping: ColumnMapping) -> tuple[ColumnChoice, ...]:
    """Return a choice for each column of a table; empty for what is no table."""
    held = {column: meaning for meaning, column in mapping.meanings.items()}
    fixed = {
        column: _("Title, level %(level)d") % {"level": place}
        for place, column in enumerate(mapping.levels, 1)
    }
    for number, columns in enumerate(mapping.repeated, start=1):
        fixed |= {
            column: _("Key result %(number)d: %(part)s")
            % {"number": number, "part": str(MEANING_WORDS[meaning]).lower()}
            for meaning, column in columns.items()
        }
    return tuple(
        ColumnChoice(
            heading=heading.strip() or _("Column %(number)d") % {"number": column + 1},
            column=column,
            fixed=fixed.get(column, ""),
            options=()
            if column in fixed
            else (
                ("", _("Not used"), column not in held),
                *(
                    (meaning.value, str(words), held.get(column) == meaning)
                    for meaning, words in MEANING_WORDS.items()
                ),
            ),
        )
        for column, heading in enumerate(headings[:COLUMNS_SHOWN])
    )


def columns_chosen(columns: Sequence[ColumnChoice]) -> dict[int, str]:
    """Return what comes back when a form of these is sent as it stands."""
    return {
        each.column: value
        for each in columns
        for value, _label, is_chosen in each.options
        if is_chosen
    }
