"""What a key result states: a number, where it starts, an end in time."""

import re
from functools import lru_cache

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.documents.text_metric import NOTHING
from plumbline.engine.rules.language.line import Line
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
