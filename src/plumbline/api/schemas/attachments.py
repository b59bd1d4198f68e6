"""Files, as they are listed and called."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from plumbline.api.schemas.values import Narrowing, Output


class AttachmentOut(Output):
    """A file that hangs on a comment, a check-in or a grade."""

    id: str = Field(validation_alias="public_id")
    name: str
    media_type: str = Field(description="What its bytes are, whatever its name says.")
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Of its bytes, in hex.")
    created_at: datetime


class AttachmentsOut(Output):
    """Files in the order they came in."""

    items: list[AttachmentOut]


def _there(files: object) -> object:
    """Leave out those that were taken away."""
    if not isinstance(files, tuple):
        return files
    return [each for each in files if not each.is_removed]


Attachments = Annotated[list[AttachmentOut], BeforeValidator(_there)]


class AttachmentQuery(Narrowing):
    """How a file is called that comes in."""

    name: str = Field(
        min_length=1,
        max_length=200,
        description="With an ending; where it says something else than the bytes, theirs is added.",
    )
