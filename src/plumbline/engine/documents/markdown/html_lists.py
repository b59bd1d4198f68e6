"""Lists, headings and tables written as HTML inside Markdown, put into its own marks."""

import re

from plumbline.engine.documents.traced import Traced

_TAG = re.compile(
    r"(?i)<(?P<close>/?)(?P<name>table|tr|td|th|ul|ol|li|h[1-6]|p|div|section|dl|dt|dd)(?=[\s/>])[^<>]{0,1000}>"
)

DEEPEST = 15
"""Lists in lists that are told apart, as many as blanks before an item in Markdown can tell."""


class HtmlLists:
    """Turns the lines of one text, in order, into lines with marks.

    A list item becomes `- text`, indented by its depth, also where its text stands on a line of
    its own; a heading becomes `## text`. What is no list and no heading stays as it is.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._mark = ""
        self._in_table = False
        self._rows = 0
        self._row: Traced | None = None

    @property
    def is_open(self) -> bool:
        """Whether a list or heading goes on in the next line."""
        return self._depth > 0 or bool(self._mark) or self._in_table

    def pieces(self, line: Traced) -> list[Traced]:
        """Return the lines that a reader of the page sees in one line of the text."""
        tags = list(_TAG.finditer(line.text))
        if not tags and not self.is_open:
            return [line]
        pieces: list[Traced] = []
        done = 0
        for tag in tags:
            self._add(pieces, line.cut(done, tag.start()))
            name, closing = tag["name"].lower(), bool(tag["close"])
            if name in {"table", "tr", "td", "th"}:
                self._table_tag(pieces, name, Traced.of("|", line.offsets[tag.start()]), closing)
            else:
                self._tag(name, closing=closing)
            done = tag.end()
        self._add(pieces, line.cut(done))
        return pieces or [line.cut(0, 0)]

    def _table_tag(self, pieces: list[Traced], name: str, bar: Traced, closing: bool) -> None:
        """Take note of a tag of a table; a row that is complete becomes a line with bars."""
        if name == "table":
            self._in_table, self._rows, self._row = not closing, 0, None
        elif name == "tr" and not closing:
            self._row = bar.cut(0, 0)
        elif name == "tr" and self._row is not None:
            pieces.append(self._row.join(bar))
            if not self._rows:
                rule = "|---" * self._row.text.count("|") + "|"
                pieces.append(Traced(rule, bar.offsets * len(rule)))
            self._rows, self._row = self._rows + 1, None
        elif self._row is not None and not closing:
            self._row = self._row.join(bar)

    def _tag(self, name: str, *, closing: bool) -> None:
        """Take note of a tag."""
        if name in {"ul", "ol", "dl"}:
            self._depth = max(0, self._depth + (-1 if closing else 1))
            self._mark = ""
        elif closing:
            self._mark = ""
        elif name[0] == "h":
            self._mark = "#" * int(name[1]) + " "
        elif name in {"li", "dt", "dd"}:
            self._mark = "    " * (min(max(1, self._depth), DEEPEST) - 1) + "- "

    def _add(self, pieces: list[Traced], text: Traced) -> None:
        """Add a stretch of text with the mark that waits for it."""
        if not text.text.strip():
            return
        if self._row is not None:
            self._row = self._row.join(text.strip())
            return
        if self._mark:
            text = text.strip()
            at = text.offsets[0]
            text = Traced(self._mark + text.text, (at,) * len(self._mark) + text.offsets)
            self._mark = ""
        elif self._depth:
            indent = "    " * min(self._depth, DEEPEST)
            text = text.strip()
            text = Traced(indent + text.text, (text.offsets[0],) * len(indent) + text.offsets)
        pieces.append(text)
