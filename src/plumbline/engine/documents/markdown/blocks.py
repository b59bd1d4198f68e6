"""A Markdown text as a tree of headings, list items, lines of text and tables.

Built by scanning lines rather than by a Markdown parser: people indent by one space, hang lists
on quotes and write one item a line without blank lines, which the grammar of Markdown folds into
one paragraph. What a reader of the page sees as one item is one block here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from plumbline.engine.documents.labels import Label, label_read
from plumbline.engine.documents.markdown.lines import LONGEST_LINE, Line, columns_taken, lines_read
from plumbline.engine.documents.markup import markup_removed
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.traced import Traced

BOLD_LEVEL = 7
"""Level of a line set wholly in bold, below the six levels of headings."""

_HEADING = re.compile(
    r"^ {0,3}(?:(#{1,6})(?:[ \t]+|$)|(={1,6})[ \t]+(?=\S))(.*?)(?:[ \t]+[#=]+)?[ \t]*$"
)
"""A heading of Markdown, or one of AsciiDoc with equals signs."""

_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(
    r"^([ \t]*)(\*{2,5}(?=\s)|[-*+•‣◦▪●○■–—·]|\(?\d{1,3}[.)]|\(?[a-z][.)]|[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.):]?)"
    r"(?:([ \t]+)(.*)|$)"
)
_CHECK_ITEM = re.compile(r"^([ \t]*)((?:☐|☑|☒|✅|⬜|✔️?|❌|→|➢|➤|🔹|🔸|▶️?))([ \t]+)(.+)")
_TIGHT_ITEM = re.compile(r"^([ \t]*)(-)()((?=[^\W\d_]|[\"'$€£<>≤≥\d*])(?!-).+)")
"""A dash with no space behind it: an item only beside another one."""

_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_BOLD_LINE = re.compile(
    r"^(?:\*\*(?:[^*\n]|\*(?!\*)){1,300}\*\*|__[^_\n]{1,300}__|<(?:b|strong|summary)>[^<\n]{1,300}</(?:b|strong|summary)>)[:.]?(?:[ \t]+\(?\[[^\]\n]{1,200}\]\([^()\n]{1,500}\)\)?)?[ \t]*$"
)
_NUMBERED_TITLE = re.compile(r"\*\*\d{1,2}[.)]\s(?:[^*\n]|\*(?!\*)){3,300}\*\*(?=\s+\S)")
"""A numbered title in bold that a paragraph begins with: "**1. Calm.** We sleep badly"."""

_MARKUP_ONLY = re.compile(
    r"^(?:\s|<[^>\n]{1,1000}>|\{[:%#][^}\n]{0,300}\}|\[TOC\]|\[\[_?TOC_?\]\])*$", re.I
)
_JSX = re.compile(r"^(?:import|export)\s.+(?:from\s|=|\{)")
_OWNING = frozenset({Label.OBJECTIVE, Label.KEY_RESULT, Label.INITIATIVE, Label.OKR})
_GLYPH_DEPTH = {"●": 0, "○": 4, "■": 8}
_BREAK = re.compile(r"<br\s*/?>", re.I)

_WRAPPED = 60
"""Characters after which a writer may have broken a line that goes on at the margin."""

_LABEL_REACH = 400
"""Characters of a paragraph that a label and its mark-up can take up: a bound for long ones."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    ROOT = "root"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    TABLE = "table"


@dataclass(slots=True, eq=False)
class Block:
    """One block with the blocks that hang on it.

    Attributes:
        kind: What it is on the page.
        line: Its first line, from 1.
        text: Its words with mark-up, offsets into the source.
        level: Level of a heading, 1 to 7.
        indent: Column of a list mark, in spaces.
        mark: The list mark as written.
        rows: Cells of a table, header first, with the line of each row.
        children: Blocks below it, in order.
        last_line: The last line of its own text.
    """

    kind: BlockKind
    line: int
    text: Traced
    level: int = 0
    indent: int = 0
    mark: str = ""
    rows: list[tuple[int, list[Traced]]] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    last_line: int = 0

    def walk(self) -> Iterator["Block"]:
        """Yield every block below this one, in order of the text."""
        stack = list(reversed(self.children))
        while stack:
            block = stack.pop()
            yield block
            stack.extend(reversed(block.children))


def blocks_read(source: Source, *, fenced: bool = False) -> Block:
    """Read a Markdown text into its tree of blocks.

    Args:
        source: The text; front matter is passed over.
        fenced: Read what stands between fences of code as text too.

    Returns:
        The root block.
    """
    return _Scanner(list(lines_read(source, fenced=fenced))).run()


class _Scanner:
    """Hangs each line on the tree as it comes."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.root = Block(BlockKind.ROOT, 0, Traced.of(""))
        self.headings: list[Block] = [self.root]
        self.items: list[Block] = []
        self.owner: Block | None = None
        self.last: Block | None = None
        self.blank = True
        self.quoted = False
        self.announcer: Block | None = None

    def run(self) -> Block:
        """Read all lines."""
        index = 0
        while index < len(self.lines):
            index += self._read(index)
        return self.root

    def _read(self, index: int) -> int:
        """Read the line at `index`; return how many lines were used up."""
        line = self.lines[index]
        self.quoted = index > 0 and self.lines[index - 1].quoted
        text = line.text.text
        following = self.lines[index + 1].text.text if index + 1 < len(self.lines) else ""
        if not text.strip():
            self.blank = True
            return 1
        if "|" in text and _TABLE_RULE.match(following) and "-" in following and "|" in following:
            return self._table(index)
        if heading := _HEADING.match(text):
            self._heading(
                line, len(heading.group(1) or heading.group(2)), line.text.cut(*heading.span(3))
            )
            return 1
        if _RULE.match(text):
            self._break()
            return 1
        item = _ITEM.match(text) or _CHECK_ITEM.match(text) or self._tight_item(index)
        if item and not (
            item.group(4) is None
            and self.last is not None
            and not self.blank
            and item.group(2) in "-–—"
        ):
            self._item(line, item)
            return 1
        setext = _SETEXT.match(following)
        if (
            setext
            and (self.blank or self.last is None or self.last.kind is BlockKind.HEADING)
            and not line.indent
        ):
            self._heading(line, 1 if setext.group(1)[0] == "=" else 2, line.text)
            return 2
        self._text(line)
        return 1

    def _tight_item(self, index: int) -> re.Match[str] | None:
        """Return the match of an item whose dash has no space, when a line beside it has one too."""
        match = _TIGHT_ITEM.match(self.lines[index].text.text)
        if match is None:
            return None
        beside = (
            self.lines[i].text.text
            for i in (index - 2, index - 1, index + 1)
            if 0 <= i < len(self.lines)
        )
        return (
            match if any(_TIGHT_ITEM.match(text) or _ITEM.match(text) for text in beside) else None
        )

    def _break(self) -> None:
        """Close every list and paragraph."""
        self.items, self.owner, self.last, self.blank = [], None, None, True
        if self.headings[-1].level == BOLD_LEVEL:
            self.headings.pop()

    def _heading(self, line: Line, level: int, text: Traced) -> None:
        """Hang a heading below the nearest one of a lower level."""
        block = Block(
            BlockKind.HEADING, line.number, text.strip(), level=level, last_line=line.number
        )
        while len(self.headings) > 1 and self.headings[-1].level >= level:
            self.headings.pop()
        self.headings[-1].children.append(block)
        self.headings.append(block)
        self.items, self.owner, self.last, self.blank = [], None, block, False
        self.announcer = None

    def _item(self, line: Line, match: re.Match[str]) -> None:
        """Hang a list item below the item it is indented under."""
        mark = match.group(2)
        indent = columns_taken(match.group(1)) + _GLYPH_DEPTH.get(mark, 0)
        if mark.startswith("**"):
            indent = 4 * (len(mark) - 1)
        parts = mark.strip(".):(").count(".")
        if parts and indent == 0:
            indent = 4 * parts
        text = line.text.cut(*match.span(4)) if match.group(4) else line.text.cut(len(line.text))
        block = Block(
            BlockKind.ITEM,
            line.number,
            text.strip(),
            indent=indent,
            mark=mark,
            last_line=line.number,
        )
        while self.items and not self._is_below(block, self.items[-1]):
            self.items.pop()
        self._parent().children.append(block)
        self.items.append(block)
        self.last, self.blank = block, False

    def _is_below(self, block: Block, above: Block) -> bool:
        """Return whether an item is a child: two columns in, or one below an empty label."""
        if block.indent <= above.indent:
            return False
        if block.indent - above.indent >= 2:
            return True
        return _is_bare_label(above.text)

    def _parent(self) -> Block:
        """Return the block that the next item hangs on."""
        return self.items[-1] if self.items else self.owner or self.headings[-1]

    def _text(self, line: Line) -> None:
        """Continue the last block, or hang a line of text on the tree."""
        text = line.text.strip()
        if _MARKUP_ONLY.match(text.text) and "<summary" not in text.text:
            return
        if _JSX.match(text.text) and not self.items:
            return
        title = None if line.indent else _NUMBERED_TITLE.match(text.text)
        if title is not None:
            self._heading(line, BOLD_LEVEL, text.cut(0, title.end()))
            self.blank = True
            text = text.cut(title.end()).strip()
        words = markup_removed(text).squeeze()
        labelled = label_read(words.text) is not None
        bold = bool(_BOLD_LINE.match(text.text))
        last = self.last
        if (
            last is not None
            and not self.blank
            and not labelled
            and not bold
            and (self.quoted or not line.quoted)
            and self._continues(last, line, words.text)
        ):
            if len(last.text) < LONGEST_LINE:
                last.text = last.text.join(text)
            last.last_line = line.number
            return
        self._text_add(line, text, labelled=labelled, bold=bold)

    def _text_add(self, line: Line, text: Traced, *, labelled: bool, bold: bool) -> None:
        """Hang a line of text on an item, on what announces it, or on the heading."""
        block = Block(BlockKind.TEXT, line.number, text, indent=line.indent, last_line=line.number)
        if (self.items and line.indent > self.items[-1].indent) or (
            self.items and not self.blank and labelled and not bold and line.indent > 0
        ):
            while len(self.items) > 1 and line.indent <= self.items[-1].indent:
                self.items.pop()
            self.items[-1].children.append(block)
            self.last, self.blank = block, False
            return
        if self.announcer is not None and not self.blank and not labelled and not bold:
            self.announcer.children.append(block)
            self.last = block
            return
        if bold and not line.indent:
            self._heading(line, BOLD_LEVEL, text)
            return
        self.items = []
        self.headings[-1].children.append(block)
        self.last = block
        self.owner = block if _owns(block.text) else None
        self.announcer = block if labelled and _is_bare_label(block.text) else None
        self.blank = False

    def _continues(self, last: Block, line: Line, words: str) -> bool:
        """Return whether a line goes on with the text of the block before it."""
        if words.startswith(">"):
            return False
        if last.kind is BlockKind.ITEM:
            lazy = bool(self.items) and line.indent <= self.items[-1].indent
            if lazy and words[:1].isupper() and len(last.text) < _WRAPPED:
                return False
            return not (
                self.items and line.indent <= self.items[-1].indent and _is_bare_label(last.text)
            )
        if last.kind is not BlockKind.TEXT or _is_bare_label(last.text):
            return False
        one_a_line = (
            line.quoted
            or self.announcer is not None
            or label_read(markup_removed(last.text.cut(0, _LABEL_REACH)).text) is not None
        )
        if not one_a_line:
            return True
        return words[:1].islower() or len(last.text) > 100

    def _table(self, index: int) -> int:
        """Read a table: header, rule and rows."""
        header = self.lines[index]
        block = Block(BlockKind.TABLE, header.number, header.text, last_line=header.number)
        block.rows.append((header.number, _cells(header.text)))
        used = 2
        while index + used < len(self.lines):
            line = self.lines[index + used]
            if "|" not in line.text.text or not line.text.text.strip():
                break
            block.rows.append((line.number, _cells(line.text)))
            block.last_line = line.number
            used += 1
        self._parent().children.append(block) if header.indent else (
            self.owner or self.headings[-1]
        ).children.append(block)
        self.last, self.blank = None, True
        return used


def _is_bare_label(text: Traced) -> bool:
    """Return whether a text is only a label ("Key Results:") or nothing at all."""
    if len(text) > _LABEL_REACH:
        return False
    words = markup_removed(text).strip().text
    label = label_read(words)
    return not words.strip(" :") or (label is not None and label.end >= len(words))


def _owns(text: Traced) -> bool:
    """Return whether a list below a line of text belongs to it; a field such as "Why: …" owns none."""
    words = markup_removed(text).strip().text
    label = label_read(words)
    return label is None or label.label in _OWNING or label.end >= len(words)


def _cells(line: Traced) -> list[Traced]:
    """Split a table row at its bars; a bar behind a backslash or in code is text."""
    text = line.text
    cells: list[Traced] = []
    start, code = 0, False
    for position, character in enumerate(text):
        if character == "`":
            code = not code
        elif (
            character == "|"
            and not (code and "`" in text[position:])
            and text[position - 1 : position] != "\\"
        ):
            cells.append(line.cut(start, position).strip())
            start = position + 1
    cells.append(line.cut(start).strip())
    if cells and not cells[0].text:
        cells = cells[1:]
    if cells and not cells[-1].text:
        cells = cells[:-1]
    return cells


def cell_lines(cell: Traced) -> list[Traced]:
    """Split a table cell at its line breaks."""
    parts: list[Traced] = []
    start = 0
    for match in _BREAK.finditer(cell.text):
        parts.append(cell.cut(start, match.start()).strip())
        start = match.end()
    parts.append(cell.cut(start).strip())
    return [part for part in parts if part.text]
