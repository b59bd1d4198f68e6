"""Imports: a document that was handed in, what it would bring, and what it brought."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from plumbline.api.schemas.values import (
    Day,
    Input,
    Narrowing,
    Output,
    PublicId,
    Ref,
    Text,
    Whole,
    ref_of,
)
from plumbline.domain.okrs.values import Style
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import ImportPlan, team_key
from plumbline.domain.transfer.selectors.choices import NOBODY, DocumentChoices, match_key
from plumbline.domain.transfer.selectors.reading import ImportReading
from plumbline.engine.documents.columns import Meaning
from plumbline.engine.documents.reading import Problem
from plumbline.engine.messages import Message

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

MOST_COLUMNS = 200
MOST_PEOPLE = 1000
PROBLEMS_SHOWN = 1000


class ImportKind(StrEnum):
    """What a file is."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class ImportStanding(StrEnum):
    """How far an import has come."""

    READ = "read"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportedState(StrEnum):
    """What objectives that state none come in as, as far as they lack nothing for it."""

    DRAFT = "draft"
    ACTIVE = "active"


class ImportQuery(Narrowing):
    """What a file is called that comes in, and what it is."""

    name: str = Field("", max_length=250, description="Titles and cycles may stand in it.")
    kind: ImportKind | None = Field(None, description="By its name and content without it.")


class Sentence(Output):
    """Something that is said, with its stable code."""

    code: str
    detail: str

    @classmethod
    def of(cls, message: Message) -> "Sentence":
        """Return a message in words."""
        return cls(code=message.id, detail=wording(message))


class ImportProblem(Output):
    """What could not be taken as it stands, and where: a line, or a row of a sheet; from 1."""

    line: int
    column: int
    sheet: str | None
    detail: str

    @classmethod
    def of(cls, plan: ImportPlan, problem: Problem) -> "ImportProblem":
        """Return a problem that was just found."""
        cell = plan.result.cell(problem.line, problem.column)
        return cls(
            line=cell.row if cell else problem.line,
            column=cell.column if cell else problem.column,
            sheet=cell.sheet if cell else None,
            detail=wording(problem.message),
        )

    @classmethod
    def kept(cls, problem: Mapping[str, object]) -> "ImportProblem":
        """Return a problem as it was kept with its import."""
        return cls.model_validate({"sheet": None, **problem, "detail": problem["message"]})


class ImportOut(Output):
    """A document of your own on its way in, or in."""

    id: str
    file_name: str
    state: ImportStanding
    handed_in_at: datetime
    done_at: datetime | None
    undone_at: datetime | None
    cycle: Ref | None
    counts: dict[str, int] = Field(description="What came in; empty before.")
    problems: list[ImportProblem] = Field(description="What could not be taken as it stood.")
    prepared: int = Field(description="Things that are written and not seen yet.")
    to_prepare: int = Field(description="Of so many; 0 before the worker has begun.")
    declined: str = Field(description="Why the worker did not bring it in; empty otherwise.")

    @classmethod
    def of(cls, batch: "ImportBatch") -> "ImportOut":
        """Return an import as it stands."""
        return cls(
            id=batch.public_id,
            file_name=batch.file_name,
            state=ImportStanding(batch.state),
            handed_in_at=batch.at,
            done_at=batch.done_at,
            undone_at=batch.undone_at,
            cycle=ref_of(batch.cycle),
            counts=batch.counts,
            problems=[ImportProblem.kept(each) for each in batch.problems],
            prepared=batch.prepared,
            to_prepare=batch.to_prepare,
            declined=batch.declined,
        )


class ImportDetail(ImportOut):
    """An import, and what keeps it from being taken back."""

    obstacles: list[Sentence] = Field(description="Empty: it can be undone, once it is done.")


class ColumnChosen(Input):
    """What a column of a table holds, counted from 0; null: nothing that is wanted."""

    column: Annotated[Whole, Field(ge=0, lt=MOST_COLUMNS)]
    meaning: Meaning | None


class ImportChoicesIn(Input):
    """What the document does not say itself."""

    cycle: PublicId | None = Field(None, description="That takes everything; as it says without.")
    team: PublicId | None = Field(None, description="For what names none.")
    owner: PublicId | None = Field(
        None, description="Owns what names nobody: you, unless said; null leaves it open."
    )
    style: Style | None = Field(None, description="Of objectives that state none.")
    state: ImportedState = ImportedState.DRAFT
    as_of: Day | None = Field(
        None,
        description="The day of values and confidences that the document states of none: they "
        "come in as check-ins of it; left out without.",
    )
    people: Annotated[dict[Text, PublicId], Field(max_length=MOST_PEOPLE)] = Field(
        default_factory=dict, description="Who somebody is, as the document writes them."
    )
    teams: Annotated[dict[Text, PublicId], Field(max_length=MOST_PEOPLE)] = Field(
        default_factory=dict, description="Which team is meant, as the document writes it."
    )
    sheet: Text = Field("", description="Of a workbook; the first with OKRs without it.")
    columns: Annotated[list[ColumnChosen], Field(max_length=MOST_COLUMNS)] = Field(
        default_factory=list, description="Of a table; the others go by their headings."
    )

    def choices(self) -> DocumentChoices:
        """Return this as the import takes it."""
        nobody = "owner" in self.model_fields_set and self.owner is None
        return DocumentChoices(
            cycle=self.cycle or "",
            team=self.team or "",
            owner=NOBODY if nobody else self.owner or "",
            style="" if self.style is None else self.style.value,
            state="" if self.state is ImportedState.DRAFT else self.state.value,
            as_of=self.as_of,
            sheet=self.sheet,
            people={match_key(people_key(name)): who for name, who in self.people.items()},
            teams={match_key(team_key(name)): team for name, team in self.teams.items()},
            columns={
                each.column: "" if each.meaning is None else each.meaning.value
                for each in self.columns
            },
        )


class ImportColumn(Output):
    """A column of a table and what it is taken for."""

    heading: str
    meaning: Meaning | None


class ImportedCycle(Output):
    """The cycle that takes everything; without id it is made."""

    id: str | None
    name: str
    start: date
    end: date


class ImportedPerson(Output):
    """Somebody the document names; without id they are made, and nobody signs in as them."""

    written: str
    id: str | None
    name: str
    is_ambiguous: bool = Field(description="Several people are called so; none is taken.")
    objectives: int
    key_results: int


class ImportedTeam(Output):
    """A team the document names; without id it is made below the company."""

    id: str | None
    name: str


class LinesLeftOut(Output):
    """Lines that are passed over."""

    first: int
    last: int
    detail: str


class ImportPreviewOut(Output):
    """What an import would bring with these choices; nothing is written."""

    kind: str = Field(description="What the file was taken for.")
    is_possible: bool
    refusals: list[Sentence] = Field(description="What must be settled first.")
    owners_wanted: int = Field(description="Objectives that cannot be active without an owner.")
    styles_wanted: int = Field(description="Objectives that cannot be active without a style.")
    counts: dict[str, int]
    cycle: ImportedCycle | None
    teams: list[ImportedTeam]
    people: list[ImportedPerson]
    undated: int = Field(
        description="Key results of which the document states something of no day; see as_of."
    )
    problems: list[ImportProblem] = Field(description="The first thousand, in order of line.")
    problems_total: int
    assumed: list[ImportProblem] = Field(
        description="What is taken in one of several ways: who and what is made, what joins what."
    )
    left_out: list[LinesLeftOut]
    sheets: list[str]
    sheet: str = Field(description="That was read, of a workbook.")
    columns: list[ImportColumn]

    @classmethod
    def of(cls, reading: ImportReading) -> "ImportPreviewOut":
        """Return what was read and planned."""
        plan, counts = reading.plan, reading.plan.counts
        meanings = {number: meaning for meaning, number in reading.mapping.meanings.items()}
        return cls(
            kind=reading.kind,
            is_possible=plan.is_possible,
            refusals=[Sentence.of(each) for each in plan.refusals],
            owners_wanted=plan.owners_wanted,
            styles_wanted=plan.styles_wanted,
            counts={name: getattr(counts, name) for name in counts.__slots__},
            cycle=_cycle(plan),
            teams=[
                ImportedTeam(id=each.team.public_id if each.team else None, name=each.name)
                for each in plan.teams
            ],
            people=_people(plan),
            undated=plan.undated,
            problems=[ImportProblem.of(plan, each) for each in plan.problems[:PROBLEMS_SHOWN]],
            problems_total=len(plan.problems),
            assumed=[ImportProblem.of(plan, each) for each in plan.assumed[:PROBLEMS_SHOWN]],
            left_out=[
                LinesLeftOut(first=each.first, last=each.last, detail=wording(each.message))
                for each in plan.left_out[:PROBLEMS_SHOWN]
            ],
            sheets=list(reading.sheets),
            sheet=reading.sheet,
            columns=[
                ImportColumn(heading=heading, meaning=meanings.get(number))
                for number, heading in enumerate(reading.headings)
            ],
        )


def _cycle(plan: ImportPlan) -> ImportedCycle | None:
    planned = plan.cycle
    if planned is None:
        return None
    there = planned.cycle.public_id if planned.cycle else None
    return ImportedCycle(id=there, name=planned.name, start=planned.start, end=planned.end)


def _people(plan: ImportPlan) -> list[ImportedPerson]:
    return [
        ImportedPerson(
            written=each.written,
            id=each.person.public_id if each.person else None,
            name=each.name,
            is_ambiguous=each.is_ambiguous,
            objectives=each.objectives,
            key_results=each.key_results,
        )
        for each in plan.people
    ]
