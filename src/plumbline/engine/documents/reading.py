"""What a reader brings back: a document, what it could not use, and why."""

from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a text that could not be taken as it stands; line and column from 1."""

    line: int
    column: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Lines that were read and not taken, `first` to `last`, with the reason."""

    first: int
    last: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLines:
    """Which lines of a text are the rows of a sheet: row n is line `first` + n - 1."""

    name: str
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell of a workbook; row and column from 1."""

    sheet: str
    row: int
    column: int

    @property
    def letters(self) -> str:
        """What spreadsheets call its column, such as `C`."""
        letters, left = "", self.column
        while left:
            left, rest = divmod(left - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters

    @property
    def name(self) -> str:
        """What spreadsheets call it, such as `C5`."""
        return f"{self.letters}{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The outcome of reading one text.

    Attributes:
        kind: `"plumbline"` for our own format in YAML or JSON, else `"yaml"`, `"json"`,
            `"markdown"`, `"csv"` or `"xlsx"`.
        document: What was understood; `None` when no objective or key result was found.
        problems: What needs a look, in order of line.
        left_out: What was passed over on purpose.
        assumed: What was taken in one of several ways, in order of line; nothing of it is wrong,
            but its author may have meant another.
        declined: Why nothing can be imported, when `document` is `None`.
        sheets: Of a workbook the sheets that were read; columns are those of the sheet then.
    """

    kind: str
    document: Document | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    assumed: tuple[Problem, ...] = ()
    declined: Message | None = None
    sheets: tuple[SheetLines, ...] = ()

    def cell(self, line: int, column: int) -> SheetCell | None:
        """Return which cell of a workbook a place is; `None` when none was read."""
        above = [sheet for sheet in self.sheets if sheet.first <= line]
        if not above:
            return None
        return SheetCell(sheet=above[-1].name, row=line - above[-1].first + 1, column=column)
