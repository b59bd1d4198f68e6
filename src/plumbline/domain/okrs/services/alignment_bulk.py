"""Links of an import to what is here already: written while staged, shown all at once.

`alignment.align` asks the database about one link at a time; here the same rules are asked of
thousands, in memory, from a few queries. The children are staged objectives: nobody else knows
them, so nothing about them changes between the two calls. A link that waits is one that is
removed, which everything that reads links leaves out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter

from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import PreparedEntry, journal_insert, journal_prepare
from plumbline.domain.okrs.contributions import NOTHING, Contribution, link_contribution
from plumbline.domain.okrs.graph import ANCESTORS_MAX, LEVELS_MAX
from plumbline.domain.okrs.link_graph import LinkFault, LinkGraph, links_above, parts
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    Objective,
    State,
)
from plumbline.domain.okrs.permissions import objective_thing, visible_to
from plumbline.domain.okrs.services.alignment import PARENT_STATES, End, links_lock
from plumbline.domain.okrs.services.alignment_rules import contribution_check
from plumbline.domain.okrs.services.ancestries import ancestries_lock, objectives_locked
from plumbline.domain.okrs.services.scores import score_apply
from plumbline.domain.okrs.services.tree_tops import ties_refresh
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor, SystemActor
from plumbline.domain.tenancy.errors import DomainError, NotFound, Refused

#: The sums of a contribution, one by one.
_PARTS = attrgetter(*(one.name for one in fields(Contribution)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStaged:
    """A link from a staged objective, or its key result, to what is here.

    Attributes:
        row: As it was inserted.
        child: The objective it comes from, with its team fetched.
        adds: What the child adds to the parent's sums once the link is shown.
        entry: What the journal will say of it.
    """

    row: Alignment
    child: Objective
    adds: Contribution
    entry: PreparedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWanted:
    """A link that is to be staged; `weight` counts thousandths, `child_progress` 10⁻⁹."""

    child: End
    parent: End
    weight: int | None
    child_progress: int | None = None
    child_has_data: bool = False


def links_stage(
    *, actor: SystemActor, links: Sequence[LinkWanted], at: datetime
) -> list[LinkStaged | None]:
    """Insert links that nobody sees yet, inside the caller's `writing`.

    Args:
        actor: In whose name; its right is to align what it staged.
        links: From staged objectives.
        at: The instant from which they will stand.

    Returns:
        For each of them what was staged; `None` where the parent is gone.

    Raises:
        PermissionRefused: The actor may not align one of the children.
    """
    here = _here(links)
    kept = [
        Alignment(
            child_objective=link.child.objective,
            child_key_result=link.child.key_result,
            parent_objective=link.parent.objective,
            parent_key_result=link.parent.key_result,
            weight=link.weight,
            is_removed=True,
            created_at=at,
        )
        if (link.parent.objective.pk, _pk(link.parent.key_result)) in here
        else None
        for link in links
    ]
    rows = Alignment.objects.bulk_create(row for row in kept if row is not None)
    AlignmentState.objects.bulk_create(
        AlignmentState(subject=row, valid_from=at, weight=row.weight, is_removed=True)
        for row in rows
    )
    return [
        None if row is None else _staged(actor, row, link, at=at)
        for row, link in zip(kept, links, strict=True)
    ]


def _staged(actor: SystemActor, row: Alignment, link: LinkWanted, *, at: datetime) -> LinkStaged:
    child, parent = link.child.objective, link.parent.objective.public_id
    author = permit(actor, Act.ALIGN, objective_thing(child, participant_ids=frozenset()))
    if link.parent.key_result is not None:
        parent = f"{parent}/{link.parent.key_result.public_id}"
    entry = journal_prepare(
        author=author,
        act="objective.align",
        subject=Subject("objective", child.pk, child.public_id),
        at=at,
        changes={"parent": Change(new=parent), "weight": Change(new=row.weight)},
    )
    return LinkStaged(row=row, child=child, adds=_adds(link), entry=entry)


def _here(links: Sequence[LinkWanted]) -> set[tuple[int, int | None]]:
    """Return the parents that are still there, locked against their deletion."""
    objectives = sorted({link.parent.objective.pk for link in links})
    key_results = sorted({link.parent.key_result.pk for link in links if link.parent.key_result})
    here: set[tuple[int, int | None]] = set()
    for ids in parts(objectives):
        rows = Objective.objects.select_for_update(no_key=True).filter(pk__in=ids)
        here |= {(pk, None) for pk in rows.order_by("pk").values_list("pk", flat=True)}
    for ids in parts(key_results):
        here |= set(KeyResult.objects.filter(pk__in=ids).values_list("objective_id", "pk"))
    return here


def _adds(link: LinkWanted) -> Contribution:
    return link_contribution(
        weight=link.weight,
        child_state=link.child.objective.state,
        child_progress=link.child_progress,
        child_has_data=link.child_has_data,
    )


def _pk(key_result: KeyResult | None) -> int | None:
    return None if key_result is None else key_result.pk


def links_show(
    *, viewer: Actor, links: Sequence[LinkStaged], inner: Iterable[tuple[int, int]]
) -> dict[int, DomainError]:
    """Let staged links stand and count, inside the caller's `writing`.

    Args:
        viewer: Who must see the parents.
        links: Of one import, as `links_stage` returned them.
        inner: The links among the staged objectives, as ids of child and parent.

    Returns:
        By place in `links` why one cannot stand; those were taken away again.
    """
    if not links:
        return {}
    links_lock()
    check = _Check(viewer=viewer, links=links, inner=inner)
    refused: dict[int, DomainError] = {}
    standing: list[LinkStaged] = []
    for place, link in enumerate(links):
        try:
            check.check(link)
        except DomainError as error:
            refused[place] = error
        else:
            standing.append(link)
    for part in parts([links[place].row.pk for place in refused]):
        Alignment.objects.filter(pk__in=part).delete()
    for part in parts([link.row.pk for link in standing]):
        Alignment.objects.filter(pk__in=part).update(is_removed=False)
        AlignmentState.objects.filter(subject__in=part).update(is_removed=False)
    ties_refresh(link.row.child_objective_id for link in standing)
    _parents_add(standing, at=links[0].row.created_at)
    journal_insert(link.entry for link in standing)
    return refused


def _parents_add(links: Iterable[LinkStaged], *, at: datetime) -> None:
    """Add one difference to each parent, and carry what follows to its ancestors."""
    adding: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for link in links:
        if link.adds != NOTHING:
            adding[link.row.parent_objective_id].append(_PARTS(link.adds))
    if adding:
        sums = {
            parent_id: Contribution(*map(sum, zip(*added, strict=True)))
            for parent_id, added in adding.items()
        }
        score_apply(ancestry=ancestries_lock(sums), differences=sums, at=at)


class _Check:
    """The rules of `align`, asked of many links: each sees those before it as standing."""

    def __init__(
        self,
        *,
        viewer: Actor,
        links: Sequence[LinkStaged],
        inner: Iterable[tuple[int, int]],
    ) -> None:
        ids = sorted({link.row.parent_objective_id for link in links})
        self._parents = objectives_locked(ids)
        self._seen = _seen(viewer, ids)
        self._gone = _gone(links)
        above = ((edge.child_id, edge.parent_id) for edge in links_above(ids))
        self._graph = LinkGraph([*inner, *above])
        self._made: set[tuple[int, int | None, int, int | None]] = set()

    def check(self, link: LinkStaged) -> None:
        """Refuse a link that cannot stand; count one that can.

        Raises:
            DomainError: It cannot.
        """
        child = link.child
        parent = self._parents.get(link.row.parent_objective_id)
        if parent is None or parent.pk not in self._seen or link.row.pk in self._gone:
            raise NotFound("okrs.objective.not_found")
        if State(parent.state) not in PARENT_STATES:
            raise Refused("okrs.alignment.parent_over", state=State(parent.state).label)
        self._shape(child, parent)
        if link.row.weight is not None:
            contribution_check(child, parent)
        made = (
            child.pk,
            link.row.child_key_result_id,
            parent.pk,
            link.row.parent_key_result_id,
        )
        if made in self._made:
            raise Refused("okrs.alignment.twice")
        self._made.add(made)
        self._graph.add(child.pk, parent.pk)

    def _shape(self, child: Objective, parent: Objective) -> None:
        fault = self._graph.fault(child.pk, parent.pk)
        if fault is LinkFault.LOOP:
            raise Refused("okrs.alignment.loop", child=child.title, parent=parent.title)
        if fault is LinkFault.TOO_LARGE:
            raise Refused("okrs.alignment.too_large", levels=LEVELS_MAX, ancestors=ANCESTORS_MAX)
        if fault is not None:
            raise Refused("okrs.alignment.itself")


def _seen(viewer: Actor, ids: list[int]) -> set[int]:
    found: set[int] = set()
    for part in parts(ids):
        rows = Objective.objects.filter(visible_to(viewer), pk__in=part)
        found |= set(rows.values_list("pk", flat=True))
    return found


def _gone(links: Sequence[LinkStaged]) -> set[int]:
    """Return which staged rows went with the key result that they led to."""
    asked = {link.row.pk for link in links if link.row.parent_key_result_id is not None}
    found: set[int] = set()
    for part in parts(sorted(asked)):
        found |= set(Alignment.objects.filter(pk__in=part).values_list("pk", flat=True))
    return asked - found
