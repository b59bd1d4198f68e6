"""Charts speak the language of the page and write its numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from plumbline.web.ui.chart_words import chart_words, day_written, number_written


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("en", "12.90", "12.9"),
        ("en", "-0.5", "−0.5"),
        ("en", "1234567", "1,234,567"),
        ("de", "1234567.5", "1.234.567,5"),
        ("en", "100", "100"),
        ("en", "1E+3", "1,000"),
        ("en", "0.00000049", "0"),
    ],
)
def test_numbers_follow_the_language(language: str, value: str, expected: str) -> None:
    with translation.override(language):
        assert number_written(Decimal(value)) == expected


def test_days_leave_their_year_out() -> None:
    with translation.override("en"):
        assert day_written(date(2026, 11, 23)) == "23 Nov"


def test_every_sentence_keeps_its_places() -> None:
    words = chart_words()
    assert words.target.format(value="8 days") == "Target 8 days"
    assert words.week_of.format(name="Q4", week=8, weeks=13) == "Q4, week 8 of 13"
    assert words.progress_and_pace.format(share="1", pace="2") == "1 of the way, pace is 2"
