"""Adopting a practice, changing it, moving it up and down the ladder, and putting it away."""

from datetime import date, datetime
from typing import Final

from plumbline.domain.governance.choices import LADDER, Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.governance.selectors.above import asks_more, held
from plumbline.domain.governance.services.practice_writing import (
    PracticeValues,
    held_wrong,
    name_taken,
    practice_check,
    practice_facts,
    practice_fill,
    practice_record,
    practice_save,
    practice_values,
    practice_worded,
    reason_check,
    review_day,
)
from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.services.acting import acting, row_insert
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound, Refused
from plumbline.domain.tenancy.versions import version_check

# What a practice says comes along: callers need it for each of these.
__all__ = [
    "MOST",
    "PracticeValues",
    "practice_adopt",
    "practice_edit",
    "practice_move",
    "practice_put_away",
    "practice_review",
    "practice_use",
    "practice_values",
    "review_day",
]

MOST: Final = 200
"""In use, of one organization: more than anybody lives by."""


def practice_adopt(
    *,
    actor: Actor,
    values: PracticeValues,
    tier: Tier,
    reason: str,
    at: datetime,
    library_key: str = "",
) -> Practice:
    """Take a practice into use: one of the library, or one of the organization's own.

    Args:
        actor: Who runs the practices.
        values: What it says here.
        tier: How firmly it is asked.
        reason: Why it is taken into use.
        at: Now.
        library_key: What of the library it comes from.

    Raises:
        PermissionRefused: The actor may not.
        Refused: There are `MOST` in use, or it would be laxer than what holds above.
        ValidationRefused: A value cannot stand, or the reason is missing.
    """
    with acting(actor):
        author = practice_permit(actor)
        if Practice.objects.filter(is_archived=False).count() >= MOST:
            raise Refused("governance.too_many", most=MOST)
        practice = Practice(library_key=library_key, tier=tier, adopted_at=at)
        wrong = {**practice_fill(practice, values), **held_wrong(values.effective_on, at=at)}
        practice_check(practice, reason, wrong=wrong)
        row_insert(practice, taken=name_taken())
        practice_record(author, practice, "adopt", reason, {}, at=at)
        return practice


def practice_edit(
    *,
    actor: Actor,
    practice: Practice,
    values: PracticeValues,
    reason: str,
    expected: int,
    at: datetime,
) -> Practice:
    """Change what a practice says; what it said before stays in its history.

    Where it then asks for more, its history says that it was tightened, and whoever it asks is
    told as of a promotion.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away, or would be laxer than what holds above.
        ValidationRefused: A value cannot stand, or the reason is missing.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before, asked, held_on = practice_facts(row), held(row), row.effective_on
        wrong = practice_fill(row, values)
        if values.effective_on < held_on:
            wrong = {**wrong, **held_wrong(values.effective_on, at=at)}
        practice_check(row, reason, wrong=wrong, before=asked)
        practice_worded(row, before)
        practice_save(row, expected)
        act = "tighten" if asks_more(held(row), asked) else "edit"
        practice_record(author, row, act, reason, before, at=at)
        return row


def practice_move(
    *,
    actor: Actor,
    practice: Practice,
    tier: Tier,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> Practice:
    """Move a practice up or down the ladder; it is looked at again when its new tier says.

    Args:
        actor: Who runs the practices.
        practice: In use.
        tier: Where to.
        reason: What it proved to be.
        effective_on: First day on which it holds so firmly.
        expected: The version that it was decided on.
        at: Now.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away, is of this tier, or would be laxer than what holds above.
        ValidationRefused: The reason is missing, or the day is too far back.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        if row.tier == tier:
            raise Refused("governance.same_tier")
        before, asked = practice_facts(row), held(row)
        climbs = LADDER.index(tier) > LADDER.index(Tier(row.tier))
        wrong = held_wrong(effective_on, at=at, held_on=row.effective_on)
        row.tier, row.effective_on = tier, effective_on
        row.review_on = review_day(tier, effective_on)
        practice_check(row, reason, wrong=wrong, before=asked)
        practice_worded(row, before)
        practice_save(row, expected)
        practice_record(author, row, "promote" if climbs else "step_down", reason, before, at=at)
        return row


def practice_review(
    *, actor: Actor, practice: Practice, reason: str, review_on: date, expected: int, at: datetime
) -> Practice:
    """Keep a practice as it is after looking at it again, until the day `review_on`.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away.
        ValidationRefused: The reason is missing, or the day lies before it holds.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before = practice_facts(row)
        row.review_on = review_on
        practice_check(row, reason, before=held(row))
        practice_save(row, expected)
        practice_record(author, row, "review", reason, before, at=at)
        return row


def practice_put_away(
    *, actor: Actor, practice: Practice, reason: str, expected: int, at: datetime
) -> Practice:
    """Take a practice out of use; its history stays, and it can be used again.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is put away already.
        ValidationRefused: The reason is missing.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        _in_use(row)
        before = practice_facts(row)
        row.is_archived = True
        reason_check(reason)
        practice_save(row, expected)
        practice_record(author, row, "put_away", reason, before, at=at)
        return row


def practice_use(
    *, actor: Actor, practice: Practice, reason: str, expected: int, at: datetime
) -> Practice:
    """Use a practice again that was put away.

    Raises:
        StaleVersion: Somebody changed it meanwhile.
        PermissionRefused: The actor may not.
        Refused: It is in use, there are `MOST`, or it would be laxer than what holds above.
        ValidationRefused: The reason is missing, or its name is taken by now.
    """
    with acting(actor):
        row, author = _locked(actor, practice, expected)
        if not row.is_archived:
            raise Refused("governance.in_use")
        if Practice.objects.filter(is_archived=False).count() >= MOST:
            raise Refused("governance.too_many", most=MOST)
        before = practice_facts(row)
        row.is_archived = False
        practice_check(row, reason)
        practice_save(row, expected)
        practice_record(author, row, "use", reason, before, at=at)
        return row


def _locked(actor: Actor, practice: Practice, expected: int) -> tuple[Practice, Author]:
    author = practice_permit(actor)
    rows = Practice.objects.select_for_update(of=("self",)).select_related("team", "owner")
    row: Practice | None = rows.filter(pk=practice.pk).first()
    if row is None:
        raise NotFound("governance.not_found")
    version_check(row, expected=expected)
    return row, author


def _in_use(practice: Practice) -> None:
    if practice.is_archived:
        raise Refused("governance.put_away")
