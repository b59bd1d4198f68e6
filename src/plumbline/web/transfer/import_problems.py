"""Problems of a document as the pages show them, each at its line or cell."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.reading import Problem as Found
from plumbline.engine.documents.reading import ReadResult, SheetCell
from plumbline.web.ui.notices import Problem


def placed_problem(result: ReadResult, found: Found, *, head: str, url: str) -> Problem:
    """Return a problem that was just found; `url` is where it is mended, empty for nowhere."""
    cell = result.cell(found.line, found.column)
    return Problem(
        head=head,
        words=wording(found.message),
        line=cell.row if cell else found.line,
        cell=_cell_words(cell) if cell else "",
        url=url,
        url_words=_("Mend it here"),
    )


def kept_problem(kept: Mapping[str, object]) -> Problem:
    """Return a problem as it was kept with its import."""
    line, column, sheet = (kept.get(name) for name in ("line", "column", "sheet"))
    row = line if isinstance(line, int) else 1
    place = column if isinstance(column, int) else 1
    cell = SheetCell(sheet=str(sheet), row=row, column=place) if sheet else None
    words = str(kept.get("message", ""))
    return Problem(head="", words=words, line=row, cell=_cell_words(cell) if cell else "")


def _cell_words(cell: SheetCell) -> str:
    """Say where a cell stands, beside the row that is named already."""
    words = {"sheet": cell.sheet, "column": cell.letters}
    return _("Sheet %(sheet)s, column %(column)s.") % words
