"""A number that cannot be is told at its place, in every kind of document."""

import json

import pytest

from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult

NINES = "9" * 400


def ids(result: ReadResult) -> list[tuple[int, str]]:
    return [(problem.line, problem.message.id) for problem in result.problems]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("NaN", "documents.yaml.number_finite"),
        ("1e999999", "documents.yaml.number_limits"),
        (10**30, "documents.yaml.number_limits"),
        (NINES, "documents.yaml.number_limits"),
    ],
)
def test_in_json_of_any_shape(target: object, told: str) -> None:
    key_result = {"title": "Win more customers", "baseline": 0, "target": target}
    text = json.dumps({"objectives": [{"title": "Grow", "key_results": [key_result]}]}, indent=0)
    result = document_read(text.encode(), kind="json")
    assert [message for _, message in ids(result)] == [told]


@pytest.mark.parametrize("target", ["NaN", "-inf", "1e999999", NINES])
def test_in_a_cell(target: str) -> None:
    text = f"Objective,Key Result,Baseline,Target\nGrow,Win one,1,5\nGrow,Win two,1,{target}\n"
    result = document_read(text.encode(), kind="csv")
    assert ids(result) == [(3, "documents.csv.number")]


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        ("csv", "Objective,Key Result,Baseline,Target\nGrow,Win one,1,2\nGrow,Win two,5,5\n", 3),
        ("markdown", "# Objective: Grow\n\n- KR1: Win customers from 5 to 5\n", 3),
        (
            "yaml",
            "okrs:\n- objective: Grow\n  key_results:\n  - {title: Win, baseline: 5, target: 5}\n",
            4,
        ),
    ],
)
def test_a_way_of_no_length(kind: str, text: str, line: int) -> None:
    result = document_read(text.encode(), kind=kind)
    assert ids(result) == [(line, "documents.yaml.target_baseline")]


def test_words_of_one_word_are_no_codes() -> None:
    text = "Objective,Key Result,Baseline,Target\nGrow,Win one,1,50000\nGrow,Win two,2,9\n"
    document = document_read(text.encode(), kind="csv").document
    assert document is not None
    assert [objective.title for objective in document.objectives] == ["Grow"]
