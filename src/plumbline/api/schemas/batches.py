"""One act on many objectives, coming in and going out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from plumbline.api.schemas.values import Input, Output, PublicId, Text
from plumbline.domain.bulk.selectors import (
    REASON_CHARACTERS,
    VALUE_CHARACTERS,
    BatchFacts,
    BatchState,
    BulkAct,
    Outcome,
    RowFacts,
)
from plumbline.domain.tenancy.wording import wording

#: So many are worked on within the call, under the rights of its token; more is for the pages.
MOST_OBJECTIVES = 200


class BatchIn(Input):
    """The objectives that are chosen, in the order in which they are worked on."""

    objectives: Annotated[list[PublicId], Field(min_length=1, max_length=MOST_OBJECTIVES)]


class BatchTry(Input):
    """What is to be done to each."""

    act: BulkAct
    value: Annotated[Text, Field(max_length=VALUE_CHARACTERS)] = Field(
        "", description="What the act is about: an id, a word or a tag; empty for nothing."
    )
    reason: Annotated[Text, Field(max_length=REASON_CHARACTERS)] = Field(
        "", description="Why; asked for where something of it runs and is adjusted."
    )


class BatchRowOut(Output):
    """One objective and what becomes of it."""

    objective: str
    title: str = Field(description="Empty for what is not for your eyes any more.")
    outcome: Outcome
    is_adjusted: bool
    made: str = Field(description="The draft that a carrying over wrote; empty without one.")
    why: str = Field(description="Why it is left out or stays; empty where there is nothing.")

    @classmethod
    def of(cls, row: RowFacts) -> "BatchRowOut":
        """Return a row as it is shown."""
        return cls(
            objective=row.public_id,
            title=row.title,
            outcome=row.outcome,
            is_adjusted=row.is_adjusted,
            made=row.made,
            why=wording(row.why) if row.why else "",
        )


class BatchOut(Output):
    """A batch of your own, as far as it has come; it is forgotten after a day."""

    id: str
    state: BatchState = Field(description="What ends in `ing` is being worked on: ask again.")
    act: BulkAct | None
    value: str
    reason: str
    chosen_at: datetime
    total: int
    counts: dict[Outcome, int]
    page: int
    pages: int
    rows: list[BatchRowOut] = Field(description="Of this page; those left out come first.")

    @classmethod
    def of(cls, facts: BatchFacts) -> "BatchOut":
        """Return a batch as it is shown."""
        batch = facts.batch
        return cls(
            id=batch.public_id,
            state=BatchState(batch.state),
            act=BulkAct(batch.act) if batch.act else None,
            value=batch.value,
            reason=batch.reason,
            chosen_at=batch.chosen_at,
            total=facts.total,
            counts=dict(facts.counts),
            page=facts.number,
            pages=facts.pages,
            rows=[BatchRowOut.of(row) for row in facts.rows],
        )
