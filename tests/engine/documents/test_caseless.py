"""Text of ASCII is searched in small letters: the outcome must be that of the slower way."""

import re

import pytest

from plumbline.engine.documents import names_with_numbers as names
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


def test_no_name_is_missed_by_the_quick_look_for_a_sign_of_one() -> None:
    found = 0
    for word in sorted(set(re.findall("[a-z]+", names._EITHER_ASCII.pattern))):
        for form in (
            "{} 3", "{}-3", "{}3", "3 {}", "3{}", "3-{}", "{} 2020", "{} 3/4", "3 of {}", "{} #3",
            "9-to-5 {}", "20th{}", "3er {}", "{} 24 / 7", "{} one-on-one", "{} 360 view", "{} 101",
        ):  # fmt: skip
            text = f"reach {form.format(word)} shops"
            if names._EITHER_ASCII.search(text) is not None:
                found += 1
                assert names._may_hold_one(text, names._first(text)), text
    assert found > 1_000


def test_a_text_without_what_a_pattern_holds_is_not_searched() -> None:
    pattern = Caseless(r"(?:from|VON)\s\d", holds=("from", "von"))
    assert pattern.search("Up From 3") is not None
    assert pattern.search("Up to 3") is None
    assert pattern.search("Ärger VON 3") is not None
    assert [match.span() for match in pattern.finditer("from 3, von 4")] == [(0, 6), (8, 13)]
    assert list(pattern.finditer("to 3")) == list(pattern.finditer("to 3")) == []
