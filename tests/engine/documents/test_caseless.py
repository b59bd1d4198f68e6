"""Text of ASCII is searched in small letters: the outcome must be that of the slower way."""

import re

import pytest

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.names_with_numbers import names_blanked

PATTERN = r"\b(?P<up>Lift\w*|Q[1-4]|MoM)\s\d"
NUMBERS = "Lift sales by 3 % in {} and keep 12 shops"


@pytest.mark.parametrize(
    "text", ["LIFT 3", "lifts 4", "in q2 5", "MOM 1", "mom 12", "x", "", "ΣLift 3", "Lift É 3 q1 2"]
)
def test_it_finds_what_the_pattern_finds_whatever_the_capitals(text: str) -> None:
    plain = re.compile(PATTERN, re.IGNORECASE)
    found = [match.span("up") for match in Caseless(PATTERN).finditer(text)]
    assert found == [match.span("up") for match in plain.finditer(text)]
    one, other = Caseless(PATTERN).search(text), plain.search(text)
    assert (one and one.span()) == (other and other.span())


@pytest.mark.parametrize(
    "name",
    [
        "Q3", "q3", "2026", "Phase 2", "FY26", "May 5", "5th", "3D", "v2.1", "24/7", "1:1", "#5",
        "week 12", "3 July 2026", "ISO 9001", "Python 3.12", "one-on-one", "two-factor", "101",
    ],
)  # fmt: skip
def test_a_name_with_a_number_is_blanked_alike_in_ascii_and_beside_other_letters(name: str) -> None:
    text = NUMBERS.format(name)
    # One mark outside ASCII behind it sends the same words the slower way.
    assert names_blanked(text) == names_blanked(f"{text} …")[:-2]
    assert "_" in names_blanked(text)
    assert names_blanked(name) == names_blanked(f"{name} …")[:-2]


def test_numbers_that_measure_are_left() -> None:
    text = "Cut waits from 12 to 5 minutes for 1,500 people at 99.5 % in Lyon"
    assert names_blanked(text) == text
