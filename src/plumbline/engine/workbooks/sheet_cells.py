"""The cells of one sheet, read out of its XML as it streams by.

The library makes several objects of every cell, which takes most of the time that a workbook
takes; what texts, formats and days there are is still the library's to say.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from plumbline.engine.workbooks.held import Held, held_of, number_held
from plumbline.engine.workbooks.package import WorkbookRefused

COLUMNS_LIMIT: Final = 200
"""Columns behind it are not read; no table of OKRs has as many."""
ROWS_LIMIT: Final = 50_000
_LAST_ROW: Final = 1_048_576
_ROW, _CELL, _VALUE, _INLINE, _TEXT, _SPOKEN = (
    f"{SHEET_MAIN_NS} {name}" for name in ("row", "c", "v", "is", "t", "rPh")
)
_DIGITS: Final = "0123456789"
_column_number = lru_cache(maxsize=1024)(column_index_from_string)


class Meaning:
    """What the cells of one workbook hold; each of the same text and style is made once."""

    def __init__(self, book: Any, strings: Sequence[str]) -> None:  # noqa: ANN401 — not in the stubs
        self._strings = strings
        self._styles, self._own = book._cell_styles, book._number_formats
        self._days, self._spans = book._date_formats, book._timedelta_formats
        self._epoch = book.epoch
        self._known: dict[tuple[str, str, str], Held | None] = {}

    def held(self, kind: str, style: str, text: str) -> Held | None:
        """Return what a cell of a kind and style holds; `None` for nothing.

        Raises:
            ValueError, LookupError: The file contradicts itself.
        """
        if kind == "inlineStr" or not text:
            return held_of(text) if text else None
        key = (kind, style, text)
        if key not in self._known:
            self._known[key] = self._made(kind, int(style), text)
        return self._known[key]

    def _made(self, kind: str, style: int, text: str) -> Held | None:
        if kind == "n":
            return self._number(float(text) if _is_fraction(text) else int(text), style)
        if kind == "s":
            words = self._strings[int(text)]
            return held_of(words) if words else None
        if kind == "b":
            return held_of(bool(int(text)))
        return held_of(from_ISO8601(text) if kind == "d" else text)  # type: ignore[no-untyped-call]  # the stubs are off

    def _number(self, number: float, style: int) -> Held:
        if style not in self._days:
            return number_held(Decimal(repr(number)), is_percent="%" in self._form(style))
        try:
            return held_of(from_excel(number, self._epoch, timedelta=style in self._spans))
        except (OverflowError, ValueError):
            return held_of("#VALUE!")

    def _form(self, style: int) -> str:
        number: int = self._styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, ""))
        return str(self._own[number - BUILTIN_FORMATS_MAX_SIZE])


def _is_fraction(text: str) -> bool:
    return "." in text or "E" in text or "e" in text


class SheetCells:
    """The rows of one sheet, filled while its XML is parsed.

    Attributes:
        rows: By number - 1; without what stands behind the last filled cell of each.
    """

    def __init__(self, meaning: Meaning) -> None:
        self.rows: list[list[Held | None]] = []
        self._meaning = meaning
        self._row: list[Held | None] = []
        self._number = self._column = 0
        self._kind, self._style = "n", "0"
        self._inline = self._spoken = 0
        self._is_told = False
        self._value: list[str] = []

    def parse(self, part: bytes) -> Sequence[Sequence[Held | None]]:
        """Return the rows up to the last filled one.

        Raises:
            WorkbookRefused: There are more than are read.
            ExpatError, ValueError, LookupError: It is no sheet.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _doctype
        parser.Parse(part, True)
        return self.rows

    def _start(self, name: str, told: dict[str, str]) -> None:
        if name == _CELL:
            place = told.get("r")
            self._column = _column_number(place.rstrip(_DIGITS)) if place else self._column + 1
            self._kind, self._style = told.get("t", "n"), told.get("s", "0")
            self._value = []
        elif name == _VALUE:
            self._is_told = self._kind != "inlineStr"
        elif name == _TEXT:
            self._is_told = bool(self._inline) and not self._spoken
        elif name == _ROW:
            number = told.get("r")
            self._number = int(number) if number else self._number + 1
            self._row, self._column = [], 0
        elif name == _INLINE:
            self._inline += self._kind == "inlineStr"
        elif name == _SPOKEN:
            self._spoken += 1

    def _text(self, text: str) -> None:
        if self._is_told:
            self._value.append(text)

    def _end(self, name: str) -> None:
        if name == _CELL:
            if self._value and self._column <= COLUMNS_LIMIT:
                self._cell(self._meaning.held(self._kind, self._style, "".join(self._value)))
        elif name in (_VALUE, _TEXT):
            self._is_told = False
        elif name == _ROW:
            self._row_end()
        elif name == _INLINE:
            self._inline = 0
        elif name == _SPOKEN:
            self._spoken -= 1

    def _cell(self, held: Held | None) -> None:
        if held is None:
            return
        row, column = self._row, self._column
        if len(row) < column:
            row += [None] * (column - len(row))
        row[column - 1] = held

    def _row_end(self) -> None:
        """Keep a filled row at its number; one whose number was passed already is none."""
        if not self._row or self._number <= len(self.rows):
            return
        if self._number > ROWS_LIMIT:
            raise WorkbookRefused("documents.xlsx.rows", limit=ROWS_LIMIT)
        self.rows += [[] for _ in range(self._number - 1 - len(self.rows))]
        self.rows.append(self._row)


def _doctype(*_: object) -> None:
    """Refuse what could declare entities; a package with one is refused before."""
    raise ValueError("A sheet declares no document type.")
