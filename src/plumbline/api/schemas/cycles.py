"""Cycles, coming in and going out."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Output, Patch, PublicId, Ref, Text
from plumbline.domain.cycles.values import CycleKind, CyclePhase


class CycleOut(Output):
    """A stretch of whole days; `end` is its last one."""

    id: str = Field(validation_alias="public_id")
    name: str
    kind: CycleKind
    phase: CyclePhase
    start: date
    end: date
    parent: Ref | None = Field(description="The longer cycle that it lies in.")
    mid_cycle_review_on: date | None
    version: int


class CycleIn(Input):
    """A new cycle; it begins with planning."""

    name: Text
    start: Day
    end: Day = Field(description="Its last whole day.")
    kind: CycleKind = CycleKind.QUARTER
    parent: PublicId | None = None
    mid_cycle_review_on: Day | None = None


class CyclePatch(Patch):
    """What changes of a cycle; what is left out stays."""

    name: Text = ""
    start: Day = date.min
    end: Day = date.min
    kind: CycleKind = CycleKind.QUARTER
    parent: PublicId | None = None
    mid_cycle_review_on: Day | None = None


class PhaseIn(Input):
    """Where the cycle goes: any phase ahead, or one step back."""

    phase: CyclePhase


class CycleNamesOut(Output):
    """By which patterns cycles that are proposed are called; empty for the usual names."""

    month: str
    quarter: str
    half: str
    year: str
    version: int


class CycleNamesPatch(Patch):
    """What changes of the patterns; an empty one stands for the usual names."""

    month: Text = ""
    quarter: Text = ""
    half: Text = ""
    year: Text = ""
