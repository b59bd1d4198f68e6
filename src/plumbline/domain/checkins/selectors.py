"""Reading check-ins: those of a key result, and what a person is asked for this week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from plumbline.domain.attachments.selectors import AttachmentFacts, attachment_facts
from plumbline.domain.checkins.models import CheckIn, CheckInAttachment
from plumbline.domain.okrs.definitions import Adjusted, key_result_definition
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import KeyResult, Reading, Status
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.courses import adjusted_at
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name
from plumbline.domain.okrs.selectors.lines import Point, points_of
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.names import person_name, team_name
from plumbline.domain.okrs.selectors.nodes import CHECK_IN_ORDER, key_result_paced
from plumbline.domain.okrs.selectors.objectives import (
    key_result_get,
    key_results_visible,
)
from plumbline.domain.okrs.selectors.rows_at import KeyResultAt, PausesAt, Span, pauses_at
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.paging import rows_part
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.engine.scoring.rollup import progress_unscaled
from plumbline.engine.scoring.staleness import CheckInState

#: How many values a sparkline holds: a quarter of weeks.
SPARKLINE_POINTS = 13

_LAST = CHECK_IN_ORDER[-1]
_LATEST: Final = ("-effective_on", "-recorded_at", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInFacts:
    """One check-in as a list shows it.

    Attributes:
        value: In the metric's unit; `None` for a word of confidence alone and for stages.
        stage: Stages reached, of a staged milestone.
        progress: What counted after it, 0 to 1; `None` without data.
        chance: The chance after it, 0 to 1, as it was said then; `None` while there was none.
        chance_model: What said so; empty where nothing did.
        attachments: Files it rests on.
        deputy: Who entered it for the author.
        is_standing: False once it was corrected or withdrawn, and for a withdrawal itself.
        corrects: Public id of the check-in it replaces or withdraws.
        corrected_by: Public id of the one that replaced or withdrew it.
    """

    public_id: str
    effective_on: date
    recorded_at: datetime
    value: Decimal | None
    stage: int | None
    confidence: int | None
    note: str
    evidence_text: str
    evidence_link: str
    attachments: tuple[AttachmentFacts, ...]
    author: Name | None
    deputy: Name | None
    source: str
    imported_on: date | None
    progress: Decimal | None
    chance: Decimal | None
    status: Status
    chance_model: str
    is_standing: bool
    is_withdrawal: bool
    is_withdrawn: bool
    corrects: str | None
    corrected_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPage:
    """Check-ins, newest first; pass `after` on for the next page, `None` on the last one."""

    check_ins: tuple[CheckInFacts, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCheckIn:
    """A key result that the viewer is asked to check in on.

    Attributes:
        team_id: The row of the team; never shown.
        for_person: Whom the viewer stands in for; `None` for their own.
        is_done: Whether nothing is due this week.
        begins_on: The day it begins, while that day has not come; nothing is due before it.
        sparkline: The latest values that stand, oldest first.
    """

    facts: KeyResultFacts
    objective: Name
    team: Name | None
    team_id: int | None
    for_person: Name | None
    is_done: bool
    begins_on: date | None
    sparkline: tuple[Point, ...]


def check_ins_of_key_result(
    *,
    viewer: Actor,
    key_result: str,
    as_of: date | None = None,
    after: str | None = None,
    limit: int = 25,
) -> CheckInPage:
    """Return the check-ins of a key result (by public id), newest first; four queries at most.

    Args:
        viewer: Who asks.
        key_result: Its public id.
        as_of: Only what had been recorded by the end of that day, marked as it was marked then.
        after: Where the page before ended.
        limit: Check-ins of a page.

    Raises:
        NotFound: There is no such key result for the viewer; or the page before ended with a
            check-in that is gone.
    """
    subject = key_result_get(viewer=viewer, public_id=key_result)
    return check_ins_read(key_result=subject, as_of=as_of, after=after, limit=limit)


def check_ins_read(
    *, key_result: KeyResult, as_of: date | None, after: str | None, limit: int
) -> CheckInPage:
    """Return the check-ins of a key result that the viewer was found to read (two queries at most).

    Raises:
        NotFound: The page before ended with a check-in that is gone.
    """
    known = None if as_of is None else organization_day_end(organization_bound(), as_of)
    rows = _rows().filter(key_result=key_result)
    if known is not None:
        rows = rows.filter(recorded_at__lte=known)
    some, ended = rows_part(rows, _LATEST, after=after, limit=limit)
    _files_fetch(some)
    return CheckInPage(check_ins=tuple(_facts(row, known) for row in some), after=ended)


def check_in_get(*, viewer: Actor, public_id: str) -> CheckIn:
    """Return one check-in, to be corrected or withdrawn (one query).

    Raises:
        NotFound: There is none with this id, or it is not for the viewer.
    """
    seen = key_results_visible(viewer=viewer).values("pk")
    rows = _rows().filter(public_id=public_id, key_result__in=seen)
    row: CheckIn | None = rows.select_related("key_result").first()
    if row is None:
        raise NotFound("checkins.not_found")
    return row


def check_in_facts(*, viewer: Actor, public_id: str) -> CheckInFacts:
    """Return one check-in as a list shows it.

    Raises:
        NotFound: There is none with this id, or it is not for the viewer.
    """
    return _facts(check_in_get(viewer=viewer, public_id=public_id), None)


def my_check_ins(*, viewer: Viewer, at: datetime) -> tuple[MyCheckIn, ...]:
    """Return the key results the viewer checks in on, the most overdue first; five queries.

    Their own and those of the people they are deputy for today, active or being graded.
    """
    moment = moment_of(at=at, as_of=None)
    owned = _asked_of(viewer)
    key_results = list(owned.order_by("objective__team__path", "objective_id", "rank", "pk"))
    pauses = pauses_at({row.objective_id for row in key_results}, moment)
    lines = _sparklines(key_results, moment)
    adjusted = adjusted_at([_row_now(row) for row in key_results], moment)
    facts = [
        _facts_now(row, pauses, moment, adjusted=adjusted.get(row.pk, ())) for row in key_results
    ]
    pairs = zip(key_results, facts, strict=True)
    asked = [_asked(row, viewer, told, lines, moment) for row, told in pairs]
    return tuple(sorted(asked, key=lambda row: CHECK_IN_ORDER.index(row.facts.check_in or _LAST)))


@dataclass(frozen=True, slots=True)
class CheckInsWaiting:
    """How many check-ins somebody is asked for.

    Attributes:
        due: Those that are overdue among them.
        overdue: Two cadences late.
        latest_on: The last day on which one of them fell due; `None` where nothing is due.
    """

    due: int
    overdue: int
    latest_on: date | None


def my_check_ins_due(*, viewer: Viewer, at: datetime) -> int:
    """Return how many of `my_check_ins` are due; two queries, since every page asks."""
    return my_check_ins_waiting(viewer=viewer, at=at).due


def my_check_ins_waiting(*, viewer: Viewer, at: datetime) -> CheckInsWaiting:
    """Return how many of `my_check_ins` are due, overdue, and since when (two queries)."""
    moment = moment_of(at=at, as_of=None)
    key_results = list(_counted(viewer))
    pauses = pauses_at({row.objective_id for row in key_results}, moment)
    found = [_facts_now(row, pauses, moment) for row in key_results]
    asked = [facts for facts in found if _begins_on(facts, moment) is None]
    waiting = [facts for facts in asked if facts.check_in is not CheckInState.FRESH]
    return CheckInsWaiting(
        due=len(waiting),
        overdue=sum(facts.check_in is CheckInState.OVERDUE for facts in waiting),
        latest_on=max(filter(None, (facts.check_in_due_on for facts in waiting)), default=None),
    )


@asked_alike(128)
def _counted(viewer: Viewer) -> QuerySet[KeyResult]:
    """Return the same with only that fetched which says whether they are due."""
    rows = _asked_of(viewer).select_related(None)
    return rows.select_related("owner", "objective__cycle", "score")


@asked_alike(128)
def _asked_of(viewer: Viewer) -> QuerySet[KeyResult]:
    """Return what runs of the viewer and of those they are deputy for today."""
    people = {viewer.person_id} | viewer.deputy_for
    return key_results_visible(viewer=viewer).filter(
        owner__in=people, state__in=MEASURED_STATES, objective__state__in=MEASURED_STATES
    )


def _facts_now(
    row: KeyResult, pauses: PausesAt, moment: Moment, *, adjusted: Sequence[Adjusted] = ()
) -> KeyResultFacts:
    cycle = row.objective.cycle
    span = Span(cycle.public_id, cycle.name, cycle.start, cycle.end)
    at, team_id = _row_now(row), row.objective.team_id
    return key_result_paced(at, span, pauses.of(at), moment, team_id=team_id, adjusted=adjusted)


def _row_now(row: KeyResult) -> KeyResultAt:
    return KeyResultAt(row, row, getattr(row, "score", None))


def _begins_on(facts: KeyResultFacts, moment: Moment) -> date | None:
    """Return the day a key result begins, while it is still to come."""
    return facts.start if facts.start > moment.day else None


def _asked(
    row: KeyResult,
    viewer: Viewer,
    facts: KeyResultFacts,
    lines: Mapping[int, tuple[Point, ...]],
    moment: Moment,
) -> MyCheckIn:
    objective = row.objective
    begins_on = _begins_on(facts, moment)
    return MyCheckIn(
        facts=facts,
        objective=Name(objective.public_id, objective.title),
        team=team_name(objective.team),
        team_id=objective.team_id,
        for_person=None if row.owner_id == viewer.person_id else person_name(row.owner),
        is_done=begins_on is not None or facts.check_in is CheckInState.FRESH,
        begins_on=begins_on,
        sparkline=lines[row.pk],
    )


def _sparklines(
    key_results: Sequence[KeyResult], moment: Moment
) -> Mapping[int, tuple[Point, ...]]:
    """Return the latest values of key results (one query)."""
    entries: dict[int, list[Reading]] = {row.pk: [] for row in key_results}
    for reading in Reading.objects.filter(key_result__in=entries):
        entries[reading.key_result_id].append(reading)
    return {
        row.pk: points_of(
            key_result_definition(row), engine_readings_of(entries[row.pk]), on=moment.day
        )[-SPARKLINE_POINTS:]
        for row in key_results
    }


def _rows() -> QuerySet[CheckIn]:
    held = CheckInAttachment.objects.filter(check_in=OuterRef("pk"))
    rows: QuerySet[CheckIn] = CheckIn.objects.all()
    rows = rows.select_related("reading", "author", "deputy", "corrects", "corrected_by")
    return rows.annotate(has_files=Exists(held))


def _files_fetch(rows: Sequence[CheckIn]) -> None:
    """Fetch the files of check-ins (one query, none where there are no files)."""
    with_files = [row for row in rows if row.has_files]  # type: ignore[attr-defined]  # as above
    files = CheckInAttachment.objects.select_related("attachment").order_by("pk")
    prefetch_related_objects(with_files, Prefetch("attached", files))


def _files(row: CheckIn) -> tuple[AttachmentFacts, ...]:
    """Return the files of a check-in; most have none, for which nothing is asked."""
    if not row.has_files:  # type: ignore[attr-defined]  # annotated by `_rows`
        return ()
    return attachment_facts(each.attachment for each in row.attached.all())


def _facts(row: CheckIn, known: datetime | None) -> CheckInFacts:
    """Return a check-in; what replaced it after `known` was not known then."""
    replaced: CheckIn | None = getattr(row, "corrected_by", None)
    if replaced is not None and known is not None and replaced.recorded_at > known:
        replaced = None
    reading = row.reading if row.reading and not row.is_withdrawal else None
    return CheckInFacts(
        public_id=row.public_id,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        value=reading.value if reading else None,
        stage=reading.stage if reading else None,
        confidence=row.confidence,
        note=row.note,
        evidence_text=row.evidence_text,
        evidence_link=row.evidence_link,
        attachments=_files(row),
        author=person_name(row.author),
        deputy=person_name(row.deputy),
        source=row.source,
        imported_on=row.imported_on,
        progress=None if row.progress is None else progress_unscaled(row.progress),
        chance=row.chance,
        status=Status(row.status),
        chance_model=row.chance_model,
        is_standing=replaced is None and not row.is_withdrawal,
        is_withdrawal=row.is_withdrawal,
        is_withdrawn=bool(replaced and replaced.is_withdrawal),
        corrects=row.corrects.public_id if row.corrects else None,
        corrected_by=replaced.public_id if replaced else None,
    )
