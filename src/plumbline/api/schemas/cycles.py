"""Cycles."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Output


class CycleOut(Output):
    """A stretch of whole days; `end` is its last one."""

    id: str = Field(validation_alias="public_id")
    name: str
    kind: str
    phase: str
    start: date
    end: date
    mid_cycle_review_on: date | None
