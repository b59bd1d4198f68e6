"""External links, as they come and go."""

from datetime import datetime

from pydantic import Field

from plumbline.api.schemas.values import Input, Output, Text


class ExternalLinkIn(Input):
    """A page elsewhere."""

    title: Text = Field(description="What stands there, at most 200 characters.")
    address: Text = Field(description="With http:// or https://, at most 2,000 characters.")


class ExternalLinkOut(Output):
    """A link that stands."""

    id: str = Field(validation_alias="public_id")
    title: str
    address: str
    host: str = Field(description="The site that the address leads to.")
    added_at: datetime
    added_by: str = Field(description="Name; empty where it was no person.")


class ExternalLinksOut(Output):
    """Links in the order they came."""

    items: list[ExternalLinkOut]
