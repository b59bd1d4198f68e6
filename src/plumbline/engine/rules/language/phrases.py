"""Noun phrases: what a verb acts on, what a number counts."""

from typing import NamedTuple

from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    ADJECTIVE,
    BASE_FORM,
    BEHAVE,
    CONJUNCTION,
    DETERMINER,
    FLOW,
    ING_FORM,
    LINKING,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    STAFF,
    THIRD_FORM,
    VERB,
)

DEEPEST = 2
"""How often a phrase is followed into "number of …" or across "and"."""

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


_ABOUT = frozenset(["at", "least", "most", "than", "about", "approximately", "around", "up"])

_OUTSIDE = frozenset(
    ["paying", "active", "external", "outside", "enterprise", "subscribed", "customer", "client"]
)
"""Words that make a team or developer one of another organization."""


_CLAUSE_END = frozenset(".;:()[]–—,")


class Phrase(NamedTuple):
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


def phrase_at(tokens: tuple[Token, ...], start: int, *, depth: int = 0) -> Phrase:
    """Return the noun phrase that begins at `start`, behind articles, adjectives and numbers."""
    first, outside = _behind_adjectives(tokens, start)
    count = len(tokens)
    index, kinds, around, last = first, 0, 0, ""
    while index < count and not _ends(tokens, index, first):
        token = tokens[index]
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
    if depth < DEEPEST and index + 1 < count:
        behind = tokens[index].text
        if (last in _QUANTITIES or last == "completion") and behind in {"of", "in"}:
            inner = phrase_at(tokens, index + 1, depth=depth + 1)
            return Phrase(first, inner.behind, inner.kinds, around | inner.around)
        if kinds and behind in {"and", "&", "or", "/"}:
            around |= phrase_at(tokens, index + 1, depth=depth + 1).around
    return Phrase(first, index, kinds, around)


def _behind_adjectives(tokens: tuple[Token, ...], start: int) -> tuple[int, bool]:
    """Return where the nouns begin, and whether an adjective says they are of outsiders."""
    index, outside = start, False
    while index < len(tokens):
        token = tokens[index]
        if token.kinds & (DETERMINER | ADJECTIVE) and not token.kinds & NOUN:
            outside = outside or token.text in _OUTSIDE
        elif not (not token.word and token.text not in _CLAUSE_END) and token.text not in _ABOUT:
            break
        index += 1
    return index, outside


def _ends(tokens: tuple[Token, ...], index: int, first: int) -> bool:
    """Return whether a phrase that began at `first` ends before a token."""
    token = tokens[index]
    if not token.word and token.text not in "&/'\"“”’":
        return True
    if token.kinds & (PREPOSITION | CONJUNCTION | LINKING) and not token.kinds & NOUN:
        return True
    if index == first:
        return False
    verb = token.kinds & VERB and not token.kinds & NOUN
    if verb and token.kinds & (PAST_FORM | ING_FORM | THIRD_FORM):
        return True
    return _is_verb_of_one(tokens, index) or _is_verb_of_many(tokens, index)


def _is_verb_of_one(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a word is the verb of somebody singled out: "Every cook spends 2 hours"."""
    token, before = tokens[index], tokens[index - 1]
    if not token.kinds & THIRD_FORM or not before.kinds & (PEOPLE | STAFF) or index < 2:
        return False
    return tokens[index - 2].text in {"every", "each", "a", "an", "one", "no"}


def _is_verb_of_many(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a word is the verb of a plural: "40 towns adopt the register"."""
    token, before = tokens[index], tokens[index - 1]
    if not token.kinds & VERB or not token.kinds & BASE_FORM or index + 1 >= len(tokens):
        return False
    if not (before.text.endswith("s") or before.text in {"people", "staff", "women", "men"}):
        return False
    behind = tokens[index + 1]
    if token.kinds & (PREPOSITION | CONJUNCTION):
        return False
    if before.kinds & (PEOPLE | STAFF) and token.kinds & BEHAVE and not token.kinds & (NOUN | FLOW):
        return True  # nothing but a verb, and of somebody: "Guests find rooms faster"
    return bool(behind.kinds & (DETERMINER | PREPOSITION | ADJECTIVE)) or behind.text[0].isdigit()
