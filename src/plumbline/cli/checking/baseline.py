"""Old findings that are known: kept in a file, and not told again.

An entry names path, rule and what the finding is about, not its line: what moves stays known. Two
findings of one rule on one thing are counted.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from plumbline.cli.checking.documents import Checked
from plumbline.cli.document_files import PIPED, document_bytes, document_write
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.model import Finding, SubjectKind
from plumbline.engine.rules.registry import registered

VERSION = 1
_MEND = "Write it anew with --write-baseline."


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A known finding.

    Attributes:
        path: Of the document, from the folder of the baseline, with slashes.
        code: Of the rule.
        kind: Of what it is about.
        about: Its document id, else its title; empty for a document.
    """

    path: str
    code: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a baseline did to findings.

    Attributes:
        checked: The documents with what is new.
        hidden: How many findings it hid.
        gone: Entries that no longer occur, with how many of each; only of documents that were
            checked, or are not there any more, and of rules that ran.
    """

    checked: tuple[Checked, ...]
    hidden: int
    gone: tuple[tuple[Entry, int], ...]


def baseline_write(file: Path, checked: Sequence[Checked]) -> int:
    """Write all findings into a file, and return how many there are.

    Raises:
        CommandRefused: The file cannot be written.
    """
    counts = Counter(
        _entry(one, finding, file) for one in checked for finding in one.report.findings
    )
    entries = [
        {
            "path": entry.path,
            "code": entry.code,
            "name": registered()[entry.code].rule.name,
            "kind": entry.kind,
            "about": entry.about,
            "count": count,
        }
        for entry, count in sorted(counts.items())
    ]
    written = json.dumps({"version": VERSION, "findings": entries}, ensure_ascii=False, indent=1)
    document_write(f"{written}\n".encode("utf-8", "backslashreplace"), file)
    return counts.total()


def baseline_applied(file: Path, checked: Sequence[Checked]) -> Known:
    """Take away the findings that a baseline knows.

    Raises:
        CommandRefused: The file is not there or is no baseline.
    """
    known = _read(file)
    left = Counter(known)
    kept: list[Checked] = []
    hidden = 0
    for one in checked:
        new: list[Finding] = []
        for finding in one.report.findings:
            entry = _entry(one, finding, file)
            if left[entry] > 0:
                left[entry] -= 1
                hidden += 1
            else:
                new.append(finding)
        kept.append(replace(one, report=replace(one.report, findings=tuple(new))))
    return Known(tuple(kept), hidden, tuple(_gone(left, checked, file)))


def _gone(left: Counter[Entry], checked: Sequence[Checked], file: Path) -> list[tuple[Entry, int]]:
    """Return the entries that would have been found again, were they still true."""
    ran: Mapping[str, frozenset[str]] = {_path(one, file): one.codes for one in checked}
    folder = file.absolute().parent
    return [
        (entry, count)
        for entry, count in sorted(left.items())
        if count > 0
        and (
            entry.code in ran[entry.path] or entry.code not in CODES
            if entry.path in ran
            else _is_away(folder, entry.path)
        )
    ]


def _is_away(folder: Path, path: str) -> bool:
    return path != PIPED and not os.path.lexists(folder / path)


def _entry(one: Checked, finding: Finding, file: Path) -> Entry:
    subject = finding.subject
    about = "" if subject.kind is SubjectKind.DOCUMENT else subject.id or subject.title
    return Entry(_path(one, file), finding.code, subject.kind.value, about)


def _path(one: Checked, file: Path) -> str:
    """Return the path of a document from the folder of the baseline."""
    if one.path == PIPED:
        return PIPED
    away = os.path.relpath(Path(one.path).absolute(), file.absolute().parent)
    return PurePath(away).as_posix()


def _read(file: Path) -> Counter[Entry]:
    """Return the entries of a baseline with their counts.

    Raises:
        CommandRefused: It is not there or is no baseline.
    """
    try:
        read = json.loads(document_bytes(str(file)))
    except (ValueError, RecursionError):
        raise CommandRefused(f"{file} is no JSON. {_MEND}") from None
    if not isinstance(read, dict) or read.get("version") != VERSION:
        raise CommandRefused(f"{file} is no baseline of version {VERSION}. {_MEND}")
    rows = read.get("findings")
    if not isinstance(rows, list):
        raise CommandRefused(f"{file} has no list of findings. {_MEND}")
    return Counter(_entries(file, rows))


def _entries(file: Path, rows: Iterable[object]) -> dict[Entry, int]:
    found: Counter[Entry] = Counter()
    for number, row in enumerate(rows, start=1):
        given = row if isinstance(row, dict) else {}
        words = [given.get(key) for key in ("path", "code", "kind", "about")]
        count = given.get("count")
        is_count = isinstance(count, int) and not isinstance(count, bool) and count > 0
        if not is_count or not all(isinstance(word, str) for word in words):
            raise CommandRefused(f"{file}: entry {number} of findings is not one. {_MEND}")
        found[Entry(*map(str, words))] += int(str(count))
    return found
