"""A call that carries a key may be sent again: one effect, one answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from plumbline.api.routers import imports, wording
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.idempotency.models import KeptAnswer
from plumbline.domain.idempotency.services import ANSWERS_KEPT, answers_forget
from plumbline.domain.okrs.models import Objective
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.tenancy.transactions import is_writing
from tests.api.programs import Program, body_of, make_program, problem_of
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_cycle, make_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world: World) -> dict[str, object]:
    """What a new objective says."""
    return {
        "title": "Calls stop",
        "cycle": make_cycle(world).public_id,
        "team": world.teams["claims"].public_id,
        "style": "committed",
    }


def written(program: Program, draft: dict[str, object], key: str) -> HttpResponse:
    return program.post("/objectives", draft, Idempotency_Key=key)


def objectives(world: World) -> int:
    with world.reading():
        return Objective.objects.count()


def kept(world: World) -> int:
    with world.reading():
        return KeptAnswer.objects.count()


def test_a_call_that_is_sent_again_gets_the_first_answer_and_has_no_second_effect(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    first = written(program, draft, "key-1")
    again = written(program, draft, "key-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for header in ("ETag", "Location", "Content-Type"):
        assert again.headers[header] == first.headers[header]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert objectives(world) == 1


def test_an_answer_under_a_key_says_what_it_says_without_one(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    first = written(program, draft, "key-1")
    read = program.get(first.headers["Location"])
    assert body_of(first) == body_of(read)
    assert first.headers["ETag"] == read.headers["ETag"]


def test_without_a_key_or_with_another_one_a_call_is_a_new_call(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    for key in ("key-1", "key-2"):
        assert written(program, draft, key).status_code == 201
    assert program.post("/objectives", draft).status_code == 201
    assert objectives(world) == 3


def test_a_check_in_that_is_sent_again_is_recorded_once(world: World) -> None:
    key_result = first_key_result(world, make_objective(world))
    program = make_program(world, "mia")
    path, body = f"/key-results/{key_result.public_id}/check-ins", {"value": "9", "confidence": 6}
    answers = [program.post(path, body, Idempotency_Key="monday") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    with world.reading():
        assert CheckIn.objects.count() == 1


def test_a_key_that_was_used_for_another_call_is_refused(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    written(program, draft, "key-1")
    said = problem_of(written(program, {**draft, "title": "Else"}, "key-1"), 422, "invalid")
    assert said["errors"][0]["parameter"] == "Idempotency-Key"
    assert said["errors"][0]["code"] == "schema.idempotency_key_reused"
    assert objectives(world) == 1


@pytest.mark.parametrize("key", ["", " ", "with space", "x" * 201, "Schlüssel"])
def test_a_key_that_is_none_is_refused_before_anything_happens(
    world: World, draft: dict[str, object], key: str
) -> None:
    program = make_program(world, "lena")
    said = problem_of(written(program, draft, key), 422, "invalid")
    assert said["errors"][0]["code"] == "schema.idempotency_key_malformed"
    assert objectives(world) == 0


def test_a_refused_call_keeps_nothing_so_that_its_next_try_is_new(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    problem_of(written(program, {**draft, "title": ""}, "key-1"), 422, "invalid")
    assert kept(world) == 0
    assert written(program, draft, "key-1").status_code == 201


def test_two_tokens_may_choose_the_same_key(world: World, draft: dict[str, object]) -> None:
    mine, theirs = make_program(world, "lena"), make_program(world, "ada")
    first, second = written(mine, draft, "key-1"), written(theirs, draft, "key-1")
    assert body_of(first)["id"] != body_of(second)["id"]
    assert objectives(world) == 2


def test_a_guarded_change_that_is_sent_again_is_not_stale(world: World) -> None:
    program = make_program(world, "lena")
    path = f"/objectives/{make_objective(world).public_id}"
    headers = {"If-Match": program.etag(path), "Idempotency-Key": "pause-1"}
    body = {"reason": "The strike"}
    first = program.call("POST", f"{path}/pause", body, headers=headers)
    again = program.call("POST", f"{path}/pause", body, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert body_of(again)["state"] == "paused"


def test_a_delete_that_is_sent_again_is_answered_as_empty_as_at_first(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    path = written(program, draft, "key-1").headers["Location"]
    headers = {"If-Match": program.etag(path), "Idempotency-Key": "delete-1"}
    answers = [program.call("DELETE", path, headers=headers) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2


def test_reading_takes_no_notice_of_a_key(world: World) -> None:
    program = make_program(world, "vic")
    assert program.get("/organization", Idempotency_Key="key-1").status_code == 200
    assert kept(world) == 0


def test_answers_are_forgotten_after_a_day(
    world: World, draft: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make_program(world, "lena")
    first = written(program, draft, "key-1")

    def later(by: timedelta) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: AT + by)
        return AT + by

    later(ANSWERS_KEPT - timedelta(seconds=1))
    assert written(program, draft, "key-1").content == first.content
    at = later(ANSWERS_KEPT)
    assert written(program, draft, "key-1").content != first.content
    with world.reading():
        assert answers_forget(at=at) == 0
        assert answers_forget(at=at + ANSWERS_KEPT) == 1
    assert objectives(world) == 2


def test_somebody_who_is_here_no_longer_is_told_nothing_again(
    world: World, draft: dict[str, object]
) -> None:
    program = make_program(world, "lena")
    written(program, draft, "key-1")
    with world.reading():
        person_deactivate(actor=world.viewer("ada"), person=world.person("lena"), at=AT)
    problem_of(written(program, draft, "key-1"), 401, "unauthenticated")


def test_nobody_who_writes_waits_for_a_document_that_is_read_under_a_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cycle(world)
    waited: list[bool] = []

    def noted(read: Callable[..., object]) -> Callable[..., object]:
        def noting(*args: object, **kwargs: object) -> object:
            waited.append(is_writing())
            return read(*args, **kwargs)

        return noting

    for module, name in (
        (imports, "file_parse"),
        (imports, "import_reading"),
        (wording, "document_read"),
    ):
        monkeypatch.setattr(module, name, noted(getattr(module, name)))
    lena = make_program(world, "lena")
    text = "# Objective: Calls stop\n- KR: Calls from 40 to 12 a week\n"
    key = {"Idempotency-Key": "monday"}
    path, body = "/imports?name=okrs.md", text.encode()
    sent = [lena.call("POST", path, body, headers=key, content_type="text/plain") for _ in range(2)]
    assert sent[0].status_code == 201, sent[0].content
    assert sent[1].content == sent[0].content
    preview = f"{sent[0].headers['Location']}/preview"
    looked = lena.post(preview, {}, Idempotency_Key="look")
    assert body_of(looked)["counts"]["objectives"] == 1
    assert lena.post("/wording-checks", {"text": text}, Idempotency_Key="check").status_code == 200
    assert waited == [False] * 4
    assert lena.post(f"{sent[0].headers['Location']}/commit", {}).status_code == 200
    assert problem_of(lena.post(preview, {}), 404, "not-found")
    assert lena.post(preview, {}, Idempotency_Key="look").content == looked.content
