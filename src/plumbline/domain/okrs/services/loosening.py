"""Letting contributing links support only, and contribute again, with all that is counted above."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.contributions import NOTHING, Contribution, link_contribution
from plumbline.domain.okrs.graph import Edge
from plumbline.domain.okrs.history import alignment_history
from plumbline.domain.okrs.models import Alignment
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.services.scores import LockedAncestry, ancestry_lock, score_apply


def links_loosen(author: Author, links: Sequence[Alignment], *, at: datetime) -> None:
    """Let links support only: their parents and all above lose what they added.

    Args:
        author: Of the act that loosens them.
        links: Contributing, with both ends fetched and locked.
        at: Now.
    """
    if not links:
        return
    ancestry = _locked(links)
    for link in links:
        difference = NOTHING - _counted(link, ancestry)
        # One after the other, and none of them on the way of the next.
        ancestry = replace(ancestry, edges=_without(links=[link], edges=ancestry.edges))
        score_apply(ancestry=ancestry, differences={link.parent_objective_id: difference}, at=at)
        before, link.weight = link.weight, None
        _keep(author, link, "loosen", Change(old=before), at)


def links_tighten(
    author: Author,
    links: Sequence[Alignment],
    weight_of: Callable[[Alignment], int],
    *,
    at: datetime,
) -> None:
    """Let links contribute again: their parents and all above get what they add.

    Args:
        author: Of the act that takes the loosening back.
        links: Supporting only, with both ends fetched and locked; nobody is told too much by them.
        weight_of: What each counts from now on, in thousandths.
        at: Now.
    """
    if not links:
        return
    for link in links:
        link.weight = weight_of(link)
        _keep(author, link, "tighten", Change(new=link.weight), at)
    whole = _locked(links)
    edges = _without(links=links, edges=whole.edges)
    for link in links:
        ancestry = replace(whole, edges=edges)
        difference = _counted(link, ancestry)
        score_apply(ancestry=ancestry, differences={link.parent_objective_id: difference}, at=at)
        edges = (*edges, Edge(link.child_objective_id, link.parent_objective_id, link.weight))


def _locked(links: Sequence[Alignment]) -> LockedAncestry:
    return ancestry_lock(*sorted({link.child_objective_id for link in links}))


def _keep(author: Author, link: Alignment, act: str, weight: Change, at: datetime) -> None:
    link.save(update_fields=["weight"])
    alignment_history(link, at=at)
    changes = {"parent": Change(new=link.parent_objective.public_id), "weight": weight}
    objective_journal(author, link.child_objective, act=act, at=at, changes=changes)


def _without(*, links: Sequence[Alignment], edges: Sequence[Edge]) -> tuple[Edge, ...]:
    ends = {(link.child_objective_id, link.parent_objective_id) for link in links}
    return tuple(edge for edge in edges if (edge.child_id, edge.parent_id) not in ends)


def _counted(link: Alignment, ancestry: LockedAncestry) -> Contribution:
    score = ancestry.scores[link.child_objective_id]
    return link_contribution(
        weight=link.weight,
        child_state=score.objective.state,
        child_progress=score.progress,
        child_has_data=bool(score.data_parts),
    )
