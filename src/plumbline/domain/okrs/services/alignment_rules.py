"""What a link must not do: loop, grow too large, or tell a number to those who may not see it."""

from plumbline.domain.okrs.graph import (
    ANCESTORS_MAX,
    LEVELS_MAX,
    GraphTooLarge,
    walk_down,
    walk_up,
)
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.permissions import seen_by_no_more_people, visible_to
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused


def link_shape_check(child: Objective, parent: Objective) -> None:
    """Refuse a link that closes a loop or makes the graph too deep or too wide.

    Every objective below the child would get the parent's ancestors too, so the levels below and
    above are added up, and the ancestors are counted for the child.

    Raises:
        Refused: With the reason.
    """
    if child.pk == parent.pk:
        raise Refused("okrs.alignment.itself")
    try:
        above = list(walk_up(parent.pk))
        below = list(walk_down(child.pk))
    except GraphTooLarge:
        raise _too_large() from None
    ancestors = {parent.pk} | {edge.parent_id for level in above for edge in level}
    if child.pk in ancestors:
        raise Refused("okrs.alignment.loop", child=child.title, parent=parent.title)
    own = {edge.parent_id for level in walk_up(child.pk) for edge in level}
    if len(above) + len(below) + 1 > LEVELS_MAX or len(ancestors | own) > ANCESTORS_MAX:
        raise _too_large()


def _too_large() -> Refused:
    return Refused("okrs.alignment.too_large", levels=LEVELS_MAX, ancestors=ANCESTORS_MAX)


def contribution_check(child: Objective, parent: Objective) -> None:
    """Refuse a contribution that would let people infer what they may not see.

    An objective contributes only to a parent that is no more visible than itself: everyone who
    sees the parent's number must be allowed to see the child. A private one contributes to none.

    Raises:
        Refused: The parent is seen by people who may not see the child.
    """
    if not seen_by_no_more_people(parent, than=child):
        raise Refused("okrs.alignment.more_visible", child=child.title, parent=parent.title)


def visibility_links_check(actor: Actor, objective: Objective) -> None:
    """Refuse a change of visibility or team that a contributing link does not survive.

    Raises:
        Refused: Naming the other end of the link, if the actor may know of it.
    """
    links = Alignment.objects.filter(is_removed=False, weight__isnull=False)
    rows = links.select_related("child_objective__team", "parent_objective__team")
    for link in rows.filter(child_objective=objective):
        if not seen_by_no_more_people(link.parent_objective, than=objective):
            raise _link_in_the_way(actor, link.parent_objective)
    for link in rows.filter(parent_objective=objective):
        if not seen_by_no_more_people(objective, than=link.child_objective):
            raise _link_in_the_way(actor, link.child_objective)


def _link_in_the_way(actor: Actor, other: Objective) -> Refused:
    if Objective.objects.filter(visible_to(actor), pk=other.pk).exists():
        return Refused("okrs.alignment.in_the_way", other=other.title)
    return Refused("okrs.alignment.hidden_in_the_way")
