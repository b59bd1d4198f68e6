"""Where the example plays: everything that was made so far, by the keys of the content."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.journal.models import Source
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.models import Organization

#: The days of a quarter of the example: thirteen whole weeks.
QUARTER_DAYS = 91
#: How far the present quarter is.
DAYS_IN = 56


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the example, counted from the present one."""

    today: date

    @property
    def this_start(self) -> date:
        """The first day of the present quarter."""
        return self.today - timedelta(days=DAYS_IN)

    def quarter_start(self, distance: int) -> date:
        """Return the first day of the quarter `distance` after (negative: before) the present."""
        return self.this_start + timedelta(days=QUARTER_DAYS * distance)

    def quarter_name(self, distance: int) -> str:
        """Return a name such as 2026-Q4: the calendar quarter the present one is mostly in."""
        middle = self.this_start + timedelta(days=QUARTER_DAYS // 2)
        number = middle.year * 4 + (middle.month - 1) // 3 + distance
        return f"{number // 4}-Q{number % 4 + 1}"


@dataclass(slots=True)
class Stage:
    """The rows made so far; keys are those of the content."""

    organization: Organization
    calendar: Calendar
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    key_results: dict[str, KeyResult] = field(default_factory=dict)
    check_ins: dict[tuple[str, int], CheckIn] = field(default_factory=dict)
    _viewers: dict[str, Viewer] = field(default_factory=dict)

    def viewer(self, key: str, at: datetime) -> Viewer:
        """Return who acts; asked anew only after `viewers_forget`, for rights seldom change."""
        if key not in self._viewers:
            self._viewers[key] = viewer_of(
                person=self.people[key],
                organization=self.organization,
                at=at,
                source=Source.PAGE,
            )
        return self._viewers[key]

    def viewers_forget(self) -> None:
        """Let everybody's rights be asked anew: teams, roles or deputies changed."""
        self._viewers.clear()

    def lead_of(self, team: str) -> str:
        """Return the key of the person who leads a team, or the one above if nobody does."""
        while team not in self.leads:
            above = self.teams[team].parent_id
            team = next(key for key, row in self.teams.items() if row.pk == above)
        return self.leads[team]
