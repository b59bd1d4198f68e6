"""The strategy: its statement and its priorities."""

from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from plumbline.api.calls import ApiRequest
from plumbline.api.schemas.strategy import PriorityOut, StrategyOut
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.domain.strategy.selectors import (
    priorities_all,
    priorities_list,
    priority_get,
    statement_get,
)

router = Router(tags=["Strategy"])


class StrategyQuery(Narrowing):
    """Which priorities are told of."""

    archived: bool = Field(False, description="Those that were put away, too.")


@router.get("/strategy", response=StrategyOut, operation_id="strategy_get")
def strategy_show(request: ApiRequest, query: Query[StrategyQuery]) -> StrategyOut:
    """Mission, vision, strategy, and the priorities in their order."""
    viewer = request.call.viewer
    listed = priorities_all if query.archived else priorities_list
    statement = statement_get(viewer=viewer)
    return StrategyOut(
        mission=statement.mission,
        vision=statement.vision,
        strategy=statement.strategy,
        priorities=[PriorityOut.model_validate(row) for row in listed(viewer=viewer)],
    )


@router.get("/strategy/priorities/{priority}", response=PriorityOut, operation_id="priority_get")
def priority_show(request: ApiRequest, priority: Annotated[PublicId, Path()]) -> PriorityOut:
    """One priority."""
    row = priority_get(viewer=request.call.viewer, public_id=priority)
    return PriorityOut.model_validate(row)
