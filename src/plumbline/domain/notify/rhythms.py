"""When what is collected for somebody goes out: at an hour of their own day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plumbline.domain.notify.choices import MailWay
from plumbline.domain.notify.models import NoticeRhythm
from plumbline.engine.scoring.working_days import WorkingDays, working_days

AT_ONCE_AFTER = timedelta(minutes=2)
"""Two minutes, so that three mentions are one mail and what is read meanwhile is none."""

_EVERY_DAY = working_days(range(7))
_MONDAY_TO_FRIDAY = working_days(range(5))
_WEEK = timedelta(days=7)
_LONG_AGO = 5 * _WEEK


def mail_due(
    way: MailWay,
    *,
    rhythm: NoticeRhythm,
    zone: ZoneInfo,
    at: datetime,
    working: WorkingDays | None = None,
) -> datetime | None:
    """Return when an event goes out by mail; `None` for never.

    Args:
        way: As the person chose for such events.
        rhythm: Theirs. The daily digest comes on working days, the weekly one on its day or, where
            that is a day off, on the next working day.
        zone: Theirs.
        at: Now.
        working: Theirs; `None` while the organization has no calendar: then the daily digest comes
            from Monday to Friday, and the weekly one on whatever day they chose.
    """
    if way is MailWay.NEVER or rhythm.mail_stopped:
        return None
    if way is MailWay.AT_ONCE:
        return at + AT_ONCE_AFTER
    local = at.astimezone(zone)
    for day in _days(way, local.date(), rhythm, working):
        due = datetime.combine(day, time(rhythm.digest_hour), tzinfo=zone)
        if due > local:
            return due.astimezone(at.tzinfo)
    raise AssertionError("behind each day there is another one")


def _days(
    way: MailWay, today: date, rhythm: NoticeRhythm, working: WorkingDays | None
) -> Iterator[date]:
    """Yield the days on which a digest comes, in order, from today or before on."""
    if way is not MailWay.WEEKLY:
        daily = working or _MONDAY_TO_FRIDAY
        day = daily.from_day(today)
        while True:
            yield day
            day = daily.after(day)
    # What was due before a long holiday comes on the first day behind it.
    chosen = today - timedelta(days=(today.weekday() - rhythm.weekly_on) % 7) - _LONG_AGO
    while True:
        yield (working or _EVERY_DAY).from_day(chosen)
        chosen += _WEEK
