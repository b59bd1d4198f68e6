"""A document as a workbook: typed where a cell is exact, and never anything that is computed."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from plumbline.engine.documents.model import Document, KeyResult, Metric, Objective
from plumbline.engine.documents.read import document_read
from plumbline.engine.workbooks.writing import CellTooLong, workbook_dump

TEXT = """\
plumbline: 1
objectives:
  - id: claims
    title: "=HYPERLINK(1)"
    why: "#N/A"
    owner: "@ada"
    key_results:
      - id: days
        title: "+1 and -2"
        due: 2026-12-31
        metric: {kind: decrease, unit: days, baseline: 9.25, target: 123456789012.3456}
"""


def sheets_of(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_dump(document)))


def test_numbers_and_days_are_typed_and_a_number_too_long_for_a_cell_is_a_text() -> None:
    document = document_read(TEXT.encode()).document
    assert document is not None
    rows = list(sheets_of(document)["Key results"].iter_rows(values_only=True))
    held = dict(zip(rows[0], rows[1], strict=True))
    assert held["Due"] == datetime(2026, 12, 31)  # noqa: DTZ001  # days of a sheet have no zone
    assert held["Metric baseline"] == 9.25
    assert held["Metric target"] == "123456789012.3456"
    assert (held["Objective"], held["Title of it"]) == ("claims", "=HYPERLINK(1)")


def test_no_text_is_a_formula_whatever_it_begins_with() -> None:
    document = document_read(TEXT.encode()).document
    assert document is not None
    cells = [
        cell for sheet in sheets_of(document) for row in sheet.iter_rows(min_row=2) for cell in row
    ]
    dangerous = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in dangerous} == {"=HYPERLINK(1)", "+1 and -2", "@ada"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]


def test_a_text_longer_than_a_cell_holds_is_named_by_its_place() -> None:
    objective = Objective(title="Calm", why="x" * 32_768)
    with pytest.raises(CellTooLong) as refused:
        workbook_dump(Document(objectives=(objective,)))
    assert (refused.value.sheet, refused.value.heading) == ("Objectives", "Why")


def test_an_empty_document_has_the_sheets_that_people_fill() -> None:
    assert sheets_of(Document()).sheetnames == ["Objectives", "Key results", "Document"]


def test_what_has_no_id_gets_one_so_that_rows_find_what_they_belong_to() -> None:
    part = KeyResult(title="Parcels on time", metric=Metric(target=Decimal(9)))
    book = sheets_of(Document(objectives=(Objective(title="On time", key_results=(part,)),)))
    named = book["Objectives"]["A2"].value
    assert named
    assert book["Key results"]["A2"].value == named


def test_equal_documents_give_equal_bytes_whenever_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = workbook_dump(Document())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook_dump(Document()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert b"dcterms" not in parts.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
