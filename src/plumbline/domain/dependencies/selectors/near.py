"""Dependencies for whoever tells people of them; not for pages, as nothing is narrowed here."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.states import OPEN_STATES

NEAR_DAYS = 3
LATE_DAYS = 7

FETCHED = tuple(
    f"{side}_{name}"
    for side in ("waiting", "delivering")
    for name in ("key_result__objective__team", "key_result__owner", "team", "person")
)


def dependencies_fetched() -> QuerySet[Dependency]:
    """Return all of them with both sides fetched."""
    rows: QuerySet[Dependency] = Dependency.objects.select_related(*FETCHED)
    return rows


def dependencies_near(*, today: date) -> Sequence[Dependency]:
    """Return what is open and whose day is near, or over for a week at most (one query).

    A worker that was off for long tells nobody of days that everybody has forgotten.
    """
    first, last = today - timedelta(days=LATE_DAYS), today + timedelta(days=NEAR_DAYS)
    rows = dependencies_fetched().filter(state__in=OPEN_STATES, needed_by__range=(first, last))
    return tuple(rows.order_by("needed_by", "pk"))
