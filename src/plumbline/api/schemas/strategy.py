"""The strategy, going out."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Day, Input, Output, Patch, Text
from plumbline.domain.strategy.selectors import Horizon


class PriorityOut(Output):
    """A strategic priority."""

    id: str = Field(validation_alias="public_id")
    title: str
    why: str
    horizon: Horizon
    rank: int
    starts_on: date | None
    ends_on: date | None
    is_archived: bool
    version: int


class StrategyOut(Output):
    """What the organization is after."""

    mission: str
    vision: str
    strategy: str
    priorities: list[PriorityOut]


class PriorityIn(Input):
    """A new priority."""

    title: Text
    why: Text = ""
    horizon: Horizon = Horizon.YEAR
    starts_on: Day | None = None
    ends_on: Day | None = None


class PriorityPatch(Patch):
    """What changes of a priority; what is left out stays."""

    title: Text = ""
    why: Text = ""
    horizon: Horizon = Horizon.YEAR
    starts_on: Day | None = None
    ends_on: Day | None = None
