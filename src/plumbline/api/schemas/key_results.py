"""Key results, coming in and going out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from plumbline.api.schemas.custom_values import CustomIn, CustomOut, custom_shown
from plumbline.api.schemas.values import (
    Day,
    Flag,
    Input,
    Measure,
    Output,
    Patch,
    PublicId,
    Ref,
    Tags,
    Text,
    Whole,
)
from plumbline.domain.okrs.selectors.pages import KeyResultShown
from plumbline.domain.okrs.values import (
    Cadence,
    Dimension,
    Indicator,
    MetricKind,
    MetricValues,
    Theme,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.scalars import DECIMAL_PLACES_LIMIT
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.staleness import CheckInState

MOST_STEPS = 100
MOST_KEY_RESULTS = 1000


class Checkpoint(Output):
    """A value expected by a day."""

    date: date
    value: Measure


class Stage(Output):
    """A step of a milestone; without shares all count the same."""

    title: str
    share: Measure | None


class CheckpointIn(Input):
    """A value expected by a day."""

    date: Day
    value: Measure


class StageIn(Input):
    """A step of a milestone, with the share of the whole it stands for, 0 to 1."""

    title: Text
    share: Measure | None = None


class MetricOut(Output):
    """What is measured; all values in its unit."""

    kind: documents.MetricKind | None
    unit: str
    decimals: int | None
    baseline: Measure | None
    baseline_by: date | None = Field(description="Until then the baseline may be measured.")
    target: Measure | None = Field(description="The value to reach, or the limit.")
    relative_target: Measure | None = Field(description="Change of the baseline in percent.")
    low: Measure | None
    high: Measure | None
    accumulates: bool
    checkpoints: list[Checkpoint]
    stages: list[Stage]


class KeyResultOut(Output):
    """A key result as a part of its objective. Ratios run from 0 to 1."""

    id: str = Field(validation_alias="public_id")
    document_key: str = Field(description="Its id in documents; empty without one.")
    title: str
    owner: Ref | None
    state: documents.State
    rank: int
    weight: Measure
    is_guardrail: bool
    guardrail: GuardrailState | None
    metric: MetricOut
    cadence: documents.Cadence
    start: date
    due: date
    value: Measure | None = Field(description="The latest value, in the metric's unit.")
    stage: int | None = Field(description="Stages reached, of a milestone with stages.")
    current_on: date | None
    raw_progress: Measure | None
    progress: Measure
    has_data: bool
    pace: Measure = Field(description="The progress expected by today.")
    confidence: int | None
    checked_in_on: date | None
    check_in: CheckInState | None = Field(description="How fresh the latest check-in is.")
    check_in_due_on: date | None
    chance: Measure | None = Field(
        description="Of reaching the target, 0 to 1; null while nothing can be said."
    )
    status: str = Field(
        description=(
            "What the data says: on_track, at_risk, off_track, too_early, no_data; not_computed "
            "for guardrails and drafts. Silence is not in it: see check_in."
        )
    )
    chance_model: str = Field(description="What said chance and status; empty where nothing did.")
    tags: list[str]
    version: int


class KeyResultDetail(KeyResultOut):
    """A key result on its own."""

    objective: Ref
    indicator: str
    dimension: str
    theme: str
    evidence_counts: str
    evidence_by: date | None
    state_reason: str
    custom: CustomOut

    @classmethod
    def of(cls, shown: KeyResultShown) -> "KeyResultDetail":
        """Return a key result as it is shown on its own."""
        row = shown.row
        return cls(
            **dict(KeyResultOut.model_validate(shown.facts)),
            objective=Ref(id=row.objective.public_id, name=row.objective.title),
            indicator=row.indicator,
            dimension=row.dimension,
            theme=row.theme,
            evidence_counts=row.evidence_counts,
            evidence_by=row.evidence_by,
            state_reason=row.state_reason,
            custom=custom_shown(shown.custom),
        )


class MetricIn(Input):
    """What is measured; what is left out stays as it is (or empty in a new key result)."""

    kind: MetricKind | None = None
    unit: Text = ""
    decimals: Annotated[Whole, Field(ge=0, le=DECIMAL_PLACES_LIMIT)] | None = None
    baseline: Measure | None = None
    baseline_by: Day | None = None
    target: Measure | None = None
    relative_target: Measure | None = None
    low: Measure | None = None
    high: Measure | None = None
    accumulates: Flag = False
    checkpoints: list[CheckpointIn] = Field(default_factory=list, max_length=MOST_STEPS)
    stages: list[StageIn] = Field(default_factory=list, max_length=MOST_STEPS)

    def onto(self, values: MetricValues) -> MetricValues:
        """Return `values` with what this body names."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        if "checkpoints" in given:
            given["checkpoints"] = tuple(
                documents.Checkpoint(date=step.date, value=step.value) for step in self.checkpoints
            )
        if "stages" in given:
            given["stages"] = tuple(
                documents.Stage(title=stage.title, share=stage.share) for stage in self.stages
            )
        return replace(values, **given)


class KeyResultFields(Input):
    """What a key result says."""

    title: Text = ""
    owner: PublicId | None = None
    metric: MetricIn = MetricIn()
    weight: Measure = Decimal(1)
    is_guardrail: Flag = False
    start: Day | None = None
    due: Day | None = None
    cadence: Cadence = Cadence.WEEKLY
    indicator: Indicator | None = None
    dimension: Dimension | None = None
    theme: Theme | None = None
    evidence_counts: Text = ""
    evidence_by: Day | None = None
    tags: Tags = Field(default_factory=list)
    document_key: Annotated[Text, Field(max_length=120)] = ""
    custom: CustomIn = Field(default_factory=dict)


class KeyResultPatch(KeyResultFields, Patch):
    """What is to change; what is left out stays as it is."""


class KeyResultIn(KeyResultFields):
    """A new key result of a planned objective."""

    objective: PublicId
    title: Text


class KeyResultAdjust(KeyResultPatch):
    """A change to a running key result, with the reason that everybody will read."""

    reason: Text
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")


class KeyResultMove(Input):
    """The objective that it goes to; where it runs, why, which everybody will read."""

    objective: PublicId
    reason: Text = ""
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")


class KeyResultDuplicate(Input):
    """Where another one is written, and what it is called; by default as and where this one is."""

    objective: PublicId | None = None
    title: Text = ""
    reason: Text = Field("", description="Why; asked for where the objective runs.")
    effective_on: Day | None = Field(None, description="Today, unless said otherwise.")


class KeyResultsOrder(Input):
    """The key results of an objective in their new order, and in the one that was seen."""

    order: list[PublicId] = Field(max_length=MOST_KEY_RESULTS)
    seen: list[PublicId] = Field(max_length=MOST_KEY_RESULTS)
