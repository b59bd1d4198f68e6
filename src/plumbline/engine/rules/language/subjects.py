"""Lines that begin with a subject and go on with its verb: "Design partners use the beta".

Many verbs of work are nouns, too ("design", "support", "test"). In front of people they read as an
order only until the verb of the people is seen: an order has no second verb without a word between
that joins them, so that a noun in the plural right before a verb in its base form is its subject.
"""

from plumbline.engine.rules.language.phrases import Phrase
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    ADJECTIVE,
    BASE_FORM,
    CONJUNCTION,
    COUNTED,
    DETERMINER,
    FLOW,
    LINKING,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PREPOSITION,
    STAFF,
    THIRD_FORM,
    VERB,
)
from plumbline.engine.rules.language.words import small, verbs

LONGEST = 4
"""Words a subject has at most: "Open source project maintainers"."""

_NOT_A_SUBJECT = PREPOSITION | CONJUNCTION | DETERMINER | LINKING
_NOUNS_TOO = frozenset(verbs.NOUN_FIRST.split())
_TAKING_CLAUSES = frozenset(small.TAKING_CLAUSES.split())
HELPING = frozenset(small.HELPING.split())
_BETWEEN = frozenset(small.BEFORE_VERBS.split())
_ADVERBS = frozenset(small.ADVERBS.split())
_BEHIND_VERBS = frozenset(small.BEHIND_VERBS.split())
_PLURALS = frozenset({"people", "staff", "women", "men", "children", "alumni", "police"})
_AGENTS = ("ers", "ors", "ants", "ents", "ees", "ists", "ians")
_STATING = frozenset({"are", "were"})
_OF_NOUNS = frozenset({"of", "'", "’"})
_OF_LEVELS = frozenset({"from", "to", "by", "below", "above", "under", "over", "at", "for", "in"})
"""What follows the name of a measure or a thing as often as a verb: "Shorten sales cycle from 9"."""
_OWN = frozenset({"a", "an", "the", "their", "our", "us", "them", "themselves", "it"})
_PARTICLES = frozenset({"out", "over", "up", "down", "away", "off"})
_ASKING = frozenset({"why", "how", "what", "whether"})


def verb_behind_subject(tokens: tuple[Token, ...], begin: int) -> int | None:
    """Return the index of the verb of the subject a line begins with.

    Args:
        tokens: The line.
        begin: Index of the first token behind labels.

    Returns:
        `None` where the line does not begin with a bare subject and its verb.
    """
    index = begin
    while index < len(tokens) and index <= begin + LONGEST:
        token = tokens[index]
        if not token.word:
            return None
        if index > begin:
            at = _behind_adverbs(tokens, index)
            if _is_verb(tokens, at, begin, index - 1):
                return at
        inside = not token.kinds & _NOT_A_SUBJECT or token.kinds & NOUN
        if not inside or token.text in _ASKING:
            return None
        if index == begin and token.text in _TAKING_CLAUSES:
            return None
        index += 1
    return None


def subject_phrase(tokens: tuple[Token, ...], begin: int, verb: int) -> Phrase:
    """Return the phrase of a subject, from its first word to its verb."""
    around = 0
    for token in tokens[begin:verb]:
        around |= token.kinds & (NOUN | FLOW)
    last = tokens[verb - 1]
    for token in tokens[begin:verb]:
        if _is_plural(token) and (token.kinds & NOUN or _is_agent(token)):
            last = token
    kinds = last.kinds & (NOUN | FLOW)
    if _is_agent(last):
        kinds |= PEOPLE
    return Phrase(begin, verb, kinds, around | kinds)


def _behind_adverbs(tokens: tuple[Token, ...], index: int) -> int:
    """Return the index behind "always", "never" and the like."""
    while index < len(tokens) - 1 and (
        tokens[index].text in _BETWEEN
        or (tokens[index].text.endswith("ly") and not tokens[index].kinds)
    ):
        index += 1
    return index


def _is_verb(tokens: tuple[Token, ...], at: int, begin: int, last: int) -> bool:
    """Return whether the word at `at` is the verb of the noun at `last`."""
    token, subject = tokens[at], tokens[last]
    if not token.word or token.pair & NOUN:
        return False
    people = _acts(subject)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if not _is_plural(subject):
        third = token.kinds & VERB and token.kinds & THIRD_FORM and not token.kinds & NOUN
        return bool(people and third and behind is not None and _opens_object(behind))
    if last == begin and subject.kinds & VERB and not people:
        return False  # "Runs tests": one word that may be a verb is no subject yet
    if token.text in HELPING:
        return people or token.text in _STATING
    if not token.kinds and people and behind is not None:
        return behind.text in _OWN or behind.text in _PARTICLES  # a verb nobody listed
    if not token.kinds & VERB or not token.kinds & BASE_FORM or token.kinds & _NOT_A_SUBJECT:
        return False
    doubtful = token.kinds & (ADJECTIVE | PAST_FORM)
    nominal = token.kinds & (NOUN | FLOW) or token.text in _NOUNS_TOO
    if behind is not None and behind.text in _OF_NOUNS and (nominal or not behind.word):
        return False
    if behind is None:
        return people and not doubtful and not nominal
    if _opens_object(behind):
        return people or not doubtful
    if not people:
        return not doubtful and not nominal and _follows_verbs(behind)
    if not doubtful and not nominal:
        return True
    if behind.kinds & (NOUN | FLOW) and _is_plural(behind):
        return True  # "Sales partners close deals"
    return not doubtful and (behind.text in {"to", "at"} or _follows_verbs(behind))


def _is_plural(token: Token) -> bool:
    return token.text in _PLURALS or (token.text.endswith("s") and not token.text.endswith("ss"))


def _acts(token: Token) -> bool:
    """Return whether a noun names somebody; "sales" and "orders" are counted like people."""
    if token.kinds & (PEOPLE | STAFF):
        return not token.kinds & (COUNTED | FLOW) or token.text.endswith((*_AGENTS, "leads"))
    return _is_agent(token)


def _is_agent(token: Token) -> bool:
    """Return whether a word nobody listed names people by its ending: "holders", "trainees"."""
    return not token.kinds & (NOUN | FLOW) and token.text.endswith(_AGENTS) and len(token.text) > 5


def _opens_object(token: Token) -> bool:
    """Return whether a word begins what a verb acts on: "their", "three", "us"."""
    return bool(token.kinds & DETERMINER) or token.text[0].isdigit() or token.text in _BEHIND_VERBS


def _follows_verbs(token: Token) -> bool:
    """Return whether a word may stand right behind a verb and not behind a noun alone."""
    if token.text in _OF_LEVELS:
        return False
    adverb = token.text in _ADVERBS or (token.text.endswith("ly") and not token.kinds & NOUN)
    return adverb or bool(token.kinds & (PREPOSITION | ADJECTIVE))
