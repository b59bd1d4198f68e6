"""Taking rows of an import away again, in short turns."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any, Final

from django.db.models import PROTECT, ManyToOneRel, ProtectedError, QuerySet

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.models import ValueSet
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective
from plumbline.domain.okrs.services.tree_tops import ties_refresh
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.models import Organization, StagedModel, TenantModel
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.models import ImportBatch

#: How many objectives go in one turn.
OBJECTIVES_AT_ONCE = 20
#: How many of the people, teams and cycles beside them.
ROWS_AT_ONCE = 100
#: What an import stages beside its objectives, which point to it.
STAGED_BESIDE: Final[tuple[type[StagedModel], ...]] = (Person, Team, Cycle)


def staged_batches() -> set[str]:
    """Return the public ids of all imports that have staged rows (one query for each table)."""
    objectives = Objective.objects.filter(is_staged=True)
    found = set(objectives.values_list("import_batch", flat=True).distinct())
    for model in STAGED_BESIDE:
        rows = model.every.exclude(staged_by="")
        found |= set(rows.values_list("staged_by", flat=True).distinct())
    return found


def staged_clear(organization: Organization, batch: str) -> int:
    """Delete all that an import staged, in short turns.

    Returns:
        How many objectives there were.
    """
    staged = partial(Objective.objects.filter, import_batch=batch, is_staged=True)
    cleared = _clear(organization, staged, OBJECTIVES_AT_ONCE, objectives_delete)
    for model in STAGED_BESIDE:
        rows = partial(model.every.filter, staged_by=batch)
        _clear(organization, rows, ROWS_AT_ONCE, partial(_beside_delete, model))
    return cleared


def _beside_delete(model: type[StagedModel], ids: Iterable[int]) -> None:
    model.every.filter(pk__in=ids).delete()


def _clear(
    organization: Organization,
    rows: Callable[[], QuerySet[Any]],
    at_once: int,
    delete: Callable[[list[int]], None],
) -> int:
    """Delete rows in turns of so many at once; return how many there were."""
    cleared = 0
    while True:
        with writing(organization):
            ids = list(rows().order_by("pk").values_list("pk", flat=True)[:at_once])
            if not ids:
                return cleared
            delete(ids)
        cleared += len(ids)


def objectives_delete(objective_ids: Iterable[int]) -> None:
    """Delete objectives inside the caller's `writing`.

    Check-ins protect the readings and the entries they correct, so they go first.
    """
    ids = list(objective_ids)
    check_ins = CheckIn.objects.filter(key_result__objective_id__in=ids)
    check_ins.exclude(corrects=None).update(corrects=None)
    check_ins.delete()
    sets = [
        *Objective.objects.filter(pk__in=ids).values_list("custom_values_id", flat=True),
        *KeyResult.objects.filter(objective_id__in=ids).values_list("custom_values_id", flat=True),
    ]
    links_from_others_drop(ids)
    Objective.objects.filter(pk__in=ids).delete()
    ValueSet.objects.filter(pk__in=[pk for pk in sets if pk is not None]).delete()


def links_from_others_drop(
    objective_ids: Collection[int] | QuerySet[Objective, Any],
) -> None:
    """Take the links of all others to objectives away, inside the caller's `writing`.

    Args:
        objective_ids: Their rows, or the question for them.
    """
    links = Alignment.objects.filter(parent_objective__in=objective_ids)
    outside = links.exclude(child_objective__in=objective_ids)
    loosened = list(outside.values_list("child_objective_id", flat=True))
    outside.delete()
    ties_refresh(loosened)


def created_clear(batch: ImportBatch) -> None:
    """Delete what an import made beside its objectives, as far as nobody uses it by now."""
    created: dict[str, list[int]] = batch.created
    people = created.get("person", [])
    for start in range(0, len(people), ROWS_AT_ONCE):
        _people_delete(people[start : start + ROWS_AT_ONCE])
    # There are few of these, and a team has to go before the one above it.
    steps: tuple[tuple[str, type[TenantModel]], ...] = (
        ("team", Team),
        ("priority", Priority),
        ("cycle", Cycle),
    )
    for kind, model in steps:
        for pk in reversed(created.get(kind, [])):
            _unless_used(model.objects.filter(pk=pk, version=1))


def _people_delete(ids: list[int]) -> None:
    """Delete people who cannot sign in and were never edited, except those who are referred to."""
    unclaimed = Person.objects.filter(account=None, version=1)
    used: set[int] = set()
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": ids}
            )
            used |= set(rows.values_list(relation.field.attname, flat=True).distinct())
    free = sorted(set(ids) - used)
    if not _unless_used(unclaimed.filter(pk__in=free)):
        # What goes along with one of them is protected in its turn.
        for pk in free:
            _unless_used(unclaimed.filter(pk=pk))


def _unless_used(rows: QuerySet[Any]) -> bool:
    """Delete all of some rows, or none when something refers to one of them; return which."""
    try:
        rows.delete()
    except ProtectedError:
        return False
    return True
