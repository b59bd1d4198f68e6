"""Notifications in the API: listed, marked, followed and chosen."""

from plumbline.domain.notify.services.journal_reading import journal_tell
from plumbline.domain.notify.services.learning import learning_remind
from tests.api.programs import body_of, make_program, problem_of
from tests.world import AT, World
from tests.world_okrs import make_assignment, make_comment, make_objective


def test_what_one_follows_is_listed_and_marked(world: World) -> None:
    objective = make_objective(world)
    with world.reading():
        journal_tell(at=AT)
    fin = make_program(world, "fin")
    thing = {"kind": "objective", "id": objective.public_id}
    assert body_of(fin.call("PUT", "/following", {**thing, "following": True}))["following"]
    make_comment(world, objective, by="carl")
    with world.reading():
        journal_tell(at=AT)
    (line,) = body_of(fin.get("/notifications?unread=true"))["items"]
    assert (line["kind"], line["about"]["id"]) == ("comment", objective.public_id)
    marked = body_of(fin.patch(f"/notifications/{line['id']}", {"read": True}))
    assert marked["read_at"] is not None
    assert body_of(fin.get("/notifications?unread=true"))["items"] == []
    assert body_of(fin.get("/notifications"))["items"] == [marked]


def test_lessons_that_are_to_be_done_are_listed_as_well(world: World) -> None:
    given = make_assignment(world)
    with world.reading():
        learning_remind(at=AT)
    (line,) = body_of(make_program(world, "mia").get("/notifications"))["items"]
    assert (line["about"]["kind"], line["about"]["id"]) == ("assignment", given.public_id)


def test_settings_are_changed_one_by_one_and_what_is_always_told_is_refused(world: World) -> None:
    mia = make_program(world, "mia")
    path = "/notification-settings"
    chosen = {"kinds": [{"kind": "comment", "in_inbox": False, "mail": "daily"}]}
    said = body_of(mia.patch(path, chosen, If_Match=mia.etag(path)))
    kinds = {each["kind"]: (each["in_inbox"], each["mail"]) for each in said["kinds"]}
    assert kinds["comment"] == (False, "daily")
    assert kinds["mention"] == (True, "at_once")
    hidden = {"kinds": [{"kind": "opened", "in_inbox": False, "mail": "never"}]}
    problem_of(mia.patch(path, hidden, If_Match=mia.etag(path)), 422, "invalid")
    late = problem_of(mia.patch(path, {"digest_hour": 24}, If_Match=mia.etag(path)), 422, "invalid")
    assert late["errors"][0]["pointer"] == "/digest_hour"
