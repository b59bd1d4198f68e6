"""What goes wrong on our side is a problem document too, and says that nothing was saved."""

import logging

import pytest
from django.db import OperationalError

from plumbline.api.routers import objectives
from tests.api.programs import make_program, problem_of
from tests.world import World

pytestmark = pytest.mark.django_db


def failing(error: Exception) -> object:
    def fail(**_values: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (OperationalError("database or disk is full"), 503, "unusable"),
        (OperationalError("attempt to write a readonly database"), 503, "unusable"),
        (ZeroDivisionError(), 500, "failed"),
    ],
)
def test_a_failure_is_a_problem_and_stands_in_the_log(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    kind: str,
) -> None:
    monkeypatch.setattr(objectives, "objectives_page", failing(error))
    with caplog.at_level(logging.ERROR):
        answer = make_program(world, "mia").get("/objectives")
    said = problem_of(answer, status, kind)
    assert "nothing was saved" in said["detail"]
    assert str(error) not in said["detail"] or not str(error)
    assert type(error).__name__ in caplog.text
