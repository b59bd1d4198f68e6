"""What speaks for a result and what for work in a line, each with the words that say it.

The features are general: none of them is a word of somebody's OKRs. Their weights stand in
`weights_key_results.py` and `weights_objectives.py`.
"""

import re
from functools import lru_cache

from plumbline.engine.rules.language.features_of_clauses import clause_features, statement_features
from plumbline.engine.rules.language.features_of_heads import head_features, object_features
from plumbline.engine.rules.language.features_of_numbers import number_features
from plumbline.engine.rules.language.features_of_states import state_features
from plumbline.engine.rules.language.found import Features, Found
from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.words.states import VERBS_BY_SORT


@lru_cache(maxsize=4096)
def features_of(line: Line) -> Features:
    """Return the features of a line."""
    found = Found()
    if not line.tokens:
        return found
    head_features(line, found)
    number_features(line, found)
    object_features(line, found)
    clause_features(line, found)
    statement_features(line, found)
    _joined(line, found)
    return found


@lru_cache(maxsize=4096)
def objective_features_of(line: Line) -> Features:
    """Return the features of an objective: those of any line, and those of states."""
    found = Found(features_of(line))
    if not line.tokens:
        return found
    state_features(line, found)
    if "a turn of phrase for a state" in found:
        # Its verb is part of the phrase: "Set the standard" sets nothing.
        for name in [name for name in found if _OF_THE_VERB.match(name)]:
            del found[name]
    if "a sentence with a verb" in found:
        for other in _NO_DEEDS:
            if other in found:
                found[f"a sentence with a verb + {other}"] = found["a sentence with a verb"]
    heads = [name for name in found if name in _SORTS_FIRST]
    for head in heads:
        for other in _WITH_SORTS:
            if other in found:
                found[f"{head} + {other}"] = found[head]
    return found


def _joined(line: Line, found: Found) -> None:
    """Add features that hold where two others do together."""
    changes = "change verb first" in found or "soft change verb first" in found
    if changes and line.tokens[min(line.object.first, len(line.tokens) - 1)].acronym:
        found.add("acronym as object", *found.get("object of no known kind", (0, 0)))
    for other in ("thing made as object", "thing made near the object", "staff as object"):
        if "praise" in found and other in found:
            found.add(f"praise + {other}", *found["praise"])
    # A line has a handful of features: they are looked up in the lists, not the lists in them.
    heads = sorted([name for name in found if name in _HEADS], key=_HEADS.__getitem__)
    others = sorted([name for name in found if name in _WITH_HEADS], key=_WITH_HEADS.__getitem__)
    for head in heads:
        for other in others:
            found[f"{head} + {other}"] = found[head]


def _placed(*names: str) -> dict[str, int]:
    """Return names with their places in order, in which features are joined."""
    return {name: place for place, name in enumerate(names)}


_HEADS = _placed(
    "work verb first", "work verb or reach verb first", "hiring verb first", "winning verb first", "talking verb first", "change verb first",
    "soft change verb first", "reach verb first", "hold verb first", "ensure verb first", "noun first", "subject first",
    "number first", "unlisted verb first", "concrete work verb first", "loose work verb first",
)  # fmt: skip


_WITH_HEADS = _placed(
    "no number", "measure as object", "people as object", "deed counted as object", "staff as object",
    "abstract object", "thing made as object", "acronym as object", "object of no known kind", "what flows as object",
    "measure near the object", "percent", "limit", "from and to", "money", "time measured",
    "changed by a share", "all of it", "number of a measure", "number of deeds", "number of people",
    "number of staff", "number of things made", "number of something", "number of what comes and goes",
    "share of people", "share of what comes and goes", "share of things made", "share of staff",
    "share of something", "share: was worked on", "number: was worked on",
    "change with a number in a second clause", "brought about with a result", "work as the means",
    "praise", "work verb in a second clause", "deed as a noun", "very short", "praise + thing made as object", "thing made near the object",
    "change in a second clause", "share as the scope", "noun worked on or reached",
    "placeholder", "a plan of one's own", "a target of the measure",
)  # fmt: skip


_SORTS_FIRST = frozenset(f"{sort} verb first" for sort in VERBS_BY_SORT)


_OF_THE_VERB = re.compile(r"(?:concrete |loose )?work verb|(?:\w+ )+verb first")

_NO_DEEDS = (
    "deed as a noun",
    "deed as object",
    "thing made as object",
    "thing made near the object",
)
"""What a sentence speaks of and does not call for: "Training pays off on the shop floor"."""


_WITH_SORTS = (
    "what lasts as object", "something new", "deed as object", "a thing", "the thing", "our thing",
    "oneself as object", "people as object", "staff as object", "thing made as object",
    "people near the object", "people do something then", "praise", "very short",
)  # fmt: skip
