"""Values have the very types that the description names, so that no misunderstanding is kept."""

from collections import defaultdict

import pytest

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


def test_no_two_schemas_of_the_description_have_one_name() -> None:
    """Of two, the description keeps the one that it meets last, and lies about the other."""
    places: dict[str, set[str]] = defaultdict(set)
    waiting: list[type] = [Input, Output]
    while waiting:
        below: list[type] = waiting.pop().__subclasses__()
        waiting += below
        for schema in below:
            places[schema.__name__].add(schema.__module__)
    ours = {name: sorted(where) for name, where in places.items() if len(where) > 1}
    assert ours == {}
