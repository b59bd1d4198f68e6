"""What a key result of the content says, as the values that the services take."""

from datetime import date, timedelta
from decimal import Decimal

from plumbline.domain.demo.content.model import KeyResultContent, MetricContent
from plumbline.domain.demo.stage import Stage
from plumbline.domain.okrs.values import KeyResultValues, MetricValues
from plumbline.engine.documents import model as documents


def decimal_of(text: str | None) -> Decimal | None:
    """Return a measure of the content, if it has one."""
    return None if text is None else Decimal(text)


def key_result_content_values(
    stage: Stage, content: KeyResultContent, *, start: date
) -> KeyResultValues:
    """Return what a key result says; `start` is the first day of its cycle."""
    return KeyResultValues(
        title=content.title,
        owner=stage.people[content.owner],
        metric=_metric(content, start),
        weight=Decimal(content.weight),
        is_guardrail=content.is_guardrail,
        is_shared=content.is_shared,
        due=_day(content.due, start),
        cadence=content.cadence,
        indicator=content.indicator,
        dimension=content.dimension,
        theme=content.theme,
        evidence_counts=content.evidence_counts,
        evidence_by=_day(content.evidence_by, start),
        tags=content.tags,
        document_key=content.key,
        custom=dict(content.custom) or None,
    )


def _metric(content: KeyResultContent, start: date) -> MetricValues:
    metric: MetricContent | None = content.metric
    if metric is None:
        return MetricValues()
    return MetricValues(
        kind=metric.kind,
        unit=metric.unit,
        baseline=decimal_of(metric.baseline),
        baseline_by=_day(metric.baseline_by, start),
        target=decimal_of(metric.target),
        relative_target=decimal_of(metric.relative_target),
        low=decimal_of(metric.low),
        high=decimal_of(metric.high),
        accumulates=metric.accumulates,
        checkpoints=tuple(
            documents.Checkpoint(date=start + timedelta(days=day), value=Decimal(value))
            for day, value in metric.checkpoints
        ),
        stages=tuple(
            documents.Stage(title=title, share=Decimal(share)) for title, share in metric.stages
        ),
        measurement=documents.Measurement(source=content.source) if content.source else None,
    )


def _day(number: int | None, start: date) -> date | None:
    return None if number is None else start + timedelta(days=number)
