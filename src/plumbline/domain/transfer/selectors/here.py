"""How what a document says of things that are here already differs from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.transfer.selectors.difference import Change, ChangeKind, named_diff
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message

CHANGES_NAMED = 4
_VALUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SaidOtherwise:
    """What a document says otherwise, by subject and id."""

    changes: Mapping[tuple[str, str], Change]

    def objective(self, item: documents.Objective) -> Message:
        """Return what is said of an objective that is here already."""
        found = self.changes.get(("objective", item.id or ""))
        if found is None or found.kind is not ChangeKind.CHANGE:
            return Message("transfer.duplicate", {"id": item.id})
        return Message("transfer.duplicate_differs", {"id": item.id, "changes": _words(found)})

    def key_result(self, item: documents.KeyResult) -> Message:
        """Return what is said of a key result whose objective is here already."""
        found = self.changes.get(("key_result", item.id or ""))
        if item.id is None or (found is not None and found.kind is ChangeKind.CREATE):
            return Message("transfer.below_new")
        if found is None:
            return Message("transfer.below_duplicate")
        return Message("transfer.below_differs", {"changes": _words(found)})

    def nothing(self, items: list[documents.Objective]) -> Message:
        """Return why there is nothing to import when all of these are here already."""
        said = [self.objective(item).id for item in items]
        said += [self.key_result(part).id for item in items for part in item.key_results]
        count = sum(each not in ("transfer.duplicate", "transfer.below_duplicate") for each in said)
        return Message("transfer.nothing_differs", {"count": count}) if count else _NOTHING


_NOTHING = Message("transfer.nothing")


def said_otherwise(
    *, viewer: Actor, document: documents.Document, cycle: Cycle | None, ids: set[str]
) -> SaidOtherwise:
    """Compare what a document says of objectives that are here with what they are.

    Args:
        viewer: Who asks; only what they see is compared.
        document: What is to be imported.
        cycle: Where it goes; `None` for one that is still to be made.
        ids: The ids of objectives that are here already.
    """
    known = tuple(item for item in document.objectives if item.id in ids)
    if cycle is None or not known:
        return SaidOtherwise({})
    part = replace(document, objectives=known)
    found = list(named_diff(viewer=viewer, document=part, cycle=cycle))
    new = {each.id for each in found if each.subject == "objective" and _is_new(each)}
    return SaidOtherwise(
        {
            (each.subject, each.id): each
            for each in found
            # An objective that is known by its public id alone is not found by the comparison.
            if each.kind is not ChangeKind.MISSING and each.parent not in new
        }
    )


def _is_new(change: Change) -> bool:
    return change.kind is ChangeKind.CREATE


def _words(change: Change) -> str:
    """Return the first differences as `target: 84 → 99`."""
    said = [words for each in change.changes for words in _differing(each.name, each.old, each.new)]
    more = " …" if len(said) > CHANGES_NAMED else ""
    return "; ".join(said[:CHANGES_NAMED]) + more


def _differing(name: str, old: object, new: object) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield from _differing(str(key), old.get(key), new.get(key))
    else:
        yield f"{name}: {_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "–"
    text = "–" if value is None else str(value)
    return text if len(text) <= _VALUE_SHOWN else f"{text[: _VALUE_SHOWN - 1]}…"
