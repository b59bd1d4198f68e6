"""How often a token may call."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from plumbline.api import limits
from plumbline.api.errors import TooManyRequests
from plumbline.api.limits import Allowances
from plumbline.domain.accounts.models import ApiToken
from plumbline.domain.accounts.services.allowances import Portion
from tests.api.programs import make_program, problem_of
from tests.world import AT, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forty_calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limits, "ALLOWANCES", Allowances())
    few = settings.PLUMBLINE.model_copy(update={"api_calls_per_minute": 40})
    with override_settings(PLUMBLINE=few):
        yield


def test_a_token_that_asks_too_often_is_told_when_to_come_back(world: World) -> None:
    program = make_program(world, "vic")
    assert {program.get("/me").status_code for _ in range(40)} == {200}
    answer = program.get("/me")
    problem_of(answer, 429, "too-many-requests")
    assert answer.headers["Retry-After"] == "60"


def test_the_next_minute_begins_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    program = make_program(world, "vic")
    for _ in range(41):
        program.get("/me")
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(seconds=59))
    assert program.get("/me").headers["Retry-After"] == "1"
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(seconds=60))
    assert program.get("/me").status_code == 200


def test_two_processes_share_one_allowance(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    program = make_program(world, "vic")
    processes = (Allowances(), Allowances())
    answers = []
    for number in range(60):
        monkeypatch.setattr(limits, "ALLOWANCES", processes[number % 2])
        answers.append(program.get("/me").status_code)
    assert answers.count(200) == 40


def test_calls_at_one_moment_waste_nothing_of_the_allowance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left, slow, until = [40], threading.Event(), AT + timedelta(minutes=1)

    def take(**_asked: object) -> Portion:
        slow.wait(timeout=0.01)  # long enough for all the others to ask too
        calls = min(2, left[0])
        left[0] -= calls
        return Portion(calls=calls, until=until)

    monkeypatch.setattr(limits, "allowance_take", take)
    allowances, refused = Allowances(), list[TooManyRequests]()

    def spend() -> None:
        try:
            allowances.spend(token_id=7, at=AT)
        except TooManyRequests as error:
            refused.append(error)

    threads = [threading.Thread(target=spend) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    with pytest.raises(TooManyRequests):
        allowances.spend(token_id=7, at=AT)


def test_many_calls_cost_few_writes(world: World) -> None:
    program = make_program(world, "vic")
    program.get("/me")
    assert ApiToken.objects.get(organization=world.organization).calls_taken == 2


def test_others_are_not_slowed_down(world: World) -> None:
    busy, calm = make_program(world, "vic"), make_program(world, "aud")
    for _ in range(41):
        busy.get("/me")
    assert calm.get("/me").status_code == 200
