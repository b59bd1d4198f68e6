"""Where key results stand, through the API: their order, what is above, another one like it."""

import pytest

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, key_results_of, make_objective

pytestmark = pytest.mark.django_db


def test_an_order_is_refused_where_another_one_was_seen(world: World) -> None:
    draft = make_objective(world, active=False, key_results=2)
    first, second = (row.public_id for row in key_results_of(world, draft))
    program = make_program(world, "mia")
    path = f"/objectives/{draft.public_id}/key-results"
    sent = {"seen": [first, second], "order": [second, first]}
    ordered = program.call("PUT", path, sent)
    assert ordered.status_code == 200, ordered.content
    assert [each["id"] for each in body_of(ordered)["key_results"]] == [second, first]
    again = problem_of(program.call("PUT", path, sent), 409, "refused")
    assert again["code"] == "okrs.key_result.order_stale"


def test_a_key_result_moves_and_its_twin_is_written_beside_it(world: World) -> None:
    here, there = make_objective(world, "Here"), make_objective(world, "There")
    row = first_key_result(world, here)
    program = make_program(world, "lena")
    path = f"/key-results/{row.public_id}"
    body = {"objective": there.public_id, "reason": "The teams swapped"}
    moved = program.post(f"{path}/move", body, If_Match=program.etag(path))
    assert moved.status_code == 200, moved.content
    assert body_of(moved)["objective"]["id"] == there.public_id
    refused = problem_of(program.post(f"{path}/duplicate", {"title": "Twin"}), 422, "invalid")
    assert refused["errors"][0]["pointer"] == "/reason"
    made = program.post(f"{path}/duplicate", {"title": "Twin", "reason": "Agreed"})
    assert made.status_code == 201, made.content
    said = body_of(made)
    assert (said["title"], said["objective"]["id"], said["rank"]) == ("Twin", there.public_id, 3)
    assert body_of(program.get(made.headers["Location"]))["id"] == said["id"]
