"""Which documents are checked, and what was found in each."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from plumbline.cli.checking.patterns import matches
from plumbline.cli.checking.settings import Settings
from plumbline.cli.checking.settings_files import Configurations
from plumbline.cli.document_files import PIPED, document_bytes
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.source import decode
from plumbline.engine.messages import Message, render
from plumbline.engine.rules.check import Report, Selection, document_check
from plumbline.engine.rules.model import Context, Severity

ENDINGS = (".yaml", ".yml", ".json", ".md", ".mdx", ".markdown", ".csv", ".tsv")
NEVER = ("node_modules", "__pycache__", "site-packages")
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for; it goes before any configuration.

    Attributes:
        today: The day to check for.
        select: Codes that run, whatever a configuration selects or ignores; `None` unless given.
        ignore: Codes that do not run, beside those that a configuration ignores.
        fail_on: From this severity on the exit code is 1; `None` unless given.
        configurations: Where settings come from.
        piped_name: The name under which what is piped in is checked.
        skip_others: Pass over named files that hold no OKRs, as files of a folder are.
    """

    today: date
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    fail_on: Severity | None = None
    configurations: Configurations = field(default_factory=Configurations)
    piped_name: str | None = None
    skip_others: bool = False

    def settings(self, folder: Path) -> Settings:
        """Return what holds for the documents of a folder."""
        found = self.configurations.of(folder)
        chosen = (found.codes if self.select is None else self.select) - self.ignore
        return replace(found, codes=chosen, fail_on=self.fail_on or found.fail_on)


@dataclass(frozen=True, slots=True)
class Checked:
    """One document, with what was found in it.

    Attributes:
        path: As given; `-` for what was piped in.
        lines: Its lines, to show places in.
        report: What the rules found.
        settings: What holds for it.
        problems: What could not be read as it stands.
        declined: Why nothing was read, if nothing was.
    """

    path: str
    lines: tuple[str, ...]
    report: Report
    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    declined: str | None = None


def documents_checked(paths: Sequence[str], asked: Asked) -> tuple[Checked, ...]:
    """Check every document that the paths name and no configuration excludes.

    Raises:
        CommandRefused: A file is not there, cannot be read, or holds no OKRs though it was named;
            or a configuration says what cannot be.
    """
    checked = []
    excluded = False
    for path, was_named in _files(paths, asked):
        settings = asked.settings(_folder(path, asked))
        if _is_excluded(_name(path, asked), settings):
            excluded = True
            continue
        one = _checked(path, asked, settings)
        if one.declined is not None and was_named and not asked.skip_others:
            raise CommandRefused(f"{path}: {one.declined}")
        checked.append(one)
    if not (excluded or asked.skip_others or any(one.declined is None for one in checked)):
        raise CommandRefused("There is no document of OKRs there.")
    return tuple(checked)


def _files(paths: Sequence[str], asked: Asked) -> Iterator[tuple[str, bool]]:
    """Yield the files to read, and whether each was named itself; a folder gives all in it."""
    for name in paths:
        if name == PIPED or not Path(name).is_dir():
            yield name, True
            continue
        for count, path in enumerate(_inside(Path(name), asked), start=1):
            if count > MOST_FILES:
                raise CommandRefused(f"{name} holds more than {MOST_FILES} documents. Name fewer.")
            yield str(path), False


def _inside(folder: Path, asked: Asked) -> Iterator[Path]:
    """Yield the documents of a folder and its folders in order; links to folders lead nowhere."""
    for root, folders, names in os.walk(folder, onerror=_walk_refused):
        settings = asked.settings(Path(root).absolute())
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in NEVER
            and not _is_excluded(Path(root, name), settings)
        )
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() in ENDINGS and not name.startswith(".") and path.is_file():
                yield path


def _walk_refused(error: OSError) -> None:
    raise CommandRefused(f"{error.filename} cannot be read: {error.strerror}.")


def _name(path: str, asked: Asked) -> Path | None:
    """Return the name under which a document is checked."""
    if path != PIPED:
        return Path(path)
    return Path(asked.piped_name) if asked.piped_name else None


def _folder(path: str, asked: Asked) -> Path:
    """Return the folder in which the search for a configuration begins."""
    name = _name(path, asked)
    return name.absolute().parent if name is not None else Path.cwd()


def _is_excluded(name: Path | None, settings: Settings) -> bool:
    if name is None or not settings.exclude:
        return False
    place = _place(name, settings)
    return any(matches(pattern, place) for pattern in settings.exclude)


def _place(name: Path, settings: Settings) -> PurePath:
    """Return a path as patterns see it: from the folder of the configuration."""
    path = Path(os.path.normpath(name.absolute()))
    return path.relative_to(settings.folder) if path.is_relative_to(settings.folder) else path


def _checked(path: str, asked: Asked, settings: Settings) -> Checked:
    """Read and check one document."""
    data = document_bytes(path)
    name = _name(path, asked)
    read = document_read(data, name=str(name) if name else None)
    if read.document is None:
        said = render(read.declined) if read.declined is not None else "It holds no OKRs."
        return Checked(path, (), Report(()), settings, declined=said)
    source = decode(data)
    text = "" if isinstance(source, Message) else source.text
    passed_over = {
        code
        for pattern, codes in settings.passed_over
        if name is not None and matches(pattern, _place(name, settings))
        for code in codes
    }
    selection = Selection(
        codes=settings.codes - passed_over,
        params=settings.params,
        severities=settings.severities,
        language=settings.language,
    )
    document = read.document
    if settings.style is not None:
        objectives = (
            one if one.style else replace(one, style=settings.style) for one in document.objectives
        )
        document = replace(document, objectives=tuple(objectives))
    report = document_check(document, _context(asked, settings), selection)
    return Checked(path, tuple(text.split("\n")), report, settings, read.problems)


def _context(asked: Asked, settings: Settings) -> Context:
    return Context(
        today=asked.today,
        company=settings.company,
        company_is_default=settings.company_is_default,
        known_terms=settings.known_terms,
        people=settings.people,
        groups=settings.groups,
    )
