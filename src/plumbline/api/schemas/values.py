"""The kinds of values that bodies are made of, each with its JSON form."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from plumbline.domain.tenancy.public_ids import ALPHABET, PUBLIC_ID_LENGTH
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY
from plumbline.engine.scoring.decimals import (
    MAX_TEXT_LENGTH,
    NumberRefused,
    decimal_canonical,
    decimal_parse,
)

MOST_CHARACTERS = 20_000
MOST_TAGS = 50
MOST_TAG_CHARACTERS = 80


class Output(BaseModel):
    """A representation; it is read off the frozen facts of the domain by attribute."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)


class Input(BaseModel):
    """A body; a key that it does not know is refused, so that no typing error is lost."""

    model_config = ConfigDict(extra="forbid")


class Narrowing(BaseModel):
    """The query of an operation; `calls` refuses every parameter that it does not name."""

    model_config = ConfigDict(extra="forbid")


def _defaults_drop(schema: dict[str, Any]) -> None:
    for described in schema.get("properties", {}).values():
        described.pop("default", None)


class Patch(Input):
    """A body of changes: what is left out stays as it is, so no default is described."""

    model_config = ConfigDict(json_schema_extra=_defaults_drop)


def _measure(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError(
            "number_as_string",
            "Send the number as a string, such as “6.5”, so that it stays exact.",
        )
    if len(text := str(value)) > MAX_TEXT_LENGTH:
        raise PydanticCustomError("number_too_long", "This number has too many digits.")
    try:
        return decimal_parse(text)
    except NumberRefused as refused:
        # Handed over as a parameter: the sentence may quote braces that somebody typed, and half a
        # character, which no answer can carry.
        reason = wording(refused.message).encode(errors="replace").decode()
        raise PydanticCustomError("number_refused", "{reason}", {"reason": reason}) from refused


_PLAIN_NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$"

Measure = Annotated[
    Decimal,
    BeforeValidator(_measure),
    PlainSerializer(decimal_canonical, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": _PLAIN_NUMBER,
            "maxLength": MAX_TEXT_LENGTH,
            "description": "An exact decimal as text, without exponent.",
            "examples": ["6.5"],
        }
    ),
]
"""An exact decimal: canonical text going out, plain decimal text (or an integer) coming in."""


def _day(value: object) -> object:
    if not (isinstance(value, date) or (isinstance(value, str) and _PLAIN_DAY.match(value))):
        raise PydanticCustomError("day_as_text", "Send the day as text, such as “2026-11-30”.")
    return value


def _day_near(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("day_far", "Send a day between the years 1900 and 2999.")
    return day


_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

# Coming in, values have the very types that the description names: a number of seconds is no day,
# and "yes" no truth.
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_day_near)]
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]


def text_check(text: str) -> str:
    """Refuse what no database column of text can hold."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError(
            "text_refused", "Leave out NUL and unpaired surrogate characters."
        )
    return text


Text = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), AfterValidator(text_check)]
Tag = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_TAG_CHARACTERS, strip_whitespace=True),
    AfterValidator(text_check),
]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS)]
PublicId = Annotated[
    str,
    StringConstraints(pattern=rf"^[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}}$"),
    Field(description="Random id, as addresses and other representations name it."),
]


class Ref(Output):
    """Another thing by its id, with the name it is shown by."""

    id: str = Field(validation_alias="public_id")
    name: str


def ref_of(row: Any) -> Ref | None:  # noqa: ANN401 — a row of any app with a public id and a name
    """Return a reference to a row, or `None` for none."""
    return None if row is None else Ref(id=row.public_id, name=str(row))
