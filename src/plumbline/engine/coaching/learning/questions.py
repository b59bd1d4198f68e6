"""Frequently asked questions, as they stand in `questions.txt`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer.

    Attributes:
        group: What it is about.
        words: The question.
        answer: The answer.
        lesson: Name of the lesson that says more.
    """

    group: str
    words: str
    answer: str
    lesson: str


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions in the order of the file."""
    found: list[Question] = []
    group, fields = "", dict[str, str]()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line.startswith(("Q: ", "A: ", "-> ")):
            mark, _, words = line.partition(" ")
            fields[mark] = words
            if mark == "->":
                found.append(Question(group, fields["Q:"], fields["A:"], words))
    return tuple(found)
