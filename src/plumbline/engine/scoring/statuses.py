"""The words for how a key result or objective is doing.

What the data says is stored: on track, at risk or off track by the chance of reaching the target,
"too early" while there is no chance and "no data" before anything was measured. What dates say is
added on the day of reading: who is paused or silent has no colour, whatever the chance was.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.scoring.decimals import exactly, round_shown
from plumbline.engine.scoring.staleness import CheckInState

ON_TRACK_FROM = Decimal("0.7")
AT_RISK_FROM = Decimal("0.3")
CHANCE_PLACES = 4

SILENT_STATES = frozenset({CheckInState.STALE, CheckInState.OVERDUE})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPart:
    """A key result's part in the status of its objective: no guardrail, running, not paused.

    Attributes:
        weight: In any one unit for all parts; 0 or more.
        chance: 0 to 1, 4 places; `None` while there is none.
        has_data: Whether anything was measured.
        is_silent: Whether its check-ins are stale or overdue, the first one included.
    """

    weight: int
    chance: Decimal | None
    has_data: bool
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an objective with the mean it follows from.

    Attributes:
        mean_chance: 0 to 1, 4 places; `None` where there is none.
    """

    status: Status
    mean_chance: Decimal | None = None


def chance_status(chance: Decimal) -> Status:
    """The status a chance stands for, 0 to 1; the bounds belong to the better side."""
    if chance >= ON_TRACK_FROM:
        return Status.ON_TRACK
    return Status.AT_RISK if chance >= AT_RISK_FROM else Status.OFF_TRACK


def key_result_status(chance: Decimal | None, *, has_data: bool) -> Status:
    """What the data says of a key result.

    Args:
        chance: 0 to 1, 4 places; `None` while nothing can be said.
        has_data: Whether anything was measured.
    """
    if chance is not None:
        return chance_status(chance)
    return Status.TOO_EARLY if has_data else Status.NO_DATA


@exactly
def objective_standing(parts: Iterable[StandingPart], *, guardrail_breached: bool) -> Standing:
    """Judge an objective by the chances of its own key results.

    The mean chance is taken over the key results that have one, by weight. Silence is never
    green: with less than half of the weight known there is no mean, and a silent key result keeps
    the whole from being on track.

    Returns:
        `NOT_COMPUTED` when no part has weight.
    """
    judged = list(parts)
    whole = sum(part.weight for part in judged)
    if not whole:
        return Standing(Status.NOT_COMPUTED)
    known = [(part.weight, part.chance) for part in judged if part.chance is not None]
    weight = sum(each for each, _ in known)
    if not weight:
        has_data = any(part.has_data for part in judged)
        return Standing(Status.TOO_EARLY if has_data else Status.NO_DATA)
    if 2 * weight < whole:
        return Standing(Status.TOO_EARLY)
    total = sum((each * chance for each, chance in known), Decimal(0))
    mean = round_shown(total / weight, CHANCE_PLACES)
    status = chance_status(mean)
    if status is Status.ON_TRACK and (guardrail_breached or any(map(_holds_back, judged))):
        status = Status.AT_RISK
    return Standing(status, mean)


def _holds_back(part: StandingPart) -> bool:
    """Whether a key result keeps its objective from being on track."""
    return part.is_silent or (
        part.chance is not None and chance_status(part.chance) is Status.OFF_TRACK
    )
