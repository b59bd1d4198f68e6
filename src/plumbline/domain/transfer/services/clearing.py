"""Taking rows of an import away again, in short turns."""

from collections.abc import Callable, Iterable

from django.db.models import ProtectedError

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.custom_fields.models import ValueSet
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.transfer.models import ImportBatch

#: How many objectives go in one turn.
OBJECTIVES_AT_ONCE = 20


def staged_clear(organization: Organization, batch: str) -> int:
    """Delete the staged objectives of an import, with all that hangs on them.

    Returns:
        How many there were.
    """
    cleared = 0
    while True:
        with writing(organization):
            staged = Objective.objects.filter(import_batch=batch, is_staged=True)
            ids = list(staged.order_by("pk").values_list("pk", flat=True)[:OBJECTIVES_AT_ONCE])
            if not ids:
                return cleared
            objectives_delete(ids)
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
    Objective.objects.filter(pk__in=ids).delete()
    ValueSet.objects.filter(pk__in=[pk for pk in sets if pk is not None]).delete()


def created_clear(batch: ImportBatch) -> None:
    """Delete what an import made beside its objectives, as far as nobody uses it by now."""
    created: dict[str, list[int]] = batch.created
    unclaimed = Person.objects.filter(account=None, version=1)
    steps: tuple[tuple[str, Callable[[int], object]], ...] = (
        ("person", lambda pk: unclaimed.filter(pk=pk).delete()),
        ("team", lambda pk: Team.objects.filter(pk=pk, version=1).delete()),
        ("priority", lambda pk: Priority.objects.filter(pk=pk, version=1).delete()),
        ("cycle", lambda pk: Cycle.objects.filter(pk=pk, version=1).delete()),
    )
    for kind, delete in steps:
        for pk in reversed(created.get(kind, [])):
            try:
                delete(pk)
            except ProtectedError:
                continue
