"""Which documents `plumbline check` reads, and what was found in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plumbline.cli.document_files import PIPED, document_bytes
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.source import decode
from plumbline.engine.messages import Message, render
from plumbline.engine.rules.check import Report, Selection, document_check
from plumbline.engine.rules.model import Context

ENDINGS = (".yaml", ".yml", ".json", ".md", ".mdx", ".markdown", ".csv", ".tsv")
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Checked:
    """One document, with what was found in it.

    Attributes:
        path: As given; `-` for what was piped in.
        lines: Its lines, to show places in.
        report: What the rules found.
        problems: What could not be read as it stands.
        declined: Why nothing was read, if nothing was.
    """

    path: str
    lines: tuple[str, ...]
    report: Report
    problems: tuple[Problem, ...] = ()
    declined: str | None = None


def documents_checked(
    paths: Sequence[str], context: Context, selection: Selection
) -> tuple[Checked, ...]:
    """Check every document that the paths name.

    Raises:
        CommandRefused: A file is not there, cannot be read, or holds no OKRs though it was named.
    """
    checked = []
    for path, was_named in _files(paths):
        one = _checked(path, context, selection)
        if one.declined is not None and was_named:
            raise CommandRefused(f"{path}: {one.declined}")
        checked.append(one)
    if not any(one.declined is None for one in checked):
        raise CommandRefused("There is no document of OKRs there.")
    return tuple(checked)


def _files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the files to read, and whether each was named itself; a folder gives all in it."""
    for name in paths:
        folder = Path(name)
        if name == PIPED or not folder.is_dir():
            yield name, True
            continue
        inside = sorted(
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in ENDINGS
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
        if len(inside) > MOST_FILES:
            raise CommandRefused(f"{name} holds more than {MOST_FILES} documents. Name fewer.")
        for path in inside:
            yield str(path), False


def _checked(path: str, context: Context, selection: Selection) -> Checked:
    """Read and check one document."""
    data = document_bytes(path)
    read = document_read(data, name=None if path == PIPED else path)
    if read.document is None:
        said = render(read.declined) if read.declined is not None else "It holds no OKRs."
        return Checked(path, (), Report(()), declined=said)
    source = decode(data)
    text = "" if isinstance(source, Message) else source.text
    report = document_check(read.document, context, selection)
    return Checked(path, tuple(text.split("\n")), report, read.problems)
