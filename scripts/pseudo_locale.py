"""Turns English into text that a tester can read and that takes the room of a translation.

"Check in" becomes "⟦Çĥéçķ îñ~~~~⟧". On a page shown in the pseudo-locale, plain letters betray a
text that cannot be translated, a missing bracket one that is cut off, and whatever breaks would
break in a longer language too.
"""

import re

# Translations from English grow by a third on average, short labels by more.
GROWTH_RATIO = 0.4
OPENING, CLOSING, FILLER = "⟦", "⟧", "~"

_ACCENTED = str.maketrans(
    "AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÅåƁƀÇçÐđÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
# What a program, not a reader, will interpret: %(name)s, %s, %d, %%, {name}, <tags>, &entities;
_KEPT = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*[^{}]*\}|<[^<>]+>|&#?\w+;")


def placeholders(text: str) -> list[str]:
    """List what a translation has to keep, sorted, so that word order is free.

    Args:
        text: A message or its translation.

    Returns:
        Each placeholder, tag and entity, as often as it occurs.
    """
    return sorted(_KEPT.findall(text))


def pseudo_translated(text: str) -> str:
    """Translate a text into the pseudo-locale.

    Args:
        text: An English message.

    Returns:
        The accented text in brackets, its readable part longer by `GROWTH_RATIO` or more. White
        space at both ends stays outside, as gettext asks for equal line ends.
    """
    body = text.strip()
    if not body:
        return text
    lead, trail = text[: text.index(body)], text[text.index(body) + len(body) :]
    parts, position, readable = [], 0, 0
    for match in _KEPT.finditer(body):
        words = body[position : match.start()]
        parts += [words.translate(_ACCENTED), match.group()]
        readable += len(words)
        position = match.end()
    rest = body[position:]
    parts.append(rest.translate(_ACCENTED))
    readable += len(rest)
    filler = FILLER * -int(-readable * GROWTH_RATIO // 1)
    return f"{lead}{OPENING}{''.join(parts)}{filler}{CLOSING}{trail}"
