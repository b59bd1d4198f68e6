"""Dependencies in the API: asked once, answered, moved, and told with their history."""

from plumbline.domain.dependencies.models import Dependency
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_objective


def test_a_dependency_is_asked_once_answered_moved_and_told(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    mia, lena = make_program(world, "mia"), make_program(world, "lena")
    asked = {
        "title": "A list of depots",
        "waiting": {"key_result": result.public_id},
        "delivering": {"team": world.teams["freight"].public_id},
        "needed_by": "2030-03-20",
    }
    said = [mia.post("/dependencies", asked, Idempotency_Key="monday") for _ in range(2)]
    first = body_of(said[0])
    assert body_of(said[1]) == first
    assert first["delivering"]["owner"]["name"] == "Lena"
    assert first["acts"] == ["move", "withdraw"]
    own = said[0].headers["Location"]
    accepted = lena.post(f"{own}/accept", {}, If_Match=lena.etag(own))
    assert body_of(accepted)["state"] == "accepted"
    stale = mia.post(f"{own}/withdraw", {}, If_Match=said[0].headers["ETag"])
    assert stale.status_code == 412
    problem_of(lena.post(f"{own}/accept", {}, If_Match=lena.etag(own)), 409, "refused")
    told = body_of(mia.get(f"{own}/history"))["items"]
    assert (told[0]["state"], told[0]["by"]["name"]) == ("accepted", "Lena")
    listed = body_of(mia.get("/dependencies?limit=1"))
    assert ([each["id"] for each in listed["items"]], listed["next"]) == ([first["id"]], None)


def test_what_is_wrong_is_refused_at_its_field(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    program = make_program(world, "mia")
    own = {"key_result": result.public_id}
    good = {"title": "A list", "waiting": own, "needed_by": "2030-03-20"}
    wrong = {"delivering": own, "needed_by": "2020-03-20", "title": " "}
    for field in ("title", "needed_by", "delivering"):
        body = {"delivering": {"team": world.teams["freight"].public_id}, **good}
        body[field] = wrong[field]
        said = problem_of(program.post("/dependencies", body), 422, "invalid")
        assert [each["pointer"] for each in said["errors"]] == [f"/{field}"]
    with world.reading():
        assert not Dependency.objects.exists()
