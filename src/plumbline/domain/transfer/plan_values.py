"""What an import would do, as frozen data: what the preview shows and what the import carries out.

Nothing here touches the database. The rows speak in the order of the document; what is to be
written hangs in `ImportPlan.objectives`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.okrs.models import KeyResult, MetricKind, Objective, State, Style, Visibility
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.domain.tenancy.texts import one_line
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.as_of import undated_stated
from plumbline.engine.documents.reading import LeftOut, Problem, ReadResult
from plumbline.engine.messages import Message

#: What objectives that state none can come in as.
IMPORT_STATES = (State.DRAFT, State.ACTIVE)
TEAM_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTarget:
    """Where a document goes, as far as it does not say so itself.

    Attributes:
        cycle: That takes everything; `None`: the one it names, made if need be, or the running one.
        team: For objectives that name no team, or one that cannot be made; `None` is the company.
        owner: For objectives and key results that name nobody.
        style: For objectives that state none; `None` leaves it open.
        state: For objectives that state none, as far as they lack nothing for it.
        as_of: The day of what the document states of none; `None` leaves it out.
        matches: Who somebody is whom the document names, by `PlannedPerson.key`.
        team_matches: Which team the document means, by `PlannedTeam.key`.
    """

    cycle: Cycle | None = None
    team: Team | None = None
    owner: Person | None = None
    style: Style | None = None
    state: State = State.DRAFT
    as_of: date | None = None
    matches: Mapping[str, Person] = field(default_factory=dict)
    team_matches: Mapping[str, Team] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPerson:
    """Somebody the document names.

    Attributes:
        written: The name or address as it stands first in the document.
        name: What the person is, or will be, called.
        email: Their address, if known.
        person: Who it is; `None` when an unclaimed person is made.
        is_ambiguous: Several people are called so; none of them is taken.
        taken: Whom the name alone stands for, whatever the importer chose.
        objectives: How many objectives they own.
        key_results: How many key results they own.
    """

    written: str
    name: str
    email: str = ""
    person: Person | None = None
    is_ambiguous: bool = False
    taken: Person | None = None
    objectives: int = 0
    key_results: int = 0

    @property
    def key(self) -> str:
        """By what the person is found in the plan."""
        return person_key(self.written)

    @property
    def is_unclaimed(self) -> bool:
        """Whether nobody signs in as this person yet."""
        return self.person is None or not self.person.is_claimed


def person_key(written: str) -> str:
    """Return what two spellings of one person have in common."""
    return one_line(written).casefold()


def team_key(written: str) -> str:
    """Return what two spellings of one team have in common."""
    return one_line(written)[:TEAM_NAME_LIMIT].casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTeam:
    """A team the document names, or the one that takes what names none.

    Attributes:
        team: Which one it is; `None` when it is made below the company.
        is_matched: Whether the importer said so.
    """

    written: str
    name: str
    team: Team | None = None
    is_matched: bool = False

    @property
    def key(self) -> str:
        """By what the team is found in the choices."""
        return team_key(self.written)

    @property
    def is_new(self) -> bool:
        """Whether the import makes it."""
        return self.team is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCycle:
    """The cycle that takes everything; `cycle` is `None` when the import makes it."""

    name: str
    start: date
    end: date
    kind: CycleKind = CycleKind.QUARTER
    cycle: Cycle | None = None

    @property
    def is_new(self) -> bool:
        """Whether the import makes it."""
        return self.cycle is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPriority:
    """A strategic priority; `priority` is `None` when the import makes it."""

    key: str
    title: str
    why: str = ""
    priority: Priority | None = None

    @property
    def is_new(self) -> bool:
        """Whether the import makes it."""
        return self.priority is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEnd:
    """One end of a link: an objective or key result of the document, or one that is here already.

    Attributes:
        objective_index: Place in `ImportPlan.objectives`; `None` for one that is here already.
        key_result_index: Place among that objective's key results; `None` for the objective.
    """

    objective_index: int | None = None
    key_result_index: int | None = None
    objective: Objective | None = None
    key_result: KeyResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLink:
    """A link to be made, and where it stands; `weight` is `None` when it only supports."""

    child: PlannedEnd
    parent: PlannedEnd
    weight: Decimal | None = None
    line: int = 1
    column: int = 1

    @property
    def is_outward(self) -> bool:
        """Whether it leads to what is here already."""
        return self.parent.objective is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPair:
    """A pass/fail key result and the indicator that warns of it early."""

    key_result: PlannedEnd
    indicator: PlannedEnd

    @property
    def is_outward(self) -> bool:
        """Whether one of them is here already."""
        return self.key_result.key_result is not None or self.indicator.key_result is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSide:
    """One side of a dependency: a key result, or a team with who stands for it."""

    key_result: PlannedEnd | None = None
    team: PlannedTeam | None = None
    person: PlannedPerson | None = None

    @property
    def is_new(self) -> bool:
        """Whether the import makes it."""
        return self.key_result is not None and self.key_result.key_result is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDependency:
    """A dependency to be made, and where it stands in the document."""

    dependency: documents.Dependency
    waiting: PlannedSide
    delivering: PlannedSide
    author: PlannedPerson | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedKeyResult:
    """A key result as it will be written.

    Attributes:
        key_result: As read, without what cannot be kept; see the problems of its row.
        check_ins: Its readings in the order they were recorded, `current` and the reached stages
            among them.
    """

    key_result: documents.KeyResult
    state: State
    rank: int
    owner: PlannedPerson | None = None
    contributors: tuple[PlannedPerson, ...] = ()
    check_ins: tuple[documents.CheckIn, ...] = ()
    adjustments: tuple[documents.Adjustment, ...] = ()
    custom: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedObjective:
    """An objective as it will be written."""

    objective: documents.Objective
    state: State
    visibility: Visibility
    team: PlannedTeam | None
    owner: PlannedPerson | None = None
    contributors: tuple[PlannedPerson, ...] = ()
    priority: PlannedPriority | None = None
    is_personal: bool = False
    adjustments: tuple[documents.Adjustment, ...] = ()
    custom: Mapping[str, object] = field(default_factory=dict)
    key_results: tuple[PlannedKeyResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricUnderstood:
    """What was read out of a key result, for the column "Understood as".

    Attributes:
        relative_target: The change asked of the baseline in percent.
        baseline_by: Until when the baseline is measured.
        due: The day it is due, if it is not the end of the cycle.
        stages: How many stages a milestone has.
    """

    kind: MetricKind | None
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    relative_target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    baseline_by: date | None = None
    due: date | None = None
    stages: int = 0
    is_guardrail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One line of the preview.

    Attributes:
        kind: `"objective"` or `"key_result"`.
        line: Where it stands in the document, from 1.
        metric: What was understood; `None` for objectives and when nothing was.
        style: Of an objective; `None` when none is stated.
        team: Of an objective; `None` when it is personal.
        owner: `None` when nobody is named and there is no default.
        check_ins: Of a key result the readings that come in with it.
        problems: What needs a look, to be shown below the row.
        left_out: Why this row is not imported, if it is not.
    """

    kind: str
    line: int
    title: str
    metric: MetricUnderstood | None = None
    style: Style | None = None
    team: PlannedTeam | None = None
    owner: PlannedPerson | None = None
    state: State | None = None
    check_ins: tuple[documents.CheckIn, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCounts:
    """What an import makes, in numbers; people are counted once each."""

    objectives: int = 0
    key_results: int = 0
    check_ins: int = 0
    links: int = 0
    dependencies: int = 0
    people_found: int = 0
    people_unclaimed: int = 0
    people_new: int = 0
    teams_new: int = 0
    cycles_new: int = 0
    priorities_new: int = 0
    duplicates: int = 0

    @property
    def things(self) -> int:
        """How many things are written one by one."""
        return self.objectives + self.key_results + self.links


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        result: What the reader brought.
        target: The choices made beside the document.
        cycle: Where it goes; `None` when that must be chosen first (see `refusals`).
        rows: The preview in order of the document.
        people: Everybody named, in order of first mention.
        teams: Every team named or taken, in order of first mention.
        priorities: Every priority named.
        problems: All problems in order of line, those of rows among them.
        left_out: Lines that were passed over, with the reason.
        assumed: What is taken in one of several ways, in order of line.
        refusals: What must be settled before anything can be imported; empty when it can be.
        objectives: What will be written.
        links: Links that will be made.
        pairs: Pairings with early warnings that will be made.
        dependencies: What will wait for something, or deliver it.
    """

    result: ReadResult
    target: ImportTarget
    cycle: PlannedCycle | None = None
    rows: tuple[PlanRow, ...] = ()
    people: tuple[PlannedPerson, ...] = ()
    teams: tuple[PlannedTeam, ...] = ()
    priorities: tuple[PlannedPriority, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    assumed: tuple[Problem, ...] = ()
    refusals: tuple[Message, ...] = ()
    objectives: tuple[PlannedObjective, ...] = ()
    links: tuple[PlannedLink, ...] = ()
    pairs: tuple[PlannedPair, ...] = ()
    dependencies: tuple[PlannedDependency, ...] = ()
    counts: PlanCounts = field(default_factory=PlanCounts)

    @property
    def undated(self) -> int:
        """How many key results state something of no day, whatever day it is given."""
        return sum(1 for _ in undated_stated(self.result.document))

    @property
    def owners_wanted(self) -> int:
        """How many objectives were to be active and lack an owner."""
        return sum(planned.owner is None for planned in self._chosen_active)

    @property
    def styles_wanted(self) -> int:
        """How many objectives were to be active and lack a style."""
        return sum(planned.objective.style is None for planned in self._chosen_active)

    @property
    def _chosen_active(self) -> tuple[PlannedObjective, ...]:
        """Objectives that state nothing themselves, when the importer chose them to be active."""
        if self.target.state != State.ACTIVE:
            return ()
        return tuple(planned for planned in self.objectives if planned.objective.state is None)

    @property
    def is_possible(self) -> bool:
        """Whether the import can be carried out."""
        return not self.refusals and bool(self.objectives)
