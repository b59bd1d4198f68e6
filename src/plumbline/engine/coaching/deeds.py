"""A piece of work said as done, in the person's own words: "the 30 blog articles are published".

Nothing is said where the words cannot be turned surely: a sentence that reads as broken English
helps nobody, and the questions can be asked without it.
"""

import re
from typing import Final

from plumbline.engine.rules.language.inflection import PAST, plural, verb_forms
from plumbline.engine.rules.language.line import Line, line_read
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    ABSTRACT,
    ADJECTIVE,
    BASE_FORM,
    CONJUNCTION,
    DETERMINER,
    HIRING,
    ING_FORM,
    LINKING,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    STAFF,
    THIRD_FORM,
    WORK,
)

MOST_WORDS: Final = 7
"""Words of a thing that is made; a longer one is better not said again."""
_NOT_TURNED_WORDS: Final = (
    "act aid allow appeal ask attempt be become begin bind bring call cast catch collaborate come "
    "comply consider continue cooperate deal do enable ensure feed fight fly format freeze get "
    "give go have hear help input keep let light look make meet move need offer offset overcome "
    "partner "
    "pay put quit redo ride see seek speak spend split stand start stay steal stick stop strike "
    "sweep take talk tear tell think throw travel try underwrite use withdraw work"
)
_NOT_TURNED: Final = frozenset(_NOT_TURNED_WORDS.split())
"""Verbs whose object is not what comes of them, that take two, or whose forms are not known."""
_SINGLE: Final = frozenset(["a", "an", "each", "every", "this", "that", "one"])
_KEPT: Final = frozenset(
    ["the", "our", "my", "their", "its", "all", "both", "each", "every", "this", "these", "more"]
)
_NUMBERS: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)
_MANY: Final = frozenset(
    ["people", "men", "women", "children", "criteria", "data", "staff", "alumni", "media"]
)
_ONE_IN_S: Final = frozenset(["news", "series", "analytics", "logistics", "economics", "ops"])
_NO_THING: Final = frozenset(
    [
        "us", "them", "it", "ourselves", "themselves", "itself", "you", "me", "times", "days",
        "weeks", "hours", "months", "worth", "x", "n", "according",
    ]
)  # fmt: skip
"""No thing that is made, and what may stand for a number that is not known yet."""

_DOUBLES: Final = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtv]$")
"""A verb whose last letter is doubled: where the table does not know it, its form is wrong."""

_DESCRIBES: Final = re.compile(r".{3}(?:able|ible|ful|less|ous|ed)$")


def deed_done(work: str) -> str | None:
    """Return a line of work as what is so once it is done; `None` where that is not sure.

    Args:
        work: Such as "Publish 30 blog articles", in English.

    Returns:
        Such as "the 30 blog articles are published".
    """
    line = line_read(work)
    participle = _participle(line)
    if participle is None or line.head is None:
        return None
    start = line.head + 1 + (" " in participle)
    behind = _behind_thing(line.tokens, start)
    if behind is None:
        return None
    words = line.tokens[start:behind]
    said = work[words[0].start : words[-1].end]
    named = _named(words, said)
    if named is None:
        return None
    return f"{named} {'are' if _are_many(words) else 'is'} {participle}"


def _participle(line: Line) -> str | None:
    """Return the participle of the verb a line begins with, with its particle: "rolled out"."""
    if line.head is None or not line.head_kinds & (WORK | HIRING):
        return None
    verb = line.tokens[line.head]
    is_base = verb.kinds & BASE_FORM or verb.pair & WORK
    if not is_base or verb.text in _NOT_TURNED or not verb.text.isalpha():
        return None
    forms = [form for form, kind in verb_forms(verb.text) if kind == PAST]
    if verb.text.endswith("ee") or (forms[-1] == f"{verb.text}ed" and _DOUBLES.match(verb.text)):
        return None
    if verb.pair & WORK:
        particle = line.tokens[line.head + 1].text
        return f"{forms[-1]} {particle}" if particle in _PARTICLES else None
    return forms[-1]


_PARTICLES: Final = frozenset(["out", "up", "off", "down", "over"])


def _behind_thing(tokens: tuple[Token, ...], start: int) -> int | None:
    """Return the index behind the words that name what is made; `None` where that is not sure."""
    index, last = start, None
    while index < len(tokens):
        token = tokens[index]
        ends = not token.word and not token.text[0].isdigit()
        # "of" belongs to the thing; behind any other of these begins something else.
        ends = ends or bool(token.kinds & PREPOSITION and token.text != "of")
        if ends or token.text in _OPENING:
            break
        if not _may_stand(tokens, index, start, last):
            return None
        last = token
        index += 1
    if index == start or last is None or index - start > MOST_WORDS:
        return None
    return None if index < len(tokens) and _goes_on(tokens[index], last) else index


def _goes_on(behind: Token, last: Token) -> bool:
    """Return whether what stands behind belongs to what is made: half of it would be said."""
    if behind.text in {"and", "or", "&", *_PARTICLES}:
        return True
    if behind.text == "with" and last.kinds & (PEOPLE | STAFF):
        return True  # "provide residents with services"
    return not behind.word and behind.text not in ".:!("


_OPENING: Final = frozenset(["who", "that", "which", "where", "when", "so", "and", "or", "&"])


def _may_stand(tokens: tuple[Token, ...], index: int, start: int, before: Token | None) -> bool:
    """Return whether a word may be one of those that name a thing, where it stands."""
    token = tokens[index]
    if token.text in _NO_THING or "'" in token.text:
        return False
    if token.text[0].isdigit():
        near = index == start or (before is not None and before.text in _KEPT)
        return near and token.text.isdigit()
    if token.text in _NUMBERS or token.kinds & DETERMINER:
        return index == start or (before is not None and before.text in {"of", *_KEPT})
    if token.text == "of":
        return index > start
    if token.kinds & (CONJUNCTION | LINKING):
        return False
    if index == start and token.kinds & (ING_FORM | THIRD_FORM) and not token.kinds & NOUN:
        return False  # "start selling cars", "support knows before the customer does"
    if before is not None and before.kinds & (PEOPLE | STAFF) and _is_plural(before):
        return False  # "send customers newsletters"
    return not token.text.endswith("ly")


def _named(words: tuple[Token, ...], said: str) -> str | None:
    """Return what is made with the article it needs; `None` where no noun ends its words."""
    head, first = _noun(words), words[0]
    if head is None or words[-1].text == "of":
        return None
    if first.text in {"a", "an", "1", "one"}:
        return f"the {said[len(first.text) :].lstrip()}" if len(words) > 1 else None
    if first.text[0].isdigit() or first.text in _NUMBERS:
        return f"the {said}" if _is_plural(head) else None
    if first.text in _KEPT:
        return said[0].lower() + said[1:]
    if first.kinds & DETERMINER:
        return None
    if _is_plural(head):
        return said
    if all(token.capital for token in words):
        return said if len(words) == 1 or all(token.acronym for token in words) else None
    # What cannot be counted goes without: "documentation", "value", "invoice processing".
    uncounted = head.text.endswith("ing") or (head.kinds & ABSTRACT and len(words) == 1)
    return said if uncounted else f"the {said}"


def _noun(words: tuple[Token, ...]) -> Token | None:
    """Return the noun that the others describe: the last one before "of"."""
    before = [token.text for token in words]
    end = before.index("of") if "of" in before else len(words)
    for part in (words[:end], words):
        last = part[-1] if part else None
        plain = last is not None and last.word and last.text not in _NUMBERS
        if last is None or not plain or last.kinds & DETERMINER:
            return None
        describes = last.kinds & (ADJECTIVE | PAST_FORM) or _DESCRIBES.match(last.text)
        if describes and not last.kinds & NOUN:
            return None
        if last.text.endswith("ing") and any(_is_plural(each) for each in part[:-1]):
            return None  # "meetings attending"
    return words[end - 1]


def _are_many(words: tuple[Token, ...]) -> bool:
    """Return whether several are made."""
    first, head = words[0].text, _noun(words)
    if first in _SINGLE or first == "1":
        return False
    return head is not None and _is_plural(head)


def _is_plural(token: Token) -> bool:
    """Return whether a noun stands for several: "articles", "people"; no "analysis", no "news"."""
    text = token.text
    if text in _MANY or text.endswith("people"):
        return True
    if token.capital and text.endswith("is"):
        return True  # "KPIs"
    if token.acronym or not text.endswith("s") or text.endswith(("ss", "us", "is")):
        return False
    if text in _ONE_IN_S:
        return False
    return any(text in plural(stem) for stem in (text[:-1], text[:-2], f"{text[:-3]}y"))
