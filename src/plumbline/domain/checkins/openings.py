"""What an open check-in rests on: the entry before it, and what a new value would mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.chances import Chance
from plumbline.domain.okrs.definitions import course_changes, key_result_definition
from plumbline.domain.okrs.models import KeyResult, MetricKind, Reading
from plumbline.domain.okrs.permissions import key_result_permit, visible_to
from plumbline.domain.okrs.scoring import engine_readings_of, key_result_scored, pauses_of
from plumbline.domain.okrs.selectors.courses import adjusted_of
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.objectives import key_result_get
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.documents.model import Pause
from plumbline.engine.messages import Message
from plumbline.engine.scoring.metrics import metric_resolve
from plumbline.engine.scoring.pace import expected_progress
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.engine.scoring.readings import Reading as EngineReading

CONFIDENCE_FALL = 2
"""So many steps less sure than last time ask for a note. Source: check-in practice of the field:
a fall of one is mood, of two is news."""

JUMP_RATIO = Decimal("0.25")
"""A move of this share of the whole way in one check-in asks for a note: of the thirteen weeks of
a quarter each brings one thirteenth, so this is three weeks at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestEntry:
    """The entry of a key result that was recorded last, withdrawals included.

    Attributes:
        public_id: What a form sends back, so that an entry made meanwhile is noticed.
        is_own: Whether the viewer entered it.
        is_withdrawal: Whether it only takes another one back.
    """

    public_id: str
    effective_on: date
    recorded_at: datetime
    value: Decimal | None
    stage: int | None
    confidence: int | None
    author: Name | None
    is_own: bool
    is_withdrawal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPreview:
    """What a value would mean if it were saved now.

    Attributes:
        progress: What would count, 0 to 1; `None` while there is no data.
        pace: Where it should be by that day; `None` for a guardrail.
        guardrail: Whether it would hold.
        chance: What would be said of it; `None` for a guardrail.
        note_asked: Why a note is asked; `None` while it is optional.
    """

    progress: Decimal | None
    pace: Decimal | None
    guardrail: GuardrailState | None
    chance: Chance | None
    note_asked: Message | None


def latest_entries(*, viewer: Viewer, key_results: Collection[str]) -> Mapping[str, LatestEntry]:
    """Return the latest entry of each key result by public id (one query); none, no key."""
    entries = CheckIn.objects.filter(
        visible_to(viewer, of="key_result__objective"), key_result__public_id__in=key_results
    )
    newest = entries.order_by().values("key_result").annotate(newest=Max("pk")).values("newest")
    rows = CheckIn.objects.filter(pk__in=newest)
    return {
        row.key_result.public_id: latest_entry(row, viewer=viewer)
        for row in rows.select_related("key_result", "reading", "author")
    }


def latest_entry(row: CheckIn, *, viewer: Viewer) -> LatestEntry:
    """Return an entry (author and reading fetched) as a form needs it."""
    own = {row.author_id, row.deputy_id}
    return LatestEntry(
        public_id=row.public_id,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        value=row.reading.value if row.reading else None,
        stage=row.reading.stage if row.reading else None,
        confidence=row.confidence,
        author=Name(row.author.public_id, row.author.name) if row.author else None,
        is_own=viewer.person_id in own,
        is_withdrawal=row.is_withdrawal,
    )


def check_in_preview(
    *,
    viewer: Viewer,
    public_id: str,
    value: Decimal | None,
    confidence: int | None,
    effective_on: date,
    at: datetime,
) -> CheckInPreview:
    """Say what a value would mean, without writing anything (five queries).

    Args:
        viewer: Who asks; only who may check in is told.
        public_id: Of the key result.
        value: As in `CheckInValues`; `None` leaves the value as it is.
        confidence: 1 to 10, `None` while not chosen.
        effective_on: The day it would be true on.
        at: Now.

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
        PermissionRefused: They see it, but may not check in on it.
    """
    key_result = key_result_get(viewer=viewer, public_id=public_id)
    key_result_permit(viewer, Act.CHECK_IN, key_result)
    today = organization_day(organization_bound(), at)
    readings = engine_readings_of(Reading.objects.filter(key_result=key_result))
    if value is not None and effective_on <= today:
        readings = (*readings, _reading(key_result, value, effective_on, at))
    pauses = pauses_of(key_result)
    scored = key_result_scored(key_result, readings=readings, pauses=pauses, on=today)
    is_guardrail = key_result.is_guardrail
    return CheckInPreview(
        progress=scored.progress.counted if scored.progress.has_data else None,
        pace=None if is_guardrail else _pace(key_result, pauses, at=at),
        guardrail=scored.guardrail,
        chance=None if is_guardrail else scored.chance,
        note_asked=note_asked(key_result, value=value, confidence=confidence),
    )


def _pace(key_result: KeyResult, pauses: Sequence[Pause], *, at: datetime) -> Decimal:
    """Return where a key result should be today, its adjustments minded (one query)."""
    moment, cycle = moment_of(at=at, as_of=None), key_result.objective.cycle
    definition = key_result_definition(key_result)
    changes = course_changes(
        definition,
        adjusted_of(key_result.pk, moment),
        cycle_start=cycle.start,
        cycle_end=cycle.end,
    )
    return expected_progress(definition, on=moment.day, pauses=pauses, changes=changes)


def note_asked(
    key_result: KeyResult, *, value: Decimal | None, confidence: int | None
) -> Message | None:
    """Say why a note is asked for with these values; `None` while it is optional.

    Args:
        key_result: With its score as it is before the check-in.
        value: The new value.
        confidence: The new word.
    """
    before = key_result.score
    if confidence is not None and before.confidence is not None:
        fall = before.confidence - confidence
        if fall >= CONFIDENCE_FALL:
            return Message("checkins.note_less_sure", {"fall": fall})
    resolved = metric_resolve(key_result_definition(key_result))
    if value is None or resolved.baseline is None or resolved.target is None:
        return None
    way = abs(resolved.target - resolved.baseline)
    if before.current_value is None:
        # The first value comes from where it all began: however far, nothing jumped. Beyond the
        # whole way it is more likely a slip of the keyboard, or news.
        beyond = way and abs(value - resolved.baseline) > way
        return Message("checkins.note_beyond") if beyond else None
    moved = abs(value - before.current_value)
    return Message("checkins.note_jump") if way and moved >= way * JUMP_RATIO else None


def _reading(
    key_result: KeyResult, value: Decimal, effective_on: date, at: datetime
) -> EngineReading:
    staged = bool(key_result.stages) and key_result.metric_kind == MetricKind.MILESTONE
    return EngineReading(
        on=effective_on,
        value=None if staged else value,
        stage=int(value) if staged else None,
        recorded_at=at,
    )
