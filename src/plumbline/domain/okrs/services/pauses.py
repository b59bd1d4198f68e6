"""The stretches in which an objective's days do not count."""

from datetime import date, datetime

from plumbline.domain.okrs.models import Objective, Pause
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message


def pause_begin(objective: Objective, *, since: date, reason: str, at: datetime) -> Pause:
    """Let an objective's days stop counting from `since` on.

    Raises:
        ValidationRefused: The day has not come yet.
    """
    _refuse_future("since", since, at=at)
    pause = Pause(objective=objective, since=since, reason=reason, recorded_at=at)
    pause.save()
    return pause


def pauses_end(objective: Objective, *, until: date | None, at: datetime) -> int:
    """End the pauses of an objective that still last, and return how many did.

    Args:
        objective: Locked.
        until: The first day that counts again; today when `None`.
        at: Now.

    Raises:
        ValidationRefused: The day has not come yet.
    """
    today = organization_day(organization_bound(), at)
    day = until or today
    _refuse_future("until", day, at=at)
    pauses = list(Pause.objects.filter(objective=objective, until=None))
    for pause in pauses:
        pause.until, pause.ended_at = max(day, pause.since), at
        pause.save(update_fields=["until", "ended_at"])
    return len(pauses)


def _refuse_future(field: str, day: date, *, at: datetime) -> None:
    today = organization_day(organization_bound(), at)
    if day > today:
        raise ValidationRefused({field: [Message("okrs.day_in_the_future", {"today": today})]})
