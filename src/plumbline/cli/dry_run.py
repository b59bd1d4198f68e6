"""What a document would be read as: needs no instance, no database and no Django."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from plumbline.cli.counting import counted
from plumbline.cli.problem_places import problem_place
from plumbline.cli.refusals import FINDINGS, USAGE
from plumbline.cli.terminal import one_line
from plumbline.engine.documents.as_of import as_of
from plumbline.engine.documents.model import CheckIn, KeyResult, Metric, Objective
from plumbline.engine.documents.outline import canonical, outline, places_outline
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import Message, render
from plumbline.engine.workbooks.read import file_read

NAMES_SHOWN = 20


def dry_run(
    content: bytes,
    *,
    name: str,
    kind: str,
    as_json: bool,
    sheet: str = "",
    day: date | None = None,
) -> int:
    """Print what was read.

    Args:
        content: The file.
        name: Its name; titles and cycles may stand in it.
        kind: One of the reader's kinds.
        as_json: As JSON instead of a readable tree.
        sheet: Of a workbook the sheet; empty for the first with OKRs.
        day: As of which day what is stated of none is taken; `None` leaves it out.

    Returns:
        0 read, 1 read with problems, 2 nothing found.
    """
    result = as_of(file_read(content, name=name, kind=kind, sheet=sheet), day)
    reading_print(result, as_json=as_json)
    if result.document is None:
        return USAGE
    if not as_json and (named := _named(result)):
        print(one_line(f"Named: {named}. With --organization it says who of them is not there."))
    return FINDINGS if result.problems else 0


def reading_print(
    result: ReadResult, *, as_json: bool, words: Callable[[Message], str] = render
) -> None:
    """Print what was read.

    Args:
        result: With its problems and what was assumed.
        as_json: As JSON instead of a readable tree.
        words: Turns messages into sentences; those of the engine without it.
    """
    if not as_json:
        print("\n".join(map(one_line, _text(result, words))))
        return
    said = outline(result, words) | {"assumed": places_outline(result, result.assumed, words)}
    print(json.dumps(said, ensure_ascii=False, indent=2))


def _named(result: ReadResult) -> str:
    """Return whom a document names as owners, each with how many lines; empty for nobody."""
    lines: Counter[str] = Counter()
    for objective in result.document.objectives if result.document else ():
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            lines.update(name for name in (item.owner, *item.contributors) if name)
    named = [name if count == 1 else f"{name} ({count})" for name, count in lines.items()]
    rest = len(named) - NAMES_SHOWN
    return ", ".join(named[:NAMES_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _text(result: ReadResult, words: Callable[[Message], str]) -> Iterator[str]:
    """Yield the tree, each problem below the line it is about."""
    problems: dict[int, list[str]] = defaultdict(list)
    for problem in result.problems:
        place = problem_place(result, problem)
        problems[problem.line].append(f"! {place}: {words(problem.message)}")
    if result.document is not None:
        objectives = result.document.objectives
        parts = sum(len(objective.key_results) for objective in objectives)
        yield f"{counted(len(objectives), 'objective')}, {counted(parts, 'key result')}."
        yield ""
        for objective in objectives:
            yield from _item(objective, "", problems)
            for part in objective.key_results:
                yield from _item(part, "    ", problems)
    for found in problems.values():
        yield from found
    for one in result.assumed:
        yield f"~ {problem_place(result, one)}: {words(one.message)}"
    for left in result.left_out:
        lines = f"line {left.first}" if left.first == left.last else f"{left.first} to {left.last}"
        yield f"Left out, {lines}: {words(left.message)}"
    if result.declined is not None:
        yield f"Nothing was found. {words(result.declined)}"


def _item(
    item: Objective | KeyResult, indent: str, problems: dict[int, list[str]]
) -> Iterator[str]:
    """Yield one line of the tree and the problems of its lines in the text."""
    span = item.spans.get("title") or item.spans.get("self")
    line = span.line if span else 0
    words = [f"{line or '':>5}  {indent}{item.title}"]
    if isinstance(item, KeyResult) and item.metric is not None:
        words.append(f"[{_metric(item.metric)}]")
    if isinstance(item, KeyResult) and item.current is not None:
        words.append(_reading(item.current))
    if item.owner:
        words.append(f"({item.owner})")
    yield "  ".join(words)
    whole = item.spans.get("self")
    last = whole.end_line if whole is not None and isinstance(item, KeyResult) else line
    for number in sorted(number for number in problems if line <= number <= last):
        for sentence in problems.pop(number):
            yield f"       {indent}{sentence}"


def _reading(reading: CheckIn) -> str:
    """Return a reading in a few words: `2026-11-29: 85, confidence 8`."""
    sure = f"confidence {reading.confidence}" if reading.confidence else None
    said = (canonical(reading.value), sure, reading.note)
    return f"{reading.date}: {', '.join(part for part in said if part)}"


def _metric(metric: Metric) -> str:
    """Return a metric in a few words: `increase 41 → 60 %`."""
    kind = metric.kind.value.replace("_", " ") if metric.kind else "?"
    unit = f" {metric.unit}" if metric.unit else ""
    if metric.low is not None or metric.high is not None:
        return f"{kind} {canonical(metric.low)} to {canonical(metric.high)}{unit}"
    if metric.relative_target is not None:
        return f"{kind} by {canonical(abs(metric.relative_target))} %"
    ends = [canonical(metric.baseline), canonical(metric.target)]
    path = " → ".join(end for end in ends if end is not None)
    return f"{kind} {path}{unit}".strip()
