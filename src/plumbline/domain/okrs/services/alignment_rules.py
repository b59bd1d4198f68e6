"""What a link must not do: loop, grow too large, or tell a number to those who may not see it."""

from plumbline.domain.okrs.graph import ANCESTORS_MAX, LEVELS_MAX, edges_around, surroundings
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.permissions import seen_by_no_more_people, visible_to
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import Refused


def link_shape_check(child: Objective, parent: Objective) -> None:
    """Refuse a link that closes a loop or makes the graph too deep or too wide.

    Every objective below the child would get the parent's ancestors beside its own, so that the
    longest way counts, and the ancestors of whichever would have most. One query.

    Raises:
        Refused: With the reason.
    """
    if child.pk == parent.pk:
        raise Refused("okrs.alignment.itself")
    around = surroundings(child.pk, parent.pk, edges_around(child.pk, parent.pk))
    if around.loops:
        raise Refused("okrs.alignment.loop", child=child.title, parent=parent.title)
    if around.levels > LEVELS_MAX or around.ancestors > ANCESTORS_MAX:
        raise Refused("okrs.alignment.too_large", levels=LEVELS_MAX, ancestors=ANCESTORS_MAX)


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
    if _is_seen(actor, other):
        return Refused("okrs.alignment.in_the_way", other=other.title)
    return Refused("okrs.alignment.hidden_in_the_way")


def closed_above(actor: Actor, child: Objective, parent: Objective) -> Refused:
    """Return why a link under a closed parent stays, naming the parent to those who may see it."""
    if _is_seen(actor, parent):
        return Refused("okrs.alignment.parent_closed", child=child.title, parent=parent.title)
    return Refused("okrs.alignment.hidden_parent_closed", child=child.title)


def _is_seen(actor: Actor, objective: Objective) -> bool:
    return Objective.objects.filter(visible_to(actor), pk=objective.pk).exists()
