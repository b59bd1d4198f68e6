"""What was found in each document that is checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from plumbline.cli.checking.asked import Asked, is_excluded
from plumbline.cli.checking.files import files_named
from plumbline.cli.checking.limits import (
    MOST_VALUES,
    reading_beyond,
    speaks_of_okrs,
    text_beyond,
)
from plumbline.cli.checking.settings import Settings
from plumbline.cli.document_files import document_bytes
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.documents.choices import Style
from plumbline.engine.documents.cycle_names import part_read
from plumbline.engine.documents.model import Cycle, Document
from plumbline.engine.documents.nodes import NODE_LIMIT
from plumbline.engine.documents.read import document_read, source_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source, decode
from plumbline.engine.messages import Message, render
from plumbline.engine.rules.check import Report, Selection
from plumbline.engine.rules.check_text import text_check
from plumbline.engine.rules.model import Context

#: How a text that does not parse names the version of our format: a whole number, at its root.
_OURS: Final = {
    "yaml": re.compile(r"^plumbline:[ \t]{1,8}\d{1,9}[ \t\r]{0,8}(?:#|$)", re.MULTILINE),
    "json": re.compile(r'"plumbline"\s{0,8}:\s{0,8}\d{1,9}\s{0,8}(?:[,}]|\Z)'),
}
_UNREADABLE: Final = frozenset(
    f"documents.format.{why}"
    for why in ("broken", "broken_above", "broken_encoding", "binary", "too_large")
)


class DocumentRefused(CommandRefused):
    """A document that was named cannot be checked.

    Attributes:
        path: As given.
        reason: Why, in a sentence.
        line: Where it breaks, from 1; `None` where no place is to be named.
        column: The same.
    """

    def __init__(
        self, path: str, reason: str, line: int | None = None, column: int | None = None
    ) -> None:
        """Keep the place, and say it as findings do."""
        place = f"{path}:{line}:{column}" if line else path
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Checked:
    """One document, with what was found in it.

    Attributes:
        path: As given; `-` for what was piped in.
        data: Its bytes.
        source: Its text, to show places in.
        read: What was read from it.
        report: What the rules found.
        settings: What holds for it.
        hidden: How many findings its comments hid.
        beyond: What there is too much of in it, where nothing was checked for that.
    """

    path: str
    data: bytes
    source: Source
    read: ReadResult
    report: Report
    settings: Settings
    hidden: int = 0
    beyond: str | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Return the rules that ran."""
        return self.settings.codes

    @property
    def declined(self) -> str | None:
        """Return why nothing was read, if nothing was."""
        if self.beyond is not None:
            return f"{self.beyond}. Split it, or wait for it with --large."
        if self.read.document is not None:
            return None
        return render(self.read.declined) if self.read.declined else "It holds no OKRs."


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of the documents that were named.

    Attributes:
        checked: Those that could be read, in order.
        refused: Why others, or folders, were not, in order: what they hold stays unknown.
        passed: Documents of folders that are too large and not of our format, each with why.
    """

    checked: tuple[Checked, ...]
    refused: tuple[CommandRefused, ...] = ()
    passed: tuple[tuple[str, str], ...] = ()


def documents_checked(paths: Sequence[str], asked: Asked) -> Examined:
    """Check every document that the paths name and no configuration excludes.

    What cannot be read keeps nothing else from being checked: a file that is not there, cannot be
    read, or holds no OKRs though it was named or is of our format.

    Raises:
        CommandRefused: A configuration says what cannot be, or there is nothing to check.
    """
    checked: list[Checked] = []
    refused: list[CommandRefused] = []
    passed: list[tuple[str, str]] = []
    may_be_none = asked.skip_others
    for path, was_named in files_named(paths, asked, refused.append):
        settings = asked.settings_for(path)
        if is_excluded(asked.name(path), settings):
            may_be_none = True
            continue
        try:
            one = data_checked(document_bytes(path), path, asked, settings)
        except CommandRefused as unreadable:
            refused.append(unreadable)
            continue
        is_meant = was_named and not asked.skip_others
        if one.declined is None:
            checked.append(one)
        elif is_meant or one.read.document is not None or is_ours_broken(one):
            refused.append(_refusal(path, one))
        elif one.beyond and speaks_of_okrs(one.source.text):
            passed.append((path, one.declined))
    if not (checked or refused or may_be_none):
        raise CommandRefused("There is no document of OKRs there.")
    return Examined(tuple(checked), tuple(refused), tuple(passed))


def _refusal(path: str, one: Checked) -> DocumentRefused:
    """Return why a document cannot be checked, with the place where it breaks if there is one."""
    problem = next(iter(one.read.problems), None)
    if problem is None or one.beyond is not None:
        return DocumentRefused(path, one.declined or "")
    return DocumentRefused(path, render(problem.message), problem.line, problem.column)


def is_ours_broken(one: Checked) -> bool:
    """Return whether nothing was read of a document that says that it is of our format.

    Files of other programs are passed over in a folder, with whatever they call by our name. One of
    ours that is broken is not: a check that passes because it could not be read is worse than none.
    """
    why = one.read.declined
    if why is not None and why.id == "documents.yaml.version":
        return str(why.params["value"]).isdecimal()
    named = _OURS.get(one.read.kind)
    if named is None or not (one.beyond or (why is not None and why.id in _UNREADABLE)):
        return False
    return named.search(one.source.text or one.data.decode(errors="replace")) is not None


def data_checked(data: bytes, path: str, asked: Asked, settings: Settings) -> Checked:
    """Read and check the bytes of one document.

    Args:
        data: All of it.
        path: As it is to be named.
        asked: What the command line asks for.
        settings: What holds for the document.
    """
    name = asked.name(path)
    source = decode(data)
    if isinstance(source, Message):
        read = document_read(data, name=str(name) if name else None)
        return Checked(path, data, Source(""), read, Report(()), settings)
    beyond = None if asked.large else text_beyond(source.text, name)
    if beyond is not None:
        kind = "json" if source.text.lstrip()[:1] == "{" else "yaml"
        read = ReadResult(kind=kind, document=None)
        return Checked(path, data, source, read, Report(()), settings, beyond=beyond)
    most = NODE_LIMIT if asked.large else MOST_VALUES
    read = source_read(source, name=str(name) if name else None, most_values=most)
    if not asked.large:
        beyond = reading_beyond(read)
    if read.document is None or beyond is not None:
        return Checked(path, data, source, read, Report(()), settings, beyond=beyond)
    selection = Selection(
        codes=settings.codes,
        params=settings.params,
        severities=settings.severities,
        language=settings.language,
    )
    context = Context(
        today=asked.today,
        company=settings.company,
        company_is_default=settings.company_is_default,
        known_terms=settings.known_terms,
        people=settings.people,
        groups=settings.groups,
    )
    document = _dated(_styled(read.document, settings.style), source, name)
    found = text_check(source, replace(read, document=document), context, selection)
    return Checked(path, data, source, read, found.report, settings, found.hidden)


def _dated(document: Document, source: Source, name: Path | None) -> Document:
    """Return a document with the quarter that its first line or name tells without a year.

    Which year is meant is plain to whoever checks it now; an import has to know it.
    """
    if document.cycle is not None:
        return document
    first = source.text.lstrip().partition("\n")[0]
    part = part_read(first) or (part_read(name.stem) if name is not None else None)
    return document if part is None else replace(document, cycle=Cycle(name=part))


def _styled(document: Document, style: Style | None) -> Document:
    """Return a document in which every objective has a style, if one is given."""
    if style is None:
        return document
    objectives = (one if one.style else replace(one, style=style) for one in document.objectives)
    return replace(document, objectives=tuple(objectives))
