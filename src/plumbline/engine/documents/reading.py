"""What a reader brings back: a document, what it could not use, and why."""

from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a text that could not be taken as it stands; line and column from 1."""

    line: int
    column: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Lines that were read and not taken, `first` to `last`, with the reason."""

    first: int
    last: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The outcome of reading one text.

    Attributes:
        kind: `"plumbline"` for our own format in YAML or JSON, else `"yaml"`, `"json"`,
            `"markdown"` or `"csv"`.
        document: What was understood; `None` when no objective or key result was found.
        problems: What needs a look, in order of line.
        left_out: What was passed over on purpose.
        declined: Why nothing can be imported, when `document` is `None`.
    """

    kind: str
    document: Document | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    declined: Message | None = None
