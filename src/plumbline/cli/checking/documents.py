"""What was found in each document that is checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from plumbline.cli.checking.asked import Asked, is_excluded
from plumbline.cli.checking.files import files_named
from plumbline.cli.checking.settings import Settings
from plumbline.cli.document_files import document_bytes
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.documents.choices import Style
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import document_read
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
    """

    path: str
    data: bytes
    source: Source
    read: ReadResult
    report: Report
    settings: Settings
    hidden: int = 0

    @property
    def codes(self) -> frozenset[str]:
        """Return the rules that ran."""
        return self.settings.codes

    @property
    def declined(self) -> str | None:
        """Return why nothing was read, if nothing was."""
        if self.read.document is not None:
            return None
        return render(self.read.declined) if self.read.declined else "It holds no OKRs."


def documents_checked(paths: Sequence[str], asked: Asked) -> tuple[Checked, ...]:
    """Check every document that the paths name and no configuration excludes.

    Raises:
        CommandRefused: A file is not there, cannot be read, or holds no OKRs though it was named
            or is of our format; or a configuration says what cannot be.
    """
    checked = []
    may_be_none = asked.skip_others
    for path, was_named in files_named(paths, asked):
        settings = asked.settings_for(path)
        if is_excluded(asked.name(path), settings):
            may_be_none = True
            continue
        one = data_checked(document_bytes(path), path, asked, settings)
        if one.declined is None:
            checked.append(one)
        elif (was_named and not asked.skip_others) or is_ours_broken(one):
            raise _refusal(path, one)
    if not checked and not may_be_none:
        raise CommandRefused("There is no document of OKRs there.")
    return tuple(checked)


def _refusal(path: str, one: Checked) -> DocumentRefused:
    """Return why a document cannot be checked, with the place where it breaks if there is one."""
    problem = next(iter(one.read.problems), None)
    if problem is None:
        return DocumentRefused(path, one.declined or "")
    return DocumentRefused(path, render(problem.message), problem.line, problem.column)


def is_ours_broken(one: Checked) -> bool:
    """Return whether nothing was read of a document that says that it is of our format.

    Files of other programs are passed over in a folder, with whatever they call by our name. One of
    ours that is broken is not: a check that passes because it could not be read is worse than none.
    """
    why = one.read.declined
    if why is None:
        return False
    if why.id == "documents.yaml.version":
        return str(why.params["value"]).isdecimal()
    named = _OURS.get(one.read.kind)
    if named is None or why.id not in _UNREADABLE:
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
    read = document_read(data, name=str(name) if name else None)
    source = decode(data)
    if isinstance(source, Message):
        source = Source("")
    if read.document is None:
        return Checked(path, data, source, read, Report(()), settings)
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
    styled = replace(read, document=_styled(read.document, settings.style))
    found = text_check(source, styled, context, selection)
    return Checked(path, data, source, read, found.report, settings, found.hidden)


def _styled(document: Document, style: Style | None) -> Document:
    """Return a document in which every objective has a style, if one is given."""
    if style is None:
        return document
    objectives = (one if one.style else replace(one, style=style) for one in document.objectives)
    return replace(document, objectives=tuple(objectives))
