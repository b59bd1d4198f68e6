"""The short form of a reading that a dry run prints."""

import json
from decimal import Decimal

import pytest

from plumbline.engine.documents.model import Document, KeyResult, Link, Metric, Objective
from plumbline.engine.documents.outline import canonical, outline
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult


def read_of(*objectives: Objective) -> ReadResult:
    return ReadResult(kind="yaml", document=Document(objectives=objectives))


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+4", "10000"), ("2.50", "2.5"), ("-0", "0"), ("0.1", "0.1"), ("-3.0", "-3")],
)
def test_numbers_are_canonical_decimals(value: str, text: str) -> None:
    assert canonical(Decimal(value)) == text


def test_a_missing_number_stays_missing() -> None:
    assert canonical(None) is None


def test_the_outline_can_be_written_as_json() -> None:
    text = b"# OKRs\n\n## Objective: Calm harbour\n\n- KR: Wait below 25 min\n"
    printed = json.loads(json.dumps(outline(document_read(text, name="okrs.md"))))

    assert (printed["objectives"], printed["key_results"]) == (1, 1)
    assert [(item["kind"], item["line"]) for item in printed["items"]] == [
        ("objective", 3),
        ("key_result", 5),
    ]
    assert printed["items"][1]["metric"] == {
        "kind": "at_most",
        "unit": "min",
        "baseline": None,
        "target": "25",
    }


def test_the_parent_of_a_key_result_is_its_objective() -> None:
    items = outline(read_of(Objective(title="Sail", key_results=(KeyResult(title="Row"),))))[
        "items"
    ]

    assert isinstance(items, list)
    assert [item["parent_title"] for item in items] == [None, "Sail"]


def test_the_parent_of_an_objective_is_the_first_it_supports_here() -> None:
    above = Objective(title="Win", id="win")
    below = Objective(title="Train", supports=(Link(id="elsewhere"), Link(id="win")))

    items = outline(read_of(above, below))["items"]

    assert isinstance(items, list)
    assert [item["parent_title"] for item in items] == [None, "Win"]


def test_a_relative_change_stands_as_the_change_without_its_sign() -> None:
    metric = Metric(relative_target=Decimal(-20), unit="%")
    items = outline(
        read_of(Objective(title="Save", key_results=(KeyResult(title="Less", metric=metric),)))
    )["items"]

    assert isinstance(items, list)
    assert items[1]["metric"]["target"] == "20"


def test_a_reason_to_decline_is_a_problem_of_the_first_line() -> None:
    printed = outline(document_read(b"# Recipes\n\nSoup.\n", name="soup.md"))

    problems = printed["problems"]
    assert isinstance(problems, list)
    assert (printed["objectives"], problems[0]["line"]) == (0, 1)
    assert problems[0]["message"]
