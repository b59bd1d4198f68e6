"""Where a line begins, and with which verb."""

from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    ADJECTIVE,
    BASE_FORM,
    CONCRETE,
    CONJUNCTION,
    COUNTED,
    DETERMINER,
    DOWN,
    FLOW,
    HOLD,
    ING_FORM,
    LINKING,
    MADE,
    MEASURE,
    NOUN,
    PAST_FORM,
    PREPOSITION,
    REACH,
    SKIPPED,
    SOFT,
    TALKING,
    THIRD_FORM,
    UP,
    VERB,
    WINNING,
    WORK,
)
from plumbline.engine.rules.language.words import small, verbs

_NOUN_FIRST = frozenset(verbs.NOUN_FIRST.split())


_UNTIL = frozenset({"by", "until", "till", "before", "in", "during", "from"})
_OF_A_DAY = frozenset({"the", "end", "beginning", "start", "middle", "of", "this", "next", ","})
_DAYS = frozenset(small.DAYS.split())


def _deadline_end(tokens: tuple[Token, ...], at: int) -> int | None:
    """Return the index behind an end in time that a line begins with: "By the end of June"."""
    if tokens[at].text not in _UNTIL:
        return None
    named = False
    for index in range(at + 1, min(at + 9, len(tokens) - 1)):
        token = tokens[index]
        day = token.text in _DAYS or (named and token.text.isdigit())
        year = len(token.text) == 4 and token.text.startswith("20") and token.text.isdigit()
        named = named or day or year
        if not (day or year or token.text in _OF_A_DAY):
            return index if named else None
    return None


def begin_of(tokens: tuple[Token, ...]) -> int:
    """Return the index behind tags, labels and words that say nothing of their own.

    An end in time at the very beginning says nothing of what is to be done or reached, either.
    """
    at, count = 0, len(tokens)
    if tokens:
        at = _deadline_end(tokens, 0) or 0
    for _ in range(12):
        if at >= count - 1:
            break
        token = tokens[at]
        if token.text in "([" and not token.word:
            closing = _closing(tokens, at)
            if closing is None or closing >= count - 1:
                break
            at = closing + 1
            continue
        label = _label_end(tokens, at)
        if label is not None:
            at = label
            continue
        if not token.word and not token.text[0].isdigit() and token.text not in "<>≥≤~$€£%?#":
            at += 1
            continue
        if token.text in SKIPPED or (
            token.text.endswith("ly") and len(token.text) > 4 and not token.kinds
        ):
            at += 1
            continue
        if (
            token.text in {"continue", "begin", "start", "help", "work"}
            and tokens[at + 1].text == "to"
        ):
            at += 2
            continue
        break
    return min(at, max(count - 1, 0))


def _closing(tokens: tuple[Token, ...], at: int) -> int | None:
    """Return the index of the bracket that closes the one at `at`, if it is near."""
    wanted = ")" if tokens[at].text == "(" else "]"
    for index in range(at + 1, min(at + 12, len(tokens))):
        if tokens[index].text == wanted:
            return index
    return None


def _label_end(tokens: tuple[Token, ...], at: int) -> int | None:
    """Return the index behind a label such as "People:"; `None` where there is none.

    "NPS: 40" is no label: what measures stands before the colon, or a number behind it.
    """
    for index in range(at + 1, min(at + 6, len(tokens) - 1)):
        token = tokens[index]
        if token.text == ":" or (
            token.text in "-–—" and index - at <= 3 and _spaced(tokens, index)
        ):
            before = tokens[at:index]
            if any(
                each.kinds & (MEASURE | COUNTED | DETERMINER) or each.text[0].isdigit()
                for each in before
            ):
                return None
            behind = tokens[index + 1]
            verb = behind.kinds & VERB and behind.kinds & BASE_FORM
            if token.text != ":" and not verb:
                return None
            return index + 1
        if not token.word and token.text not in "&/":
            return None
    return None


def _spaced(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a dash stands between spaces."""
    return (
        tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start
    )


def head_of(tokens: tuple[Token, ...], begin: int) -> tuple[int | None, int]:
    """Return the index of the verb a line begins with, and what it may be."""
    if not tokens:
        return None, 0
    token = tokens[begin]
    behind = tokens[begin + 1] if begin + 1 < len(tokens) else None
    if token.pair & WORK:
        return begin, WORK | CONCRETE | (token.kinds & ~NOUN)
    if not token.kinds & VERB:
        return (begin, 0) if _is_unknown_verb(token, behind) else (None, 0)
    if token.pair & NOUN and not token.pair & VERB:
        return None, 0
    if token.kinds & BASE_FORM or (token.kinds & ING_FORM and not token.kinds & NOUN):
        if _begins_noun(tokens, begin) or (token.kinds & ING_FORM and _does(tokens, begin + 1)):
            return None, 0
        return begin, token.kinds & (VERB | WINNING | TALKING | CONCRETE | BASE_FORM | ING_FORM)
    if token.kinds & (PAST_FORM | THIRD_FORM) and not token.kinds & NOUN and behind is not None:
        if token.kinds & THIRD_FORM and (
            _is_named(tokens, begin) or behind.kinds & PREPOSITION or behind.text in _BEHIND_PLURALS
        ):
            return None, 0  # "Picks per hour up to 140", "Authors who ask for a quote"
        if token.kinds & PAST_FORM and _is_kind_of_measure(tokens, begin):
            return None, 0
        return begin, token.kinds & (VERB | PAST_FORM | THIRD_FORM)
    return None, 0


_BEHIND_PLURALS = frozenset({"per", "who", "whose", "whom", "that", "which"})
"""What makes a plural of a word that ends like a verb of the third person."""


def _is_kind_of_measure(tokens: tuple[Token, ...], begin: int) -> bool:
    """Return whether a participle only says which: "Dropped call rate", "Missed visit share"."""
    noun, measure = tokens[begin + 1], tokens[begin + 2] if begin + 2 < len(tokens) else None
    return bool(
        measure is not None
        and noun.kinds & (NOUN | FLOW)
        and not noun.kinds & MEASURE
        and measure.kinds & MEASURE
    )


_ALWAYS = frozenset({"always", "never", "no", "longer", "often", "soon"})


def _does(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a verb in the third person follows: "Purchasing pays back every hour"."""
    while index < len(tokens) - 1 and tokens[index].text in _ALWAYS:
        index += 1
    kinds = tokens[index].kinds if index < len(tokens) else 0
    return bool(kinds & (THIRD_FORM | LINKING)) and not kinds & (NOUN | BASE_FORM)


_SPANS = frozenset({"minutes", "hours", "days", "weeks", "months", "time", "times"})
"""What an "-ing" word names a kind of: "working days", "waiting hours"."""


_OF_NOUNS = ("of", "is", "are", "in", "rate", "time", "to", "has", "have", "per")
_BEHIND_NOUNS = frozenset((*_OF_NOUNS, ":", "-", "<", ">", "≤", "≥"))
"""What stands behind a noun rather than behind a verb: "Share of …", "Returns: 5 %"."""


def _begins_noun(tokens: tuple[Token, ...], begin: int) -> bool:
    """Return whether a word that may be a verb begins a noun here."""
    token = tokens[begin]
    if begin + 1 >= len(tokens):
        return bool(token.kinds & NOUN)
    behind = tokens[begin + 1]
    if token.kinds & ING_FORM and behind.text in _SPANS and _has_digit(tokens, begin):
        return True  # "Working days to the monthly close from 9 to 4"
    if token.text not in _NOUN_FIRST and not token.kinds & (NOUN | FLOW):
        # "Contact requests from 20 to 50": what comes in is counted, not worked on, and so is what
        # something was done with: "Open roles filled from 18 % to 35 %".
        counted = behind.kinds & (COUNTED | FLOW | MEASURE) or _is_done(tokens, begin + 2)
        return _stands_at(tokens, begin) or (bool(counted) and _is_named(tokens, begin))
    counts = behind.text[0].isdigit() or behind.kinds & DETERMINER
    if (not counts and _moves_behind(tokens, begin + 1)) or _is_named(tokens, begin):
        return True
    if not counts and _stands_at(tokens, begin):
        return True
    if behind.text == "on" and token.kinds & MEASURE:
        return True  # "Spend on licences below 20k"
    if behind.kinds & (DETERMINER | ADJECTIVE) or behind.text[0].isdigit():
        return behind.text in "<>≥≤"
    if behind.text in _BEHIND_NOUNS:
        return behind.text not in {"to", "in"} or bool(token.kinds & (MEASURE | MADE | COUNTED))
    return bool(behind.kinds & MEASURE) and bool(_has_digit(tokens, begin))


def _moves_behind(tokens: tuple[Token, ...], start: int) -> bool:
    """Return whether a verb of moving follows the nouns: "Inventory days fall from 64 to 45"."""
    for index in range(start, min(start + 6, len(tokens))):
        token = tokens[index]
        if token.kinds & (DETERMINER | CONJUNCTION) or token.text in {"to", "that", "which", ","}:
            return False
        if token.kinds & (UP | DOWN) and token.kinds & (BASE_FORM | THIRD_FORM) and index > start:
            return True
        if token.text in {
            "fall",
            "falls",
            "rise",
            "rises",
            "drop",
            "drops",
            "stay",
            "stays",
            "is",
            "are",
        }:
            return True
    return False


def _is_named(tokens: tuple[Token, ...], begin: int) -> bool:
    """Return whether a line names what goes from one number to another: "Demo requests from 4 to 9".

    Work is done on something definite; a bare noun behind the word makes both the name of a measure.
    """
    if tokens[begin].kinds & (UP | DOWN | SOFT | REACH | HOLD):
        return False
    behind = tokens[begin + 1]
    if not behind.word or behind.kinds & (DETERMINER | PREPOSITION | CONJUNCTION):
        return False
    if behind.kinds & ADJECTIVE and tokens[begin].kinds & BASE_FORM:
        return False
    within = False
    for index in range(begin + 2, min(begin + 8, len(tokens) - 1)):
        token = tokens[index]
        if token.text == "from" and _is_amount(tokens, index + 1):
            return any(each.text == "to" for each in tokens[index + 2 : index + 8])
        # Behind "of", "from" or "in" something definite only says which: "from the website".
        within = within or bool(token.kinds & PREPOSITION)
        definite = token.kinds & DETERMINER and not within
        if definite or token.kinds & CONJUNCTION or token.text == "to":
            return False
    return False


_AT = frozenset({"at", "above", "below", "under", "over", "of", "<", ">", "≤", "≥"})


def _stands_at(tokens: tuple[Token, ...], begin: int) -> bool:
    """Return whether a level in percent follows two words at once: "Load factor at 88 %"."""
    index = begin + 2
    if tokens[begin].kinds & (UP | DOWN | SOFT | REACH | HOLD):
        return False
    if index + 2 >= len(tokens) or tokens[index].text not in _AT:
        return False
    return tokens[index + 1].text[0].isdigit() and tokens[index + 2].text == "%"


def _is_done(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether a word says what was done with the noun before it."""
    kinds = tokens[index].kinds if index < len(tokens) else 0
    return bool(kinds & PAST_FORM) and not kinds & (NOUN | BASE_FORM)


def _is_amount(tokens: tuple[Token, ...], index: int) -> bool:
    return tokens[index].text[0].isdigit() or tokens[index].text in "$€£"


def _has_digit(tokens: tuple[Token, ...], begin: int) -> bool:
    return any(token.text[0].isdigit() for token in tokens[begin:])


def _is_unknown_verb(token: Token, behind: Token | None) -> bool:
    """Return whether a word nobody listed stands where a verb would: "Foo the bar"."""
    if behind is None or not token.word or token.kinds:
        return False
    return bool(behind.kinds & DETERMINER) and behind.text not in {"all", "no", "each", "every"}
