"""What the house is arranged by, through the API: priorities, cycle names, views, custom fields."""

import pytest

from tests.api.programs import Program, body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import first_key_result, make_objective

pytestmark = pytest.mark.django_db


def put_away_and_used_again(program: Program, path: str) -> None:
    away = program.post(f"{path}/archive", If_Match=program.etag(path))
    assert body_of(away)["is_archived"] is True
    back = program.post(f"{path}/restore", If_Match=away.headers["ETag"])
    assert body_of(back)["is_archived"] is False


def test_a_priority_is_written_changed_in_part_and_put_away(world: World) -> None:
    carl = make_program(world, "carl")
    made = carl.post("/strategy/priorities", {"title": "Trust", "why": "They leave"})
    assert made.status_code == 201, made.content
    path = made.headers["Location"]
    wrong = carl.patch(path, {"title": " "}, If_Match=made.headers["ETag"])
    assert problem_of(wrong, 422, "invalid")["errors"][0]["pointer"] == "/title"
    changed = carl.patch(path, {"title": "Trust us"}, If_Match=made.headers["ETag"])
    assert (body_of(changed)["title"], body_of(changed)["why"]) == ("Trust us", "They leave")
    put_away_and_used_again(carl, path)


def test_how_cycles_are_called_is_said_pattern_by_pattern(world: World) -> None:
    carl = make_program(world, "carl")
    tag = carl.etag("/cycle-names")
    first = carl.patch("/cycle-names", {"year": "FY{fy}"}, If_Match=tag)
    assert first.status_code == 200, first.content
    second = carl.patch("/cycle-names", {"half": "H{n} {fy}"}, If_Match=first.headers["ETag"])
    assert (body_of(second)["year"], body_of(second)["half"]) == ("FY{fy}", "H{n} {fy}")
    wrong = carl.patch("/cycle-names", {"year": "{x}"}, If_Match=second.headers["ETag"])
    assert problem_of(wrong, 422, "invalid")["errors"][0]["pointer"] == "/year"


def test_a_view_is_saved_renamed_thrown_away_and_put_back(world: World) -> None:
    mia = make_program(world, "mia")
    body = {"page": "objectives", "name": "Mine", "query": "state=running&page=3"}
    made = mia.post("/views", body)
    assert body_of(made)["query"] == "state=running", "which page of a list is not kept"
    path = made.headers["Location"]
    named = mia.patch(path, {"name": "Open"}, If_Match=made.headers["ETag"])
    assert body_of(named)["name"] == "Open"
    assert mia.delete(path, If_Match=named.headers["ETag"]).status_code == 204
    assert body_of(mia.get("/views"))["items"] == []
    assert body_of(mia.post(f"{path}/put-back"))["name"] == "Open"
    assert [each["name"] for each in body_of(mia.get("/views?page=objectives"))["items"]] == [
        "Open"
    ]


def test_a_custom_field_is_defined_changed_and_put_away(world: World) -> None:
    ada = make_program(world, "ada")
    body = {"subject": "objective", "key": "area", "label": "Area", "kind": "choice"}
    assert problem_of(ada.post("/custom-fields", body), 422, "invalid")
    made = ada.post("/custom-fields", {**body, "choices": ["north", "south"]})
    path = made.headers["Location"]
    changed = ada.patch(path, {"label": "Region"}, If_Match=made.headers["ETag"])
    assert (body_of(changed)["label"], body_of(changed)["choices"]) == (
        "Region",
        ["north", "south"],
    )
    put_away_and_used_again(ada, path)
    assert body_of(ada.get("/custom-fields?subject=key_result"))["items"] == []


def test_values_of_custom_fields_are_read_and_changed_one_by_one(world: World) -> None:
    ada, lena = make_program(world, "ada"), make_program(world, "lena")
    for key, kind in (("area", "text"), ("cost", "number"), ("agreed", "yes_no")):
        for subject in ("objective", "key_result"):
            body = {"subject": subject, "key": key, "label": key, "kind": kind}
            assert ada.post("/custom-fields", body).status_code == 201
    said = {"area": "North", "cost": "12.50", "agreed": True}
    objective = make_objective(world)
    for path in (
        f"/objectives/{objective.public_id}",
        f"/key-results/{first_key_result(world, objective).public_id}",
    ):
        first = lena.patch(path, {"custom": said}, If_Match=lena.etag(path))
        assert first.status_code == 200, first.content
        assert body_of(first)["custom"] == {"agreed": True, "area": "North", "cost": "12.5"}
        late = {"custom": {"area": "South"}}
        second = lena.patch(path, {"custom": {"area": None}}, If_Match=first.headers["ETag"])
        assert body_of(second)["custom"] == {"agreed": True, "cost": "12.5"}
        assert lena.patch(path, late, If_Match=first.headers["ETag"]).status_code == 412
        for wrong in ({"cost": "much"}, {"agreed": ["yes"]}, {"nothing": "1"}):
            refused = lena.patch(path, {"custom": wrong}, If_Match=second.headers["ETag"])
            pointer = problem_of(refused, 422, "invalid")["errors"][0]["pointer"]
            assert pointer == f"/custom/{next(iter(wrong))}"
        assert body_of(lena.get(path)) == body_of(second)
    assert body_of(lena.get("/objectives"))["items"][0]["custom"] == body_of(second)["custom"]
