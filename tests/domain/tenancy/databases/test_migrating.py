"""A table that a migration adds stands among the others as if all had been rendered together."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from plumbline.domain.tenancy.databases.migrating import new_models_alone

HOUSE = ModelState("street", "House", [("id", models.AutoField(primary_key=True))])


def room() -> ModelState:
    house = models.ForeignKey("street.House", models.CASCADE, related_name="rooms")
    return ModelState("street", "Room", [("id", models.AutoField(primary_key=True)), ("of", house)])


def test_a_new_table_is_rendered_alone_and_known_to_what_it_points_to() -> None:
    state = ProjectState()
    state.add_model(HOUSE)
    before = state.apps.get_model("street", "House")
    with new_models_alone():
        state.add_model(room())
    house, made = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert house is before
    assert made._meta.get_field("of").related_model is house
    assert [tie.name for tie in house._meta.related_objects] == ["rooms"]


def test_what_is_changed_later_is_rendered_with_all_that_points_to_it() -> None:
    state = ProjectState()
    state.add_model(HOUSE)
    assert state.apps.get_model("street", "House")
    with new_models_alone():
        state.add_model(room())
        number = models.IntegerField(default=1)
        state.add_field("street", "house", "number", number, preserve_default=True)
        state.add_model(ModelState("street", "Roof", [("house", _only_house())]))
    house, made, roof = (state.apps.get_model("street", name) for name in ("House", "Room", "Roof"))
    assert house._meta.get_field("number")
    assert made._meta.get_field("of").related_model is house
    assert roof._meta.get_field("house").related_model is house


def _only_house() -> models.OneToOneField[models.Model, models.Model]:
    return models.OneToOneField("street.House", models.CASCADE, primary_key=True)
