"""A document through the API: handed in, tried out, brought in, and taken back."""

import pytest

from plumbline.domain.okrs.models import Objective
from plumbline.domain.transfer.services import confirming, undoing
from tests.api.programs import body_of, make_program, problem_of
from tests.world import AT, World
from tests.world_okrs import make_comment, make_cycle

pytestmark = pytest.mark.django_db

TABLE = b"""Goal,What,Owner,Baseline,Target,Weight
Depots are calm,Loads on time,Mia,40,90,
Depots are calm,Calls answered,Nobody Known,10,20,heavy
"""
DOCUMENT = b"""\
plumbline: 1
cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}
objectives:
  - title: Depots are calm
    team: claims
    owner: The Boss
    key_results:
      - title: Loads that leave on time
        metric: {kind: increase, unit: "%", baseline: 80, target: 95}
"""


def test_a_document_comes_in_as_previewed_and_goes_again(world: World) -> None:
    make_cycle(world)
    lena = make_program(world, "lena")
    sent = lena.call("POST", "/imports?name=okrs.yml", DOCUMENT, content_type="text/plain")
    path = sent.headers["Location"]
    assert body_of(sent)["state"] == "read"
    chosen = {"people": {"The Boss": world.person("mia").public_id}, "style": "committed"}
    looked = body_of(lena.post(f"{path}/preview", chosen))
    assert looked["is_possible"]
    assert looked["counts"]["objectives"] == looked["counts"]["key_results"] == 1
    boss, default = looked["people"]
    assert (boss["written"], boss["id"]) == ("The Boss", world.person("mia").public_id)
    assert default["name"] == world.person("lena").name
    with world.reading():
        assert not Objective.objects.exists(), "a preview writes nothing"
    done = body_of(lena.post(f"{path}/commit", chosen, Idempotency_Key="a"))
    assert (done["state"], done["obstacles"], done["cycle"]["name"]) == ("done", [], "2026-Q1")
    again = lena.post(f"{path}/commit", chosen, Idempotency_Key="a")
    assert (body_of(again), again.headers["Idempotency-Replayed"]) == (done, "true")
    assert problem_of(lena.post(f"{path}/commit", chosen), 404, "not-found")
    (objective,) = body_of(lena.get("/objectives"))["items"]
    assert objective["owner"]["name"] == world.person("mia").name
    assert body_of(lena.post(f"{path}/undo"))["state"] == "undone"
    assert body_of(lena.get("/objectives"))["items"] == []
    assert [each["state"] for each in body_of(lena.get("/imports"))["items"]] == ["undone"]


def test_a_long_one_that_is_taken_back_says_so_until_it_is_deleted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    make_cycle(world)
    lena = make_program(world, "lena")
    sent = lena.call("POST", "/imports?name=okrs.yml", DOCUMENT, content_type="text/plain")
    path = sent.headers["Location"]
    lena.post(f"{path}/commit", {"people": {"The Boss": world.person("mia").public_id}})
    undone = body_of(lena.post(f"{path}/undo"))
    assert (undone["state"], undone["undone_at"] is None) == ("undoing", False)
    assert body_of(lena.get("/objectives"))["items"] == []
    assert (
        problem_of(lena.post(f"{path}/undo"), 409, "refused")["code"] == "transfer.batch.not_done"
    )
    with world.reading():
        undoing.import_undo_go_on(public_id=undone["id"], clock=lambda: AT, goes_on=lambda: True)
    assert body_of(lena.get(path))["state"] == "undone"


def test_a_table_is_read_by_the_columns_that_are_named(world: World) -> None:
    make_cycle(world)
    lena = make_program(world, "lena")
    sent = lena.call("POST", "/imports?name=a.csv", TABLE, content_type="text/plain")
    path, title = sent.headers["Location"], [{"column": 1, "meaning": "key_result"}]
    looked = body_of(lena.post(f"{path}/preview", {"columns": title}))
    meanings = [each["meaning"] for each in looked["columns"]]
    assert meanings[:3] == ["objective", "key_result", "owner"]
    assert (looked["counts"]["objectives"], looked["counts"]["key_results"]) == (1, 2)
    assert [each["written"] for each in looked["people"] if each["id"] is None] == ["Nobody Known"]
    assert [each["detail"] for each in looked["assumed"] if "Nobody Known" in each["detail"]]
    active = {"columns": title, "state": "active"}
    wanted = problem_of(lena.post(f"{path}/commit", active), 422, "invalid")
    assert wanted["errors"][0]["pointer"] == "/style"
    nothing = lena.call("POST", "/imports", b"", content_type="text/plain")
    assert problem_of(nothing, 422, "invalid")["errors"][0]["pointer"] == ""
    wrong = DOCUMENT.replace(b"baseline: 80", b"baseline: soon")
    sent = lena.call("POST", "/imports?name=a.yml", wrong, content_type="text/plain")
    (problem,) = body_of(lena.post(f"{sent.headers['Location']}/preview", {}))["problems"]
    assert (problem["line"], problem["sheet"]) == (9, None)


def test_what_is_long_is_left_to_the_worker_and_tells_how_far_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 0)
    make_cycle(world)
    lena = make_program(world, "lena")
    path = lena.call("POST", "/imports?name=okrs.yml", DOCUMENT, content_type="text/plain").headers[
        "Location"
    ]
    answer = lena.post(f"{path}/commit", {"style": "committed"})
    assert answer.status_code == 202
    assert (body_of(answer)["state"], body_of(answer)["prepared"]) == ("confirmed", 0)
    assert problem_of(lena.post(f"{path}/commit", {}), 404, "not-found")
    with world.reading():
        ((public_id, _slot),) = confirming.imports_confirmed()
        assert confirming.import_go_on(public_id=public_id, clock=lambda: AT, goes_on=lambda: True)
    done = body_of(lena.get(path))
    assert (done["state"], done["prepared"], done["declined"]) == ("done", 2, "")


def test_what_somebody_said_since_is_not_taken_away_with_an_import(world: World) -> None:
    make_cycle(world)
    lena, mia = make_program(world, "lena"), make_program(world, "mia")
    sent = lena.call("POST", "/imports?name=okrs.yml", DOCUMENT, content_type="text/plain")
    path = sent.headers["Location"]
    assert mia.get(path).status_code == 403, "whoever may not import has none"
    assert lena.post(f"{path}/commit", {}).status_code == 200
    with world.reading():
        objective = Objective.objects.get()
    make_comment(world, objective, by="mia")
    assert [each["code"] for each in body_of(lena.get(path))["obstacles"]] == [
        "transfer.undo.commented"
    ]
    assert problem_of(lena.post(f"{path}/undo"), 409, "refused")


def test_own_imports_are_listed_in_parts_the_latest_first(world: World) -> None:
    make_cycle(world)
    lena, ada = make_program(world, "lena"), make_program(world, "ada")
    names = ["one.yml", "two.yml", "three.yml"]
    for program, name in ((lena, names[0]), (ada, "other.yml"), (lena, names[1]), (lena, names[2])):
        sent = program.call("POST", f"/imports?name={name}", DOCUMENT, content_type="text/plain")
        assert program.post(f"{sent.headers['Location']}/commit", {}).status_code == 200
    lena.call("POST", "/imports?name=waits.yml", DOCUMENT, content_type="text/plain")
    first = body_of(lena.get("/imports?limit=2"))
    rest = body_of(lena.get(f"/imports?limit=2&after={first['next']}"))
    assert [each["file_name"] for each in first["items"] + rest["items"]] == names[::-1]
    assert rest["next"] is None
    (others,) = body_of(ada.get("/imports"))["items"]
    gone = lena.get(f"/imports?after={others['id']}")
    assert "Start again from the first page" in problem_of(gone, 404, "not-found")["detail"]
