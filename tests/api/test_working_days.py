"""When and where people work, through the API."""

import pytest

from tests.api.programs import body_of, make_program, problem_of
from tests.world import World

pytestmark = pytest.mark.django_db

WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday"]


def test_the_working_week_is_set_on_the_calendar_that_was_seen(world: World) -> None:
    carl = make_program(world, "carl")
    seen = carl.etag("/working-days")
    carl.post("/holidays", {"day": "2026-12-25", "name": "Christmas Day"})
    asked = {"weekdays": WEEK}
    assert carl.call("PUT", "/working-days", asked).status_code == 428
    late = carl.call("PUT", "/working-days", asked, headers={"If-Match": seen})
    assert problem_of(late, 412, "stale-version")["current"]["is_in_use"] is True
    fresh = {"If-Match": late.headers["ETag"]}
    none = carl.call("PUT", "/working-days", {"weekdays": []}, headers=fresh)
    assert problem_of(none, 422, "invalid")["errors"][0]["pointer"] == "/weekdays"
    said = carl.call("PUT", "/working-days", asked, headers=fresh)
    assert body_of(said)["weekdays"] == [*WEEK[1:], "sunday"]


def test_a_location_has_days_people_and_holidays_of_its_own_until_it_goes(world: World) -> None:
    carl = make_program(world, "carl")
    made = carl.post("/locations", {"name": "Lisbon"})
    path, place = made.headers["Location"], {"location": body_of(made)["id"]}
    claims, mia = world.teams["claims"].public_id, world.person("mia").public_id
    for what in (f"/teams/{claims}", f"/people/{mia}"):
        assert body_of(carl.call("PUT", f"{what}/location", place))["location"]["name"] == "Lisbon"
    changed = carl.patch(path, {"weekdays": WEEK}, If_Match=made.headers["ETag"])
    assert body_of(changed)["weekdays"] == [*WEEK[1:], "sunday"]
    assert [each["name"] for each in body_of(changed)["people"]] == [world.person("mia").name]
    carl.call("PUT", f"/people/{mia}/location", {"location": None})
    now = body_of(carl.get(path))
    assert (now["people"], len(now["teams"])) == ([], 1)
    gone = carl.delete(path, If_Match=made.headers["ETag"])
    assert gone.status_code == 412, "somebody changed it since"
    assert carl.delete(path, If_Match="*").status_code == 204
    assert body_of(carl.get("/locations"))["items"] == []


def test_holidays_come_together_and_go_together(world: World) -> None:
    carl = make_program(world, "carl")
    wrong = carl.post("/holiday-uploads", {"text": "2026-12-25,Christmas Day\nsoon,Boat day"})
    assert "Line 2" in problem_of(wrong, 422, "invalid")["errors"][0]["detail"]
    assert body_of(carl.get("/holidays"))["items"] == [], "all or none"
    assert problem_of(carl.post("/holiday-uploads", {}), 422, "invalid")
    days = [{"day": "2026-12-25", "name": "Christmas Day"}, {"day": "2027-01-01", "name": "New"}]
    made = body_of(carl.post("/holiday-uploads", {"holidays": days}))
    assert [made] == body_of(carl.get("/holiday-uploads"))["items"]
    assert carl.delete(f"/holiday-uploads/{made['id']}").status_code == 204
    assert body_of(carl.get("/holidays"))["items"] == []
