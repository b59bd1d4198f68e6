"""Titles as they would read without a flaw, put together from what a person wrote and nothing else."""

import re
from collections.abc import Iterable
from decimal import Decimal

from plumbline.engine.documents.model import KeyResult, Metric, Objective
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.rules.language.line import Line, line_read

Where = tuple[int, int]

SHORTEST = 2
"""Words that a title keeps at least: with fewer it says nothing."""

_BLANKS = re.compile(r"\s{2,}")
_BEFORE_TARGET = re.compile(r"(?i)\bto\s+$")
_BEFORE_CHANGE = re.compile(r"(?i)\bby\s+$")
_BEFORE_AMOUNT = re.compile(
    r"(?i)\s+(?:from\s+\S{1,15}\s+to|by|to|at|of|over|above|below|under)"
    r"(?:\s+(?:at least|at most|more than|over))?\s+$"
)
_FROM = re.compile(r"(?i)\bfrom\s+$")
_GAP = re.compile(r"(?P<sign>[$€£]?)(?:[XYZN]{1,3}|x{1,3}|TBD|tbd|\?{2,}|_{2,})(?P<percent>\s?%?)")
_CENTS = Decimal("0.01")


def plain(value: Decimal) -> str:
    """Return a number as people write it."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def without(title: str, places: Iterable[Where]) -> str | None:
    """Return a title without some of its words; `None` where too little would be left."""
    kept = title
    for start, end in sorted(places, reverse=True):
        kept = kept[:start] + kept[end:]
    kept = _BLANKS.sub(" ", kept).replace(" ,", ",").strip(" ,;–-")
    if kept == title or len(kept.split()) < SHORTEST:
        return None
    return kept[0].upper() + kept[1:] if title[0].isupper() else kept


def first_reading(key_result: KeyResult) -> Decimal | None:
    """Return the first value of a key result that anybody read."""
    read = [each for each in key_result.check_ins if each.value is not None]
    if read:
        return min(read, key=lambda each: each.date).value
    return key_result.current.value if key_result.current is not None else None


def with_start(key_result: KeyResult) -> str | None:
    """Return a title with its first reading as the start: "from 82% to 90%" for "to 90%".

    `None` where nothing was read, the title does not say "to" before its one number, or the reading
    lies beyond the target.
    """
    start = first_reading(key_result)
    if start is None:
        return None
    title, line = key_result.title, line_read(key_result.title)
    number = _target_of(line)
    if number is None or start == number.value:
        return None
    before = _BEFORE_TARGET.search(title[: number.start])
    if before is None or not _goes(line, start, number.value):
        return None
    said = _alike(title, number, start)
    return f"{title[: before.start()]}from {said} {title[before.start() :]}"


def with_ends(key_result: KeyResult, change: Decimal) -> str | None:
    """Return a title with the ends of a relative change: "from 500 to 600" for "by 20%".

    Args:
        key_result: With a first reading; `None` is returned without.
        change: In percent, signed.
    """
    title, place = key_result.title, line_read(key_result.title).measured.target_at
    start = first_reading(key_result)
    if start is None or place is None or start <= 0:
        return None
    before = _BEFORE_CHANGE.search(title[: place[0]])
    target = start * (100 + change) / 100
    if before is None or target != target.quantize(_CENTS):
        return None
    ends = f"from {plain(start)} to {plain(target)}"
    return f"{title[: before.start()]}{ends}{title[place[1] :]}"


def filled(title: str, gaps: tuple[Where, ...], metric: Metric | None) -> str | None:
    """Return a title with its gaps filled by what the metric beside it says; `None` without.

    A value that the title states elsewhere was read from there: it says nothing about the gap.
    """
    if metric is None or not gaps:
        return None
    starts = _FROM.search(title[: gaps[0][0]]) is not None
    ends = [metric.baseline, metric.target][: len(gaps)] if starts else [metric.target]
    values = [each for each in ends if each is not None]
    stated = {each.value for each in line_read(title).numbers}
    if len(values) != len(gaps) or not stated.isdisjoint(values):
        return None
    for (start, end), value in zip(reversed(gaps), reversed(values), strict=True):
        gap = _GAP.fullmatch(title[start:end])
        if gap is None:
            return None
        percent = gap["percent"] if "%" in gap["percent"] else ""
        if metric.unit == "%" and not percent and not title[end:].lstrip().startswith("%"):
            percent = "%"
        behind = "" if percent else gap["percent"]
        title = f"{title[:start]}{gap['sign']}{plain(value)}{percent}{behind}{title[end:]}"
    return title


def without_amount(objective: Objective, places: tuple[Where, ...]) -> str | None:
    """Return the title of an objective without the amount at its end, where nothing is lost by it.

    `None` unless the amount stands in one of its key results as well.
    """
    title = objective.title
    if not places or title[places[-1][1] :].strip(" .!"):
        return None
    found = [number for number in line_read(title).numbers if number.start >= places[0][0]]
    before = _BEFORE_AMOUNT.search(title[: places[-1][0]])
    if before is None or not found or found[0].start < before.start():
        return None
    measured = {value for each in objective.key_results for value in _amounts(each)}
    if not all(number.value in measured for number in found):
        return None
    return without(title, [(before.start(), len(title))])


def _amounts(key_result: KeyResult) -> set[Decimal | None]:
    """Return the numbers that a key result states, in its title or its metric."""
    stated: set[Decimal | None] = {each.value for each in line_read(key_result.title).numbers}
    metric = key_result.metric
    return stated if metric is None else stated | {metric.baseline, metric.target}


def _target_of(line: Line) -> TextNumber | None:
    """Return the number that is the target of a line, where it is the only one."""
    place = line.measured.target_at
    if place is None or len(line.numbers) != 1 or line.numbers[0].start != place[0]:
        return None
    number = line.numbers[0]
    return None if number.magnitude or number.word or number.plus else number


def _goes(line: Line, start: Decimal, target: Decimal) -> bool:
    """Return whether a start lies on the side that a target moves away from."""
    kind = line.measured.metric.kind if line.measured.metric else None
    if kind is None:
        return False
    down = kind.value in ("decrease", "at_most")
    return start > target if down else start < target


def _alike(title: str, number: TextNumber, value: Decimal) -> str:
    """Return a value written as a number of the title is, with its sign of currency or percent."""
    front, behind = title[number.start : number.digits_start], ""
    if number.kind == "percent":
        behind = title[number.digits_end : number.end]
    return f"{front.lstrip('+')}{plain(value)}{behind}"
