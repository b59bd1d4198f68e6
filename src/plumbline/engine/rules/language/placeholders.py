"""Gaps left in a text for a number that is yet to come: "X %", "TBD", "N customers", "[$N]"."""

import re
from functools import lru_cache

_PLACEHOLDER = re.compile(
    r"(?<![\w&/.-])(?:[$€£]?(?:[XYZN]|XX+|NN+)(?:[kKmM](?!\w))?\s?%?(?![\w&'’./:-])|x{1,3}\s?%|(?<=\s)[xX](?=\s(?:[a-z]+|\w+s\b)))"
    r"|(?i:\btb[dac]\b|\bto be (?:determined|decided|defined|confirmed)\b)"
    r"|\?\?+|_{2,}(?!\w)|[$€£]{2,}|<(?:number|value|target|baseline|metric|amount|date|n|x|insert[^<>]{0,20})>"
    r"|\[\s?[$€£]?\s?(?:[XYZN]{1,3}|\.\.\.|…|_+|\?+|number|value|target|baseline|amount|insert[^\[\]]{0,20})\s?%?\s?\]"
    r"|\{\s?\w{0,12}\s?\}",
)
_MAY_BE = re.compile(
    r"[XYZNx?_<\[{$€£tT](?:(?<=[?_<\[{])|(?<=[XYZN])(?![a-jln-z])|(?<=x)[x\s%]|(?<=[$€£])[$€£]"
    r"|(?<=[tT])(?:[bB][dDaAcC]|[oO] [bB][eE]))"
)
"""One of these stands in each gap: most lines have none, which is quickly seen.

It begins with one set of characters, which `re` looks for without trying any branch.
"""

_NO_GAP = re.compile(
    r"(?i)\b(?:generation|gen|series|class|type|plan|model|project|product|team|vitamin|y)\s$"
)


@lru_cache(maxsize=4096)
def placeholders_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a line that hold the place of a number or word.

    Args:
        text: A title without mark-up; only its first 2,000 characters are looked at.
    """
    text = text[:2000]
    if not _MAY_BE.search(text):
        return ()
    return tuple(
        match.span()
        for match in _PLACEHOLDER.finditer(text)
        if not _NO_GAP.search(text[max(0, match.start() - 12) : match.start()])
    )
