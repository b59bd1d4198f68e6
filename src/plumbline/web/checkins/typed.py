"""What a person typed into a check-in: kept as typed, read into values."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from plumbline.domain.attachments.services import Upload, file_too_large
from plumbline.domain.checkins.services import CheckInValues
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.web.okrs.written import measure_typed
from plumbline.web.text_area import one_break
from plumbline.web.typed_numbers import number_read
from plumbline.web.uploads import files_skipped

Errors = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of a check-in as text.

    Attributes:
        value: The value now; of a milestone "1" or "0", of stages their number.
        baseline: The baseline, where it is still to be measured.
        seen: Public id of the latest entry when the form was opened.
        note_seen: Whether the page had already asked for a note.
        files: Evidence that came along; no form can show it again.
        skipped: How the files are called that were too large to be read.
    """

    value: str = ""
    confidence: str = ""
    note: str = ""
    effective_on: str = ""
    baseline: str = ""
    evidence_text: str = ""
    evidence_link: str = ""
    seen: str = ""
    note_seen: bool = False
    files: tuple[Upload, ...] = ()
    skipped: tuple[str, ...] = ()


def typed_in(sent: QueryDict) -> Typed:
    """Read the fields that a form sent; a checkbox comes behind its hidden "0"."""
    return Typed(
        value=sent.get("value", "").strip(),
        confidence=sent.get("confidence", ""),
        note=one_break(sent.get("note", "")),
        effective_on=sent.get("effective_on", "").strip(),
        baseline=sent.get("baseline", "").strip(),
        evidence_text=sent.get("evidence_text", ""),
        evidence_link=sent.get("evidence_link", "").strip(),
        seen=sent.get("version", ""),
        note_seen=sent.get("note_seen") == "1",
    )


def typed_sent(request: HttpRequest) -> Typed:
    """Read the fields and the files that a form sent."""
    files = cast("list[UploadedFile[Any]]", request.FILES.getlist("attachments"))
    return replace(
        typed_in(request.POST),
        files=tuple(Upload(name=file.name or "", file=file, size=file.size or 0) for file in files),
        skipped=tuple(files_skipped(request)),
    )


def typed_before(facts: KeyResultFacts, *, seen: str, today: date) -> Typed:
    """Return what a fresh form shows: the value as it was, no word yet, today."""
    value = "" if facts.value is None else measure_typed(facts.value)
    if facts.stage is not None:
        value = str(facts.stage)
    return Typed(value=value, effective_on=today.isoformat(), seen=seen)


def values_read(
    typed: Typed, *, today: date, is_preview: bool = False
) -> tuple[CheckInValues | None, Errors]:
    """Read the fields into values.

    Args:
        typed: The fields.
        today: The organization's day.
        is_preview: Whether a word of confidence may still be missing.

    Returns:
        The values, or `None` with what is wrong at which field.
    """
    errors: Errors = {}
    value = _number(typed.value, "value", errors)
    is_open = is_preview and not typed.confidence
    confidence = None if is_open else _confidence(typed.confidence, errors)
    effective_on = _day(typed.effective_on, today, errors)
    if typed.skipped:
        errors |= sentences(file_too_large(typed.skipped[0]))
    if errors:
        return None, errors
    return (
        CheckInValues(
            effective_on=effective_on,
            value=value,
            confidence=confidence,
            note=typed.note,
            evidence_text=typed.evidence_text,
            evidence_link=typed.evidence_link,
            files=typed.files,
        ),
        errors,
    )


def sentences(refused: ValidationRefused | Refused) -> Errors:
    """Put a refusal into words by field."""
    if isinstance(refused, ValidationRefused):
        return {
            name: tuple(wording(message) for message in messages)
            for name, messages in refused.field_errors.items()
        }
    return {"": (wording(refused.message),)}


def baseline_read(typed: Typed) -> tuple[Decimal | None, Errors]:
    """Read the baseline, or say what is wrong with it."""
    errors: Errors = {}
    if not typed.baseline:
        return None, {"baseline": (_("Enter what was measured, such as 12.5."),)}
    return _number(typed.baseline, "baseline", errors), errors


def _number(text: str, field: str, errors: Errors) -> Decimal | None:
    if not text:
        return None
    try:
        return number_read(text)
    except NumberRefused as refused:
        errors[field] = (wording(refused.message),)
        return None


def _confidence(text: str, errors: Errors) -> int | None:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    errors["confidence"] = (_("Choose how sure you are, 1 to 10."),)
    return None


def _day(text: str, today: date, errors: Errors) -> date:
    if not text:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors["effective_on"] = (
            _("“%(typed)s” is not a day. Write it as 2026-11-23.") % {"typed": text[:40]},
        )
        return today
