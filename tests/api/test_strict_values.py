"""Values have the very types that the description names, so that no misunderstanding is kept."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import plumbline.api.application  # noqa: F401 — every schema is known then
from plumbline.api.schemas.values import Input, Output
from tests.api.programs import make_program, problem_of
from tests.world import World
from tests.world_okrs import make_objective

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("due", 1796083200),
        ("due", "2026-03-28T00:00:00"),
        ("due", "28.03.2026"),
        ("is_guardrail", "yes"),
        ("is_guardrail", 1),
        ("metric", {"kind": "increase", "decimals": "2"}),
        ("metric", {"kind": "increase", "decimals": 2.5}),
    ],
)
def test_a_value_of_another_type_is_refused_where_it_stands(
    world: World, name: str, value: object
) -> None:
    objective = make_objective(world, active=False)
    body = {"objective": objective.public_id, "title": "Fewer late loads", name: value}
    said = problem_of(make_program(world, "mia").post("/key-results", body), 422, "invalid")
    assert [error["pointer"].split("/")[1] for error in said["errors"]] == [name]


@pytest.mark.parametrize("half", ["\ud800", "1\udfff", "{\ud800}"])
def test_half_a_character_in_a_number_is_refused_where_it_stands(world: World, half: str) -> None:
    objective = make_objective(world, active=False)
    metric = {"kind": "increase", "baseline": "0", "target": half}
    body = {"objective": objective.public_id, "title": "Fewer late loads", "metric": metric}
    said = problem_of(make_program(world, "mia").post("/key-results", body), 422, "invalid")
    assert [error["pointer"] for error in said["errors"]] == ["/metric/target"]


def _below(*roots: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for root in roots:
        for schema in root.__subclasses__():
            yield schema
            yield from _below(schema)


def _of_another_type(described: dict[str, Any]) -> list[object]:
    """Return what a field does not take by its description, though Python might."""
    kinds = described.get("anyOf", [described])
    types = {kind.get("type") for kind in kinds}
    wrong: list[object] = []
    if any(kind.get("format") == "date" for kind in kinds):
        wrong += [0, "2026-03-28T00:00:00", "9999-12-31"]
    if "boolean" in types and "string" not in types:
        wrong += ["yes", 1]
    if "integer" in types and "string" not in types:
        wrong += ["7", True]
    return wrong


def test_no_body_takes_another_type_than_it_describes() -> None:
    """A number of seconds is no day, "yes" no truth, and a text of digits no number."""
    taken, tried = set(), 0
    for schema in set(_below(Input)):
        for name, described in schema.model_json_schema().get("properties", {}).items():
            for value in _of_another_type(described):
                tried += 1
                with pytest.raises(ValidationError) as refused:
                    schema.model_validate({name: value, "no such key": None})
                if name not in {error["loc"][0] for error in refused.value.errors()}:
                    taken.add(f"{schema.__name__}.{name} = {value!r}")
    assert tried > 100
    assert sorted(taken) == []


def test_no_two_schemas_of_the_description_have_one_name() -> None:
    """Of two, the description keeps the one that it meets last, and lies about the other."""
    places: dict[str, set[str]] = defaultdict(set)
    for schema in _below(Input, Output):
        places[schema.__name__].add(schema.__module__)
    ours = {name: sorted(where) for name, where in places.items() if len(where) > 1}
    assert ours == {}
