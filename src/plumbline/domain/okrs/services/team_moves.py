"""Moving a team together with what the numbers of its objectives tell.

`orgs` knows nothing of objectives, so a move of a team goes through here: who sees the objectives
of a team follows from where it lies, and a number may reach only people who may see where it comes
from. A link that would tell more from now on supports only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.contributions import NOTHING, Contribution, link_contribution
from plumbline.domain.okrs.graph import Edge
from plumbline.domain.okrs.history import alignment_history
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.team_links import links_again, links_concerned, tells_too_much
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.scores import LockedAncestry, ancestry_lock, score_apply
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.teams import team_move
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing


@dataclass(frozen=True, slots=True)
class TeamMoved:
    """A moved team, and what became of the links of its objectives.

    Attributes:
        team: As it lies now.
        loosened: Links that support only from now on, as far as the actor may see both ends.
        loosened_hidden: How many more there are.
    """

    team: Team
    loosened: tuple[Alignment, ...]
    loosened_hidden: int


def team_place(
    *, actor: Actor, team: Team, parent: Team, at: datetime, expected: int | None = None
) -> TeamMoved:
    """Place a team, with everything below it, under another one.

    A contributing link whose parent would come to be seen by people who may not see the child
    supports only from then on; what is over keeps its number.

    Args:
        actor: Who moves it.
        team: Which one.
        parent: The team above from now on.
        at: Now.
        expected: The version the move was decided on; `None` for whichever stands.

    Raises:
        PermissionRefused: The actor may not manage teams.
        StaleVersion: Somebody else changed it meanwhile.
        Refused: It would lie below itself or too deep, is the company, or goes to an archived team.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.TEAM)
        links_lock()
        links = links_concerned(team)
        ends = {link.child_objective_id for link in links}
        ends |= {link.parent_objective_id for link in links}
        # Before the team's own lock: whoever gives an objective to another team holds it first.
        rows = Objective.objects.filter(pk__in=ends).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))
        moved = team_move(actor=actor, team=team, parent=parent, at=at, expected=expected)
        exposed = [link for link in links_again(links) if tells_too_much(link)]
        _loosen(author, exposed, at=at)
        seen = set(
            Objective.objects.filter(visible_to(actor), pk__in=ends).values_list("pk", flat=True)
        )
        told = [
            link for link in exposed if {link.child_objective_id, link.parent_objective_id} <= seen
        ]
        return TeamMoved(moved, tuple(told), len(exposed) - len(told))


def _loosen(author: Author, links: Sequence[Alignment], *, at: datetime) -> None:
    """Let links support only: their parents and all above lose what they added."""
    if not links:
        return
    ancestry = ancestry_lock(*sorted({link.child_objective_id for link in links}))
    for link in links:
        difference = NOTHING - _counted(link, ancestry)
        # One after the other, and none of them on the way of the next.
        ancestry = replace(ancestry, edges=_without(link, ancestry.edges))
        score_apply(ancestry=ancestry, differences={link.parent_objective_id: difference}, at=at)
        before, link.weight = link.weight, None
        link.save(update_fields=["weight"])
        alignment_history(link, at=at)
        objective_journal(
            author,
            link.child_objective,
            act="loosen",
            at=at,
            changes={
                "parent": Change(new=link.parent_objective.public_id),
                "weight": Change(old=before),
            },
        )


def _without(link: Alignment, edges: Sequence[Edge]) -> tuple[Edge, ...]:
    ends = (link.child_objective_id, link.parent_objective_id)
    return tuple(edge for edge in edges if (edge.child_id, edge.parent_id) != ends)


def _counted(link: Alignment, ancestry: LockedAncestry) -> Contribution:
    score = ancestry.scores[link.child_objective_id]
    return link_contribution(
        weight=link.weight,
        child_state=score.objective.state,
        child_progress=score.progress,
        child_has_data=bool(score.data_parts),
    )
