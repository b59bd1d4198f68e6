"""How people see what a cell holds."""

from decimal import Decimal

import pytest

from plumbline.engine.workbooks.held import number_held


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0.38", "38%"),
        ("0.07", "7%"),
        ("0.333333333333", "33.333333%"),
        ("0.000000005", "0.000001%"),
        ("-0.5", "-50%"),
        ("1E-30", "0%"),
        ("0", "0%"),
        ("1E+20", "10000000000000000000000%"),
        ("12345678901234567890123.5", "1234567890123456789012350%"),
        ("123456789012345678901.23456789", "12345678901234567890123.45679%"),
    ],
)
def test_a_share_is_shown_in_percent_however_long_it_is(number: str, shown: str) -> None:
    assert number_held(Decimal(number), is_percent=True).shown == shown
