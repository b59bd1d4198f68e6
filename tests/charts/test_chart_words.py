"""How charts write numbers, units and days by themselves."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.charts import ChartWords
from plumbline.charts.words import day_plain, half_up, number_plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12.90", "12.9"),
        ("-0.5", "−0.5"),
        ("1234567", "1\u202f234\u202f567"),
        ("1E+3", "1\u202f000"),
        ("0.000", "0"),
        ("1E+40", "1.000e+40"),
    ],
)
def test_numbers_are_plain(value: str, expected: str) -> None:
    assert number_plain(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("%", "35\u202f%"), ("days", "35 days"), ("$", "$35"), ("x", "35x"), (None, "35"), ("", "35")],
)
def test_units_stand_where_people_write_them(unit: str | None, expected: str) -> None:
    assert ChartWords().with_unit(Decimal(35), unit) == expected


@pytest.mark.parametrize(("share", "expected"), [("0.545", "55"), ("0.5449", "54"), ("1", "100")])
def test_shares_round_half_up(share: str, expected: str) -> None:
    assert ChartWords().percent(Decimal(share)) == f"{expected}\u202f%"


def test_days_leave_their_year_out() -> None:
    assert day_plain(date(2026, 11, 3)) == "3 Nov"


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.45", 1, "2.5"),
        ("-2.45", 1, "-2.5"),
        ("2.4", 2, "2.4"),
        ("1E+70", 2, "1E+70"),
        ("123456789012345678901234567890.126", 2, "123456789012345678901234567890.13"),
    ],
)
def test_what_is_shown_rounds_half_up_at_any_size(value: str, places: int, expected: str) -> None:
    assert half_up(Decimal(value), places) == Decimal(expected)
