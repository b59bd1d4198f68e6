"""What pages and the API are told of objectives and key results, as frozen values.

All ratios are `Decimal` from 0 to 1, measures are in the unit of their key result, weights have at
most 3 places. Nothing in here names what the viewer may not see.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.models import State, Status, Style, Visibility
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.staleness import CheckInState


@dataclass(frozen=True, slots=True)
class Name:
    """A person, team, cycle, objective or key result as a link shows it."""

    public_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What a key result measures, as it stood on the day asked about.

    Attributes:
        target: The value to reach, or the limit; resolved from the baseline where it is relative.
        relative_target: The change of the baseline asked for, in percent.
    """

    kind: documents.MetricKind | None
    unit: str
    decimals: int | None
    baseline: Decimal | None
    baseline_by: date | None
    target: Decimal | None
    relative_target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    accumulates: bool
    checkpoints: tuple[documents.Checkpoint, ...]
    stages: tuple[documents.Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultFacts:
    """A key result as a row of the tree or of a list.

    Attributes:
        document_key: Its id in documents, empty without one.
        weight: 0 to 1,000; counts nothing for a guardrail.
        guardrail: Whether it holds; `None` for a key result that is no guardrail.
        value: The latest value in the metric's unit; `None` without one and for stages.
        stage: The number of stages reached, of a staged milestone.
        current_on: The day of the latest value.
        raw_progress: The ratio as computed, below 0 and above 1 included; `None` without data.
        progress: What counts; 0 while there is no data, so show "no data" by `has_data`.
        has_data: Whether anything was measured.
        pace: The progress expected by that day.
        pace_bent: The corners of the pace line in values, where an adjustment may have bent it.
        confidence: The owner's word, 1 to 10.
        checked_in_on: The day of the latest check-in that stands.
        check_in: How fresh that is; `None` while nobody is asked for check-ins.
        check_in_due_on: The day the next one is due; `None` when none is.
        chance: Of reaching its target, 0 to 1, 4 places, as stored; `None` while there is none.
        status: What the data says, as stored; a pause and silence are not in it, see `check_in`.
            `not_computed` for guardrails, drafts, and days of which nothing was said.
        chance_model: What said so; empty where nothing did.
        evidence_counts: What counts as evidence, in its owner's words.
        version: For `expected` in services; the version of today, also for a past day.
    """

    public_id: str
    document_key: str
    title: str
    owner: Name | None
    state: State
    rank: int
    weight: Decimal
    is_guardrail: bool
    is_shared: bool
    guardrail: GuardrailState | None
    metric: Metric
    cadence: documents.Cadence
    start: date
    due: date
    value: Decimal | None
    stage: int | None
    current_on: date | None
    raw_progress: Decimal | None
    progress: Decimal
    has_data: bool
    pace: Decimal
    pace_bent: tuple[tuple[date, Decimal], ...] = ()
    confidence: int | None
    checked_in_on: date | None
    check_in: CheckInState | None
    check_in_due_on: date | None
    chance: Decimal | None
    status: Status
    chance_model: str
    tags: tuple[str, ...]
    evidence_counts: str
    version: int

    @property
    def needs_baseline(self) -> bool:
        """Whether nothing can be counted before the baseline is in."""
        metric = self.metric
        is_level = metric.kind in (documents.MetricKind.INCREASE, documents.MetricKind.DECREASE)
        return is_level and metric.baseline is None and not metric.accumulates


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """An objective in its place in the tree.

    Attributes:
        progress: `None` means "not scored": left out of every mean.
        has_data: Whether any part that counts was measured; without it, show "no data".
        pace: The weighted mean of its key results' pace; `None` without any that count.
        mean_confidence: Of its key results without guardrails, one decimal.
        check_in: The worst of its key results', "no data" only when no part has data; `None`
            while nobody is asked for check-ins.
        mean_chance: Of its own key results that have a chance, 0 to 1, 4 places, as stored.
        status: What follows from it and from silence, as stored; `not_computed` where it is not
            judged: a draft, style learning, nothing with weight.
        chance_model: What said so; empty where nothing did.
        key_results: In their order, stopped ones and guardrails too.
        children_count: Objectives below it that the viewer sees.
        contributes: The weight by which it counts in the parent it is listed under; `None` at
            the root and for a link that only supports.
        other_parents: Further parents that the viewer sees, in any cycle.
        version: For `expected` in services; the version of today, also for a past day.
    """

    public_id: str
    document_key: str
    title: str
    why: str
    owner: Name | None
    team: Name | None
    cycle: Name
    style: Style | None
    state: State
    visibility: Visibility
    is_personal: bool
    rank: int | None
    tags: tuple[str, ...]
    progress: Decimal | None
    has_data: bool
    pace: Decimal | None
    mean_confidence: Decimal | None
    guardrails_breached: int
    check_in: CheckInState | None
    mean_chance: Decimal | None
    status: Status
    chance_model: str
    key_results: tuple[KeyResultFacts, ...]
    children_count: int
    contributes: Decimal | None
    other_parents: tuple[Name, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLevel:
    """One level of the tree, or a page of it.

    Attributes:
        as_of: The day it is shown as of; `None` for now.
        after: Pass it on as `after` for the next page; `None` on the last one.
    """

    cycle: Name
    as_of: date | None
    nodes: tuple[TreeNode, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """A link to another objective, or one of its key results, that the viewer sees.

    Attributes:
        objective: The other end, or the objective of the key result that is the other end.
        progress: Of that objective; `None` when it is not scored.
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
