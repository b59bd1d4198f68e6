"""The strategy, going out."""

from datetime import date

from pydantic import Field

from plumbline.api.schemas.values import Output
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
