"""The one number of a sentence that is its target or limit, with a start stated elsewhere."""

import re
from dataclasses import replace
from typing import NamedTuple

from plumbline.engine.documents.metric_words import (
    ALL_OF,
    AMOUNT_OF,
    BASELINE,
    BY_STRICT,
    CHANGE_BEHIND,
    COMPARATOR,
    CONDITION,
    DOWN_BEHIND,
    LEAST_BEHIND,
    LEVEL_AT,
    LEVEL_OF,
    LEVEL_TO,
    MOST_BEHIND,
    OF,
    ONE_NO,
    ONE_OK,
    QUALIFIES,
    RATE,
    REMOVE,
    SHARE_OF,
    TARGET,
    TO_A_GAP,
    UNBROKEN,
    WITH_LEAST,
)
from plumbline.engine.documents.model import Metric, MetricKind
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.documents.text_metric import (
    NOTHING,
    TextMetric,
    direction_before,
    kind_between,
    stretch,
)
from plumbline.engine.documents.units_in_text import unit_of


class _Candidate(NamedTuple):
    """A number that may be the target, with what stands round it."""

    number: TextNumber
    limit: str | None
    relative: bool
    condition: bool
    bracketed: bool


def target_read(text: str, numbers: tuple[TextNumber, ...]) -> TextMetric:
    """Read a target or limit that stands alone, with a start stated elsewhere."""
    depths = _brackets(text)
    baseline: TextNumber | None = None
    stated: TextNumber | None = None
    candidates: list[_Candidate] = []
    for index, number in enumerate(numbers):
        before = text[max(0, number.start - 60) : number.start]
        if TARGET.search(before) and stated is None:
            stated = number
        elif BASELINE.search(before) and (
            depths[number.start] or len(numbers) > 1 or TO_A_GAP.match(text, number.end)
        ):
            baseline = baseline or number
        elif not _is_part(text, numbers, index):
            candidates.append(_candidate(text, number, depths[number.start] > 0))
    chosen, doubtful = _chosen(text, _without_sizes(candidates))
    if stated is not None:
        chosen, doubtful = _candidate(text, stated, False), False
    if chosen is None:
        if baseline is not None:
            return TextMetric(
                Metric(unit=unit_of(text, baseline), baseline=baseline.value),
                baseline_at=stretch(baseline),
                doubtful=True,
            )
        return replace(NOTHING, doubtful=doubtful)
    return _target_of(text, chosen, baseline, doubtful)


def _without_sizes(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates without sizes ("files up to 50MB") where something else is measured."""
    others = [candidate for candidate in candidates if candidate.number.kind != "size"]
    return others or candidates


def _brackets(text: str) -> list[int]:
    """Return for each character how many round brackets are open before it."""
    if "(" not in text:
        return [0] * len(text)
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
    level = number.kind in {"percent", "money"} and bool(LEVEL_OF.search(before))
    level = level or bool(AMOUNT_OF.search(before)) or bool(ALL_OF.search(before))
    if not level and number.kind == "percent" and LEVEL_AT.search(before):
        level = direction_before(text, number.start) == "hold"
    condition = (
        bool(CONDITION.search(before)) and not level and (limit is None or number.kind == "time")
    )
    if number.kind == "time" and UNBROKEN.match(behind):
        condition = False
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
        if len(limits) != 1 or _is_named_by(text, limits[0]):
            return None, bool(candidates)
        return limits[0], True
    firm = [candidate for candidate in outside if not candidate.condition]
    limits = [candidate for candidate in firm if candidate.limit]
    if len(limits) == 1 and not (len(firm) > 1 and _is_behind_another(text, firm, limits[0])):
        return limits[0], len(firm) > 1
    if len(firm) == 1:
        return firm[0], False
    if firm:
        return _first_of_several(text, firm)
    return _conditions_only(text, outside)


def _is_named_by(text: str, candidate: _Candidate) -> bool:
    """Return whether a limit in brackets says which are to be fewer ("… tasks (> 10 minutes)")."""
    down = direction_before(text, candidate.number.start) == "down" or REMOVE.search(text)
    return candidate.limit == "least" and bool(down)


def _is_behind_another(text: str, firm: list[_Candidate], limit: _Candidate) -> bool:
    """Return whether a limit stands behind a number of its kind, or only qualifies one."""
    first = firm[0]
    if first is limit:
        return False
    gap = text[first.number.end : limit.number.start]
    same = first.number.kind == limit.number.kind
    return (
        same
        or bool(WITH_LEAST.fullmatch(gap))
        or _is_share(text, first)
        or bool(QUALIFIES.search(gap))
    )


def _is_share(text: str, candidate: _Candidate) -> bool:
    """Return whether a number is a share of something named ("80 % of guests …")."""
    behind = text[candidate.number.end : candidate.number.end + 12]
    return candidate.number.kind == "percent" and bool(SHARE_OF.match(behind))


def _first_of_several(text: str, firm: list[_Candidate]) -> tuple[_Candidate | None, bool]:
    """Return the first of several numbers when the others only qualify it."""
    first, second = firm[0], firm[1]
    gap = text[first.number.end : second.number.start]
    if QUALIFIES.search(gap) or (
        _is_share(text, first) and all(other.number.kind != "percent" for other in firm[1:])
    ):
        return first, True
    joined = re.search(r"(?i)[,;.]\s|\b(?:and|und|y|et|e|or|while|plus|with|to|con|mit)\b|&", gap)
    if WITH_LEAST.fullmatch(gap):
        return first, True
    if not joined and first.number.kind != second.number.kind:
        return first, True
    named = first.limit is None and first.number.start > 0
    if not joined and second.limit and named and len(gap.split()) <= 4:
        return first, True
    if re.search(r"(?i)\b(?:than|vs\.?|versus|compared to)\s*$", text[: second.number.start]):
        return first, True
    return None, True


def _usable(text: str, candidate: _Candidate) -> bool:
    """Return whether a number that looks like a condition may be the target after all."""
    number = candidate.number
    if number.kind != "time" or candidate.limit == "most" or number.start == 0:
        return True
    before = text[max(0, number.start - 20) : number.start]
    return (
        bool(LEVEL_OF.search(before))
        or (bool(LEVEL_TO.search(before)) and direction_before(text, number.start) is not None)
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
    direction = direction_before(text, number.start)
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
                unit=unit_of(text, number),
                relative_target=change if number.kind == "percent" else None,
                target=None if number.kind == "percent" else abs(number.value),
            ),
            target_at=stretch(number),
            doubtful=True,
        )
    kind = _kind_of(chosen, direction, baseline)
    return TextMetric(
        Metric(
            kind=kind,
            unit=unit_of(text, number, *([baseline] if baseline else [])),
            baseline=baseline.value if baseline else None,
            target=number.value,
        ),
        baseline_at=stretch(baseline) if baseline else None,
        target_at=stretch(number),
        doubtful=doubtful or number.doubtful or kind is None,
    )


def _kind_of(
    chosen: _Candidate, direction: str | None, baseline: TextNumber | None
) -> MetricKind | None:
    """Return how progress towards a single target is to be understood."""
    value = chosen.number.value
    # A start outside the limit is a way to go: "< 2 % (Q4: 9 %)"; what is to be kept is kept.
    way = None
    if baseline is not None and direction != "hold":
        way = kind_between(baseline.value, value)
    if chosen.limit == "most":
        goes = direction == "down" or way is MetricKind.DECREASE
        return MetricKind.DECREASE if goes else MetricKind.AT_MOST
    if chosen.limit == "least":
        goes = direction == "up" or way is MetricKind.INCREASE
        return MetricKind.INCREASE if goes else MetricKind.AT_LEAST
    if baseline is not None and baseline.value != value:
        return kind_between(baseline.value, value)
    if direction == "down":
        return MetricKind.DECREASE
    if value == 0:
        return MetricKind.AT_MOST
    return MetricKind.AT_LEAST if direction == "hold" else MetricKind.INCREASE
