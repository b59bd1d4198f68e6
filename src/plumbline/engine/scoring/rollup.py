"""From key results to objectives: the weighted mean and its deltas in whole numbers.

An objective is Σ w·p / Σ w over its key results without guardrails and the objectives that
contribute to it. Weights have at most 3 places and progress 9, so both sums are exact integers
when scaled; a change is applied as a difference of two contributions and can never drift from
the recomputed sum.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.model import Style
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import (
    NumberRefused,
    decimal_accept,
    decimal_plain,
    exactly,
    percent_shown,
    round_progress,
)
from plumbline.engine.scoring.explain import Step

WEIGHT_SCALE = 10**3
PROGRESS_SCALE = 10**9
# Sums are stored as 64-bit integers: 1000 × 10^3 × 10^9 leaves room for more than 9,000 parts of
# the greatest weight in one objective.
MAX_WEIGHT = Decimal(1000)

# Source: 0.7 is the healthy result of a stretch by convention; a commitment is to be met.
BARS = {Style.ASPIRATIONAL: Decimal("0.7"), Style.COMMITTED: Decimal(1)}


class RollupRefused(ValueError):
    """Parts that cannot be rolled up together.

    Attributes:
        message: What is wrong with them and what to do.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class PartKind(StrEnum):
    """What a part of an objective is, which decides whether it counts."""

    KEY_RESULT = "key_result"
    GUARDRAIL = "guardrail"
    CONTRIBUTING = "contributing"
    SUPPORTING = "supporting"


@dataclass(frozen=True, slots=True)
class Part:
    """Something an objective is made of, as it stands on a day.

    Attributes:
        weight: 0 or more, at most 3 decimal places.
        progress: What counts, 0 to 1; `None` for a contributing objective that is not scored.
        kind: Guardrails and objectives that only support add nothing.
        has_data: False while there was no check-in; the part then counts with progress 0.
        is_stopped: Dropped by that day, hence out of the mean.
        source: What the part is; the same source may stand in an objective only once.
        title: For the explanation.
        explanation: How `progress` came to be.
    """

    weight: Decimal
    progress: Decimal | None
    kind: PartKind = field(default=PartKind.KEY_RESULT, kw_only=True)
    has_data: bool = field(default=True, kw_only=True)
    is_stopped: bool = field(default=False, kw_only=True)
    source: Hashable = field(default=None, kw_only=True)
    title: str = field(default="", kw_only=True)
    explanation: Step | None = field(default=None, kw_only=True)

    @property
    def is_counted(self) -> bool:
        """Whether the part takes part in the mean."""
        return (
            self.kind in {PartKind.KEY_RESULT, PartKind.CONTRIBUTING}
            and not self.is_stopped
            and self.progress is not None
        )


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """How far an objective has come.

    Attributes:
        progress: 0 to 1, 9 places; `None` means "not scored": left out of every mean.
        weight_sum: Σ w of the parts that count.
        weighted_sum: Σ w·p of the parts that count.
        has_data: Whether any part that counts (weight above 0) has been checked in.
        explanation: How the number came to be.
    """

    progress: Decimal | None
    weight_sum: Decimal
    weighted_sum: Decimal
    has_data: bool
    explanation: Step


@dataclass(frozen=True, slots=True)
class RollupDelta:
    """A change of an objective's sums, in scaled integers."""

    weight_scaled: int = 0
    weighted_scaled: int = 0

    def __add__(self, other: "RollupDelta") -> "RollupDelta":
        return RollupDelta(
            self.weight_scaled + other.weight_scaled, self.weighted_scaled + other.weighted_scaled
        )

    def __sub__(self, other: "RollupDelta") -> "RollupDelta":
        return RollupDelta(
            self.weight_scaled - other.weight_scaled, self.weighted_scaled - other.weighted_scaled
        )


@dataclass(frozen=True, slots=True)
class RollupState:
    """The sums an objective is stored with.

    Attributes:
        weight_sum_scaled: Σ w × 10^3.
        weighted_sum_scaled: Σ w·p × 10^12.
    """

    weight_sum_scaled: int = 0
    weighted_sum_scaled: int = 0

    def apply(self, delta: RollupDelta) -> "RollupState":
        """The sums after a change: the contribution after it minus the one before."""
        return RollupState(
            self.weight_sum_scaled + delta.weight_scaled,
            self.weighted_sum_scaled + delta.weighted_scaled,
        )

    def progress_scaled(self) -> int | None:
        """Progress × 10^9, rounded half up; `None` when Σ w = 0."""
        if not self.weight_sum_scaled:
            return None
        return (2 * self.weighted_sum_scaled + self.weight_sum_scaled) // (
            2 * self.weight_sum_scaled
        )

    def progress(self, style: Style | None = None) -> Decimal | None:
        """Progress from 0 to 1, 9 places; `None` means "not scored" (Σ w = 0, or learning)."""
        scaled = self.progress_scaled()
        if scaled is None or style is Style.LEARNING:
            return None
        return progress_unscaled(scaled)


@exactly
def weight_scaled(weight: Decimal) -> int:
    """A weight × 10^3 as a whole number.

    Raises:
        NumberRefused: Negative, above 1000, or more than 3 decimal places.
    """
    accepted = decimal_accept(weight)
    scaled = accepted * WEIGHT_SCALE
    if accepted < 0 or accepted > MAX_WEIGHT or scaled != scaled.to_integral_value():
        raise NumberRefused(
            Message("scoring.weight_refused", {"weight": accepted, "limit": MAX_WEIGHT})
        )
    return int(scaled)


@exactly
def progress_scaled(progress: Decimal) -> int:
    """A progress × 10^9 as a whole number, rounded half up.

    Raises:
        NumberRefused: Below 0 or above 1.
    """
    if not progress.is_finite() or not 0 <= progress <= 1:
        raise NumberRefused(Message("scoring.progress_refused", {"progress": str(progress)}))
    return int(round_progress(progress) * PROGRESS_SCALE)


@exactly
def progress_unscaled(scaled: int) -> Decimal:
    """The progress a scaled integer stands for."""
    return decimal_plain(Decimal(scaled) / PROGRESS_SCALE)


def contribution(weight: Decimal, progress: Decimal | None) -> RollupDelta:
    """What one part adds to the sums of its objective.

    Args:
        weight: 0 to 1000, at most 3 places.
        progress: 0 to 1; `None` (a guardrail, stopped, not scored, no part at all) adds nothing.
    """
    if progress is None:
        return RollupDelta()
    weight_of_part = weight_scaled(weight)
    return RollupDelta(weight_of_part, weight_of_part * progress_scaled(progress))


def part_contribution(part: Part) -> RollupDelta:
    """What a part adds to the sums of its objective; nothing unless it is counted."""
    return contribution(part.weight, part.progress if part.is_counted else None)


def objective_progress(parts: Sequence[Part], *, style: Style | None = None) -> ObjectiveProgress:
    """Roll the parts of one objective up.

    Args:
        parts: Key results, guardrails and linked objectives as they stand on a day.
        style: A learning objective is not scored.

    Raises:
        RollupRefused: Two parts have the same source.
        NumberRefused: A weight or progress out of bounds.
    """
    _refuse_repeated(parts)
    state = RollupState()
    for part in parts:
        state = state.apply(part_contribution(part))
    progress = state.progress(style)
    return ObjectiveProgress(
        progress=progress,
        weight_sum=_weight_sum(state),
        weighted_sum=_weighted_sum(state),
        has_data=any(part.is_counted and part.weight > 0 and part.has_data for part in parts),
        explanation=_explained(parts, state, progress, style),
    )


@exactly
def attainment(progress: Decimal | None, style: Style) -> Decimal | None:
    """How much of its style's bar an objective has reached: min(1, progress ÷ bar).

    Returns:
        0 to 1, 9 places; `None` for learning objectives and those that are not scored.
    """
    bar = BARS.get(style)
    if progress is None or bar is None:
        return None
    return min(Decimal(1), round_progress(progress / bar))


@exactly
def _weight_sum(state: RollupState) -> Decimal:
    return decimal_plain(Decimal(state.weight_sum_scaled) / WEIGHT_SCALE)


@exactly
def _weighted_sum(state: RollupState) -> Decimal:
    return decimal_plain(Decimal(state.weighted_sum_scaled) / (WEIGHT_SCALE * PROGRESS_SCALE))


def _refuse_repeated(parts: Iterable[Part]) -> None:
    seen: set[Hashable] = set()
    for part in parts:
        if part.source is None:
            continue
        if part.source in seen:
            raise RollupRefused(Message("scoring.part_repeated", {"title": part.title}))
        seen.add(part.source)


def _explained(
    parts: Sequence[Part], state: RollupState, progress: Decimal | None, style: Style | None
) -> Step:
    steps = tuple(_part_step(part) for part in parts)
    if style is Style.LEARNING:
        return Step(Message("scoring.learning_not_scored"), None, steps)
    if progress is None:
        message_id = "scoring.nothing_weighs" if parts else "scoring.no_parts"
        return Step(Message(message_id), None, steps)
    message = Message(
        "scoring.weighted_mean",
        {
            "weighted_sum": _weighted_sum(state),
            "weight_sum": _weight_sum(state),
            "percent": percent_shown(progress),
        },
    )
    return Step(message, progress, steps)


def _part_step(part: Part) -> Step:
    below = (part.explanation,) if part.explanation else ()
    params: dict[str, object] = {"title": part.title, "weight": decimal_plain(part.weight)}
    if part.is_stopped:
        return Step(Message("scoring.part_stopped", params), None, below)
    if part.kind is PartKind.GUARDRAIL:
        return Step(Message("scoring.part_guardrail", params), None, below)
    if part.kind is PartKind.SUPPORTING:
        return Step(Message("scoring.part_supporting", params), None, below)
    if part.progress is None:
        return Step(Message("scoring.part_not_scored", params), None, below)
    if not part.has_data:
        return Step(Message("scoring.part_no_data", params), part.progress, below)
    message_id = (
        "scoring.part_contributing"
        if part.kind is PartKind.CONTRIBUTING
        else "scoring.part_key_result"
    )
    params["percent"] = percent_shown(part.progress)
    return Step(Message(message_id, params), part.progress, below)
