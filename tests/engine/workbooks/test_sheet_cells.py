"""The cells of a sheet, however oddly a program wrote its XML."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.xml.constants import SHEET_MAIN_NS

from plumbline.engine.workbooks import sheet_cells
from plumbline.engine.workbooks.package import WorkbookRefused
from plumbline.engine.workbooks.sheets import sheets_read

PART = "xl/worksheets/sheet1.xml"
STRINGS = f'<sst xmlns="{SHEET_MAIN_NS}"><si><t>Shared</t></si></sst>'
STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def book_of(rows: str, *, prefix: str = "") -> bytes:
    """Return a workbook whose one sheet has these rows.

    Style 1 is a percentage and 2 a day; the only shared text is "Shared".
    """
    book, held = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Shared", "words", 0.5, 1])
    sheet["C1"].number_format, sheet["D1"].number_format = "0%", "yyyy-mm-dd"
    book.save(held)
    mark = f"{prefix}:" if prefix else ""
    space = f'xmlns:{prefix}="{SHEET_MAIN_NS}"' if prefix else f'xmlns="{SHEET_MAIN_NS}"'
    written = (
        f"<{mark}worksheet {space}><{mark}sheetData>{rows}</{mark}sheetData></{mark}worksheet>"
    )
    packed = BytesIO()
    with ZipFile(held) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = written if name == PART else old.read(name).decode()
            new.writestr(name, part.replace("</Types>", STRINGS_TYPE))
        new.writestr("xl/sharedStrings.xml", STRINGS)
    return packed.getvalue()


def shown(rows: str, *, prefix: str = "") -> list[list[str]]:
    (sheet,) = sheets_read(book_of(rows, prefix=prefix))
    return [[cell.shown if cell else "" for cell in row] for row in sheet.rows]


def test_every_kind_of_cell_is_seen_as_people_see_it() -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c>'
        '<c r="B1" s="1"><v>0.415</v></c>'
        '<c r="C1" s="2"><v>46000</v></c>'
        '<c r="D1" t="b"><v>1</v></c>'
        '<c r="E1" t="e"><v>#REF!</v></c>'
        '<c r="F1" t="str"><f>A1&amp;"!"</f><v>Shared!</v></c>'
        '<c r="G1" t="d"><v>2026-10-01</v></c>'
        '<c r="H1"><f>1+1</f><v>2</v></c>'
        '<c r="I1"/><c r="J1" s="1"><v></v></c>'
    )
    assert shown(f'<row r="1">{cells}</row>') == [
        ["Shared", "41.5%", "2025-12-09", "TRUE", "#REF!", "Shared!", "2026-10-01", "2"]
    ]


def test_inline_words_come_in_all_their_runs_and_without_how_they_are_spoken() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>Depots </t></r><r><t>&amp; calls</t></r>'
        "<rPh><t>spoken</t></rPh></is></c>"
        '<c r="B1" t="inlineStr"><v>no value of these</v><is><t>plain</t></is></c>'
    )
    assert shown(f'<row r="1">{cells}</row>') == [["Depots & calls", "plain"]]


def test_cells_and_rows_without_a_place_follow_the_one_before() -> None:
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row>'
    )
    assert shown(rows) == [["1", "2"], [], [], ["", "", "3", "4"]]


def test_a_row_that_comes_back_is_none_and_marks_may_have_a_name_before_them() -> None:
    rows = (
        '<x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    )
    assert shown(rows, prefix="x") == [[], ["2"]]


def test_columns_far_out_and_empty_rows_below_are_passed_over() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>9</v></c></row><row r="1048576"/>'
    assert shown(rows) == [["1"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>many</v></c></row>',
        '<row r="one"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(rows: str) -> None:
    with pytest.raises(WorkbookRefused) as refused:
        sheets_read(book_of(rows))
    assert refused.value.message.id == "documents.xlsx.broken"


def test_more_rows_than_are_read_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_cells, "ROWS_LIMIT", 3)
    with pytest.raises(WorkbookRefused) as refused:
        sheets_read(book_of('<row r="4"><c r="A4"><v>1</v></c></row>'))
    assert refused.value.message.id == "documents.xlsx.rows"


def test_each_text_of_a_kind_and_style_is_made_once() -> None:
    row = '<row><c s="1"><v>0.5</v></c><c t="s"><v>0</v></c><c><v>0.5</v></c></row>'
    (sheet,) = sheets_read(book_of(row * 2))
    first, second = sheet.rows
    assert all(a is b for a, b in zip(first, second, strict=True))
    assert [cell.shown if cell else "" for cell in first] == ["50%", "Shared", "0.5"]
