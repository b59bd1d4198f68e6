"""A kept file read once more with the choices made beside it, and planned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import ImportPlan, team_key
from plumbline.domain.transfer.selectors.choices import DocumentChoices
from plumbline.domain.transfer.selectors.imports import import_read
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.engine.documents.columns import ColumnMapping
from plumbline.engine.documents.csv_reader import columns_read, csv_read
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source, decode
from plumbline.engine.messages import Message
from plumbline.engine.workbooks.read import is_for_workbooks, workbook_read

NO_COLUMNS = "documents.csv.no_columns"
"""Why a table is declined whose headings say nothing; the preview lets a person say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReading:
    """What a preview is made of.

    Attributes:
        name: Of the file; empty for a pasted text.
        kind: What the reader took it for.
        lines: How many lines it has.
        headings: Of a table; empty for what is none.
        mapping: What its columns hold.
        is_mapped: Somebody said otherwise than their headings do.
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
    is_mapped: bool = False


def reading_declined(result: ReadResult) -> tuple[Message, ...]:
    """Return why a document cannot be previewed at all; empty when it can."""
    if result.document is not None or result.declined is None or result.declined.id == NO_COLUMNS:
        return ()
    return (result.declined, *(problem.message for problem in result.problems[:1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Who reads with which choices; `stands_for` turns a person's key into what choices hold."""

    viewer: Viewer
    choices: DocumentChoices
    stands_for: Callable[[str], str]
    at: datetime

    def plan(self, result: ReadResult) -> ImportPlan:
        """Return what an import of what was read would do."""
        named = _people_keys(result.document) if self.choices.people else ()
        teams = _team_keys(result.document) if self.choices.teams else ()
        target = self.choices.target(
            self.viewer,
            {self.stands_for(key): key for key in named},
            {self.stands_for(key): key for key in teams},
        )
        return import_plan(viewer=self.viewer, result=result, target=target, at=self.at)


def import_reading(
    *,
    viewer: Viewer,
    batch: ImportBatch,
    choices: DocumentChoices,
    at: datetime,
    stands_for: Callable[[str], str] = str,
) -> ImportReading:
    """Read and plan a file that waits for its confirmation.

    Args:
        viewer: Who imports.
        batch: The file, as `import_file_keep` kept it.
        choices: Made beside it.
        at: Now.
        stands_for: What stands in the choices for the key of a person in the plan.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    asking = _Asking(viewer=viewer, choices=choices, stands_for=stands_for, at=at)
    data = bytes(batch.content or b"")
    if data and is_for_workbooks(data, name=batch.file_name or None, kind=batch.kind or None):
        return _workbook_reading(asking, batch, data)
    result = import_read(batch=batch)
    source = decode(data)
    headings: tuple[str, ...] = ()
    guess = mapping = ColumnMapping()
    if result.kind == "csv" and isinstance(source, Source):
        headings, guess = columns_read(source)
        mapping = choices.mapping(guess)
        if mapping != guess:
            result = csv_read(source, mapping=mapping, name=batch.file_name or None)
    return ImportReading(
        name=batch.file_name,
        kind=result.kind,
        lines=_lines(source.text) if isinstance(source, Source) else 0,
        headings=headings,
        mapping=mapping,
        is_mapped=mapping != guess,
        plan=asking.plan(result),
    )


def _workbook_reading(asking: _Asking, batch: ImportBatch, data: bytes) -> ImportReading:
    name, choices = batch.file_name or None, asking.choices
    read = workbook_read(
        data,
        name=name,
        sheet=choices.sheet,
        columns=choices.mapping if choices.columns else None,
        is_sheet_sure=False,  # an address may name a sheet that is not there
    )
    return ImportReading(
        name=batch.file_name,
        kind=read.result.kind,
        lines=read.lines,
        headings=read.headings,
        mapping=choices.mapping(read.guess),
        is_mapped=choices.mapping(read.guess) != read.guess,
        plan=asking.plan(read.result),
        sheets=read.names,
        sheet=read.sheet,
    )


def _lines(text: str) -> int:
    return len(text.splitlines())


def _team_keys(document: Document | None) -> Iterator[str]:
    """Yield by what a plan will know every team that a document names."""
    for objective in document.objectives if document else ():
        if objective.team:
            yield team_key(objective.team)


def _people_keys(document: Document | None) -> Iterator[str]:
    """Yield by what a plan will know everybody whom a document names."""
    for objective in document.objectives if document else ():
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            yield from map(people_key, (item.owner or "", *item.contributors))
