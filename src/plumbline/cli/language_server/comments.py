"""Edits that write a comment which hides a finding; the reason is left to be typed."""

from collections.abc import Callable, Iterator

from plumbline.cli.checking.documents import Checked
from plumbline.engine.documents.edits import Edit, edit
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.mends import what_is_said
from plumbline.engine.rules.model import Finding
from plumbline.engine.rules.suppressions import YAML, comments_in, suppressions_read

_TOP = 0
"""Stands for the top of the file, among lines that count from 1."""


class CommentPlaces:
    """Where comments may be written in one document; each line is tried once.

    Until its reason is typed a comment hides nothing, and says so itself. Where it would change
    what the document says, it is not offered.
    """

    def __init__(self, checked: Checked, reread: Callable[[str], ReadResult]) -> None:
        self._checked = checked
        self._reread = reread
        self._said = what_is_said(checked.read)
        self._comments = comments_in(checked.read.kind, checked.source.text)
        self._standing = len(suppressions_read(checked.source, self._comments))
        self._known: dict[int, tuple[int, str, str] | None] = {}

    def edits(self, finding: Finding) -> Iterator[tuple[str, Edit]]:
        """Yield titles and edits: a comment on the line, and one for the whole file."""
        if finding.span is None or self._comments is None:
            return
        for line, scope, where in (
            (finding.span.line, "ignore", "here"),
            (_TOP, "ignore-file", "in this file"),
        ):
            if line not in self._known:
                self._known[line] = next(self._tried(line), None)
            place = self._known[line]
            if place is not None:
                offset, before, behind = place
                text = f"{before}{self._comment(f'{scope} {finding.code}')}{behind}"
                span = self._checked.source.span(offset, offset)
                yield f"Hide {finding.code} {where}, with a reason", Edit(span, text)

    def _tried(self, line: int) -> Iterator[tuple[int, str, str]]:
        """Yield the places for a comment about a line: offset, and what stands around it."""
        source = self._checked.source
        break_ = "\r\n" if "\r\n" in source.text else "\n"
        places = [(0, "", break_)]
        if line != _TOP:
            start, text = source.line_starts[line - 1], source.line(line)
            indent = text[: len(text) - len(text.lstrip())]
            places = [(start + len(text.rstrip()), " ", ""), (start, indent, break_)]
        for offset, before, behind in places:
            comment = f"{before}{self._comment('ignore PL-W01')}{behind}"
            if self._is_sound(Edit(source.span(offset, offset), comment)):
                yield offset, before, behind

    def _comment(self, said: str) -> str:
        if self._comments == YAML:
            return f"# plumbline: {said}: "
        return f"<!-- plumbline: {said}: -->"

    def _is_sound(self, change: Edit) -> bool:
        """Whether an edit adds one comment and changes nothing that the document says."""
        text = edit(self._checked.source.text, [change])
        if len(suppressions_read(Source(text), self._comments)) != self._standing + 1:
            return False
        return what_is_said(self._reread(text)) == self._said
