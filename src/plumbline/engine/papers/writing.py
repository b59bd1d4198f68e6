"""Writing a report as PDF: A4, our own letters inside, nothing fetched, always the same bytes."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Written
from reportlab.platypus import Table as Ruled

from plumbline.engine.papers.blocks import (
    Block,
    Group,
    Heading,
    Paper,
    Paragraph,
    Table,
    Voice,
)
from plumbline.engine.papers.fonts import PARTS, PLAIN, STRONG, Letters, font_named, lacking_words

INK: Final[Color] = HexColor(0x16181D)
QUIET: Final[Color] = HexColor(0x5A606B)
LINE: Final[Color] = HexColor(0xD5D8DD)
MARGIN: Final = 20 * mm
FOOT: Final = 12 * mm
WIDTH: Final = A4[0] - 2 * MARGIN
#: Longer texts are cut: a part of a page has to fit on one, and nobody reads on paper for pages.
LONGEST: Final = 2_000
LONGEST_CELL: Final = 300
CUT: Final = " […]"
#: Room that a heading asks for below itself, so that it does not stand alone at the end of a page.
BELOW: Final = 30 * mm

_SIZES: Final = {
    Voice.PLAIN: (9.5, PLAIN, INK),
    Voice.STRONG: (9.5, STRONG, INK),
    Voice.QUIET: (8.5, PLAIN, QUIET),
    Voice.FIGURE: (26.0, STRONG, INK),
}
_HEADINGS: Final = {0: 22.0, 1: 14.0, 2: 11.0}


def paper_dump(paper: Paper, *, fonts: Path) -> bytes:
    """Return a report as the bytes of a PDF.

    Args:
        paper: What it says.
        fonts: The folder of the fonts of our pages.
    """
    letters = Letters(fonts)
    head = [*_head(paper, letters)]
    story = [each for block in paper.blocks for each in _flowing(block, letters)]
    if letters.lacking:
        # Before all else: whoever reads a question mark knows what it stands for.
        said = paper.missing.format(letters=lacking_words(letters.lacking))
        head += [_written(said, Voice.QUIET, letters), Spacer(1, 4 * mm)]
    story = [*head, *story]
    written = io.BytesIO()
    frame = Frame(
        MARGIN, MARGIN + FOOT, WIDTH, A4[1] - 2 * MARGIN - FOOT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        pageTemplates=[PageTemplate(frames=[frame])],
        title=_metadata(paper.title),
        author=_metadata(paper.over),
        creator="Plumbline",
        lang=paper.language,
        invariant=1,
        initialFontName=font_named(fonts, PARTS[0], PLAIN),
    )

    def canvas(*arguments: Any, **named: Any) -> "_Numbered":  # noqa: ANN401  # as the library calls it
        return _Numbered(paper, letters, *arguments, **named)

    document.build(story, canvasmaker=canvas)
    return written.getvalue()


class _Numbered(Canvas):
    """Pages that say how many there are: drawn at the end, when that is known."""

    def __init__(self, paper: Paper, letters: Letters, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  # as the library calls it
        super().__init__(*arguments, **named)
        self._paper, self._letters = paper, letters
        self._drawn: list[dict[str, Any]] = []

    def showPage(self) -> None:  # the library's name
        """Keep a page for later."""
        self._drawn.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # what the library does for a page, without drawing it

    def save(self) -> None:
        """Draw all pages with their numbers."""
        pages = self._drawn
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._foot(number, len(pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, pages: int) -> None:
        self.setStrokeColor(LINE)
        self.line(MARGIN, MARGIN + FOOT - 4 * mm, A4[0] - MARGIN, MARGIN + FOOT - 4 * mm)
        self.setFillColor(QUIET)
        height = MARGIN
        self._words(self._paper.running, MARGIN, height)
        said = self._paper.page.format(number=number, pages=pages)
        self._words(said, A4[0] - MARGIN - self._width(said), height)

    def _words(self, text: str, left: float, height: float) -> None:
        for piece, font in self._letters.runs(text, PLAIN):
            self.setFont(font, 8)
            self.drawString(left, height, piece)
            left += self.stringWidth(piece, font, 8)

    def _width(self, text: str) -> float:
        runs = self._letters.runs(text, PLAIN)
        return sum(self.stringWidth(piece, font, 8) for piece, font in runs)


def _head(paper: Paper, letters: Letters) -> Iterator[Flowable]:
    """Yield the head of the report: whose it is, what it is, and its facts."""
    yield _written(paper.over, Voice.QUIET, letters)
    yield _heading(Heading(paper.title, 0), letters)
    rows = [
        [_written(name, Voice.QUIET, letters), _written(value, Voice.PLAIN, letters)]
        for name, value in paper.facts
    ]
    if rows:
        yield Ruled(rows, colWidths=[WIDTH * 0.25, WIDTH * 0.75], style=_PLAIN_ROWS)
    yield HRFlowable(width="100%", thickness=1.2, color=INK, spaceBefore=4 * mm, spaceAfter=4 * mm)


def _flowing(block: Block, letters: Letters) -> Iterator[Flowable]:
    """Yield what is laid out of a block."""
    match block:
        case Heading():
            yield CondPageBreak(BELOW)
            yield Spacer(1, 4 * mm)
            yield _heading(block, letters)
        case Paragraph():
            yield _written(block.text, block.voice, letters)
        case Group():
            lines = [_written(each.text, each.voice, letters) for each in block.paragraphs]
            rule = HRFlowable(
                width="100%", thickness=0.4, color=LINE, spaceBefore=1.5 * mm, spaceAfter=2 * mm
            )
            yield KeepTogether([*lines, rule])
        case Table():
            yield _table(block, letters)
            yield Spacer(1, 3 * mm)


def _heading(heading: Heading, letters: Letters) -> Written:
    size = _HEADINGS[heading.level]
    style = ParagraphStyle(
        "heading", fontName=font_named(letters.folder, PARTS[0], STRONG), fontSize=size,
        leading=size * 1.25, textColor=INK, spaceAfter=2 * mm,
    )  # fmt: skip
    return Written(_marked(heading.text, STRONG, letters), style)


def _table(table: Table, letters: Letters) -> Ruled:
    whole = sum(column.share for column in table.columns)
    heads = [
        _written(column.head, Voice.QUIET, letters, is_figure=column.is_figure)
        for column in table.columns
    ]
    rows = [
        [
            _cell(text, letters, is_figure=column.is_figure, is_strong=number in table.strong)
            for text, column in zip(row, table.columns, strict=True)
        ]
        for number, row in enumerate(table.rows)
    ]
    return Ruled(
        [heads, *rows],
        colWidths=[WIDTH * column.share / whole for column in table.columns],
        repeatRows=1,
        style=_TABLE_ROWS,
    )


def _cell(text: str, letters: Letters, *, is_figure: bool, is_strong: bool) -> Written:
    """Return a cell: its first line, and quietly what stands below."""
    first, _, further = _cut(text, LONGEST_CELL).partition("\n")
    weight = STRONG if is_strong else PLAIN
    marked = _marked(first, weight, letters)
    if further:
        quiet = _marked(further.replace("\n", " · "), PLAIN, letters)
        marked += f'<br/><font size="8" color="{QUIET.hexval().replace("0x", "#")}">{quiet}</font>'
    return Written(marked, _style(Voice.PLAIN, letters, is_figure=is_figure))


def _written(text: str, voice: Voice, letters: Letters, *, is_figure: bool = False) -> Written:
    weight = _SIZES[voice][1]
    return Written(_marked(text, weight, letters), _style(voice, letters, is_figure=is_figure))


def _style(voice: Voice, letters: Letters, *, is_figure: bool) -> ParagraphStyle:
    size, weight, color = _SIZES[voice]
    return ParagraphStyle(
        voice.value,
        fontName=font_named(letters.folder, PARTS[0], weight),
        fontSize=size,
        leading=size * 1.4,
        textColor=color,
        alignment=TA_RIGHT if is_figure else TA_LEFT,
        spaceAfter=0.6 * mm,
        splitLongWords=1,
    )


def _marked(text: str, weight: int, letters: Letters) -> str:
    """Return a text as the library reads it, each piece in the font that has its letters."""
    plain = " ".join(_cut(text, LONGEST).split())
    pieces = letters.runs(plain, weight)
    return "".join(f'<font name="{font}">{escape(piece)}</font>' for piece, font in pieces)


def _metadata(text: str) -> str:
    """Return what can stand in the properties of the file; half a letter cannot."""
    return text[:LONGEST].encode(errors="ignore").decode()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + CUT


_Style = Sequence[tuple[Any, ...]]
_PLAIN_ROWS: Final[_Style] = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
)
_TABLE_ROWS: Final[_Style] = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
)
