"""Teams and people in the API: listed, made, changed, closed and let go."""

from typing import Any

import pytest

from tests.api.programs import Program, body_of, make_program, problem_of
from tests.world import World


def team(world: World, name: str, act: str = "") -> str:
    return f"/teams/{world.teams[name].public_id}{act}"


def person(world: World, name: str, act: str = "") -> str:
    return f"/people/{world.person(name).public_id}{act}"


def changed(program: Program, path: str, body: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = body_of(program.patch(path, body, If_Match=program.etag(path)))
    return said


def test_teams_come_in_pages_each_behind_the_one_above(world: World) -> None:
    program = make_program(world, "vic")
    names, after = [], ""
    while True:
        page = body_of(program.get(f"/teams?limit=2{after}"))
        names += [row["name"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert names == ["Example Freight", "Finance", "Freight", "Claims"]


def test_a_team_is_made_renamed_and_moved(world: World) -> None:
    program = make_program(world, "ada")
    made = program.post("/teams", {"name": "Pricing", "parent": world.teams["freight"].public_id})
    assert made.status_code == 201
    path = made.headers["Location"]
    finance = world.teams["finance"].public_id
    said = changed(program, path, {"level": "Squad", "parent": finance})
    assert (said["name"], said["level"], said["key"], said["parent"]["name"], said["depth"]) == (
        "Pricing",
        "Squad",
        "pricing",
        "Finance",
        2,
    )


def test_nothing_of_a_change_stays_when_a_part_is_refused(world: World) -> None:
    program = make_program(world, "ada")
    path = team(world, "claims")
    tag = program.etag(path)
    body = {"parent": world.teams["finance"].public_id, "key": "freight"}
    problem_of(program.patch(path, body, If_Match=tag), 422, "invalid")
    assert program.etag(path) == tag


def test_a_team_is_closed_with_its_members_and_brought_back(world: World) -> None:
    program = make_program(world, "ada")
    path = team(world, "finance")
    members = f"{path}/members"
    assert {row["person"]["name"] for row in body_of(program.get(members))} == {"Dee", "Max"}
    closed = body_of(program.post(f"{path}/close", If_Match=program.etag(path)))
    assert closed["archived_on"] == "2026-03-02"
    assert body_of(program.get(members)) == []
    back = body_of(program.post(f"{path}/restore", If_Match=program.etag(path)))
    assert back["archived_on"] is None


def test_a_member_joins_leads_and_leaves(world: World) -> None:
    program = make_program(world, "ada")
    members = team(world, "claims", "/members")
    una = world.person("una").public_id
    joined = program.post(members, {"person": una, "is_lead": True})
    assert joined.status_code == 201
    assert body_of(joined) == {
        "person": {"id": una, "name": "Una"},
        "is_lead": True,
        "since": "2026-03-02",
        "until": None,
    }
    assert program.post(members, {"person": una}).status_code == 409
    left = program.patch(f"{members}/{una}", {"is_lead": False, "until": "2026-03-31"})
    assert (body_of(left)["is_lead"], body_of(left)["until"]) == (False, "2026-03-31")
    nobody = program.patch(f"{members}/{world.person('vic').public_id}", {"is_lead": True})
    assert nobody.status_code == 404


def test_a_person_is_made_changed_and_let_go(world: World) -> None:
    program = make_program(world, "ada")
    made = program.post("/people", {"name": "Nia New", "email": "Nia@Freight.example"})
    path = made.headers["Location"]
    assert body_of(made)["email"] == "nia@freight.example"
    said = changed(
        program, path, {"manager": world.person("lena").public_id, "time_zone": "Europe/Lisbon"}
    )
    assert (said["name"], said["manager"]["name"], said["time_zone"]) == (
        "Nia New",
        "Lena",
        "Europe/Lisbon",
    )
    gone = body_of(program.post(f"{path}/deactivate", If_Match=program.etag(path)))
    assert not gone["active"]
    back = body_of(program.post(f"{path}/reactivate", If_Match=program.etag(path)))
    assert back["active"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "Mia Moor"}, 200),
        ({"email": "new@freight.example"}, 403),
        ({"manager": None}, 403),
    ],
)
def test_somebody_changes_their_own_name_alone(
    world: World, body: dict[str, Any], status: int
) -> None:
    program = make_program(world, "mia")
    path = person(world, "mia")
    assert program.patch(path, body, If_Match=program.etag(path)).status_code == status


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/teams", {"name": "Pricing", "parent": "abcdefghijkm"}, "parent"),
        ("/people", {"name": "Nia", "email": "no address"}, "email"),
        ("/people", {"name": "Nia", "email": "mia@freight.example"}, "email"),
        ("/people", {"name": "Nia", "manager": "abcdefghijkm"}, "manager"),
        ("/people", {"name": "Nia", "time_zone": "Harbour time"}, "time_zone"),
    ],
)
def test_what_cannot_be_is_named(world: World, path: str, body: dict[str, str], field: str) -> None:
    said = problem_of(make_program(world, "ada").post(path, body), 422, "invalid")
    assert [error["pointer"] for error in said["errors"]] == [f"/{field}"]
