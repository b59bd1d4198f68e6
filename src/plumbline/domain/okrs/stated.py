"""What the rows of objectives and key results state, as the engine's documents hold it."""

from plumbline.domain.okrs.definitions import checkpoints_read, stages_read
from plumbline.domain.okrs.models.key_result import KeyResultFields
from plumbline.domain.okrs.models.objective import GradeFields
from plumbline.engine.documents import model as documents


def metric_stated(row: KeyResultFields) -> documents.Metric | None:
    """Return what is measured and where it is to go; `None` where nothing is said."""
    metric = documents.Metric(
        kind=documents.MetricKind(row.metric_kind) if row.metric_kind else None,
        unit=row.unit or None,
        baseline=row.baseline,
        target=row.target,
        low=row.low,
        high=row.high,
        relative_target=row.relative_target,
        baseline_by=row.baseline_by,
        accumulates=row.accumulates,
        decimals=row.decimals,
        checkpoints=checkpoints_read(row.checkpoints),
        stages=stages_read(row.stages),
    )
    return None if metric == documents.Metric() else metric


def measurement_stated(row: KeyResultFields) -> documents.Measurement | None:
    """Return how it is measured; `None` where nothing is said."""
    return documents.Measurement(**row.measurement) if row.measurement else None


def movement_stated(row: KeyResultFields) -> documents.ExpectedMovement | None:
    """Return the range of movement its owner finds plausible."""
    if row.expected_low is None or row.expected_high is None:
        return None
    return documents.ExpectedMovement(low=row.expected_low, high=row.expected_high)


def evidence_stated(row: KeyResultFields) -> documents.EvidenceDemand | None:
    """Return what counts as evidence, and by when."""
    if not row.evidence_counts:
        return None
    return documents.EvidenceDemand(counts=row.evidence_counts, by=row.evidence_by)


def grade_stated(row: GradeFields) -> documents.Grade | None:
    """Return the grade; `None` where none was begun."""
    grade = documents.Grade(
        better_state=documents.BetterState(row.better_state) if row.better_state else None,
        self_score=row.self_score,
        final_score=row.final_score,
        note=row.grade_note or None,
        reason=row.grade_reason or None,
        learned=row.learned or None,
        evidence=row.learned_evidence or None,
    )
    return None if grade == documents.Grade() else grade
