"""Approvals of objectives, going out."""

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field

from plumbline.api.schemas.values import Output, Ref
from plumbline.domain.okrs.selectors.approvals import ApprovalState

if TYPE_CHECKING:
    from plumbline.domain.okrs.selectors.approvals import ApprovalFacts, ApprovalsOf, AskedBy


class ApprovalAskedOut(Output):
    """A practice that asks for approvals of an objective."""

    practice: Ref
    by: list[str] = Field(description="Whose count: `parent_lead`, `champion`, `manager`.")
    count: int = Field(description="How many it asks for.")
    given: int = Field(description="How many count now.")
    changes: bool = Field(description="Whether a change of what runs needs a new one.")

    @classmethod
    def of(cls, asked: "AskedBy") -> "ApprovalAskedOut":
        """Return what a practice asks as it is shown."""
        return cls(
            practice=Ref(id=asked.practice.public_id, name=asked.practice.name),
            by=list(asked.by),
            count=asked.count,
            given=asked.given,
            changes=asked.changes,
        )


class ApprovalOut(Output):
    """Of whom an approval was asked, and what they answered."""

    person: Ref
    roles: list[str] = Field(description="`parent_lead`, `champion`, or `manager` of the owner.")
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
    may_answer: bool = Field(description="Whether the caller may approve it, or send it back.")

    @classmethod
    def of(cls, found: "ApprovalsOf") -> "ApprovalsOut":
        """Return the approvals as they are shown."""
        return cls(
            asked_by=[ApprovalAskedOut.of(each) for each in found.asked_by],
            approvals=[ApprovalOut.of(each) for each in found.approvals],
            may_answer=found.may_answer,
        )
