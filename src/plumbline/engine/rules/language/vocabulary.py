"""What each known word may be, as a set of bits looked up once."""

from collections.abc import Iterable
from enum import IntFlag
from typing import Final

from plumbline.engine.rules.language.inflection import BASE, ING, PAST, THIRD, plural, verb_forms
from plumbline.engine.rules.language.words import nouns, small, verbs


class Kind(IntFlag):
    """What a word may be; one word may be many things."""

    WORK = 1
    UP = 2
    DOWN = 4
    SOFT = 8
    REACH = 16
    HOLD = 32
    ENSURE = 64
    HIRING = 128
    BEHAVE = 256
    BASE_FORM = 512
    THIRD_FORM = 1024
    ING_FORM = 2048
    PAST_FORM = 4096
    MEASURE = 1 << 13
    MADE = 1 << 14
    PEOPLE = 1 << 15
    STAFF = 1 << 16
    COUNTED = 1 << 17
    VANITY = 1 << 18
    ABSTRACT = 1 << 19
    PREPOSITION = 1 << 20
    CONJUNCTION = 1 << 21
    DETERMINER = 1 << 22
    LINKING = 1 << 23
    ADJECTIVE = 1 << 24
    VAGUE = 1 << 25
    RESULTING = 1 << 26
    LAUNCH = 1 << 27
    FLOW = 1 << 28
    WINNING = 1 << 29
    TALKING = 1 << 30
    CONCRETE = 1 << 31
    PRAISE = 1 << 32


# Plain numbers: operations on members of a flag are slow, and this is asked of every word.
WORK: Final = int(Kind.WORK)
UP: Final = int(Kind.UP)
DOWN: Final = int(Kind.DOWN)
SOFT: Final = int(Kind.SOFT)
REACH: Final = int(Kind.REACH)
HOLD: Final = int(Kind.HOLD)
ENSURE: Final = int(Kind.ENSURE)
HIRING: Final = int(Kind.HIRING)
BEHAVE: Final = int(Kind.BEHAVE)
BASE_FORM: Final = int(Kind.BASE_FORM)
THIRD_FORM: Final = int(Kind.THIRD_FORM)
ING_FORM: Final = int(Kind.ING_FORM)
PAST_FORM: Final = int(Kind.PAST_FORM)
MEASURE: Final = int(Kind.MEASURE)
MADE: Final = int(Kind.MADE)
PEOPLE: Final = int(Kind.PEOPLE)
STAFF: Final = int(Kind.STAFF)
COUNTED: Final = int(Kind.COUNTED)
VANITY: Final = int(Kind.VANITY)
ABSTRACT: Final = int(Kind.ABSTRACT)
PREPOSITION: Final = int(Kind.PREPOSITION)
CONJUNCTION: Final = int(Kind.CONJUNCTION)
DETERMINER: Final = int(Kind.DETERMINER)
LINKING: Final = int(Kind.LINKING)
ADJECTIVE: Final = int(Kind.ADJECTIVE)
VAGUE: Final = int(Kind.VAGUE)
RESULTING: Final = int(Kind.RESULTING)
LAUNCH: Final = int(Kind.LAUNCH)
FLOW: Final = int(Kind.FLOW)
WINNING: Final = int(Kind.WINNING)
TALKING: Final = int(Kind.TALKING)
CONCRETE: Final = int(Kind.CONCRETE)
PRAISE: Final = int(Kind.PRAISE)
VERB: Final = WORK | UP | DOWN | SOFT | REACH | HOLD | ENSURE | HIRING | BEHAVE
NOUN: Final = MEASURE | MADE | PEOPLE | STAFF | COUNTED | ABSTRACT
FUNCTION: Final = PREPOSITION | CONJUNCTION | DETERMINER | LINKING
_FORMS = {BASE: BASE_FORM, THIRD: THIRD_FORM, ING: ING_FORM, PAST: PAST_FORM}


def _words() -> dict[str, int]:
    """Return every known word with what it may be."""
    known: dict[str, int] = {}
    for text, kind in (
        (verbs.WORK, WORK), (verbs.CHANGE_UP, UP), (verbs.CHANGE_DOWN, DOWN),
        (verbs.SOFT_CHANGE, SOFT), (verbs.REACH, REACH), (verbs.HOLD, HOLD),
        (verbs.ENSURE, ENSURE), (verbs.HIRING, HIRING), (verbs.BEHAVE, BEHAVE),
        (verbs.LAUNCH, LAUNCH), (verbs.WINNING, WINNING), (verbs.TALKING, TALKING),
        (verbs.CONCRETE, CONCRETE),
    ):  # fmt: skip
        for verb in text.split():
            for form, which in verb_forms(verb):
                known[form] = known.get(form, 0) | kind | _FORMS[which]
    for text, kind in (
        (nouns.MEASURES, MEASURE), (nouns.MADE, MADE), (nouns.PEOPLE, PEOPLE),
        (nouns.STAFF, STAFF), (nouns.COUNTED, COUNTED), (nouns.VANITY, VANITY),
        (nouns.ABSTRACT, ABSTRACT), (nouns.FLOW, FLOW),
    ):  # fmt: skip
        for noun in text.split():
            for form in (noun, *plural(noun)):
                known[form] = known.get(form, 0) | kind
    for text, kind in (
        (small.PREPOSITIONS, PREPOSITION), (small.CONJUNCTIONS, CONJUNCTION),
        (small.DETERMINERS, DETERMINER), (small.LINKING, LINKING), (small.ADJECTIVES, ADJECTIVE),
        (small.VAGUE, VAGUE), (small.RESULTING, RESULTING), (small.PRAISE, PRAISE),
    ):  # fmt: skip
        for word in text.split():
            known[word] = known.get(word, 0) | kind
    return known


def _pairs() -> dict[str, dict[str, int]]:
    """Return what two words beside each other are together: by the first, then by the second."""
    known: dict[str, dict[str, int]] = {}
    for name, text in small.BIGRAMS.items():
        for first, second in _phrases(text):
            seconds = known.setdefault(first, {})
            seconds[second] = seconds.get(second, 0) | int(Kind[name])
    return known


def _phrases(text: str) -> Iterable[tuple[str, str]]:
    """Yield the pairs of a list that is divided by commas."""
    for phrase in text.replace("\n", " ").split(","):
        words = phrase.split()
        if len(words) == 2:
            yield words[0], words[1]


WORDS: Final = _words()
PAIRS: Final = _pairs()
SKIPPED: Final = frozenset(small.SKIPPED.split())
