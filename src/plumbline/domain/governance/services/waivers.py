"""Asking to be let off a practice, and answering; who may is asked above, where objectives are."""

from datetime import date, datetime, timedelta
from typing import Final

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.services.acting import row_insert
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

LONGEST: Final = timedelta(days=366)
WORDS: Final = 2_000
#: Which answer is possible to what.
ANSWERS: Final = {
    WaiverState.ASKED: (WaiverState.GRANTED, WaiverState.DECLINED),
    WaiverState.GRANTED: (WaiverState.ENDED,),
}


def waiver_locked(waiver: Waiver, *, expected: int) -> Waiver:
    """Return a waiver with its practice, locked until the transaction ends.

    Raises:
        NotFound: It is gone.
        StaleVersion: Somebody answered it since version `expected`.
    """
    rows = Waiver.objects.select_for_update(of=("self",)).select_related("practice", "team")
    row: Waiver | None = rows.filter(pk=waiver.pk).first()
    if row is None:
        raise NotFound("governance.waiver_not_found")
    version_check(row, expected=expected)
    return row


def waiver_write(
    author: Author,
    *,
    practice: Practice,
    objective_public_id: str = "",
    team: Team | None = None,
    reason: str,
    expires_on: date,
    on: date,
    at: datetime,
) -> Waiver:
    """Keep that somebody asks for an objective, or a team and all below, to be let off a practice.

    Raises:
        Refused: The practice is put away, or the same is asked for already.
        ValidationRefused: The reason is missing, or the last day is past or too far.
    """
    _reason(reason)
    if not on <= expires_on <= on + LONGEST:
        raise ValidationRefused({"expires_on": [Message("governance.waiver_days")]})
    if practice.is_archived:
        raise Refused("governance.put_away")
    asked = Refused("governance.waiver_asked")
    same = Waiver.objects.filter(
        practice=practice, objective_public_id=objective_public_id, team=team
    )
    if same.filter(state=WaiverState.ASKED).exists():
        raise asked
    row = Waiver(
        practice=practice,
        objective_public_id=objective_public_id,
        team=team,
        reason=reason.strip(),
        asked_by_id=author.person_id,
        asked_at=at,
        expires_on=expires_on,
    )
    row_insert(row, taken=asked)
    _journal(author, row, "ask", {"expires_at": Change(None, expires_on)}, at=at)
    return row


def waiver_state_set(
    author: Author, row: Waiver, state: WaiverState, *, answer: str, on: date, at: datetime
) -> Waiver:
    """Answer a locked waiver, or end one.

    Raises:
        Refused: It is over already, its last day is, or whoever answers asked for it.
        ValidationRefused: The reason is missing.
    """
    _reason(answer, field="answer")
    if state not in ANSWERS.get(WaiverState(row.state), ()):
        raise Refused("governance.waiver_over", state=WaiverState(row.state).label)
    if row.expires_on < on and state is not WaiverState.DECLINED:
        raise Refused("governance.waiver_expired", day=row.expires_on)
    # Nor does whoever stands in for them.
    if author.person_id is None or row.asked_by_id in {
        author.person_id,
        author.deputy_for_person_id,
    }:
        raise Refused("governance.waiver_oneself")
    row.state, row.answer = state, answer.strip()
    row.answered_by_id, row.answered_at = author.person_id, at
    fields: tuple[str, ...] = ("state", "answer", "answered_by", "answered_at")
    if state is WaiverState.GRANTED:
        row.granted_by_id, row.granted_at, row.granted_why = author.person_id, at, row.answer
        fields += ("granted_by", "granted_at", "granted_why")
    version_save(row, expected=row.version, update_fields=fields)
    _journal(author, row, state.value, {}, at=at)
    return row


def waiver_take_back(author: Author, row: Waiver, *, at: datetime) -> Waiver:
    """Take a locked waiver back that nobody has answered; whoever asked for it may.

    Raises:
        PermissionRefused: Somebody else asked for it.
        Refused: It was answered, or taken back already.
    """
    if row.asked_by_id is None or row.asked_by_id != author.person_id:
        raise PermissionRefused("governance.waiver_of_another")
    if row.state != WaiverState.ASKED:
        raise Refused("governance.waiver_over", state=WaiverState(row.state).label)
    row.state, row.answered_at = WaiverState.WITHDRAWN, at
    version_save(row, expected=row.version, update_fields=("state", "answered_at"))
    _journal(author, row, row.state, {}, at=at)
    return row


def _reason(reason: str, *, field: str = "reason") -> None:
    if not reason.strip():
        raise ValidationRefused({field: [Message("governance.reason")]})
    if len(reason) > WORDS:
        said = {"limit": WORDS, "length": len(reason)}
        raise ValidationRefused({field: [Message("governance.too_long", said)]})


def _journal(
    author: Author, row: Waiver, act: str, changes: dict[str, Change], *, at: datetime
) -> None:
    """Tell the journal that it happened, and of no word.

    The objective may be private, and what was said of it with it: reason and answer stand with the
    waiver, which is shown where the objective is.
    """
    journal_record(
        author=author,
        act=f"waiver.{act}",
        subject=Subject("waiver", row.pk, row.public_id),
        at=at,
        changes=changes,
    )
