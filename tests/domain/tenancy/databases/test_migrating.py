"""A table that a migration adds stands among the others as if all had been rendered together."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from plumbline.domain.tenancy.databases.migrating import changed_models_alone

HOUSE = ModelState("street", "House", [("id", models.AutoField(primary_key=True))])


def room() -> ModelState:
    house = models.ForeignKey("street.House", models.CASCADE, related_name="rooms")
    return ModelState("street", "Room", [("id", models.AutoField(primary_key=True)), ("of", house)])


def test_a_new_table_is_rendered_alone_and_known_to_what_it_points_to() -> None:
    state = ProjectState()
    state.add_model(HOUSE.clone())
    before = state.apps.get_model("street", "House")
    with changed_models_alone():
        state.add_model(room())
    house, made = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert house is before
    assert made._meta.get_field("of").related_model is house
    assert [tie.name for tie in house._meta.related_objects] == ["rooms"]


def test_a_changed_table_is_rendered_alone_until_rows_are_asked_for() -> None:
    state = _street()
    before = state.apps.get_model("street", "Room")
    with changed_models_alone():
        number = models.IntegerField(default=1)
        state.add_field("street", "house", "number", number, preserve_default=True)
        state.add_index("street", "house", models.Index(fields=["number"], name="house_number"))
        longer = models.BigIntegerField(default=1)
        state.alter_field("street", "house", "number", longer, preserve_default=True)
    house, same = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert isinstance(house._meta.get_field("number"), models.BigIntegerField)
    assert [index.name for index in house._meta.indexes] == ["house_number"]
    assert same is before
    _assert_of_one_rendering(state)


def test_a_new_way_between_tables_is_known_to_both_when_rows_are_asked_for() -> None:
    state = _street()
    with changed_models_alone():
        door = models.ForeignKey("street.Room", models.CASCADE, related_name="+", null=True)
        state.add_field("street", "house", "door", door, preserve_default=True)
        state.add_model(ModelState("street", "Roof", [("house", _only_house())]))
    house, entered = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert house._meta.get_field("door").related_model is entered
    _assert_of_one_rendering(state)
    roof = state.apps.get_model("street", "Roof")
    assert roof._meta.get_field("house").related_model is state.apps.get_model("street", "House")


def test_a_column_that_others_point_to_is_changed_with_all_of_them() -> None:
    state = _street()
    with changed_models_alone():
        longer = models.BigAutoField(primary_key=True)
        state.alter_field("street", "house", "id", longer, preserve_default=True)
    house, room_ = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert room_._meta.get_field("of").related_model is house


def test_what_others_inherit_from_is_changed_with_its_heirs() -> None:
    state = ProjectState()
    state.add_model(HOUSE.clone())
    tower = ModelState("street", "Tower", [], bases=("street.house",))
    state.add_model(tower)
    before = state.apps.get_model("street", "Tower")
    with changed_models_alone():
        number = models.IntegerField(default=1)
        state.add_field("street", "house", "number", number, preserve_default=True)
    after = state.apps.get_model("street", "Tower")
    assert after is not before
    assert after._meta.get_field("number")


def _street() -> ProjectState:
    state = ProjectState()
    state.add_model(HOUSE.clone())
    state.add_model(room())
    assert state.apps.get_model("street", "House")
    return state


def _assert_of_one_rendering(state: ProjectState) -> None:
    """Asks what a migration that reads rows is given: models that know each other."""
    state.clear_delayed_apps_cache()
    house, made = (state.apps.get_model("street", name) for name in ("House", "Room"))
    assert made._meta.get_field("of").related_model is house
    assert "rooms" in [tie.name for tie in house._meta.related_objects]


def _only_house() -> models.OneToOneField[models.Model, models.Model]:
    return models.OneToOneField("street.House", models.CASCADE, primary_key=True)
