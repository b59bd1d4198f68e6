"""Check-ins, coming in and going out."""

from datetime import date, datetime

from pydantic import Field

from plumbline.api.schemas.attachments import Attachments
from plumbline.api.schemas.values import Day, Input, Measure, Output, Ref, Text, Whole
from plumbline.domain.checkins.services import CheckInValues


class CheckInOut(Output):
    """What an owner said of a key result on a day; never changed, only corrected by a later one."""

    id: str = Field(validation_alias="public_id")
    effective_on: date
    recorded_at: datetime
    value: Measure | None
    stage: int | None
    confidence: int | None
    note: str
    evidence_text: str
    evidence_link: str
    attachments: Attachments
    author: Ref | None
    deputy: Ref | None = Field(description="Who entered it for the author.")
    source: str
    imported_on: date | None
    progress: Measure | None = Field(description="What counted after it, 0 to 1.")
    chance: Measure | None = Field(
        description="Of reaching the target, 0 to 1, as it was said after this check-in."
    )
    status: str = Field(description="What the data said after it.")
    chance_model: str = Field(description="What said so; empty where nothing did.")
    is_standing: bool
    is_withdrawal: bool
    is_withdrawn: bool
    corrects: str | None = Field(description="Id of the check-in it replaces or withdraws.")
    corrected_by: str | None


class CheckInDetail(CheckInOut):
    """A check-in on its own."""

    key_result: Ref


class CheckInIn(Input):
    """A value, a confidence from 1 to 10 or a note; at least one of them."""

    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")
    value: Measure | None = Field(
        None,
        description=(
            "In the metric's unit; of a milestone 1 for reached and 0 for not yet, of one with "
            "stages the number reached."
        ),
    )
    confidence: Whole | None = Field(None, ge=1, le=10)
    note: Text = ""
    evidence_text: Text = ""
    evidence_link: Text = ""

    def values(self, today: date) -> CheckInValues:
        """Return what this says."""
        return CheckInValues(
            effective_on=self.effective_on or today,
            value=self.value,
            confidence=self.confidence,
            note=self.note,
            evidence_text=self.evidence_text,
            evidence_link=self.evidence_link,
        )


class WithdrawIn(Input):
    """Why it is taken back, if that needs saying."""

    note: Text = ""
