"""Refusals that no operation has a say in."""

import io
import json
from typing import Any

import pytest
from django.test import Client

from plumbline.domain.orgs.models import Person
from tests.api.programs import Program, body_of, make_program, make_token, problem_of
from tests.world import World
from tests.world_okrs import make_cycle

pytestmark = pytest.mark.django_db


def test_without_a_token_one_is_told_how_to_send_it(world: World) -> None:
    answer = Program(None).get("/me")
    problem_of(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Plumbline"'


@pytest.mark.parametrize("secret", ["plb_nonsense", "", "a b", "\u00e4", "x" * 5000])
def test_a_token_that_nobody_made_opens_nothing(world: World, secret: str) -> None:
    answer = Program(secret).get("/me")
    problem_of(answer, 401, "unauthenticated")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_the_token_of_somebody_who_left_opens_nothing(world: World) -> None:
    program = make_program(world, "mia")
    with world.writing():
        Person.objects.filter(pk=world.person("mia").pk).update(active=False)
    problem_of(program.get("/me"), 401, "unauthenticated")


def test_an_unknown_address_is_a_problem_not_a_page(world: World) -> None:
    for path in ("/", "/nothing", "/objectives/", "/objectives/x/y/z"):
        problem_of(make_program(world, "mia").get(path), 404, "not-found")


def test_a_method_that_is_not_there_is_a_problem(world: World) -> None:
    answer = make_program(world, "mia").call("PUT", "/objectives", {})
    problem_of(answer, 405, "method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"[1]", b"null", b'"x"', b"NaN", b"[" * 100_000, b""]
)
def test_a_body_that_is_not_an_object_is_refused(world: World, body: bytes) -> None:
    secret = make_token(world, "mia")
    answer = Client(raise_request_exception=False).post(
        "/api/v1/objectives",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code in {400, 422}, answer.content
    assert json.loads(answer.content)["type"].startswith("urn:plumbline:problem:")


def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    answer = make_program(world, "mia").post("/objectives", {"title": "x" * 3_000_000})
    problem_of(answer, 413, "too-large")


class BrokenBody(io.BytesIO):
    """What is left of a body whose sender has gone."""

    def read(self, *_size: object) -> bytes:
        raise ConnectionError("The body breaks off.")


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "key-1"}], ids=["plain", "with a key"])
def test_a_body_that_breaks_off_is_refused_and_no_failure_of_ours(
    world: World, key: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": f"Bearer {make_token(world, 'lena')}", **key}
    line: dict[str, Any] = {"wsgi.input": BrokenBody()}
    answer = Client(raise_request_exception=False).post(
        "/api/v1/objectives",
        b'{"title": "x"}',
        content_type="application/json",
        headers=headers,
        **line,
    )
    assert answer.status_code == 400, answer.content
    assert json.loads(answer.content)["type"] == "urn:plumbline:problem:bad-request"
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "x" * 501, "   ", ""])
def test_a_text_that_no_column_holds_is_refused_at_its_field(world: World, text: str) -> None:
    cycle = make_cycle(world)
    answer = make_program(world, "lena").post(
        "/objectives",
        {
            "title": text,
            "cycle": cycle.public_id,
            "team": world.teams["claims"].public_id,
        },
    )
    assert problem_of(answer, 422, "invalid")["errors"][0]["pointer"] == "/title"


def test_a_reference_to_nothing_is_refused_at_its_field(world: World) -> None:
    answer = make_program(world, "lena").post(
        "/objectives", {"title": "x", "cycle": "000000000000"}
    )
    error = problem_of(answer, 422, "invalid")["errors"][0]
    assert (error["pointer"], error["code"]) == ("/cycle", "cycles.not_found")


def test_people_and_teams_are_listed_for_those_who_build_upon_them(world: World) -> None:
    program = make_program(world, "vic")
    first = body_of(program.get("/people?limit=3"))
    second = body_of(program.get(f"/people?limit=200&after={first['next']}"))
    names = [item["name"] for item in first["items"] + second["items"]]
    assert names == sorted(names)
    assert len(set(names)) == len(world.people)
    teams = body_of(program.get("/teams"))["items"]
    assert {team["name"] for team in teams} >= {"Freight", "Claims", "Finance"}
    claims = next(team for team in teams if team["name"] == "Claims")
    assert claims["parent"]["name"] == "Freight"
    me = body_of(program.get("/me"))
    assert (me["name"], me["roles"]) == ("Vic", ["viewer"])
