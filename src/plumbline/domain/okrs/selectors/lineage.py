"""What an objective goes on with, and what goes on with it, as far as the viewer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.cycles.selectors import cycles_list
from plumbline.domain.okrs.models import Descent, Lineage, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.drafts import creates, writes
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.viewers import Actor


@dataclass(frozen=True, slots=True)
class Kin:
    """An objective earlier or later in a line.

    Attributes:
        objective: As a link shows it.
        cycle: The name of its cycle.
        descent: How the later one came from the earlier one.
    """

    objective: Name
    cycle: str
    descent: Descent


@dataclass(frozen=True, slots=True)
class LineageSeen:
    """The earlier objective, and the later ones in the order in which they were made."""

    earlier: Kin | None
    later: tuple[Kin, ...]


def lineage_seen(*, viewer: Actor, public_id: str) -> LineageSeen:
    """Return the next of kin of an objective that the viewer sees (two queries)."""
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    before = (
        Lineage.objects.filter(objective__public_id=public_id, source__in=seen)
        .select_related("source__cycle")
        .first()
    )
    after = Lineage.objects.filter(source__public_id=public_id, objective__in=seen)
    rows = after.select_related("objective__cycle").order_by("pk")
    return LineageSeen(
        earlier=None if before is None else _kin(before.source, before),
        later=tuple(_kin(row.objective, row) for row in rows),
    )


def carries_on(viewer: Actor, objective: Objective) -> bool:
    """Whether the viewer may let an objective go on elsewhere: write it there, or propose it."""
    if creates(viewer, objective_values(objective)):
        return True
    return writes(viewer) and objective.owner_id == viewer.person_id


def cycles_to_go_on_in(*, viewer: Actor) -> Sequence[Cycle]:
    """Return the cycles that take objectives, the earliest first (one query)."""
    open_ = [cycle for cycle in cycles_list(viewer=viewer) if cycle.phase != CyclePhase.CLOSED]
    return sorted(open_, key=lambda cycle: (cycle.start, cycle.end))


def next_cycle(cycles: Sequence[Cycle], after: Cycle) -> Cycle | None:
    """Return the cycle of those offered in which another one is usually gone on with.

    The first that begins behind it and is of its kind, else the first that begins behind it.
    """
    behind = [cycle for cycle in cycles if cycle.start > after.end]
    alike = [cycle for cycle in behind if cycle.kind == after.kind]
    return next(iter(alike or behind), None)


def _kin(objective: Objective, lineage: Lineage) -> Kin:
    return Kin(
        objective=Name(objective.public_id, objective.title),
        cycle=objective.cycle.name,
        descent=Descent(lineage.descent),
    )
