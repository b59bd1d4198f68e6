"""Rows of a preview that are mended in their place: what stands there, what was written instead."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from plumbline.domain.governance.selectors.applying import Place
from plumbline.domain.okrs.selectors.rulings import rulings_at
from plumbline.domain.transfer.file_readings import FileReading
from plumbline.domain.transfer.mends import (
    ItemPlace,
    KeptMend,
    rows_placed,
    stands_for,
)
from plumbline.domain.transfer.plan_notes import line_of
from plumbline.domain.transfer.plan_values import PlanRow
from plumbline.domain.transfer.selectors.choices import digest
from plumbline.engine.documents.mends import LINE
from plumbline.engine.documents.model import KeyResult
from plumbline.engine.documents.reading import Problem, ReadResult, SheetCell
from plumbline.web.transfer.import_choices import ImportChoices
from plumbline.web.transfer.import_reading import ImportReading
from plumbline.web.ui.trees import (
    MEND_FIRST,
    ImportLine,
    MendedLine,
    MendField,
    MendForm,
    MendOffer,
)
from plumbline.web.visits import Visit
from plumbline.web.writing.readings import key_result_reading, objective_reading

FIELDS_SHOWN = 40
LINES_SHOWN = 6
LONG_TEXT = 70
SHORT_TEXT = 20
LETTERS: Final = {"objective": "o", "key_result": "k"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a preview is looked at.

    Attributes:
        changed: Whether choices came with a confirmation that the preview had not shown.
        place: The row that is open to be mended, as addresses name it; empty for none.
        typed: What was typed and not kept, by the name of its field.
        errors: Why, by column; `""` holds what is about the whole row.
    """

    changed: bool = False
    place: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def place_words(place: ItemPlace) -> str:
    """Return how addresses name the place of a row."""
    kind, line, number = place
    return f"{LETTERS[kind]}-{line}-{number}"


def seen_mends(mends: Sequence[KeptMend]) -> str:
    """Return what tells the mends a preview was made with from later ones."""
    return digest(stands_for(mends))


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedPart:
    """All that was mended by hand.

    Attributes:
        seen: Comes back with a mend, to tell whether it is one of this preview.
        query: The choices and the page, to come back to.
    """

    lines: tuple[MendedLine, ...]
    seen: str
    query: str

    @classmethod
    def of(cls, reading: ImportReading, choices: ImportChoices) -> Self:
        """Return what was mended of a file as the preview shows it."""
        return cls(
            lines=mended_lines(reading.mends),
            seen=seen_mends(reading.mends),
            query=choices.query(page=choices.page),
        )


def seen_preview(choices: ImportChoices, mends: Sequence[KeptMend]) -> str:
    """Return what tells a preview that was looked at from later ones."""
    return digest(f"{choices.query()} {seen_mends(mends)}")


def undo_value(mend: KeptMend) -> str:
    """Return what stands for a mend in the button that takes it back."""
    return digest(repr(mend.place))


def mended_lines(mends: Sequence[KeptMend]) -> tuple[MendedLine, ...]:
    """Return all mends in words, the latest last."""
    return tuple(
        MendedLine(
            line=one.line,
            cell=_cell_name(one),
            is_row=bool(one.sheet),
            is_out=not one.is_cell,
            was=one.was.strip(),
            text=one.text.strip(),
            undo=undo_value(one),
        )
        for one in mends
    )


def _cell_name(mend: KeptMend) -> str:
    if not mend.is_cell or mend.column == LINE:
        return ""
    name = SheetCell(sheet=mend.sheet, row=mend.line, column=mend.column).name
    return f"{mend.sheet}, {name}" if mend.sheet else name


class Mending:
    """The rows of one preview as they can be mended."""

    def __init__(
        self,
        visit: Visit,
        reading: ImportReading,
        choices: ImportChoices,
        rows: Sequence[PlanRow],
        look: Look,
    ) -> None:
        self._visit, self._reading, self._choices = visit, reading, choices
        self._look = look
        self._places = [place for _row, place in rows_placed(rows)]
        self._indexes = {place: index for index, place in enumerate(self._places)}
        self._rows = rows
        starts = sorted((row.line, index) for index, row in enumerate(rows))
        self._starts = starts
        self._mends: dict[int, list[KeptMend]] = {}
        for mend in reading.mends:
            index = self._row_of(mend)
            if index is not None:
                self._mends.setdefault(index, []).append(mend)

    def url(self, index: int, *, page: int) -> str:
        """Return where a row is mended."""
        place = place_words(self._places[index])
        query = self._choices.query(page=page)
        asked = urlencode({"mend": place})
        return f"?{query}&{asked}#{MEND_FIRST}" if query else f"?{asked}#{MEND_FIRST}"

    def line(self, index: int, line: ImportLine, *, page: int) -> ImportLine:
        """Return a row of the preview with what was mended of it, and its form if it is open."""
        place = place_words(self._places[index])
        mends = self._mends.get(index, [])
        is_open = place == self._look.place
        out = next((one for one in mends if not one.is_cell), None)
        return replace(
            line,
            key=place,
            mend_url="" if is_open or out else self.url(index, page=page),
            mended=mended_lines([one for one in mends if one.is_cell]),
            taken_in=undo_value(out) if out else "",
            form=self._form(index, page) if is_open else None,
        )

    def index_at(self, line: int) -> int | None:
        """Return the row that a line of what was read belongs to; `None` for none."""
        at = bisect_right(self._starts, (line, len(self._rows)))
        return self._starts[at - 1][1] if at else None

    def index_titled(self, title: str) -> int | None:
        """Return the first row of a title; `None` for none."""
        found = (index for index, row in enumerate(self._rows) if row.title == title)
        return next(found, None)

    def _row_of(self, mend: KeptMend) -> int | None:
        line = text_line(self._reading.plan.result, mend)
        if line is None:
            return None
        if mend.is_cell:
            return self.index_at(line)
        return self._indexes.get((mend.kind, line, mend.column))

    def _form(self, index: int, page: int) -> MendForm:
        row, place = self._rows[index], self._places[index]
        fields = tuple(self._fields(row))
        query = self._choices.query(page=page)
        return MendForm(
            place=place_words(place),
            fields=fields,
            offers=tuple(self._offers(row, place, fields)),
            errors=self._look.errors.get("", ()),
            close_url=f"?{query}#row-{place_words(place)}",
            leaves_more=row.kind == "objective" and self._has_parts(index),
        )

    def _has_parts(self, index: int) -> bool:
        return index + 1 < len(self._rows) and self._rows[index + 1].kind != "objective"

    def _fields(self, row: PlanRow) -> Iterator[MendField]:
        file = self._reading.file
        asked = [row.line, *(problem.line for problem in row.problems)]
        lines = list(dict.fromkeys(map(file.begin, asked)))[:LINES_SHOWN]
        doubted = {(file.begin(each.line), _column_of(each, file)) for each in row.problems}
        shown = [
            (line, column, text)
            for line in lines
            for column, text in file.places(line)
            if column == LINE or text or self._heading(line, column)
        ]
        shown = shown[:FIELDS_SHOWN]
        first = next((at for at in shown if at[:2] in doubted), shown[0] if shown else None)
        for line, column, text in shown:
            name = f"cell-{line}-{column}"
            value = self._look.typed.get(name, text)
            yield MendField(
                id=MEND_FIRST if (line, column, text) == first else f"id_{name}",
                name=name,
                label=self._label(line, column),
                value=value,
                is_long=len(value) > LONG_TEXT or "\n" in value,
                is_broad=len(value) > SHORT_TEXT,
                is_doubted=column != LINE and (line, column) in doubted,
                errors=self._look.errors.get(str(column), ()),
            )

    def _label(self, line: int, column: int) -> str:
        if column == LINE:
            return _("Line %(line)d") % {"line": line}
        letters = SheetCell(sheet="", row=1, column=column).name[:-1]
        return self._heading(line, column) or _("Column %(name)s") % {"name": letters}

    def _heading(self, line: int, column: int) -> str:
        headings = self._reading.headings or self._own_headings(line)
        return " ".join(headings[column - 1].split()) if column <= len(headings) else ""

    def _own_headings(self, line: int) -> Sequence[str]:
        """Return the headings of a table that tells by them what everything is."""
        sheets = self._reading.plan.result.sheets
        first = max((sheet.first for sheet in sheets if sheet.first <= line), default=1)
        return [text for _column, text in self._reading.file.places(first)]

    def _offers(
        self, row: PlanRow, place: ItemPlace, fields: Sequence[MendField]
    ) -> Iterator[MendOffer]:
        """Yield what the rules would write instead of the title, where it stands in a field."""
        at = next((one for one in fields if row.title in one.value), None)
        if at is None:
            return
        for mend in dict.fromkeys(self._mends_of_rules(row, place)):
            text = at.value.replace(row.title, mend, 1)
            yield MendOffer(value=f"{at.name}={text}", text=mend)

    def _mends_of_rules(self, row: PlanRow, place: ItemPlace) -> Iterator[str]:
        rulings = rulings_at(Place(), on=self._visit.today)
        if row.kind == "objective":
            read = objective_reading(row.title, rulings=rulings)
        else:
            part = self._key_result(place)
            if part is None:
                return
            read = key_result_reading(part, rulings=rulings)
        yield from (line.mend for line in read.lines if line.mend)

    def _key_result(self, place: ItemPlace) -> KeyResult | None:
        number = 0
        for planned in self._reading.plan.objectives:
            for part in planned.key_results:
                if line_of(part.key_result.spans) == place[1]:
                    number += 1
                    if number == place[2]:
                        return part.key_result
        return None


def _column_of(problem: Problem, file: FileReading) -> int:
    """Return the column of a table that a problem is about; `LINE` where it does not tell."""
    number = problem.message.params.get("number")
    if isinstance(number, int):
        return number
    return problem.column if file.rows else LINE


def text_line(result: ReadResult, mend: KeptMend) -> int | None:
    """Return on which line of what was read a mend stands; `None` on a sheet that was not read."""
    first = {sheet.name: sheet.first for sheet in result.sheets} or {"": 1}
    return first[mend.sheet] + mend.line - 1 if mend.sheet in first else None
