"""Lines and cells that are read otherwise than they stand in the file; all others stay in place."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.csv_reader import table_split
from plumbline.engine.documents.mends import LINE, Mend, data_mended
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source

TABLE = 'Objective,Key result,Target\n"Claims are\nsettled early",Median days,9\nA,"Calls, few",x\n'


def rows(data: bytes) -> list[tuple[int, list[str]]]:
    found, _delimiter = table_split(Source(data.decode()))
    return [(row.line, list(row.cells)) for row in found]


def test_a_line_is_replaced_and_the_others_keep_their_number_and_line_ends() -> None:
    text = b"# One\r\n\r\n- by 31 April\r\n- two"
    mended = data_mended(text, [Mend(line=3, text="- by 30\nApril")])
    assert mended == b"# One\r\n\r\n- by 30 April\r\n- two"
    assert data_mended(text, [Mend(line=9, text="gone")]) == text
    assert data_mended(text, []) == text


def test_a_cell_is_replaced_and_every_row_begins_where_it_did() -> None:
    mended = data_mended(
        TABLE.encode(),
        [Mend(line=2, column=1, text="Claims"), Mend(line=4, column=3, text="12")],
    )
    assert rows(mended) == [
        (1, ["Objective", "Key result", "Target"]),
        (2, ["Claims\n", "Median days", "9"]),
        (4, ["A", "Calls, few", "12"]),
    ]


def test_a_cell_beyond_the_end_of_its_row_and_one_of_several_lines_find_their_place() -> None:
    mended = data_mended(
        b"a;b\n1;2\n3\n",
        [Mend(line=3, column=2, text="one\ntwo"), Mend(line=2, column=1, text='say "x"; y')],
    )
    assert rows(mended) == [(1, ["a", "b"]), (2, ['say "x"; y', "2"]), (3, ["3", "one two"])]


def test_what_an_old_encoding_cannot_write_is_read_all_the_same() -> None:
    text = "# Größe\n- Schäden von 9 auf 2\n".encode("cp1252")
    mended = data_mended(text, [Mend(line=2, text="- Schäden ≤ 2")])
    assert mended.decode() == "# Größe\n- Schäden ≤ 2\n"


def test_what_is_no_text_is_left_as_it_is() -> None:
    assert data_mended(b"\0\1", [Mend(line=1, text="x")]) == b"\0\1"


def test_what_was_mended_is_what_is_read() -> None:
    text = b"# Depots know us\n\n- Depots that answer from 10 to 40\n- Calls from 9 to 3\n"
    before = document_read(text, name="a.md").document
    mended = data_mended(
        text, [Mend(line=3, column=LINE, text="- Depots that answer from 10 to 50")]
    )
    after = document_read(mended, name="a.md").document
    assert before is not None
    assert after is not None
    metric = after.objectives[0].key_results[0].metric
    assert metric is not None
    assert metric.target == 50


CELLS = st.text(st.sampled_from('ab,"\n 1'), max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5),
    st.integers(1, 8),
    st.integers(1, 4),
    CELLS,
)
def test_no_mend_moves_the_beginning_of_a_row(
    table: list[list[str]], line: int, column: int, text: str
) -> None:
    held = StringIO()
    csv.writer(held, lineterminator="\n").writerows([["a", "b"], *table])
    data = held.getvalue().encode()
    mended = data_mended(data, [Mend(line=line, column=column, text=text)])
    assert [at for at, _cells in rows(mended)] == [at for at, _cells in rows(data)]


@pytest.mark.parametrize("text", ["", "  "])
def test_an_emptied_cell_is_empty(text: str) -> None:
    mended = data_mended(b"a,b\n1,2\n", [Mend(line=2, column=1, text=text)])
    assert rows(mended)[1][1][0].strip() == ""
