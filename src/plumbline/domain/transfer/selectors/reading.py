"""A kept file read once more with the choices made beside it, and planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.transactions import reading
from plumbline.domain.transfer.file_readings import (
    HELD,
    FileReading,
    file_key,
    file_parse,
    is_long,
    weight_of,
)
from plumbline.domain.transfer.mends import (
    KeptMend,
    places_left_out,
    stands_for,
    texts_of,
    thinned,
)
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import ImportPlan, team_key
from plumbline.domain.transfer.selectors.choices import DocumentChoices
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.engine.documents.columns import ColumnMapping
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import Message

TABLES = ("csv", "xlsx")
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
        mends: What was mended by hand, in the order it was.
        file: What was read of it.
        sheets: Sheets of a workbook to choose from, `sheet` being the one that was read.
    """

    name: str
    kind: str
    lines: int
    headings: tuple[str, ...]
    mapping: ColumnMapping
    plan: ImportPlan
    file: FileReading
    mends: tuple[KeptMend, ...] = ()
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
    """Who reads with which choices."""

    viewer: Viewer
    choices: DocumentChoices
    at: datetime

    def plan(self, whole: ReadResult, mends: Sequence[KeptMend]) -> ImportPlan:
        """Return what an import of what was read would do, without what is left out by hand."""
        left = thinned(whole, places_left_out(whole, mends))
        result = left.result
        target = self.choices.target(
            self.viewer,
            named=_people_keys(result.document),
            teams_named=_team_keys(result.document),
        )
        plan = import_plan(viewer=self.viewer, result=result, target=target, at=self.at)
        return left.shown_in(plan) if left.items else plan


def import_reading(
    *, viewer: Viewer, batch: ImportBatch, choices: DocumentChoices, at: datetime
) -> ImportReading:
    """Read and plan a file that waits for its confirmation.

    Args:
        viewer: Who imports.
        batch: The file, as `import_file_keep` kept it.
        choices: Made beside it.
        at: Now.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    asking = _Asking(viewer=viewer, choices=choices, at=at)
    return _planned(asking, batch, file_reading(batch, choices))


@dataclass(slots=True)
class _Planned:
    """What was planned in the background.

    Attributes:
        recorded: The last entry of the journal when it was begun.
        is_shown: Whether somebody has seen it; from then on it tells only as long as nothing else
            was recorded.
    """

    reading: ImportReading
    recorded: int
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Underway:
    """That a long file is still being read, or compared with what is here."""

    name: str
    is_read: bool


def import_reading_begun(
    *,
    viewer: Viewer,
    batch: ImportBatch,
    choices: DocumentChoices,
    chosen: str,
    at: datetime,
) -> ImportReading | Underway:
    """Read and plan as `import_reading` does, a long file in the background.

    Args:
        viewer: Who imports.
        batch: The file, as `import_file_keep` kept it.
        choices: Made beside it.
        chosen: Tells these choices from others.
        at: Now.

    Raises:
        NotFound: The file is no longer kept, or something chosen is not there.
    """
    data = b"" if batch.content is None else bytes(batch.content)
    if not is_long(data):
        return import_reading(viewer=viewer, batch=batch, choices=choices, at=at)
    organization, recorded, weight = organization_bound(), _recorded(), weight_of(data)

    def planned() -> _Planned:
        with reading(organization):
            made = import_reading(viewer=viewer, batch=batch, choices=choices, at=at)
        return _Planned(made, recorded)

    mends = KeptMend.of_kept(batch.mends)
    key = ("plan", batch.public_id, viewer.person_id, chosen, stands_for(mends))
    found = HELD.begun(key, planned, weight=weight)
    if found.done():
        plan = found.result()
        if not plan.is_shown or plan.recorded == recorded:
            plan.is_shown = True
            return plan.reading
        HELD.forget(key)
        found = HELD.begun(key, planned, weight=weight)
    file = file_key(
        batch.public_id, sheet=choices.sheet, columns=choices.columns, mends=texts_of(mends)
    )
    return Underway(batch.file_name, is_read=HELD.is_made(file))


def _recorded() -> int:
    last = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def file_reading(
    batch: ImportBatch, choices: DocumentChoices, *, mends: Sequence[KeptMend] | None = None
) -> FileReading:
    """Return the file as these choices have it read, held from an earlier time if it is.

    Args:
        batch: The file, as `import_file_keep` kept it.
        choices: Made beside it.
        mends: What was mended by hand; `None` for what is kept with the file.

    Raises:
        NotFound: It is no longer kept.
    """
    if batch.content is None:
        raise NotFound("transfer.batch.not_read")
    data = bytes(batch.content)
    texts = texts_of(KeptMend.of_kept(batch.mends) if mends is None else mends)

    def parsed() -> FileReading:
        return file_parse(
            data,
            name=batch.file_name,
            kind=batch.kind,
            sheet=choices.sheet,
            columns=choices.mapping if choices.columns else None,
            mends=texts,
        )

    key = file_key(batch.public_id, sheet=choices.sheet, columns=choices.columns, mends=texts)
    return HELD.get(key, parsed, weight=weight_of(data))


def _planned(asking: _Asking, batch: ImportBatch, read: FileReading) -> ImportReading:
    is_table = read.result.kind in TABLES
    mends = KeptMend.of_kept(batch.mends)
    mapping = asking.choices.mapping(read.guess) if is_table else read.guess
    return ImportReading(
        name=batch.file_name,
        kind=read.result.kind,
        lines=read.lines,
        headings=read.headings,
        mapping=mapping,
        is_mapped=mapping != read.guess,
        plan=asking.plan(read.result, mends),
        mends=mends,
        file=read,
        sheets=read.sheets,
        sheet=read.sheet,
    )


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
