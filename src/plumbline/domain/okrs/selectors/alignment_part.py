"""The part of a large cycle's alignment that a map draws, read from the top or around a focus.

Of a cycle of many thousands nobody can take in more than a few dozen: so only those are read, what
is above them, and what stands directly below them. Levels are exact all the same, since everything
above what is read is read too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from plumbline.charts.alignment_graph import CHILDREN_UP_TO
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import Objective, ObjectiveScoreState
from plumbline.domain.okrs.selectors.alignment_rows import (
    MapRow,
    above_read,
    links_above,
    links_below,
    rows_of_ids,
    rows_read,
)
from plumbline.domain.okrs.selectors.finding import holds_word
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.past_statuses import ByPriority, statuses_of, statuses_seen
from plumbline.domain.okrs.selectors.rows_at import objective_key, objectives_at
from plumbline.domain.okrs.selectors.tree import roots_narrowed
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import PriorityThen
from plumbline.engine.scoring.statuses import Status

#: A cycle with more objectives than these is not read as a whole.
WHOLE_UP_TO = 5_000
#: Of what is looked for, so many are placed.
FOUND_UP_TO = 300
#: Of what serves one priority, and of what serves none, so many roots may be drawn.
ROOTS_UP_TO = 2 * CHILDREN_UP_TO


def is_large(cycle: Cycle) -> bool:
    """Tell whether a cycle has too many objectives to be read as a whole (one query).

    It counts all of them, seen or not, so that the answer says little; and those of today.
    """
    rows = Objective.objects.filter(cycle=cycle).order_by().values("pk")
    return bool(rows[WHOLE_UP_TO : WHOLE_UP_TO + 1])


@dataclass(slots=True)
class Part:
    """What has been read of a cycle, so far.

    Attributes:
        rows: Objectives by id; whatever the viewer sees above each is among them.
        links: All links above them as child, parent and whether the child counts in it.
        children: What stands directly below those that were asked for, in reading order.
    """

    viewer: Actor
    cycle: Cycle
    moment: Moment
    rows: dict[int, MapRow] = field(default_factory=dict)
    links: dict[tuple[int, int], bool] = field(default_factory=dict)
    children: dict[int, tuple[MapRow, ...]] = field(default_factory=dict)

    @property
    def ordered(self) -> dict[int, MapRow]:
        """The objectives in reading order."""
        return {row.id: row for row in sorted(self.rows.values(), key=_place)}

    def add(self, found: Mapping[int, MapRow]) -> None:
        """Take objectives, and read what is above them."""
        fresh = {key: row for key, row in found.items() if key not in self.rows}
        if fresh:
            self.rows |= fresh
            self.links |= links_above(fresh, self.moment)
            above_read(self.viewer, self.rows, self.links, self.moment)

    def add_below(self, parents: Iterable[int]) -> None:
        """Read what stands directly below some objectives; only the first of each are taken."""
        wanted = set(parents) - self.children.keys()
        below: dict[int, set[int]] = defaultdict(set)
        for child, parent in links_below(wanted, self.moment):
            below[parent].add(child)
        ids = set().union(*below.values())
        rows = rows_of_ids(self.viewer, ids, self.moment, Q(cycle=self.cycle))
        taken: dict[int, MapRow] = {}
        for parent in wanted:
            # What stands above in another cycle may be among what has been read already.
            known = rows | {key: self.rows[key] for key in below[parent] if key in self.rows}
            children = sorted((known[key] for key in below[parent] if key in known), key=_place)
            self.children[parent] = tuple(children)
            taken |= {row.id: row for row in children[:CHILDREN_UP_TO]}
        self.add(taken)

    def add_top(self) -> None:
        """Read the first roots of the cycle, and the first of those that serve each priority."""
        place = Window(
            RowNumber(),
            partition_by=F("priority_id"),
            order_by=("place", "order", "objective_id"),
        )
        first = self._roots().annotate(number=place).filter(number__lte=ROOTS_UP_TO)
        ids = first.order_by().values_list("objective_id", flat=True)
        self.add(rows_of_ids(self.viewer, ids, self.moment))

    def add_serving(self, priority: PriorityThen) -> None:
        """Read the first objectives that serve a priority."""
        which = Q(cycle=self.cycle, priority=priority.id)
        self.add(rows_read(self.viewer, which, self.moment, limit=ROOTS_UP_TO))

    def add_found(self, which: Q) -> None:
        """Read the first of what is looked for."""
        asked = which & Q(cycle=self.cycle)
        self.add(rows_read(self.viewer, asked, self.moment, limit=FOUND_UP_TO))

    def add_one(self, public_id: str) -> None:
        """Read one objective, if the viewer sees it."""
        which = Q(**{objective_key(self.moment, "public_id"): public_id})
        self.add(rows_read(self.viewer, which, self.moment))

    def roots_left(self, known: Sequence[int]) -> ByPriority:
        """Count the roots that are not among some (one query)."""
        own = "subject__in" if self.moment.is_past else "pk__in"
        return statuses_of(self._roots().exclude(**{own: known}), self.moment)

    def counts(self, which: Q | None = None) -> ByPriority:
        """Count what the viewer sees of the cycle: one query, or those of `statuses_seen`."""
        if which is None:
            return statuses_seen(self.viewer, self.cycle, self.moment)
        rows = objectives_at(self.viewer, self.moment).filter(which, cycle=self.cycle)
        return statuses_of(rows, self.moment)

    def _roots(self) -> QuerySet[Any]:
        rows = objectives_at(self.viewer, self.moment)
        return roots_narrowed(self.viewer, rows, self.cycle, None, self.moment)


def _place(row: MapRow) -> tuple[str, int, int]:
    return row.team_path, row.order, row.id


def looked_for(
    *, team_path: str, style: str, status: frozenset[Status], text: str, moment: Moment
) -> Q:
    """Return the condition of `MapFilter.finds` in a query of `objectives_at`."""
    which = Q()
    if team_path:
        which &= Q(place__startswith=team_path)
    if style:
        which &= Q(style=style)
    if text:
        which &= holds_word(text)
    return which & _has_status(status, moment) if status else which


def _has_status(status: frozenset[Status], moment: Moment) -> Q:
    measured = Q(state__in=MEASURED_STATES)
    said = Q(score__status__in=status)
    if moment.is_past:
        scores = ObjectiveScoreState.objects.filter(
            moment.in_force, subject__objective=OuterRef("subject_id"), status__in=status
        )
        said = Q(Exists(scores))
    found = measured & said
    return found | ~measured if Status.NOT_COMPUTED in status else found
