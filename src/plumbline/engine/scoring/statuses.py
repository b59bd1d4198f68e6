"""The words for how a key result or objective is doing, as far as they follow from dates.

On track, at risk and off track are said by the chance of reaching the target. As long as no
chance has been computed they are never guessed: the word is then `NOT_COMPUTED`.
"""

from collections.abc import Iterable
from enum import StrEnum

from plumbline.engine.scoring.staleness import CheckInState

# Source: a straight line through two points says nothing about their scatter.
MIN_POINTS_FOR_CHANCE = 3


class Status(StrEnum):
    """The status of a key result or objective."""

    NOT_COMPUTED = "not_computed"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    STALE = "stale"
    OVERDUE = "overdue"
    NO_DATA = "no_data"
    TOO_EARLY = "too_early"
    PAUSED = "paused"


def key_result_status(state: CheckInState, *, points: int, is_paused: bool) -> Status:
    """Say what can be said of a key result without its chance.

    Args:
        state: Where it stands with its check-ins.
        points: Dated points on its line; a known baseline is one.
        is_paused: Whether work on it is paused on that day.

    Returns:
        `NOT_COMPUTED` when only the chance could say more.
    """
    if is_paused:
        return Status.PAUSED
    if state is CheckInState.NO_DATA:
        return Status.NO_DATA
    if state is CheckInState.OVERDUE:
        return Status.OVERDUE
    if state is CheckInState.STALE:
        return Status.STALE
    return Status.TOO_EARLY if points < MIN_POINTS_FOR_CHANCE else Status.NOT_COMPUTED


def objective_status(statuses: Iterable[Status]) -> Status:
    """Say what can be said of an objective without the chances of its key results.

    Args:
        statuses: Of its key results without guardrails, stopped ones left out.

    Returns:
        `PAUSED` when all are paused, `NO_DATA` when none of the others has been checked in,
        else `NOT_COMPUTED`.
    """
    seen = set(statuses)
    if seen == {Status.PAUSED}:
        return Status.PAUSED
    if not seen - {Status.PAUSED, Status.NO_DATA}:
        return Status.NO_DATA
    return Status.NOT_COMPUTED
