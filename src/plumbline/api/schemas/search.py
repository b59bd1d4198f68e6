"""What a search finds, going out."""

from pydantic import Field

from plumbline.api.schemas.values import Output
from plumbline.engine.documents import model as documents


class HitOut(Output):
    """An objective or key result that was found."""

    id: str = Field(validation_alias="public_id")
    title: str
    within: str = Field(description="The team of an objective, the objective of a key result.")
    cycle: str
    owner: str
    state: documents.State


class FoundOut(Output):
    """What was found of each kind."""

    objectives: list[HitOut]
    more_objectives: bool = Field(description="Whether there are more behind them.")
    key_results: list[HitOut]
    more_key_results: bool = Field(description="Whether there are more behind them.")
