"""Key results, check-ins and links through the API."""

import pytest

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    progress_of,
)

pytestmark = pytest.mark.django_db


def test_a_key_result_is_written_and_changed_in_part(world: World) -> None:
    objective = make_objective(world, active=False, key_results=0)
    program = make_program(world, "mia")
    made = program.post(
        "/key-results",
        {
            "objective": objective.public_id,
            "title": "Median time to settle a claim",
            "owner": world.person("mia").public_id,
            "metric": {"kind": "decrease", "unit": "days", "baseline": "9.0", "target": 2},
            "weight": "1.5",
        },
    )
    assert made.status_code == 201, made.content
    said = body_of(made)
    assert said["metric"]["baseline"] == "9"
    assert said["weight"] == "1.5"
    path = made.headers["Location"]
    changed = program.patch(path, {"metric": {"target": "3"}}, If_Match=made.headers["ETag"])
    assert changed.status_code == 200, changed.content
    metric = body_of(changed)["metric"]
    assert (metric["kind"], metric["baseline"], metric["target"]) == ("decrease", "9", "3")


def test_a_target_that_cannot_be_is_refused_where_it_stands(world: World) -> None:
    objective = make_objective(world, active=False, key_results=0)
    answer = make_program(world, "mia").post(
        "/key-results",
        {
            "objective": objective.public_id,
            "title": "Nothing moves",
            "metric": {"kind": "increase", "baseline": "5", "target": "5"},
        },
    )
    errors = problem_of(answer, 422, "invalid")["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [
        ("/metric/target", "scoring.target_equals_baseline")
    ]


@pytest.mark.parametrize("number", [0.1, "1e5", "NaN", "1,5", True, "9" * 200, [], {}])
def test_a_number_that_is_not_exact_is_refused(world: World, number: object) -> None:
    objective = make_objective(world, active=False, key_results=0)
    answer = make_program(world, "mia").post(
        "/key-results",
        {"objective": objective.public_id, "title": "x", "metric": {"target": number}},
    )
    assert problem_of(answer, 422, "invalid")["errors"][0]["pointer"] == "/metric/target"


def test_an_adjustment_keeps_its_reason(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    program = make_program(world, "lena")
    path = f"/key-results/{result.public_id}"
    tag = program.etag(path)
    edited = program.patch(path, {"metric": {"target": "90"}}, If_Match=tag)
    assert problem_of(edited, 409, "refused")["code"] == "okrs.key_result.adjust_instead"
    adjusted = program.post(
        f"{path}/adjust", {"metric": {"target": "90"}, "reason": "Agreed"}, If_Match=tag
    )
    assert adjusted.status_code == 200, adjusted.content
    assert body_of(adjusted)["metric"]["target"] == "90"


def test_a_check_in_moves_the_numbers_and_is_corrected_by_another(world: World) -> None:
    objective = make_objective(world)
    result = first_key_result(world, objective)
    program = make_program(world, "mia")
    made = program.post(
        f"/key-results/{result.public_id}/check-ins", {"value": "40", "confidence": 6}
    )
    assert made.status_code == 201, made.content
    assert body_of(made)["progress"] == "0.4"
    assert body_of(made)["source"] == "api"
    path = made.headers["Location"]
    problem_of(program.post(f"{path}/correct", {"value": "50"}), 428, "precondition-required")
    tag = program.etag(path)
    corrected = program.post(f"{path}/correct", {"value": "50"}, If_Match=tag)
    assert corrected.status_code == 201, corrected.content
    assert body_of(corrected)["corrects"] == body_of(made)["id"]
    assert progress_of(world, objective) is not None
    again = program.post(f"{path}/correct", {"value": "60"}, If_Match=tag)
    assert problem_of(again, 412, "stale-version")["current"]["is_standing"] is False
    late = corrected.headers["Location"]
    taken_back = program.post(f"{late}/withdraw", {}, If_Match=corrected.headers["ETag"])
    assert taken_back.status_code == 201, taken_back.content
    listed = body_of(program.get(f"/key-results/{result.public_id}/check-ins"))["items"]
    assert len(listed) == 3


def test_check_ins_come_in_pages_the_newest_first(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    for value in ("10", "20", "30"):
        make_check_in(world, result, value)
    program = make_program(world, "vic")
    path = f"/key-results/{result.public_id}/check-ins"
    first = body_of(program.get(f"{path}?limit=2"))
    assert [item["value"] for item in first["items"]] == ["30", "20"]
    second = body_of(program.get(f"{path}?limit=2&after={first['next']}"))
    assert ([item["value"] for item in second["items"]], second["next"]) == (["10"], None)


def test_a_check_in_does_not_stand_in_the_way_of_who_edits_the_wording(world: World) -> None:
    objective = make_objective(world)
    program = make_program(world, "lena")
    path = f"/objectives/{objective.public_id}"
    tag = program.etag(path)
    make_check_in(world, first_key_result(world, objective), "40")
    assert program.etag(path) != tag, "what is shown has changed"
    assert program.get(path, If_None_Match=tag).status_code == 200
    assert program.patch(path, {"why": "Clearer"}, If_Match=tag).status_code == 200


def test_a_link_is_made_seen_from_both_ends_and_taken_away(world: World) -> None:
    child = make_objective(world, "The child")
    parent = make_objective(
        world, "The parent", team=world.teams["freight"], owner=world.person("lena")
    )
    program = make_program(world, "mia")
    made = program.post(
        f"/objectives/{child.public_id}/parents", {"parent": parent.public_id, "weight": "2"}
    )
    assert made.status_code == 201, made.content
    path = made.headers["Location"]
    assert body_of(program.get(path))["weight"] == "2"
    links = body_of(program.get(f"/objectives/{parent.public_id}/links"))
    assert [link["objective"]["id"] for link in links["children"]] == [child.public_id]
    twice = program.post(f"/objectives/{child.public_id}/parents", {"parent": parent.public_id})
    assert problem_of(twice, 409, "refused")["code"] == "okrs.alignment.twice"
    assert program.delete(path, If_Match=program.etag(path)).status_code == 204
    problem_of(program.get(path), 404, "not-found")


def test_a_link_to_what_is_hidden_is_not_named(world: World) -> None:
    child = make_objective(world, "Open child")
    hidden = make_objective(world, "Hidden parent", visibility="private")  # type: ignore[arg-type]  # its value
    make_link(world, child, hidden)
    links = body_of(make_program(world, "vic").get(f"/objectives/{child.public_id}/links"))
    assert links == {"parents": [], "children": []}
