r"""The Markdown form of a document: a heading for each thing, its values as a list below.

Check-ins and what else it has many of stand in tables. All of it is read again. Texts are escaped
as Markdown asks for (`\*`, `\|`); line ends in them are `<br>`. The first heading is for people.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from plumbline.engine.documents.format_table import (
    DOCUMENT,
    GROUP,
    KEY_RESULT,
    OBJECTIVE,
    PRIORITY,
)
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import Mapping
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.scalars import shown
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.beginnings import BEGINNINGS
from plumbline.engine.documents.tables.layout import RowKind, kind_of_word, row_kinds
from plumbline.engine.documents.tables.nodes import InRow, rows_nodes
from plumbline.engine.documents.tables.rows import OutRow, columns_used, document_rows
from plumbline.engine.documents.tables.table_rows import TextCell, headings_problems, row_of
from plumbline.engine.messages import Message

_HEADED = frozenset(record.name for record in (PRIORITY, GROUP, OBJECTIVE, KEY_RESULT))
"""What has a heading of its own; anything else is a row of a table."""
_TITLE = "Title"
_MARKUP = re.compile(r"[\\`*\[\]<>|~]|_(?!\w)|(?<!\w)_|&(?=[#\w]+;)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = "<br>"
# Blanks are taken once and never given back: shared out between neighbours they took minutes.
_HEADING = re.compile(r"#{2,6}[ \t](?P<word>[^:\r\n]*+)(?::[ \t]*+(?P<title>.*+))?\Z")
_VALUE = re.compile(r"[-*][ \t](?P<name>(?:\\.|[^\\:])++):[ \t]*+(?P<value>.*+)\Z")
_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+\Z")
_CELL = re.compile(r"(?:\\.|[^\\|])*")


def markdown_dump(document: Document) -> str:
    """Write a document as Markdown that people read and Plumbline reads again."""
    rows = list(document_rows(document))
    cycle = document.cycle.name if document.cycle else ""
    named = ", ".join(part for part in (document.organization, cycle) if part)
    shown_name = " ".join("".join(filter(str.isprintable, named)).split())
    lines = [f"# {_escaped(shown_name or 'OKRs')}", "", *_values(rows[0])]
    for kind, own in groupby(rows[1:], key=lambda row: row.kind):
        if kind.record.name in _HEADED:
            lines += [line for row in own for line in _headed(row)]
            continue
        for _, beside in groupby(own, key=lambda row: row.parent):
            lines += _table(kind, list(beside))
    return "\n".join(lines) + "\n"


def is_plumbline_markdown(text: str) -> bool:
    """Whether a text is in Plumbline's own form: its first list says so."""
    return bool(BEGINNINGS["markdown"].match(text))


def markdown_nodes(source: Source) -> tuple[Mapping, list[Problem]]:
    """Return the document that a text in this form tells, and what is wrong with it."""
    read = _Reading(source)
    for number, start in enumerate(source.line_starts, start=1):
        read.line(source.line(number), start)
    read.close()
    root, homeless = rows_nodes(source, read.rows)
    return root, [*read.problems, *homeless]


def _headed(row: OutRow) -> Iterator[str]:
    title = row.cells.get(_TITLE)
    words = f"{row.kind.word}: {_escaped(title.text)}" if title else row.kind.word
    yield from ("", f"{'#' * (row.depth + 1)} {words}", "")
    yield from _values(row)


def _values(row: OutRow) -> Iterator[str]:
    for name, cell in row.cells.items():
        if name != _TITLE or row.kind.record.name not in _HEADED:
            yield f"- {_escaped(name).replace(':', chr(92) + ':')}: {_escaped(cell.text)}"


def _table(kind: RowKind, rows: Sequence[OutRow]) -> Iterator[str]:
    used = columns_used(rows)[kind.record.name]
    names = [name for name in used if any(name in row.cells for row in rows)]
    yield from ("", f"{'#' * (rows[0].depth + 1)} {kind.plural}", "")
    yield _line(map(_escaped, names))
    yield _line("---" for _ in names)
    for row in rows:
        yield _line(_escaped(row.cells[name].text) if name in row.cells else "" for name in names)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda match: chr(92) + match.group(), text).replace("\n", _BREAK)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.replace(_BREAK, "\n"))


@dataclass(slots=True)
class _Reading:
    """Takes the lines one by one; what is open is closed by the next heading."""

    source: Source
    rows: list[InRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kind: RowKind | None = field(default_factory=lambda: row_kinds()[DOCUMENT.name])
    is_table: bool = False
    names: list[TextCell] = field(default_factory=list)
    values: list[TextCell] = field(default_factory=list)

    def line(self, line: str, start: int) -> None:
        """Take a line."""
        if not line.strip() or re.match(r"# |#\Z", line):
            return
        if line.startswith("##"):
            self._heading(line, start)
        elif self.kind is None:
            return
        elif self.is_table and line.startswith("|"):
            self._row(line, start)
        elif not self.is_table and (match := _VALUE.match(line)):
            at = start + match.start("value")
            self.names.append(TextCell(_plain(match["name"].strip()), start, at))
            self.values.append(
                TextCell(_plain(match["value"].rstrip(" \t")), at, start + len(line))
            )
        else:
            self._report(start, "documents.table.line_unknown", text=shown(line))

    def close(self) -> None:
        """End the thing whose values were listed."""
        if self.kind is not None and not self.is_table and self.values:
            self.problems += headings_problems(self.source, self.names, (), self.kind)
            self.rows.append(row_of(self.kind, self.names, self.values, of_headings=()))
        self.names, self.values = [], []

    def _heading(self, line: str, start: int) -> None:
        self.close()
        match = _HEADING.match(line)
        said = match["word"].strip(" \t") if match else line
        self.kind = kind_of_word(said) if match else None
        if self.kind is None or match is None:
            kinds = ", ".join(kind.word for kind in row_kinds().values())
            self._report(start, "documents.table.kind_unknown", kind=shown(said), kinds=kinds)
            return
        self.is_table = self.kind.record.name not in _HEADED
        if not self.is_table:
            title = (match["title"] or "").rstrip(" \t")
            at = start + match.start("title") if title else start
            self.names.append(TextCell(_TITLE, start, at))
            self.values.append(TextCell(_plain(title), at, start + len(line)))

    def _row(self, line: str, start: int) -> None:
        if _RULE.match(line):
            return
        cells = list(_cells(line, start))
        if not self.names:
            self.names = cells
            self.problems += headings_problems(self.source, cells, (), self.kind)
        elif self.kind is not None and cells:
            self.rows.append(row_of(self.kind, self.names, cells, of_headings=()))

    def _report(self, start: int, message_id: str, **params: object) -> None:
        line, column = self.source.position(start)
        self.problems.append(Problem(line=line, column=column, message=Message(message_id, params)))


def _cells(line: str, start: int) -> Iterator[TextCell]:
    """Yield the cells of a row of a table with their places."""
    at, end = 1, len(line.rstrip())
    while at < end:
        match = _CELL.match(line, at, end)
        if match is None:
            return
        text = match.group()
        begin = start + at + len(text) - len(text.lstrip())
        yield TextCell(_plain(text.strip()), begin, begin + len(text.strip()))
        at = max(match.end(), at) + 1
