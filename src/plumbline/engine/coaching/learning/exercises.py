"""Exercises, as they stand in `exercises.txt`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_suffix(".txt")


class ExerciseKind(StrEnum):
    """What is to be written."""

    KEY_RESULT = "key_result"
    OBJECTIVE = "objective"
    GUARDRAIL = "guardrail"
    CHECK_IN = "check_in"
    GRADE = "grade"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers, and what is said to whoever chooses it."""

    words: str
    says: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class BadAnswer:
    """An answer that is not enough, and what is said of it: a rule's name, or what is missing."""

    words: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """Something to write or to choose.

    Attributes:
        name: Its name in addresses and records; it stays.
        kind: What is to be written.
        title: What it is called.
        task: What is asked.
        above: The objective that the answer belongs to.
        given: The line that is to be turned, or that is paired.
        gone: Names of the rules that must find nothing.
        holds: Figures that must stand in the answer.
        about: Beginnings of words of which one must stand in it, with "!" behind it a whole word;
            empty where any will do.
        subject: What it is about, said to whoever writes of something else.
        is_own: Whether the answer must say something else than the given line.
        baseline: Of what is graded.
        target: Of what is graded.
        value: Of what is graded, at the end.
        options: What is chosen from.
        good: Answers that are enough, for the tests.
        bad: Answers that are not, for the tests.
        sample: The answer that is shown after some tries.
    """

    name: str
    kind: ExerciseKind
    title: str
    task: str
    above: str
    given: str
    gone: tuple[str, ...]
    holds: tuple[str, ...]
    about: tuple[str, ...]
    subject: str
    is_own: bool
    baseline: Decimal
    target: Decimal
    value: Decimal
    options: tuple[Option, ...]
    good: tuple[str, ...]
    bad: tuple[BadAnswer, ...]
    sample: str


@cache
def exercises() -> Mapping[str, Exercise]:
    """Return all exercises by name, in the order of the file."""
    found: dict[str, Exercise] = {}
    for part in FILE.read_text(encoding="utf-8").split("\n\n["):
        name, _, rest = part.partition("]\n")
        fields: dict[str, list[str]] = {}
        for line in rest.splitlines():
            field, _, words = line.partition(": ")
            fields.setdefault(field, []).append(words)
        if fields.get("kind"):
            found[name] = _exercise(name, fields)
    return found


def _exercise(name: str, fields: Mapping[str, list[str]]) -> Exercise:
    def one(field: str, otherwise: str = "") -> str:
        return fields.get(field, [otherwise])[0]

    def several(field: str) -> tuple[str, ...]:
        return tuple(filter(None, one(field).split(", ")))

    pairs = [line.partition(" :: ") for line in fields.get("option", [])]
    right = int(one("right", "0"))
    options = tuple(
        Option(words, says, index == right) for index, (words, _, says) in enumerate(pairs, start=1)
    )
    bad = (line.partition(" :: ") for line in fields.get("bad", []))
    return Exercise(
        name=name,
        kind=ExerciseKind(one("kind")),
        title=one("title"),
        task=one("task"),
        above=one("above"),
        given=one("given"),
        gone=several("gone"),
        holds=several("holds"),
        about=several("about"),
        subject=one("subject"),
        is_own=one("unlike") == "given",
        baseline=Decimal(one("baseline", "0")),
        target=Decimal(one("target", "0")),
        value=Decimal(one("value", "0")),
        options=options,
        good=tuple(fields.get("good", ())),
        bad=tuple(BadAnswer(words, says) for words, _, says in bad),
        sample=one("sample"),
    )
