"""Texts of a document that a database cannot hold.

YAML and JSON can write the character NUL as an escape; no database of Plumbline keeps it, and no
person has typed it. It is taken out, and said.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.messages import Message

NUL = "\x00"


def result_cleaned(result: ReadResult) -> ReadResult:
    """Return what was read without NUL characters, with one problem if there were any."""
    document = result.document
    if document is None:
        return result
    cleaned = _cleaned(document)
    if cleaned == document:
        return result
    problem = Problem(line=1, column=1, message=Message("transfer.nul"))
    return replace(result, document=_document(cleaned), problems=(problem, *result.problems))


def _document(cleaned: object) -> Document:
    assert isinstance(cleaned, Document)  # noqa: S101 - the kind of a part never changes
    return cleaned


def _cleaned(part: object) -> object:
    """Return a part of a document with NUL taken out of all its texts, and of those below."""
    if isinstance(part, str):
        return part.replace(NUL, "") if NUL in part else part
    if isinstance(part, tuple | list):
        return type(part)(_cleaned(each) for each in part)
    if isinstance(part, Mapping):
        return {_cleaned(key): _cleaned(value) for key, value in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        changed = {
            field.name: _cleaned(getattr(part, field.name))
            for field in fields(part)
            if field.name != "spans"
        }
        return replace(part, **changed)
    return part
