from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.scoring.confidence import (
    ConfidenceBand,
    ConfidencePart,
    confidence_accept,
    confidence_band,
    mean_confidence,
)
from plumbline.engine.scoring.decimals import NumberRefused


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (1, ConfidenceBand.LOW),
        (3, ConfidenceBand.LOW),
        (Decimal("3.1"), ConfidenceBand.MEDIUM),
        (4, ConfidenceBand.MEDIUM),
        (6, ConfidenceBand.MEDIUM),
        (Decimal("6.9"), ConfidenceBand.MEDIUM),
        (7, ConfidenceBand.HIGH),
        (10, ConfidenceBand.HIGH),
    ],
)
def test_bands_are_low_to_three_and_high_from_seven(
    value: int | Decimal, band: ConfidenceBand
) -> None:
    assert confidence_band(value) is band


@pytest.mark.parametrize("value", [0, 11, -3])
def test_a_confidence_out_of_bounds_is_refused(value: int) -> None:
    with pytest.raises(NumberRefused):
        confidence_accept(value)


def test_the_mean_is_weighted_and_leaves_guardrails_and_silence_out() -> None:
    parts = [
        ConfidencePart(Decimal(3), 4),
        ConfidencePart(Decimal(1), 9),
        ConfidencePart(Decimal(5), 1, is_guardrail=True),
        ConfidencePart(Decimal(5), None),
    ]
    assert mean_confidence(parts) == Decimal("5.3")


def test_the_mean_of_nobodys_word_is_nothing() -> None:
    assert mean_confidence([ConfidencePart(Decimal(1), None)]) is None
    assert mean_confidence([ConfidencePart(Decimal(0), 5)]) is None


@given(st.lists(st.integers(1, 10), min_size=1, max_size=6))
def test_a_mean_stays_between_the_least_and_the_surest(values: list[int]) -> None:
    mean = mean_confidence(ConfidencePart(Decimal(1), value) for value in values)
    assert mean is not None
    assert min(values) <= mean <= max(values)
