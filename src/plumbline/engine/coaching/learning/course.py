"""The lessons in their order, as they stand in `lessons/`.

A lesson is a text file. Its head holds fields, its body paragraphs, headings (`## `), lists (`- `),
quotes (`> `) and tables (`| a | b |`, the first row is the head). In the words `*so*` stands for an
emphasis. The name of the file without its number is the lesson's name, which stays: progress and
assignments are kept by it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from plumbline.engine.coaching.worked_examples import WorkedExample, worked_examples

FOLDER: Final = Path(__file__).with_name("lessons")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


class BlockKind(StrEnum):
    """What a stretch of a lesson is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, emphasized or not."""

    words: str
    is_emphasized: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a lesson.

    Attributes:
        kind: What it is.
        lines: The heading, the paragraph or the quote; or the items of a list.
        head: The first row of a table.
        rows: Its other rows.
    """

    kind: BlockKind
    lines: tuple[Runs, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson.

    Attributes:
        name: Its name in addresses and records; it stays.
        title: What it is called.
        aim: What can be done after it.
        minutes: How long it takes, with its exercises.
        rules: Names of the rules that it teaches.
        example: A worked example that shows it.
        exercises: Names of its exercises, in their order.
        sources: Whom its facts are from.
        blocks: Its text.
        text: The same as it is written.
    """

    name: str
    title: str
    aim: str
    minutes: int
    rules: tuple[str, ...]
    example: WorkedExample
    exercises: tuple[str, ...]
    sources: tuple[str, ...]
    blocks: tuple[Block, ...]
    text: str


@cache
def lessons() -> Mapping[str, Lesson]:
    """Return the lessons by name, in the order in which they are best read."""
    files = sorted(FOLDER.glob("*.txt"))
    return {each.name: each for each in (_lesson(file) for file in files)}


@cache
def lesson_of_rule() -> Mapping[str, Lesson]:
    """Return by a rule's name the first lesson that teaches it."""
    found: dict[str, Lesson] = {}
    for lesson in lessons().values():
        for rule in lesson.rules:
            found.setdefault(rule, lesson)
    return found


@cache
def lesson_of_exercise() -> Mapping[str, Lesson]:
    """Return by an exercise's name the lesson that it belongs to."""
    return {name: lesson for lesson in lessons().values() for name in lesson.exercises}


def _lesson(file: Path) -> Lesson:
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    (example,) = (
        each
        for each in worked_examples()
        if fields["example"] in (each.objective, each.bad, each.better)
    )
    return Lesson(
        name=file.stem.partition("-")[2],
        title=fields["title"],
        aim=fields["aim"],
        minutes=int(fields["minutes"]),
        rules=tuple(fields["rules"].split(", ")),
        example=example,
        exercises=tuple(fields["exercises"].split(", ")),
        sources=tuple(fields["sources"].split("; ")),
        blocks=tuple(_blocks(body)),
        text=body.strip(),
    )


def _blocks(body: str) -> Iterator[Block]:
    for part in body.strip().split("\n\n"):
        lines = part.splitlines()
        first = lines[0]
        if first.startswith("## "):
            yield Block(BlockKind.HEADING, (_runs(first[3:]),))
        elif first.startswith("- "):
            yield Block(BlockKind.LIST, tuple(_runs(line[2:]) for line in lines))
        elif first.startswith("> "):
            yield Block(BlockKind.QUOTE, tuple(_runs(line[2:]) for line in lines))
        elif first.startswith("|"):
            head, *rows = (tuple(map(str.strip, line.split("|")[1:-1])) for line in lines)
            yield Block(BlockKind.TABLE, head=head, rows=tuple(rows))
        else:
            yield Block(BlockKind.PARAGRAPH, (_runs(" ".join(lines)),))


def _runs(text: str) -> Runs:
    pieces = _EMPHASIS.split(text)
    return tuple(
        Run(piece, is_emphasized=index % 2 == 1) for index, piece in enumerate(pieces) if piece
    )
