"""States and styles, read out of the words that documents have for them."""

import re
from functools import lru_cache

from plumbline.engine.documents.model import State, Style
from plumbline.engine.messages import Message

WORDS_KNOWN = 256  # different texts whose reading is remembered: a table repeats its states


@lru_cache(maxsize=WORDS_KNOWN)
def state_read(text: str | None) -> State | None:
    """Return the state that a status names; health such as "on track" is no state but active."""
    if not text:
        return None
    plain = text.strip().lower().replace("-", " ").replace("_", " ")
    for words, state in (
        (
            r"closed|done|complete[d]?|accomplished|achieved|finished|abgeschlossen|erreicht",
            State.CLOSED,
        ),
        (r"cancel+ed|dropped|stopped|abandoned|archived|abgebrochen", State.STOPPED),
        (r"postponed|paused|on hold|pausiert", State.PAUSED),
        (r"draft|not started|entwurf|created|planned", State.DRAFT),
        (
            r"on track|at risk|behind|off track|active|ongoing|in progress|blocked|aktiv",
            State.ACTIVE,
        ),
    ):
        if re.fullmatch(words, plain):
            return state
    return None


_HEALTH = re.compile(
    r"(?i)\W*(?:green|yellow|amber|orange|red|blue|gr(?:e|a)y|good|bad|ok|okay|n/?a|none|unknown|-"
    r"|[\d.,]+\s?%?(?:\s?/\s?[\d.,]+\s?%?)?|healthy|delayed|grün|gelb|rot)\W*"
)


@lru_cache(maxsize=WORDS_KNOWN)
def is_health(text: str) -> bool:
    """Return whether a word in the place of a state is a light, a share or nothing at all."""
    return _HEALTH.fullmatch(text.strip()) is not None or not any(map(str.isalnum, text))


_LIGHT = re.compile(
    r"(?i)\W*(?:green|yellow|amber|orange|red|blue|good|bad|healthy|delayed|grün|gelb|rot"
    r"|on[ _-]track|at[ _-]risk|off[ _-]track|behind|blocked)\W*"
)


@lru_cache(maxsize=WORDS_KNOWN)
def is_light(text: str) -> bool:
    """Return whether a word in the place of a state says how it looks: a light, or its word."""
    return _LIGHT.fullmatch(text.strip()) is not None


@lru_cache(maxsize=WORDS_KNOWN)
def style_meant(text: str) -> Style | None:
    """Return the style that a misspelt word nearly names ("comitted"), else `None`."""
    if style_read(text) is not None:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - few documents need it, all would wait

    words = re.findall(r"[^\W\d_]{6,20}", text.lower()[:80])
    for word in words:
        near = get_close_matches(word, [style.value for style in Style], n=1, cutoff=0.75)
        if near:
            return Style(near[0])
    return None


def style_unknown(text: str, meant: Style) -> Message:
    """Return the sentence about a misspelt style."""
    return Message("documents.format.style_unknown", {"value": text[:60], "near": meant.value})


@lru_cache(maxsize=WORDS_KNOWN)
def style_read(text: str | None) -> Style | None:
    """Return the style that a goal type names ("Aspirational Goal"), else `None`."""
    plain = (text or "").lower()
    for word, style in (
        ("aspirational", Style.ASPIRATIONAL),
        ("moonshot", Style.ASPIRATIONAL),
        ("committed", Style.COMMITTED),
        ("roofshot", Style.COMMITTED),
        ("learning", Style.LEARNING),
    ):
        if word in plain:
            return style
    return None
