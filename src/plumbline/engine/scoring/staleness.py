"""Whether check-ins come when they are due.

A check-in is due one cadence after the last (the first one a cadence after the start). Three days
of grace later the key result is stale, two cadences after the last check-in it is overdue. Days
on which work was paused do not count, and nothing falls due after the last day.

Where working days are known, a check-in that would be due on a day off is due on the next working
day, and holidays make nobody later: grace and overdue are counted from that day without them.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from plumbline.engine.documents.model import Cadence, Pause
from plumbline.engine.scoring.days import days_counted, paused_since, pauses_merged
from plumbline.engine.scoring.working_days import WorkingDays

# A month is as long as the longest one, so that a check-in on the first of every month is in time.
CADENCE_DAYS = {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14, Cadence.MONTHLY: 31}
GRACE_DAYS = 3


class CheckInState(StrEnum):
    """Where a key result stands with its check-ins."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    OVERDUE = "overdue"
    NO_DATA = "no_data"


def check_in_state(
    cadence: Cadence,
    last_on: date | None,
    start: date,
    on: date,
    *,
    end: date | None = None,
    pauses: Sequence[Pause] = (),
    working: WorkingDays | None = None,
) -> CheckInState:
    """Say whether the latest check-in is recent enough.

    Args:
        cadence: How often one is asked.
        last_on: The day of the latest check-in by `on`; `None` before the first.
        start: First day of the key result; days before it do not count.
        on: The day asked about.
        end: Last day of the key result; nothing grows older after it.
        pauses: Stretches that do not count.
        working: Of whoever checks in; `None` where every day is like another.
    """
    if last_on is None:
        return CheckInState.NO_DATA
    day = on if end is None else min(on, end)
    if working is not None:
        due_on = check_in_due_on(cadence, last_on, start, end=end, pauses=pauses, working=working)
        return _state_by_day(cadence, due_on, day, pauses, working)
    days = days_counted(max(last_on, start), day, pauses)
    due = CADENCE_DAYS[cadence]
    if days < due:
        return CheckInState.FRESH
    if days >= 2 * due:
        return CheckInState.OVERDUE
    return CheckInState.STALE if days > due + GRACE_DAYS else CheckInState.DUE


def _state_by_day(
    cadence: Cadence,
    due_on: date | None,
    day: date,
    pauses: Sequence[Pause],
    working: WorkingDays,
) -> CheckInState:
    if due_on is None or day < due_on:
        return CheckInState.FRESH
    off = sum(paused_since(pauses, each) is None for each in working.holidays_between(due_on, day))
    late = days_counted(due_on, day, pauses) - off
    if late >= CADENCE_DAYS[cadence]:
        return CheckInState.OVERDUE
    return CheckInState.STALE if late > GRACE_DAYS else CheckInState.DUE


def check_in_due_on(
    cadence: Cadence,
    last_on: date | None,
    start: date,
    *,
    end: date | None = None,
    pauses: Sequence[Pause] = (),
    working: WorkingDays | None = None,
) -> date | None:
    """The day the next check-in is due; with `working`, a working day.

    What is due by the last day stays due by it, though that may be a day off.

    Returns:
        `None` while a pause without end lasts, and when the day would lie after `end`.
    """
    left = CADENCE_DAYS[cadence]
    day = start if last_on is None else max(last_on, start)
    for since, until in pauses_merged(pauses):
        if until <= day:
            continue
        worked = max(0, (since - day).days)
        if worked >= left:
            break
        left -= worked
        day = until
        if day == date.max:
            return None
    day += timedelta(days=left)
    if end is not None and day > end:
        return None
    if working is None:
        return day
    moved = working.from_day(day)
    return moved if end is None else min(moved, end)
