"""What a person types into a cell is what a spreadsheet would take it for, and no more."""

import pytest

from plumbline.engine.documents.tables.cells import CellKind
from plumbline.engine.workbooks.mending import typed


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        (" 38 % ", CellKind.PERCENT, "38%"),
        ("-0.5", CellKind.NUMBER, "-0.5"),
        ("True", CellKind.BOOLEAN, "TRUE"),
        ("2026-02-28", CellKind.DAY, "2026-02-28"),
        ("2026-02-29", CellKind.TEXT, "2026-02-29"),
        ("2026-W05", CellKind.TEXT, "2026-W05"),
        ("2026W051", CellKind.TEXT, "2026W051"),
        ("0001-01-01", CellKind.TEXT, "0001-01-01"),
    ],
)
def test_a_cell_holds_what_was_typed(text: str, kind: CellKind, shown: str) -> None:
    held = typed(text)
    assert held is not None
    assert (held.cell.kind, held.shown) == (kind, shown)


def test_nothing_typed_is_an_empty_cell() -> None:
    assert typed("  ") is None
