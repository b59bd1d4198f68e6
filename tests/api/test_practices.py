"""Practices through the API: adopted, moved, and met at the gate with what to mend."""

import pytest
from django.utils import timezone

from plumbline.api.schemas.practices import FindingOut
from plumbline.domain.attestations.choices import Audience
from plumbline.domain.attestations.services.asking import AskValues, attestation_ask
from plumbline.domain.governance.bindings import Binding
from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import ModuleKey
from tests.api.programs import body_of, make_program, problem_of
from tests.domain.governance.test_gate import WORK, adopt, draft
from tests.world import AT, World
from tests.world_okrs import make_objective

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
    assert not effect["is_partial"]
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
    assert found.keys() == set(FindingOut.model_fields)  # what is null is said, too
    listed = body_of(lena.get(f"{address}/findings"))
    assert listed[0]["code"] == "PL-W01"


def test_a_program_asks_for_a_waiver_and_attests(world: World) -> None:
    practice, objective = adopt(world, Tier.POLICY), draft(world)
    with world.reading():
        attestation_ask(
            actor=world.viewer("carl"),
            practice=practice,
            values=AskValues(audience=Audience.EVERYONE),
            expected=0,
            at=AT,
        )
    carl, mia = make_program(world, "carl"), make_program(world, "mia")
    sent = {"practice": practice.public_id, "reason": "In May", "expires_on": "2999-01-01"}
    address = f"/objectives/{objective.public_id}/waivers"
    problem_of(mia.post(address, sent), 422, "invalid")
    made = mia.post(address, sent | {"expires_on": timezone.now().date().isoformat()})
    assert made.status_code == 201, made.content
    path, tag = made.headers["Location"], made.headers["ETag"]
    answer = {"state": "granted", "answer": "Until May"}
    problem_of(mia.post(f"{path}/answer", answer, If_Match=tag), 403, "forbidden")
    assert body_of(carl.post(f"{path}/answer", answer, If_Match=tag))["state"] == "granted"
    (listed,) = body_of(mia.get("/waivers?state=granted"))["items"]
    assert listed["answer"] == "Until May"
    sent["expires_on"] = timezone.now().date().isoformat()
    again = mia.post(address, sent)
    back, tag = f"{again.headers['Location']}/withdraw", again.headers["ETag"]
    problem_of(carl.post(back, If_Match=tag), 403, "forbidden")
    taken = mia.post(back, If_Match=tag)
    assert body_of(taken)["state"] == "withdrawn"
    twice = mia.post(back, If_Match=taken.headers["ETag"])
    assert problem_of(twice, 409, "refused")["code"] == "governance.waiver_over"
    claims = world.teams["claims"].public_id
    problem_of(mia.post(f"/teams/{claims}/waivers", sent), 403, "forbidden")
    made = carl.post(f"/teams/{claims}/waivers", sent)
    assert made.status_code == 201, made.content
    told = body_of(mia.get(made.headers["Location"]))
    assert (told["objective"], told["team"]["id"], told["state"]) == (None, claims, "asked")
    (own,) = body_of(mia.get("/attestations"))
    given = {"is_attested": True, "words_version": own["words_version"]}
    people = f"/practices/{practice.public_id}/attestations"
    assert body_of(mia.post(people, given))["is_attested"] is True
    said = {each["person"]["id"]: each["answer"] for each in body_of(carl.get(people))["items"]}
    assert said[world.person("mia").public_id] == "attested"
    assert set(said.values()) == {"attested", "none"}


def test_a_program_asks_for_an_approval_and_another_one_answers(world: World) -> None:
    adopt(
        world,
        Tier.POLICY,
        Binding("PL-G03", {"by": ["parent_lead"]}),
        gates=(Gate.ACTIVATE, Gate.CHANGE),
    )
    objective = make_objective(world, active=False)
    mia, lena = make_program(world, "mia"), make_program(world, "lena")
    address = f"/objectives/{objective.public_id}"
    told = body_of(mia.get(f"{address}/approvals"))
    assert [each["name"] for each in told["to_ask"]] == [world.person("lena").name]
    tag = mia.get(address).headers["ETag"]
    asked = mia.post(f"{address}/approvals", If_Match=tag)
    assert body_of(asked)["state"] == "in_review"
    (waits,) = body_of(lena.get("/approvals"))["items"]
    assert (waits["objective"]["id"], waits["roles"]) == (objective.public_id, ["parent_lead"])
    assert body_of(mia.get("/approvals"))["items"] == []
    answer, tag = {"answer": "sent_back"}, asked.headers["ETag"]
    problem_of(mia.post(f"{address}/approval-answer", answer, If_Match=tag), 403, "forbidden")
    problem_of(lena.post(f"{address}/approval-answer", answer, If_Match=tag), 422, "invalid")
    given_answer = {"answer": "approved"}
    assert lena.post(f"{address}/approval-answer", given_answer, If_Match=tag).status_code == 200
    (given,) = body_of(mia.get(f"{address}/approvals"))["approvals"]
    assert (given["state"], given["counts"]) == ("approved", True)
    late = {"answer": "sent_back", "words": "Which?", "own_answers": 0}
    refused = lena.post(f"{address}/approval-answer", late, If_Match=tag)
    assert problem_of(refused, 409, "refused")["code"] == "okrs.approval.answered_meanwhile"
    twice = lena.post(f"{address}/approval-answer", given_answer, If_Match=tag)
    assert problem_of(twice, 409, "refused")["code"] == "okrs.approval.answered_meanwhile"
    refused = mia.post(f"{address}/approvals", If_Match=tag)
    assert problem_of(refused, 409, "refused")["code"] == "okrs.approval.nobody_left"
    counted = body_of(lena.get(f"{address}/approvals"))["own_answers"]
    meant = {"answer": "sent_back", "words": "Which?", "own_answers": counted}
    assert lena.post(f"{address}/approval-answer", meant, If_Match=tag).status_code == 200


def test_a_program_says_what_a_practice_is_like_and_hears_what_was_answered(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    carl, mia = make_program(world, "carl"), make_program(world, "mia")
    address = f"/practices/{practice.public_id}/feedback"
    told = body_of(mia.get(address))
    assert (told["counts"], told["own"]) == (None, None)
    said = {"verdict": "hinders", "words": "It asks twice", "words_version": told["words_version"]}
    own = body_of(mia.post(address, said))["own"]
    problem_of(mia.post(address, said), 409, "refused")
    assert body_of(mia.post(address, {**said, "version": own["version"]}))["own"]["version"] == 2
    assert body_of(carl.get(address))["counts"] == {"helps": 0, "hinders": 1, "unclear": 0}
    (row,) = body_of(carl.get(f"{address}/said?open=true"))["items"]
    assert row["words"] == "It asks twice"
    problem_of(mia.get(f"{address}/said"), 404, "not-found")
    one = f"{address}/said/{row['id']}"
    tag = carl.get(one).headers["ETag"]
    closed = carl.post(f"{one}/answer", {"answer": "From May on once"}, If_Match=tag)
    assert body_of(closed)["closed_by"] == world.person("carl").name
    assert body_of(mia.get(address))["own"]["answer"] == "From May on once"
    with world.reading():
        journal_tell(at=timezone.now())
    (notice,) = body_of(mia.get("/notifications"))["items"]
    assert notice["act"] == "practice.feedback_close"
    assert body_of(carl.get("/notifications"))["items"] == []
