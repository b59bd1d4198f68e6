"""Edits that write a comment which hides a finding; the reason is left to be typed."""

from collections.abc import Callable, Iterator

from plumbline.cli.checking.documents import Checked
from plumbline.engine.documents.edits import Edit, edit
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.mends import reads_alike
from plumbline.engine.rules.model import Finding
from plumbline.engine.rules.suppressions import YAML, comments_in, suppressions_read


def comment_edits(
    checked: Checked, finding: Finding, reread: Callable[[str], ReadResult]
) -> Iterator[tuple[str, Edit]]:
    """Yield titles and edits: a comment on the line, and one for the whole file.

    Until its reason is typed the comment hides nothing, and says so itself. Where it would change
    what the document says, it is not offered.
    """
    source, span = checked.source, finding.span
    comments = comments_in(checked.read.kind, source.text)
    if span is None or comments is None:
        return
    line_start = source.line_starts[span.line - 1]
    line = source.line(span.line)
    indent = line[: len(line) - len(line.lstrip())]
    break_ = "\r\n" if "\r\n" in source.text else "\n"
    here = _comment(comments, f"ignore {finding.code}")
    for offset, text in (
        (line_start + len(line.rstrip()), f" {here}"),
        (line_start, f"{indent}{here}{break_}"),
    ):
        change = Edit(source.span(offset, offset), text)
        if _is_sound(checked, change, comments, reread):
            yield f"Hide {finding.code} here, with a reason", change
            break
    text = _comment(comments, f"ignore-file {finding.code}") + break_
    change = Edit(source.span(0, 0), text)
    if _is_sound(checked, change, comments, reread):
        yield f"Hide {finding.code} in this file, with a reason", change


def _comment(comments: str, said: str) -> str:
    return f"# plumbline: {said}: " if comments == YAML else f"<!-- plumbline: {said}: -->"


def _is_sound(
    checked: Checked, change: Edit, comments: str, reread: Callable[[str], ReadResult]
) -> bool:
    """Whether an edit adds one comment and changes nothing that the document says."""
    text = edit(checked.source.text, [change])
    before = len(suppressions_read(checked.source, comments))
    if len(suppressions_read(Source(text), comments)) != before + 1:
        return False
    return reads_alike(checked.read, reread(text))
