"""Cells of a table of OKRs: their text, and what cannot be taken from them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from plumbline.engine.documents.columns import ColumnMapping, Meaning, heading_meaning
from plumbline.engine.documents.confidence_in_text import (
    MOST,
    confidence_read,
    end_of_scale,
)
from plumbline.engine.documents.days_in_text import day_read
from plumbline.engine.documents.digits import is_odd_number
from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.shares_beside import shares_beside
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.states_in_text import (
    is_health,
    is_light,
    state_read,
    style_meant,
)
from plumbline.engine.documents.titles import CleanTitle, picture_kept, title_clean
from plumbline.engine.documents.values_in_text import value_read
from plumbline.engine.messages import Message

LONGEST_TITLE = 1000
CELLS_KNOWN = 4096  # different cells whose reading is remembered; tables repeat themselves

_FIELDS = {
    Meaning.OWNER: "owner",
    Meaning.TEAM: "team",
    Meaning.BASELINE: "baseline",
    Meaning.TARGET: "target",
    Meaning.CURRENT: "current",
    Meaning.UNIT: "unit",
    Meaning.START: "start",
    Meaning.DUE: "due",
    Meaning.STATUS: "status",
    Meaning.SCORE: "score",
    Meaning.WEIGHT: "weight",
    Meaning.STYLE: "style",
    Meaning.WHY: "why",
    Meaning.NOTE: "note",
}
_HEADED = {Meaning.OBJECTIVE_OWNER: Meaning.OWNER}
"""What a column that is told by its neighbours is headed like."""
NUMBERS = (Meaning.BASELINE, Meaning.TARGET, Meaning.CURRENT)
_NO_NUMBER = re.compile(
    r"(?i)[\d.,\s+-]+[a-z]{0,2}|.*#(?:REF|DIV|VALUE).*|[+-]?(?:nan|inf(?:inity)?)"
    r"|[+-]?[\d.,]+e[+-]?\d+"
)
"""What was meant as a number and is none that can be reached."""
_NAMES = (Meaning.OWNER, Meaning.OBJECTIVE_OWNER)
_TITLES = (Meaning.OBJECTIVE, Meaning.KEY_RESULT, Meaning.TITLE)
_FORMULA = re.compile(r"=\s*[-+@(\w\"']")
_TWO_WAYS = re.compile(r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<year>\d{4})")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])")
_TOTAL = re.compile(
    r"(?i)(?:grand |sub-?|overall )?(?:totals?|sum|average|avg\.?|mean)\s*(?:score|progress)?:?"
    r"|(?:gesamt|zwischen)?summe|gesamt|durchschnitt|mittelwert|total general|suma|promedio|media"
    r"|m[ée]dia|somme|moyenne"
)
_PLAIN_EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "tbd", "#n/a"})

_BREAK = re.compile(r"(?:(?<!\s)\s+)?(?:\r?\n|<br\s*/?>)\s*")
_PART = re.compile(r"(?:(?<!\s)\s+)?(?:\r?\n|<br\s*/?>)\s*|;\s+(?=[^\W\d_][^:;\n]{0,24}:)")
"""Between the parts of a cell: line ends, or a semicolon before a label."""

_RESULT_LABELS = frozenset({Label.KEY_RESULT, Label.TARGET})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on and its cells."""

    line: int
    cells: Sequence[str]


@dataclass(slots=True)
class RowsRead:
    """What the rows hold.

    Attributes:
        said: By line the words that say of a key result how sure somebody is, or how it looks.
        said_of_objectives: By line such words of objectives, which have no place for them.
        totals: Lines that only add up others.
        open_owners: Lines with a cell that leaves the owner to be named.
    """

    objectives: list[ObjectiveDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assumed: list[Problem] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    said_of_objectives: dict[int, str] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    open_owners: list[int] = field(default_factory=list)


class CsvCells:
    """The cells of one table, and what was read of it so far."""

    def __init__(self, source: Source, mapping: ColumnMapping, headings: Sequence[str]) -> None:
        self.source, self.mapping, self.width = source, mapping, len(headings)
        self.headings = [" ".join(heading.split())[:60] for heading in headings]
        self.most_sure = MOST
        self.read = RowsRead()
        self.voided: set[tuple[int, int]] = set()  # line and column of cells that are left out
        self.has_commas = False  # of decimals: points stand between thousands then

    def _cell(self, row: Row, column: int | None) -> str:
        """Return a cell's text, empty for a missing one and for "n/a"."""
        if column is None or column >= len(row.cells):
            return ""
        cell = row.cells[column].strip()
        if self.voided and (row.line, column) in self.voided:
            return ""
        return "" if cell.lower() in _PLAIN_EMPTY else cell

    def _is_heading(self, row: Row) -> bool:
        """Return whether a row repeats the headings."""
        columns = self.mapping.meanings.items()
        return all(
            heading_meaning(self._cell(row, column)) is _HEADED.get(meaning, meaning)
            for meaning, column in columns
        )

    def _fits(self, row: Row) -> bool:
        """Return whether a row has no more filled cells than there are headings.

        A number or day that is none is a problem of its cell: the row comes in without it.
        """
        surplus = [cell for cell in row.cells[self.width :] if cell.strip()]
        if surplus:
            self._problem(
                row, "documents.csv.too_many_cells", cells=len(row.cells), headings=self.width
            )
            return False
        for meaning in NUMBERS:
            cell = self._cell(row, self.mapping.column(meaning))
            if cell and _is_no_number(cell):
                self._void(row, "documents.csv.number", meaning, cell)
        for meaning in (Meaning.START, Meaning.DUE):
            cell = self._cell(row, self.mapping.column(meaning))
            if cell and _DAY.match(cell) and day_read(cell) is None:
                self._void(row, "documents.csv.day", meaning, cell)
        self._formulas_named(row)
        style = self._cell(row, self.mapping.column(Meaning.STYLE))
        meant = style_meant(style)
        if meant is not None and not self._is_heading(row):
            message = "documents.csv.style_unknown"
            self._problem(row, message, column=Meaning.STYLE, value=style[:60], near=meant.value)
        for meaning in NUMBERS:
            value = self._cell(row, self.mapping.column(meaning))
            if value and _holds_no_number(value) and not self._is_heading(row):
                self._void(row, "documents.csv.value_unread", meaning, value)
        return True

    def _formulas_named(self, row: Row) -> None:
        """Take no formula for a name, and say of a title that begins like one that it is text."""
        for meaning in _NAMES:
            cell = self._cell(row, self.mapping.column(meaning))
            if cell and _FORMULA.match(cell):
                self._void(row, "documents.csv.formula_owner", meaning, cell)
            if not cell and self._says_open(row, meaning):
                self.read.open_owners.append(row.line)
        for meaning in _TITLES:
            cell = self._cell(row, self.mapping.column(meaning))
            if cell and _FORMULA.match(cell):
                self._problem(row, "documents.csv.formula_title", value=cell[:60])

    def _says_open(self, row: Row, meaning: Meaning) -> bool:
        """Return whether a cell says that it is still to be filled, unlike one left empty."""
        column = self.mapping.column(meaning)
        if column is None or column >= len(row.cells):
            return False
        return row.cells[column].strip().lower() == "tbd"

    def _day_unread(self, row: Row, meaning: Meaning, day: str) -> None:
        """Name a day that cannot be read, and one that two countries read differently."""
        found = _TWO_WAYS.fullmatch(day)
        ways = [_day_of(found, "ab"), _day_of(found, "ba")] if found else [None]
        if None not in ways and len(set(ways)) > 1:
            first, second = map(str, ways)
            self._problem(
                row,
                "documents.csv.day_two_ways",
                column=meaning,
                value=day[:60],
                first=first,
                second=second,
            )
        else:
            self._problem(row, "documents.csv.day_unknown", column=meaning, value=day[:60])

    def _words_understood(self, row: Row) -> None:
        """Say of what is no state or no day that it is none; it would go in silence."""
        for meaning in (Meaning.START, Meaning.DUE):
            day = self._cell(row, self.mapping.column(meaning))
            if day and day_read(day) is None:
                self._day_unread(row, meaning, day)
        said = self._cell(row, self.mapping.column(Meaning.STATUS))
        if said and state_read(said) is None and not is_health(said):
            self._problem(
                row, "documents.csv.state_unknown", column=Meaning.STATUS, state=said[:60]
            )

    def _shares_asked(self, row: Row, fields: Mapping[str, CleanTitle]) -> None:
        """Ask of a bare number beside percentages whether it is a share."""
        for share in shares_beside(fields):
            self._problem(
                row,
                "documents.csv.share_beside",
                column=next(meaning for meaning in NUMBERS if _FIELDS[meaning] == share.name),
                value=share.value[:60],
                beside=share.beside[:60],
                meant=f"{share.meant:f}",
            )

    def _sureness_left(self, row: Row) -> None:
        """Remember that a row says of an objective how sure somebody is, or how it looks."""
        said = self._cell(row, self.mapping.column(Meaning.STATUS))
        sure = self._cell(row, self.mapping.column(Meaning.CONFIDENCE))
        if is_light(said) or sure:
            self.read.said_of_objectives[row.line] = sure or said

    def _sureness_taken(self, row: Row, result: KeyResultDraft) -> None:
        """Take how sure somebody is of a key result, and how it looks as a part of the note."""
        sure = self._cell(row, self.mapping.column(Meaning.CONFIDENCE))
        if sure and (number := self._sureness_read(row, sure)) is not None:
            result.fields["confidence"] = CleanTitle(title=str(number))
        status = self._cell(row, self.mapping.column(Meaning.STATUS))
        light = " ".join(status.split()) if is_light(status) else ""
        note = result.fields["note"].title if "note" in result.fields else ""
        if light:
            result.fields["note"] = CleanTitle(title=f"{light}: {note}" if note else light)
        if sure or light or note:
            self.read.said[row.line] = sure or light or note

    def _sureness_read(self, row: Row, sure: str) -> int | None:
        """Return a confidence; name one above the end of its scale, or one that cannot be read."""
        number = confidence_read(sure, self.most_sure)
        if number is None:
            most = end_of_scale(sure, self.most_sure)
            message = (
                "documents.csv.confidence_above" if most else "documents.csv.confidence_unread"
            )
            self._problem(row, message, column=Meaning.CONFIDENCE, value=sure[:60], most=most or "")
        return number

    def _void(self, row: Row, message: str, meaning: Meaning, cell: str) -> None:
        """Report a cell that holds nothing that could be taken, and leave it out of its row."""
        self._problem(row, message, column=meaning, value=cell[:60])
        self.voided.add((row.line, self.mapping.meanings[meaning]))

    def _clean(self, row: Row, column: int) -> CleanTitle | None:
        """Return a title with its place in the text; `None` and a problem when it is no title."""
        raw = row.cells[column]
        clean = picture_kept(" ".join(raw.split()), title_clean(" ".join(raw.split())))
        if not clean.title and any(character.isalnum() for character in raw):
            clean = CleanTitle(title=" ".join(raw.split()))  # "Objective 1" is a title in a cell
        if not clean.title:
            self._problem(row, "documents.csv.no_title")
            return None
        if len(clean.title) > LONGEST_TITLE:
            self._problem(row, "documents.csv.title_long", limit=LONGEST_TITLE)
            return None
        return self._placed(row, clean)

    def _cleans(self, row: Row, column: int) -> list[CleanTitle]:
        """Return the titles of a cell: one, or one a line where each line stands for itself."""
        lines = [line.strip() for line in _BREAK.split(row.cells[column]) if line.strip(" -*•")]
        if len(lines) < 2 or not all(map(_stands_alone, lines)):
            clean = self._clean(row, column)
            return [clean] if clean is not None else []
        titles = [title_clean(line) for line in lines]
        return [
            self._placed(row, title) for title in titles if 0 < len(title.title) <= LONGEST_TITLE
        ]

    def _told_in_one(self, row: Row, column: int) -> list[CleanTitle]:
        """Return the titles of a cell that tells an objective and its results, else none."""
        parts = [part for part in _PART.split(row.cells[column]) if part.strip()]
        titles = [title_clean(" ".join(part.split())) for part in parts]
        labels = [title.label.label if title.label else None for title in titles]
        told = len(titles) > 1 and labels[0] is Label.OBJECTIVE
        if not told or not all(label in _RESULT_LABELS for label in labels[1:]):
            return []
        return [self._placed(row, title) for title in titles if title.title]

    def _placed(self, row: Row, clean: CleanTitle) -> CleanTitle:
        """Put the offsets of a title where it stands in the text, when it stands there whole."""
        start = self._start(row)
        stop = (
            self.source.line_starts[row.line + 40]
            if row.line + 40 < len(self.source.line_starts)
            else len(self.source.text)
        )
        at = self.source.text.find(clean.title, start, stop)
        if at < 0:
            return clean.at((start,) * len(clean.title))
        return clean.at(tuple(range(at, at + len(clean.title))))

    def _start(self, row: Row) -> int:
        return self.source.line_starts[min(row.line, len(self.source.line_starts)) - 1]

    def _fields(self, row: Row, columns: Mapping[Meaning, int]) -> dict[str, CleanTitle]:
        """Return the values of a row that are no titles."""
        fields: dict[str, CleanTitle] = {}
        for meaning, name in _FIELDS.items():
            column = columns.get(meaning)
            if column is None:
                continue
            cell = self._cell(row, column)
            if cell and meaning in NUMBERS and self.has_commas:
                cell = _THOUSANDS.sub(lambda found: found.group().replace(".", ""), cell)
            if cell:
                fields[name] = CleanTitle(title=" ".join(cell.split()))
        return fields

    def _problem(
        self, row: Row, message: str, *, column: Meaning | None = None, **params: object
    ) -> None:
        """Report a row, or a cell of it, that was not taken."""
        number = self.mapping.column(column) if column is not None else None
        if number is not None:
            heading = self.headings[number] if number < self.width else ""
            params["heading"] = f'"{heading}"' if heading else f"{number + 1}"
        self.read.problems.append(_at(row, message, number=(number or 0) + 1, **params))

    def _assumed(self, row: Row, message: str, **params: object) -> None:
        """Say how a row was taken that could have meant something else."""
        self.read.assumed.append(_at(row, message, **params))


@lru_cache(maxsize=CELLS_KNOWN)
def _is_no_number(cell: str) -> bool:
    """Return whether a cell was meant as a number that cannot be one."""
    if value_read(cell)[0] is not None:
        return False
    return bool(is_odd_number(cell) or _NO_NUMBER.fullmatch(cell))


def _at(row: Row, message: str, **params: object) -> Problem:
    return Problem(line=row.line, column=1, message=Message(message, {"line": row.line, **params}))


@lru_cache(maxsize=CELLS_KNOWN)
def _holds_no_number(cell: str) -> bool:
    """Return whether nothing in a cell that should hold a value can be read as one."""
    return value_read(cell)[0] is None and not any(map(str.isdigit, cell))


def _day_of(found: re.Match[str], order: str) -> date | None:
    """Return the day of three numbers whose first two are day and month in the order told."""
    numbers = dict(zip(order, (int(found["a"]), int(found["b"])), strict=True))
    try:
        return date(int(found["year"]), numbers["b"], numbers["a"])
    except ValueError:
        return None


def _stands_alone(line: str) -> bool:
    """Return whether a line of a cell can be a result of its own."""
    words = line.lstrip("-*•–—·☐☑ \t").split()
    return len(words) >= 2 and not words[0][0].islower() and not line.endswith((",", ":", "("))


def is_total(row: Row) -> bool:
    """Return whether a row only adds up those above it."""
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    return bool(_TOTAL.fullmatch(first))


def lone_column(row: Row) -> int | None:
    """Return the column of the only filled cell of a row, `None` when there are more or none."""
    filled = [column for column, cell in enumerate(row.cells) if cell.strip()]
    return filled[0] if len(filled) == 1 else None
