"""Problems at the place of a value in a document."""

from collections.abc import Iterable

from plumbline.engine.documents.model import Spans
from plumbline.engine.documents.reading import Problem
from plumbline.engine.messages import Message


def problem_at(spans: Spans, names: Iterable[str], message_id: str, **params: object) -> Problem:
    """Return a problem at the first of the named values that has a place, else at its node."""
    message = Message(message_id, params)
    for name in (*names, "self"):
        if name in spans:
            return Problem(line=spans[name].line, column=spans[name].column, message=message)
    return Problem(line=1, column=1, message=message)
