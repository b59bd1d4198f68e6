import pytest

from plumbline.engine.scoring.staleness import CheckInState
from plumbline.engine.scoring.statuses import Status, key_result_status, objective_status

SAID_BY_CHANCE = {Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK}


@pytest.mark.parametrize(
    ("state", "points", "status"),
    [
        (CheckInState.NO_DATA, 1, Status.NO_DATA),
        (CheckInState.OVERDUE, 9, Status.OVERDUE),
        (CheckInState.STALE, 2, Status.STALE),
        (CheckInState.DUE, 2, Status.TOO_EARLY),
        (CheckInState.FRESH, 2, Status.TOO_EARLY),
        (CheckInState.FRESH, 3, Status.NOT_COMPUTED),
        (CheckInState.DUE, 3, Status.NOT_COMPUTED),
    ],
)
def test_a_key_result_says_what_follows_from_dates(
    state: CheckInState, points: int, status: Status
) -> None:
    assert key_result_status(state, points=points, is_paused=False) is status


@pytest.mark.parametrize("state", CheckInState)
def test_a_paused_key_result_is_paused(state: CheckInState) -> None:
    assert key_result_status(state, points=9, is_paused=True) is Status.PAUSED


def test_no_status_that_only_the_chance_can_say_is_ever_guessed() -> None:
    for state in CheckInState:
        for points in range(6):
            for is_paused in (False, True):
                said = key_result_status(state, points=points, is_paused=is_paused)
                assert said not in SAID_BY_CHANCE


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([], Status.NO_DATA),
        ([Status.NO_DATA, Status.NO_DATA], Status.NO_DATA),
        ([Status.NO_DATA, Status.PAUSED], Status.NO_DATA),
        ([Status.PAUSED], Status.PAUSED),
        ([Status.NO_DATA, Status.STALE], Status.NOT_COMPUTED),
        ([Status.NOT_COMPUTED], Status.NOT_COMPUTED),
    ],
)
def test_an_objective_says_what_follows_without_chances(
    statuses: list[Status], status: Status
) -> None:
    assert objective_status(statuses) is status
