"""Values of custom fields by the key of their field, coming in and going out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from plumbline.api.schemas.values import MOST_CHARACTERS, text_check
from plumbline.engine.scoring.decimals import decimal_canonical

MOST_VALUES: Final = 200

Shown = str | bool | list[str] | None


def _value(value: object) -> object:
    """Return what may become a value; whether the field can hold it is for the field to say."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and len(value) <= MOST_VALUES:
        return [_text(each) for each in value]
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise PydanticCustomError(
            "custom_value",
            "Send a text, a number or day as text, true or false, a list of texts, or null.",
        )
    return text_check(value)


_TEXT: Final = {"type": "string", "maxLength": MOST_CHARACTERS}
CustomValueIn = Annotated[
    object,
    BeforeValidator(_value),
    WithJsonSchema(
        {
            "anyOf": [
                _TEXT,
                {"type": "boolean"},
                {"type": "array", "items": _TEXT, "maxItems": MOST_VALUES},
                {"type": "null"},
            ]
        }
    ),
]
CustomIn = Annotated[
    dict[Annotated[str, Field(pattern="^[a-zA-Z0-9_-]{1,60}$")], CustomValueIn],
    Field(
        max_length=MOST_VALUES,
        description="Custom values by key of their field; null empties one, others stay.",
    ),
]
CustomOut = Annotated[
    dict[str, Shown],
    Field(
        description=(
            "Values of custom fields by key: text, a number or day as text, true or false, or a "
            "list of choices. Fields without a value are left out."
        )
    ),
]


def custom_shown(values: Mapping[str, object]) -> dict[str, Shown]:
    """Return custom values as they go out."""
    return {key: _shown(values[key]) for key in sorted(values)}


def _shown(value: object) -> Shown:
    if isinstance(value, Decimal):
        return decimal_canonical(value)
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if isinstance(value, bool) else str(value)
