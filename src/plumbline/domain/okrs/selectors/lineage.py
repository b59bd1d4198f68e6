"""What an objective goes on with, and what goes on with it, as far as the viewer sees them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.cycles.selectors import cycles_list
from plumbline.domain.okrs.going_on import key_result_going_on
from plumbline.domain.okrs.models import Descent, KeyResult, Lineage, Objective, State
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
    """The earlier objective, and the later ones in the order in which they were made.

    Attributes:
        carries_on: Whether the viewer may let it go on elsewhere.
    """

    earlier: Kin | None
    later: tuple[Kin, ...]
    carries_on: bool


def lineage_seen(*, viewer: Actor, objective: Objective, is_seen: bool) -> LineageSeen:
    """Return the next of kin of an objective that the viewer may read (one query, or two).

    Args:
        viewer: Who asks.
        objective: With its owner, team, cycle and priority fetched.
        is_seen: Whether it is for the viewer's eyes, and not only opened.
    """
    ties = _ties(viewer, objective)
    before = [_kin(row.source, row) for row in ties if row.objective_id == objective.pk]
    return LineageSeen(
        earlier=before[0] if before else None,
        later=tuple(_kin(row.objective, row) for row in ties if row.source_id == objective.pk),
        carries_on=is_seen and carries_on(viewer, objective),
    )


def _ties(viewer: Actor, objective: Objective) -> list[Lineage]:
    """Return what ties an objective to others that are seen; most are tied to none."""
    after, before = Q(objective_id=objective.pk), Q(source_id=objective.pk)
    if not Lineage.objects.filter(after | before).exists():
        return []
    own = after & visible_to(viewer, of="source") | before & visible_to(viewer, of="objective")
    kin = Lineage.objects.filter(own).select_related("source__cycle", "objective__cycle")
    return list(kin.order_by("pk"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOn:
    """A key result where it would go on.

    Attributes:
        stands_at: Its present value; `None` where it has none.
        baseline: Where it would begin; `None` where it has no baseline, or begins anew.
        target: What it would aim at; `None` for one that is still to be set.
        is_reached: Whether its target is reached, so that it needs a new one.
    """

    public_id: str
    title: str
    kind: str
    unit: str
    stands_at: Decimal | None
    baseline: Decimal | None
    target: Decimal | None
    is_reached: bool


def key_results_going_on(
    *, viewer: Actor, public_ids: Sequence[str]
) -> Mapping[str, tuple[GoingOn, ...]]:
    """Return how the key results of objectives would be carried over, by objective (one query)."""
    seen = Objective.objects.filter(visible_to(viewer), public_id__in=public_ids).values("pk")
    rows = KeyResult.objects.filter(objective__in=seen).exclude(state=State.STOPPED)
    found: dict[str, list[GoingOn]] = defaultdict(list)
    for row in rows.select_related("objective__cycle", "owner", "score").order_by("rank", "pk"):
        found[row.objective.public_id].append(_going_on(row))
    return {public_id: tuple(lines) for public_id, lines in found.items()}


def _going_on(row: KeyResult) -> GoingOn:
    metric = key_result_going_on(row, Descent.CARRIED_OVER).metric
    had_target = row.target is not None or row.relative_target is not None
    has_target = metric.target is not None or metric.relative_target is not None
    return GoingOn(
        public_id=row.public_id,
        title=row.title,
        kind=row.metric_kind,
        unit=row.unit,
        stands_at=row.score.current_value,
        baseline=metric.baseline,
        target=metric.target,
        is_reached=had_target and not has_target,
    )


def _kin(objective: Objective, lineage: Lineage) -> Kin:
    return Kin(
        objective=Name(objective.public_id, objective.title),
        cycle=objective.cycle.name,
        descent=Descent(lineage.descent),
    )
