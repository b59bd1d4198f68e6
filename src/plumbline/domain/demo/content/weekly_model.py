"""The shapes of what belongs to a week of the example."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyContent:
    """Answers to the three questions, so many weeks ago."""

    person: str
    team: str
    weeks_ago: int
    shipped: str
    effect: str
    learn_next: str
    blockers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionContent:
    """What a team decided in its review so many weeks ago.

    Attributes:
        due_in: Until when, in days from then.
        is_done: Whether it was seen to since, or ended.
        is_experiment: Whether it is tried and not done.
        outcome: What came of an experiment so far.
    """

    team: str
    writer: str
    weeks_ago: int
    text: str
    owner: str = ""
    due_in: int | None = None
    is_done: bool = False
    is_experiment: bool = False
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """What somebody means to do this week; each thing with the key result it serves, if any."""

    person: str
    intention: str
    priorities: tuple[tuple[str, str], ...]
