"""Objectives through the API."""

import pytest

from plumbline.domain.okrs.models import Objective, State, Visibility
from tests.api.programs import body_of, make_program, problem_of
from tests.world import World
from tests.world_okrs import make_cycle, make_objective

pytestmark = pytest.mark.django_db


def test_an_objective_says_how_it_stands(world: World) -> None:
    objective = make_objective(world, "Claims settle themselves")
    response = make_program(world, "vic").get(f"/objectives/{objective.public_id}")
    assert response.status_code == 200, response.content
    said = body_of(response)
    assert said["id"] == objective.public_id
    assert said["state"] == "active"
    assert said["progress"] == "0"
    assert said["owner"]["name"] == "Mia"
    assert said["key_results"][0]["metric"]["target"] == "100"
    assert response.headers["ETag"].startswith(f'"{said["version"]}-')


def test_an_unchanged_objective_is_not_sent_again(world: World) -> None:
    objective = make_objective(world)
    program = make_program(world, "vic")
    path = f"/objectives/{objective.public_id}"
    tag = program.etag(path)
    again = program.get(path, If_None_Match=tag)
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == tag


def test_a_draft_is_written_and_found_at_its_location(world: World) -> None:
    cycle = make_cycle(world)
    program = make_program(world, "lena")
    response = program.post(
        "/objectives",
        {
            "title": "Hauliers recommend us",
            "cycle": cycle.public_id,
            "team": world.teams["claims"].public_id,
            "owner": world.person("mia").public_id,
            "style": "aspirational",
            "tags": ["claims"],
        },
    )
    assert response.status_code == 201, response.content
    said = body_of(response)
    assert (said["state"], said["style"], said["tags"]) == ("draft", "aspirational", ["claims"])
    found = program.get(response.headers["Location"])
    assert body_of(found) == said


def test_an_unknown_key_is_refused_where_it_stands(world: World) -> None:
    cycle = make_cycle(world)
    response = make_program(world, "lena").post(
        "/objectives", {"title": "x", "cycle": cycle.public_id, "colour": "red"}
    )
    said = problem_of(response, 422, "invalid")
    assert said["errors"][0]["pointer"] == "/colour"


def test_a_change_needs_the_version_it_was_decided_on(world: World) -> None:
    objective = make_objective(world, active=False)
    program = make_program(world, "mia")
    path = f"/objectives/{objective.public_id}"
    problem_of(program.patch(path, {"why": "Because"}), 428, "precondition-required")
    tag = program.etag(path)
    changed = program.patch(path, {"why": "Because"}, If_Match=tag)
    assert changed.status_code == 200, changed.content
    assert body_of(changed)["why"] == "Because"
    stale = program.patch(path, {"why": "No, because"}, If_Match=tag)
    said = problem_of(stale, 412, "stale-version")
    assert said["current"]["why"] == "Because"
    assert stale.headers["ETag"] == changed.headers["ETag"]
    with world.reading():
        assert Objective.objects.get(pk=objective.pk).why == "Because"


def test_what_a_patch_does_not_name_stays(world: World) -> None:
    objective = make_objective(world, active=False, why="As it was", tags=("kept",))
    program = make_program(world, "mia")
    path = f"/objectives/{objective.public_id}"
    before = body_of(program.get(path))
    after = body_of(program.patch(path, {"title": "Renamed"}, If_Match=program.etag(path)))
    assert after["title"] == "Renamed"
    assert {key: after[key] for key in ("why", "tags", "owner", "team", "style")} == {
        key: before[key] for key in ("why", "tags", "owner", "team", "style")
    }


def test_the_life_of_an_objective_is_lived_by_acts(world: World) -> None:
    objective = make_objective(world, active=False)
    program = make_program(world, "lena")
    path = f"/objectives/{objective.public_id}"
    for act, body, state in (
        ("submit", None, State.IN_REVIEW),
        ("activate", None, State.ACTIVE),
        ("pause", {"reason": "Peak season"}, State.PAUSED),
        ("resume", {}, State.ACTIVE),
        ("stop", {"reason": "Overtaken"}, State.STOPPED),
    ):
        response = program.post(f"{path}/{act}", body, If_Match=program.etag(path))
        assert response.status_code == 200, response.content
        assert body_of(response)["state"] == state
    again = program.post(f"{path}/activate", If_Match=program.etag(path))
    assert again.status_code in {403, 409}


def test_a_running_objective_changes_hands_by_adjustment_only(world: World) -> None:
    objective = make_objective(world)
    program = make_program(world, "lena")
    path = f"/objectives/{objective.public_id}"
    body = {"owner": world.person("lena").public_id}
    edited = program.patch(path, body, If_Match=program.etag(path))
    assert problem_of(edited, 409, "refused")["code"] == "okrs.objective.adjust_instead"
    without = program.post(f"{path}/adjust", {**body, "reason": " "}, If_Match=program.etag(path))
    assert problem_of(without, 422, "invalid")["errors"][0]["pointer"] == "/reason"
    adjusted = program.post(
        f"{path}/adjust", {**body, "reason": "Mia moves on"}, If_Match=program.etag(path)
    )
    assert adjusted.status_code == 200, adjusted.content
    assert body_of(adjusted)["owner"]["name"] == "Lena"


def test_a_draft_is_thrown_away_and_gone(world: World) -> None:
    objective = make_objective(world, active=False)
    program = make_program(world, "mia")
    path = f"/objectives/{objective.public_id}"
    assert program.delete(path, If_Match=program.etag(path)).status_code == 204
    problem_of(program.get(path), 404, "not-found")


def test_what_may_be_seen_but_not_done_is_forbidden(world: World) -> None:
    objective = make_objective(world, active=False)
    program = make_program(world, "vic")
    path = f"/objectives/{objective.public_id}"
    problem_of(program.patch(path, {"why": "Mine"}, If_Match=program.etag(path)), 403, "forbidden")


def test_a_list_is_narrowed(world: World) -> None:
    mine = make_objective(world, "Settle claims at once")
    other = make_objective(world, "Trucks leave on time", team=world.teams["freight"], active=False)
    program = make_program(world, "vic")
    for query, expected in (
        ("", {mine.public_id, other.public_id}),
        ("?text=truck", {other.public_id}),
        ("?state=draft", {other.public_id}),
        ("?state=draft&state=active", {mine.public_id, other.public_id}),
        (f"?team={world.teams['freight'].public_id}", {other.public_id}),
        (
            f"?team={world.teams['freight'].public_id}&with_sub_teams=true",
            {mine.public_id, other.public_id},
        ),
        (f"?owner={world.person('carl').public_id}", set()),
    ):
        said = body_of(program.get(f"/objectives{query}"))
        assert {item["id"] for item in said["items"]} == expected, query


def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    made = {make_objective(world, f"Objective {number}").public_id for number in range(5)}
    program = make_program(world, "vic")
    path, seen = "/objectives?limit=2", []
    while path:
        response = program.get(path)
        said = body_of(response)
        seen += [item["id"] for item in said["items"]]
        link = response.headers.get("Link", "")
        assert bool(link) == (said["next"] is not None)
        path = link.partition("<http://testserver")[2].partition(">")[0]
    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("limit=0", "limit"), ("limit=201", "limit"), ("limit=ten", "limit"), ("after=x", "after"),
     ("state=happy", "state"), ("colour=red", "colour")],
)  # fmt: skip
def test_a_page_that_cannot_be_is_refused(world: World, query: str, parameter: str) -> None:
    said = problem_of(make_program(world, "vic").get(f"/objectives?{query}"), 422, "invalid")
    assert parameter in {error["parameter"] for error in said["errors"]}


def test_a_private_objective_is_not_there_for_others(world: World) -> None:
    objective = make_objective(world, "Quiet change", visibility=Visibility.PRIVATE)
    path = f"/objectives/{objective.public_id}"
    problem_of(make_program(world, "lena").get(path), 404, "not-found")
    assert make_program(world, "max").get(path).status_code == 200
    assert body_of(make_program(world, "lena").get("/objectives"))["items"] == []


def test_a_program_that_takes_compressed_answers_gets_tags_to_change_by(world: World) -> None:
    program = make_program(world, "mia")
    path = f"/objectives/{make_objective(world, active=False).public_id}"
    answer = program.get(path, Accept_Encoding="gzip")
    assert not answer.headers["ETag"].startswith("W/")
    changed = program.patch(path, {"why": "It pays"}, If_Match=answer.headers["ETag"])
    assert changed.status_code == 200
