"""Texts of a document that the house cannot hold.

YAML and JSON can write the character NUL as an escape; no database of Plumbline keeps it, and no
person has typed it. It is taken out, and said. A title of which nothing is drawn would be a line
that nobody sees: a question mark stands for it, and that is said, too.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache

from plumbline.domain.tenancy.texts import SEEN, is_unseen
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.messages import Message

NUL = "\x00"
NAMELESS = "?"


def result_cleaned(result: ReadResult) -> ReadResult:
    """Return what was read in texts that can be kept, with a problem for each kind of change."""
    if result.document is None or _is_clean(result.document):
        return result
    said: dict[str, None] = {}
    cleaned = _cleaned(result.document, said)
    if not said:
        return result
    problems = [Problem(line=1, column=1, message=Message(each)) for each in said]
    return replace(result, document=_document(cleaned), problems=(*problems, *result.problems))


def _is_clean(document: Document) -> bool:
    """Return whether every text can be kept, which is nearly always so and soon seen."""
    waiting: list[object] = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            if NUL in part:
                return False
        elif isinstance(part, tuple | list):
            waiting.extend(part)
        elif isinstance(part, Mapping):
            waiting.extend(part)
            waiting.extend(part.values())
        elif is_dataclass(part) and not isinstance(part, type):
            for name in _names_of(type(part)):
                value = getattr(part, name)
                if name in SEEN and isinstance(value, str) and value and is_unseen(value):
                    return False
                if value is not None and value != () and not isinstance(value, bool | Decimal):
                    waiting.append(value)
    return True


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name != "spans")


def _document(cleaned: object) -> Document:
    assert isinstance(cleaned, Document)  # noqa: S101 - the kind of a part never changes
    return cleaned


def _cleaned(part: object, said: dict[str, None]) -> object:
    """Return a part of a document with all its texts, and those below, as they can be kept."""
    if isinstance(part, str):
        return _without_nul(part, said)
    if isinstance(part, tuple | list):
        kept = (each for each in part if not _is_nul_alone(each, said))
        return type(part)(_cleaned(each, said) for each in kept)
    if isinstance(part, Mapping):
        return {_cleaned(key, said): _cleaned(value, said) for key, value in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        changed = {
            field.name: _cleaned(getattr(part, field.name), said)
            for field in fields(part)
            if field.name != "spans"
        }
        for name in SEEN & changed.keys():
            changed[name] = _seen(changed[name], said)
        return replace(part, **changed)
    return part


def _without_nul(text: str, said: dict[str, None]) -> str:
    if NUL not in text:
        return text
    said["transfer.nul"] = None
    return text.replace(NUL, "")


def _seen(name: object, said: dict[str, None]) -> object:
    """Return a name, or what stands for one of which nothing is drawn."""
    if not isinstance(name, str) or not name or not is_unseen(name):
        return name
    said["transfer.unseen"] = None
    return NAMELESS


def _is_nul_alone(part: object, said: dict[str, None]) -> bool:
    """Return whether a text of a list would be none without its NUL characters."""
    if not isinstance(part, str) or part == "" or part.strip(NUL):
        return False
    said["transfer.nul"] = None
    return True
