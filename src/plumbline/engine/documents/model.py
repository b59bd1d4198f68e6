"""The OKR document, version 1: everything Plumbline knows about OKRs, as frozen data.

The same classes come out of every reader (YAML, JSON, Markdown, CSV), go into the rule engine
and the scoring, and are what import, export, diff and apply exchange with the database.
A value that the text did not state is `None` or empty; defaults are applied by whoever uses the
document, so that a document written back says no more than its author did.

`spans` on each node maps the name of a field (`"title"`, `"target"`) to the place its value was
read from, and `"self"` to the whole node. A document built in code has no spans.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from plumbline.engine.documents.choices import (
    BetterState,
    Cadence,
    Dimension,
    Indicator,
    MetricKind,
    Origin,
    PromiseState,
    State,
    Style,
    Theme,
    Visibility,
)
from plumbline.engine.documents.dependency import Dependency
from plumbline.engine.documents.external_link import ExternalLink
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.undated import Undated

__all__ = [
    "Adjustment",
    "BetterState",
    "Cadence",
    "CheckIn",
    "Checkpoint",
    "Cycle",
    "Dependency",
    "Dimension",
    "Document",
    "EvidenceDemand",
    "ExpectedMovement",
    "ExternalLink",
    "Grade",
    "Indicator",
    "Initiative",
    "KeyResult",
    "Link",
    "Measurement",
    "Metric",
    "MetricKind",
    "Objective",
    "Origin",
    "Pause",
    "Priority",
    "PromiseState",
    "Spans",
    "Stage",
    "State",
    "Style",
    "Theme",
    "Visibility",
]

Spans = Mapping[str, Span]
#: A field called `date` hides the type of that name from the annotations of its class.
Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """The stretch of time the document speaks of; `end` is its last whole day."""

    name: str
    start: date | None = None
    end: date | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A strategic priority that objectives name by `id` (M2)."""

    id: str
    title: str
    why: str | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An alignment to a parent objective or key result, named by its document id (M11).

    Attributes:
        id: Document id of the parent.
        weight: `None` when the link only supports; a weight when it contributes to the
            parent's progress. At most 3 decimal places, not negative.
    """

    id: str
    weight: Decimal | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A dated step of a phased target."""

    date: Day
    value: Decimal
    spans: Spans = field(default_factory=dict, hash=False)  # rows are kept by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of a staged milestone; `share` is the part of the way it stands for, 0 to 1."""

    title: str
    share: Decimal | None = None
    reached_on: date | None = None
    spans: Spans = field(default_factory=dict, hash=False)  # rows are kept by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What a key result measures and where it is to go.

    Attributes:
        kind: See `MetricKind`; `None` when the text leaves it open.
        unit: As written, such as `"%"`, `"days"`, `"$"`; `None` for a plain count.
        baseline: The value at the start; `None` while unknown or not stated.
        target: The value to reach, or the limit of `at_most` / `at_least`.
        low: Lower end of a range (`kind` range), inclusive.
        high: Upper end of a range, inclusive.
        relative_target: Change asked of the baseline in percent (`-20` for "20 % less"), when
            the target is stated relative to it; resolves when the baseline is known.
        baseline_by: Day by which a baseline still to be measured is due.
        accumulates: True for a total that grows over the cycle, False for a level.
        decimals: Digits shown behind the decimal mark, 0 to 12.
        checkpoints: Phased targets in order of date.
        stages: Stages of a milestone in order; empty for pass or fail.
    """

    kind: MetricKind | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    relative_target: Decimal | None = None
    baseline_by: date | None = None
    accumulates: bool = False
    decimals: int | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    stages: tuple[Stage, ...] = ()
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How a metric is measured (M6): the fraction, its source, the protocol of a survey."""

    numerator: str | None = None
    denominator: str | None = None
    source: str | None = None
    protocol: str | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedMovement:
    """The range of movement its owner finds plausible, in the metric's unit."""

    low: Decimal
    high: Decimal
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDemand:
    """What counts as evidence of a qualitative key result, and by when (M8)."""

    counts: str
    by: date | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One reading. `date` is when it was true; `recorded_at` when it was learned (UTC).

    Attributes:
        evidence: What shows that it is so, in words.
        link: Where that can be looked up: an http or https address.
        files: How the files that show it are called; they do not travel in the document.
        corrects: Day of the earlier reading that this one takes the place of.
        corrects_at: Which reading of that day it is, by its `recorded_at`; else the last one.
    """

    date: Day
    value: Decimal | None = None
    confidence: int | None = None
    note: str | None = None
    evidence: str | None = None
    link: str | None = None
    files: tuple[str, ...] = ()
    author: str | None = None
    recorded_at: datetime | None = None
    corrects: Day | None = None
    corrects_at: datetime | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A stretch in which time did not count.

    Attributes:
        since: Its first day.
        until: The day it goes on, which counts again; `None` while it lasts.
    """

    since: date
    until: date | None = None
    reason: str | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """An open change to what ran: why, and each value before and after.

    Attributes:
        on: Day from which it counts.
        changes: By the name of the value a mapping with `old` and `new`.
        author: E-mail address or name of whoever made it.
        recorded_at: When it was learned (UTC).
    """

    on: date
    reason: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    author: str | None = None
    recorded_at: datetime | None = None
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The end of a cycle in the owner's and the lead's words; scores from 0 to 1.

    Attributes:
        note: What explains the score.
        reason: Why the final score is not the owner's one.
        evidence: What shows that the thing was learned.
        files: How the files that show it are called; they do not travel in the document.
    """

    better_state: BetterState | None = None
    self_score: Decimal | None = None
    final_score: Decimal | None = None
    note: str | None = None
    reason: str | None = None
    learned: str | None = None
    evidence: str | None = None
    files: tuple[str, ...] = ()
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """Work that serves a key result: read and counted, never progress."""

    title: str
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """A measurable result with one directly responsible owner (M6).

    Attributes:
        id: Document id, unique in the document; `None` when the text gave none.
        title: One line, without list mark, prefix, owner, score and mark-up.
        owner: E-mail address or name as written.
        contributors: Further owners as written.
        metric: `None` when no number, state or stages were stated.
        current: The latest reading when the text states only one.
        undated: What the text states of no day; only other shapes than ours do.
        check_ins: The history of readings in order of date, when the text carries it.
        weight: Share in its objective; at most 3 decimal places, 0 or more; `None` means 1.
        shared: Several teams contribute; `supports` of their key results name this one (M10).
        pairs_with: Document ids of the early-warning indicators of a pass/fail result (M9).
    """

    title: str
    id: str | None = None
    owner: str | None = None
    contributors: tuple[str, ...] = ()
    metric: Metric | None = None
    guardrail: bool = False
    shared: bool = False
    supports: tuple[Link, ...] = ()
    pairs_with: tuple[str, ...] = ()
    weight: Decimal | None = None
    rank: int | None = None
    state: State | None = None
    state_reason: str | None = None
    start: date | None = None
    due: date | None = None
    cadence: Cadence | None = None
    indicator: Indicator | None = None
    dimension: Dimension | None = None
    theme: Theme | None = None
    expected_movement: ExpectedMovement | None = None
    measurement: Measurement | None = None
    evidence: EvidenceDemand | None = None
    current: CheckIn | None = None
    undated: Undated | None = None
    check_ins: tuple[CheckIn, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    grade: Grade | None = None
    tags: tuple[str, ...] = ()
    external_links: tuple[ExternalLink, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    initiatives: tuple[Initiative, ...] = ()
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A qualitative, memorable statement of a better state (M4).

    Attributes:
        id: Document id, unique in the document; `None` when the text gave none.
        team: Name or key of the owning team as written; `None` for the document's default.
        personal: True for a person's own objective (M15); its owner is that person.
        priority: Document id of the strategic priority it serves.
        rank: Place in its team's order, from 1.
        supports: Parents it supports, or contributes to where the link has a weight.
        state_reason: Why it was stopped or paused.
    """

    title: str
    id: str | None = None
    why: str | None = None
    owner: str | None = None
    contributors: tuple[str, ...] = ()
    team: str | None = None
    personal: bool = False
    priority: str | None = None
    rank: int | None = None
    style: Style | None = None
    state: State | None = None
    state_reason: str | None = None
    origin: Origin | None = None
    visibility: Visibility | None = None
    supports: tuple[Link, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    pauses: tuple[Pause, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    grade: Grade | None = None
    tags: tuple[str, ...] = ()
    external_links: tuple[ExternalLink, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    initiatives: tuple[Initiative, ...] = ()
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Document:
    """One OKR document. It can be referred to weakly, by what remembers something of it.

    Attributes:
        version: Version of the format, `1`.
        objectives: In document order; nesting is expressed by `supports`, and by
            `containers` for headings that only group.
        dependencies: What key results wait for or deliver, in the order it was asked for.
        containers: Titles of groups (headings) with their spans, for the reader's preview.
    """

    version: int = 1
    organization: str | None = None
    cycle: Cycle | None = None
    priorities: tuple[Priority, ...] = ()
    objectives: tuple[Objective, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    containers: tuple[Initiative, ...] = ()
    spans: Spans = field(default_factory=dict)

    def key_results(self) -> Iterator[tuple[Objective, KeyResult]]:
        """Yield every key result with its objective, in document order."""
        for objective in self.objectives:
            for key_result in objective.key_results:
                yield objective, key_result
