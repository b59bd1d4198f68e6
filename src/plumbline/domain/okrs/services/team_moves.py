"""Moving a team together with what the numbers of its objectives tell.

`orgs` knows nothing of objectives, so a move of a team goes through here: who sees the objectives
of a team follows from where it lies, and a number may reach only people who may see where it comes
from. A link that would tell more from now on supports only.
"""

from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.okrs.models import Alignment, Objective, State
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.team_links import (
    links_again,
    links_concerned,
    tells_too_much,
    weights_before_move,
)
from plumbline.domain.okrs.services.alignment import PARENT_STATES, links_lock
from plumbline.domain.okrs.services.loosening import links_loosen, links_tighten
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
        tightened: How many contribute again, because the move that had loosened them is taken back.
    """

    team: Team
    loosened: tuple[Alignment, ...]
    loosened_hidden: int
    tightened: int = 0


def team_place(
    *,
    actor: Actor,
    team: Team,
    parent: Team,
    at: datetime,
    expected: int | None = None,
    takes_back: bool = False,
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
        takes_back: Whether it takes the last move back: what that one loosened, and nobody touched
            since, contributes again.

    Raises:
        PermissionRefused: The actor may not manage teams.
        StaleVersion: Somebody else changed it meanwhile.
        Refused: It would lie below itself or too deep, is the company, or goes to an archived team.
    """
    with writing(organization_bound()):
        author = manage_permit(actor, Kind.TEAM)
        links_lock()
        links = links_concerned(team)
        weights = weights_before_move(team, parent) if takes_back else {}
        loose = Alignment.objects.filter(pk__in=weights).order_by("pk")
        loose = loose.select_related("child_objective__team", "parent_objective__team")
        ends = {link.child_objective_id for link in (*links, *loose)}
        ends |= {link.parent_objective_id for link in (*links, *loose)}
        # Before the team's own lock: whoever gives an objective to another team holds it first.
        rows = Objective.objects.filter(pk__in=ends).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))
        moved = team_move(actor=actor, team=team, parent=parent, at=at, expected=expected)
        exposed = [link for link in links_again(links) if tells_too_much(link)]
        links_loosen(author, exposed, at=at)
        back = [link for link in loose.all() if _contributes_again(link)]
        links_tighten(author, back, lambda link: weights[link.pk], at=at)
        seen = set(
            Objective.objects.filter(visible_to(actor), pk__in=ends).values_list("pk", flat=True)
        )
        told = [
            link for link in exposed if {link.child_objective_id, link.parent_objective_id} <= seen
        ]
        return TeamMoved(moved, tuple(told), len(exposed) - len(told), len(back))


def _contributes_again(link: Alignment) -> bool:
    """Tell whether a loosened link may count anew: its parent is not over, and it tells nothing."""
    return State(link.parent_objective.state) in PARENT_STATES and not tells_too_much(link)
