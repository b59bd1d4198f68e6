"""The history of a key result as a document states it: check-ins, and values from sources."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import Reading
from plumbline.domain.transfer.written import person_written
from plumbline.engine.documents import model as documents


def check_ins_written(
    check_ins: Sequence[CheckIn],
    readings: Sequence[Reading],
    files: Mapping[int, tuple[str, ...]],
) -> tuple[documents.CheckIn, ...]:
    """Return check-ins and values from sources, in order of day and of recording.

    Args:
        check_ins: Check-ins of one key result.
        readings: Its values from sources, which no check-in told.
        files: How the files of check-ins are called, by the row of the check-in.
    """
    told = Counter(entry.effective_on for entry in check_ins if _is_new(entry))
    told.update(row.effective_on for row in readings if row.corrects_on != row.effective_on)
    entries = [_check_in(entry, files.get(entry.pk, ()), told) for entry in check_ins]
    entries += [_sourced(reading) for reading in readings]
    return tuple(sorted(entries, key=lambda entry: (entry.date, entry.recorded_at or _EARLY)))


_EARLY = datetime.min.replace(tzinfo=UTC)


def _is_new(entry: CheckIn) -> bool:
    """Whether an entry is no correction of its own day, and so one more to choose from there."""
    return entry.corrects is None or entry.corrects.effective_on != entry.effective_on


def _check_in(
    entry: CheckIn, files: tuple[str, ...], told: Mapping[date, int]
) -> documents.CheckIn:
    corrected = entry.corrects
    is_unclear = corrected is not None and told[corrected.effective_on] > 1
    return documents.CheckIn(
        date=entry.effective_on,
        value=_value(entry.reading),
        confidence=entry.confidence,
        note=entry.note or None,
        evidence=entry.evidence_text or None,
        link=entry.evidence_link or None,
        files=files,
        author=person_written(entry.author),
        recorded_at=entry.recorded_at.astimezone(UTC),
        corrects=corrected.effective_on if corrected else None,
        corrects_at=corrected.recorded_at.astimezone(UTC) if corrected and is_unclear else None,
    )


def _sourced(reading: Reading) -> documents.CheckIn:
    return documents.CheckIn(
        date=reading.effective_on,
        value=_value(reading),
        recorded_at=reading.recorded_at.astimezone(UTC),
        corrects=reading.corrects_on,
    )


def _value(reading: Reading | None) -> Decimal | None:
    if reading is None:
        return None
    return reading.value if reading.stage is None else Decimal(reading.stage)
