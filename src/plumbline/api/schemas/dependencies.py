"""Dependencies, coming in and going out."""

from datetime import datetime

from pydantic import Field

from plumbline.api.schemas.values import Day, Flag, Input, Output, PublicId, Ref, Text
from plumbline.domain.dependencies.lifecycle import DependencyAct
from plumbline.domain.dependencies.states import PromiseState


class SideOut(Output):
    """One side: a team, or a key result with its objective and that one's team."""

    team: Ref | None
    key_result: Ref | None
    objective: Ref | None
    owner: Ref | None = Field(description="Who stands for it today.")


class DependencyOut(Output):
    """Something that one side waits for and another one delivers."""

    id: str = Field(validation_alias="public_id")
    title: str = Field(description="What is needed.")
    waiting: SideOut
    delivering: SideOut
    needed_by: Day
    state: PromiseState
    reason: str = Field(description="Why it was declined, withdrawn or moved.")
    is_late: Flag = Field(description="Whether it is open and its day is over.")
    is_in_circle: Flag = Field(
        description="Whether the side that delivers waits for the other, perhaps over further ones."
    )
    asked_at: datetime
    acts: list[DependencyAct] = Field(description="What you may do to it now.")


class SideIn(Input):
    """One side: either a team or a key result."""

    team: PublicId | None = None
    key_result: PublicId | None = None
    person: PublicId | None = Field(
        None, description="Who stands for a team; its lead where nobody is named."
    )


class DependencyIn(Input):
    """What one side needs of another by a day."""

    title: Text
    waiting: SideIn
    delivering: SideIn
    needed_by: Day


class ReasonIn(Input):
    """Why."""

    reason: Text


class MoveIn(Input):
    """Another day, and why."""

    needed_by: Day
    reason: Text


class DependencyWithdrawIn(Input):
    """Why it is not needed any more."""

    reason: Text = ""


class ChapterOut(Output):
    """What a dependency was from an instant on."""

    since: datetime
    state: PromiseState
    title: str
    needed_by: Day
    reason: str
    by: Ref | None


class HistoryOut(Output):
    """What a dependency was, the latest first."""

    items: list[ChapterOut]
