"""Indexes of a tenant table begin with the organization, as every question to it does.

One kind does not: where rows are thrown away while somebody waits (a draft, an import that is
cleared in short turns), the database itself looks for rows that still point to each of them, by the
foreign key alone. Without an index it reads the whole table for every row that goes: half a million
state rows take SQLite 20 to 70 ms. What Django's cascades ask is narrowed to the organization and
would not need it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from plumbline.domain.tenancy.models import TenantModel

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]

#: Whose rows are thrown away often -> with what. Whatever points to them is found by its key alone.
THROWN_AWAY = {
    "okrs.Objective": "a draft, or an import that is taken back",
    "okrs.KeyResult": "a draft, or an import that is taken back",
    "okrs.ObjectiveScore": "its objective",
    "okrs.KeyResultScore": "its key result",
    "okrs.Alignment": "either of its ends",
    "okrs.Reading": "its key result",
    "checkins.CheckIn": "its key result",
    "attachments.Attachment": "the comment it hangs on",
    "discussion.Comment": "its objective",
    "notify.Notice": "an old line of an inbox, or the objective that it is about",
    "dependencies.Dependency": "either of its sides",
    "custom_fields.ValueSet": "the thing it belongs to",
}

#: Index that does not begin with the organization -> why it may stand all the same.
EXCEPTIONS = {
    "checkins.CheckIn.author": "to be led by the organization with the next change of that table",
    "checkins.CheckIn.deputy": "to be led by the organization with the next change of that table",
    "transfer.ImportBatch.actor": "a handful of rows, gone with the import",
    "transfer.ImportBatch.cycle": "a handful of rows, gone with the import",
}


def fields_indexed_alone(model: type[models.Model]) -> Iterator["models.Field[Any, Any]"]:
    for field in model._meta.local_concrete_fields:
        if not field.primary_key and (getattr(field, "db_index", False) or field.unique):
            yield field


def points_to_what_is_thrown_away(field: "models.Field[Any, Any]") -> bool:
    target = field.related_model
    return isinstance(target, type) and target._meta.label in THROWN_AWAY


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_every_index_of_a_tenant_table_begins_with_the_organization(
    model: type[models.Model],
) -> None:
    composed = [tuple(index.fields) for index in model._meta.indexes]
    composed += [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    assert [fields for fields in composed if fields[0].lstrip("-") != "organization"] == []
    alone = {
        field.name
        for field in fields_indexed_alone(model)
        if not points_to_what_is_thrown_away(field)
        and f"{model._meta.label}.{field.name}" not in EXCEPTIONS
    }
    assert alone == set()


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_what_points_to_rows_that_are_thrown_away_is_found_without_reading_the_table(
    model: type[models.Model],
) -> None:
    pointing = {
        field.name
        for field in model._meta.local_concrete_fields
        if points_to_what_is_thrown_away(field)
    }
    assert pointing <= {field.name for field in fields_indexed_alone(model)}


def test_no_exception_is_out_of_date() -> None:
    alone = {
        f"{model._meta.label}.{field.name}"
        for model in TENANT_MODELS
        for field in fields_indexed_alone(model)
    }
    assert set(EXCEPTIONS) <= alone
    assert set(THROWN_AWAY) <= {model._meta.label for model in TENANT_MODELS}
