"""Workbooks come in: Plumbline's own unchanged, any other by its columns, bad ones not at all."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plumbline.engine.documents.columns import Meaning
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.yaml_writer import document_dump
from plumbline.engine.messages import render
from plumbline.engine.workbooks import package
from plumbline.engine.workbooks.read import file_read, workbook_read
from plumbline.engine.workbooks.writing import workbook_dump
from tests.engine.documents.document_strategies import documents
from tests.engine.workbooks.books import OKRS, book_of, with_part

SHEET = "xl/worksheets/sheet1.xml"


def with_own_ids(document: Document) -> Document:
    """Return a document in which every id is there and stands once, as in what is exported."""
    numbers = count(1)
    return replace(
        document,
        objectives=tuple(
            replace(
                item,
                id=f"o{next(numbers)}",
                key_results=tuple(
                    replace(part, id=f"k{next(numbers)}") for part in item.key_results
                ),
            )
            for item in document.objectives
        ),
    )


def told(document: Document) -> list[str]:
    """Return what a document says; a mapping with nothing in it says nothing."""
    return [line for line in document_dump(document).splitlines() if not line.endswith(": {}")]


@given(documents)
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
def test_a_document_comes_back_from_its_workbook_as_its_yaml_form_does(made: Document) -> None:
    document = with_own_ids(made)
    read = file_read(workbook_dump(document))
    from_yaml = document_read(document_dump(document).encode(), kind="plumbline")
    assert read.kind == "plumbline"
    assert read.document is not None
    assert from_yaml.document is not None
    assert told(read.document) == told(from_yaml.document)


def test_a_sheet_is_read_by_its_headings_with_days_and_shares_as_people_see_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of({"Q4": OKRS})))
    book["Q4"]["F2"] = date(2026, 12, 31)
    for cell in ("D3", "E3"):
        book["Q4"][cell].number_format = "0%"
    written = io.BytesIO()
    book.save(written)
    result = file_read(written.getvalue(), name="okrs.xlsx")
    assert result.kind == "xlsx"
    assert result.document is not None
    (objective,) = result.document.objectives
    days, share = objective.key_results
    assert (days.title, days.owner, days.due) == (
        "Median days to settle",
        "Mia",
        date(2026, 12, 31),
    )
    assert days.metric is not None
    assert [days.metric.baseline, days.metric.target] == [Decimal(9), Decimal(2)]
    assert share.metric is not None
    assert [share.metric.baseline, share.metric.target] == [Decimal(48), Decimal(70)]
    assert share.metric.unit == "%"


def test_the_first_visible_sheet_with_okrs_is_taken_unless_another_is_asked_for() -> None:
    other = [["Objective", "Key Result"], ["Trucks leave full", "Loads from 60 to 80"]]
    data = book_of({"Read me": [["Hello"]], "Old": OKRS, "Q4": OKRS, "Q5": other}, hidden="Old")
    read = workbook_read(data)
    assert (read.names, read.sheet) == (("Read me", "Q4", "Q5"), "Q4")
    (too,) = read.result.assumed[:1]
    assert "The sheet Q5 holds OKRs too." in render(too.message)
    assert not any("Old" in render(one.message) for one in read.result.assumed)
    later = workbook_read(data, sheet="Q5").result.document
    assert later is not None
    assert later.objectives[0].title == "Trucks leave full"
    declined = workbook_read(data, sheet="Q6").result.declined
    assert declined is not None
    assert "Read me, Q4, Q5" in render(declined)


def test_columns_can_be_told_where_headings_say_nothing() -> None:
    data = book_of({"Q4": [["Wohin", "Woran"], ["Calm claims", "Days from 9 to 2"]]})
    read = workbook_read(data)
    assert read.result.document is None
    mapping = replace(read.guess, meanings={Meaning.OBJECTIVE: 0, Meaning.KEY_RESULT: 1})
    document = workbook_read(data, columns=lambda _: mapping).result.document
    assert document is not None
    assert document.objectives[0].key_results[0].title.startswith("Days from 9 to 2")


def test_problems_name_sheet_row_and_column() -> None:
    wrong: list[Sequence[object]] = [*OKRS, [], [None, "Calls by night", "Mia", "12..4", 2, None]]
    result = file_read(book_of({"Front": [["Hello"]], "Q4": wrong}))
    problem = next(each for each in result.problems if each.message.id == "documents.csv.number")
    cell = result.cell(problem.line, problem.column)
    assert cell is not None
    assert (cell.sheet, cell.row, cell.column, cell.name) == ("Q4", 5, 4, "D5")


def test_problems_of_an_own_workbook_name_their_cell() -> None:
    document = document_read(
        b"plumbline: 1\nobjectives:\n"
        b"  - {id: a, title: Calm, key_results: [{id: b, title: Days}]}\n"
    ).document
    assert document is not None
    book = openpyxl.load_workbook(io.BytesIO(workbook_dump(document)))
    rows = book["Key results"]
    headings = [cell.value for cell in rows[1]]
    rows.cell(2, headings.index("Weight") + 1).value = "heavy"
    rows.cell(3, headings.index("Title") + 1).value = "Belongs nowhere"
    written = io.BytesIO()
    book.save(written)
    result = file_read(written.getvalue())
    places = {
        each.message.id: cell.name
        for each in result.problems
        if (cell := result.cell(each.line, each.column)) and cell.sheet == "Key results"
    }
    letter = chr(ord("A") + headings.index("Weight"))
    assert places["documents.yaml.number_expected"] == f"{letter}2"
    assert places["documents.table.parent_missing"] == "A3"
    assert result.document is not None
    assert [part.title for _, part in result.document.key_results()] == ["Days"]


def bomb() -> bytes:
    return with_part(book_of({"Q4": OKRS}), "xl/media/a.xml", b" " * 20_000_000)


def cells(number: int) -> bytes:
    row = b"<row>" + b"<c/>" * 1000 + b"</row>"
    rows = row * (number // 1000)
    return with_part(
        book_of({"Q4": OKRS}), SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    )


def locked() -> bytes:
    data = bytearray(book_of({"Q4": OKRS}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def entities() -> bytes:
    return with_part(
        book_of({"Q4": OKRS}),
        "xl/sharedStrings.xml",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><sst><si><t>&b;</t></si></sst>',
    )


PLAIN = book_of({"Q4": OKRS})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(bomb(), "documents.xlsx.unpacked", id="packed too densely"),
        pytest.param(cells(1_000_000), "documents.xlsx.unpacked", id="a million cells"),
        pytest.param(entities(), "documents.xlsx.entities", id="entities"),
        pytest.param(locked(), "documents.xlsx.password", id="entries with a password"),
        pytest.param(package.OLD_OFFICE + b"x" * 99, "documents.xlsx.password", id="password"),
        pytest.param(
            with_part(PLAIN, "xl/vbaProject.bin", b"x"), "documents.xlsx.macros", id="vba"
        ),
        pytest.param(
            with_part(PLAIN, "xl/externalLinks/externalLink1.xml", b"<a/>"),
            "documents.xlsx.links",
            id="links to other files",
        ),
        pytest.param(PLAIN[: len(PLAIN) // 2], "documents.xlsx.broken", id="cut off"),
        pytest.param(with_part(PLAIN, SHEET, b"<worksheet><c"), "documents.xlsx.broken", id="XML"),
        pytest.param(
            with_part(PLAIN, "xl/styles.xml", "<a/>".encode("utf-16")),
            "documents.xlsx.broken",
            id="another encoding",
        ),
        pytest.param(book_of({"Q4": []}), "documents.xlsx.empty", id="empty"),
        pytest.param(b"x" * 5_000_001, "documents.format.too_large", id="too large"),
        pytest.param(b"no workbook at all", "documents.xlsx.broken", id="text"),
    ],
)
def test_what_is_not_read_is_declined_with_one_reason(data: bytes, reason: str) -> None:
    result = file_read(data, name="okrs.xlsx")
    assert result.document is None
    assert result.declined is not None
    assert result.declined.id == reason
    assert "\n" not in render(result.declined)


def test_many_cells_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "RATIO_LIMIT", 10_000)
    declined = file_read(cells(201_000), name="okrs.xlsx").declined
    assert declined is not None
    assert declined.id == "documents.xlsx.cells"


def test_another_archive_is_no_workbook() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    for name in ("okrs.docx", "okrs.xlsx"):
        declined = file_read(written.getvalue(), name=name).declined
        assert declined is not None
        assert declined.id == "documents.format.archive"


@given(st.binary(max_size=60), st.integers(0, len(PLAIN) - 1))
@settings(max_examples=40, deadline=None)
def test_no_bytes_make_it_fail(junk: bytes, at: int) -> None:
    result = file_read(PLAIN[:at] + junk + PLAIN[at + len(junk) :], name="okrs.xlsx")
    assert (result.document is None) == (result.declined is not None)


def test_a_formula_that_nothing_has_computed_is_named_and_titles_above_tell_the_cycle() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Harbour OKRs, Q4 2026"],
        ["Objective", "Key Result", "Target", "Actual"],
        ["Calm harbour", "Ships a day", 9, "=2+3"],
        ["Total", None, "=SUM(C3:C3)"],
    ):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    read = workbook_read(held.getvalue()).result
    assert [(problem.line, problem.column, problem.message.id) for problem in read.problems] == [
        (3, 4, "documents.xlsx.uncomputed")
    ]
    assert read.document is not None
    assert read.document.cycle is not None
    assert read.document.cycle.name == "2026-Q4"
