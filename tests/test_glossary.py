"""The words that programs compare are words that the glossary explains."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from plumbline.engine.documents.model import MetricKind, State, Style

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "reference" / "glossary.md"


@cache
def terms() -> dict[str, str]:
    """The words of the glossary in their order, each with its sentence."""
    return dict(re.findall(r"^([^\n:#].*)\n: (.+)$", GLOSSARY.read_text("utf-8"), re.M))


@pytest.mark.parametrize("word", [*State, *Style, *MetricKind])
def test_every_state_style_and_kind_is_explained(word: StrEnum) -> None:
    assert word.replace("_", " ").capitalize() in terms()


def test_words_stand_in_order() -> None:
    assert list(terms()) == sorted(terms(), key=str.casefold)


def test_every_word_has_one_sentence() -> None:
    assert [
        word for word, sentence in terms().items() if sentence.count(". ") or sentence[-1] != "."
    ] == []
