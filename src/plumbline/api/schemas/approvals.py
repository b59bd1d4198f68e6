"""Approvals of objectives, going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from plumbline.api.schemas.values import Input, Output, Ref, Text, Whole
from plumbline.domain.okrs.selectors.approvals import ApprovalState

if TYPE_CHECKING:
    from plumbline.domain.okrs.selectors.approvals import (
        ApprovalAsked,
        ApprovalFacts,
        ApprovalsOf,
        AskedBy,
    )


class ApprovalAskedOut(Output):
    """A practice that asks for approvals of an objective."""

    practice: Ref
    by: list[str] = Field(description="Whose count: `parent_lead`, `champion`, `manager`.")
    people: list[Ref] = Field(description="Those who are named; theirs count, too.")
    count: int = Field(description="How many it asks for.")
    given: int = Field(description="How many count now.")
    changes: bool = Field(description="Whether a change of what runs needs a new one.")

    @classmethod
    def of(cls, asked: "AskedBy") -> "ApprovalAskedOut":
        """Return what a practice asks as it is shown."""
        return cls(
            practice=Ref(id=asked.practice.public_id, name=asked.practice.name),
            by=list(asked.by),
            people=[Ref(id=each.public_id, name=each.name) for each in asked.people],
            count=asked.count,
            given=asked.given,
            changes=asked.changes,
        )


class ApprovalOut(Output):
    """Of whom an approval was asked, and what they answered."""

    person: Ref
    roles: list[str] = Field(
        description="`parent_lead`, `champion`, `manager` of the owner, or `named`."
    )
    state: ApprovalState
    asked_at: datetime
    answered_at: datetime | None
    stands_in: str = Field(description="Name of who answered for them; empty for nobody.")
    words: str
    counts: bool = Field(description="A yes to the title and the targets as they stand.")

    @classmethod
    def of(cls, facts: "ApprovalFacts") -> "ApprovalOut":
        """Return an approval as it is shown."""
        return cls(
            person=Ref(id=facts.person.public_id, name=facts.person.name),
            roles=list(facts.roles),
            state=facts.state,
            asked_at=facts.asked_at,
            answered_at=facts.answered_at,
            stands_in=facts.stands_in,
            words=facts.words,
            counts=facts.counts,
        )


class ApprovalsOut(Output):
    """The approvals of one objective."""

    asked_by: list[ApprovalAskedOut]
    approvals: list[ApprovalOut]
    due_on: date | None = Field(description="By when it is due; null where nobody sets a day.")
    to_ask: list[Ref] = Field(description="Of whom it is asked next; empty while it is asked.")
    may_ask: bool = Field(description="Whether the caller may ask for it.")
    may_answer: bool = Field(description="Whether the caller may approve it, or send it back.")
    own_answers: int = Field(description="How many answers the caller gave so far.")

    @classmethod
    def of(cls, found: "ApprovalsOf") -> "ApprovalsOut":
        """Return the approvals as they are shown."""
        return cls(
            asked_by=[ApprovalAskedOut.of(each) for each in found.asked_by],
            approvals=[ApprovalOut.of(each) for each in found.approvals],
            due_on=found.due_on,
            to_ask=[Ref(id=each.public_id, name=each.name) for each in found.to_ask],
            may_ask=found.may_ask,
            may_answer=found.may_answer,
            own_answers=found.own_answers,
        )


class ApprovalWaitingOut(Output):
    """An objective that waits for the caller's approval."""

    objective: Ref
    roles: list[str] = Field(description="As what the caller is asked.")
    asked_at: datetime

    @classmethod
    def of(cls, asked: "ApprovalAsked") -> "ApprovalWaitingOut":
        """Return what waits as it is shown."""
        about = Ref(id=asked.objective.public_id, name=asked.objective.name)
        return cls(objective=about, roles=list(asked.roles), asked_at=asked.asked_at)


class ApprovalAnswer(Input):
    """Yes, or sent back with what is missing."""

    answer: Literal["approved", "sent_back"]
    words: Annotated[Text, Field(max_length=2000)] = ""
    own_answers: Annotated[Whole, Field(ge=0)] = Field(
        0,
        description=(
            "How many answers of theirs the caller knew of, as it was read. It is refused where "
            "they have given another since; so a second answer has to say that it is one."
        ),
    )
