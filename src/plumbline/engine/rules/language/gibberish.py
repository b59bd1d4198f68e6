"""Whether a text is made of words or of keys: "asdf qwer", "lorem ipsum dolor".

No dictionary is asked, which would refuse names, terms and other languages. Told are the words of
filler text, runs along a row of the keyboard, and letters that no language puts together so.
"""

import re
from typing import Final

from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.language.tongue import COMMON_WORDS
from plumbline.engine.rules.language.vocabulary import FUNCTION, WORDS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ROWS: Final = ("qwertyuiop", "qwertzuiopü", "azertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm")
_RUNS: Final = (*_ROWS, *(row[::-1] for row in _ROWS), "abcdefghijklmnopqrstuvwxyz")
LONGEST_RUN: Final = 3
"""Letters from which on a run along the keyboard is no word; "we", "as" and "po" are."""

_FILLER_TEXT: Final = (
    "lorem ipsum dolor sit amet consectetur consetetur adipiscing adipisicing sadipscing "
    "elit elitr eiusmod tempor incididunt labore dolore magna aliqua enim minim veniam "
    "nostrud ullamco laboris aliquip commodo consequat duis aute irure reprehenderit "
    "voluptate velit esse cillum fugiat blah bla foo baz qux foobar blub haha hihi lol "
)
_FILLER: Final = frozenset(_FILLER_TEXT.split())
_VOWELS: Final = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýąęıłı]", re.IGNORECASE)
_STUTTER: Final = re.compile(r"(.)\1\1|^(.{1,3})\2{2,}$", re.IGNORECASE)
_PILE: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)
LATIN_ENDS: Final = "\u0250"
"""Other scripts than the Latin one begin here; nothing is said of them."""


def is_gibberish(text: str) -> bool:
    """Return whether at least half of the words of a text that mean something are none.

    Args:
        text: A line or a few sentences in any language.
    """
    words = [
        word
        for word in _WORD.findall(text)
        if not WORDS.get(word.lower(), 0) & FUNCTION and word.lower() not in COMMON_WORDS
    ]
    if not words:
        return False
    return 2 * sum(map(_is_none, words)) >= len(words)


def names_none(line: Line) -> bool:
    """Return whether no word of a line is one, as far as that can be told without a dictionary.

    One known word is enough to leave a line alone: it may be a name or term among others.
    """
    words = [token for token in line.tokens if token.word and not token.kinds & FUNCTION]
    if not words or any(token.kinds for token in words):
        return False  # nearly all lines, and quickly seen
    return is_gibberish(line.text[:LONGEST])


def _is_none(word: str) -> bool:
    """Return whether something written with letters is no word."""
    lower = word.lower()
    if lower in _FILLER:
        return True
    if lower in WORDS or (word.isupper() and len(word) < 6) or lower[-1] >= LATIN_ENDS:
        return False  # known, an acronym, or of another script
    if len(lower) >= LONGEST_RUN and any(lower in run for run in _RUNS):
        return True
    if len(lower) > 3 and not _VOWELS.search(lower):
        return True
    return bool(_STUTTER.search(lower) or _PILE.search(lower))
