from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.scoring.decimals import (
    NumberRefused,
    decimal_accept,
    decimal_canonical,
    decimal_parse,
    percent_shown,
    round_progress,
    round_shown,
)

MEASURES = st.integers(-(10**30) + 1, 10**30 - 1).map(lambda n: Decimal(f"{n}e-12"))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("0", "0"),
        ("-0.000", "0"),
        ("007.50", "7.5"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 1200 ", "1200"),
        ("0.000000000001", "0.000000000001"),
        ("999999999999999999.999999999999", "999999999999999999.999999999999"),
        ("1.00000000000000000", "1"),
    ],
)
def test_plain_text_becomes_its_canonical_text(text: str, canonical: str) -> None:
    assert decimal_canonical(decimal_parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "message_id"),
    [
        ("", "scoring.number_not_plain"),
        (".", "scoring.number_not_plain"),
        ("NaN", "scoring.number_not_plain"),
        ("inf", "scoring.number_not_plain"),
        ("1e3", "scoring.number_not_plain"),
        ("1,5", "scoring.number_not_plain"),
        ("1_000", "scoring.number_not_plain"),
        ("٣", "scoring.number_not_plain"),
        ("1 2", "scoring.number_not_plain"),
        ("1" * 101, "scoring.number_too_long"),
        ("1000000000000000000", "scoring.number_too_large"),
        ("-1000000000000000000", "scoring.number_too_large"),
        ("0.0000000000001", "scoring.number_too_many_places"),
        ("1.0000000000001", "scoring.number_too_many_places"),
    ],
)
def test_text_that_is_no_measure_is_refused(text: str, message_id: str) -> None:
    with pytest.raises(NumberRefused) as refusal:
        decimal_parse(text)
    assert refusal.value.message.id == message_id


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_numbers_that_are_not_finite_are_refused(text: str) -> None:
    with pytest.raises(NumberRefused):
        decimal_accept(Decimal(text))
    with pytest.raises(NumberRefused):
        decimal_canonical(Decimal(text))


@pytest.mark.parametrize("text", ["1e999999", "1e-999999"])
def test_a_huge_exponent_is_refused_without_writing_it_out(text: str) -> None:
    with pytest.raises(NumberRefused):
        decimal_accept(Decimal(text))


def test_exponents_of_accepted_decimals_are_written_out() -> None:
    assert decimal_canonical(decimal_accept(Decimal("1E+3"))) == "1000"
    assert decimal_canonical(decimal_accept(Decimal("1E-7"))) == "0.0000001"


@given(MEASURES)
def test_every_measure_survives_its_canonical_text(value: Decimal) -> None:
    text = decimal_canonical(value)
    assert decimal_parse(text) == value
    assert decimal_canonical(decimal_parse(text)) == text


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.0449999", 2, "0.04"),
        ("0.045", 2, "0.05"),
        ("-0.001", 2, "0.00"),
    ],
)
def test_halves_are_rounded_up(value: str, places: int, shown: str) -> None:
    assert str(round_shown(Decimal(value), places)) == shown


def test_progress_is_rounded_at_the_ninth_place() -> None:
    assert round_progress(Decimal("0.1234567885")) == Decimal("0.123456789")
    assert round_progress(Decimal("0.12345678849999")) == Decimal("0.123456788")


def test_the_context_of_the_caller_changes_nothing() -> None:
    with localcontext(Context(prec=3, rounding="ROUND_DOWN")):
        assert round_progress(Decimal("0.1234567885")) == Decimal("0.123456789")
        assert percent_shown(Decimal("0.123456")) == Decimal("12.3")


@given(st.decimals(-100, 100, places=12), st.integers(0, 9))
def test_rounding_moves_a_number_by_half_a_step_at_most(value: Decimal, places: int) -> None:
    rounded = round_shown(value, places)
    assert abs(rounded - value) * 2 <= Decimal(1).scaleb(-places)
    assert round_shown(rounded, places) == rounded
