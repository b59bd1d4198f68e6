"""Decisions of weekly reviews in the API."""

from tests.api.programs import body_of, make_program
from tests.world import World


def test_a_decision_is_written_down_seen_to_and_removed(world: World) -> None:
    path = f"/teams/{world.teams['claims'].public_id}/decisions"
    mia, vic = make_program(world, "mia"), make_program(world, "vic")
    dee = world.person("dee").public_id
    made = body_of(mia.call("POST", path, {"text": "Ask the depots", "owner": dee}))
    one = f"{path}/{made['id']}"
    assert (made["owner"]["id"], made["done_on"]) == (dee, None)
    assert [each["text"] for each in body_of(vic.get(path))["items"]] == ["Ask the depots"]
    before = {"If-Match": mia.etag(one)}
    changed = body_of(mia.call("PATCH", one, {"is_done": True, "owner": None}, headers=before))
    assert changed["done_on"]
    assert changed["owner"] is None
    assert mia.call("DELETE", one, headers=before).status_code == 412
    assert vic.call("DELETE", one, headers={"If-Match": vic.etag(one)}).status_code == 403
    assert mia.call("DELETE", one, headers={"If-Match": mia.etag(one)}).status_code == 204
    assert mia.get(one).status_code == 404


def test_an_experiment_has_an_outcome_and_a_decision_none(world: World) -> None:
    path = f"/teams/{world.teams['claims'].public_id}/decisions"
    mia = make_program(world, "mia")
    tried = {"kind": "experiment", "text": "Text the driver", "outcome": "Too early"}
    made = body_of(mia.call("POST", path, tried))
    assert (made["kind"], made["outcome"]) == ("experiment", "Too early")
    one = f"{path}/{made['id']}"
    told = {"outcome": "Nine of fourteen"}
    changed = body_of(mia.call("PATCH", one, told, headers={"If-Match": mia.etag(one)}))
    assert (changed["text"], changed["outcome"]) == ("Text the driver", "Nine of fourteen")
    refused = mia.call("POST", path, {"text": "Ask the depots", "outcome": "Too early"})
    assert refused.status_code == 422
    (error,) = body_of(refused)["errors"]
    assert error["code"] == "reviews.decision.no_experiment"


def test_a_list_of_decisions_is_continued_behind_its_last_one(world: World) -> None:
    path = f"/teams/{world.teams['claims'].public_id}/decisions"
    mia = make_program(world, "mia")
    for number in range(5):
        mia.call("POST", path, {"text": f"Decision {number}"})
    whole = [each["id"] for each in body_of(mia.get(path))["items"]]
    parts: list[list[str]] = []
    after: str | None = ""
    while after is not None:
        page = body_of(mia.get(f"{path}?limit=2{after and f'&after={after}'}"))
        parts.append([each["id"] for each in page["items"]])
        after = page["next"]
    assert parts == [whole[:2], whole[2:4], whole[4:]]
    first, second = f"{path}/{whole[0]}", f"{path}/{whole[1]}"
    mia.call("DELETE", first, headers={"If-Match": mia.etag(first)})
    assert [each["id"] for each in body_of(mia.get(f"{path}?after={whole[1]}"))["items"]] == (
        whole[2:]
    )
    # Where the page before ended with what was removed since, the list goes on all the same.
    mia.call("DELETE", second, headers={"If-Match": mia.etag(second)})
    assert [each["id"] for each in body_of(mia.get(f"{path}?after={whole[1]}"))["items"]] == (
        whole[2:]
    )
    others = f"/teams/{world.teams['freight'].public_id}/decisions"
    assert mia.get(f"{others}?after={whole[1]}").status_code == 404
