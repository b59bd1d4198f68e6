"""Features of objectives alone: what tells a better state from a task where no number helps.

A key result is told by what it measures. An objective seldom has a measure: there it matters which
sort of verb it begins with, whether what it acts on can be finished, and whether the line says what
people will then do.
"""

from plumbline.engine.rules.language.found import Found
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.tokens import Token
from plumbline.engine.rules.language.vocabulary import (
    BASE_FORM,
    BEHAVE,
    CONJUNCTION,
    DOWN,
    ING_FORM,
    LINKING,
    MADE,
    NOUN,
    PAST_FORM,
    PEOPLE,
    PRAISE,
    PREPOSITION,
    SOFT,
    STAFF,
    THIRD_FORM,
    UP,
    VERB,
    WORK,
)
from plumbline.engine.rules.language.words import states

_SORTS = {
    verb: f"{sort} verb first"
    for sort, verbs in states.VERBS_BY_SORT.items()
    for verb in verbs.split()
}
_VALUES = frozenset(states.VALUES.split())
_NEW = frozenset(states.NEW.split())
_DEEDS = frozenset(states.DEEDS.split())
_TO_COME = frozenset({"generation", "generations", "decade", "century", "hundred", "ten", "years"})
_SELVES = frozenset(["ourselves", "itself", "themselves", "us"])
_MEANS = frozenset(["by", "through", "via"])
_WHO = frozenset(["they", "everyone", "everybody", "nobody", "anyone", "we", "you", "each"])
_OPENING = frozenset(["that", "which", "where", "who", "whom", "what", "how", "so"])
_ARTICLES = {"a": "a thing", "an": "a thing", "the": "the thing", "our": "our thing"}
_IDIOMS = states.idioms()
LATEST = 6
"""Words behind the first in which the verb of a sentence is looked for."""
WINDOW = 5
"""Words behind the head in which the noun it acts on is looked for."""


def state_features(line: Line, found: Found) -> None:
    """Look for what tells a better state from a task."""
    tokens = line.tokens
    if line.head is not None:
        token = tokens[line.head]
        sort = _SORTS.get(token.text)
        if sort is not None:
            found.at(sort, token)
        if line.head + 1 < len(tokens) and tokens[line.head + 1].text in _ARTICLES:
            found.at(_ARTICLES[tokens[line.head + 1].text], tokens[line.head + 1])
    else:
        _sentence(line, found)
        _done_last(line, found)
    _idioms(tokens[line.begin : line.begin + 8], found)
    _objects(line, found)
    _clauses(line, found)


def _sentence(line: Line, found: Found) -> None:
    """Look whether a line that begins with a noun goes on with a verb: it says what is true."""
    for token in line.tokens[line.begin + 1 : line.begin + 1 + LATEST]:
        if token.kinds & LINKING or (token.kinds & THIRD_FORM and not token.kinds & NOUN):
            found.at("a sentence with a verb", token)
            return


_PARTICLES = frozenset({"up", "out", "off", "down", "over", "in", "on"})


def _done_last(line: Line, found: Found) -> None:
    """Look whether a line ends on what was done with its noun: "Guest records cleaned up"."""
    words = [token for token in line.tokens if token.word]
    if len(words) > 2 and words[-1].text in _PARTICLES:
        words.pop()
    kinds = words[-1].kinds if len(words) > 1 else 0
    if kinds & PAST_FORM and kinds & WORK and not kinds & (NOUN | BASE_FORM | BEHAVE | PRAISE):
        found.at("worked on at the end", words[-1])


def _idioms(tokens: tuple[Token, ...], found: Found) -> None:
    """Look for turns of phrase that name a state though they begin with a verb of work."""
    texts = tuple(token.text for token in tokens)
    for first, *others in _IDIOMS:
        if not texts or texts[0] != first:
            continue
        # The words of a turn may have others between them: "put patients first".
        behind = iter(texts[1:])
        if all(other in behind for other in others):
            found.add("a turn of phrase for a state", tokens[0].start, tokens[-1].end)
            return


def _objects(line: Line, found: Found) -> None:
    """Look at the words the head acts on."""
    start = line.begin if line.head is None else line.head + 1
    for index, token in enumerate(line.tokens[start : start + WINDOW], start):
        text = token.text
        following = line.tokens[index + 1].text if index + 1 < len(line.tokens) else ""
        if text in _NEW and not (text == "next" and following in _TO_COME):
            found.at("something new", token)
        if text in _SELVES and not token.acronym:
            found.at("oneself as object", token)
        deed = text.endswith(("isation", "ization", "isations", "izations"))
        if text in _DEEDS or (deed and not text.startswith(("organi", "civili"))):
            found.at("deed as object", token)
        if _is_value(text):
            if _names_a_thing(line.tokens, index + 1):
                found.at("what lasts in the name of a thing", token)
            else:
                found.at("what lasts as object", token)
            return
        if not token.word and text not in "'’":
            return


def _names_a_thing(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the noun behind a word is a thing or staff: "quality dashboard"."""
    for token in tokens[index : index + 2]:
        if not token.word or token.kinds & (PREPOSITION | LINKING | CONJUNCTION):
            return False
        if token.kinds & (MADE | STAFF) and not _is_value(token.text):
            return True
    return False


def _is_value(text: str) -> bool:
    """Return whether a word names what lasts; plurals count with their singular."""
    if text.endswith("ies") and f"{text[:-3]}y" in _VALUES:
        return True
    return text in _VALUES or (text.endswith("s") and text[:-1] in _VALUES)


def _clauses(line: Line, found: Found) -> None:
    """Look behind the object: for people who do something, and for the means."""
    tokens = line.tokens
    for index in range(line.begin + 1, len(tokens) - 1):
        token, following = tokens[index], tokens[index + 1]
        moved = token.text == "that" and bool(following.kinds & VERB) and index + 2 < len(tokens)
        if token.text in _OPENING and (
            _is_somebody(following) or (moved and _is_somebody(tokens[index + 2]))
        ):
            found.at("people do something then", following)
        if token.text == "to" and following.kinds & (UP | DOWN | SOFT) and index > line.begin + 1:
            found.at("a change as the purpose", following)
        if token.text in _MEANS:
            if following.kinds & ING_FORM and following.kinds & (UP | DOWN | SOFT):
                found.at("change as the means", following)
            elif following.kinds & ING_FORM:
                found.at("making as the means", following)
        if token.text == "without":
            found.at("without giving something up", token)


def _is_somebody(token: Token) -> bool:
    """Return whether a word names people: "that growers recommend", "where everyone belongs"."""
    plural = token.kinds & (PEOPLE | STAFF) and token.text.endswith(("s", "people", "staff"))
    return bool(plural) or token.text in _WHO
