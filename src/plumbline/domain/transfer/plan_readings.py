"""The history of a key result as it will be recorded: order, days, numbers, corrections."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from plumbline.domain.checkins.services import LINK_LENGTH
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_values import PlannedCycle
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused, decimal_accept

CONFIDENCES = range(1, 11)


def check_ins_plan(
    key_result: documents.KeyResult,
    cycle: PlannedCycle,
    notes: Notes,
    *,
    organization: Organization,
    on: date,
    at: datetime,
) -> tuple[documents.CheckIn, ...]:
    """Return the check-ins that can be recorded, in the order they were, each with its instant.

    An entry without an instant counts as recorded at the end of its day.
    """
    start = key_result.start or cycle.start
    kept: list[documents.CheckIn] = []
    for entry in _entries(key_result):
        if entry.date > on:
            notes.add(entry.spans, ("date",), "transfer.check_in.future", day=entry.date)
            continue
        if entry.date < start:
            notes.add(
                entry.spans, ("date",), "transfer.check_in.before", day=entry.date, start=start
            )
        entry = _checked(entry, key_result, notes)
        if not _says_something(entry) and entry.corrects is None:
            continue
        recorded_at = instant_learned(entry.recorded_at, entry.date, organization, at)
        corrects_at = min(entry.corrects_at, at) if entry.corrects_at else None
        kept.append(replace(entry, recorded_at=recorded_at, corrects_at=corrects_at))
    kept.sort(key=lambda entry: (entry.recorded_at or at, entry.date))
    return tuple(_corrections(kept, notes))


def instant_learned(
    stated: datetime | None, day: date, organization: Organization, at: datetime
) -> datetime:
    """Return when something was learned: as stated, else at the end of its day, never later."""
    return min(stated or organization_day_end(organization, day), at).astimezone(UTC)


def _says_something(entry: documents.CheckIn) -> bool:
    words = entry.note or entry.evidence or entry.link
    return entry.value is not None or entry.confidence is not None or bool(words)


def _entries(key_result: documents.KeyResult) -> Iterator[documents.CheckIn]:
    """Yield the stated readings: history, stages reached, and the current one if it adds any."""
    yield from key_result.check_ins
    metric = key_result.metric
    stated = {(entry.date, entry.value) for entry in key_result.check_ins}
    for number, stage in enumerate(metric.stages if metric else (), start=1):
        if stage.reached_on is not None and (stage.reached_on, Decimal(number)) not in stated:
            yield documents.CheckIn(date=stage.reached_on, value=Decimal(number))
    current = key_result.current
    if current is not None and not any(
        entry.date == current.date and entry.value == current.value
        for entry in key_result.check_ins
    ):
        yield current


def _checked(
    entry: documents.CheckIn, key_result: documents.KeyResult, notes: Notes
) -> documents.CheckIn:
    """Return an entry without a value or confidence that cannot be."""
    if entry.value is not None and (reason := _value_refusal(entry.value, key_result)):
        notes.add(
            entry.spans,
            ("value",),
            "transfer.check_in.number",
            day=entry.date,
            reason=wording(reason),
        )
        entry = replace(entry, value=None)
    if entry.confidence is not None and entry.confidence not in CONFIDENCES:
        notes.add(
            entry.spans,
            ("confidence",),
            "transfer.check_in.confidence",
            value=entry.confidence,
            day=entry.date,
        )
        entry = replace(entry, confidence=None)
    if entry.link and not _is_web_address(entry.link):
        notes.add(entry.spans, ("link",), "transfer.check_in.link", day=entry.date)
        entry = replace(entry, link=None)
    return entry


def _is_web_address(link: str) -> bool:
    """Whether a link can be shown as one; other schemes could run something in the browser."""
    return link.startswith(("https://", "http://")) and len(link) <= LINK_LENGTH


def _value_refusal(value: Decimal, key_result: documents.KeyResult) -> Message | None:
    try:
        decimal_accept(value)
    except NumberRefused as refused:
        return refused.message
    metric = key_result.metric
    if metric is not None and metric.kind is documents.MetricKind.MILESTONE:
        most = len(metric.stages) or 1
        if value != value.to_integral_value() or not 0 <= value <= most:
            return Message("checkins.stage_bounds", {"most": most})
    return None


def _corrections(entries: list[documents.CheckIn], notes: Notes) -> Iterator[documents.CheckIn]:
    """Yield entries; one that corrects a day without an open entry becomes one of its own."""
    open_days: dict[date, int] = {}
    for entry in entries:
        corrected = entry.corrects
        if corrected is not None:
            if open_days.get(corrected, 0):
                open_days[corrected] -= 1
            else:
                notes.add(
                    entry.spans,
                    ("corrects",),
                    "transfer.check_in.corrects",
                    day=entry.date,
                    corrected=corrected,
                )
                entry = replace(entry, corrects=None)
                if not _says_something(entry):
                    continue
        open_days[entry.date] = open_days.get(entry.date, 0) + 1
        yield entry
