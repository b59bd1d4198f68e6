"""Numbers as people type them."""

from decimal import Decimal

import pytest

from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.web.typed_numbers import number_read


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.9", "12.9"),
        ("12,9", "12.9"),
        ("1,250.5", "1250.5"),
        ("1,250", "1250"),
        ("1\u202f250,5", "1250.5"),
        ("−3", "-3"),
        ("-3", "-3"),
        ("1'250", "1250"),
        ("0", "0"),
    ],
)
def test_grouping_a_decimal_comma_and_a_real_minus_are_read(typed: str, number: str) -> None:
    assert number_read(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["nine", "1.2.3", "1,2,3", "NaN", "Infinity", "1e9", "%", "--1"])
def test_what_is_no_number_is_refused_by_what_was_typed(typed: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        number_read(typed)
    assert refused.value.message.params["text"] == typed
