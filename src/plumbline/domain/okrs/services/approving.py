"""Approving an objective, or sending it back with words: by whoever is asked, never one's own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from plumbline.domain.approvals.choices import ANSWERED, ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.governance.judging import judged_each
from plumbline.domain.governance.models import Practice
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.okrs.permissions import (
    approval_request_thing,
    approval_thing,
    objective_permit,
)
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.approvals import ANSWERABLE
from plumbline.domain.okrs.selectors.approved import approved_of, asked_of, practices_asking
from plumbline.domain.okrs.selectors.approvers import named_people, roles_to, stood_in
from plumbline.domain.okrs.selectors.matters import matter_of
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.approval_asking import (
    approvals_ask,
    approvals_drop,
    objective_mark,
)
from plumbline.domain.okrs.services.objectives import objective_move, objective_state_set
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message
from plumbline.engine.rules.agreement.not_approved import OF_PRIVATE, RULE

WORDS: Final = 2_000


def approval_give(
    *,
    actor: Viewer,
    objective: Objective,
    is_approved: bool,
    words: str,
    expected: int,
    at: datetime,
    answers_seen: int | None = None,
) -> Approval:
    """Approve an objective as it stands, or send it back: in review it is a draft again.

    Whoever is what a practice asks for may answer, asked or not. The journal tells that it
    happened and no word of what was said: that is for whoever sees the objective.

    Args:
        actor: Who approves, or stands in for somebody who may.
        objective: Which.
        is_approved: False sends it back.
        words: Needed to send it back.
        expected: Version of the objective as the actor read it.
        at: Now.
        answers_seen: How many answers of theirs they knew of, as `ApprovalsOf.own_answers` counts
            them; without it nobody looks.

    Raises:
        NotFound: The actor may not know of the objective.
        PermissionRefused: They are not among those who approve it.
        StaleVersion: Somebody changed it since version `expected`.
        Refused: It is theirs, nobody asks for it, it is neither in review nor active, they
            answered it meanwhile, or approved it already as it stands.
        ValidationRefused: It is sent back without words, or they are too long.
    """
    with acting(actor):
        row = objective_locked(objective.pk)
        objective_permit(actor, Act.VIEW, row)
        asks = (*asked_of(practices_asking(row, at=at)), *_asked_already(actor, row))
        named = named_people(row, frozenset().union(*asks), at=at)
        author = _permit(actor, row, named)
        person = author.deputy_for_person_id or actor.person_id
        # Nor does whoever stands in for them, or is stood in for by them.
        own = {author.person_id, author.deputy_for_person_id}
        if row.owner_id is not None and row.owner_id in own:
            raise Refused("okrs.approval.own")
        version_check(row, expected=expected)
        if row.state not in ANSWERABLE:
            raise Refused("okrs.approval.not_now", state=State(row.state).label)
        roles = _roles(actor, row, asks, named, person=person, at=at)
        _words_check(words, is_approved=is_approved)
        _meanwhile_check(actor, row, answers_seen)
        mark = objective_mark(row, at=at)
        given = _open_or_new(row, person, mark, is_approved=is_approved, at=at)
        given.roles = sorted(roles)
        given.state = ApprovalState.APPROVED if is_approved else ApprovalState.SENT_BACK
        given.answered_by_id, given.answered_at = author.person_id, at
        given.words, given.stated = words.strip(), mark
        given.save()
        if is_approved:
            objective_journal(author, row, act="approve", at=at, changes={})
            _settle(row, at=at)
        else:
            _send_back(author, row, at=at)
        return given


def approval_request(
    *, actor: Actor, objective: Objective, expected: int, at: datetime
) -> Objective:
    """Ask for the approvals that an objective lacks; a draft is handed in for review by it.

    Raises:
        NotFound: The actor may not know of the objective.
        PermissionRefused: They neither own it nor lead its team nor run it.
        StaleVersion: Somebody changed it since version `expected`.
        Refused: No practice asks for an approval, it is over or paused, it has as many as are
            asked for, everybody is asked already or has approved it as it stands, or nobody is
            there to be asked.
        GateRefused: A policy keeps the draft from being handed in.
    """
    with acting(actor):
        row = objective_locked(objective.pk)
        objective_permit(actor, Act.VIEW, row)
        try:
            author = permit(actor, Act.ASK, approval_request_thing(row))
        except NotFound as error:
            raise PermissionRefused("okrs.approval.ask_refused") from error
        version_check(row, expected=expected)
        practices = practices_asking(row, at=at)
        if not practices:
            raise Refused("okrs.approval.not_asked")
        if row.state == State.DRAFT:
            return objective_move(actor, row, Act.SUBMIT, expected=expected, at=at)
        if row.state not in ANSWERABLE:
            raise Refused("okrs.approval.not_now", state=State(row.state).label)
        if not _is_lacking(row, practices, at=at) or not approvals_ask(row, practices, at=at):
            raise Refused("okrs.approval.nobody_left")
        objective_journal(author, row, act="ask_approval", at=at, changes={})
        return row


def approvals_restore(row: Objective, *, at: datetime) -> None:
    """Ask for the approvals that a locked objective lacks, which is in review again."""
    practices = practices_asking(row, at=at)
    if practices and _is_lacking(row, practices, at=at):
        approvals_ask(row, practices, at=at)


def _settle(row: Objective, *, at: datetime) -> None:
    """Ask nobody any more once every practice has as many approvals as it asks for."""
    if not _is_lacking(row, practices_asking(row, at=at), at=at):
        approvals_drop(row)


def _is_lacking(row: Objective, practices: Sequence[Practice], *, at: datetime) -> bool:
    """Whether a practice asks for more approvals than there are, of what the objective says now."""
    on = organization_day(organization_bound(), at)
    matter = matter_of(row, on=on, approved=approved_of([row], practices))
    return any(each.finding.code == RULE.code for each in judged_each(matter, practices))


def _send_back(author: Author, row: Objective, *, at: datetime) -> None:
    """Make what is in review a draft again; what runs goes on, and its owner hears of it."""
    approvals_drop(row)
    if row.state == State.IN_REVIEW:
        objective_state_set(author, row, State.DRAFT, act="send_back", reason="", at=at)
    else:
        objective_journal(author, row, act="send_back", at=at, changes={})


def _permit(actor: Viewer, row: Objective, named: Collection[int]) -> Author:
    try:
        return permit(actor, Act.ANSWER, approval_thing(row, named_ids=named))
    except NotFound as error:
        raise PermissionRefused("okrs.approval.refused") from error


def _roles(
    actor: Viewer,
    row: Objective,
    asks: Collection[frozenset[str]],
    named: Mapping[int, str],
    *,
    person: int,
    at: datetime,
) -> Collection[str]:
    """Return as what somebody approves, of those that the practices ask for.

    Raises:
        Refused: No practice asks for an approval.
        PermissionRefused: They are none of those.
    """
    if not asks:
        raise Refused("okrs.approval.not_asked")
    today = organization_day(organization_bound(), at)
    standing = next(each for each in actor.standings if each.person_id == person)
    instead = stood_in(asks, named)
    roles = roles_to(standing, row, today=today, named=named, instead=instead)
    if not roles & frozenset({OF_PRIVATE}).union(*asks):
        raise PermissionRefused("okrs.approval.refused")
    return roles


def _asked_already(actor: Viewer, row: Objective) -> tuple[frozenset[str], ...]:
    """Return as what the actor was asked: they may answer, though the practice was put away."""
    waiting = Approval.objects.filter(
        objective_public_id=row.public_id,
        person__in=[each.person_id for each in actor.standings],
        state=ApprovalState.ASKED,
    )
    return tuple(frozenset(each.roles) for each in waiting)


def _open_or_new(
    row: Objective, person: int, mark: str, *, is_approved: bool, at: datetime
) -> Approval:
    """Return what was asked of somebody; a new row where nothing was."""
    rows = Approval.objects.filter(objective_public_id=row.public_id, person_id=person)
    waiting: Approval | None = rows.filter(state=ApprovalState.ASKED).first()
    if waiting is not None:
        return waiting
    last = rows.filter(state__in=ANSWERED).order_by("-answered_at", "-pk").first()
    stands = last is not None and last.state == ApprovalState.APPROVED and last.stated == mark
    if is_approved and stands:
        raise Refused("okrs.approval.already")
    return Approval(objective_public_id=row.public_id, person_id=person, asked_at=at)


def _meanwhile_check(actor: Viewer, row: Objective, seen: int | None) -> None:
    """Refuse an answer by a page that does not know of the last one, as from another tab."""
    given = Approval.objects.filter(
        objective_public_id=row.public_id,
        person__in=[each.person_id for each in actor.standings],
        state__in=ANSWERED,
    )
    if seen is not None and given.count() != seen:
        raise Refused("okrs.approval.answered_meanwhile")


def _words_check(words: str, *, is_approved: bool) -> None:
    if not is_approved and not words.strip():
        raise ValidationRefused({"words": [Message("okrs.approval.words")]})
    if len(words) > WORDS:
        said = {"limit": WORDS, "length": len(words)}
        raise ValidationRefused({"words": [Message("okrs.approval.too_long", said)]})
