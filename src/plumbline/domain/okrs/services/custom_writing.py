"""Writing custom values of objectives and key results, and what the journal is told of it."""

from collections.abc import Mapping

from plumbline.domain.custom_fields.models import FieldSubject, ValueSet
from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.custom_fields.services import custom_values_set
from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.models import KeyResult, Objective


def custom_write(
    row: Objective | KeyResult, values: Mapping[str, object] | None
) -> dict[str, Change]:
    """Put custom values on a row that its caller saves, inside the caller's `writing`.

    Args:
        row: Locked, or not inserted yet.
        values: By key of the field; `None` leaves all as they are.

    Returns:
        What changed, for the journal, at `custom.<key>`.

    Raises:
        ValidationRefused: An unknown key, or a value its field cannot hold, at `custom.<key>`.
    """
    if values is None:
        return {}
    before = _told(row.custom_values)
    is_objective = isinstance(row, Objective)
    row.custom_values = custom_values_set(
        value_set=row.custom_values,
        subject=FieldSubject.OBJECTIVE if is_objective else FieldSubject.KEY_RESULT,
        values=values,
    )
    after = _told(row.custom_values)
    return {
        f"custom.{key}": Change(
            before.get(key), after.get(key), personal=True, about_person_id=row.owner_id
        )
        for key in sorted({*before, *after})
    }


def _told(value_set: ValueSet | None) -> Mapping[str, str]:
    if value_set is None:
        return {}
    found = custom_values([value_set.pk]).get(value_set.pk, {})
    return {
        key: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in found.items()
    }
