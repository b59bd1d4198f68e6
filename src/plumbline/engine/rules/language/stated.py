"""What a key result states: a number, where it starts, which way it is to go, an end in time."""

import re
from functools import lru_cache

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.documents.text_metric import NOTHING
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.vocabulary import (
    COUNTED,
    DOWN,
    HOLD,
    MADE,
    MEASURE,
    PEOPLE,
    SOFT,
    UP,
    VERB,
    WORK,
)

Where = tuple[int, int]

_NUMBER_WORDS = Caseless(
    r"\b(?:double[sd]?(?! down\b)|doubling|triple[sd]?|tripling|quadruple[sd]?|halve[sd]?|halving|twice|thrice|\w+fold|dozens?"
    r"|half (?:of|the|as|our|all)|(?:in|by|to|with) half|(?:a|one|two|three) (?:third|quarter|fifth|half|tenth)s?"
    r"|(?:an )?order of magnitude)\b",
    holds=(
        "doubl", "tripl", "quadrupl", "hal", "twice", "thrice", "fold", "dozen", "third", "quarter",
        "fifth", "tenth", "magnitude",
    ),
)  # fmt: skip

_ONE_BEFORE = re.compile(
    r"(?i)^\W*(?:\w+\W+){0,2}?(?:at least|at minimum|exactly|a minimum of|minimum)?\s*$"
)
_SCOPE_BEFORE = Caseless(
    r"(?:\b(?:older|younger) than|\beach of (?:the|our|these|those)|\bthe (?:last|past|previous|next|first)"
    r"|\b(?:last|past|previous|next|every|per|each)|\b(?:phases|steps|levels|tiers|stages|versions|sections|parts))\s*$"
)
_KNOWN_BEFORE = re.compile(r"(?i)\b(?:the|our|their|its|your)\s*$")
_RANKED_BEHIND = re.compile(r"(?i)^\s+(?:\w{2,12}est|top|most|main|key)\s")
"""Both around a number tell which things are meant: "our 6 busiest terminals"."""

_SCOPE_BEHIND = re.compile(r"(?i)^\s*(?:discount|off coupon|voucher|years? old|days? old)\b")
_EVENT_BEHIND = re.compile(
    r"(?i)^[\s-]*(?:[A-Z&]\w*\s|[a-z&]+\s){0,4}?(?:workshops?|trainings?|courses?|events?|offsites?|plans?|programs?"
    r"|programmes?|campaigns?|retreats?|sprints?|summits?|conferences?|seminars?)\b"
)
_DEADLINE = Caseless(
    r"\b(?:(?:by|until|before|due|no later than|not later than|at|in|on|during|within|end of)\s+)"
    r"(?:the\s+)?(?:(?:end|close|start|beginning|middle|mid|early|late|first half|second half)(?:\s+of)?\s+)?(?:the\s+|this\s+|next\s+|fiscal\s+|our\s+)?"
    r"(?:q-?[1-4]|h[12]|eo[qyhm][q1-4]{0,2}|eom|fy\s?'?\d{2,4}(?:[-\s]?q[1-4])?|20\d\d(?:[-/]\d{1,2}){0,2}"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?<=by\s)\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|week\s\d{1,2}|sprint\s\d{1,3}|quarter|year|month|cycle|christmas|summer|autumn|fall|winter|spring|easter|final\s\w+|launch\sday"
    r"|year[- ]end|quarter[- ]end|month[- ]end)\b(?!\s*(?:target|plan|pipeline|hiring plan|goal|budget)\b.*\bat\b)"
    r"|\b(?:by|before)\s+(?:the\s+)?(?:launch|demo|deadline|end|close|release|opening)\b|\b(?:eoq|eoy|eofy)\s?\d{0,2}\b"
    r"|\b(?:this|next)\s(?:quarter|year|month|half|cycle)\b"
)
_BASELINE_WORDS = Caseless(
    r"\b(?:currently|current(?:ly)? (?:is|at|value)|today|baseline(?: of|:| is)?|up from|down from|instead of|starting (?:at|from)|was)\s+"
    r"(?:about |around |roughly |at |of )?[~≈$€£<>]?\d",
    holds=("current", "today", "baseline", "from", "instead", "starting", "was"),
)
_MORE = re.compile(
    r"(?i)^\s*(?:more|additional|extra|higher|increase|growth|uplift|improvement|faster|new|up)\b"
)
_LESS = re.compile(
    r"(?i)^\s*(?:fewer|less|lower|decrease|decline|reduction|drop|shorter|smaller|cheaper|down)\b"
)
_TREND_FRONT = re.compile(
    r"(?i)^\W*(?:(?P<up>more(?! than)|higher(?! than)|increased|increasing|improved|growing|rising|stronger|better)"
    r"|(?P<down>fewer(?! than)|less(?! than)|lower(?! than)|decreased|reduced|falling|shorter|declining|faster)|(?P<hold>stable|steady|no (?:decline|loss|drop|increase|rise|change)))\b"
)


@lru_cache(maxsize=4096)
def number_places(line: Line) -> tuple[Where, ...]:
    """Return where a line states numbers that say how much, in order.

    Left out are gaps ("X %"), dates, versions, and numbers that only say which things are meant
    ("tickets older than 120 days", "a 2-day workshop").
    """
    found = [(number.start, number.end) for number in line.numbers if not _is_scope(line, number)]
    found += [match.span() for match in _NUMBER_WORDS.finditer(line.text, 0, 2000)]
    return tuple(sorted(found))


def _is_scope(line: Line, number: TextNumber) -> bool:
    """Return whether a number only says which things are meant."""
    before, behind = line.text[: number.start], line.text[number.end : number.end + 60]
    if number.word and number.value == 1:
        head = line.tokens[line.head].end if line.head is not None else 0
        return not _ONE_BEFORE.match(line.text[head : number.start]) or (
            len(line.text[head : number.start].split()) > 3
        )
    if _SCOPE_BEFORE.search(before[-40:]) or _SCOPE_BEHIND.match(behind):
        return True
    if _RANKED_BEHIND.match(behind) and _KNOWN_BEFORE.search(before[-8:]):
        return True
    return number.hyphenated and number.kind == "time" and bool(_EVENT_BEHIND.match(behind))


@lru_cache(maxsize=4096)
def baseline_place(line: Line) -> Where | None:
    """Return where a line states its start: "from 3 to 5", "currently 40"."""
    if line.measured is NOTHING or line.measured.metric is None:
        return None
    if line.measured.metric.baseline is not None:
        return line.measured.baseline_at
    match = _BASELINE_WORDS.search(line.text, 0, 2000)
    return match.span() if match else None


def deadline_place(line: Line) -> Where | None:
    """Return where a line names an end in time: "by April", "in Q2"; durations are none."""
    match = _DEADLINE.search(line.text, 0, 2000)
    if match is None:
        return None
    rate = re.match(
        r"(?i)(?:in|for|over|within|at|on|during|to|from)\s+(?:the\s+)?(?:a\s+)?(?:quarter|year|month|cycle|half|week)\b",
        match.group(),
    )
    return None if rate else match.span()


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
    return bool(wanted) or bool(line.object.around & (MEASURE | PEOPLE))


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
    if kinds & HOLD and not (word == "hold" and not line.object.around & MEASURE):
        return "maintain"
    if word in {"stay", "stays", "remain", "remains"}:
        return "maintain"
    if any(token.text in {"stays", "stay", "remains", "remain"} for token in line.tokens[:12]):
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


def _levels(line: Line) -> bool:
    """Return whether what is raised is a level rather than an amount ("raise 2 million")."""
    first = (
        line.tokens[line.head + 1]
        if line.head is not None and line.head + 1 < len(line.tokens)
        else None
    )
    return first is not None and not first.text[0].isdigit() and first.text not in "$€£"


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
        moved = _by_metric(line)
        if moved:
            return moved
        lowered = line.text.lower()
        if re.search(
            r"\b(?:time|latency|lcp|fcp|mttr|cost|costs|churn|errors?|defects?|wait|duration)\b",
            lowered,
        ):
            return "decrease"
        return "increase"
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
            return "increase" if metric.relative_target > 0 else "decrease"
        if metric.kind is MetricKind.RANGE and line.head is not None and line.head_kinds & HOLD:
            return "maintain"
    return _behind_numbers(line) or (_behind_subject(line) if line.head is None else None)


def _behind_numbers(line: Line) -> str | None:
    """Tell the direction by the word behind a number: "30% more", "20 fewer"."""
    for number in line.numbers:
        behind = line.text[number.end : number.end + 20]
        if _LESS.match(behind):
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
        if token.kinds & VERB and token.kinds & WORK:
            return None
        if token.kinds & HOLD and token.text in _HELD:
            return "maintain"
        if token.kinds & DOWN or token.text in {"fall", "falls", "drops", "drop", "down"}:
            return "decrease"
        if token.kinds & UP or token.text in {"rises", "rise", "grows", "up"}:
            return "increase"
    return None


_ADDED = re.compile(r"(?i)\s*(?:more|additional|extra)\b")
_HELD = frozenset({"stays", "stay", "remains", "remain", "kept", "holds", "held"})
