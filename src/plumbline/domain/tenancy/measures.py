"""Columns for measures: exact decimals kept as canonical text.

A NUMERIC column loses digits on SQLite, so a measure is text on both databases. Text does not
sort as a number: a column that is ordered by keeps a float copy beside it, used for ordering and
nothing else. Neither is ever summed or averaged in SQL.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.engine.scoring.decimals import (
    NumberRefused,
    decimal_accept,
    decimal_canonical,
    decimal_parse,
)

if TYPE_CHECKING:
    _DecimalText = models.CharField[Decimal | None, Decimal | None]
else:  # Django's fields take their type parameters in stubs only
    _DecimalText = models.CharField

# 30 digits, a sign and a mark; see engine.scoring.decimals for the limits of a measure.
MEASURE_LENGTH = 40


class MeasureField(_DecimalText):
    """A Decimal stored as canonical text; reads and writes `Decimal` or `None`."""

    description = _("Exact decimal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        kwargs.setdefault("max_length", MEASURE_LENGTH)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_args: object) -> Decimal | None:
        """Turn the stored text into a Decimal."""
        return None if value is None else Decimal(value)

    def to_python(self, value: object) -> Decimal | None:
        """Accept a Decimal, an int or plain decimal text.

        Raises:
            ValidationError: The value is not a number that a measure can hold.
        """
        if value is None or value == "":
            return None
        try:
            # The text of a small Decimal has an exponent, which a person may not type.
            return (
                decimal_accept(value) if isinstance(value, Decimal) else decimal_parse(str(value))
            )
        except NumberRefused as refused:
            raise ValidationError(
                _("This is not a number Plumbline can keep exactly.")
            ) from refused

    def run_validators(self, value: object) -> None:
        """Validate the text that is stored; a text column asks how long its value is."""
        super().run_validators(decimal_canonical(value) if isinstance(value, Decimal) else value)

    def get_prep_value(self, value: object) -> str | None:
        """Turn the value into its canonical text."""
        number = self.to_python(value)
        return None if number is None else decimal_canonical(number)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialize as canonical text."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
