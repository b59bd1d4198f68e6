"""The vocabulary in which the example company is written down.

Days are numbers: 0 is the first day of the cycle that a thing belongs to. Measures are text, read
as decimals. People and teams are named by their keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.okrs.models import (
    BetterState,
    Cadence,
    MetricKind,
    Origin,
    Style,
    Visibility,
)
from plumbline.domain.orgs.rights import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamContent:
    """A team; `parent` is the key of the team above."""

    key: str
    name: str
    parent: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContent:
    """A person; `key` is also the first part of their address.

    Attributes:
        teams: Keys of the teams they belong to.
        leads: Keys of the teams they lead, which they also belong to.
        is_claimed: False for somebody who has no sign-in yet.
    """

    key: str
    name: str
    teams: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    manager: str | None = None
    roles: tuple[Role, ...] = ()
    is_claimed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyContent:
    """Who stands in for whom, in days of the present cycle."""

    person: str
    acts_for: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyContent:
    """What one key result needs of another; days are counted from the first of this quarter.

    Attributes:
        delivering: The key result that is asked; empty where a team is.
        team: The team that is asked.
        person: Who stands for that team.
        reason: Why it was declined.
    """

    title: str
    waiting: str
    delivering: str = ""
    team: str = ""
    person: str = ""
    asked: int
    needed_by: int
    accepted: int | None = None
    declined: int | None = None
    delivered: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityContent:
    """A strategic priority."""

    key: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldContent:
    """A custom field."""

    subject: FieldSubject
    key: str
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricContent:
    """What a key result measures; see `okrs.values.MetricValues`.

    Attributes:
        baseline_by: The day by which the baseline is to be measured.
        checkpoints: Phased targets as (day, value).
        stages: Stages of a milestone as (title, share).
    """

    kind: MetricKind
    unit: str = ""
    baseline: str | None = None
    baseline_by: int | None = None
    target: str | None = None
    relative_target: str | None = None
    low: str | None = None
    high: str | None = None
    accumulates: bool = False
    checkpoints: tuple[tuple[int, str], ...] = ()
    stages: tuple[tuple[str, str], ...] = ()


def increase(baseline: str, target: str, unit: str = "") -> MetricContent:
    """Return a metric that is to grow."""
    return MetricContent(kind=MetricKind.INCREASE, unit=unit, baseline=baseline, target=target)


def decrease(baseline: str, target: str, unit: str = "") -> MetricContent:
    """Return a metric that is to shrink."""
    return MetricContent(kind=MetricKind.DECREASE, unit=unit, baseline=baseline, target=target)


def total(
    target: str, unit: str = "", checkpoints: tuple[tuple[int, str], ...] = ()
) -> MetricContent:
    """Return a total that adds up from nothing over the cycle, with phased targets if any."""
    return MetricContent(
        kind=MetricKind.INCREASE,
        unit=unit,
        baseline="0",
        target=target,
        accumulates=True,
        checkpoints=checkpoints,
    )


def between(low: str, high: str, unit: str = "") -> MetricContent:
    """Return a metric that is to stay in a range."""
    return MetricContent(kind=MetricKind.RANGE, unit=unit, low=low, high=high)


def at_most(limit: str, unit: str = "") -> MetricContent:
    """Return a metric that is to stay at or below a limit."""
    return MetricContent(kind=MetricKind.AT_MOST, unit=unit, target=limit)


def at_least(limit: str, unit: str = "") -> MetricContent:
    """Return a metric that is to stay at or above a limit."""
    return MetricContent(kind=MetricKind.AT_LEAST, unit=unit, target=limit)


def milestone(*stages: tuple[str, str]) -> MetricContent:
    """Return a milestone: with stages by their shares, without any reached or not."""
    return MetricContent(kind=MetricKind.MILESTONE, stages=stages)


@dataclass(frozen=True, slots=True)
class Said:
    """A check-in.

    Attributes:
        day: When it was true.
        value: What was measured; of a milestone the number of stages reached.
        confidence: 1 to 10.
        note: What the owner says about it.
        late: How many days later it was written down.
        by: Who wrote it; the key result's owner if empty.
        evidence: What shows it.
        file: Name and text of what is kept with it.
    """

    day: int
    value: str | None = None
    confidence: int | None = None
    note: str = ""
    late: int = field(default=0, kw_only=True)
    by: str = field(default="", kw_only=True)
    evidence: str = field(default="", kw_only=True)
    file: tuple[str, str] | None = field(default=None, kw_only=True)


def series(
    values: str,
    confidences: str,
    *,
    first: int = 7,
    every: int = 7,
    notes: Mapping[int, str] | None = None,
) -> tuple[Said, ...]:
    """Return check-ins at a steady step.

    Args:
        values: What was measured each time, separated by spaces.
        confidences: The word that went with each.
        first: The day of the first.
        every: Days from one to the next.
        notes: What was said, by day.
    """
    pairs = zip(values.split(), confidences.split(), strict=True)
    said = notes or {}
    return tuple(
        Said(day := first + number * every, value, int(confidence), said.get(day, ""))
        for number, (value, confidence) in enumerate(pairs)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A later entry for the check-in of the day `of`."""

    on: int
    of: int
    value: str
    confidence: int | None = None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The check-in of the day `of` is taken back."""

    on: int
    of: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A change of what was agreed, with its reason; what is `None` stays as it was."""

    on: int
    reason: str
    target: str | None = None
    weight: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The baseline that was still to be measured is known."""

    on: int
    baseline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A key result or an objective is stopped, with the reason."""

    on: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """An objective is paused and, with `until`, goes on."""

    on: int
    reason: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The end of an objective; see `okrs.services.grading.GradeValues`."""

    better_state: BetterState
    score: str | None = None
    note: str = ""
    reason: str = ""
    learned: str = ""
    evidence: str = ""


KeyResultEvent = Said | Corrected | Withdrawn | Adjusted | Measured | Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultContent:
    """A key result with what became of it.

    Attributes:
        supports: Keys of key results that it supports.
        added_on: Added while the objective ran, with `added_reason`; `None` from the start.
    """

    key: str
    title: str
    owner: str
    metric: MetricContent | None
    events: tuple[KeyResultEvent, ...] = ()
    weight: str = "1"
    cadence: Cadence = Cadence.WEEKLY
    is_guardrail: bool = False
    is_shared: bool = False
    due: int | None = None
    indicator: str = ""
    dimension: str = ""
    theme: str = ""
    evidence_counts: str = ""
    evidence_by: int | None = None
    source: str = ""
    supports: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()
    added_on: int | None = None
    added_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveContent:
    """An objective with its key results and what became of it.

    Attributes:
        team: Empty for a personal one.
        supports: Keys of objectives or key results that it supports.
        contributes: Keys of objectives it contributes to, each with a weight.
        written: The day it was written.
        activated: The day it began; `None` leaves it a draft.
        is_proposed: Proposed from below and not accepted yet.
        graded: Given in the week after the cycle.
    """

    key: str
    title: str
    owner: str
    key_results: tuple[KeyResultContent, ...]
    team: str = ""
    why: str = ""
    style: Style | None = Style.ASPIRATIONAL
    priority: str = ""
    origin: Origin = Origin.TOP_DOWN
    visibility: Visibility = Visibility.ORGANIZATION
    tags: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()
    supports: tuple[str, ...] = ()
    contributes: tuple[tuple[str, str], ...] = ()
    written: int = -14
    activated: int | None = 0
    is_proposed: bool = False
    is_submitted: bool = False
    rests: tuple[Rested, ...] = ()
    dropped: Dropped | None = None
    graded: Graded | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkContent:
    """Something that somebody says about an objective, or about one of its key results.

    Attributes:
        days_ago: Days before today.
        reply_to: Key of what it answers; empty for nothing.
    """

    key: str
    person: str
    objective: str
    days_ago: int
    text: str
    key_result: str = ""
    reply_to: str = ""
    is_question: bool = False
