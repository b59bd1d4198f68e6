"""What a body or a filter names is asked for where it is named; only an address answers 404."""

import pytest

from plumbline.domain.okrs.models.choices import Visibility
from tests.api.programs import Program, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_objective

pytestmark = pytest.mark.django_db

NOBODY = "0" * 12


def refused_at(program: Program, method: str, path: str, body: object = None) -> list[str]:
    said = problem_of(program.call(method, path, body), 422, "invalid")
    return [error.get("pointer") or error["parameter"] for error in said["errors"]]


def test_what_a_body_names_and_is_not_there_is_refused_at_its_key(world: World) -> None:
    ada = make_program(world, "ada")
    objective = make_objective(world)
    links = f"/objectives/{objective.public_id}/parents"
    ends = {"parent": make_objective(world).public_id}
    mia = world.person("mia").public_id
    named = [
        ("POST", "/key-results", {"objective": NOBODY, "title": "x"}, "/objective"),
        ("POST", "/templates", {"objective": NOBODY, "name": "x"}, "/objective"),
        ("POST", links, {"parent": NOBODY}, "/parent"),
        ("POST", links, ends | {"key_result": NOBODY}, "/key_result"),
        ("POST", links, ends | {"parent_key_result": NOBODY}, "/parent_key_result"),
        ("PUT", f"/people/{mia}/location", {"location": NOBODY}, "/location"),
        ("PUT", f"/teams/{world.company.public_id}/location", {"location": NOBODY}, "/location"),
        (
            "POST",
            "/holidays",
            {"day": "2026-05-01", "name": "x", "location": NOBODY},
            "/location",
        ),
    ]
    for method, path, body, pointer in named:
        assert refused_at(ada, method, path, body) == [pointer], path


def test_what_a_body_names_and_is_not_for_ones_eyes_is_refused_like_what_is_not_there(
    world: World,
) -> None:
    hidden = make_objective(world, visibility=Visibility.PRIVATE)
    open_ = make_objective(world)
    una = make_program(world, "una")
    links = f"/objectives/{open_.public_id}/parents"
    for body in (
        {"parent": hidden.public_id},
        {"parent": open_.public_id, "parent_key_result": first_key_result(world, hidden).public_id},
    ):
        blank = {key: NOBODY if key != "parent" or len(body) == 1 else body[key] for key in body}
        assert una.post(links, body).content == una.post(links, blank).content


def test_what_a_filter_names_and_is_not_there_is_refused_by_its_name(world: World) -> None:
    ada = make_program(world, "ada")
    for name in ("owner", "team", "cycle"):
        assert refused_at(ada, "GET", f"/objectives?{name}={NOBODY}") == [name]
    assert refused_at(ada, "GET", f"/holidays?location={NOBODY}") == ["location"]
