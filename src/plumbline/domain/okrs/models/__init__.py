"""Models of objectives and key results, one module an entity."""

from plumbline.domain.okrs.models.adjustments import Adjustment, Pause
from plumbline.domain.okrs.models.alignment import Alignment, AlignmentState
from plumbline.domain.okrs.models.choices import (
    BetterState,
    Cadence,
    Dimension,
    Indicator,
    MetricKind,
    Origin,
    State,
    Status,
    Style,
    Theme,
    Visibility,
)
from plumbline.domain.okrs.models.counts import CountsBook, CountsMark, TeamCounts
from plumbline.domain.okrs.models.key_result import (
    EarlyWarning,
    KeyResult,
    KeyResultContributor,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Reading,
    ReadingSource,
)
from plumbline.domain.okrs.models.lineage import Descent, Lineage
from plumbline.domain.okrs.models.objective import (
    GradeAttachment,
    Objective,
    ObjectiveContributor,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
)
from plumbline.domain.okrs.models.openings import Opening
from plumbline.domain.okrs.models.past_counts import (
    PastCounts,
    PastMark,
    PastStatuses,
    WeekCounts,
)

__all__ = [
    "Adjustment",
    "Alignment",
    "AlignmentState",
    "BetterState",
    "Cadence",
    "CountsBook",
    "CountsMark",
    "Descent",
    "Dimension",
    "EarlyWarning",
    "GradeAttachment",
    "Indicator",
    "KeyResult",
    "KeyResultContributor",
    "KeyResultScore",
    "KeyResultScoreState",
    "KeyResultState",
    "Lineage",
    "MetricKind",
    "Objective",
    "ObjectiveContributor",
    "ObjectiveScore",
    "ObjectiveScoreState",
    "ObjectiveState",
    "Opening",
    "Origin",
    "PastCounts",
    "PastMark",
    "PastStatuses",
    "Pause",
    "Reading",
    "ReadingSource",
    "State",
    "Status",
    "Style",
    "TeamCounts",
    "Theme",
    "Visibility",
    "WeekCounts",
]
