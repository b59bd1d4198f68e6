"""Grades, coming in and going out."""

from typing import TYPE_CHECKING

from pydantic import Field

from plumbline.api.schemas.values import Input, Measure, Output, Text
from plumbline.domain.okrs.services.grading import GradeValues
from plumbline.domain.okrs.values import BetterState

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective


class GradeOut(Output):
    """What was said at the end of an objective."""

    better_state: BetterState = Field(description="Is the better state true?")
    self_score: Measure | None = Field(description="The owner's own; 0 to 1.")
    final_score: Measure | None = Field(description="0 to 1; null before it is closed.")
    note: str
    reason: str = Field(description="Why the score differs from the progress.")
    learned: str
    evidence: str = Field(description="What shows what was learned.")


class GradeIn(Input):
    """What is said at the end; the answer comes before any score."""

    better_state: BetterState
    score: Measure | None = Field(None, description="0 to 1. Null: the progress stands.")
    note: Text = Field("", description="A commitment that was missed needs one.")
    reason: Text = Field("", description="Needed where the score differs from the progress.")
    learned: Text = Field("", description="Style learning needs it, with its evidence.")
    evidence: Text = ""

    def values(self) -> GradeValues:
        """Return what this says."""
        return GradeValues(
            better_state=self.better_state,
            score=self.score,
            note=self.note,
            reason=self.reason,
            learned=self.learned,
            evidence=self.evidence,
        )


def grade_of(row: "Objective") -> GradeOut | None:
    """Return the grade of an objective; `None` while nobody said anything."""
    if not row.better_state:
        return None
    return GradeOut(
        better_state=BetterState(row.better_state),
        self_score=row.self_score,
        final_score=row.final_score,
        note=row.grade_note,
        reason=row.grade_reason,
        learned=row.learned,
        evidence=row.learned_evidence,
    )
