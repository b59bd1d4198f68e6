"""Custom fields of objectives and key results, coming in and going out."""

from typing import Annotated

from pydantic import Field

from plumbline.api.schemas.values import Flag, Input, Output, Patch, Text
from plumbline.domain.custom_fields.selectors import FieldKind, FieldSubject

Label = Annotated[Text, Field(max_length=120)]
Choices = Annotated[list[Label], Field(max_length=100)]


class CustomFieldOut(Output):
    """A field that the organization defined; `key` names it in documents."""

    id: str = Field(validation_alias="public_id")
    subject: FieldSubject
    key: str
    label: str
    kind: FieldKind
    choices: list[str]
    is_required: bool = Field(description="Asked for before something becomes active.")
    is_archived: bool
    version: int


class CustomFieldIn(Input):
    """A new field."""

    subject: FieldSubject
    key: Annotated[str, Field(pattern="^[a-zA-Z0-9_-]{1,60}$")]
    label: Label
    kind: FieldKind
    choices: Choices = Field(default_factory=list)
    is_required: Flag = False


class CustomFieldPatch(Patch):
    """What changes of a field; what it holds stays what it is."""

    label: Label = ""
    choices: Choices = Field(default_factory=list)
    is_required: Flag = False
