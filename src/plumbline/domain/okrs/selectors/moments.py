"""Now, or a day in the past: which rows tell of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from plumbline.domain.okrs.models import Pause
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.history import as_of as in_force
from plumbline.engine.documents import model as documents


@dataclass(frozen=True, slots=True)
class Moment:
    """When things are shown as of.

    Attributes:
        day: The organization's day that pace and staleness are told for.
        recorded_by: The last instant of that day; `None` for now, which present rows tell of.
    """

    day: date
    recorded_by: datetime | None

    @property
    def is_past(self) -> bool:
        """Whether state rows are to be read."""
        return self.recorded_by is not None

    @property
    def in_force(self) -> Q:
        """The condition that picks the state rows of that moment."""
        return Q() if self.recorded_by is None else in_force(self.recorded_by)

    def known(self, *, recorded: str = "recorded_at") -> Q:
        """The condition that picks what had been recorded, by the column that says when."""
        if self.recorded_by is None:
            return Q()
        return Q(**{f"{recorded}__lte": self.recorded_by})

    def pause(self, row: Pause) -> documents.Pause:
        """Return a pause as it was known: one that ended later still lasted."""
        until = row.until
        if self.recorded_by is not None and until is not None:
            learned_later = row.ended_at is not None and row.ended_at > self.recorded_by
            until = None if learned_later or until > self.day else until
        return documents.Pause(since=row.since, until=until, reason=row.reason or None)


def day_before(day: date, by: timedelta) -> date:
    """Return a day so much earlier, or the first day there is: anybody may ask for year 1."""
    return day - by if day - date.min > by else date.min


def moment_of(*, at: datetime, as_of: date | None) -> Moment:
    """Return the moment to show; a day that has not ended yet is shown up to now.

    Args:
        at: Now.
        as_of: The day asked for, or `None` for now.
    """
    today = organization_day(organization_bound(), at)
    if as_of is None:
        return Moment(today, None)
    return Moment(min(as_of, today), organization_day_end(organization_bound(), as_of))
