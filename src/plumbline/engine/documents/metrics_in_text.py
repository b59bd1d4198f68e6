"""What a sentence measures: numbers, units, starts, targets, limits and directions."""

import re
from decimal import Decimal
from itertools import pairwise

from plumbline.engine.documents.metric_words import (
    ARROW_ONLY,
    BETWEEN,
    COMPARED,
    END_BEHIND,
    FROM,
    NOUN_BEFORE,
    OUT_OF,
    PLAIN_TO,
    RANGE,
    TO,
    TO_FROM,
    TOWARDS,
)
from plumbline.engine.documents.model import Metric, MetricKind
from plumbline.engine.documents.numbers_in_text import LONGEST_TEXT, TextNumber, numbers_read
from plumbline.engine.documents.targets_in_text import target_read
from plumbline.engine.documents.text_metric import (
    NOTHING,
    TextMetric,
    direction_before,
    kind_between,
    stretch,
)
from plumbline.engine.documents.units_in_text import duration_converted, unit_of

__all__ = ["TextMetric", "change_places", "metric_read"]

_OF_SCALE = re.compile(r"(?i)\s*(?:/|of|out of|von|de|sur)\s*")
_ONE_IN = re.compile(
    r"(?i)\b(?:(?:one|1) in|eine[rs]? von|une? (?:[^\W\d_]{1,20} )?sur|un[oa] de cada)\s$"
)
"""Stands in front of how many there are for each one that is meant."""

_BEFORE_A_WHOLE = (" in ", " In ", " von ", " sur ", " cada ")
"""How it ends, which is far quicker to see."""

_ENDS_APART = re.compile(r"(?i)\bto\b|→|->|\bbis\b")
"""Without one of these a cell states no change; far quicker than to find its numbers."""

_CELL_TO = re.compile(r"(?i)(?:\s?/\s?[a-z]{1,8}|\s[a-z]{2,12}){0,2}\s*(?:\bto\b|→|->|\bbis\b)\s*")
"""What stands between the ends of a change that fills a cell."""


def metric_read(text: str, numbers: tuple[TextNumber, ...] | None = None) -> TextMetric:
    """Read the metric out of a title.

    Understood are changes ("from 3.8% to 1.5%", "3 → 5"), stated starts ("currently 40"),
    limits ("at least 30M", "< 5 %", "never below 92 %"), ranges ("between 3 and 5 days"),
    relative changes ("by 20 %") and plain amounts ("12 customers", "two demos", "2x").
    Dates, quarters, versions, names with numbers and conditions ("within 7 days") are not taken;
    where several numbers may be meant none is, and the reading is doubtful.

    Args:
        text: A title without mark-up, in English or plainly in German, Spanish, French or
            Portuguese; only its first 2,000 characters are looked at.
        numbers: The numbers of the title, where `numbers_read` has found them before.
    """
    text = text[:LONGEST_TEXT]
    numbers = numbers_read(text) if numbers is None else numbers
    if numbers:
        numbers = _without_shares(text, _without_scale(text, numbers))
    if not numbers:
        return NOTHING
    return _change(text, numbers) or _range(text, numbers) or target_read(text, numbers)


def _without_scale(text: str, numbers: tuple[TextNumber, ...]) -> tuple[TextNumber, ...]:
    """Return the numbers without the scale that is told with each: "8.1 / 10 → 9 / 10"."""
    scaled = [
        (value, scale)
        for value, scale in pairwise(numbers)
        if scale.kind == "count" and _OF_SCALE.fullmatch(text, value.end, scale.start)
    ]
    if len(scaled) < 2 or len({scale.value for _, scale in scaled}) > 1:
        return numbers
    ends = {value.start: scale.end for value, scale in scaled}
    scales = {scale.start for _, scale in scaled}
    return tuple(
        number._replace(end=ends.get(number.start, number.end))
        for number in numbers
        if number.start not in scales
    )


def _without_shares(text: str, numbers: tuple[TextNumber, ...]) -> tuple[TextNumber, ...]:
    """Return the numbers without shares told in words: "One in four visitors" aims at no four."""
    shares = [
        (found.start(), number.start)
        for number in numbers
        if text.endswith(_BEFORE_A_WHOLE, 0, number.start)
        and number.kind == "count"
        and (found := _ONE_IN.search(text, max(0, number.start - 40), number.start))
    ]
    if not shares:
        return numbers
    return tuple(
        number
        for number in numbers
        if not any(begin <= number.start <= end for begin, end in shares)
    )


def change_places(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Find the two ends of a change that a cell states ("8% to 15%", "$387K MRR to $550K MRR").

    "3 to 5 calls" says between what a value may be; a start has its own unit.

    Returns:
        The places of baseline and target by name; none where the cell states no change.
    """
    if not _ENDS_APART.search(text):
        return ()
    numbers = numbers_read(text[:LONGEST_TEXT])
    if len(numbers) < 2 or (numbers[0].unit is None and not numbers[0].magnitude):
        return ()
    first, second = numbers[:2]
    if first.kind != second.kind or text[: first.start].strip(" ~*"):
        return ()
    if not _CELL_TO.fullmatch(text[first.end : second.start]):
        return ()
    return ("baseline", (first.start, first.end)), ("target", (second.start, second.end))


def _change(text: str, numbers: tuple[TextNumber, ...]) -> TextMetric | None:
    """Read "from A to B" and "A → B", else "to B from A"."""
    pairs = [
        (first, second)
        for first, second in pairwise(numbers)
        if second.start - first.end <= 90
        and (first.kind == second.kind or "count" in {first.kind, second.kind})
    ]
    doubtful = len(numbers) > 3
    for first, second in pairs:
        before, between = _around(text, first, second)
        if (
            ARROW_ONLY.match(between)
            or OUT_OF.match(between)
            or (FROM.search(before) and TO.match(between))
        ):
            return _change_of(text, first, second, doubtful=doubtful)
    for first, second in pairs:
        before, between = _around(text, first, second)
        if (
            NOUN_BEFORE.search(before)
            and PLAIN_TO.match(between)
            and END_BEHIND.match(text[second.end :])
        ):
            return _change_of(text, first, second, doubtful=True)
    for first, second in pairs:
        before, between = _around(text, first, second)
        if TO_FROM.match(between) and (
            TOWARDS.search(before) or "(" in between or COMPARED.search(between)
        ):
            return _change_of(text, second, first, doubtful=doubtful)
    return None


def _around(text: str, first: TextNumber, second: TextNumber) -> tuple[str, str]:
    """Return the text before the first number and that between the two."""
    return text[max(0, first.start - 60) : first.start], text[first.end : second.start]


def _change_of(text: str, start: TextNumber, end: TextNumber, *, doubtful: bool) -> TextMetric:
    """Build the change from one number to another, in the unit of the target."""
    baseline: Decimal | None = start.value
    if (
        end.magnitude
        and not start.magnitude
        and abs(start.value) < 1000
        and end.kind == start.kind
        and start.value != 0
    ):
        scaled = start.value.scaleb(end.magnitude)
        if scaled < end.value * 100 and start.kind == "money":
            baseline, doubtful = scaled, True
    if start.kind == end.kind == "time" and start.unit != end.unit:
        baseline = duration_converted(start, end.unit or "")
        doubtful = doubtful or baseline is None
    unit = unit_of(text, end, start)
    kind = kind_between(baseline, end.value) if baseline is not None else None
    if kind is None:
        doubtful = True
    return TextMetric(
        Metric(kind=kind, unit=unit, baseline=baseline, target=end.value),
        baseline_at=stretch(start) if baseline is not None else None,
        target_at=stretch(end),
        doubtful=doubtful or start.doubtful or end.doubtful,
    )


def _range(text: str, numbers: tuple[TextNumber, ...]) -> TextMetric | None:
    """Read "between A and B" and "A–B" where a level is held."""
    for first, second in pairwise(numbers):
        before, between = (
            text[max(0, first.start - 40) : first.start],
            text[first.end : second.start],
        )
        if not RANGE.match(between) or second.value <= first.value:
            continue
        dashed = re.match(r"\s*[-–—]\s*$", between)
        if BETWEEN.search(before) or (dashed and direction_before(text, first.start) == "hold"):
            return TextMetric(
                Metric(
                    kind=MetricKind.RANGE,
                    unit=unit_of(text, second, first),
                    low=first.value.scaleb(second.magnitude)
                    if second.magnitude and not first.magnitude
                    else first.value,
                    high=second.value,
                ),
                low_at=stretch(first),
                high_at=stretch(second),
                doubtful=len(numbers) > 2,
            )
    return None
