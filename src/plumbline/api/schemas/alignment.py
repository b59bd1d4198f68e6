"""Links between objectives and key results."""

from pydantic import Field

from plumbline.api.schemas.values import Input, Measure, Output, PublicId, Ref


class LinkOut(Output):
    """A link as one of its ends sees it.

    It supports; with a weight, the child's progress counts in its parent's.
    """

    objective: Ref = Field(description="The other end, or the objective of its key result.")
    team: Ref | None
    progress: Measure | None
    weight: Measure | None
    key_result: Ref | None = Field(description="The key result at the other end, if it is one.")
    own_key_result: Ref | None = Field(description="The key result at this end, if it is one.")


class LinksOut(Output):
    """The links of an objective whose other ends may be seen."""

    parents: list[LinkOut]
    children: list[LinkOut]


class LinkIn(Input):
    """A link upwards; with a weight (0 to 1,000) it contributes, without it supports."""

    parent: PublicId
    parent_key_result: PublicId | None = None
    key_result: PublicId | None = None
    weight: Measure | None = None
