"""Practices through the API: adopted, moved, and met at the gate with what to mend."""

import pytest

from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.api.programs import body_of, make_program, problem_of
from tests.domain.governance.test_gate import WORK, draft
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_a_program_adopts_and_promotes_and_is_told_what_blocks(world: World) -> None:
    with world.reading():
        module_set(actor=world.system, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    carl, lena = make_program(world, "carl"), make_program(world, "lena")
    asked = {"library_key": "results-not-work", "tier": "guideline", "reason": "It hurt us"}
    made = carl.post("/practices", asked)
    assert made.status_code == 201, made.content
    path = made.headers["Location"]
    assert len(body_of(carl.get("/practices/library"))) >= 40
    objective = draft(world)
    effect = body_of(carl.get(f"{path}/effect"))
    assert (effect["looked_at"], effect["broken"], effect["drafts"]) == (1, 1, 1)
    sent = {"tier": "policy", "reason": "It proved"}
    problem_of(lena.post(f"{path}/move", sent, If_Match=made.headers["ETag"]), 403, "forbidden")
    moved = carl.post(f"{path}/move", sent, If_Match=made.headers["ETag"])
    assert body_of(moved)["tier"] == "policy"
    address = f"/objectives/{objective.public_id}"
    tag = lena.get(address).headers["ETag"]
    blocked = problem_of(lena.post(f"{address}/activate", If_Match=tag), 409, "blocked")
    (found,) = blocked["findings"]
    assert (found["code"], found["severity"], found["subject_title"]) == ("PL-W01", "block", WORK)
    assert found["practice"]["name"] == "Results, not work"
    listed = body_of(lena.get(f"{address}/findings"))
    assert listed[0]["code"] == "PL-W01"
