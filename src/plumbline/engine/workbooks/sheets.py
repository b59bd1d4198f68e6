"""The sheets of a workbook, their cells as people see them and as exact values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from plumbline.engine.workbooks.held import Held
from plumbline.engine.workbooks.package import WorkbookRefused, package_check
from plumbline.engine.workbooks.sheet_cells import Meaning, SheetCells

UNCOMPUTED_NAMED = 200
_UNCOMPUTED = re.compile(
    rb"<(?:\w{1,9}:)?c\s(?:[^<>]{0,200}\s)?r=\"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})\"[^<>]{0,200}>"
    rb"\s{0,9}<(?:\w{1,9}:)?f(?:\s[^<>]{0,300})?(?:/>|>[^<]{0,8200}</(?:\w{1,9}:)?f>)"
    rb"\s{0,9}(?:<(?:\w{1,9}:)?v\s?/>|<(?:\w{1,9}:)?v></(?:\w{1,9}:)?v>)?\s{0,9}</"
    rb"(?:\w{1,9}:)?c>"
)
"""A cell that holds a formula, and no value or an empty one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; row number n stands at place n - 1 of `rows`, empty rows are empty.

    Attributes:
        uncomputed: Row and column, from 1, of formulas for which no value was ever computed.
    """

    name: str
    is_hidden: bool
    rows: Sequence[Sequence[Held | None]]
    uncomputed: Sequence[tuple[int, int]] = ()


def sheets_read(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold anything.

    A formula counts as the value that was last computed for it; one without any is named.

    Raises:
        WorkbookRefused: See `package_check`; or the sheets cannot be read.
    """
    package_check(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            archive = ZipFile(BytesIO(data))
            sheets = [_sheet(archive, sheet) for sheet in book.worksheets]
        finally:
            book.close()
    except WorkbookRefused:
        raise
    # The library takes a file for what it says it is, so a broken one raises whatever it may.
    except Exception as error:
        raise WorkbookRefused("documents.xlsx.broken") from error
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise WorkbookRefused("documents.xlsx.empty")
    return found


def _sheet(archive: ZipFile, sheet: ReadOnlyWorksheet) -> Sheet:
    """Read one sheet.

    Raises:
        WorkbookRefused: It has more rows than are read.
    """
    path = getattr(sheet, "_worksheet_path", "")  # the library tells it nowhere else
    part = archive.read(path) if path else b""
    meaning = Meaning(sheet.parent, getattr(sheet, "_shared_strings", ()))
    rows = SheetCells(meaning).parse(part) if part else ()
    return Sheet(sheet.title, sheet.sheet_state != "visible", rows, _uncomputed(part))


def _uncomputed(part: bytes) -> Sequence[tuple[int, int]]:
    """Return the first formulas without a value, which read as empty cells."""
    if b"f>" not in part and b"<f" not in part:
        return ()
    found = islice(_UNCOMPUTED.finditer(part), UNCOMPUTED_NAMED)
    return [(int(each["row"]), column_index_from_string(each["column"].decode())) for each in found]
