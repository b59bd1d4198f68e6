"""What a sentence measures: numbers, units, starts, targets, limits and directions."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from plumbline.engine.documents.metric_words import (
    ARROW_ONLY,
    BASELINE,
    BETWEEN,
    BY_STRICT,
    CHANGE_BEHIND,
    COMPARATOR,
    COMPARED,
    CONDITION,
    DOWN_BEHIND,
    FROM,
    LEAST_BEHIND,
    LEVEL_OF,
    LEVEL_TO,
    MOST_BEHIND,
    NOUN,
    OF,
    ONE_NO,
    ONE_OK,
    QUALIFIES,
    RANGE,
    RATE,
    RATE_BEHIND,
    STOP,
    TARGET,
    TO,
    TO_FROM,
    TOWARDS,
    VERB,
)
from plumbline.engine.documents.model import Metric, MetricKind
from plumbline.engine.documents.numbers_in_text import LONGEST_TEXT, TextNumber, numbers_read


@dataclass(frozen=True, slots=True)
class TextMetric:
    """What a sentence says it measures.

    Attributes:
        metric: The metric, or `None` when no number measures anything.
        baseline_at: Half-open stretch of the text that holds the baseline, digits and unit.
        target_at: The stretch that holds the target or limit.
        low_at: The stretch of the lower end of a range.
        high_at: The stretch of the upper end of a range.
        doubtful: Several readings are possible: show it to a person.
    """

    metric: Metric | None
    baseline_at: tuple[int, int] | None = None
    target_at: tuple[int, int] | None = None
    low_at: tuple[int, int] | None = None
    high_at: tuple[int, int] | None = None
    doubtful: bool = False


_NOTHING = TextMetric(None)


def metric_read(text: str) -> TextMetric:
    """Read the metric out of a title.

    Understood are changes ("from 3.8% to 1.5%", "3 → 5"), stated starts ("currently 40"),
    limits ("at least 30M", "< 5 %", "never below 92 %"), ranges ("between 3 and 5 days"),
    relative changes ("by 20 %") and plain amounts ("12 customers", "two demos", "2x").
    Dates, quarters, versions, names with numbers and conditions ("within 7 days") are not taken;
    where several numbers may be meant none is, and the reading is doubtful.

    Args:
        text: A title without mark-up, in English or plainly in German, Spanish, French or
            Portuguese; only its first 2,000 characters are looked at.
    """
    text = text[:LONGEST_TEXT]
    numbers = numbers_read(text)
    if not numbers:
        return _NOTHING
    return _change(text, numbers) or _range(text, numbers) or _single(text, numbers)


def _direction(text: str, position: int) -> str | None:
    """Return `up`, `down` or `hold` for the change word nearest before `position`."""
    found = None
    for match in VERB.finditer(text, 0, position):
        found = match.lastgroup
    return found


def _at(number: TextNumber) -> tuple[int, int]:
    return number.start, number.end


def _unit_of(text: str, *numbers: TextNumber) -> str | None:
    """Return the unit of a number, or of the first that has one, or the noun behind it."""
    for number in numbers:
        if number.unit:
            rate = (
                RATE_BEHIND.match(text[number.end : number.end + 40])
                if number.kind != "percent"
                else None
            )
            return number.unit + (
                f" {rate['rate'].strip()}" if rate and rate["rate"][0] not in "aA" else ""
            )
    for number in numbers:
        noun = _noun_behind(text, number.end)
        if noun:
            return noun
    return None


def _noun_behind(text: str, position: int) -> str | None:
    """Return the noun a plain count is followed by, with its rate ("signups per week")."""
    tail = text[position : position + 80]
    words: list[str] = []
    end = 0
    for match in NOUN.finditer(tail):
        between = tail[end : match.start()]
        if between.strip(" +*") or "  " in between.strip("+*"):
            break
        if STOP.match(match.group()):
            if words or match.group().lower() not in {"new", "more"}:
                break
            end = match.end()
            continue
        words.append(match.group())
        end = match.end()
        if len(words) == 3:
            break
    rate = RATE_BEHIND.match(tail[end:])
    text_of_rate = (
        rate["rate"].strip() if rate and rate["rate"].lower().split()[0] not in {"a"} else ""
    )
    noun = " ".join(words)
    if not noun:
        return text_of_rate or None
    return (
        f"{noun} {text_of_rate}".strip()
        if not text_of_rate.startswith("/")
        else noun + text_of_rate
    )


def _kind_between(baseline: Decimal, target: Decimal) -> MetricKind | None:
    if target > baseline:
        return MetricKind.INCREASE
    return MetricKind.DECREASE if target < baseline else None


def _change(text: str, numbers: tuple[TextNumber, ...]) -> TextMetric | None:
    """Read "from A to B" and "A → B", else "to B from A"."""
    pairs = [
        (first, second) for first, second in pairwise(numbers) if second.start - first.end <= 90
    ]
    doubtful = len(numbers) > 3
    for first, second in pairs:
        before, between = _around(text, first, second)
        if ARROW_ONLY.match(between) or (FROM.search(before) and TO.match(between)):
            return _change_of(text, first, second, doubtful=doubtful)
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
        baseline = _converted(start, end.unit or "")
        doubtful = doubtful or baseline is None
    unit = _unit_of(text, end, start)
    kind = _kind_between(baseline, end.value) if baseline is not None else None
    if kind is None:
        doubtful = True
    return TextMetric(
        Metric(kind=kind, unit=unit, baseline=baseline, target=end.value),
        baseline_at=_at(start) if baseline is not None else None,
        target_at=_at(end),
        doubtful=doubtful or start.doubtful or end.doubtful,
    )


_SECONDS = (
    (r"ms|millisec\w*", Decimal("0.001")), (r"s|secs?|sec\w+|sek\w+|segundos?", Decimal(1)),
    (r"m|mins?\.?|minut\w+", Decimal(60)), (r"h|hrs?|hours?|std|stunden?|horas?|heures?", Decimal(3600)),  # noqa: E501
    (r"d|days?|tagen?|tage?|d[íi]as?|jours?", Decimal(86400)),
    (r"weeks?|wks?|wochen?|semanas?|semaines?", Decimal(604800)),
)  # fmt: skip


def _converted(number: TextNumber, unit: str) -> Decimal | None:
    """Return a duration in another unit; `None` when it does not come out evenly."""
    seconds = {}
    for name in (number.unit or "", unit):
        seconds[name] = next(
            (size for words, size in _SECONDS if re.fullmatch(words, name, re.IGNORECASE)), None
        )
    here, there = seconds[number.unit or ""], seconds[unit]
    if here is None or there is None:
        return number.value if (number.unit or "").rstrip("sne") == unit.rstrip("sne") else None
    value = number.value * here / there
    return value.normalize() if value == round(value, 3) else None


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
        if BETWEEN.search(before) or (dashed and _direction(text, first.start) == "hold"):
            return TextMetric(
                Metric(
                    kind=MetricKind.RANGE,
                    unit=_unit_of(text, second, first),
                    low=first.value.scaleb(second.magnitude)
                    if second.magnitude and not first.magnitude
                    else first.value,
                    high=second.value,
                ),
                low_at=_at(first),
                high_at=_at(second),
                doubtful=len(numbers) > 2,
            )
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number that may be the target, with what stands round it."""

    number: TextNumber
    limit: str | None
    relative: bool
    condition: bool
    bracketed: bool


def _single(text: str, numbers: tuple[TextNumber, ...]) -> TextMetric:
    """Read a target or limit that stands alone, with a start stated elsewhere."""
    depths = _brackets(text)
    baseline: TextNumber | None = None
    stated: TextNumber | None = None
    candidates: list[_Candidate] = []
    for index, number in enumerate(numbers):
        before = text[max(0, number.start - 60) : number.start]
        if TARGET.search(before) and stated is None:
            stated = number
        elif BASELINE.search(before) and (depths[number.start] or len(numbers) > 1):
            baseline = baseline or number
        elif not _is_part(text, numbers, index):
            candidates.append(_candidate(text, number, depths[number.start] > 0))
    chosen, doubtful = _chosen(text, candidates)
    if stated is not None:
        chosen, doubtful = _candidate(text, stated, False), False
    if chosen is None:
        if baseline is not None:
            return TextMetric(
                Metric(unit=_unit_of(text, baseline), baseline=baseline.value),
                baseline_at=_at(baseline),
                doubtful=True,
            )
        return replace(_NOTHING, doubtful=doubtful)
    return _target_of(text, chosen, baseline, doubtful)


def _brackets(text: str) -> list[int]:
    """Return for each character how many round brackets are open before it."""
    depth, depths = 0, []
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths


def _is_part(text: str, numbers: tuple[TextNumber, ...], index: int) -> bool:
    """Return whether a number belongs to the one before it: "7 of 10", "per 30 days", "7/7"."""
    number = numbers[index]
    before = text[max(0, number.start - 12) : number.start]
    if RATE.search(before) or before.endswith("/"):
        return True
    if number.word and number.value == 1:
        one_ok = ONE_OK.search(text[max(0, number.start - 40) : number.start]) and not ONE_NO.match(
            text[number.end : number.end + 20]
        )
        verb_before = number.start > 0 and len(text[: number.start].split()) == 1
        if not one_ok and not (
            verb_before and not ONE_NO.match(text[number.end : number.end + 20])
        ):
            return True
    if index == 0:
        return False
    previous = numbers[index - 1]
    between = text[previous.end : number.start]
    return bool(OF.match(between)) and previous.kind == "count"


def _candidate(text: str, number: TextNumber, bracketed: bool) -> _Candidate:
    """Look at what stands before and behind a number."""
    before = text[max(0, number.start - 60) : number.start]
    behind = text[number.end : number.end + 40]
    limit = None
    match = COMPARATOR.search(before)
    if match:
        limit = "most" if match["most_first"] or (match["most"] and not match["least"]) else "least"
    elif LEAST_BEHIND.match(behind) or number.plus:
        limit = "least"
    elif MOST_BEHIND.match(behind):
        limit = "most"
    relative = (
        bool(BY_STRICT.search(before))
        or (number.kind == "percent" and bool(CHANGE_BEHIND.match(behind)))
        or (number.signed and number.kind in {"percent", "points"})
    )
    condition = bool(CONDITION.search(before)) and (limit is None or number.kind == "time")
    if number.hyphenated or (
        number.kind == "time"
        and re.match(r"(?i)\s+(?:of|old|after|before|plan|later|ago|feedback)\b", behind)
    ):
        condition = True
    return _Candidate(number, limit, relative, condition, bracketed)


def _chosen(text: str, candidates: list[_Candidate]) -> tuple[_Candidate | None, bool]:
    """Return the one candidate that is measured, and whether that is doubtful."""
    outside = [candidate for candidate in candidates if not candidate.bracketed]
    if not outside:
        limits = [
            candidate
            for candidate in candidates
            if (candidate.limit and not candidate.number.plus) or candidate.number.kind == "percent"
        ]
        return (limits[0], True) if len(limits) == 1 else (None, bool(candidates))
    firm = [candidate for candidate in outside if not candidate.condition]
    limits = [candidate for candidate in firm if candidate.limit]
    if len(limits) == 1 and not (len(firm) > 1 and _is_behind_another(text, firm, limits[0])):
        return limits[0], len(firm) > 1
    if len(firm) == 1:
        return firm[0], False
    if firm:
        return _first_of_several(text, firm)
    return _conditions_only(text, outside)


def _is_behind_another(text: str, firm: list[_Candidate], limit: _Candidate) -> bool:
    """Return whether a limit stands behind a number of its kind, or only qualifies one."""
    first = firm[0]
    if first is limit:
        return False
    gap = text[first.number.end : limit.number.start]
    return first.number.kind == limit.number.kind or bool(QUALIFIES.search(gap))


def _first_of_several(text: str, firm: list[_Candidate]) -> tuple[_Candidate | None, bool]:
    """Return the first of several numbers when the others only qualify it."""
    first, second = firm[0], firm[1]
    gap = text[first.number.end : second.number.start]
    if QUALIFIES.search(gap):
        return first, True
    joined = re.search(r"(?i)[,;.]\s|\b(?:and|und|y|et|e|or|while|plus|with|to|con|mit)\b|&", gap)
    if not joined and first.number.kind != second.number.kind:
        return first, True
    if re.search(r"(?i)\b(?:than|vs\.?|versus|compared to)\s*$", text[: second.number.start]):
        return first, True
    return None, True


def _usable(text: str, candidate: _Candidate) -> bool:
    """Return whether a number that looks like a condition may be the target after all."""
    number = candidate.number
    if number.kind != "time" or candidate.limit == "most":
        return True
    before = text[max(0, number.start - 20) : number.start]
    return (
        bool(LEVEL_OF.search(before))
        or (bool(LEVEL_TO.search(before)) and _direction(text, number.start) is not None)
        or (number.hyphenated and number.word)
    )


def _conditions_only(text: str, outside: list[_Candidate]) -> tuple[_Candidate | None, bool]:
    """Return the number to take when all look like conditions ("reduce it to 3", "at 95 %")."""
    usable = [candidate for candidate in outside if _usable(text, candidate)]
    usable = [c for c in usable if not (c.number.hyphenated and not c.number.word)]
    if len(usable) == 1:
        return usable[0], usable[0].number.kind == "time"
    directed = [
        candidate
        for candidate in usable
        if re.search(
            r"(?i)\b(?:to|auf|à|para|at)\s+(?:an? |the )?[<>≤≥~≈]?\s*$",
            text[max(0, candidate.number.start - 20) : candidate.number.start],
        )
    ]
    if len(directed) == 1:
        return directed[0], True
    shares = [candidate for candidate in usable if candidate.number.kind == "percent"]
    others = {candidate.number.kind for candidate in usable if candidate not in shares}
    if len(shares) == 1 and (shares[0] is usable[0] or others == {"time"}):
        return shares[0], True
    return None, bool(outside)


def _target_of(
    text: str, chosen: _Candidate, baseline: TextNumber | None, doubtful: bool
) -> TextMetric:
    """Build the metric of one target."""
    number = chosen.number
    direction = _direction(text, number.start)
    if chosen.relative and baseline is None:
        down = (
            direction == "down"
            or number.value < 0
            or bool(DOWN_BEHIND.match(text[number.end : number.end + 20]))
        )
        change = -abs(number.value) if down else abs(number.value)
        return TextMetric(
            Metric(
                kind=MetricKind.DECREASE if down else MetricKind.INCREASE,
                unit=_unit_of(text, number),
                relative_target=change if number.kind == "percent" else None,
                target=None if number.kind == "percent" else abs(number.value),
            ),
            target_at=_at(number),
            doubtful=True,
        )
    kind = _kind_of(chosen, direction, baseline)
    return TextMetric(
        Metric(
            kind=kind,
            unit=_unit_of(text, number, *([baseline] if baseline else [])),
            baseline=baseline.value if baseline else None,
            target=number.value,
        ),
        baseline_at=_at(baseline) if baseline else None,
        target_at=_at(number),
        doubtful=doubtful or number.doubtful or kind is None,
    )


def _kind_of(
    chosen: _Candidate, direction: str | None, baseline: TextNumber | None
) -> MetricKind | None:
    """Return how progress towards a single target is to be understood."""
    value = chosen.number.value
    if chosen.limit == "most":
        return MetricKind.DECREASE if direction == "down" else MetricKind.AT_MOST
    if chosen.limit == "least":
        return MetricKind.INCREASE if direction == "up" else MetricKind.AT_LEAST
    if baseline is not None and baseline.value != value:
        return _kind_between(baseline.value, value)
    if direction == "down":
        return MetricKind.DECREASE
    if value == 0:
        return MetricKind.AT_MOST
    return MetricKind.AT_LEAST if direction == "hold" else MetricKind.INCREASE
