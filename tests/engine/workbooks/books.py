"""Workbooks for the tests, as a spreadsheet program would write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

OKRS: list[Sequence[object]] = [
    ["Objective", "Key Result", "Owner", "Baseline", "Target", "Due"],
    ["Claims are settled early", "Median days to settle", "Mia", 9, 2, None],
    [None, "Settled with one contact", "Mia", 0.48, 0.7, None],
]


def book_of(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: str = "") -> bytes:
    """Return a workbook with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one part more, or in place of another."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in parts.namelist():
            if part != name:
                archive.writestr(part, parts.read(part))
        archive.writestr(name, content)
    return written.getvalue()
