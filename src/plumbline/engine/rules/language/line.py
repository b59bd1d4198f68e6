"""One line, read once: its words, numbers, metric, head and the phrase the head acts on."""

import re
from dataclasses import dataclass
from functools import lru_cache

from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.numbers_in_text import TextNumber, numbers_read
from plumbline.engine.documents.text_metric import NOTHING, TextMetric
from plumbline.engine.rules.language.tokens import Token, tokens_of
from plumbline.engine.rules.language.vocabulary import (
    ADJECTIVE,
    BASE_FORM,
    CONCRETE,
    CONJUNCTION,
    COUNTED,
    DETERMINER,
    DOWN,
    FLOW,
    FUNCTION,
    ING_FORM,
    LINKING,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    SKIPPED,
    STAFF,
    TALKING,
    THIRD_FORM,
    UP,
    VERB,
    WINNING,
    WORK,
)

_QUANTITIES = frozenset(
    [
        "number",
        "numbers",
        "amount",
        "total",
        "set",
        "list",
        "series",
        "range",
        "majority",
        "rest",
        "part",
        "share",
        "percentage",
        "proportion",
        "percent",
        "count",
        "sum",
        "variety",
        "handful",
        "batch",
        "group",
        "pool",
        "volume",
        "#",
        "level",
        "levels",
        "size",
    ]
)
_NOUN_FIRST = frozenset(
    [
        "design",
        "test",
        "support",
        "review",
        "release",
        "plan",
        "report",
        "process",
        "product",
        "service",
        "project",
        "program",
        "website",
        "web",
        "content",
        "page",
        "form",
        "lead",
        "market",
        "demo",
        "trial",
        "pilot",
        "feature",
        "record",
        "order",
        "call",
        "ticket",
        "change",
        "stage",
        "sprint",
        "email",
        "mail",
        "network",
        "table",
        "model",
        "profile",
        "contract",
        "display",
        "cost",
        "price",
        "ship",
        "share",
        "return",
        "traffic",
        "search",
        "brand",
        "store",
        "group",
        "team",
        "sample",
        "stock",
        "supply",
        "scope",
        "signal",
        "risk",
        "visit",
        "click",
        "view",
        "download",
        "install",
        "access",
        "progress",
        "quality",
        "budget",
        "backup",
        "audit",
        "interview",
        "campaign",
        "survey",
        "study",
        "sale",
        "sales",
        "position",
        "benchmark",
        "practice",
        "code",
        "script",
        "index",
        "image",
    ]
)
"""Verbs of work that as often begin a noun: "Design satisfaction", "Support tickets closed"."""

_OUTSIDE = frozenset(
    ["paying", "active", "external", "outside", "enterprise", "subscribed", "customer", "client"]
)
"""Words that make a team or developer one of another organization."""

_CLAUSE_END = frozenset(".;:()[]–—,")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that belong to one noun.

    Attributes:
        first: Index of its first token.
        behind: Index behind its last token.
        kinds: What its last noun may be, with what its earlier nouns may be in `around`.
        around: What any of its nouns may be.
    """

    first: int
    behind: int
    kinds: int
    around: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of text as the analysis reads it.

    Attributes:
        text: The line.
        tokens: Its words, numbers and marks.
        numbers: The numbers that may measure something.
        measured: What it measures: baseline, target, unit, with their places.
        begin: Index of the first token behind labels and words that say nothing.
        head: Index of the verb the line begins with, `None` where it begins with a noun.
        head_kinds: What that verb may be.
        object: The phrase the head acts on, or the one the line begins with.
    """

    text: str
    tokens: tuple[Token, ...]
    numbers: tuple[TextNumber, ...]
    measured: TextMetric
    begin: int
    head: int | None
    head_kinds: int
    object: Phrase


@lru_cache(maxsize=4096)
def line_read(text: str) -> Line:
    """Read a line.

    Args:
        text: A title without mark-up; only its first 2,000 characters are looked at.
    """
    tokens = tokens_of(text)
    numbers = numbers_read(text)
    begin = _begin(tokens)
    head, kinds = _head(tokens, begin)
    start = begin if head is None else head + 1
    if head is not None and tokens[head].pair & WORK:
        start = head + 2
    return Line(
        text=text,
        tokens=tokens,
        numbers=numbers,
        measured=metric_read(text, numbers) if numbers else NOTHING,
        begin=begin,
        head=head,
        head_kinds=kinds,
        object=phrase_at(tokens, start),
    )


def _begin(tokens: tuple[Token, ...]) -> int:
    """Return the index behind tags, labels and words that say nothing of their own."""
    at, count = 0, len(tokens)
    for _ in range(12):
        if at >= count - 1:
            break
        token = tokens[at]
        if token.text in "([" and not token.word:
            closing = _closing(tokens, at)
            if closing is None or closing >= count - 1:
                break
            at = closing + 1
            continue
        label = _label_end(tokens, at)
        if label is not None:
            at = label
            continue
        if not token.word and not token.text[0].isdigit() and token.text not in "<>≥≤~$€£%?#":
            at += 1
            continue
        if token.text in SKIPPED or (
            token.text.endswith("ly") and len(token.text) > 4 and not token.kinds
        ):
            at += 1
            continue
        if (
            token.text in {"continue", "begin", "start", "help", "work"}
            and tokens[at + 1].text == "to"
        ):
            at += 2
            continue
        break
    return min(at, max(count - 1, 0))


def _closing(tokens: tuple[Token, ...], at: int) -> int | None:
    """Return the index of the bracket that closes the one at `at`, if it is near."""
    wanted = ")" if tokens[at].text == "(" else "]"
    for index in range(at + 1, min(at + 12, len(tokens))):
        if tokens[index].text == wanted:
            return index
    return None


def _label_end(tokens: tuple[Token, ...], at: int) -> int | None:
    """Return the index behind a label such as "People:"; `None` where there is none.

    "NPS: 40" is no label: what measures stands before the colon, or a number behind it.
    """
    for index in range(at + 1, min(at + 6, len(tokens) - 1)):
        token = tokens[index]
        if token.text == ":" or (
            token.text in "-–—" and index - at <= 3 and _spaced(tokens, index)
        ):
            before = tokens[at:index]
            if any(
                each.kinds & (MEASURE | COUNTED | DETERMINER) or each.text[0].isdigit()
                for each in before
            ):
                return None
            behind = tokens[index + 1]
            verb = behind.kinds & VERB and behind.kinds & BASE_FORM
            if token.text != ":" and not verb:
                return None
            return index + 1
        if not token.word and token.text not in "&/":
            return None
    return None


def _spaced(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a dash stands between spaces."""
    return (
        tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start
    )


def _head(tokens: tuple[Token, ...], begin: int) -> tuple[int | None, int]:
    """Return the index of the verb a line begins with, and what it may be."""
    if not tokens:
        return None, 0
    token = tokens[begin]
    behind = tokens[begin + 1] if begin + 1 < len(tokens) else None
    if token.pair & WORK:
        return begin, WORK | CONCRETE | (token.kinds & ~NOUN)
    if not token.kinds & VERB:
        return (begin, 0) if _is_unknown_verb(token, behind) else (None, 0)
    if token.pair & NOUN and not token.pair & VERB:
        return None, 0
    if token.kinds & BASE_FORM or (token.kinds & ING_FORM and not token.kinds & NOUN):
        if _begins_noun(tokens, begin):
            return None, 0
        return begin, token.kinds & (VERB | WINNING | TALKING | CONCRETE | BASE_FORM | ING_FORM)
    if token.kinds & (PAST_FORM | THIRD_FORM) and not token.kinds & NOUN and behind is not None:
        return begin, token.kinds & (VERB | PAST_FORM | THIRD_FORM)
    return None, 0


def _begins_noun(tokens: tuple[Token, ...], begin: int) -> bool:
    """Return whether a word that may be a verb begins a noun here."""
    token = tokens[begin]
    if begin + 1 >= len(tokens):
        return bool(token.kinds & NOUN)
    behind = tokens[begin + 1]
    if token.text not in _NOUN_FIRST and not token.kinds & (NOUN | FLOW):
        return False
    if _moves_behind(tokens, begin + 1):
        return True
    if behind.kinds & (DETERMINER | ADJECTIVE) or behind.text[0].isdigit():
        return behind.text in "<>≥≤"
    if behind.text in {
        "of",
        "is",
        "are",
        "in",
        "rate",
        "time",
        "to",
        "has",
        "have",
        ":",
        "-",
        "≥",
        "<",
        ">",
        "≤",
        "per",
    }:
        return behind.text not in {"to", "in"} or bool(token.kinds & (MEASURE | MADE | COUNTED))
    return bool(behind.kinds & MEASURE) and bool(_has_digit(tokens, begin))


def _moves_behind(tokens: tuple[Token, ...], start: int) -> bool:
    """Return whether a verb of moving follows the nouns: "Inventory days fall from 64 to 45"."""
    for index in range(start, min(start + 6, len(tokens))):
        token = tokens[index]
        if token.kinds & (DETERMINER | CONJUNCTION) or token.text in {"to", "that", "which", ","}:
            return False
        if token.kinds & (UP | DOWN) and token.kinds & (BASE_FORM | THIRD_FORM) and index > start:
            return True
        if token.text in {
            "fall",
            "falls",
            "rise",
            "rises",
            "drop",
            "drops",
            "stay",
            "stays",
            "is",
            "are",
        }:
            return True
    return False


def _has_digit(tokens: tuple[Token, ...], begin: int) -> bool:
    return any(token.text[0].isdigit() for token in tokens[begin:])


def _is_unknown_verb(token: Token, behind: Token | None) -> bool:
    """Return whether a word nobody listed stands where a verb would: "Foo the bar"."""
    if behind is None or not token.word or token.kinds:
        return False
    return bool(behind.kinds & DETERMINER) and behind.text not in {"all", "no", "each", "every"}


def phrase_at(tokens: tuple[Token, ...], start: int, *, depth: int = 0) -> Phrase:
    """Return the noun phrase that begins at `start`, behind articles, adjectives and numbers."""
    index, count = start, len(tokens)
    outside = False
    while index < count:
        token = tokens[index]
        if token.kinds & (DETERMINER | ADJECTIVE) and not token.kinds & NOUN:
            outside = outside or token.text in _OUTSIDE
            index += 1
        elif (not token.word and token.text not in _CLAUSE_END) or token.text in {
            "at",
            "least",
            "most",
            "than",
            "about",
            "approximately",
            "around",
            "up",
        }:
            index += 1
        else:
            break
    first, kinds, around, last = index, 0, 0, ""
    while index < count:
        token = tokens[index]
        if not token.word and token.text not in "&/'\"“”’":
            break
        if token.kinds & (PREPOSITION | CONJUNCTION | LINKING) and not token.kinds & NOUN:
            break
        if (
            index > first
            and token.kinds & VERB
            and not token.kinds & NOUN
            and token.kinds & (PAST_FORM | ING_FORM | THIRD_FORM)
        ):
            break
        if index > first and _is_verb_of_many(tokens, index):
            break
        if token.word:
            outside = outside or token.text in _OUTSIDE
            kinds = (token.kinds | token.pair) & (NOUN | FLOW)
            around |= kinds
            last = token.text
            if token.pair & NOUN and index + 1 < count:
                index += 1
                kinds = token.pair & (NOUN | FLOW)
                last = tokens[index].text
        index += 1
    if outside and kinds & STAFF:
        kinds = (kinds & ~STAFF) | PEOPLE
        around |= PEOPLE
    if (
        (last in _QUANTITIES or last == "completion")
        and depth < 2
        and index + 1 < count
        and tokens[index].text in {"of", "in"}
    ):
        inner = phrase_at(tokens, index + 1, depth=depth + 1)
        return Phrase(first, inner.behind, inner.kinds, around | inner.around)
    if depth < 2 and index + 1 < count and kinds and tokens[index].text in {"and", "&", "or", "/"}:
        joined = phrase_at(tokens, index + 1, depth=depth + 1)
        around |= joined.around
    return Phrase(first, index, kinds, around)


def _is_verb_of_many(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a word is the verb of a plural: "40 towns adopt the register"."""
    token, before = tokens[index], tokens[index - 1]
    if not token.kinds & VERB or not token.kinds & BASE_FORM or index + 1 >= len(tokens):
        return False
    if not (before.text.endswith("s") or before.text in {"people", "staff", "women", "men"}):
        return False
    behind = tokens[index + 1]
    return bool(
        behind.kinds & (DETERMINER | PREPOSITION | ADJECTIVE) or behind.text[0].isdigit()
    ) and not token.kinds & (PREPOSITION | CONJUNCTION)


def number_token(line: Line, number: TextNumber) -> int | None:
    """Return the index of the first token behind a number."""
    for index, token in enumerate(line.tokens):
        if token.start >= number.end:
            return index
    return None


_DIGITS = re.compile(r"\d")

__all__ = [
    "FUNCTION",
    "PEOPLE",
    "STAFF",
    "Line",
    "Phrase",
    "line_read",
    "number_token",
    "phrase_at",
]
