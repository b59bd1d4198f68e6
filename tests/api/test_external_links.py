"""External links: listed, added and taken off; as private as what they belong to."""

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_objective

BOARD = {"title": "Board", "address": "https://board.example/claims"}


def test_a_link_is_added_listed_and_taken_off(world: World) -> None:
    objective = make_objective(world)
    mia = make_program(world, "mia")
    result = first_key_result(world, objective)
    for path in (f"/objectives/{objective.public_id}", f"/key-results/{result.public_id}"):
        links = f"{path}/external-links"
        sent = mia.post(links, BOARD)
        assert sent.status_code == 201
        link = body_of(sent)
        assert (link["title"], link["host"], link["added_by"]) == ("Board", "board.example", "Mia")
        twice = problem_of(mia.post(links, BOARD), 422, "invalid")
        assert twice["errors"][0]["pointer"] == "/address"
        assert body_of(mia.call("GET", links))["items"] == [link]
        gone = f"/external-links/{link['id']}"
        problem_of(make_program(world, "vic").call("DELETE", gone), 403, "forbidden")
        assert mia.call("DELETE", gone).status_code == 204
        assert body_of(mia.call("GET", links))["items"] == []
        assert mia.call("DELETE", gone).status_code == 404
