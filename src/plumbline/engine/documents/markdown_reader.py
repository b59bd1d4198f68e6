"""OKRs out of Markdown as people really write it."""

from pathlib import PurePath

from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.drafts import document_of
from plumbline.engine.documents.markdown.blocks import BlockKind, blocks_read, front_matter_read
from plumbline.engine.documents.markdown.meaning import Meaning, meaning_read
from plumbline.engine.documents.markdown.sections import speaks_of_okrs
from plumbline.engine.documents.model import Cycle
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import Message


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
    meaning = meaning_read(root, believed=speaks_of_okrs(told))
    if not any(objective.clean.title for objective in meaning.objectives):
        return ReadResult(
            kind="markdown",
            document=None,
            problems=tuple(meaning.problems),
            left_out=tuple(meaning.left_out),
            declined=Message("documents.markdown.no_okrs"),
        )
    titles = [front.get("title", ""), PurePath(name).stem if name else ""]
    titles[1:1] = [block.text.text for block in root.walk() if block.kind is BlockKind.HEADING][:40]
    document = document_of(
        source, meaning.objectives, cycle=_cycle(titles), containers=meaning.containers
    )
    return ReadResult(
        kind="markdown",
        document=document,
        problems=tuple(
            sorted(meaning.problems, key=lambda problem: (problem.line, problem.column))
        ),
        left_out=tuple(sorted(meaning.left_out, key=lambda passed: passed.first)),
    )


def _cycle(titles: list[str]) -> Cycle | None:
    """Return the cycle that the titles name when they name one only."""
    cycles = [cycle for title in titles if title and (cycle := cycle_read(title)) is not None]
    names = {cycle.name for cycle in cycles}
    return cycles[0] if len(names) == 1 else None


__all__ = ["Meaning", "markdown_read"]
