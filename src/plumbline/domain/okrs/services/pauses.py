"""The stretches in which the days of an objective, or of one key result, do not count."""

from datetime import date, datetime

from django.db.models import Q

from plumbline.domain.okrs.models import KeyResult, Objective, Pause
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message


def pause_begin(row: Objective | KeyResult, *, since: date, reason: str, at: datetime) -> Pause:
    """Let the days of a locked objective or key result stop counting from `since` on.

    Raises:
        ValidationRefused: The day has not come yet.
    """
    _refuse_future("since", since, at=at)
    pause = Pause(since=since, reason=reason, recorded_at=at)
    if isinstance(row, KeyResult):
        pause.key_result = row
    else:
        pause.objective = row
    pause.save()
    return pause


def pauses_end(row: Objective | KeyResult, *, until: date, at: datetime) -> None:
    """End the pauses of a locked objective or key result that still last.

    Args:
        row: What goes on.
        until: The first day that counts again.
        at: Now.

    Raises:
        ValidationRefused: The day has not come yet.
    """
    _refuse_future("until", until, at=at)
    own = Q(key_result=row) if isinstance(row, KeyResult) else Q(objective=row)
    _end(own, until=until, at=at)


def pauses_end_all(objective: Objective, *, at: datetime) -> int:
    """End today every pause of an objective and of its key results: it is over.

    Returns:
        How many still lasted.
    """
    lasting = Q(objective=objective) | Q(key_result__objective=objective)
    return _end(lasting, until=organization_day(organization_bound(), at), at=at)


def pauses_go_on(objective: Objective, *, ended_at: datetime) -> tuple[Pause, ...]:
    """Let those pauses of an objective and its key results last again that ended at an instant.

    Returns:
        Which ones.
    """
    ended = Q(objective=objective) | Q(key_result__objective=objective)
    pauses = tuple(Pause.objects.filter(ended, ended_at=ended_at))
    for pause in pauses:
        pause.until = pause.ended_at = None
        pause.save(update_fields=["until", "ended_at"])
    return pauses


def pauses_take_along(key_result: KeyResult, *, on: date, at: datetime) -> None:
    """Make those pauses of its objective a locked key result's own that lie before it is moved.

    They are known from now on: of an earlier moment those of the objective tell.

    Args:
        key_result: As it still lies below the objective it leaves.
        on: The day it is moved; from then on the other objective's pauses count.
        at: Now.
    """
    first = key_result.below_since
    for pause in Pause.objects.filter(objective=key_result.objective_id, since__lt=on):
        since = pause.since if first is None else max(pause.since, first)
        until = on if pause.until is None else min(pause.until, on)
        if since < until:
            Pause(
                key_result=key_result,
                since=since,
                until=until,
                reason=pause.reason,
                recorded_at=at,
            ).save()


def _end(of: Q, *, until: date, at: datetime) -> int:
    pauses = list(Pause.objects.filter(of, until=None))
    for pause in pauses:
        pause.until, pause.ended_at = max(until, pause.since), at
        pause.save(update_fields=["until", "ended_at"])
    return len(pauses)


def _refuse_future(field: str, day: date, *, at: datetime) -> None:
    today = organization_day(organization_bound(), at)
    if day > today:
        raise ValidationRefused({field: [Message("okrs.day_in_the_future", {"today": today})]})
