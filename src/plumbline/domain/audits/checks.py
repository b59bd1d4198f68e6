"""What an audit asks: a list of checks, each of which looks at subjects of its own.

A check says of what it asks a practice, how many subjects there are, and what it finds in them, a
few at a time. Another way of checking a practice (whether people have attested to it, whether
something was approved in time) is another check in `services.making.CHECKS`, with a value in
`Asked` for what it looks at; everything else follows from that.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from plumbline.domain.audits.choices import Asked
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.governance.models import Practice
from plumbline.domain.okrs.selectors.levels import Levels
from plumbline.domain.okrs.selectors.moments import Moment

PERSON: Final = "person"
"""The kind of item of what hangs on a person and on no objective."""


@dataclass(frozen=True, slots=True)
class PracticeAsked:
    """A practice that was in force.

    Attributes:
        practice: As it stood then.
        number: The version it had.
        team_name: Of the team it held in; empty for everywhere.
        team_path: Where that team stood then; empty for everywhere.
        asks: Of what it is asked.
    """

    practice: Practice
    number: int
    team_name: str
    team_path: str
    asks: frozenset[Asked]

    def is_asked(self, asked: Asked, team_path: str) -> bool:
        """Whether it is asked of such a thing in a team of then."""
        return asked in self.asks and team_path.startswith(self.team_path)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a check is told.

    Attributes:
        moment: The day, and the instant that rows are read at.
        practices: Those that were in force.
        levels: What ran beside each objective, read once for all turns.
        team_path: Where it looks: this team of then and those below; everywhere without.
        cycle: Only this cycle.
    """

    moment: Moment
    practices: Sequence[PracticeAsked]
    levels: Levels
    team_path: str = ""
    cycle: Cycle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that is not as a practice asks, with its evidence.

    Attributes:
        practice_id: The row of the practice.
        message: In the language of the organization.
        words: At fault, strongest first.
        values: Numbers and days of the item, by field.
        is_sure: Whether the practice counts as not kept; else somebody is to look at it.
    """

    practice_id: int
    code: str
    name: str
    message: str
    item_kind: str
    item_public_id: str
    item_title: str
    field: str
    words: tuple[str, ...] = ()
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A subject that was looked at, with its flaws.

    Attributes:
        place: By which the check orders its subjects, from 1 upwards.
        objective_public_id: Of the objective it is or hangs on: whoever sees that reads of this.
            Empty for a person.
        title: Its words then.
        team_path: Where its team stood then; empty for a personal objective.
        practice_id: The row of the practice that alone is asked of it; without, all that ask such
            things where it stands are.
        person_id: Who is looked at, where it is a person.
    """

    place: int
    objective_public_id: str
    title: str
    team_id: int | None
    team_name: str
    team_path: str
    cycle_name: str
    asked: Asked
    practice_id: int | None = None
    person_id: int | None = None
    flaws: tuple[Flaw, ...] = ()


class Check(Protocol):
    """One way of checking practices."""

    def asks(
        self, practices: Sequence[Practice], moment: Moment, cycle: Cycle | None
    ) -> Mapping[int, frozenset[Asked]]:
        """Return of what it asks practices, by row; those it cannot check are left out.

        Args:
            practices: As they stood then.
            moment: When.
            cycle: Where only one is looked at.
        """
        ...

    def count(self, inquiry: Inquiry) -> int:
        """Return how many subjects there are, whoever sees them."""
        ...

    def look(self, inquiry: Inquiry, *, after: int, most: int) -> Sequence[Seen]:
        """Return the next subjects behind a place, at most so many; empty at the end."""
        ...
