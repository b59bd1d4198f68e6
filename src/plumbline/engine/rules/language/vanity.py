"""Measures that look good and decide nothing: views, followers, downloads, sign-ups."""

import re

from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    DOWN,
    HOLD,
    LINKING,
    NOUN,
    PEOPLE,
    PREPOSITION,
    SOFT,
    UP,
    VANITY,
    VERB,
    WORK,
)

Where = tuple[int, int]

_BETTER_HEADS = frozenset(
    [
        "conversion",
        "rate",
        "cost",
        "retention",
        "quality",
        "revenue",
        "satisfaction",
        "duration",
        "completion",
        "renewal",
        "churn",
        "time",
        "ratio",
        "activation",
        "share",
        "ctr",
        "cr",
        "engagement",
        "per",
        "latency",
    ]
)
_REACH_PEOPLE = re.compile(
    r"(?i)\breach(?:es|ed|ing)?\s+(?:out to\s+)?(?:over |more than |at least |about |~)?(?:\d[\d.,]*\s?(?:%|k|m|million|thousand)?\s*)(?:of (?:the |our )?)?"
    r"(?:\w+\s){0,2}?(?:people|audience|users on|households|readers|viewers|fans)\b"
)
_MENTIONS = re.compile(
    r"(?i)\b(?:mentioned|featured|covered|quoted|appear\w*) in \d+\+?\s(?:\w+\s){0,3}?(?:press|media|news|articles?|outlets?|papers?|magazines?)\b"
)
_COMPOUND = re.compile(
    r"(?i)\b(?:page[- ]?views?|sign[- ]?ups?|(?:unique|web|website|site|blog|monthly|organic) (?:visitors?|visits?|traffic|hits)|(?:twitter|facebook|linkedin|instagram|tiktok|youtube|social(?: media)?) "
    r"(?:followers?|fans|likes|subscribers?|reach|impressions?|views|audience)|(?:discord|slack|telegram|whatsapp|facebook|reddit) (?:members?|joins)|newsletter subscribers?|mailing list|email list|press (?:articles?|mentions?|coverage|clippings?)"
    r"|media (?:mentions?|coverage)|github stars|stars on|social (?:mentions?|shares?)|video views|app installs?|impressions?|registrations?|(?:free|registered|total) (?:users?|accounts?|members)"
    r"|(?:app|podcast|whitepaper|report|ebook|package|plugin) downloads?|memberships? created|signatures?|(?:organic )?traffic|\"?reads\"?|page hits)\b"
)
_WORTH = frozenset(
    [
        "return",
        "returning",
        "repeat",
        "paying",
        "paid",
        "active",
        "qualified",
        "retained",
        "new-paying",
    ]
)
"""What makes a subscriber or visitor worth counting."""


def vanity_place(line: Line) -> Where | None:
    """Return the words that name a vanity measure as what the line is after, if it is after one.

    A rate of it ("conversion of visitors", "visits that end in an order") is none: there the
    vanity measure is only the basis.
    """
    text = line.text[:2000]
    folded = text.casefold()  # one word of each is looked for first: much quicker
    for word, pattern in (("reach", _REACH_PEOPLE), (" in ", _MENTIONS)):
        match = pattern.search(text) if word in folded else None
        if match:
            return match.span()
    if line.head is not None and line.tokens[line.head].text in _TURNING:
        return None
    counted = _counted(line)
    if counted:
        return counted
    if line.acts and line.verb is not None and not _moves(line.tokens[line.verb]):
        return None  # it counts what they do: "Fans buy a scarf"
    phrase_start = line.begin if line.head is None else line.head + 1
    behind = _reach_of_phrase(line, phrase_start)
    tokens = line.tokens[phrase_start:behind]
    if any(token.text in _BETTER_HEADS for token in tokens):
        return None
    start = tokens[0].start if tokens else 0
    end = tokens[-1].end if tokens else 0
    stopped_at = line.tokens[behind].text if behind < len(line.tokens) else ""
    if stopped_at in {"who", "that", "which"}:
        return None  # it measures what they do
    match = _COMPOUND.search(text, start, end)
    if match:
        return match.span()
    last = next((token for token in reversed(tokens) if token.word), None)
    if (
        last is not None
        and last.kinds & VANITY
        and not any(token.text in _WORTH for token in tokens)
        and not _acts(line, behind)
    ):
        return last.start, last.end
    return None


_TURNING = frozenset({"convert", "converts", "upgrade", "turn", "move"})
"""What makes more of followers and free users than a count of them."""


def _acts(line: Line, behind: int) -> bool:
    """Return whether people are said to do something: "readers sign up" counts sign-ups.

    That they grow, or reach a figure, is nothing they do.
    """
    if not 0 < behind < len(line.tokens):
        return False
    verb = line.tokens[behind]
    if not line.tokens[behind - 1].kinds & PEOPLE:
        return False
    return bool(verb.kinds & WORK) and not _moves(verb)


def _moves(verb: Token) -> bool:
    """Return whether a verb says that a count grows, falls or gets somewhere."""
    return bool(verb.kinds & (UP | DOWN | SOFT | HOLD | LINKING)) or verb.text in _REACHING


def _counted(line: Line) -> Where | None:
    """Return a vanity noun that a plain number counts."""
    for number in line.numbers:
        if number.kind != "count" or _is_basis(line, number.start):
            continue
        for index, token in enumerate(line.tokens):
            if token.start < number.end:
                continue
            words = line.tokens[index : index + 4]
            for place, word in enumerate(words):
                if (
                    word.text in _WORTH
                    or word.text in _BETTER_HEADS
                    or not (word.word or word.text in "\"“'")
                ):
                    break
                behind = (
                    line.tokens[index + place + 1].text
                    if index + place + 1 < len(line.tokens)
                    else ""
                )
                if (word.kinds | word.pair) & VANITY and behind not in _BETTER_HEADS - {"per"}:
                    return word.start, word.end
                if word.kinds & PREPOSITION:
                    break
            break
    return None


def _is_basis(line: Line, start: int) -> bool:
    """Return whether a number is what a rate is taken of: "tickets per 100 readers"."""
    before = next((token for token in reversed(line.tokens) if token.end <= start), None)
    return before is not None and before.text in {"per", "every"}


def _reach_of_phrase(line: Line, start: int) -> int:
    """Return the index behind the words that name what is measured."""
    for index in range(start, min(start + 14, len(line.tokens))):
        token = line.tokens[index]
        if index > start and token.kinds & VERB and not token.kinds & NOUN:
            return index
        if token.text == "of" and line.tokens[index - 1].text in _AMOUNTS:
            continue
        if index > start and token.text in _STOPS:
            return index
    return min(start + 14, len(line.tokens))


_REACHING = frozenset({"hit", "reach", "pass", "exceed", "total"})
_AMOUNTS = frozenset({"number", "amount", "total", "volume"})
_STOPS = frozenset(
    [
        "of",
        "than",
        "from",
        "by",
        "for",
        "per",
        "that",
        "who",
        "which",
        "with",
        "on",
        "via",
        "through",
        "in",
        "within",
        "and",
        "into",
        "(",
        ",",
        ";",
        "as",
        "at",
        "using",
        "under",
        "while",
        "during",
    ]
)
