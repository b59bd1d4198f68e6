"""Features of the numbers in a line: what each counts, limits or changes."""

import re
from decimal import Decimal

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.rules.language.found import Found, Where, behind_of
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.phrases import phrase_at
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.language.vocabulary import (
    BASE_FORM,
    BEHAVE,
    COUNTED,
    FLOW,
    HIRING,
    ING_FORM,
    LINKING,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    STAFF,
    THIRD_FORM,
    VERB,
    WORK,
)

_TIME_BEFORE = frozenset(
    [
        "within",
        "in",
        "every",
        "per",
        "after",
        "before",
        "for",
        "over",
        "last",
        "past",
        "next",
        "first",
        "during",
        "each",
        "under",
        "than",
    ]
)


_LIMITS = frozenset(
    [
        "<",
        ">",
        "≥",
        "≤",
        "least",
        "most",
        "than",
        "under",
        "below",
        "above",
        "over",
        "minimum",
        "maximum",
        "exceed",
        "exceeds",
    ]
)


def number_features(line: Line, found: Found) -> None:
    """Look at each number: what it counts, limits or changes."""
    metric = line.measured.metric
    if metric is not None and metric.baseline is not None and line.measured.baseline_at:
        found.add("from and to", *line.measured.baseline_at)
    gaps = placeholders_in(line.text)
    for start, end in gaps:
        found.add("placeholder", start, end)
    if len(gaps) > 1 and _FROM_TO.search(line.text, 0, gaps[1][0] + 1):
        found.add("from and to", *gaps[0])
    words = () if line.numbers else _SHARE_WORDS.finditer(line.text, 0, LONGEST)
    shares = [match.span() for match in words]
    if not line.numbers and not gaps and not shares:
        found.add("no number", 0, 0)
    for number in line.numbers:
        _one_number(line, number, found)
    for gap in gaps:
        _one_number(line, _gap_number(line.text, gap), found)
    for start, end in shares:
        _one_number(
            line, TextNumber(Decimal(50), "%", start, end, start, end, kind="percent"), found
        )


def _gap_number(text: str, gap: Where) -> TextNumber:
    """Return a gap as the number it holds the place of."""
    start, end = gap
    kind = "percent" if "%" in text[start : end + 2] else "count"
    if re.match(r"\s*(?:hours|days|minutes|weeks|seconds|ms)\b", text[end : end + 12]):
        kind = "time"
    if text[start] in "$€£" or text[max(0, start - 1)] in "$€£":
        kind = "money"
    return TextNumber(Decimal(0), None, start, end, start, end, kind=kind)


_FROM_TO = re.compile(r"(?i)\bfrom\b")


_SHARE_WORDS = Caseless(
    r"\b(?:half|(?:a|one|two|three) (?:third|quarter)s?|a majority|(?:nine|eight|seven|\d) (?:in|out of) (?:ten|10))\b"
    r"|\b(?:double|triple|halve|twice|threefold|tenfold)\b",
    holds=(
        "hal", "third", "quarter", "majority", " ten", " 10", "double", "triple", "twice", "fold",
    ),
)  # fmt: skip


_SCOPING = frozenset({"for", "across", "on", "in", "to"})
_AT_LEAST = frozenset({"at", "least", "most", "over", "about", "all", ">", "≥", "more", "than"})


def _is_scope_of_work(line: Line, before: int, number: TextNumber) -> bool:
    """Return whether a share says for how many something is done: "Write guides for 90 % of sites"."""
    if number.kind not in {"percent", "count"} or before <= line.object.first:
        return False
    while before > line.object.first and line.tokens[before].text in _AT_LEAST:
        before -= 1
    word = line.tokens[before].text
    if word not in _SCOPING or before == line.begin:
        return False
    return word in {"for", "across"} or number.kind == "percent"


def _one_number(line: Line, number: TextNumber, found: Found) -> None:
    """Look at one number."""
    behind = behind_of(line, number.end)
    before = behind_of(line, number.start) - 1
    place = number.start, number.end
    word_before = line.tokens[before].text if before >= 0 else ""
    limited = word_before in _LIMITS
    if _is_scope_of_work(line, before, number):
        found.add("share as the scope", *place)
    if number.kind == "time":
        if number.hyphenated or (
            word_before in _TIME_BEFORE and not (limited and line.object.kinds & MEASURE)
        ):
            found.add("span of time", *place)
        else:
            found.add("time measured", *place)
        return
    if limited:
        found.add("limit", *place)
    if word_before == "by" and number.kind in {"percent", "times", "points"}:
        found.add("changed by a share", *place)
    if number.kind == "money":
        found.add("money", *place)
    elif (
        behind + 1 < len(line.tokens)
        and line.tokens[behind].text == "out"
        and line.tokens[behind + 1].text == "of"
    ) or number.kind in {"times", "points", "size"}:
        found.add("factor or points", *place)
    elif number.kind == "percent":
        _percent(line, number, behind, found)
    else:
        _count(line, number, behind, found)


_SHARED = (
    ("people", PEOPLE | COUNTED), ("what comes and goes", FLOW), ("things made", MADE), ("staff", STAFF),
    ("a measure", MEASURE),
)  # fmt: skip


_COUNTED = (
    ("a measure", MEASURE), ("deeds", COUNTED), ("people", PEOPLE), ("staff", STAFF), ("things made", MADE),
    ("what comes and goes", FLOW),
)  # fmt: skip


def _percent(line: Line, number: TextNumber, behind: int, found: Found) -> None:
    """Look at what a share is of, and what its part does."""
    place = number.start, number.end
    found.add("percent", *place)
    if number.value == 100:
        found.add("all of it", *place)
    of = behind < len(line.tokens) and line.tokens[behind].text == "of"
    phrase = phrase_at(line.tokens, behind + 1 if of else behind)
    if not of:
        if phrase.kinds & MEASURE:
            found.add("percent of a measure", *place)
        return
    kind = next((name for name, bit in _SHARED if phrase.kinds & bit), "something")
    found.add(f"share of {kind}", *place)
    _follows(line, phrase.behind, f"share of {kind}", found)


def _follows(line: Line, at: int, who: str, found: Found) -> None:
    """Look at what is said of a counted subject: what it does, or what was done with it."""
    short = who.split(" of ")[0]
    for index, token in enumerate(line.tokens[at : at + 8]):
        if not token.word or token.kinds & LINKING:
            if token.text in ".;:":
                return
            continue
        if token.kinds & PREPOSITION and not token.kinds & VERB:
            continue
        worked = (
            token.kinds & PAST_FORM and token.kinds & (WORK | HIRING) and not token.kinds & NOUN
        )
        worked = worked or (not token.kinds and token.text.endswith("ed") and len(token.text) > 4)
        deed = token.kinds & BEHAVE and token.kinds & (
            BASE_FORM | THIRD_FORM | ING_FORM | PAST_FORM
        )
        deed = deed or (
            index == 0 and token.kinds & VERB and token.kinds & (BASE_FORM | THIRD_FORM)
        )
        if worked or deed:
            what = "was worked on" if worked else "does something"
            found.at(f"{short}: {what}", token)
            found.at(f"{who}: {what}", token)
            return


def _count(line: Line, number: TextNumber, behind: int, found: Found) -> None:
    """Look at what a plain number counts."""
    place = number.start, number.end
    if behind < len(line.tokens) and line.tokens[behind].text == "times":
        found.add("number of something", *place)
        return
    of = behind < len(line.tokens) and line.tokens[behind].text == "of"
    phrase = phrase_at(line.tokens, behind + 1 if of else behind)
    kind = next((name for name, bit in _COUNTED if phrase.kinds & bit), "something")
    if kind == "staff" and line.head is None and phrase.around & PEOPLE:
        kind = "people"
    found.add(f"number of {kind}", *place)
    _follows(line, phrase.behind, f"number of {kind}", found)
