"""Rows and cells of a table that go by are named."""

from plumbline.engine.documents.csv_reader import csv_read
from plumbline.engine.documents.source import Source


def test_totals_and_owners_to_be_named_are_left_out_by_name() -> None:
    rows = "A,B from 1 to 9,TBD\n,C from 1 to 9,\n,D from 1 to 9,tbd\nTotal,,\n"
    read = csv_read(Source(f"Objective,Key Result,Owner\n{rows}"))
    said = [(left.first, left.last, left.message.id) for left in read.left_out]
    assert said == [(5, 5, "documents.csv.total"), (2, 4, "documents.csv.owner_open")]
    assert read.left_out[1].message.params == {"count": 2}
