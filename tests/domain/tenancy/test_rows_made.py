"""Rows are made of what the database returned as Django itself makes them."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from plumbline.domain.okrs.models import Objective
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.transactions import reading, writing
from tests.domain.conftest import AT

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]


def _django_s_own(model: type[models.Model], names: list[str], values: list[Any]) -> models.Model:
    made: models.Model = models.Model.from_db.__func__(model, "default", names, values)  # type: ignore[attr-defined]  # a class method has it
    return made


def _said(row: models.Model) -> list[tuple[str, object]]:
    state = (row._state.adding, row._state.db, {**row._state.fields_cache})
    return [*((name, value) for name, value in vars(row).items() if name != "_state"), ("", state)]


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: str(model._meta.label))
def test_every_model_is_made_as_django_makes_it(model: type[TenantModel]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    values: list[Any] = [*range(len(names))]
    own, theirs = model.from_db("default", names, values), _django_s_own(model, names, values)
    assert type(own) is type(theirs)
    assert _said(own) == _said(theirs)
    assert list(vars(own)) == list(vars(theirs))
    some = model.from_db("default", names[:2], values[:2])
    assert some.get_deferred_fields() == {*names[2:]}


def test_what_does_more_than_keep_a_value_is_left_to_django(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from plumbline.domain.tenancy import models as of_tenancy  # noqa: PLC0415 — its cache is emptied

    def begin(self: models.Model, *args: object, **kwargs: object) -> None:
        models.Model.__init__(self, *args, **kwargs)
        self.begun = True  # type: ignore[attr-defined]  # for this test

    names = [field.attname for field in Objective._meta.concrete_fields]
    monkeypatch.setattr(Objective, "__init__", begin)
    of_tenancy._columns.cache_clear()
    try:
        assert vars(Objective.from_db("default", names, names))["begun"]
    finally:
        monkeypatch.undo()
        of_tenancy._columns.cache_clear()


@pytest.mark.django_db
def test_a_row_that_was_read_is_changed_and_saved_as_ever(north: Organization) -> None:
    with writing(north):
        made, mia = (Person.objects.create(name=name, created_at=AT) for name in ("Ada", "Mia"))
        read = Person.objects.select_related("manager").get(pk=made.pk)
        read.manager = mia
        read.name = "Ada Lovelace"
        read.save()
    with reading(north):
        again = Person.objects.select_related("manager").get(pk=made.pk)
        assert (again.name, again.manager) == ("Ada Lovelace", mia)
        again.manager_id = None
        assert again.manager is None
