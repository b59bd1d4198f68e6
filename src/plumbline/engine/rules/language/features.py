"""What speaks for a result and what for work in a line, each with the words that say it.

The features are general: none of them is a word of somebody's OKRs. Their weights stand in
`weights.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.rules.language.line import Line, phrase_at
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.tokens import LONGEST, Token
from plumbline.engine.rules.language.vocabulary import (
    ABSTRACT,
    BASE_FORM,
    BEHAVE,
    CONCRETE,
    COUNTED,
    DOWN,
    ENSURE,
    FLOW,
    HIRING,
    HOLD,
    ING_FORM,
    LAUNCH,
    LINKING,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PRAISE,
    PREPOSITION,
    REACH,
    RESULTING,
    SOFT,
    STAFF,
    TALKING,
    THIRD_FORM,
    UP,
    VERB,
    WINNING,
    WORK,
)

Where = tuple[int, int]
Features = Mapping[str, Where]
"""Features that hold, by name, each with the half-open stretch of text that says it."""

_DONE_WORDS = frozenset(
    [
        "done",
        "complete",
        "completed",
        "live",
        "available",
        "ready",
        "place",
        "production",
        "finished",
        "implemented",
        "launched",
        "published",
        "released",
        "deployed",
        "documented",
        "established",
        "created",
        "delivered",
        "built",
        "shipped",
        "finalized",
        "finalised",
        "signed-off",
        "approved",
        "hired",
        "onboarded",
        "trained",
        "migrated",
        "integrated",
        "enabled",
        "operational",
    ]
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
_MORE_OR_LESS = frozenset(
    [
        "fewer",
        "more",
        "higher",
        "lower",
        "less",
        "faster",
        "shorter",
        "no",
        "zero",
        "improved",
        "increased",
        "reduced",
        "rising",
        "falling",
        "stronger",
        "lower",
        "larger",
        "smaller",
        "decline",
        "growth",
        "increase",
        "decrease",
        "reduction",
    ]
)
_DEEDS = frozenset(
    [
        "preparation",
        "implementation",
        "introduction",
        "relaunch",
        "launch",
        "rollout",
        "migration",
        "development",
        "redesign",
        "refresh",
        "set-up",
        "setup",
        "expansion",
        "creation",
        "completion",
        "establishment",
        "integration",
        "consolidation",
        "restructuring",
        "hiring",
        "recruiting",
        "onboarding",
        "programme",
        "program",
        "plan",
        "planning",
        "review",
        "audit",
        "upgrade",
        "update",
        "deployment",
        "automation",
        "overhaul",
        "training",
        "guidelines",
        "documentation",
    ]
)
_PLANS = frozenset(
    ["plan", "plans", "roadmap", "milestones", "deliverables", "schedule", "backlog", "commitments"]
)
_GOALS = frozenset(["goal", "goals", "target", "targets", "quota", "quotas", "forecast", "budget"])
_MEANS = frozenset(["by", "through", "via"])
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


class _Found(dict[str, Where]):
    """Features with their places; the first place of a feature counts."""

    def add(self, name: str, start: int, end: int) -> None:
        self.setdefault(name, (start, end))

    def at(self, name: str, token: Token) -> None:
        self.setdefault(name, (token.start, token.end))


@lru_cache(maxsize=4096)
def features_of(line: Line) -> Features:
    """Return the features of a line."""
    found = _Found()
    if not line.tokens:
        return found
    _head_features(line, found)
    _number_features(line, found)
    _object_features(line, found)
    _clause_features(line, found)
    _statement_features(line, found)
    _joined(line, found)
    return found


def _head_features(line: Line, found: _Found) -> None:
    """Look at the verb a line begins with."""
    if line.head is None:
        token = line.tokens[line.begin]
        found.at(
            "number first" if token.text[0].isdigit() or token.text in "<>≥≤~$€£" else "noun first",
            token,
        )
        return
    token, kinds = line.tokens[line.head], line.head_kinds
    if not kinds & VERB:
        found.at("unlisted verb first", token)
        return
    if kinds & CONCRETE:
        found.at("concrete work verb first", token)
    elif kinds & WORK:
        found.at("loose work verb first", token)
    if kinds & WINNING:
        found.at("winning verb first", token)
    if kinds & TALKING:
        found.at("talking verb first", token)
    if kinds & HIRING:
        found.at("hiring verb first", token)
    for name, kind in (
        ("change verb first", UP | DOWN), ("soft change verb first", SOFT),
        ("reach verb first", REACH), ("hold verb first", HOLD), ("ensure verb first", ENSURE),
    ):  # fmt: skip
        if kinds & kind:
            found.at(name, token)
    if (
        kinds & HOLD
        and token.text in {"hold", "holds", "holding", "held"}
        and not (line.object.around & MEASURE)
    ):
        kinds = WORK
        found.pop("hold verb first", None)
    if kinds & WORK and not kinds & (UP | DOWN | HOLD):
        found.at(
            "work verb or reach verb first" if kinds & (REACH | SOFT) else "work verb first", token
        )
    if kinds & (PAST_FORM | THIRD_FORM) and not kinds & BASE_FORM:
        found.at("verb in the past first", token)


def _object_features(line: Line, found: _Found) -> None:
    """Look at what the head acts on, or what the line begins with."""
    phrase = line.object
    if phrase.behind <= phrase.first or phrase.first >= len(line.tokens):
        return
    place = (
        line.tokens[phrase.first].start,
        line.tokens[min(phrase.behind, len(line.tokens)) - 1].end,
    )
    for name, kind in (
        ("measure as object", MEASURE), ("people as object", PEOPLE), ("deed counted as object", COUNTED),
        ("staff as object", STAFF), ("abstract object", ABSTRACT), ("thing made as object", MADE), ("what flows as object", FLOW),
    ):  # fmt: skip
        if phrase.kinds & kind:
            found.add(name, *place)
        elif phrase.around & kind:
            found.add(
                f"{name.split(' as ')[0]} near the object"
                if " as " in name
                else "abstract near the object",
                *place,
            )
    if not phrase.around & NOUN:
        found.add("object of no known kind", *place)
    moved = line.head_kinds & (UP | SOFT)
    if (
        moved
        and phrase.kinds & STAFF
        and not phrase.around & MEASURE
        and not found.get("from and to")
    ):
        found.add("a team that grows", *place)


def _number_features(line: Line, found: _Found) -> None:
    """Look at each number: what it counts, limits or changes."""
    metric = line.measured.metric
    if metric is not None and metric.baseline is not None and line.measured.baseline_at:
        found.add("from and to", *line.measured.baseline_at)
    gaps = placeholders_in(line.text)
    for start, end in gaps:
        found.add("placeholder", start, end)
    if len(gaps) > 1 and _FROM_TO.search(line.text, 0, gaps[1][0] + 1):
        found.add("from and to", *gaps[0])
    shares = (
        ()
        if line.numbers
        else tuple(match.span() for match in _SHARE_WORDS.finditer(line.text, 0, LONGEST))
    )
    if not line.numbers and not gaps and not shares:
        found.add("no number", 0, 0)
    for number in (*line.numbers, *(_gap_number(line.text, gap) for gap in gaps)):
        _one_number(line, number, found)
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
_SHARE_WORDS = re.compile(
    r"(?i)\b(?:half|(?:a|one|two|three) (?:third|quarter)s?|a majority|(?:nine|eight|seven|\d) (?:in|out of) (?:ten|10))\b"
    r"|\b(?:double|triple|halve|twice|threefold|tenfold)\b"
)


def _behind(line: Line, offset: int) -> int:
    """Return the index of the first token that begins at or behind an offset."""
    return bisect_left(line.tokens, offset, key=attrgetter("start"))


def _one_number(line: Line, number: TextNumber, found: _Found) -> None:
    """Look at one number."""
    behind = _behind(line, number.end)
    before = _behind(line, number.start) - 1
    place = number.start, number.end
    word_before = line.tokens[before].text if before >= 0 else ""
    limited = word_before in _LIMITS
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


def _percent(line: Line, number: TextNumber, behind: int, found: _Found) -> None:
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


def _follows(line: Line, at: int, who: str, found: _Found) -> None:
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


def _count(line: Line, number: TextNumber, behind: int, found: _Found) -> None:
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


def _clause_features(line: Line, found: _Found) -> None:
    """Look for a second clause that measures, or that names work as the means."""
    tokens, numbers = line.tokens, line.numbers
    begin = line.object.first
    starts = [number.start for number in numbers]
    for index in range(begin, len(tokens)):
        token = tokens[index]
        before = tokens[index - 1].text if index else ""
        verb = token.kinds & (UP | DOWN | SOFT | REACH | HOLD | RESULTING)
        so_that = (
            token.text == "so" and index + 1 < len(tokens) and tokens[index + 1].text == "that"
        )
        if so_that and any(token.end <= start <= token.end + 60 for start in starts):
            found.at("change with a number in a second clause", token)
        joined = before in {
            "and",
            "to",
            "&",
            "that",
            "which",
            ",",
            "while",
            "with",
            "or",
            ";",
            "/",
            "successfully",
            "+",
        }
        if (
            verb
            and (joined or token.kinds & RESULTING)
            and not token.kinds & (MADE | PAST_FORM)
            and index > begin
        ):
            near = any(token.end <= start <= token.end + 80 for start in starts)
            if near:
                found.at("change with a number in a second clause", token)
                how = (
                    before
                    if before in {"and", "to", "that"}
                    else "that"
                    if token.kinds & RESULTING
                    else "and"
                )
                found.at(f"change with a number behind {how}", token)
            elif token.kinds & (UP | DOWN):
                found.at("change in a second clause", token)
        if token.text == "with" and index > begin:
            _with_clause(line, index, found)
        if token.text in _MEANS and index + 1 < len(tokens) and tokens[index + 1].kinds & ING_FORM:
            found.at("work as the means", tokens[index + 1])
        if token.text == "measured":
            found.at("says how it is measured", token)


def _with_clause(line: Line, index: int, found: _Found) -> None:
    """Look at what stands behind "with": "with 20 paying customers"."""
    token = line.tokens[index]
    for number in line.numbers:
        if not token.end <= number.start <= token.end + 24:
            continue
        behind = _behind(line, number.end)
        phrase = phrase_at(line.tokens, behind)
        if number.kind == "percent" or phrase.kinds & (MEASURE | PEOPLE | COUNTED):
            brings = line.head is not None and line.tokens[line.head].kinds & LAUNCH
            found.at("brought about with a result" if brings else "with a measured result", token)
        elif not (number.kind == "time" and number.hyphenated):
            found.at("with a number of things", token)
        return
    phrase = phrase_at(line.tokens, index + 1)
    if phrase.kinds & MEASURE:
        found.at("with a measure", token)


def _statement_features(line: Line, found: _Found) -> None:
    """Look for a state that is said to hold at the end: "… is live", "… published"."""
    words = [token for token in line.tokens if token.word]
    if not words:
        return
    for index, token in enumerate(line.tokens):
        if index > line.begin and (
            token.kinds & PRAISE
            or (token.text.endswith("est") and len(token.text) > 5 and not token.kinds)
        ):
            found.at("praise", token)
        if (
            index > line.begin + 1
            and token.kinds & CONCRETE
            and token.kinds & BASE_FORM
            and line.tokens[index - 1].text in {"and", "&", ",", "then"}
        ):
            found.at("work verb in a second clause", token)
    last = words[-1] if line.head is None else None
    for token in words[:4] if last is not None else ():
        if token.text in _DEEDS or (token is last and token.text in _DEEDS):
            found.at("deed as a noun", token)
    if line.tokens[line.begin].text in _MORE_OR_LESS:
        found.at("more or less of something", line.tokens[line.begin])
    for token in words[1:]:
        if token.text in _PLANS:
            found.at("a plan of one's own", token)
        elif token.text in _GOALS:
            found.at("a target of the measure", token)
    for token in reversed(words[-4:]):
        if token.text in _DONE_WORDS and token is not words[0]:
            found.at("done at the end", token)
            break
    if line.head is None:
        for token in line.tokens[line.object.behind : line.object.behind + 6]:
            if (
                token.kinds & PAST_FORM
                and token.kinds & (WORK | HIRING)
                and not token.kinds & (REACH | UP | DOWN)
            ):
                found.at("noun worked on", token)
                break
            if token.text in {"can", "could", "able"} and line.object.around & (
                PEOPLE | STAFF | COUNTED
            ):
                found.at("people can do something", token)
            elif token.kinds & LINKING:
                found.at("statement of a state", token)
            elif token.kinds & (UP | DOWN) and token.kinds & (BASE_FORM | THIRD_FORM):
                found.at("measure that moves", token)
            elif (
                token.kinds & BEHAVE
                and token.kinds & (BASE_FORM | THIRD_FORM)
                and line.object.around & (PEOPLE | STAFF | COUNTED | FLOW)
            ):
                found.at("people do something", token)
    if len(words) <= 3:
        found.add("very short", words[0].start, words[-1].end)
    for before, token, behind in zip(words, words[1:], words[2:], strict=False):
        if (
            token.text == "than"
            and before.text not in {"older", "more", "less"}
            and not behind.text[0].isdigit()
        ):
            found.at("comparison", token)


def _joined(line: Line, found: _Found) -> None:
    """Add features that hold where two others do together."""
    changes = "change verb first" in found or "soft change verb first" in found
    if changes and line.tokens[min(line.object.first, len(line.tokens) - 1)].acronym:
        found.add("acronym as object", *found.get("object of no known kind", (0, 0)))
    for other in ("thing made as object", "thing made near the object", "staff as object"):
        if "praise" in found and other in found:
            found.add(f"praise + {other}", *found["praise"])
    heads = [name for name in _HEADS if name in found]
    others = [name for name in _WITH_HEADS if name in found]
    for head in heads:
        for other in others:
            found[f"{head} + {other}"] = found[head]


_HEADS = (
    "work verb first", "work verb or reach verb first", "hiring verb first", "winning verb first", "talking verb first", "change verb first",
    "soft change verb first", "reach verb first", "hold verb first", "ensure verb first", "noun first",
    "number first", "unlisted verb first", "concrete work verb first", "loose work verb first",
)  # fmt: skip
_WITH_HEADS = (
    "no number", "measure as object", "people as object", "deed counted as object", "staff as object",
    "abstract object", "thing made as object", "acronym as object", "object of no known kind", "what flows as object",
    "measure near the object", "percent", "limit", "from and to", "money", "time measured",
    "changed by a share", "all of it", "number of a measure", "number of deeds", "number of people",
    "number of staff", "number of things made", "number of something", "number of what comes and goes",
    "share of people", "share of what comes and goes", "share of things made", "share of staff",
    "share of something", "share: was worked on", "number: was worked on",
    "change with a number in a second clause", "brought about with a result", "work as the means",
    "praise", "work verb in a second clause", "deed as a noun", "very short", "praise + thing made as object", "thing made near the object",
    "change in a second clause",
    "placeholder", "a plan of one's own", "a target of the measure",
)  # fmt: skip
