"""Inserting many rows at once, with the state rows that belong to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from plumbline.domain.tenancy.history import versioned_values
from plumbline.domain.tenancy.models import TenantModel

RowT = TypeVar("RowT", bound=TenantModel)

BATCH = 2000


def rows_insert(rows: Iterable[RowT]) -> list[RowT]:
    """Insert rows of one model into the bound organization, and return them with their ids."""
    made = list(rows)
    if made:
        type(made[0]).objects.bulk_create(made, batch_size=BATCH)
    return made


def history_insert(
    rows: Sequence[TenantModel],
    versioned: type[models.Model],
    state_model: type[Any],
    *,
    at: datetime,
    spans: Sequence[tuple[datetime, datetime | None]] | None = None,
) -> None:
    """Insert the state row of each row.

    Args:
        rows: Saved rows, or unsaved ones that carry the id of the row they tell of.
        versioned: The abstract class of the versioned fields.
        state_model: Its state model.
        at: Since when they hold, where `spans` does not say.
        spans: For each row the instants from which and until which it held.
    """
    held = spans or [(at, None)] * len(rows)
    rows_insert(
        state_model(
            subject_id=row.pk,
            valid_from=begins,
            valid_to=ends,
            **versioned_values(row, versioned),
        )
        for row, (begins, ends) in zip(rows, held, strict=True)
    )
