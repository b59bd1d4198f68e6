"""OKRs out of Markdown as people really write it."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePath

from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.days_in_text import day_read
from plumbline.engine.documents.drafts import ObjectiveDraft, document_of, starts_taken
from plumbline.engine.documents.due_in_text import due_read
from plumbline.engine.documents.markdown.blocks import Block, BlockKind, blocks_read
from plumbline.engine.documents.markdown.finds import Meaning
from plumbline.engine.documents.markdown.lines import LONGEST_LINE, front_matter_read, lines_cut
from plumbline.engine.documents.markdown.meaning import meaning_read
from plumbline.engine.documents.markdown.sections import speaks_of_okrs
from plumbline.engine.documents.markdown.tree import Words
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.model import Cycle
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.states_in_text import style_meant, style_unknown
from plumbline.engine.documents.values_in_text import value_read
from plumbline.engine.messages import Message

BLOCK_LIMIT = 20_000
"""Headings, items, lines of text and rows of tables that are read of one text."""


def markdown_read(source: Source, *, name: str | None = None) -> ReadResult:
    """Read a Markdown document.

    Args:
        source: Its text.
        name: Its file name, which may speak of OKRs or name the cycle.

    Returns:
        The document with every place, what was passed over and why; never raises.
    """
    front, _ = front_matter_read(source)
    stem = PurePath(name).stem.replace("_", " ").replace("-", " ") if name else ""
    told = " ".join(
        (front.get("title", ""), front.get("description", ""), front.get("tags", ""), stem)
    )
    root = blocks_read(source)
    count = sum(1 + len(block.rows) for block in root.walk())
    if count > BLOCK_LIMIT:
        many = Message("documents.markdown.too_many", {"count": count, "limit": BLOCK_LIMIT})
        return ReadResult(kind="markdown", document=None, declined=many)
    root, meaning = _understood(source, root, believed=speaks_of_okrs(told))
    starts_taken(meaning.objectives)
    if not any(objective.clean.title for objective in meaning.objectives):
        return _declined(source, meaning)
    headings = [b.text.text for b in root.walk() if b.kind is BlockKind.HEADING]
    told_first = [
        *(front.get(key, "") for key in ("cycle", "quarter", "period", "title")),
        PurePath(name).stem if name else "",
        *headings[:1],
    ]
    several = _several_cycles(source, meaning.objectives)
    document = document_of(
        source,
        meaning.objectives,
        cycle=_cycle(told_first, headings),
        containers=meaning.containers,
    )
    return ReadResult(
        kind="markdown",
        document=document,
        problems=_in_order(
            meaning.problems, several, _untaken(source, meaning.objectives), _cut(source)
        ),
        left_out=tuple(sorted(meaning.left_out, key=lambda passed: passed.first)),
    )


def _understood(source: Source, root: Block, *, believed: bool) -> tuple[Block, Meaning]:
    """Read a text, looking harder as long as nothing is found."""
    words = Words.of(root)
    meaning = meaning_read(words, believed=believed)
    if not meaning.objectives:
        meaning = _measured(meaning_read(words, believed=True), meaning)
    if not meaning.objectives:
        # Where the only OKRs are those that explain what OKRs are, they are meant.
        explained = meaning_read(words, believed=False, guides=True)
        if any(o.key_results and o.clean.label is not None for o in explained.objectives):
            meaning = explained
    if not meaning.objectives and "```" in source.text:
        # Some put their OKRs between fences so that the line ends stay; labels must prove it.
        opened = blocks_read(source, fenced=True)
        within = meaning_read(Words.of(opened), believed=False)
        if any(objective.key_results for objective in within.objectives):
            root, meaning = opened, within
    return root, meaning


def _in_order(*problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(chain(*problems), key=lambda problem: (problem.line, problem.column)))


def _declined(source: Source, meaning: Meaning) -> ReadResult:
    """Return the reading of a text without OKRs."""
    return ReadResult(
        kind="markdown",
        document=None,
        problems=_in_order(meaning.problems, _cut(source)),
        left_out=tuple(meaning.left_out),
        declined=Message("documents.markdown.no_okrs"),
    )


def _measured(bold: Meaning, shy: Meaning) -> Meaning:
    """Return a reading by shape alone when its results are mostly numbers, else the shy one."""
    results = [result for objective in bold.objectives for result in objective.key_results]
    numbers = sum(metric_read(result.clean.title).metric is not None for result in results)
    return bold if len(results) >= 2 and numbers * 3 >= len(results) * 2 else shy


def _untaken(source: Source, objectives: list[ObjectiveDraft]) -> Iterator[Problem]:
    """Yield current values without a day, and what is meant as a day or style and is none."""
    for objective in objectives:
        style = objective.fields.get("style")
        meant = style_meant(style.title) if style else None
        if style is not None and meant is not None:
            line, column = source.position(style.offsets[0] if style.offsets else objective.start)
            yield Problem(line=line, column=column, message=style_unknown(style.title, meant))
    for result in (result for objective in objectives for result in objective.key_results):
        current = result.fields.get("current")
        if current is not None and value_read(current.title)[0] is not None:
            line, column = source.position(current.offsets[0] if current.offsets else result.start)
            message = Message("documents.format.undated", {"value": current.title[:80]})
            yield Problem(line=line, column=column, message=message)
        due = result.fields.get("due")
        if due is not None and due.title.strip(" -–—?") and day_read(due.title) is None:
            line, column = source.position(due.offsets[0] if due.offsets else result.start)
            message = Message("documents.format.no_day", {"value": due.title[:80]})
            yield Problem(line=line, column=column, message=message)
        unknown = due_read(result.clean.title)[1]
        if unknown is not None:
            line, column = source.position(result.start)
            yield Problem(
                line=line,
                column=column,
                message=Message("documents.yaml.day_unknown", {"value": unknown}),
            )


def _cut(source: Source) -> Iterator[Problem]:
    """Yield the lines whose end was not read."""
    for line in lines_cut(source):
        message = Message("documents.markdown.line_cut", {"limit": LONGEST_LINE})
        yield Problem(line=line, column=LONGEST_LINE + 1, message=message)


def _several_cycles(source: Source, objectives: list[ObjectiveDraft]) -> tuple[Problem, ...]:
    """Name the cycles when objectives belong to several; else let the document's stand for all."""
    named = list(dict.fromkeys(objective.cycle for objective in objectives if objective.cycle))
    if len(named) > 1:
        line, column = source.position(objectives[0].start)
        message = Message("documents.markdown.several_cycles", {"names": ", ".join(named[:8])})
        return (Problem(line=line, column=column, message=message),)
    for objective in objectives:
        objective.cycle = None
    return ()


def _cycle(first: list[str], headings: list[str]) -> Cycle | None:
    """Return the cycle that title or file name tell, else the only one that headings name."""
    for title in first:
        if title and (cycle := cycle_read(title)) is not None:
            return cycle
    cycles = {
        cycle.name: cycle
        for title in headings
        if len(title) <= 60 and (cycle := cycle_read(title)) is not None
    }
    return next(iter(cycles.values())) if len(cycles) == 1 else None
