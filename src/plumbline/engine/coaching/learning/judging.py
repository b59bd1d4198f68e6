"""Whether an answer to an exercise is enough: what the rules find in it, and what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plumbline.engine.coaching.learning.exercises import Exercise, ExerciseKind
from plumbline.engine.documents.model import Document, KeyResult, Objective, Style
from plumbline.engine.messages import Message
from plumbline.engine.rules.check import Report, Selection, document_check
from plumbline.engine.rules.language.gibberish import is_gibberish
from plumbline.engine.rules.language.nearness import nearness
from plumbline.engine.rules.model import Context, Finding
from plumbline.engine.rules.registry import registered

LONGEST: Final = 600
"""Characters of an answer that are read: four long sentences."""
SAMPLE_AFTER: Final = 2
"""Tries after which a sample answer is shown."""
A_COPY: Final = 0.7
"""Share of words in common from which on a line is a copy, as in `copied-from-parent`."""
NEARLY: Final = Decimal("0.05")
"""By how much a grade may differ from the share of the way: grades are rounded to tenths."""
SHORTEST: Final = {ExerciseKind.CHECK_IN: 12, ExerciseKind.GRADE: 5}
FEW: Final = 3
"""Words below which nothing is said; of a check-in and a grade more is asked."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_CONFIDENCE = re.compile(
    r"confidence[^\d.]{0,20}(?:10|[1-9])\b|\b(?:10|[1-9])\s*(?:/|of|out of)\s*10\b", re.IGNORECASE
)
_NEXT = re.compile(
    r"\b(next|will|shall|need|needs|plan|going to|by (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|tomorrow|ask|decide)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:at most|at least|below|under|above|over|no more than|not more than|no less than"
    r"|no worse than|max(?:imum)?|min(?:imum)?|within|up to|stays?|remains?|between)\b|[<>≤≥]",
    re.IGNORECASE,
)
_GRADE = re.compile(r"(?<![\d.,])(?:0[.,]\d{1,2}|1[.,]0{1,2}|[01])(?![\d.,]*[\d%])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of an answer.

    Attributes:
        findings: What the rules of the exercise find in its words.
        missing: What is asked for and does not stand there.
        chosen: What is said of the option that was chosen; empty where nothing was to choose.
    """

    findings: tuple[Finding, ...] = ()
    missing: tuple[Message, ...] = ()
    chosen: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the answer is enough."""
        return not self.findings and not self.missing

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that find something, and the last parts of the ids of what is missing."""
        return (
            *(each.rule.name for each in self.findings),
            *(each.id.rpartition(".")[2] for each in self.missing),
        )


def answer_judge(exercise: Exercise, answer: str) -> Verdict:
    """Judge an answer.

    Args:
        exercise: What was asked.
        answer: What was written; for a choice the number of the option, from 1.
    """
    words = " ".join(answer[:LONGEST].split())
    if exercise.kind is ExerciseKind.CHOICE:
        return _choice_judge(exercise, words)
    if not words:
        return Verdict(missing=(Message("learning.missing.empty"),))
    if _bare(words) == _bare(exercise.given):
        return Verdict(missing=(Message("learning.missing.unchanged"),))
    report = _asked(exercise, words)
    return Verdict(
        tuple(each for each in report.findings if each.rule.name in exercise.gone),
        tuple(_lacking(exercise, words, is_foreign=bool(report.unchecked))),
    )


def _choice_judge(exercise: Exercise, answer: str) -> Verdict:
    number = int(answer) if answer.isdecimal() and len(answer) == 1 else 0
    if not 1 <= number <= len(exercise.options):
        return Verdict(missing=(Message("learning.missing.choose"),))
    option = exercise.options[number - 1]
    return Verdict(
        missing=() if option.is_right else (Message("learning.missing.other"),), chosen=option.says
    )


def _lacking(exercise: Exercise, words: str, *, is_foreign: bool) -> Iterator[Message]:
    """Yield what is asked for and does not stand in the answer."""
    if is_gibberish(words):
        yield Message("learning.missing.gibberish")
        return
    fewest = SHORTEST.get(exercise.kind, FEW)
    if len(_WORD.findall(words)) < fewest:
        yield Message("learning.missing.too_short", {"fewest": fewest})
        return
    if is_foreign:
        yield Message("learning.missing.english")
    stated = {each.replace(",", ".") for each in _NUMBER.findall(words)}
    for figure in exercise.holds:
        if figure not in stated:
            yield Message("learning.missing.holds", {"figure": figure})
    if exercise.about and not _is_about(exercise.about, words):
        yield Message("learning.missing.about", {"subject": exercise.subject})
    yield from _of_kind(exercise, words)


def _is_about(beginnings: tuple[str, ...], words: str) -> bool:
    """Return whether one of the beginnings, or whole words, stands in an answer."""
    said = f" {' '.join(_WORD.findall(words.lower()))} "
    return any(f" {each.replace('!', ' ')}" in said for each in beginnings)


def _of_kind(exercise: Exercise, words: str) -> Iterator[Message]:
    if exercise.kind is ExerciseKind.CHECK_IN:
        if not _CONFIDENCE.search(words):
            yield Message("learning.missing.confidence")
        if not _NEXT.search(words):
            yield Message("learning.missing.next_step")
    elif exercise.kind is ExerciseKind.GRADE:
        yield from _grade_lacking(exercise, words)
    elif exercise.kind is ExerciseKind.GUARDRAIL:
        if _is_copy(words, exercise.given):
            yield Message("learning.missing.copy")
        if not _LIMIT.search(words):
            yield Message("learning.missing.limit")
    elif exercise.is_own and _is_copy(words, exercise.given):
        yield Message("learning.missing.copy")


def _grade_lacking(exercise: Exercise, words: str) -> Iterator[Message]:
    found = _GRADE.search(words)
    if found is None:
        yield Message("learning.missing.no_grade")
        return
    way = (exercise.value - exercise.baseline) / (exercise.target - exercise.baseline)
    if abs(Decimal(found[0].replace(",", ".")) - way) > NEARLY:
        covered = format((exercise.value - exercise.baseline).normalize(), "f")
        whole = format((exercise.target - exercise.baseline).normalize(), "f")
        yield Message("learning.missing.grade", {"covered": covered, "whole": whole})


def _asked(exercise: Exercise, words: str) -> Report:
    """Ask the rules of an exercise about the answer."""
    codes = [one.rule.code for one in registered().values() if one.rule.name in exercise.gone]
    above = exercise.above or " "
    answer = KeyResult(title=words)
    if exercise.kind is ExerciseKind.OBJECTIVE:
        objective = Objective(title=words, style=Style.ASPIRATIONAL)
    elif exercise.kind is ExerciseKind.GUARDRAIL:
        answer = KeyResult(title=words, guardrail=True)
        objective = Objective(title=above, key_results=(KeyResult(title=exercise.given), answer))
    else:
        objective = Objective(title=above, key_results=(answer,))
    report = document_check(Document(objectives=(objective,)), Context(), Selection(codes))
    # What is said of the lines that came along is not the learner's to mend.
    return Report(
        findings=tuple(each for each in report.findings if each.subject.title in (words, above)),
        unchecked=tuple(each for each in report.unchecked if each.subject.title == words),
    )


def _is_copy(words: str, given: str) -> bool:
    return nearness(_NUMBER.sub(" ", words), _NUMBER.sub(" ", given)) >= A_COPY


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[\w%]+", words.lower()))
