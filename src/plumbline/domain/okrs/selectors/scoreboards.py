"""What supports a shared key result, each with its own figures (M10).

Each team that contributes has a piece of its own. Their figures stand beside the shared one and are
added to nothing: what a piece measures is in the shared value already, or is another thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.okrs.selectors.facts import KeyResultFacts, LinkFacts, TreeNode
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.nodes import nodes_of
from plumbline.domain.okrs.selectors.rows_at import objective_key, objectives_at, objectives_read
from plumbline.domain.orgs.viewers import Actor


@dataclass(frozen=True, slots=True)
class Piece:
    """What one team adds to a shared key result.

    Attributes:
        node: The objective that supports it, or that one's objective.
        key_result: The key result that supports it; `None` where the whole objective does.
    """

    node: TreeNode
    key_result: KeyResultFacts | None


def pieces_of(
    *, viewer: Actor, links: Sequence[LinkFacts], at: datetime, as_of: date | None = None
) -> tuple[Piece, ...]:
    """Return what stands at the other end of links, each once (at most ten queries).

    Args:
        viewer: Who asks; what they do not see is left out.
        links: From a shared key result downwards.
        at: Now.
        as_of: The day asked for, or `None` for now.

    Returns:
        By the name of the team, then by title; without a team last.
    """
    if not links:
        return ()
    moment = moment_of(at=at, as_of=as_of)
    ids = {link.objective.public_id for link in links}
    rows = objectives_at(viewer, moment).filter(
        **{f"{objective_key(moment, 'public_id')}__in": ids}
    )
    found = nodes_of(viewer=viewer, rows=objectives_read(rows, moment), moment=moment)
    nodes = {node.public_id: node for node in found}
    results = {part.public_id: part for node in found for part in node.key_results}
    pieces = {}
    for link in links:
        node = nodes.get(link.objective.public_id)
        own = results.get(link.key_result.public_id) if link.key_result else None
        if node is not None and (own is not None or link.key_result is None):
            pieces[(link.key_result or link.objective).public_id] = Piece(node, own)
    return tuple(sorted(pieces.values(), key=_place))


def _place(piece: Piece) -> tuple[bool, str, str]:
    team = piece.node.team
    return team is None, team.name if team else "", (piece.key_result or piece.node).title
