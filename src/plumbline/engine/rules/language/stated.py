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
from plumbline.engine.rules.language.words import small

Where = tuple[int, int]

_NUMBER_WORDS = Caseless(
    r"\b(?:double[sd]?(?! down\b)|doubling|triple[sd]?|tripling|quadruple[sd]?|halve[sd]?|halving|twice|thrice|\w+fold|dozens?"
    r"|half (?:of|the|as|our|all)|(?:in|by|to|with) half|(?:a|one|two|three) (?:third|quarter|fifth|half|tenth)s?"
    r"|(?:an )?order of magnitude|[12]/[2-5](?=\s(?:of|the|more|less|fewer)\b))\b",
    holds=(
        "doubl", "tripl", "quadrupl", "hal", "twice", "thrice", "fold", "dozen", "third", "quarter",
        "fifth", "tenth", "magnitude", "1/", "2/",
    ),
)  # fmt: skip

_ONE_BEFORE = re.compile(
    r"(?i)^\W*(?:\w+\W+){0,2}?(?:at least|at minimum|exactly|a minimum of|minimum)?\s*$"
)
_ONE_ASIDE = re.compile(r"(?i)\b(?:in|on|into|as|with)\s$")
"""Before a "one" that counts nothing: "checkout in one page"."""

_SCOPE_BEFORE = Caseless(
    r"(?:\b(?:older|younger) than|\beach of (?:the|our|these|those)|\bthe (?:last|past|previous|next|first)"
    r"|\b(?:last|past|previous|next|every|per|each)|\b(?:phases|steps|levels|tiers|stages|versions|sections|parts))\s*$"
)
_KNOWN_BEFORE = re.compile(r"(?i)\b(?:the|our|these|those|their|its|your)\s*$")
_RANKED_BEHIND = re.compile(r"(?i)^\s+(?:\w{2,12}est|top|most|main|key)\s")
"""Both around a number tell which things are meant: "our 6 busiest terminals"."""

_KNOWN_AND_ASIDE = re.compile(
    r"(?i)\b(?:across|among|between|for|from|in|into|of|on|to|with|within) (?:all )?(?:the|our|these|those|its|their)\s*$"
)
"""Before a number of things that are known and not what is counted: "agreed with the three boards"."""

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
    r"|(?:week|wk|cw|kw)\s?\d{1,2}|sprint\s\d{1,3}|quarter|year|month|cycle|christmas|summer|autumn|fall|winter|spring|easter|final\s\w+|launch\sday"
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
_SOONER = re.compile(r"(?i)^\s*(?:faster|earlier|sooner|quicker)\b")
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
    if number.word and number.value == 1 and _ONE_ASIDE.search(before[-8:]):
        return True
    if number.word and number.value == 1:
        head = line.tokens[line.head].end if line.head is not None else 0
        return not _ONE_BEFORE.match(line.text[head : number.start]) or (
            len(line.text[head : number.start].split()) > 3
        )
    if _SCOPE_BEFORE.search(before[-40:]) or _SCOPE_BEHIND.match(behind):
        return True
    if _KNOWN_BEFORE.search(before[-8:]) and (
        _RANKED_BEHIND.match(behind)
        or (number.kind == "count" and _KNOWN_AND_ASIDE.search(before[-24:]))
    ):
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


_ENDS = frozenset(f"{small.DAYS} {small.ENDS}".split())
_END_SIGNS = re.compile(r"[qh]-?[1-4]|20\d\d|fy|eo[qyhm]|\d/\d|(?:week|wk|cw|kw)\d")
"""One of these words or signs stands in each deadline; looking for them is quicker."""

_FOR_A_PERIOD = re.compile(
    r"(?i)\b(?:(?:for|of)\s(?:this|next)\s|on\s20\d\d\b|by\s[12]/[2-5]\s(?:of|the)\b)"
)


def deadline_place(line: Line) -> Where | None:
    """Return where a line names an end in time: "by April", "in Q2"; durations are none."""
    words = {token.text for token in line.tokens}
    if _ENDS.isdisjoint(words) and _END_SIGNS.search(line.text.lower()) is None:
        return None  # most lines
    match = _DEADLINE.search(line.text, 0, 2000)
    if match is None:
        return None
    if _FOR_A_PERIOD.search(line.text, max(0, match.start() - 5), match.end()):
        return None  # "coverage for next quarter" says of which quarter
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
