"""What a document would be read as: needs no instance, no database and no Django."""

import json
from collections import defaultdict
from collections.abc import Iterator

from plumbline.cli.counting import counted
from plumbline.cli.problem_places import problem_place
from plumbline.cli.refusals import FINDINGS, USAGE
from plumbline.cli.terminal import one_line
from plumbline.engine.documents.model import KeyResult, Metric, Objective
from plumbline.engine.documents.outline import canonical, outline
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import render
from plumbline.engine.workbooks.read import file_read


def dry_run(content: bytes, *, name: str, kind: str, as_json: bool, sheet: str = "") -> int:
    """Print what was read.

    Args:
        content: The file.
        name: Its name; titles and cycles may stand in it.
        kind: One of the reader's kinds.
        as_json: As JSON instead of a readable tree.
        sheet: Of a workbook the sheet; empty for the first with OKRs.

    Returns:
        0 read, 1 read with problems, 2 nothing found.
    """
    result = file_read(content, name=name, kind=kind, sheet=sheet)
    if as_json:
        print(json.dumps(outline(result), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(one_line, _text(result))))
    if result.document is None:
        return USAGE
    return FINDINGS if result.problems else 0


def _text(result: ReadResult) -> Iterator[str]:
    """Yield the tree, each problem below the line it is about."""
    problems: dict[int, list[str]] = defaultdict(list)
    for problem in result.problems:
        place = problem_place(result, problem)
        problems[problem.line].append(f"! {place}: {render(problem.message)}")
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
    for left in result.left_out:
        lines = f"line {left.first}" if left.first == left.last else f"{left.first} to {left.last}"
        yield f"Left out, {lines}: {render(left.message)}"
    if result.declined is not None:
        yield f"Nothing was found. {render(result.declined)}"


def _item(
    item: Objective | KeyResult, indent: str, problems: dict[int, list[str]]
) -> Iterator[str]:
    """Yield one line of the tree and the problems of its lines in the text."""
    span = item.spans.get("title") or item.spans.get("self")
    line = span.line if span else 0
    words = [f"{line or '':>5}  {indent}{item.title}"]
    if isinstance(item, KeyResult) and item.metric is not None:
        words.append(f"[{_metric(item.metric)}]")
    if item.owner:
        words.append(f"({item.owner})")
    yield "  ".join(words)
    whole = item.spans.get("self")
    last = whole.end_line if whole is not None and isinstance(item, KeyResult) else line
    for number in sorted(number for number in problems if line <= number <= last):
        for sentence in problems.pop(number):
            yield f"       {indent}{sentence}"


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
