"""Dependencies that somebody still waits for though their day is over."""

from datetime import datetime
from typing import Final

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.dependencies.selectors.dependencies import facts_of
from plumbline.domain.dependencies.selectors.facts import DependencyFacts
from plumbline.domain.dependencies.selectors.near import FETCHED
from plumbline.domain.dependencies.states import OPEN_STATES
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.viewers import Actor

LATE_UP_TO: Final = 4


def dependencies_late(*, viewer: Actor, at: datetime) -> tuple[DependencyFacts, ...]:
    """Return what is late, the longest first; no more than `LATE_UP_TO`.

    Only what the viewer sees on both sides. Mostly nothing is, so that is asked first.
    """
    moment = moment_of(at=at, as_of=None)
    late = Dependency.objects.filter(state__in=OPEN_STATES, needed_by__lt=moment.day)
    if not late.exists():
        return ()
    rows = late.filter(dependencies_seen(viewer))
    found = list(rows.select_related(*FETCHED).order_by("needed_by", "pk")[:LATE_UP_TO])
    return facts_of(viewer, found, moment)
