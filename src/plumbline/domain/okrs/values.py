"""What a person says about an objective or key result, as frozen values.

Forms, the API, import and apply all fill these in and hand them to the services; nothing is set on
a row by the name of a string.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.definitions import checkpoints_read, stages_read
from plumbline.domain.okrs.models import (
    BetterState,
    Cadence,
    Descent,
    Dimension,
    Indicator,
    KeyResult,
    MetricKind,
    Objective,
    Origin,
    State,
    Status,
    Style,
    Theme,
    Visibility,
)
from plumbline.domain.okrs.models.key_result import MetricFields
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.strategy.models import Priority
from plumbline.engine.documents import model as documents

# The words a value may take come along: interfaces read no models.
__all__ = [
    "THOUSANDTHS",
    "BetterState",
    "Cadence",
    "Descent",
    "Dimension",
    "Indicator",
    "KeyResultValues",
    "MetricKind",
    "MetricValues",
    "ObjectiveValues",
    "Origin",
    "State",
    "Status",
    "Style",
    "Theme",
    "Visibility",
    "key_result_duplicated",
    "key_result_values",
    "metric_values",
    "objective_values",
]

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveValues:
    """What an objective says.

    Attributes:
        team: `None` only for a personal objective.
        style: Empty while nobody decided.
        custom: Values of custom fields in text, by key; a list for several choices. They replace
            all it has; `None` leaves them as they are.
    """

    title: str
    cycle: Cycle
    team: Team | None = None
    owner: Person | None = None
    why: str = ""
    priority: Priority | None = None
    is_personal: bool = False
    style: Style | None = None
    origin: Origin = Origin.TOP_DOWN
    visibility: Visibility = Visibility.ORGANIZATION
    tags: tuple[str, ...] = ()
    document_key: str = ""
    custom: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricValues:
    """What a key result measures; measures are in its unit, see `engine.documents.model.Metric`."""

    kind: MetricKind | None = None
    unit: str = ""
    decimals: int | None = None
    baseline: Decimal | None = None
    baseline_by: date | None = None
    target: Decimal | None = None
    relative_target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    accumulates: bool = False
    checkpoints: Sequence[documents.Checkpoint] = ()
    stages: Sequence[documents.Stage] = ()
    measurement: documents.Measurement | None = None
    expected_low: Decimal | None = None
    expected_high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultValues:
    """What a key result says; `custom` as in `ObjectiveValues`.

    `weight` has at most 3 decimal places.
    """

    title: str
    owner: Person | None = None
    metric: MetricValues = field(default_factory=MetricValues)
    weight: Decimal = Decimal(1)
    rank: int | None = None
    is_guardrail: bool = False
    is_shared: bool = False
    start: date | None = None
    due: date | None = None
    cadence: Cadence = Cadence.WEEKLY
    indicator: str = ""
    dimension: str = ""
    theme: str = ""
    evidence_counts: str = ""
    evidence_by: date | None = None
    tags: tuple[str, ...] = ()
    document_key: str = ""
    custom: Mapping[str, object] | None = None


def objective_values(objective: Objective) -> ObjectiveValues:
    """Return what an objective says now, to be changed with `dataclasses.replace`."""
    return ObjectiveValues(
        title=objective.title,
        cycle=objective.cycle,
        team=objective.team,
        owner=objective.owner,
        why=objective.why,
        priority=objective.priority,
        is_personal=objective.is_personal,
        style=Style(objective.style) if objective.style else None,
        origin=Origin(objective.origin),
        visibility=Visibility(objective.visibility),
        tags=tuple(objective.tags),
        document_key=objective.document_key,
    )


def key_result_values(key_result: KeyResult) -> KeyResultValues:
    """Return what a key result says now, to be changed with `dataclasses.replace`."""
    return KeyResultValues(
        title=key_result.title,
        owner=key_result.owner,
        metric=metric_values(key_result),
        weight=Decimal(key_result.weight) / THOUSANDTHS,
        rank=key_result.rank,
        is_guardrail=key_result.is_guardrail,
        is_shared=key_result.is_shared,
        start=key_result.start,
        due=key_result.due,
        cadence=Cadence(key_result.cadence),
        indicator=key_result.indicator,
        dimension=key_result.dimension,
        theme=key_result.theme,
        evidence_counts=key_result.evidence_counts,
        evidence_by=key_result.evidence_by,
        tags=tuple(key_result.tags),
        document_key=key_result.document_key,
    )


def key_result_duplicated(key_result: KeyResult) -> KeyResultValues:
    """Return what a duplicate of a key result begins with: all it says, behind the others.

    It has no place, key of documents or custom values yet.
    """
    return replace(key_result_values(key_result), rank=None, document_key="")


def metric_values(key_result: MetricFields) -> MetricValues:
    """Return what a key result, or one of a template, measures now."""
    measurement = (
        documents.Measurement(**key_result.measurement) if key_result.measurement else None
    )
    return MetricValues(
        kind=MetricKind(key_result.metric_kind) if key_result.metric_kind else None,
        unit=key_result.unit,
        decimals=key_result.decimals,
        baseline=key_result.baseline,
        baseline_by=key_result.baseline_by,
        target=key_result.target,
        relative_target=key_result.relative_target,
        low=key_result.low,
        high=key_result.high,
        accumulates=key_result.accumulates,
        checkpoints=checkpoints_read(key_result.checkpoints),
        stages=stages_read(key_result.stages),
        measurement=measurement,
        expected_low=key_result.expected_low,
        expected_high=key_result.expected_high,
    )
