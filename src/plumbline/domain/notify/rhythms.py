"""When what is collected for somebody goes out: at an hour of their own day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from plumbline.domain.notify.choices import MailWay
from plumbline.domain.notify.models import NoticeRhythm

AT_ONCE_AFTER = timedelta(minutes=2)
"""Two minutes, so that three mentions are one mail and what is read meanwhile is none."""

_WORKING_DAYS = 5


def mail_due(
    way: MailWay, *, rhythm: NoticeRhythm, zone: ZoneInfo, at: datetime
) -> datetime | None:
    """Return when an event goes out by mail; `None` for never.

    Args:
        way: As the person chose for such events.
        rhythm: Theirs. The daily digest comes from Monday to Friday.
        zone: Theirs.
        at: Now.
    """
    if way is MailWay.NEVER or rhythm.mail_stopped:
        return None
    if way is MailWay.AT_ONCE:
        return at + AT_ONCE_AFTER
    local = at.astimezone(zone)
    for days in range(8):
        day = local.date() + timedelta(days=days)
        due = datetime.combine(day, time(rhythm.digest_hour), tzinfo=zone)
        comes = (
            day.weekday() == rhythm.weekly_on
            if way is MailWay.WEEKLY
            else day.weekday() < _WORKING_DAYS
        )
        if comes and due > local:
            return due.astimezone(at.tzinfo)
    raise AssertionError("within eight days there is each day of the week")
