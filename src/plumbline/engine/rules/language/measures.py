"""Several measures in one line: two targets joined by a word or mark."""

import re

from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.stated import number_places
from plumbline.engine.rules.language.vocabulary import (
    BASE_FORM,
    COUNTED,
    DOWN,
    HOLD,
    MEASURE,
    PEOPLE,
    REACH,
    SOFT,
    UP,
    WORK,
)

Where = tuple[int, int]

_JOINT = re.compile(r"(?i)\s(?:and|&|plus|while|as well as)\s|[;/]\s|,\s(?:and\s)?|\.\s(?=[A-Z])")


def second_measure(line: Line) -> Where | None:
    """Return the part of a line that holds a second measure with a number of its own."""
    places = number_places(line)
    if len(places) < 2:
        return None
    for match in _JOINT.finditer(line.text, places[0][1], 2000):
        before = [place for place in places if place[1] <= match.start()]
        behind = [place for place in places if place[0] >= match.end()]
        if not before or not behind or line.text[match.start() : match.start() + 1] == "(":
            continue
        between = line.text[match.end() : behind[0][0]]
        if "between" in line.text[: before[-1][0]].lower()[-12:]:
            continue
        if line.text[: match.start()].count("(") > line.text[: match.start()].count(")"):
            continue
        if _measures(line, match.end(), behind[0]) and len(between) < 90:
            return match.end(), _end(line, behind[0])
    return None


def _measures(line: Line, start: int, number: Where) -> bool:
    """Return whether what stands from `start` on names a measure or an aim of its own."""
    tokens = [token for token in line.tokens if start <= token.start < number[1] + 40]
    if not tokens:
        return False
    first = tokens[0]
    if first.kinds & (UP | DOWN | SOFT | REACH | HOLD | WORK) and first.kinds & BASE_FORM:
        return True
    before = [token for token in tokens if token.end <= number[0]]
    if any(token.kinds & (MEASURE | COUNTED | PEOPLE) for token in before):
        return True
    behind = [token for token in tokens if token.start >= number[1]]
    return not before and any(token.kinds & (MEASURE | COUNTED | PEOPLE) for token in behind[:3])


def _end(line: Line, number: Where) -> int:
    """Return the end of the clause that holds a number."""
    match = re.compile(r"[;,.](?:\s|$)").search(line.text, number[1], 2000)
    return match.start() if match else min(len(line.text), 2000)
