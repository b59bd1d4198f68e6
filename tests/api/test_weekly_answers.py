"""The three questions of a week in the API."""

from tests.api.programs import body_of, make_program
from tests.world import World


def test_answers_are_written_changed_and_read_by_the_organization(world: World) -> None:
    team = world.teams["claims"].public_id
    path = f"/teams/{team}/weekly-answers"
    mia, vic = make_program(world, "mia"), make_program(world, "vic")
    assert body_of(mia.get(f"{path}/mine"))["shipped"] == ""
    first = {"shipped": "Two depots load at night", "learn_next": "Whether calls go down"}
    written = mia.call("PUT", f"{path}/mine", first, headers={"If-Match": mia.etag(f"{path}/mine")})
    assert body_of(written)["shipped"] == "Two depots load at night"
    stale = mia.call("PUT", f"{path}/mine", first, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    (told,) = body_of(vic.get(path))["answers"]
    assert (told["person"], told["learn_next"]) == ("Mia", "Whether calls go down")
    assert vic.get(f"{path}/mine").status_code == 403
