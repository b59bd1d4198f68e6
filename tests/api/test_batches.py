"""One act on many objectives through the API: tried out, done and taken back."""

import pytest

from plumbline.domain.accounts.scopes import TokenScope
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import make_objective, stored

pytestmark = pytest.mark.django_db


def test_what_is_promised_is_done_and_taken_back(world: World) -> None:
    running, draft = make_objective(world, "Runs"), make_objective(world, "Draft", active=False)
    lena, dee = make_program(world, "lena"), world.person("dee")
    chosen = lena.post("/batches", {"objectives": [draft.public_id, running.public_id]})
    assert chosen.status_code == 201, chosen.content
    path = chosen.headers["Location"]
    assert [row["title"] for row in body_of(chosen)["rows"]] == ["Draft", "Runs"]
    asked = {"act": "owner", "value": dee.public_id}
    missing = problem_of(lena.post(f"{path}/try", asked), 422, "invalid")
    assert missing["errors"][0]["pointer"] == "/reason"
    tried = lena.post(f"{path}/try", {**asked, "reason": "Mia is away"})
    assert body_of(tried)["counts"] == {"will": 2}
    assert stored(world, draft).owner == world.person("mia")
    assert body_of(lena.post(f"{path}/do"))["counts"] == {"done": 2}
    assert stored(world, running).owner == dee
    undone = body_of(lena.post(f"{path}/undo"))
    assert (undone["state"], undone["counts"]) == ("undone", {"undone": 2})
    assert stored(world, running).owner == world.person("mia")


def test_a_token_that_only_reads_starts_nothing_not_even_what_was_tried_before(
    world: World,
) -> None:
    objective = make_objective(world)
    lena = make_program(world, "lena")
    reads = make_program(world, "lena", scopes=frozenset({TokenScope.READ}))
    body = {"objectives": [objective.public_id]}
    problem_of(reads.post("/batches", body), 403, "forbidden")
    path = lena.post("/batches", body).headers["Location"]
    lena.post(f"{path}/try", {"act": "tag_add", "value": "calm"})
    assert body_of(reads.get(path))["state"] == "tried"
    problem_of(reads.post(f"{path}/do"), 403, "forbidden")
    assert stored(world, objective).tags == []
