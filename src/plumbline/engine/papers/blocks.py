"""What a report on paper is made of; how it looks is for `writing` to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """How a paragraph speaks."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    FIGURE = "figure"  # the one large figure of a report


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it stays with what follows.

    Attributes:
        level: 1 for a part, 2 for a part of one.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str
    voice: Voice = Voice.PLAIN


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs that belong together, such as a finding and its evidence; kept on a page."""

    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table.

    Attributes:
        share: How wide it is, beside the others.
        is_figure: It holds figures, which stand at the right.
    """

    head: str
    share: float
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head stands again on each page.

    Attributes:
        rows: Cells of a row, as many as there are columns; further lines of a cell are quiet.
        strong: Rows that are sums, by number from 0.
    """

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    strong: frozenset[int] = frozenset()


Block = Heading | Paragraph | Group | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A report.

    Attributes:
        over: A line above the title: whose it is.
        facts: Lines under the title, each a name and a value.
        running: What stands at the foot of each page, beside its number.
        page: How a page is numbered, with `{number}` and `{pages}`.
        missing: A sentence below the title where letters are not among those of our fonts, with
            `{letters}` for what they are.
        language: As a code, for programs that read it aloud.
    """

    title: str
    over: str
    facts: Sequence[tuple[str, str]]
    running: str
    page: str
    missing: str
    language: str
    blocks: Sequence[Block]
