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
