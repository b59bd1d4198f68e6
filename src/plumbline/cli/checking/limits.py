"""How much of a document is checked within a second, and what is said of one that holds more.

A commit hook and an editor wait for the rules. What is larger than anybody writes by hand is not
judged half: it is refused with what to do, unless somebody asks to wait for it (`--large`).
"""

import re
from pathlib import Path
from typing import Final

from plumbline.engine.documents.nodes import TOO_MANY
from plumbline.engine.documents.reading import ReadResult

MOST_CHARACTERS: Final = 150_000
MOST_LINES: Final = 2_500
"""Lines of Markdown and tables that are not blank."""
MOST_WITH_BLANK: Final = 20_000
"""Lines of Markdown and tables with blank ones, of which each has to be passed over."""
MOST_VALUES: Final = 15_000
"""Keys and values of YAML and JSON."""
MOST_ITEMS: Final = 1_500
"""Objectives and key results."""

_STRUCTURED: Final = frozenset((".yaml", ".yml", ".json"))
_BEGINS_STRUCTURED: Final = re.compile(r"\s*+(?:[{\[]|(?:#[^\n]*+\n\s*+)*+plumbline:)")
"""How YAML and JSON without a name begin, for `document_read` too."""
_SPEAKS: Final = re.compile(r"(?i)\b(?:objectives?|okrs?|key results?)\b")
_TOLD_WITHIN: Final = 20_000
"""Characters in which a large document tells that it holds OKRs."""


def text_beyond(text: str, name: Path | None) -> str | None:
    """Return what there is too much of in a text that is not read yet; `None` when it is read.

    Args:
        text: All of it.
        name: Its name, whose ending tells how much work its lines are.
    """
    if len(text) > MOST_CHARACTERS:
        return _said(len(text), MOST_CHARACTERS, "characters")
    if text.count("\n") + text.count("\r") < MOST_LINES or _is_structured(text, name):
        return None
    lines = text.splitlines()
    if len(lines) > MOST_WITH_BLANK:
        return _said(len(lines), MOST_WITH_BLANK, "lines with the blank ones")
    filled = sum(1 for line in lines if line and not line.isspace())
    return _said(filled, MOST_LINES, "lines") if filled > MOST_LINES else None


def _is_structured(text: str, name: Path | None) -> bool:
    """Return whether a text is read as nodes, which is quick, whatever its lines are."""
    if name is not None and name.suffix:
        return name.suffix.lower() in _STRUCTURED
    return bool(_BEGINS_STRUCTURED.match(text))


def reading_beyond(read: ReadResult) -> str | None:
    """Return what there is too much of in what was read; `None` when it is checked."""
    if any(problem.message.id == TOO_MANY for problem in read.problems):
        return f"It has more than {MOST_VALUES:,} keys and values, which take more than a second"
    objectives = read.document.objectives if read.document is not None else ()
    items = len(objectives) + sum(len(each.key_results) for each in objectives)
    return _said(items, MOST_ITEMS, "objectives and key results") if items > MOST_ITEMS else None


def speaks_of_okrs(text: str) -> bool:
    """Return whether a text that was not read seems to hold OKRs."""
    return bool(_SPEAKS.search(text[:_TOLD_WITHIN]))


def _said(count: int, most: int, what: str) -> str:
    return f"It has {count:,} {what}; up to {most:,} are checked within a second"
