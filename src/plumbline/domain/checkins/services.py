"""Recording check-ins: entry, reading, key result and every ancestor, all or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from plumbline.domain.attachments.services import Upload, uploads_looked
from plumbline.domain.checkins.evidence import evidence_keep, evidence_let_go, evidence_of
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultScore,
    MetricKind,
    Reading,
    ReadingSource,
    State,
)
from plumbline.domain.okrs.permissions import key_result_permit
from plumbline.domain.okrs.selectors.rows import key_result_locked
from plumbline.domain.okrs.services.key_result_scores import (
    contribution_carried,
    key_result_rescore,
    score_save,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.rows_writing import row_insert
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused, decimal_accept

CONFIDENCE_BOUNDS = (1, 10)
LINK_LENGTH = 1000
TEXT_LENGTH = 20_000  # as much as the API takes of any text


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInValues:
    """What an owner says of a key result on a day.

    Attributes:
        effective_on: The day it was true; not in the future, not before its cycle.
        value: In the metric's unit; of a milestone 1 for reached and 0 for not yet, of a staged
            one the number of stages reached. `None` for a word of confidence alone.
        confidence: 1 to 10, the owner's word.
        files: Evidence that is kept with it.
    """

    effective_on: date
    value: Decimal | None = None
    confidence: int | None = None
    note: str = ""
    evidence_text: str = ""
    evidence_link: str = ""
    files: tuple[Upload, ...] = ()


def check_in_record(
    *,
    actor: Actor,
    key_result: KeyResult,
    values: CheckInValues,
    at: datetime,
    seen: str | None = None,
) -> CheckIn:
    """Record a check-in and carry what it changes to all ancestors, in one transaction.

    Args:
        actor: Who checks in.
        key_result: On what.
        values: What they say.
        at: Now.
        seen: Public id of the latest entry the actor had before them, empty for none; `None`
            lets the check-in stand whatever came meanwhile.

    Raises:
        StaleVersion: Another entry came after the one that was seen; `current` is that entry.
        Refused: The key result is not being measured, or has not begun.
        PermissionRefused: The actor may not check in on it.
        ValidationRefused: A value cannot stand, at its field.
    """
    looked = uploads_looked(values.files)
    with writing(organization_bound()):
        key_result, author = _open(actor, key_result)
        _refuse_unseen(key_result, seen)
        _check(key_result, values, at=at)
        _refuse_confidence_alone(key_result, values)
        check_in = _write(author, key_result, values, None, at=at)
        evidence_keep(actor, author, check_in, looked, at)
        return check_in


def check_in_correct(
    *, actor: Actor, check_in: CheckIn, values: CheckInValues, at: datetime
) -> CheckIn:
    """Correct a check-in by a further entry; the wrong one stays, marked as corrected.

    The correction keeps the files of the entry it corrects, besides those it brings.

    Raises:
        Refused: It has been corrected already, or the key result is not being measured.
        PermissionRefused: The actor may not check in on it.
        ValidationRefused: A value cannot stand, at its field.
    """
    looked = uploads_looked(values.files)
    with writing(organization_bound()):
        key_result, author = _open(actor, check_in.key_result)
        _refuse_corrected(check_in)
        _check(key_result, values, at=at)
        correction = _write(author, key_result, values, check_in, at=at)
        evidence_keep(actor, author, correction, looked, at)
        return correction


def check_in_withdraw(*, actor: Actor, check_in: CheckIn, note: str, at: datetime) -> CheckIn:
    """Take a check-in back (undo) by a further entry without value; its files alone are let go.

    Raises:
        Refused: It has been corrected already, or the key result is not being measured.
        PermissionRefused: The actor may not check in on it.
    """
    with writing(organization_bound()):
        key_result, author = _open(actor, check_in.key_result)
        _refuse_corrected(check_in)
        values = CheckInValues(effective_on=check_in.effective_on, note=note)
        withdrawal = _write(author, key_result, values, check_in, at=at, is_withdrawal=True)
        evidence_let_go(author, check_in, evidence_of(check_in), at)
        return withdrawal


def _open(actor: Actor, key_result: KeyResult) -> tuple[KeyResult, Author]:
    """Lock the key result and ask for the right to check in on it."""
    key_result = key_result_locked(key_result.pk)
    author = key_result_permit(actor, Act.CHECK_IN, key_result)
    if key_result.state not in MEASURED_STATES:
        raise Refused("checkins.not_measured", state=State(key_result.state).label)
    return key_result, author


def _refuse_unseen(key_result: KeyResult, seen: str | None) -> None:
    if seen is None:
        return
    entries = CheckIn.objects.filter(key_result=key_result).select_related("author", "reading")
    latest = entries.order_by("-pk").first()
    if latest is not None and latest.public_id != seen:
        raise StaleVersion("checkins.meanwhile", current=latest)


def _refuse_corrected(check_in: CheckIn) -> None:
    if CheckIn.objects.filter(corrects=check_in).exists():
        raise Refused("checkins.corrected_already")


def _check(key_result: KeyResult, values: CheckInValues, *, at: datetime) -> None:
    errors: dict[str, list[Message]] = {}
    if values.value is None and values.confidence is None and not values.note.strip():
        errors["value"] = [Message("checkins.empty")]
    if values.value is not None:
        errors |= _value_errors(key_result, values.value)
    low, high = CONFIDENCE_BOUNDS
    if values.confidence is not None and not low <= values.confidence <= high:
        errors["confidence"] = [Message("checkins.confidence_bounds")]
    today = organization_day(organization_bound(), at)
    start = key_result.start or key_result.objective.cycle.start
    if today < start:
        # No day can be chosen that would do, so this is about the whole, not about the day.
        raise Refused("checkins.not_begun", start=start)
    if values.effective_on > today:
        errors["effective_on"] = [Message("checkins.in_the_future", {"today": today})]
    elif values.effective_on < start:
        errors["effective_on"] = [Message("checkins.before_the_start", {"start": start})]
    for name in ("note", "evidence_text"):
        if len(getattr(values, name)) > TEXT_LENGTH:
            errors[name] = [Message("checkins.text_too_long", {"most": TEXT_LENGTH})]
    link = values.evidence_link
    if link and (not link.startswith(("https://", "http://")) or len(link) > LINK_LENGTH):
        errors["evidence_link"] = [Message("checkins.not_a_link")]
    if errors:
        raise ValidationRefused(errors)


def _refuse_confidence_alone(key_result: KeyResult, values: CheckInValues) -> None:
    """Confidence about nothing would count as looked at: a first check-in needs more than that.

    Raises:
        ValidationRefused: There is no value now or earlier, and no note that says why.
    """
    if values.value is None and not values.note.strip():
        known = KeyResultScore.objects.filter(key_result=key_result, current_on__isnull=False)
        if not known.exists():
            raise ValidationRefused({"value": [Message("checkins.value_first")]})


def _value_errors(key_result: KeyResult, value: Decimal) -> dict[str, list[Message]]:
    try:
        decimal_accept(value)
    except NumberRefused as refused:
        return {"value": [refused.message]}
    if key_result.metric_kind == MetricKind.MILESTONE:
        most = len(key_result.stages) or 1
        if value != value.to_integral_value() or not 0 <= value <= most:
            return {"value": [Message("checkins.stage_bounds", {"most": most})]}
    return {}


def _write(
    author: Author,
    key_result: KeyResult,
    values: CheckInValues,
    corrects: CheckIn | None,
    *,
    at: datetime,
    is_withdrawal: bool = False,
) -> CheckIn:
    with contribution_carried(key_result, at=at) as score:
        reading = _reading(key_result, values, corrects, at=at, source=_source(author))
        _word_set(key_result, score, None if is_withdrawal else values, corrects)
        if reading is None:
            score_save(score, at=at)
        else:
            key_result_rescore(key_result, score, at=at)
        check_in = _entry(author, score, values, at=at)
        check_in.reading, check_in.corrects = reading, corrects
        check_in.is_withdrawal = is_withdrawal
        row_insert(check_in)
    _journal(author, check_in, values, at=at)
    return check_in


def _entry(
    author: Author, score: KeyResultScore, values: CheckInValues, *, at: datetime
) -> CheckIn:
    """Return an entry with what somebody said, and how the key result stands with it."""
    return CheckIn(
        key_result=score.key_result,
        effective_on=values.effective_on,
        recorded_at=at,
        confidence=values.confidence,
        note=values.note.strip(),
        evidence_text=values.evidence_text.strip(),
        evidence_link=values.evidence_link,
        author_id=author.deputy_for_person_id or author.person_id,
        deputy_id=author.person_id if author.deputy_for_person_id else None,
        source=_source(author),
        progress=score.progress if score.has_data else None,
        chance=score.chance,
        status=score.status,
        chance_model=score.chance_model,
    )


def _reading(
    key_result: KeyResult,
    values: CheckInValues,
    corrects: CheckIn | None,
    *,
    at: datetime,
    source: ReadingSource,
) -> Reading | None:
    """Add the reading of an entry, or one that withdraws the reading it corrects.

    A day has one value. Where the corrected entry gave a day its value, an earlier entry of the
    same day takes its place again.
    """
    corrected = corrects.reading if corrects is not None else None
    if values.value is None and corrected is None:
        return None
    staged = bool(key_result.stages) and key_result.metric_kind == MetricKind.MILESTONE
    reading = Reading(
        key_result=key_result,
        effective_on=values.effective_on,
        recorded_at=at,
        value=None if staged else values.value,
        stage=int(values.value) if staged and values.value is not None else None,
        corrects_on=corrected.effective_on if corrected is not None else None,
        source=source,
    )
    row_insert(reading)
    if corrects is not None and corrected is not None:
        keeps_the_day = values.value is not None and values.effective_on == corrected.effective_on
        if not keeps_the_day:
            _restore(key_result, corrects, corrected.effective_on, at=at)
    return reading


def _restore(key_result: KeyResult, without: CheckIn, day: date, *, at: datetime) -> None:
    """Let the latest other entry of a day stand again, by a reading of the system's."""
    said = Q(value__isnull=False) | Q(stage__isnull=False)
    stands = Q(
        check_in__isnull=False,
        check_in__corrected_by__isnull=True,
        check_in__is_withdrawal=False,
    )
    from_a_source = Q(check_in__isnull=True) & ~Q(source=ReadingSource.SYSTEM)
    rows = Reading.objects.filter(said, stands | from_a_source, key_result=key_result)
    other = (
        rows.filter(effective_on=day)
        .exclude(check_in=without)
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if other is not None:
        Reading(
            key_result=key_result,
            effective_on=day,
            recorded_at=at,
            value=other.value,
            stage=other.stage,
            source=ReadingSource.SYSTEM,
        ).save(force_insert=True)


def _word_set(
    key_result: KeyResult,
    score: KeyResultScore,
    values: CheckInValues | None,
    corrects: CheckIn | None,
) -> None:
    """Put the confidence that holds now, and the day of the latest check-in, on the score.

    The latest day's confidence holds, of one day the latest word. A word about the latest day that
    anybody has spoken of needs no other to be looked at.

    Args:
        key_result: Locked.
        score: Its score, to be saved by the caller.
        values: The new entry; `None` for a withdrawal, which says nothing itself.
        corrects: The entry that stands no longer.
    """
    if values is not None and values.confidence is not None and corrects is None:
        latest = score.checked_in_on
        if latest is not None and values.effective_on >= latest:
            score.checked_in_on, score.confidence = values.effective_on, values.confidence
            return
    standing = CheckIn.objects.filter(
        key_result=key_result, corrected_by__isnull=True, is_withdrawal=False
    ).exclude(pk=corrects.pk if corrects else None)
    days = list(standing.order_by("-effective_on").values_list("effective_on", flat=True)[:1])
    words = list(
        standing.filter(confidence__isnull=False)
        .order_by("-effective_on", "-recorded_at", "-pk")
        .values_list("effective_on", "confidence")[:1]
    )
    if values is not None:
        days.append(values.effective_on)
        if values.confidence is not None:
            words.insert(0, (values.effective_on, values.confidence))
    score.checked_in_on = max(days, default=None)
    # `max` keeps the first of equals, and the new word stands first.
    score.confidence = max(words, key=lambda word: word[0])[1] if words else None


def _source(author: Author) -> ReadingSource:
    return ReadingSource(author.source.value)


def _journal(author: Author, check_in: CheckIn, values: CheckInValues, *, at: datetime) -> None:
    about = check_in.author_id
    words = {
        "note": check_in.note,
        "evidence_text": check_in.evidence_text,
        "evidence_link": check_in.evidence_link,
    }
    changes = {
        "effective_on": Change(None, values.effective_on),
        "value": Change(None, values.value),
        "confidence": Change(None, values.confidence),
    }
    for name, text in words.items():
        changes[name] = Change(None, text or None, personal=True, about_person_id=about)
    if check_in.corrects is not None:
        changes["corrects"] = Change(None, check_in.corrects.public_id)
    if check_in.corrects is None:
        act = "check_in.record"
    else:
        act = "check_in.withdraw" if check_in.is_withdrawal else "check_in.correct"
    journal_record(
        author=author,
        act=act,
        subject=Subject("check_in", check_in.pk, check_in.public_id),
        at=at,
        changes=changes,
    )
