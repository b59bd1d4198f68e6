"""Digits of any script, written as the digits 0 to 9 without moving a character."""

import re
import unicodedata
from typing import Final

_FOREIGN: Final = re.compile(r"(?![0-9])\d|[٫٬٪]")
_MARKS: Final = {
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "．": ".",
    "，": ",",
    "％": "%",
    "－": "-",
    "＋": "+",
}


def digits_plain(text: str) -> str:
    """Return a text of the same length in which every decimal digit is one of 0 to 9.

    Where a text writes its digits otherwise, the marks of decimals, thousands and percent that go
    with them are written as those of ASCII too: `١٢٫٥٪` is `12.5%`.
    """
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return _MARKS.get(character, character) if digit is None else str(digit)


def is_odd_number(text: str) -> bool:
    """Whether a text is no words but holds a number that no digits write: `½`, `②`, `Ⅳ`, `10²`."""
    if text.isascii():
        return False
    odd = any(character.isnumeric() and not character.isdecimal() for character in text)
    words = any(character.isalpha() and not character.isnumeric() for character in text)
    return odd and not words
