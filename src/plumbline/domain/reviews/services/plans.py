"""Writing one's plan of a week. It is not journaled: nobody else is to learn even that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.reviews.models import INTENTION_LENGTH as INTENTION_LENGTH
from plumbline.domain.reviews.models import PRIORITY_LENGTH as PRIORITY_LENGTH
from plumbline.domain.reviews.models import WeekPlan, WeekPriority
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.errors import NotFound, StaleVersion, ValidationRefused
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

MOST: Final = 3
"""What comes first; a longer list says that nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedValues:
    """One of the first things of a week.

    Attributes:
        text: What is to be done; a line without it is none.
        key_result: What it serves, which its writer sees; `None` for nothing.
        is_done: Whether it is done.
    """

    text: str
    key_result: KeyResult | None = None
    is_done: bool = False


def week_plan_write(
    *,
    actor: Viewer,
    intention: str,
    priorities: Sequence[PlannedValues],
    expected: int,
    at: datetime,
) -> int:
    """Write one's plan of the running week, or change it.

    Args:
        actor: Whose plan it is; nobody plans for somebody else.
        intention: What the week is for, in a sentence.
        priorities: At most `MOST`, the first first.
        expected: The version that was read; 0 where there was none.
        at: Now; the running week is that of the organization's day.

    Returns:
        The version that stands now.

    Raises:
        PermissionRefused: They have no week of their own, as a program has not.
        StaleVersion: They wrote it elsewhere since version `expected`.
        ValidationRefused: A text is too long, or there are too many.
    """
    kept = [each for each in priorities if each.text.strip()]
    purpose = " ".join(intention.split())
    _check(purpose, priorities, kept)
    with acting(actor) as organization:
        row = _row(actor, week_of(organization_day(organization, at)))
        version_check(row, expected=expected)
        row.intention, row.written_at, row.version = purpose, at, expected + 1
        row.texts_check()
        _save(row)
        row.priorities.all().delete()
        for place, each in enumerate(kept, 1):
            line = WeekPriority(
                plan=row,
                place=place,
                text=" ".join(each.text.split()),
                key_result=each.key_result,
                is_done=each.is_done,
            )
            line.texts_check()
            line.save(force_insert=True)
        version: int = row.version
        return version


def week_priority_settle(
    *, actor: Viewer, place: int, text: str, is_done: bool, at: datetime
) -> None:
    """Say of one of the first things of one's running week that it is done, or not yet.

    Args:
        actor: Whose plan it is.
        place: Which one, from 1.
        text: What was read there: the plan may have been written anew elsewhere.
        is_done: Whether it is done; saying it again changes nothing.
        at: Now.

    Raises:
        NotFound: Nothing stands there, or something else does.
        PermissionRefused: They have no week of their own, as a program has not.
    """
    with acting(actor) as organization:
        row = _row(actor, week_of(organization_day(organization, at)))
        there = WeekPriority.objects.filter(plan=row.pk, place=place, text=text)
        line = there.first() if row.pk else None
        if line is None:
            raise NotFound("reviews.plan.gone")
        if line.is_done != is_done:
            line.is_done = is_done
            line.save(update_fields=["is_done"])
            row.version += 1
            row.save(update_fields=["version"])


def _check(
    purpose: str, priorities: Sequence[PlannedValues], kept: Sequence[PlannedValues]
) -> None:
    wrong: dict[str, list[Message]] = {}
    if len(purpose) > INTENTION_LENGTH:
        wrong["intention"] = [Message("reviews.too_long", {"most": INTENTION_LENGTH})]
    for number, each in enumerate(priorities, 1):
        if len(" ".join(each.text.split())) > PRIORITY_LENGTH:
            wrong[f"text_{number}"] = [Message("reviews.too_long", {"most": PRIORITY_LENGTH})]
    if len(kept) > MOST:
        wrong.setdefault("priorities", []).append(Message("reviews.plan.too_many", {"most": MOST}))
    if wrong:
        raise ValidationRefused(wrong)


def _row(actor: Viewer, week: date) -> WeekPlan:
    """Return one's plan of a week to be written, locked; a new one, of version 0, for none."""
    permit(actor, Act.EDIT, Thing(kind=Kind.PERSON, person_id=actor.person_id))
    own = WeekPlan.objects.select_for_update().filter(person_id=actor.person_id, week=week)
    row: WeekPlan | None = own.first()
    return row or WeekPlan(person_id=actor.person_id, week=week, version=0)


def _save(row: WeekPlan) -> None:
    """Save a plan; on PostgreSQL the first one may come twice at the same time."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        current = WeekPlan.objects.get(person=row.person_id, week=row.week)
        raise StaleVersion("tenancy.version.stale", current=current) from error
