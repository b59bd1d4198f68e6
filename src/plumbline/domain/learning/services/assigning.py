"""Giving lessons to a team or to the whole organization, and taking them back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.learning.models import Assignment
from plumbline.domain.learning.permissions import assigning_permit
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.engine.coaching.learning.course import lessons as course_lessons
from plumbline.engine.messages import Message

LATEST: Final = timedelta(days=366)
MOST: Final = 200
"""Assignments of an organization that count at a time."""


def assignment_give(
    *, actor: Viewer, team: Team | None, lessons: Sequence[str], due_on: date, at: datetime
) -> Assignment:
    """Let the people of a team do some lessons by a day.

    Args:
        actor: Who gives them.
        team: With all teams below it; `None` for the whole organization.
        lessons: Names of lessons; they are kept in the order of the course.
        due_on: The last day.
        at: Now.

    Raises:
        PermissionRefused: They may not.
        Refused: More than `MOST` count already.
        ValidationRefused: An archived team, no lesson, an unknown one, one that the same people
            were given by the same day or sooner, or a day that is past or too far.
    """
    with acting(actor) as organization:
        author = assigning_permit(actor, team)
        if team is not None and team.archived_on is not None:
            raise ValidationRefused({"team": [Message("orgs.team.archived")]})
        named = _in_order(lessons)
        today = organization_day(organization, at)
        if not today <= due_on <= today + LATEST:
            raise ValidationRefused({"due_on": [Message("learning.due_past")]})
        if Assignment.objects.filter(taken_back_at=None, due_on__gte=today).count() >= MOST:
            raise Refused("learning.too_many", most=MOST)
        _twice_check(team, named, due_on, today=today)
        row = Assignment(
            team=team,
            lessons=named,
            due_on=due_on,
            given_by_id=actor.person_id,
            given_at=at,
        )
        row.save(force_insert=True)
        changes = {"lessons": Change(None, named), "due_on": Change(None, due_on)}
        _journal(author, row, "give", changes, at=at)
    return row


def assignment_take_back(*, actor: Viewer, public_id: str, at: datetime) -> Assignment:
    """Let an assignment count no more; what people did stays done.

    Raises:
        NotFound: There is none, or it was taken back already.
        PermissionRefused: They may not.
    """
    with acting(actor):
        rows = Assignment.objects.select_for_update(of=("self",)).select_related("team")
        row: Assignment | None = rows.filter(public_id=public_id, taken_back_at=None).first()
        if row is None:
            raise NotFound("learning.assignment_not_found")
        author = assigning_permit(actor, row.team)
        row.taken_back_at = at
        row.save(update_fields=["taken_back_at"])
        _journal(author, row, "take_back", {}, at=at)
    return row


def _twice_check(team: Team | None, lessons: Sequence[str], due_on: date, *, today: date) -> None:
    """Refuse what the same people are asked for already, as early or earlier."""
    whom = Q(team=None)
    if team is not None:
        whom |= Q(team__in=(*team.ancestor_ids, team.pk))
    rows = Assignment.objects.filter(
        whom, taken_back_at=None, due_on__gte=today, due_on__lte=due_on
    ).select_related("team")
    titles = course_lessons()
    messages = [
        Message(
            "learning.given_already" if row.team else "learning.given_to_all",
            {
                "lessons": ", ".join(titles[name].title for name in again),
                "team": row.team.name if row.team else "",
                "day": row.due_on,
            },
        )
        for row in rows.order_by("due_on", "pk")
        if (again := [name for name in lessons if name in row.lessons])
    ]
    if messages:
        raise ValidationRefused({"lessons": messages[:1]})


def _in_order(names: Sequence[str]) -> list[str]:
    known = course_lessons()
    for name in names:
        if name not in known:
            said = Message("learning.lesson_unknown", {"name": name[:60]})
            raise ValidationRefused({"lessons": [said]})
    if not names:
        raise ValidationRefused({"lessons": [Message("learning.choose_lessons")]})
    return [name for name in known if name in names]


def _journal(
    author: Author, row: Assignment, act: str, changes: dict[str, Change], *, at: datetime
) -> None:
    journal_record(
        author=author,
        act=f"assignment.{act}",
        subject=Subject("assignment", row.pk, row.public_id),
        at=at,
        changes=changes,
    )
