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


def field_definitions(*, viewer: Actor, subject: FieldSubject) -> list[FieldDefinition]:
    """Return the fields of objectives or key results that are in use, in order."""
    del viewer  # what fields there are is no secret inside the organization
    return list(FieldDefinition.objects.filter(subject=subject, is_archived=False).order_by("rank"))


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
