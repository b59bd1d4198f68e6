"""The short form of a reading that a dry run prints as JSON."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from plumbline.engine.documents.model import KeyResult, Metric, Objective
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.messages import Message, render


def outline(result: ReadResult, words: Callable[[Message], str] = render) -> dict[str, object]:
    """Return what was read as plain data: counts, items in order of the document, problems.

    Numbers are strings in canonical decimal. A range has no single target, so its target is
    `None`. A relative change ("by 20 %") stands as the change without its sign, in its unit.
    The parent of a key result is its objective; that of an objective the first it supports in
    the same document.

    Args:
        result: The outcome of any reader.
        words: Turns messages into sentences.

    Returns:
        `objectives` and `key_results` (counts), `items` (kind, title, parent_title, line,
        metric) and `problems` (line, column, message); a reason to decline is a problem of
        line 1 when there is no other. In a workbook a problem names its `sheet`, and its line is
        a row.
    """
    items: list[dict[str, Any]] = []
    document = result.document
    objectives = document.objectives if document else ()
    titles: dict[str, str] = {}
    for objective in objectives:
        for item in _with_results(objective):
            if item.id:
                titles[item.id] = item.title
    for objective in objectives:
        parent = next((titles[link.id] for link in objective.supports if link.id in titles), None)
        items.append(_item("objective", objective, parent, None))
        items += [
            _item("key_result", key_result, objective.title, _metric(key_result.metric))
            for key_result in objective.key_results
        ]
    items.sort(key=lambda item: (item["line"] is None, item["line"] or 0))
    problems = places_outline(result, result.problems, words)
    if result.declined is not None:
        problems.append({"line": 1, "column": 1, "message": words(result.declined)})
    return {
        "objectives": len(objectives),
        "key_results": sum(len(objective.key_results) for objective in objectives),
        "items": items,
        "problems": problems,
    }


def places_outline(
    result: ReadResult, places: Sequence[Problem], words: Callable[[Message], str]
) -> list[dict[str, Any]]:
    """Return what is said of places in a document: line, column and message of each."""
    return [_place(result, one, words(one.message)) for one in places]


def _place(result: ReadResult, problem: Problem, message: str) -> dict[str, Any]:
    cell = result.cell(problem.line, problem.column)
    if cell is None:
        return {"line": problem.line, "column": problem.column, "message": message}
    return {"line": cell.row, "column": cell.column, "message": message, "sheet": cell.sheet}


def _with_results(objective: Objective) -> Iterator[Objective | KeyResult]:
    """Yield an objective and its key results."""
    yield objective
    yield from objective.key_results


def _item(
    kind: str, item: Objective | KeyResult, parent: str | None, metric: dict[str, str | None] | None
) -> dict[str, Any]:
    """Return one line of the outline."""
    span = item.spans.get("title") or item.spans.get("self")
    return {
        "kind": kind,
        "title": item.title,
        "parent_title": parent,
        "line": span.line if span else None,
        "metric": metric,
    }


def _metric(metric: Metric | None) -> dict[str, str | None] | None:
    """Return a metric with its numbers as canonical decimals."""
    if metric is None:
        return None
    target = metric.target
    if target is None and metric.relative_target is not None:
        target = abs(metric.relative_target)
    return {
        "kind": metric.kind.value if metric.kind else None,
        "unit": metric.unit,
        "baseline": canonical(metric.baseline),
        "target": canonical(target),
    }


def canonical(value: Decimal | None) -> str | None:
    """Return a number without exponent, trailing zeros and plus sign; `None` stays `None`."""
    if value is None:
        return None
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
