"""Templates of the organization, coming in and going out."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from plumbline.api.schemas.key_results import Checkpoint, MetricOut, Stage
from plumbline.api.schemas.values import (
    Flag,
    Input,
    Measure,
    Output,
    Patch,
    PublicId,
    Ref,
    Text,
)
from plumbline.domain.okrs.values import Cadence, KeyResultValues
from plumbline.domain.templates.selectors import (
    NAME_CHARACTERS,
    Function,
    Style,
    key_result_values_of,
)
from plumbline.engine.documents.model import MetricKind

if TYPE_CHECKING:
    from plumbline.domain.templates.models import Template

Name = Annotated[Text, Field(max_length=NAME_CHARACTERS)]


class TemplateKeyResultOut(Output):
    """A key result that comes along; nobody's as yet."""

    title: str
    weight: Measure
    is_guardrail: bool
    metric: MetricOut
    cadence: Cadence
    evidence_counts: str

    @classmethod
    def of(cls, values: KeyResultValues) -> "TemplateKeyResultOut":
        """Return a key result as it is shown."""
        metric = values.metric
        return cls(
            title=values.title,
            weight=values.weight,
            is_guardrail=values.is_guardrail,
            metric=MetricOut(
                kind=MetricKind(metric.kind.value) if metric.kind else None,
                unit=metric.unit,
                decimals=metric.decimals,
                baseline=metric.baseline,
                baseline_by=None,
                target=metric.target,
                relative_target=metric.relative_target,
                low=metric.low,
                high=metric.high,
                accumulates=metric.accumulates,
                checkpoints=[Checkpoint.model_validate(each) for each in metric.checkpoints],
                stages=[Stage.model_validate(each) for each in metric.stages],
            ),
            cadence=values.cadence,
            evidence_counts=values.evidence_counts,
        )


class TemplateOut(Output):
    """An objective with its key results, to begin others from."""

    id: str
    name: str
    function: Function | None = Field(description="What kind of work it is for; null for any.")
    team: Ref | None = Field(description="Of the objective it was saved from.")
    title: str
    why: str
    style: Style | None
    with_figures: bool
    is_archived: bool
    saved_at: datetime
    key_results: list[TemplateKeyResultOut]
    version: int

    @classmethod
    def of(cls, row: "Template") -> "TemplateOut":
        """Return a template as it is shown."""
        return cls(
            id=row.public_id,
            name=row.name,
            function=Function(row.function) if row.function else None,
            team=Ref(id=row.team.public_id, name=row.team.name) if row.team else None,
            title=row.title,
            why=row.why,
            style=Style(row.style) if row.style else None,
            with_figures=row.with_figures,
            is_archived=row.is_archived,
            saved_at=row.saved_at,
            key_results=[
                TemplateKeyResultOut.of(key_result_values_of(each))
                for each in row.key_results.all()
            ],
            version=row.version,
        )


class TemplateIn(Input):
    """Which objective becomes a template, and under which name."""

    objective: PublicId
    name: Name
    function: Function | None = None
    with_figures: Flag = False


class TemplatePatch(Patch):
    """What changes of a template; what is left out stays."""

    name: Name = ""
    function: Function | None = None
    title: Text = ""
    why: Text = ""
    style: Style | None = None


class TemplateRenew(Input):
    """The objective whose words take the place of what the template says."""

    objective: PublicId
    with_figures: Flag = False


class TemplateStart(Input):
    """Where an objective begins from it; without a team it is personal."""

    cycle: PublicId
    team: PublicId | None = None
    owner: PublicId | None = Field(None, description="You, unless said otherwise.")
