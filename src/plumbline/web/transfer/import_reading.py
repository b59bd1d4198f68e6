"""A kept file read once more with the choices made beside it, and planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import ImportPlan
from plumbline.domain.transfer.selectors import import_read
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.engine.documents.columns import ColumnMapping
from plumbline.engine.documents.csv_reader import columns_read, csv_read
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source, decode
from plumbline.engine.workbooks.read import is_for_workbooks, workbook_read
from plumbline.web.transfer.import_choices import ImportChoices, import_target, match_key
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReading:
    """What a preview is made of.

    Attributes:
        name: The file in words.
        kind: What the reader took it for.
        lines: How many lines it has.
        headings: Of a table; empty for what is none.
        mapping: What its columns hold.
        sheets: Sheets of a workbook to choose from, `sheet` being the one that was read.
    """

    name: str
    kind: str
    lines: int
    headings: tuple[str, ...]
    mapping: ColumnMapping
    plan: ImportPlan
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def import_reading(visit: Visit, batch: "ImportBatch", choices: ImportChoices) -> ImportReading:
    """Read and plan a file that waits for its confirmation.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    result = import_read(batch=batch)
    data = bytes(batch.content or b"")
    if is_for_workbooks(data, name=batch.file_name or None, kind=batch.kind or None):
        return _workbook_reading(visit, batch, data, choices)
    source = decode(data)
    headings: tuple[str, ...] = ()
    mapping = ColumnMapping()
    if result.kind == "csv" and isinstance(source, Source):
        headings, guess = columns_read(source)
        mapping = choices.mapping(guess)
        if choices.columns:
            result = csv_read(source, mapping=mapping, name=batch.file_name or None)
    return ImportReading(
        name=file_words(batch.file_name),
        kind=result.kind,
        lines=_lines(source.text) if isinstance(source, Source) else 0,
        headings=headings,
        mapping=mapping,
        plan=_plan(visit, result, choices),
    )


def _workbook_reading(
    visit: Visit, batch: "ImportBatch", data: bytes, choices: ImportChoices
) -> ImportReading:
    name = batch.file_name or None
    read = workbook_read(data, name=name, sheet=choices.sheet)
    if read.names and not read.sheet:
        read = workbook_read(data, name=name)  # an address names a sheet that is not there
    mapping = choices.mapping(read.guess)
    if choices.columns and read.headings:
        read = workbook_read(data, name=name, sheet=read.sheet, mapping=mapping)
    return ImportReading(
        name=file_words(batch.file_name),
        kind=read.result.kind,
        lines=read.lines,
        headings=read.headings,
        mapping=mapping,
        plan=_plan(visit, read.result, choices),
        sheets=read.names,
        sheet=read.sheet,
    )


def file_words(name: str) -> str:
    """Return what a file is called; a pasted text has no name."""
    return name or _("the pasted text")


def _lines(text: str) -> int:
    return len(text.splitlines())


def _plan(visit: Visit, result: ReadResult, choices: ImportChoices) -> ImportPlan:
    keys = {match_key(key): key for key in _people_keys(result.document)} if choices.people else {}
    target = import_target(visit.viewer, choices, keys)
    return import_plan(viewer=visit.viewer, result=result, target=target, at=visit.at)


def _people_keys(document: Document | None) -> Iterator[str]:
    """Yield by what a plan will know everybody whom a document names."""
    for objective in document.objectives if document else ():
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            yield from map(people_key, (item.owner or "", *item.contributors))
