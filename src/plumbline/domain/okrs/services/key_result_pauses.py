"""Stopping the clock of one key result while its objective goes on, and starting it again."""

from datetime import date, datetime

from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import KeyResult, State
from plumbline.domain.okrs.permissions import key_result_permit
from plumbline.domain.okrs.recording import key_result_journal
from plumbline.domain.okrs.selectors.rows import key_result_locked
from plumbline.domain.okrs.services.key_result_scores import (
    contribution_carried,
    key_result_rescore,
)
from plumbline.domain.okrs.services.key_results import key_result_save
from plumbline.domain.okrs.services.pauses import pause_begin, pauses_end
from plumbline.domain.okrs.services.writing_values import changes_between, snapshot
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


def key_result_pause(
    *, actor: Actor, key_result: KeyResult, reason: str, since: date, expected: int, at: datetime
) -> KeyResult:
    """Stop the clock of one active key result; its progress stays as it is and keeps counting.

    Days from `since` on do not count, nobody is asked to check in, and no value is taken until it
    resumes.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It is not active, or its objective is not.
        PermissionRefused: The actor may not pause it.
        ValidationRefused: No reason, or a day that has not come yet.
    """
    with writing(organization_bound()):
        key_result, author = _open(actor, key_result, expected, state=State.ACTIVE)
        if not reason.strip():
            raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
        pause_begin(key_result, since=since, reason=reason.strip(), at=at)
        return _state_set(author, key_result, State.PAUSED, reason.strip(), act="pause", at=at)


def key_result_resume(
    *, actor: Actor, key_result: KeyResult, until: date, expected: int, at: datetime
) -> KeyResult:
    """Let a key result that was paused by itself go on from the day `until`.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It is not paused, or its objective is not active.
        PermissionRefused: The actor may not resume it.
        ValidationRefused: A day that has not come yet.
    """
    with writing(organization_bound()):
        key_result, author = _open(actor, key_result, expected, state=State.PAUSED)
        pauses_end(key_result, until=until, at=at)
        return _state_set(author, key_result, State.ACTIVE, "", act="resume", at=at)


def _open(
    actor: Actor, key_result: KeyResult, expected: int, *, state: State
) -> tuple[KeyResult, Author]:
    """Lock a key result, ask for the right, and refuse it in another state."""
    key_result = key_result_locked(key_result.pk)
    author = key_result_permit(actor, Act.PAUSE, key_result)
    version_check(key_result, expected=expected)
    objective = key_result.objective
    if objective.state != State.ACTIVE:
        raise Refused("okrs.key_result.goes_with_objective", state=State(objective.state).label)
    if key_result.state != state:
        active = state == State.ACTIVE
        message = "okrs.key_result.not_active" if active else "okrs.key_result.not_paused"
        raise Refused(message, state=State(key_result.state).label)
    return key_result, author


def _state_set(
    author: Author, key_result: KeyResult, state: State, reason: str, *, act: str, at: datetime
) -> KeyResult:
    """Move a locked key result and score it anew: other days count now."""
    before = snapshot(key_result, ("state", "state_reason"))
    with contribution_carried(key_result, at=at) as score:
        key_result.state, key_result.state_reason = state, reason
        key_result_save(key_result, at=at)
        key_result_rescore(key_result, score, at=at)
    key_result_journal(
        author,
        key_result,
        act=act,
        at=at,
        changes=changes_between(
            before,
            snapshot(key_result, ("state", "state_reason")),
            about_person_id=key_result.owner_id,
        ),
    )
    return key_result
