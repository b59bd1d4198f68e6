"""Decisions of weekly reviews, as they come and go."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Day, Flag, Input, Output, Patch, PublicId, Ref, Text
from plumbline.domain.reviews.selectors.decisions import DecisionFacts
from plumbline.domain.reviews.values import DecisionKind


class DecisionOut(Output):
    """What a team decided in a weekly review."""

    id: str
    kind: DecisionKind = Field(description="Whether it is to be done, or tried.")
    team: Ref
    week: date = Field(description="The Monday of the week of the review.")
    text: str
    owner: Ref | None = Field(description="Who sees to it.")
    due_on: date | None = Field(description="Until when.")
    outcome: str = Field(description="What came of an experiment so far; else empty.")
    done_on: date | None = Field(
        description="Since when it is seen to, or ended; null while it is open."
    )
    is_late: bool = Field(description="Whether it is open though its day is over.")

    @classmethod
    def of(cls, facts: DecisionFacts) -> "DecisionOut":
        """Return what is told of a decision."""
        owner = facts.owner
        return cls(
            id=facts.public_id,
            kind=facts.kind,
            team=Ref(id=facts.team.public_id, name=facts.team.name),
            week=facts.week,
            text=facts.text,
            owner=Ref(id=owner.public_id, name=owner.name) if owner else None,
            due_on=facts.due_on,
            outcome=facts.outcome,
            done_on=facts.done_on,
            is_late=facts.is_late,
        )


class DecisionIn(Input):
    """What was decided or is tried, who sees to it and until when."""

    kind: DecisionKind = DecisionKind.DECISION
    text: Text
    owner: PublicId | None = None
    due_on: Day | None = None
    outcome: Text = Field("", description="What came of it so far; of an experiment alone.")


class DecisionPatch(Patch):
    """What changes of a decision; what is left out stays."""

    text: Text = ""
    owner: PublicId | None = None
    due_on: Day | None = None
    outcome: Text = Field("", description="What came of it so far; of an experiment alone.")
    is_done: Flag = Field(False, description="Whether it is seen to.")
