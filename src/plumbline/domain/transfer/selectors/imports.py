"""Reading imports; whoever may import sees them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.discussion.models import Comment
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.notes.models import Note
from plumbline.domain.okrs.models import Alignment, EarlyWarning, KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from plumbline.domain.tenancy.paging import rows_part
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.engine.messages import Message

#: How many obstacles are named at most; one is enough to refuse.
OBSTACLES_NAMED = 20
#: How many files that wait for their import are named.
WAITING_NAMED = 3
#: In these an import is no file that waits any more.
_CAME_IN = (ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE)


def imports_own_part(
    *, viewer: Actor, after: str | None = None, limit: int = 50
) -> tuple[Sequence[ImportBatch], str | None]:
    """Return some of the viewer's own imports that came in or were undone, the latest first.

    One query; two behind the first part.

    Args:
        viewer: Who asks.
        after: Where the part before ended.
        limit: So many.

    Returns:
        Them, and behind which the next ones stand.

    Raises:
        PermissionRefused: The viewer may not import.
        NotFound: The part before ended with one that is gone.
    """
    own = _batches(viewer).filter(actor=viewer.person_id)
    rows = own.filter(state__in=_CAME_IN)
    return rows_part(rows, ("-at", "-pk"), after=after, limit=limit)


def imports_waiting(*, viewer: Actor) -> Sequence[ImportBatch]:
    """Return the viewer's own files that have not come in as yet, the latest first (one query).

    The few latest ones: whoever hands a file in again leaves the one before behind.

    Raises:
        PermissionRefused: The viewer may not import.
    """
    rows = _batches(viewer).filter(actor=viewer.person_id)
    rows = rows.exclude(state__in=_CAME_IN)
    return list(rows.order_by("-at", "-pk")[:WAITING_NAMED])


def import_get(*, viewer: Actor, public_id: str) -> ImportBatch:
    """Return one import, whatever its state.

    Raises:
        PermissionRefused: The viewer may not import.
        NotFound: There is none.
    """
    batch: ImportBatch | None = _batches(viewer).filter(public_id=public_id).first()
    if batch is None:
        raise NotFound("transfer.batch.not_found")
    return batch


def import_own(*, viewer: Actor, public_id: str) -> ImportBatch:
    """Return one import of the viewer's own, whatever its state.

    A file, and what was found in it, is seen by whoever brought it: it may name what others may
    not see.

    Raises:
        PermissionRefused: The viewer may not import.
        NotFound: There is none, or it is somebody else's.
    """
    batch = import_get(viewer=viewer, public_id=public_id)
    if batch.actor_id != viewer.person_id:
        raise NotFound("transfer.batch.not_found")
    return batch


def import_unclaimed(*, viewer: Actor, batch: ImportBatch) -> Sequence[Person]:
    """Return the people an import made whom nobody signs in as yet, by name (one query)."""
    _permit(viewer)
    made = Person.objects.filter(pk__in=batch.created.get("person", []), active=True, account=None)
    return list(made.order_by("name", "pk"))


def import_obstacles(*, viewer: Actor, batch: ImportBatch) -> tuple[Message, ...]:
    """Return what keeps an import from being undone; empty when nothing was changed since.

    Only what the viewer sees is named; that there is more is said without its title.
    """
    _permit(viewer)
    if batch.state != ImportState.DONE:
        label = ImportState(batch.state).label
        return (Message("transfer.batch.not_done", {"state": label}),)
    objectives = Objective.objects.filter(import_batch=batch.public_id)
    missing = int(batch.counts.get("objectives", 0)) - objectives.count()
    found = [Message("transfer.undo.gone", {"count": missing})] if missing else []
    touched = list(_touched(batch, viewer))
    asked = {objective for _, objective, _ in touched}
    seen = Objective.objects.filter(visible_to(viewer), pk__in=asked)
    visible = set(seen.values_list("pk", flat=True))
    found += [
        Message(message, {"title": title})
        for message, objective, title in touched
        if objective in visible
    ]
    if asked - visible:
        found.insert(OBSTACLES_NAMED - 1, Message("transfer.undo.unseen"))
    return tuple(found[:OBSTACLES_NAMED])


#: A message, the objective it is about, and the title it names.
Touched = tuple[str, int, str]


def _touched(batch: ImportBatch, viewer: Actor) -> Iterator[Touched]:
    """Yield what was changed after an import, whoever may see it.

    That something out of the viewer's sight supports what came in is no obstacle, since nobody
    may learn of it: such a link goes with its end, as when a draft is deleted.
    """
    objectives = Objective.objects.filter(import_batch=batch.public_id)
    ids = objectives.values("pk")
    changed = objectives.exclude(version=1)
    yield from _titled("changed", changed, "pk", "title")
    parts = KeyResult.objects.filter(objective__in=ids)
    parts = parts.exclude(version=1, created_at=batch.done_at)
    yield from _titled("changed", parts, "objective_id", "title")
    checked = CheckIn.objects.filter(key_result__objective__in=ids, imported_on=None)
    yield from _titled("checked_in", checked, "key_result__objective_id", "key_result__title")
    said = Comment.objects.filter(objective__in=ids)
    yield from _titled("commented", said, "objective_id", "objective__title")
    for place, named in (("objective", "objective"), ("key_result__objective", "key_result")):
        noted = Note.objects.filter(**{f"{place}__in": ids})
        yield from _titled("noted", noted, f"{place}_id", f"{named}__title")
    for side in ("waiting_key_result", "delivering_key_result"):
        own = {f"{side}__objective__in": ids}
        asked = Dependency.objects.filter(dependencies_seen(viewer), **own)
        # What came in with it goes with it, unless somebody answered meanwhile.
        asked = asked.exclude(pk__in=batch.created.get("dependency", []), version=1)
        yield from _titled("depended", asked, f"{side}__objective_id", f"{side}__title")
    for place, named in (("objective", "objective"), ("key_result__objective", "key_result")):
        referred = ExternalLink.objects.filter(**{f"{place}__in": ids})
        # As with dependencies: a page that came in with it is nobody's since.
        referred = referred.exclude(added_at=batch.done_at, added_by=None, removed_at=None)
        yield from _titled("referred", referred, f"{place}_id", f"{named}__title")
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    ties = Alignment.objects.filter(parent_objective__in=ids, child_objective__in=seen)
    ties = ties.exclude(child_objective__in=ids)
    yield from _titled("linked", ties, "parent_objective_id", "parent_objective__title")
    later = Alignment.objects.filter(child_objective__in=ids).exclude(
        created_at=batch.done_at, is_removed=False
    )
    yield from _titled("linked", later, "child_objective_id", "child_objective__title")
    warned = EarlyWarning.objects.filter(indicator__objective__in=ids).exclude(
        key_result__objective__in=ids
    )
    yield from _titled("linked", warned, "indicator__objective_id", "indicator__title")


def _titled(kind: str, rows: QuerySet[Any], objective: str, title: str) -> Iterator[Touched]:
    """Yield rows by the objective and title they name, as many as are told at most."""
    pairs = rows.values_list(objective, title).order_by(objective).distinct()
    for number, name in pairs[:OBSTACLES_NAMED]:
        yield f"transfer.undo.{kind}", number, name


def _batches(viewer: Actor) -> QuerySet[ImportBatch]:
    _permit(viewer)
    rows: QuerySet[ImportBatch] = ImportBatch.objects.defer("content")
    return rows


def _permit(viewer: Actor) -> None:
    if not import_permitted(viewer):
        raise PermissionRefused("transfer.refused")
