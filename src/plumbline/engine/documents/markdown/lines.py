"""The lines of a Markdown text that may hold OKRs: no front matter, comments or code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.markdown.html_lists import HtmlLists
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.traced import Traced

LONGEST_LINE = 6000
"""Characters of a line that are read; no text of OKRs is that long."""

_EMBEDDED = re.compile(r"data:[\w/+.-]+;base64,")
"""A picture within the text, as exports of word processors have them."""

_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")
_QUOTE = re.compile(r"^[ \t]{0,3}>[ \t]?")


@dataclass(slots=True)
class Line:
    """One line: its number, its text with offsets, and whether it stood in a quote."""

    number: int
    text: Traced
    quoted: bool

    @property
    def indent(self) -> int:
        """Columns of white space in front."""
        return columns_taken(self.text.text[: len(self.text) - len(self.text.text.lstrip())])


def columns_taken(space: str) -> int:
    """Return the columns that white space takes, a tab as four."""
    return (
        sum(4 - column % 4 if character == "\t" else 1 for column, character in enumerate(space))
        if "\t" not in space
        else len(space.expandtabs(4))
    )


def front_matter_read(source: Source) -> tuple[dict[str, str], int]:
    """Return the plain `key: value` pairs between two `---` lines, and the lines they take."""
    if source.line(1).rstrip() != "---":
        return {}, 0
    pairs: dict[str, str] = {}
    for number in range(2, min(len(source.line_starts), 200) + 1):
        line = source.line(number)
        if line.rstrip() in {"---", "..."}:
            return pairs, number
        key, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[\w-]{1,40}", key):
            pairs[key.lower()] = value.strip().strip("\"'")
    return {}, 0


def lines_read(source: Source, *, fenced: bool = False) -> Iterator[Line]:
    """Yield the lines that may hold OKRs: no front matter, no comments, no code.

    Args:
        source: The text.
        fenced: Yield the lines between fences of code as well.
    """
    text = _comments_blanked(source.text)
    fence: str | None = None
    html = HtmlLists()
    skipped = front_matter_read(source)[1]
    starts = source.line_starts
    for number in range(skipped + 1, len(starts) + 1):
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(text)
        raw = text[start:end].rstrip("\r\n")
        match = _FENCE.match(raw)
        if match and (fence is None or match.group(1).startswith(fence)):
            fence = None if fence else match.group(1)
            continue
        if fence and not fenced:
            continue
        quoted = False
        offset = start
        for _ in range(8):
            quote = _QUOTE.match(raw)
            if not quote:
                break
            quoted = True
            offset += quote.end()
            raw = raw[quote.end() :]
        line = Traced.of(raw[:LONGEST_LINE], offset).gaps_shortened()
        for piece in html.pieces(line) if "<" in raw or html.is_open else (line,):
            yield Line(number, piece, quoted)


def lines_cut(source: Source) -> Iterator[int]:
    """Yield the numbers of lines that are too long to be read to their end, pictures aside."""
    if not any(_is_long(source, number) for number in range(1, len(source.line_starts) + 1)):
        return
    for number in dict.fromkeys(line.number for line in lines_read(source)):
        if _is_long(source, number) and not _EMBEDDED.search(source.line(number)):
            yield number


def _is_long(source: Source, number: int) -> bool:
    starts = source.line_starts
    end = starts[number] if number < len(starts) else len(source.text)
    return end - starts[number - 1] > LONGEST_LINE and len(source.line(number)) > LONGEST_LINE


def _comments_blanked(text: str) -> str:
    """Return the text with comments as spaces, line ends kept, so that offsets stay."""
    if "<!--" not in text and "{/*" not in text:
        return text
    parts: list[str] = []
    done = 0
    for opening, closing in (("<!--", "-->"), ("{/*", "*/}")):
        text = "".join(parts) + text[done:] if parts else text
        parts, done = [], 0
        position = text.find(opening)
        while position >= 0:
            end = text.find(closing, position + len(opening))
            if end < 0:
                break
            end += len(closing)
            parts += [text[done:position], re.sub(r"[^\r\n]", " ", text[position:end])]
            done = end
            position = text.find(opening, end)
    return "".join(parts) + text[done:]
