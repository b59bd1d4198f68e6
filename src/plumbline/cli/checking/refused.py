"""What is told of a document that could not be checked, in the formats that programs read.

A step that uploads what was written must find something to upload, and shows people why.
"""

from dataclasses import dataclass

from plumbline.cli.checking.documents import DocumentRefused
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import one_line

TITLE = "plumbline check refused"


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal with its place.

    Attributes:
        reason: Why, in a sentence.
        path: Of the document; `None` where it is about more than one, or about none.
        line: Where it breaks, from 1; `None` where no place is known.
        column: The same.
    """

    reason: str
    path: str | None = None
    line: int | None = None
    column: int | None = None


def told(refused: CommandRefused) -> Told:
    """Return what programs are told of a refusal, of a place in a document or of all there is."""
    if isinstance(refused, DocumentRefused):
        return Told(one_line(refused.reason), refused.path, refused.line, refused.column)
    return Told(one_line(str(refused)))
