"""What whole columns of a table of OKRs tell of their cells: scales, and the mark of decimals."""

import re
from collections.abc import Sequence

from plumbline.engine.documents.columns import ColumnMapping, Meaning
from plumbline.engine.documents.confidence_in_text import MOST, scale_of
from plumbline.engine.documents.csv_cells import NUMBERS, Row

_COMMA = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d,.])")
_POINT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*\.\d{1,2}(?![\d,.])")


def confidence_scale(rows: Sequence[Row], mapping: ColumnMapping, headings: Sequence[str]) -> int:
    """Return where bare numbers of confidence end: at 1, 5, 10 or 100."""
    column = mapping.column(Meaning.CONFIDENCE)
    if column is None:
        return MOST
    heading = headings[column] if column < len(headings) else ""
    return scale_of(heading, (row.cells[column] for row in rows if column < len(row.cells)))


def decimals_have_commas(rows: Sequence[Row], mapping: ColumnMapping) -> bool:
    """Return whether a table writes `4,5` and nowhere `4.5`: then its `1.200` are thousands."""
    columns = [
        column
        for known in (mapping.meanings, *mapping.repeated)
        for meaning, column in known.items()
        if meaning in NUMBERS
    ]
    cells = [row.cells[column] for row in rows for column in columns if column < len(row.cells)]
    return any(map(_COMMA.search, cells)) and not any(map(_POINT.search, cells))
