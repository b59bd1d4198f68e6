"""What a document would change in a cycle, told apart by the ids of documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.transfer.selectors.export import (
    OBJECTIVES_AT_ONCE,
    document_export,
    objectives_declared,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.json_writer import plain_value

#: What a document says of an objective that is compared and applied. History, grades and states
#: are lived, not declared: check-ins come in by import, acts by their own commands.
OBJECTIVE_FIELDS = (
    "title",
    "why",
    "owner",
    "team",
    "priority",
    "style",
    "visibility",
    "tags",
    "supports",
    "fields",
)
KEY_RESULT_FIELDS = (
    "title",
    "owner",
    "metric",
    "guardrail",
    "shared",
    "supports",
    "weight",
    "start",
    "due",
    "cadence",
    "indicator",
    "dimension",
    "theme",
    "expected_movement",
    "measurement",
    "evidence",
    "tags",
    "fields",
)
#: What a missing value means; a document need not say it.
_UNSTATED: Mapping[str, object] = {
    "visibility": documents.Visibility.ORGANIZATION,
    "cadence": documents.Cadence.WEEKLY,
    "weight": Decimal(1),
}


class ChangeKind(StrEnum):
    """What happens to an objective or key result."""

    CREATE = "create"
    CHANGE = "change"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value before and after, as plain data: texts, numbers, lists and mappings."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between a cycle and a document.

    Attributes:
        kind: `MISSING` is here and not in the document; it is told, and left as it is.
        subject: `"objective"` or `"key_result"`.
        id: Its id in documents.
        title: As the document has it; as it is here when missing.
        parent: Id of the objective of a key result.
        changes: Of a change, each field that differs.
        line: Where it stands in the document; 0 when missing.
    """

    kind: ChangeKind
    subject: str
    id: str
    title: str
    parent: str | None = None
    changes: tuple[FieldChange, ...] = ()
    line: int = 0


def document_diff(
    *, viewer: Actor, document: documents.Document, cycle: Cycle
) -> tuple[Change, ...]:
    """Say what applying a document would change, in its order; what it lacks comes last.

    A value that the document does not state stays as it is here; `supports: []` states that there
    is no link.

    Args:
        viewer: Who asks; only what they see is compared.
        document: With an id on everything that is to be compared.
        cycle: The cycle it speaks of.
    """
    here = document_export(viewer=viewer, cycle=cycle)
    objectives = {objective.id: objective for objective in here.objectives}
    return tuple(_changes(document, objectives))


def named_diff(*, viewer: Actor, document: documents.Document, cycle: Cycle) -> Iterator[Change]:
    """Like `document_diff`, only for what the document names, some hundreds at a time.

    What is here and not in the document is not looked at, so that a large cycle takes no longer
    than the part of it that is compared.
    """
    named = document.objectives
    for start in range(0, len(named), OBJECTIVES_AT_ONCE):
        part = replace(document, objectives=named[start : start + OBJECTIVES_AT_ONCE])
        ids = [each.id for each in part.objectives if each.id]
        here = objectives_declared(viewer=viewer, cycle=cycle, ids=ids)
        yield from _changes(part, {objective.id: objective for objective in here})


def _changes(
    document: documents.Document, here: Mapping[str | None, documents.Objective]
) -> Iterator[Change]:
    named: set[str | None] = set()
    for objective in document.objectives:
        current = here.get(objective.id) if objective.id else None
        named.add(objective.id)
        if current is None:
            yield _change(ChangeKind.CREATE, objective, None)
        elif found := _field_changes(objective, current, OBJECTIVE_FIELDS):
            yield _change(ChangeKind.CHANGE, objective, None, found)
        parts = {part.id: part for part in current.key_results} if current else {}
        for part in objective.key_results:
            present = parts.pop(part.id, None) if part.id else None
            if present is None:
                yield _change(ChangeKind.CREATE, part, objective.id)
            elif found := _field_changes(part, present, KEY_RESULT_FIELDS):
                yield _change(ChangeKind.CHANGE, part, objective.id, found)
        for left in parts.values():
            yield replace(_change(ChangeKind.MISSING, left, objective.id), line=0)
    for key, objective in here.items():
        if key not in named:
            yield _change(ChangeKind.MISSING, objective, None)


def _change(
    kind: ChangeKind,
    item: documents.Objective | documents.KeyResult,
    parent: str | None,
    changes: Iterable[FieldChange] = (),
) -> Change:
    span = item.spans.get("title") or item.spans.get("self")
    return Change(
        kind=kind,
        subject="objective" if isinstance(item, documents.Objective) else "key_result",
        id=item.id or "",
        title=item.title,
        parent=parent,
        changes=tuple(changes),
        line=span.line if span else 0,
    )


def _field_changes(
    item: documents.Objective | documents.KeyResult,
    current: documents.Objective | documents.KeyResult,
    names: Iterable[str],
) -> tuple[FieldChange, ...]:
    """Return the stated fields that differ."""
    found = []
    for name in names:
        new, old = getattr(item, name), getattr(current, name)
        is_emptied = name == "supports" and name in item.spans
        if new is None or new == {} or (new == () and not is_emptied):
            continue
        if old is new or (isinstance(new, str) and old == new):
            continue  # most of them, without writing them out
        old = _UNSTATED.get(name) if old is None else old
        before, after = compared(name, old), compared(name, new)
        if before != after:
            found.append(FieldChange(name=name, old=before, new=after))
    return tuple(found)


def compared(name: str, value: object) -> object:
    """Return a value in the form in which two of them are compared and shown."""
    if name in ("owner", "team") and isinstance(value, str):
        return one_line(value).casefold()
    if isinstance(value, documents.Metric):
        value = replace(
            value, stages=tuple(replace(stage, reached_on=None) for stage in value.stages)
        )
    return plain_value(value)
