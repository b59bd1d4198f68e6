"""What people say of practices, coming in and going out."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from plumbline.api.schemas.values import Input, Output, Ref, Text, Whole
from plumbline.domain.practice_feedback.selectors.feedback import Verdict

if TYPE_CHECKING:
    from plumbline.domain.practice_feedback.selectors.feedback import (
        Counts,
        FeedbackFacts,
        FeedbackPart,
        OwnFeedback,
    )

_Words = Annotated[Text, Field(max_length=2000)]


class FeedbackCountsOut(Output):
    """How many people said what of the words of today."""

    helps: int
    hinders: int
    unclear: int

    @classmethod
    def of(cls, counts: "Counts") -> "FeedbackCountsOut":
        """Return the counts as they are shown."""
        return cls(helps=counts.helps, hinders=counts.hinders, unclear=counts.unclear)


class OwnFeedbackOut(Output):
    """What the caller said of a practice last."""

    verdict: Verdict
    words: str
    given_at: datetime
    is_current: bool = Field(description="Whether that is about its words of today.")
    answer: str
    closed_at: datetime | None
    version: int = Field(description="Send it along to say something else of the same words.")

    @classmethod
    def of(cls, own: "OwnFeedback") -> "OwnFeedbackOut":
        """Return what was said as it is shown."""
        return cls(
            verdict=own.verdict,
            words=own.words,
            given_at=own.given_at,
            is_current=own.is_current,
            answer=own.answer,
            closed_at=own.closed_at,
            version=own.version,
        )


class PracticeFeedbackOut(Output):
    """What the caller may know of the feedback on a practice."""

    words_version: int = Field(description="Of what it asks for now; send it with what you say.")
    counts: FeedbackCountsOut | None = Field(
        description="Null where too few said anything, but for whoever keeps the practice."
    )
    open: int = Field(description="How many wait for an answer; 0 for whoever does not keep it.")
    own: OwnFeedbackOut | None

    @classmethod
    def of(
        cls, words_version: int, part: "FeedbackPart", own: "OwnFeedback | None"
    ) -> "PracticeFeedbackOut":
        """Return the feedback as it is shown."""
        return cls(
            words_version=words_version,
            counts=FeedbackCountsOut.of(part.counts) if part.counts else None,
            open=part.open,
            own=OwnFeedbackOut.of(own) if own else None,
        )


class FeedbackSaidOut(Output):
    """What one person said of a practice, for whoever keeps it."""

    id: str
    person: Ref
    verdict: Verdict
    words: str
    given_at: datetime
    is_current: bool
    answer: str
    closed_by: str = Field(description="Name; empty while it waits.")
    closed_at: datetime | None
    version: int

    @classmethod
    def of(cls, said: "FeedbackFacts") -> "FeedbackSaidOut":
        """Return what was said as it is shown."""
        return cls(
            id=said.public_id,
            person=Ref(id=said.person, name=said.person_name),
            verdict=said.verdict,
            words=said.words,
            given_at=said.given_at,
            is_current=said.is_current,
            answer=said.answer,
            closed_by=said.closed_by,
            closed_at=said.closed_at,
            version=said.version,
        )


class FeedbackGive(Input):
    """How a practice is to live with, and why."""

    verdict: Verdict
    words: _Words = ""
    words_version: Annotated[Whole, Field(ge=1, le=2_000_000_000)]
    version: Annotated[Whole, Field(ge=0, le=2_000_000_000)] = Field(
        0, description="Of what you said of these words before; 0 where you said nothing."
    )


class FeedbackAnswer(Input):
    """What becomes of it; empty closes it without a word."""

    answer: _Words = ""
