"""What was said of one key result week by week: its chance and how sure its owner was."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from plumbline.domain.cycles.weeks import week_ends, week_number
from plumbline.domain.okrs.models import KeyResultScoreState
from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.tenancy.context import organization_bound

#: A quarter of weeks; of a longer cycle the latest.
MOST_WEEKS: Final = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultWeek:
    """A key result at the end of a week, or on the day shown in the week that runs then.

    Attributes:
        number: Of the week in its cycle, from 1.
        day: The day that is told of.
        is_now: Whether the week runs on the day shown.
        chance: As it was said then, 0 to 1; `None` where none was.
        confidence: How sure its owner was then, 1 to 10; `None` where nobody had said.
    """

    number: int
    day: date
    is_now: bool
    chance: Decimal | None
    confidence: int | None


def result_weeks(
    details: KeyResultDetails, *, start: date, end: date, at: datetime
) -> tuple[ResultWeek, ...]:
    """Return the weeks of a cycle up to the day shown, oldest first (one query).

    The states of its score hold them: each week is told by what stood at its end, so what was
    learned later is in none. Weeks of which nothing is known are left out.

    Args:
        details: What the viewer was found to read; its day is the one shown.
        start: The first day of its cycle.
        end: The last day of its cycle.
        at: Now.
    """
    moment = moment_of(at=at, as_of=details.as_of)
    upto = moment.recorded_by or at
    running = week_number(start, end, moment.day) if moment.day <= end else 0
    days = [
        (number, day)
        for number, day in enumerate(week_ends(start, end), 1)
        if day < moment.day and number != running
    ]
    if running:
        days.append((running, moment.day))
    states = list(
        KeyResultScoreState.objects.filter(
            subject__key_result=details.subject, valid_from__lte=upto
        )
        .order_by("valid_from", "pk")
        .values_list("valid_from", "chance", "confidence")
    )
    weeks = []
    for number, day in days[-MOST_WEEKS:]:
        instant = min(organization_day_end(organization_bound(), day), upto)
        known = [state for state in states if state[0] <= instant]
        if known:
            _since, chance, confidence = known[-1]
            weeks.append(
                ResultWeek(
                    number=number,
                    day=day,
                    is_now=number == running,
                    chance=chance,
                    confidence=confidence,
                )
            )
    return tuple(weeks)
