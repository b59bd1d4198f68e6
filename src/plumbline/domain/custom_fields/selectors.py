"""Reading custom fields; everybody in the organization may know which there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from plumbline.domain.custom_fields.models import (
    YES,
    FieldDefinition,
    FieldKind,
    FieldSubject,
    FieldValue,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound

__all__ = [
    "FieldKind",
    "FieldSubject",
    "custom_values",
    "field_definitions",
    "field_get",
    "fields_all",
    "fields_lacking",
]


def field_definitions(*, viewer: Actor, subject: FieldSubject) -> list[FieldDefinition]:
    """Return the fields of objectives or key results that are in use, in order."""
    del viewer  # what fields there are is no secret inside the organization
    return list(FieldDefinition.objects.filter(subject=subject, is_archived=False).order_by("rank"))


def fields_all(*, viewer: Actor) -> list[FieldDefinition]:
    """Return every field, those that were put away too, in order (one query)."""
    del viewer
    return list(FieldDefinition.objects.order_by("subject", "is_archived", "rank", "pk"))


def field_get(*, viewer: Actor, public_id: str) -> FieldDefinition:
    """Return one field (one query).

    Raises:
        NotFound: There is none.
    """
    del viewer
    found: FieldDefinition | None = FieldDefinition.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("custom_fields.not_found")
    return found


def fields_lacking(
    subject: FieldSubject, value_set_ids: Iterable[int | None]
) -> Mapping[int | None, list[FieldDefinition]]:
    """Return, by set of values, the required fields without a value (at most two queries).

    Args:
        subject: What the sets belong to.
        value_set_ids: The sets; `None` stands for a thing without any.
    """
    required = list(
        FieldDefinition.objects.filter(
            subject=subject, is_required=True, is_archived=False
        ).order_by("rank", "pk")
    )
    asked = list(value_set_ids)
    if not required or not asked:
        return {}
    known = [pk for pk in asked if pk is not None]
    filled = set(
        FieldValue.objects.filter(value_set__in=known, definition__in=required).values_list(
            "value_set_id", "definition_id"
        )
    )
    return {pk: [each for each in required if (pk, each.pk) not in filled] for pk in asked}


def custom_values(value_set_ids: Iterable[int]) -> Mapping[int, dict[str, object]]:
    """Return the values of fields in use of many sets, by id and key (one query).

    The caller has asked whether the viewer sees the things that point to these sets.
    """
    texts: dict[int, dict[FieldDefinition, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = FieldValue.objects.filter(
        value_set_id__in=value_set_ids, definition__is_archived=False
    ).select_related("definition")
    for row in rows.order_by("place"):
        texts[row.value_set_id][row.definition].append(row.text)
    return {
        set_id: {definition.key: _value_read(definition, found) for definition, found in by.items()}
        for set_id, by in texts.items()
    }


def _value_read(definition: FieldDefinition, texts: Sequence[str]) -> object:
    """Return stored texts as the value they stand for; a list for a field of several choices."""
    if definition.kind == FieldKind.CHOICES:
        return list(texts)
    if not texts:
        return None
    if definition.kind == FieldKind.NUMBER:
        return Decimal(texts[0])
    if definition.kind == FieldKind.YES_NO:
        return texts[0] == YES
    return texts[0]
