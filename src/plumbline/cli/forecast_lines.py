"""One line of `plumbline forecast`: from JSON to a question for the engine, and back."""

import json
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any, Final

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.history import History, HistoryRefused, Refusal
from plumbline.engine.forecast.key_results import Fan, Forecast, key_result_forecast

Said = dict[str, Any]

FIELDS: Final = frozenset(
    {
        *("id", "start", "end", "baseline", "target", "accumulates", "points", "kind", "low"),
        *("high", "stages", "share", "today", "pauses", "days"),
    }
)
DAY_LENGTH = len("2026-01-31")
KINDS: Final = {kind.value: kind for kind in MetricKind}
WORDS: Final[Mapping[Refusal, str]] = {
    Refusal.NUMBER_NOT_FINITE: "A number is not finite.",
    Refusal.NUMBER_TOO_LARGE: "A number is beyond 1e100.",
    Refusal.DATES_REVERSED: "The end lies before the start.",
    Refusal.TARGET_MISSING: "The target is missing.",
    Refusal.TARGET_EQUALS_BASELINE: "The target equals the baseline: there is no way to go.",
    Refusal.TARGET_AGAINST_KIND: "The target lies on the other side of the baseline than the kind.",
    Refusal.RANGE_INCOMPLETE: "A range needs low and high.",
    Refusal.RANGE_REVERSED: "The low end of the range lies above the high end.",
    Refusal.SHARE_OUT_OF_BOUNDS: "The share must be above 0 and at most 1.",
}


class LineRefused(Exception):
    """A line cannot be answered; the text says why."""


def answer(line: bytes) -> Said:
    """Answer one line.

    Raises:
        LineRefused: It is not a key result that can be forecast.
    """
    asked = _object(line)
    unknown = sorted(asked.keys() - FIELDS)
    if unknown:
        raise LineRefused(f"There is no field {unknown[0]!r}.")
    given = asked.get("id")
    if given is not None and not _is_id(given):
        raise LineRefused("The id must be a text or a number.")
    history = _history(asked)
    days = [_day(day, "days") for day in _list(asked, "days")]
    # Without a today every point is known.
    today = _day(asked["today"], "today") if asked.get("today") is not None else date.max
    try:
        forecast = key_result_forecast(history, today=today, days=days)
    except HistoryRefused as refused:
        raise LineRefused(WORDS[refused.refusal]) from None
    said = _said(given, forecast)
    if days:
        said["fans"] = [{"on": fan.on.isoformat(), **_bounds(fan)} for fan in forecast.fans]
    return said


def id_of(line: bytes) -> str | int | float | None:
    """The id of a line that was refused, as far as it can be read."""
    try:
        given = _object(line).get("id")
    except LineRefused:
        return None
    return given if _is_id(given) else None


def _is_id(given: object) -> bool:
    if isinstance(given, float):
        return isfinite(given)
    return isinstance(given, str | int) and not isinstance(given, bool)


def _object(line: bytes) -> Said:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise LineRefused("This is not a line of JSON.") from None
    if not isinstance(asked, dict):
        raise LineRefused("This is not a JSON object.")
    return asked


def _history(asked: Said) -> History:
    accumulates = _flag(asked, "accumulates")
    baseline, target = _number(asked, "baseline"), _number(asked, "target")
    if baseline is None and accumulates:
        baseline = 0.0
    share = _number(asked, "share")
    return History(
        kind=_kind(asked, baseline, target),
        start=_needed_day(asked, "start"),
        end=_needed_day(asked, "end"),
        baseline=baseline,
        target=target,
        low=_number(asked, "low"),
        high=_number(asked, "high"),
        accumulates=accumulates,
        readings=_points(asked),
        share=1.0 if share is None else share,
        has_stages=_flag(asked, "stages"),
        pauses=[_pause(pair) for pair in _list(asked, "pauses")],
    )


def _kind(asked: Said, baseline: float | None, target: float | None) -> MetricKind:
    given = asked.get("kind")
    if given is not None:
        kind = KINDS.get(given) if isinstance(given, str) else None
        if kind is None:
            raise LineRefused(f"The kind must be one of {', '.join(KINDS)}.")
        return kind
    if baseline is None or target is None:
        raise LineRefused("Baseline and target are needed, or a kind that does without.")
    return MetricKind.DECREASE if target < baseline else MetricKind.INCREASE


def _points(asked: Said) -> list[tuple[date, float]]:
    points = []
    for pair in _list(asked, "points"):
        if not isinstance(pair, list) or len(pair) != 2:
            raise LineRefused("Each point must be a list of a day and a value.")
        points.append((_day(pair[0], "points"), _as_number(pair[1], "points")))
    return points


def _pause(pair: object) -> tuple[date, date]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise LineRefused("Each pause must be a list of two days.")
    since, until = _day(pair[0], "pauses"), _day(pair[1], "pauses")
    if until < since:
        raise LineRefused("A pause ends before it begins.")
    return since, until


def _list(asked: Said, name: str) -> list[object]:
    given = asked.get(name)
    if given is None:
        return []
    if not isinstance(given, list):
        raise LineRefused(f"The field {name} must be a list.")
    return given


def _flag(asked: Said, name: str) -> bool:
    given = asked.get(name)
    if given is None or isinstance(given, bool):
        return bool(given)
    raise LineRefused(f"The field {name} must be true or false.")


def _number(asked: Said, name: str) -> float | None:
    given = asked.get(name)
    return None if given is None else _as_number(given, name)


def _as_number(given: object, name: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise LineRefused(f"The field {name} holds something that is not a number.")
    try:
        return float(given)
    except OverflowError:
        raise LineRefused(WORDS[Refusal.NUMBER_TOO_LARGE]) from None


def _needed_day(asked: Said, name: str) -> date:
    if asked.get(name) is None:
        raise LineRefused(f"The field {name} is missing.")
    return _day(asked[name], name)


def _day(given: object, name: str) -> date:
    if isinstance(given, str) and len(given) == DAY_LENGTH:
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise LineRefused(f"The field {name} holds something that is not a day such as 2026-01-31.")


def _said(given: object, forecast: Forecast) -> Said:
    said: Said = {"id": given, "chance": forecast.chance, **_bounds(forecast.end)}
    if forecast.silence is not None:
        said["silence"] = forecast.silence.value
    return said


def _bounds(fan: Fan | None) -> Said:
    if fan is None:
        return dict.fromkeys(("median", "low80", "high80", "low50", "high50"))
    return {
        "median": fan.median,
        "low80": fan.low80,
        "high80": fan.high80,
        "low50": fan.low50,
        "high50": fan.high50,
    }
