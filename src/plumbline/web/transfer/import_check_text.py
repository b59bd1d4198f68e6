"""The check of a document as a plain text, to send to whoever wrote it."""

from django.utils.translation import gettext as _

from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.web.transfer.import_mending import mended_lines
from plumbline.web.transfer.import_preview import counts_words
from plumbline.web.transfer.import_reading import ImportReading, file_words
from plumbline.web.transfer.import_words import import_lines, rows_with_problems
from plumbline.web.ui.trees import MendedLine

INDENT = "    "


def import_check_text(reading: ImportReading) -> str:
    """Return every row with what was understood, its problems below it, then the rest.

    Titles and names are the document's own; a line of the text is never more than one of them.
    """
    plan = reading.plan
    rows = rows_with_problems(plan)
    told = {id(problem) for row in rows for problem in row.problems}
    lines = [f"{file_words(reading.name)}: {counts_words(plan)}", ""]
    lines += [wording(message) for message in plan.refusals]
    for line in import_lines(rows, result=plan.result, with_teams=True):
        title = " ".join("".join(word.text for word in line.words).split())
        understood = " ".join(part for part in (line.kind, line.understood) if part)
        understood = "; ".join(part for part in (understood, line.reading) if part)
        owner = line.owner.name if line.owner else _("nobody")
        indent = "" if line.is_objective else INDENT
        lines.append(f"{line.line or 0:>6}  {indent}{title}  [{understood}; {owner}]")
        lines += [f"{'':>6}  {indent}! {problem}" for problem in line.problems]
    rest = [problem for problem in plan.problems if id(problem) not in told]
    lines += [f"{_line(plan.result, problem):>6}  ! {wording(problem.message)}" for problem in rest]
    if plan.assumed:
        lines += ["", _("Read this way:")]
        lines += [f"{_line(plan.result, one):>6}  {wording(one.message)}" for one in plan.assumed]
    if reading.mends:
        lines += ["", _("Mended by hand:")]
        lines += [_mended(one) for one in mended_lines(reading.mends)]
    if plan.left_out:
        lines += ["", _("Left out:")]
        lines += [f"{one.first:>6}–{one.last}  {wording(one.message)}" for one in plan.left_out]
    return "\n".join([*lines, ""])


def _mended(mend: MendedLine) -> str:
    if mend.is_out:
        return f"{mend.line:>6}  {_('left out')}: {' '.join(mend.was.split())}"
    parts = (mend.cell, *mend.was.split(), "→", *mend.text.split())
    return f"{mend.line:>6}  {' '.join(filter(None, parts))}"


def _line(result: ReadResult, problem: Problem) -> int:
    """Return the line of a problem, in a workbook the row of its sheet."""
    cell = result.cell(problem.line, problem.column)
    return cell.row if cell else problem.line
