"""The journal as a table for spreadsheets and for whoever audits with tools of their own."""

import csv
import io
import json
from collections.abc import Sequence

from django.http import HttpResponse

from plumbline.domain.chronicle.selectors.journal import JournalLine
from plumbline.domain.chronicle.selectors.names import Named

COLUMNS = (
    "at",
    "act",
    "source",
    "actor",
    "actor_id",
    "deputy_for",
    "kind",
    "subject",
    "subject_id",
    "changes",
)

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def journal_csv(lines: Sequence[JournalLine], *, name: str) -> HttpResponse:
    """Return the entries as a file; instants are UTC, changes are JSON."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    rows.writerows([_cell(value) for value in _row(line)] for line in lines)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(line: JournalLine) -> tuple[str, ...]:
    changes = {
        change.field: {"old": change.old, "new": change.new, "erased": True}
        if change.is_erased
        else {"old": change.old, "new": change.new}
        for change in line.changes
    }
    return (
        line.at.isoformat(),
        line.act,
        line.source.value,
        _label(line.actor),
        _public_id(line.actor),
        _label(line.deputy_for),
        line.kind,
        _label(line.subject),
        _public_id(line.subject),
        json.dumps(changes, ensure_ascii=False) if changes else "",
    )


def _label(named: Named | None) -> str:
    return named.label if named else ""


def _public_id(named: Named | None) -> str:
    return named.public_id if named else ""


def _cell(value: str) -> str:
    """Let no cell begin like a formula: a spreadsheet would compute what somebody wrote."""
    return f"'{value}" if value.startswith(_FORMULA) else value
