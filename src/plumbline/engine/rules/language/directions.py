"""Which way a key result is to go: up, down, nowhere, or to an aim."""

import re

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.stated import number_places
from plumbline.engine.rules.language.vocabulary import (
    ADJECTIVE,
    COUNTED,
    DOWN,
    FLOW,
    HOLD,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    SOFT,
    STAFF,
    UP,
    VERB,
    WORK,
)

_MORE = re.compile(
    r"(?i)^\s*(?:more|additional|extra|higher|increase|growth|uplift|improvement|faster|new|up)\b"
)
_LESS = re.compile(
    r"(?i)^\s*(?:fewer|less|lower|decrease|decline|reduction|drop|shorter|smaller|cheaper|down)\b"
)
_SOONER = re.compile(r"(?i)^\s*(?:faster|earlier|sooner|quicker)\b")
_TREND_FRONT = re.compile(
    r"(?i)^\W*(?:(?P<up>more(?! than)|higher(?! than)|increased|increasing|improved|growing|rising|stronger|better)"
    r"|(?P<down>fewer(?! than)|less(?! than)|lower(?! than)|decreased|reduced|falling|shorter|declining|faster)|(?P<hold>stable|steady|no (?:decline|loss|drop|increase|rise|change)))\b"
)


def direction_of(line: Line, *, work: bool) -> str:
    """Tell which way a key result is to go.

    Args:
        line: The key result.
        work: It reads as work: without a number it then goes nowhere.

    Returns:
        `increase`, `decrease`, `maintain`, `reach` for a plain aim, or `none`.
    """
    numbers = number_places(line)
    stated = _by_verb(line) or (None if work else _by_metric(line))
    if stated and not (work and not numbers and stated != "maintain"):
        return stated
    if stated == "maintain":
        return stated
    if numbers or placeholders_in(line.text):
        return "reach"
    return "reach" if not work and _aims(line) else "none"


def _aims(line: Line) -> bool:
    """Return whether a line without a number still names what is to be reached."""
    lowered = {token.text for token in line.tokens}
    wanted = lowered & {
        "target",
        "targets",
        "goals",
        "plan",
        "average",
        "everyone",
        "all",
        "multiple",
        "than",
    }
    if line.head is None and sum(token.word for token in line.tokens) <= _NAME_ALONE:
        return bool(wanted)  # "Reliability" names a measure and no aim
    return bool(wanted) or bool(line.object.around & (MEASURE | PEOPLE))


_NAME_ALONE = 2
"""Words up to which a line that has no verb and no number only names something."""


def _by_verb(line: Line) -> str | None:
    """Tell the direction by the verb a line begins with."""
    kinds = line.head_kinds
    if line.head is None:
        front = _TREND_FRONT.match(line.text)
        if front:
            return {"up": "increase", "down": "decrease", "hold": "maintain"}[
                front.lastgroup or "up"
            ]
    word = line.tokens[line.head].text if line.head is not None else ""
    if line.head is not None and line.tokens[line.head].pair & WORK:
        return None  # "Double down on partners" doubles nothing
    if kinds & HOLD and not (word in _KEEPING and not _holds_a_measure(line)):
        return "maintain"
    if _stays(line) or _NEVER_FALLS.search(line.text, 0, 2000):
        return "maintain"
    if kinds & DOWN and word != "save":
        return "decrease" if not (kinds & UP) else "increase"
    if kinds & UP and not (word == "raise" and not _levels(line)):
        return "increase"
    if word == "add" and line.numbers and line.object.kinds & (PEOPLE | COUNTED):
        return "increase"
    if kinds & SOFT and (line.object.around & MEASURE or not line.object.around & MADE):
        return _soft(line, word)
    return None


def _holds_a_measure(line: Line) -> bool:
    """Return whether what is held is a level and no meeting: "Hold 6 trainings in compliance"."""
    behind = line.tokens[line.head + 1 : line.head + 3] if line.head is not None else ()
    counts = bool(behind) and behind[0].text[0].isdigit()
    if counts and behind[-1].text == "%":
        return True
    return bool(line.object.around & MEASURE) and not counts


_KEEPING = frozenset({"hold", "protect", "preserve", "conserve", "safeguard"})
"""What is done to things as well as to levels: "Protect 4,000 acres"."""

_STAYING = frozenset({"stay", "stays", "remain", "remains"})
_NEVER_FALLS = Caseless(
    r"\b(?:don't|do not|does not|doesn't|never|not)\s(?:drop|drops|fall|falls|go|goes|rise|rises|sink|slip)\s"
    r"(?:below|under|above|over|beyond)\b",
    holds=("n't", "not ", "never"),
)


def _stays(line: Line) -> bool:
    """Return whether something is said to stay as it is; people who stay somewhere act."""
    for index, token in enumerate(line.tokens[:12]):
        if token.text not in _STAYING:
            continue
        behind = line.tokens[index + 1] if index + 1 < len(line.tokens) else None
        before = line.tokens[index - 1] if index else None
        if (
            behind is not None
            and behind.kinds & NOUN
            and not behind.kinds & (ADJECTIVE | PREPOSITION)
        ):
            continue  # "stay interviews"
        if behind is not None and behind.text in {"longer", "more", "less"}:
            continue
        who = before is not None and before.kinds & (PEOPLE | STAFF)
        if not (who and behind is not None and behind.text in {"in", "with", "on", "for", "at"}):
            return True
    return False


def _levels(line: Line) -> bool:
    """Return whether what is raised is a level rather than an amount ("raise 2 million")."""
    first = (
        line.tokens[line.head + 1]
        if line.head is not None and line.head + 1 < len(line.tokens)
        else None
    )
    return first is not None and not first.text[0].isdigit() and first.text not in "$€£"


_BETTER_WHEN_LESS = Caseless(
    r"(?<!on-)(?<!on )\b(?:time|latency|lcp|fcp|mttr|cost|costs|churn|errors?|defects?|wait|duration)\b"
)


def _bettered(line: Line) -> str:
    """Tell which way what a line names gets better."""
    return "decrease" if _BETTER_WHEN_LESS.search(line.text, 0, 2000) else "increase"


def _soft(line: Line, word: str) -> str | None:
    """Tell the direction of "improve" and the like by what is improved."""
    if word in {
        "improve",
        "improves",
        "improving",
        "enhance",
        "optimise",
        "optimize",
        "better",
        "accelerate",
        "strengthen",
    }:
        return _by_metric(line) or _bettered(line)
    if word in {
        "drive",
        "scale",
        "boost",
        "elevate",
        "lift",
        "unlock",
        "advance",
        "deepen",
        "broaden",
    }:
        if word == "drive" and (
            line.object.first < len(line.tokens) and line.tokens[line.object.first].text == "down"
        ):
            return "decrease"
        return "increase"
    return None


def _by_metric(line: Line) -> str | None:
    """Tell the direction by from and to, or by what stands behind a number ("30 % more")."""
    metric = line.measured.metric
    if metric is not None:
        if (
            metric.baseline is not None
            and metric.target is not None
            and metric.baseline != metric.target
        ):
            return "increase" if metric.target > metric.baseline else "decrease"
        if metric.relative_target is not None and line.head is None:
            moved = _behind_subject(line)
            if moved:
                return moved  # "down from last year by 18 %"
            return "increase" if metric.relative_target > 0 else "decrease"
        if metric.kind is MetricKind.RANGE and line.head is not None and line.head_kinds & HOLD:
            return "maintain"
    return (
        _behind_numbers(line)
        or (_behind_subject(line) if line.head is None else None)
        or _by_sign(line)
    )


def _by_sign(line: Line) -> str | None:
    """Tell the direction by the sign of the only number: "Awareness +6 pts", "Returns -15%"."""
    if line.head is not None or len(line.numbers) != 1 or not line.numbers[0].signed:
        return None
    before = next((t for t in reversed(line.tokens) if t.end <= line.numbers[0].start), None)
    if before is None or not before.word or before.kinds & PREPOSITION:
        return None
    return "increase" if line.numbers[0].value > 0 else "decrease"


def _behind_numbers(line: Line) -> str | None:
    """Tell the direction by the word behind a number: "30% more", "20 fewer"."""
    for number in line.numbers:
        behind = line.text[number.end : number.end + 20]
        if _LESS.match(behind) or (number.kind == "time" and _SOONER.match(behind)):
            return "decrease"
        share = number.kind == "percent" and _MORE.match(behind)
        if share and not behind.strip().lower().startswith("new"):
            return "increase"
        if number.kind == "count" and _ADDED.match(behind):
            return "increase"
    return None


def _behind_subject(line: Line) -> str | None:
    """Tell the direction by the verb behind the noun a line begins with: "Churn falls …"."""
    for token in line.tokens[line.object.behind : line.object.behind + 8]:
        working = token.kinds & VERB and token.kinds & WORK
        if working and not token.kinds & (SOFT | PAST_FORM | NOUN | FLOW):
            return None
        if token.kinds & HOLD and token.text in _HELD:
            return "maintain"
        if token.kinds & DOWN or token.text in {"fall", "falls", "drops", "drop", "down"}:
            return "decrease"
        if token.kinds & UP or token.text in {"rises", "rise", "grows", "up"}:
            return "increase"
        if token.text in _COMPARED and token.end < len(line.text):
            return _COMPARED[token.text]
        if token.text in _IMPROVES:
            return _bettered(line)
    return None


_ADDED = re.compile(r"(?i)\s*(?:more|additional|extra)\b")
_COMPARED = {"more": "increase", "longer": "increase", "fewer": "decrease", "less": "decrease"}
"""What people who act do more or less of: "Nurses spend more time with patients"."""

_IMPROVES = frozenset({"improve", "improves", "improved"})
_HELD = frozenset({"kept", "holds", "held"})
