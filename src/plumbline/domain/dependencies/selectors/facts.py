"""What pages and the API are told of dependencies, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.dependencies.lifecycle import DependencyAct
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.okrs.selectors.facts import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """One side: a team, or a key result with its objective.

    Attributes:
        team: The team it is or belongs to; `None` for a key result of a personal objective.
        owner: Who stands for it today.
        is_private: Whether its objective is private today.
    """

    team: Name | None
    key_result: Name | None
    objective: Name | None
    owner: Name | None
    is_private: bool = False

    @property
    def name(self) -> str:
        """What it is called: its key result, or its team."""
        named = self.key_result or self.team
        return named.name if named else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyFacts:
    """A dependency, both sides of which the viewer sees.

    Attributes:
        waiting: Who waits; `delivering` who delivers.
        reason: Why it was declined, withdrawn or moved.
        is_late: Whether it is open and its day is over.
        is_in_circle: Whether the delivering side waits for the waiting one, directly or over
            others that the viewer sees; never of a past day.
        acts: What the viewer may do to it now.
    """

    public_id: str
    title: str
    waiting: SideFacts
    delivering: SideFacts
    needed_by: date
    state: PromiseState
    reason: str
    is_late: bool
    is_in_circle: bool
    asked_at: datetime
    acts: frozenset[DependencyAct]
    version: int


@dataclass(frozen=True, slots=True)
class DependenciesSeen:
    """What a thing waits for, and what others wait for from it; the nearest day first.

    Attributes:
        has_earlier: Whether more of them are settled or declined than these.
    """

    taken: tuple[DependencyFacts, ...]
    given: tuple[DependencyFacts, ...]
    has_earlier: bool = False

    @property
    def open_count(self) -> int:
        """How many of them are open, on either side; one between two of its own counts once."""
        return len({each.public_id for each in self._open})

    @property
    def late_count(self) -> int:
        """How many of them are late."""
        return len({each.public_id for each in self._open if each.is_late})

    def for_the_room(self) -> "DependenciesSeen":
        """Return those that may be shown to everybody in a room: none with a private side."""
        return DependenciesSeen(
            tuple(each for each in self.taken if not _is_private(each)),
            tuple(each for each in self.given if not _is_private(each)),
            has_earlier=self.has_earlier,
        )

    @property
    def _open(self) -> list[DependencyFacts]:
        return [each for each in (*self.taken, *self.given) if is_open(each)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What a dependency was for a while.

    Attributes:
        by: Who made it so; `None` for the system.
    """

    since: datetime
    state: PromiseState
    title: str
    needed_by: date
    reason: str
    by: Name | None


def is_open(facts: DependencyFacts) -> bool:
    """Whether somebody still waits for it."""
    return facts.state in (PromiseState.ASKED, PromiseState.ACCEPTED)


def _is_private(facts: DependencyFacts) -> bool:
    return facts.waiting.is_private or facts.delivering.is_private
