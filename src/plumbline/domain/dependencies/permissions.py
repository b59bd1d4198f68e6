"""Who sees a dependency, and who may ask, answer or change it; `orgs.rights` has the answers.

Whoever sees both sides sees it, and for everybody else there is none: not in a list, not in a
count, not in a journal. Standing for a side lets nobody see the other one.
"""

from dataclasses import dataclass

from django.db.models import Q

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dependency: a key result, or a team with the person who stands for it.

    A key result has its objective and that one's team fetched.
    """

    key_result: KeyResult | None = None
    team: Team | None = None
    person: Person | None = None

    @property
    def owner_id(self) -> int | None:
        """Who stands for it."""
        if self.key_result is not None:
            return self.key_result.owner_id
        return None if self.person is None else self.person.pk


def dependencies_seen(viewer: Actor, *, of: str = "") -> Q:
    """Return the condition under which the viewer sees a dependency.

    Args:
        viewer: Who asks.
        of: The path to the dependency in a query of other rows.
    """
    at, condition = f"{of}__" if of else "", Q()
    for side in (f"{at}waiting_key_result", f"{at}delivering_key_result"):
        condition &= Q(**{side: None}) | visible_to(viewer, of=f"{side}__objective")
    return condition


def waiting_side(row: Dependency) -> Side:
    """Return the side that waits, all of it fetched."""
    return Side(row.waiting_key_result, row.waiting_team, row.waiting_person)


def delivering_side(row: Dependency) -> Side:
    """Return the side that delivers, all of it fetched."""
    return Side(row.delivering_key_result, row.delivering_team, row.delivering_person)


def objectives_between(row: Dependency) -> tuple[Objective, ...]:
    """Return the objectives that somebody has to see in order to see a dependency.

    Its key results have their objectives fetched.
    """
    results = (row.waiting_key_result, row.delivering_key_result)
    return tuple(result.objective for result in results if result is not None)


def side_thing(side: Side) -> Thing:
    """Return what a side is to the table of rights."""
    if side.key_result is None:
        return Thing(
            kind=Kind.DEPENDENCY,
            owner_id=side.owner_id,
            team_path=side.team.path if side.team else "",
        )
    objective = side.key_result.objective
    # Nobody leads what is private.
    led = objective.team is not None and objective.visibility != Visibility.PRIVATE
    return Thing(
        kind=Kind.DEPENDENCY,
        owner_id=objective.owner_id,
        key_result_owner_id=side.key_result.owner_id,
        team_path=objective.team.path if led and objective.team else "",
    )


def ask_permit(actor: Actor, waiting: Side) -> Author:
    """Refuse whoever may not ask for a side; else return the journal's author.

    Raises:
        PermissionRefused: It is not theirs to ask for it.
    """
    return permit(actor, Act.ASK, side_thing(waiting))


def answer_permit(actor: Actor, delivering: Side) -> Author:
    """Refuse whoever may not answer for a side; else return the journal's author.

    Raises:
        PermissionRefused: It is not theirs to answer for it.
    """
    return permit(actor, Act.ANSWER, side_thing(delivering))


def asks_for(viewer: Actor, waiting: Side) -> bool:
    """Whether the viewer may ask, move and withdraw for a side."""
    return permitted(viewer, Act.ASK, side_thing(waiting))


def answers_for(viewer: Actor, delivering: Side) -> bool:
    """Whether the viewer may accept, decline and deliver for a side."""
    return permitted(viewer, Act.ANSWER, side_thing(delivering))
