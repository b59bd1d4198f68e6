"""Words to the person: notices, problems, empty places, steps, pages, what can be undone."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "on", "risk", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One disagreement, warning or piece of news; a second one joins as a line of `lines`."""

    head: str
    lines: tuple[str, ...] = ()
    tone: Tone = "plain"
    icon: str = "info-circle"
    url: str = ""
    url_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem of a document, tied to its place.

    Attributes:
        head: What is wrong, short.
        words: What it means and what to do.
        line: Line from 1; `None` when it concerns the whole.
        column: Column from 1; `None` when it concerns the line.
        cell: Sheet and cell, in words, where `line` is a row of a workbook.
        url: Where it can be mended; empty for none.
        url_words: The words of that link.
    """

    head: str
    words: str = ""
    line: int | None = None
    column: int | None = None
    cell: str = ""
    url: str = ""
    url_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """A place with nothing in it: one line that teaches, one action, at most one other way."""

    words: str
    url: str = ""
    action: str = ""
    other_url: str = ""
    other_action: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way through several pages."""

    label: str
    state: Literal["done", "current", "ahead"] = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where a reader is in a long list; empty addresses are ends."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoToast:
    """What was just done, and how it is taken back; gone after ten seconds unless focused."""

    words: str
    undo_url: str
