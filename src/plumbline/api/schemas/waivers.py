"""Waivers, coming in and going out."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Output, PublicId, Ref, Text
from plumbline.domain.okrs.selectors.waivers import WaiverState

if TYPE_CHECKING:
    from plumbline.domain.okrs.selectors.waivers import WaiverFacts

Words = Annotated[Text, Field(max_length=2000)]


class WaiverOut(Output):
    """Leave not to keep a practice: asked for, and perhaps answered."""

    id: str
    practice: Ref
    objective: Ref | None = Field(description="What it is for; null where that is a team.")
    team: Ref | None = Field(description="The team it is for, with all below.")
    state: WaiverState
    reason: str
    asked_by: str = Field(description="Name; empty for a program.")
    asked_at: datetime
    expires_on: date = Field(description="The last day on which it counts.")
    answer: str
    answered_by: str
    granted_by: str = Field(description="Who granted it, also once it is ended; empty before.")
    granted_at: datetime | None
    granted_why: str
    version: int

    @classmethod
    def of(cls, facts: "WaiverFacts") -> "WaiverOut":
        """Return a waiver as it is shown."""
        about = Ref(id=facts.about.public_id, name=facts.about.name)
        return cls(
            id=facts.public_id,
            practice=Ref(id=facts.practice.public_id, name=facts.practice.name),
            objective=None if facts.is_for_team else about,
            team=about if facts.is_for_team else None,
            state=facts.state,
            reason=facts.reason,
            asked_by=facts.asked_by,
            asked_at=facts.asked_at,
            expires_on=facts.expires_on,
            answer=facts.answer,
            answered_by=facts.answered_by,
            granted_by=facts.granted_by,
            granted_at=facts.granted_at,
            granted_why=facts.granted_why,
            version=facts.version,
        )


class WaiverAsk(Input):
    """Which practice, why, and until when."""

    practice: PublicId
    reason: Words
    expires_on: Day


class WaiverAnswer(Input):
    """Granted or declined, or ended early, with the reason."""

    state: Literal["granted", "declined", "ended"]
    answer: Words
