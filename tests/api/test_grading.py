"""Grading in the API: the answer first, the owner's grade, the final one."""

from plumbline.domain.okrs.models import Style
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_check_in, make_objective


def test_an_objective_is_graded_by_its_owner_and_closed_by_its_lead(world: World) -> None:
    objective = make_objective(world, style=Style.COMMITTED)
    make_check_in(world, first_key_result(world, objective), "50")
    mia, lena = make_program(world, "mia"), make_program(world, "lena")
    own = f"/objectives/{objective.public_id}"
    started = body_of(mia.post(f"{own}/grading", {}, If_Match=mia.etag(own)))
    assert (started["state"], started["grade"]) == ("grading", None)
    said = {"better_state": "partly", "note": "The ferry was late"}
    proposed = body_of(mia.post(f"{own}/grade", said, If_Match=mia.etag(own)))
    assert (proposed["grade"]["self_score"], proposed["grade"]["final_score"]) == ("0.5", None)
    missed = lena.post(f"{own}/close", {"better_state": "partly"}, If_Match=lena.etag(own))
    assert "miss" in str(problem_of(missed, 422, "invalid")["errors"])
    closed = body_of(lena.post(f"{own}/close", said, If_Match=lena.etag(own)))
    assert (closed["state"], closed["grade"]["final_score"]) == ("closed", "0.5")
    assert closed["grade"]["note"] == "The ferry was late"


def test_a_file_shows_what_was_learned_until_the_grade_is_given(world: World) -> None:
    objective = make_objective(world, style=Style.LEARNING)
    mia, lena = make_program(world, "mia"), make_program(world, "lena")
    own = f"/objectives/{objective.public_id}"
    files = f"{own}/grade/attachments"
    early = mia.call("POST", f"{files}?name=a.txt", b"What we saw", content_type="text/plain")
    assert problem_of(early, 403, "forbidden"), "there is no grade to hang it on yet"
    mia.post(f"{own}/grading", {}, If_Match=mia.etag(own))
    for name in ("a.txt", "b.txt"):
        sent = mia.call("POST", f"{files}?name={name}", b"What we saw", content_type="text/plain")
        assert sent.status_code == 201, sent.content
    assert mia.delete(sent.headers["Location"]).status_code == 204
    assert [each["name"] for each in body_of(lena.get(files))["items"]] == ["a.txt"]
    said = {"better_state": "yes", "learned": "Ferries are late", "score": "0.5", "reason": "So"}
    closed = lena.post(f"{own}/close", said, If_Match=lena.etag(own))
    assert body_of(closed)["state"] == "closed", "a file is evidence enough"
    late = mia.call("POST", f"{files}?name=c.txt", b"What we saw", content_type="text/plain")
    assert problem_of(late, 403, "forbidden")
