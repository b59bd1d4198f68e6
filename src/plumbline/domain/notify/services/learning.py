"""Reminders of lessons that were given and are not done."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import QuerySet

from plumbline.domain.learning.models import Assignment
from plumbline.domain.learning.selectors.reminding import assignments_reminded, people_open
from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.services.events import Happening
from plumbline.domain.notify.services.telling import happenings_tell, notices_settle
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import writing


def learning_remind(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Remind people of lessons they are to do; nobody while learning is switched off.

    Once a week for each assignment, until it is done, taken back, or over for some weeks. Nobody
    is told on a day off, but on their next working day.

    Args:
        at: Now.
        goes_on: Asked between two assignments; false leaves the rest.

    Returns:
        How many people were told.
    """
    if ModuleKey.LEARNING not in organization_modules():
        return 0
    today = organization_day(organization_bound(), at)
    with writing(organization_bound()):
        asked = assignments_reminded(on=today).values("pk")
        notices_settle(_reminders().exclude(assignment__in=asked), at=at)
    happenings = (_happening(row, today, at) for row in assignments_reminded(on=today))
    return happenings_tell(happenings, at=at, goes_on=goes_on, settled=_of_others)


def _happening(row: Assignment, today: date, at: datetime) -> Happening:
    year, week, _day = today.isocalendar()
    return Happening(
        event=f"learn:{row.pk}:{year}W{week}",
        act="assignment.remind",
        at=at,
        actor_id=None,
        audience=dict.fromkeys(people_open(row, on=today), NoticeKind.LEARN),
        assignment=row,
        working_on=today,
    )


def _reminders() -> QuerySet[Notice]:
    return Notice.objects.filter(kind=NoticeKind.LEARN)


def _of_others(happening: Happening) -> QuerySet[Notice]:
    """Return the reminders of those who are done with an assignment."""
    own = _reminders().filter(assignment=happening.assignment)
    return own.exclude(person__in=happening.audience)
