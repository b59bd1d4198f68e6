"""Templates through the API: saved, changed in part, renewed, put away, begun from."""

import pytest

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import make_objective

pytestmark = pytest.mark.django_db


def test_a_template_is_saved_changed_and_begun_from(world: World) -> None:
    objective = make_objective(world, "Calm claims", key_results=2)
    lena, mia = make_program(world, "lena"), make_program(world, "mia")
    made = lena.post(
        "/templates", {"objective": objective.public_id, "name": "Calm", "with_figures": True}
    )
    assert made.status_code == 201, made.content
    path = made.headers["Location"]
    assert [each["metric"]["target"] for each in body_of(made)["key_results"]] == ["100", "100"]
    changed = lena.patch(path, {"title": "Calmer"}, If_Match=made.headers["ETag"])
    assert (body_of(changed)["name"], body_of(changed)["title"]) == ("Calm", "Calmer")
    problem_of(
        mia.patch(path, {"name": "Mine"}, If_Match=changed.headers["ETag"]), 403, "forbidden"
    )
    sent = {
        "cycle": objective.cycle.public_id,
        "team": world.teams["claims"].public_id,
        "owner": world.person("mia").public_id,
    }
    begun = mia.post(f"{path}/objectives", sent)
    assert begun.status_code == 201, begun.content
    assert (body_of(begun)["title"], body_of(begun)["state"]) == ("Calmer", "proposed")
    assert len(body_of(mia.get(begun.headers["Location"]))["key_results"]) == 2


def test_one_that_is_put_away_is_listed_only_when_asked_for_and_begins_nothing(
    world: World,
) -> None:
    objective = make_objective(world)
    lena = make_program(world, "lena")
    made = lena.post("/templates", {"objective": objective.public_id, "name": "Calm"})
    path = made.headers["Location"]
    away = lena.post(f"{path}/archive", If_Match=made.headers["ETag"])
    assert body_of(away)["is_archived"] is True
    assert body_of(lena.get("/templates"))["items"] == []
    assert len(body_of(lena.get("/templates?archived=true"))["items"]) == 1
    refused = lena.post(f"{path}/objectives", {"cycle": objective.cycle.public_id})
    assert problem_of(refused, 409, "refused")["code"] == "templates.put_away"


def test_the_list_goes_on_where_the_last_one_of_a_page_was_put_away(world: World) -> None:
    objective = make_objective(world)
    lena = make_program(world, "lena")
    made = [
        lena.post("/templates", {"objective": objective.public_id, "name": name})
        for name in ("Calm", "Brave", "Able")
    ]
    calm, brave, able = (body_of(each)["id"] for each in made)
    assert [each["id"] for each in body_of(lena.get("/templates?limit=2"))["items"]] == [
        able,
        brave,
    ]
    lena.post(f"{made[1].headers['Location']}/archive", If_Match=made[1].headers["ETag"])
    for narrowed, shown in (("", [calm]), ("&archived=true", [calm])):
        rest = body_of(lena.get(f"/templates?after={brave}{narrowed}"))
        assert ([each["id"] for each in rest["items"]], rest["next"]) == (shown, None)
