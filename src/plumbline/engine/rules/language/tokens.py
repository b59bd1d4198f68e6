"""The words of a line, with where they stand and what they may be."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, cast

from plumbline.engine.rules.language.vocabulary import (
    MEASURE,
    NOUN,
    PAIRS,
    VERB,
    WORDS,
)

LONGEST = 2000
"""Characters that are looked at; what is longer is no title."""

_TOKEN = re.compile(
    r"[^\W\d_][^\W_]{0,80}(?:['’.&/-][^\W_]{1,80}){0,6}|\d(?:[\d.,]{0,20}\d)?[^\W\d_]{0,3}|[^\w\s]"
)


class Token(NamedTuple):
    """One word, number or mark.

    Attributes:
        text: In small letters.
        start: Offset of its first character.
        end: Offset behind its last character.
        kinds: What it may be, as bits of `vocabulary`.
        pair: What it is together with the next word; 0 for nothing of its own.
        word: It is made of letters.
        capital: It begins with a capital letter.
        acronym: It is written in capital letters.
    """

    text: str
    start: int
    end: int
    kinds: int
    pair: int = 0
    word: bool = False
    capital: bool = False
    acronym: bool = False


_token = cast("Callable[[tuple[object, ...]], Token]", partial(tuple.__new__, Token))
"""Makes a token of all its fields, in half the time: there are a dozen in each line."""


def tokens_of(text: str) -> tuple[Token, ...]:
    """Split a line into its words, numbers and marks.

    Args:
        text: Only its first `LONGEST` characters are looked at.
    """
    tokens: list[Token] = []
    following = ""
    # From the last to the first: the word that decides what two are together is then at hand.
    for match in reversed(list(_TOKEN.finditer(text[:LONGEST]))):
        low, kinds, pairs, word, capital, acronym = _word_read(match.group())
        start, end = match.span()
        pair = pairs.get(following, 0) if pairs else 0
        tokens.append(_token((low, start, end, kinds, pair, word, capital, acronym)))
        following = low
    tokens.reverse()
    return tuple(tokens)


_OF_A_MEASURE = re.compile(r"-(?:to|per|of|in|at)\Z")
"""Ends what the last part of a compound only belongs to: "time-to-hire", "cost-per-lead"."""


@lru_cache(maxsize=8192)
def _word_read(raw: str) -> tuple[str, int, Mapping[str, int] | None, bool, bool, bool]:
    """Return what one word, number or mark is wherever it stands; most are read again and again.

    Between what it may be and how it is written stands what it is together with a next word.
    """
    low = raw.lower().replace("’", "'")
    if not low[0].isalpha():
        return low, 0, PAIRS.get(low), False, False, False
    capital = raw[0].isupper()
    acronym = capital and len(raw) > 1 and raw.isupper()
    return low, kinds_of(low), PAIRS.get(low), True, capital, acronym


def kinds_of(word: str) -> int:
    """Return what a word in small letters may be; of a compound, what its last part is."""
    known = WORDS.get(word)
    if known is not None:
        return known
    if word.endswith(("'s", "s'")):
        return 0
    for mark in "-/":
        if mark in word:
            first, _, last = word.rpartition(mark)
            if mark == "-" and _OF_A_MEASURE.search(first):
                return WORDS.get(first.split("-")[0], 0) & MEASURE or NOUN & WORDS.get(last, 0)
            behind = WORDS.get(last, 0)
            if mark == "-" and first in {"re", "co", "pre", "cross", "self", "over", "under"}:
                return behind
            if mark == "/":
                return behind | (WORDS.get(first, 0) & (VERB | NOUN))
            return behind & NOUN
    if word.startswith("re") and len(word) > 5:
        return WORDS.get(word[2:], 0) & VERB
    return 0
