"""What the words of a key result measure: how often is part of its unit."""

import pytest

from plumbline.web.writing.measured import metric_said


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Calls answered: from 200 to 250 calls a week", "calls a week"),
        ("Raise bookings from 20 to 60 a week", "a week"),
        ("Answer 250 calls per week", "calls per week"),
        ("Save 5 hours a week", "hours a week"),
        ("At most 3 incidents a month", "incidents a month"),
        ("Reply within 3 days", "days"),
        ("Share of late trips from 12% to 9% a month", "%"),
        ("Revenue from $2M to $3M a month", "$"),
        ("Bookings made from 20 to 60", ""),
    ],
)
def test_a_unit_says_how_often_where_the_words_do(title: str, unit: str) -> None:
    assert metric_said(title).unit == unit
