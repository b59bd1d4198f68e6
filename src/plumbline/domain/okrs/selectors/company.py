"""What the page of the organization tells beside its figures: what serves which priority."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import State
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.rows_at import objective_key, objectives_at
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import priorities_then


@dataclass(frozen=True, slots=True)
class PriorityServed:
    """A strategic priority with the objectives of a cycle that serve it."""

    title: str
    why: str
    objectives: tuple[Name, ...]


def priorities_served(
    *, viewer: Actor, cycle: Cycle, at: datetime, as_of: date | None = None
) -> tuple[PriorityServed, ...]:
    """Return the priorities in use with the objectives of a cycle, as far as the viewer sees them.

    Two queries. A stopped or merely proposed objective serves nothing.
    """
    moment = moment_of(at=at, as_of=as_of)
    rows = objectives_at(viewer, moment).filter(cycle=cycle, priority__isnull=False)
    rows = rows.exclude(state__in=(State.STOPPED, State.PROPOSED)).order_by("place", "order", "pk")
    served: dict[int, list[Name]] = defaultdict(list)
    key = objective_key(moment, "public_id")
    for priority, public_id, title in rows.values_list("priority_id", key, "title"):
        served[priority].append(Name(public_id, title))
    return tuple(
        PriorityServed(priority.title, priority.why, tuple(served[priority.id]))
        for priority in priorities_then(viewer=viewer, as_of=as_of)
    )
