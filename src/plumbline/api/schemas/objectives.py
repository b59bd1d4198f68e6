"""Objectives, coming in and going out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from plumbline.api.schemas.custom_values import CustomIn, CustomOut, custom_shown
from plumbline.api.schemas.grading import GradeOut, grade_of
from plumbline.api.schemas.key_results import KeyResultOut
from plumbline.api.schemas.values import (
    Day,
    Flag,
    Input,
    Measure,
    Output,
    Patch,
    PublicId,
    Ref,
    Tags,
    Text,
    ref_of,
)
from plumbline.domain.okrs.selectors.pages import ObjectiveShown
from plumbline.domain.okrs.values import Style, Visibility
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.staleness import CheckInState


class ObjectiveStanding(Output):
    """How an objective stands, as it stands in the tree."""

    id: str = Field(validation_alias="public_id")
    document_key: str = Field(description="Its id in documents; empty without one.")
    title: str
    why: str
    owner: Ref | None
    team: Ref | None
    cycle: Ref
    style: documents.Style | None
    state: documents.State
    visibility: documents.Visibility
    is_personal: bool
    rank: int | None
    tags: list[str]
    progress: Measure | None = Field(description="Null: not scored, and left out of every mean.")
    has_data: bool
    pace: Measure | None
    mean_confidence: Measure | None
    guardrails_breached: int
    check_in: CheckInState | None
    mean_chance: Measure | None = Field(
        description="Of its own key results that have a chance, by weight; 0 to 1."
    )
    status: str = Field(
        description=(
            "on_track, at_risk, off_track, too_early or no_data, by its own key results; "
            "not_computed where it is not judged."
        )
    )
    chance_model: str = Field(
        description="What said mean chance and status; empty where nothing did."
    )
    key_results: list[KeyResultOut]
    version: int


class ObjectiveOut(ObjectiveStanding):
    """An objective with its key results. Ratios run from 0 to 1."""

    priority: Ref | None
    origin: documents.Origin
    state_reason: str
    created_at: datetime
    activated_at: datetime | None
    grade: GradeOut | None = Field(description="What was said at the end; null before.")
    custom: CustomOut

    @classmethod
    def of(cls, shown: ObjectiveShown) -> "ObjectiveOut":
        """Return an objective as it is shown."""
        row = shown.row
        return cls(
            **dict(ObjectiveStanding.model_validate(shown.node)),
            priority=ref_of(row.priority),
            origin=documents.Origin(row.origin),
            state_reason=row.state_reason,
            created_at=row.created_at,
            activated_at=row.activated_at,
            grade=grade_of(row),
            custom=custom_shown(shown.custom),
        )


class ObjectiveFields(Input):
    """What an objective says."""

    title: Text = ""
    why: Text = ""
    cycle: PublicId = ""
    team: PublicId | None = Field(None, description="None only for a personal objective.")
    owner: PublicId | None = None
    priority: PublicId | None = None
    style: Style | None = None
    visibility: Visibility = Visibility.ORGANIZATION
    tags: Tags = Field(default_factory=list)
    document_key: Annotated[Text, Field(max_length=120)] = ""
    custom: CustomIn = Field(default_factory=dict)


class ObjectivePatch(ObjectiveFields, Patch):
    """What is to change; what is left out stays as it is."""


class ObjectiveIn(ObjectiveFields):
    """A new objective: a draft, or with `proposed` a proposal to the lead of its team."""

    title: Text
    cycle: PublicId
    is_personal: Flag = False
    proposed: Flag = False


class ObjectiveAdjust(ObjectivePatch):
    """A change to a running objective, with the reason that everybody will read."""

    reason: Text
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")


class PauseIn(Input):
    """Why the clock stops, and since when: today, unless said otherwise."""

    reason: Text
    since: Day | None = None


class ResumeIn(Input):
    """From which day on the clock runs again: today, unless said otherwise."""

    until: Day | None = None


class StopIn(Input):
    """Why it is dropped."""

    reason: Text
