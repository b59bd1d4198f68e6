"""What the page of the organization tells beside its figures: what serves which priority."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.permissions import visible_to
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


def restricted_among(*, viewer: Actor, public_ids: Collection[str]) -> frozenset[str]:
    """Return which of some objectives and key results not everybody in the organization sees.

    One query, none without any.

    Args:
        viewer: Who asks; of what they do not see nothing is returned.
        public_ids: Of objectives, of key results, or of anything else.
    """
    if not public_ids:
        return frozenset()
    rows = Objective.objects.filter(
        visible_to(viewer),
        Q(public_id__in=public_ids) | Q(key_results__public_id__in=public_ids),
    ).exclude(visibility=Visibility.ORGANIZATION)
    pairs = rows.values_list("public_id", "key_results__public_id")
    return frozenset(each for pair in pairs for each in pair if each) & frozenset(public_ids)


def priorities_served(
    *, viewer: Actor, cycle: Cycle, at: datetime, as_of: date | None = None
) -> tuple[PriorityServed, ...]:
    """Return the priorities in use with the objectives of a cycle, as far as the viewer sees them.

    Two queries, one where no priority is in use. A stopped or merely proposed objective serves
    nothing.
    """
    priorities = priorities_then(viewer=viewer, as_of=as_of)
    if not priorities:
        return ()
    moment = moment_of(at=at, as_of=as_of)
    # By their ids, which an index finds: most objectives of a large cycle may serve none.
    rows = objectives_at(viewer, moment).filter(
        cycle=cycle, priority__in=[priority.id for priority in priorities]
    )
    rows = rows.exclude(state__in=(State.STOPPED, State.PROPOSED)).order_by("place", "order", "pk")
    served: dict[int, list[Name]] = defaultdict(list)
    key = objective_key(moment, "public_id")
    for priority, public_id, title in rows.values_list("priority_id", key, "title"):
        served[priority].append(Name(public_id, title))
    return tuple(
        PriorityServed(priority.title, priority.why, tuple(served[priority.id]))
        for priority in priorities
    )
