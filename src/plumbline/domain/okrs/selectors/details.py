"""One objective or one key result with everything its page says, as it is and as it was."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name, TreeNode
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.documents import model as documents


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, in the key result's unit (of a staged milestone the share reached)."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """One changed value of an adjustment in canonical text, `None` for no value."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentFacts:
    """An open change to what ran: on which day it took effect, why and who."""

    public_id: str
    on: date
    reason: str
    author: Name | None
    key_result: Name | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """A link to another objective, or one of its key results, that the viewer sees.

    Attributes:
        public_id: Of the link's other end (objective); with `key_result` set, of its objective.
        weight: By which a child counts in its parent; `None` when it only supports.
        key_result: The key result at the other end, if it is one.
        own_key_result: The key result at this end, if it is one.
    """

    objective: Name
    team: Name | None
    progress: Decimal | None
    weight: Decimal | None
    key_result: Name | None
    own_key_result: Name | None
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultDetails:
    """Everything the page of a key result says.

    Attributes:
        facts: The key result as the tree shows it.
        readings: The values that stand, one a day, oldest first.
        expected: The pace line as points to be joined (line) or held (phased); empty where no
            value is expected (ranges, limits, milestones, unknown baseline or target).
        expected_is_stepped: Whether `expected` holds from point to point.
        targets: The target from each day on which it was set, oldest first.
        parents: What it supports; `children` what supports it.
        early_warnings: Indicators that warn of it; `warns_of` what it warns of.
        acts: What the viewer may do to it today.
    """

    facts: KeyResultFacts
    objective: Name
    objective_why: str
    team: Name | None
    cycle: Name
    as_of: date | None
    measurement: documents.Measurement | None
    indicator: str
    dimension: str
    theme: str
    evidence_counts: str
    evidence_by: date | None
    expected_range: tuple[Decimal, Decimal] | None
    state_reason: str
    readings: tuple[Point, ...]
    expected: tuple[Point, ...]
    expected_is_stepped: bool
    targets: tuple[Point, ...]
    adjustments: tuple[AdjustmentFacts, ...]
    pauses: tuple[documents.Pause, ...]
    parents: tuple[LinkFacts, ...]
    children: tuple[LinkFacts, ...]
    early_warnings: tuple[Name, ...]
    warns_of: tuple[Name, ...]
    contributors: tuple[Name, ...]
    custom: dict[str, object]
    acts: frozenset[Act]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDetails:
    """Everything the page of an objective says; `facts` holds its key results."""

    facts: TreeNode
    as_of: date | None
    state_reason: str
    priority: Name | None
    origin: str
    activated_at: datetime | None
    better_state: str
    self_score: Decimal | None
    final_score: Decimal | None
    grade_note: str
    grade_reason: str
    learned: str
    learned_evidence: str
    parents: tuple[LinkFacts, ...]
    children: tuple[LinkFacts, ...]
    adjustments: tuple[AdjustmentFacts, ...]
    pauses: tuple[documents.Pause, ...]
    contributors: tuple[Name, ...]
    custom: dict[str, object]
    acts: frozenset[Act]


def key_result_details(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> KeyResultDetails:
    """Return what the page of a key result says.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    raise NotImplementedError


def objective_details(
    *, viewer: Actor, public_id: str, at: datetime, as_of: date | None = None
) -> ObjectiveDetails:
    """Return what the page of an objective says.

    Raises:
        NotFound: There is none with this id (or was none that day), or it is not for the viewer.
    """
    raise NotImplementedError
