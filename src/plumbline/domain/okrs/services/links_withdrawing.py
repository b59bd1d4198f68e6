"""Links of an import taken away again, together with what they added to others."""

from collections import defaultdict
from datetime import datetime
from operator import attrgetter

from django.db.models import QuerySet

from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import PreparedEntry, journal_insert, journal_prepare
from plumbline.domain.okrs.contributions import NOTHING, Contribution, link_contribution
from plumbline.domain.okrs.link_graph import parts
from plumbline.domain.okrs.models import Alignment, Objective, State
from plumbline.domain.okrs.permissions import objective_thing
from plumbline.domain.okrs.services.alignment_rules import closed_above
from plumbline.domain.okrs.services.ancestries import ancestries_lock, objectives_locked
from plumbline.domain.okrs.services.scores import LockedAncestry, score_apply
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import SystemActor

_CHILD, _PARENT = attrgetter("child_objective_id"), attrgetter("parent_objective_id")


def links_withdraw(*, actor: SystemActor, own: QuerySet[Objective], at: datetime) -> None:
    """Take the links from objectives to all others away, inside the caller's `writing`.

    The objectives are about to be deleted: no history of the links is written, since it would go
    with them. What `alignment_remove` does for one link is done here for thousands with a bounded
    number of statements for each five hundred.

    Raises:
        PermissionRefused: The actor may not align one of the objectives.
        Refused: A parent is closed and stays as it was graded.
    """
    ids = own.values("pk")
    outwards = Alignment.objects.filter(child_objective__in=ids, is_removed=False)
    others = outwards.exclude(parent_objective__in=ids).select_related("parent_key_result")
    links = list(others.order_by("pk"))  # as they were made, which the journal goes by
    if not links:
        return
    objectives = objectives_locked(sorted({*map(_CHILD, links), *map(_PARENT, links)}))
    entries = [_entry(actor, link, objectives, at=at) for link in links]
    ancestry = ancestries_lock(objectives)
    differences: dict[int, Contribution] = defaultdict(lambda: NOTHING)
    for link in links:
        differences[link.parent_objective_id] -= _added(link, ancestry)
    for part in parts([link.pk for link in links]):
        Alignment.objects.filter(pk__in=part).delete()
    score_apply(ancestry=ancestry, differences=differences, at=at)
    journal_insert(entries)


def _entry(
    actor: SystemActor, link: Alignment, objectives: dict[int, Objective], *, at: datetime
) -> PreparedEntry:
    """Return what the journal says of one link, once it may be taken away.

    Raises:
        PermissionRefused: The actor may not.
        Refused: The parent is closed.
    """
    child, parent = objectives[link.child_objective_id], objectives[link.parent_objective_id]
    author = permit(actor, Act.ALIGN, objective_thing(child, participant_ids=frozenset()))
    if parent.state == State.CLOSED:
        raise closed_above(actor, child, parent)
    name = parent.public_id
    if link.parent_key_result is not None:
        name = f"{name}/{link.parent_key_result.public_id}"
    return journal_prepare(
        author=author,
        act="objective.unalign",
        subject=Subject("objective", child.pk, child.public_id),
        at=at,
        changes={"parent": Change(old=name), "weight": Change(old=link.weight)},
    )


def _added(link: Alignment, ancestry: LockedAncestry) -> Contribution:
    score = ancestry.scores[link.child_objective_id]
    return link_contribution(
        weight=link.weight,
        child_state=score.objective.state,
        child_progress=score.progress,
        child_has_data=bool(score.data_parts),
    )
