"""Saved views, coming in and going out."""

from typing import Annotated

from pydantic import Field

from plumbline.api.schemas.values import Flag, Input, Output, Text
from plumbline.domain.views.selectors import NAME_CHARACTERS, ViewPage

Name = Annotated[Text, Field(max_length=NAME_CHARACTERS)]


class ViewOut(Output):
    """What a page is narrowed and sorted by, under a name; it never holds what was found."""

    id: str = Field(validation_alias="public_id")
    page: ViewPage
    name: str
    query: str = Field(description="As in the page's address, without its question mark.")
    is_shared: bool = Field(description="Whether the whole organization has it.")
    is_default: bool = Field(description="Whether your page opens with it.")
    may_change: bool
    version: int


class ViewIn(Input):
    """A new view: one's own, or with `is_shared` everybody's."""

    page: ViewPage
    name: Name
    query: Text = Field(description="What a view does not keep is left out.")
    is_shared: Flag = False


class ViewPatch(Input):
    """Another name."""

    name: Name
