"""Which language a text is in, as far as it takes to know whether the rules can read it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from plumbline.engine.rules.language.vocabulary import WORDS

ENGLISH = "en"
UNKNOWN = "und"

_COMMON = {
    "en": (
        "a an the of and to in for with from by is are our we that this on at as be per than more all their"
        " increase reduce improve launch build new each within least under over customers users into"
        " achieve grow make create between not who have has it every"
    ),
    "de": (
        "der die das und von auf für mit ist sind wir den dem ein eine einen bis zu zum zur im am bei aus"
        " nicht werden wird unsere unser steigern senken erhöhen verbessern mehr weniger kunden pro oder"
        " alle durch über einführen haben sich des jeder neue neuen"
    ),
    "fr": (
        "le la les des du de et un une pour avec dans sur par est sont nous notre nos en au aux plus moins"
        " que qui augmenter réduire améliorer clients chaque ce cette leur leurs passer lancer à d l"
    ),
    "es": (
        "el la los las de del y un una para con en por es son nuestro nuestra nuestros al que más menos"
        " aumentar reducir mejorar clientes cada lanzar se su sus lograr entre"
    ),
    "pt": (
        "o a os as de do da dos das e um uma para com em por é são nosso nossa nossos ao que mais menos"
        " aumentar reduzir melhorar clientes cada lançar se no na nos nas até"
    ),
    "it": (
        "il lo la gli le di del della dei e un una per con in da è sono nostro nostra nostri al che più meno"
        " aumentare ridurre migliorare clienti ogni nel nella lanciare"
    ),
    "nl": (
        "de het een en van op voor met is zijn wij onze ons te in bij uit niet worden wordt verhogen verlagen"
        " verbeteren meer minder klanten per of alle door naar dat die"
    ),
}  # fmt: skip
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SPOKEN_IN = {
    word: tuple(language for language, known in _SETS.items() if word in known)
    for words in _SETS.values()
    for word in words
}
COMMON_WORDS = frozenset(_SPOKEN_IN)
"""The commonest words of all languages that are told."""

_LESS_SURELY = ((ENGLISH, 0.5),)
"""What a word of our lists says: many of them went abroad."""

_SAYS: dict[str, tuple[tuple[str, float], ...]] = dict.fromkeys(WORDS, _LESS_SURELY)
_SAYS |= {
    word: (
        *((language, 1.0) for language in languages),
        *(_LESS_SURELY if word in WORDS and ENGLISH not in languages else ()),
    )
    for word, languages in _SPOKEN_IN.items()
}
"""For which languages a word speaks, and how much."""

_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = (
    (re.compile(r"[぀-ヿ]"), "ja"),
    (re.compile(r"[가-힯]"), "ko"),
    (re.compile(r"[一-鿿]"), "zh"),
    (re.compile(r"[Ѐ-ӿ]"), "ru"),
    (re.compile(r"[؀-ۿ]"), "ar"),
    (re.compile(r"[֐-׿]"), "he"),
    (re.compile(r"[Ͱ-Ͽ]"), "el"),
    (re.compile(r"[ऀ-ॿ]"), "hi"),
    (re.compile(r"[฀-๿]"), "th"),
)
LANGUAGES = (*_COMMON, *(language for _, language in _OTHER_SCRIPT))
"""What a text can be told to be in, beside `UNKNOWN`."""

_LETTERS_SAY = {"ß": "de", "ñ": "es", "ã": "pt", "õ": "pt", "ê": "fr", "œ": "fr", "ç": "fr"}
LONGEST = 2000
FOREIGN = 2
"""Words of another language from which on a title is in it."""


def language_of(text: str, *, otherwise: str = ENGLISH) -> str:
    """Return the language of a line as its code.

    Args:
        text: A title; only its first 2,000 characters are looked at.
        otherwise: What to say of a line that gives nothing away ("NPS 50").
    """
    counts = _counts(text[:LONGEST])
    if isinstance(counts, str):
        return counts
    best, leading = counts
    if best == 0 or otherwise in leading:
        return otherwise
    if ENGLISH in leading:
        return ENGLISH
    if best < FOREIGN and otherwise == ENGLISH:
        return ENGLISH  # one word that is also foreign makes no foreign title
    return leading[0]


@lru_cache(maxsize=16_384)
def _counts(text: str) -> tuple[float, tuple[str, ...]] | str:
    """Return the most that speaks for a language, and for which; or the one its script says.

    Remembered for more lines than a document has: each is asked of twice, once for the language of
    the whole.
    """
    if not text.isascii():
        for pattern, language in _OTHER_SCRIPT:
            if len(pattern.findall(text)) * 4 > len(text.replace(" ", "")):
                return language
    counts: dict[str, float] = dict.fromkeys(_SETS, 0.0)
    for word in _WORD.findall(text.lower()):
        for language, weight in _SAYS.get(word, ()):
            counts[language] += weight
    if not text.isascii():
        for letter, language in _LETTERS_SAY.items():
            counts[language] += text.lower().count(letter)
        if any(letter in text.lower() for letter in "äöü"):
            counts["de"] += 1
    best = max(counts.values())
    return best, tuple([language for language, count in counts.items() if count == best])


def language_of_lines(lines: Iterable[str]) -> str:
    """Return the language most of the lines are in; English where nothing tells."""
    counts: dict[str, int] = {}
    for line in lines:
        language = language_of(line, otherwise=UNKNOWN)
        if language != UNKNOWN:
            counts[language] = counts.get(language, 0) + 1
    return max(
        counts, key=lambda language: (counts[language], language == ENGLISH), default=ENGLISH
    )
