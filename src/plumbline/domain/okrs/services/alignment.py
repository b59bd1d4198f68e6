"""Making and removing links between objectives and key results."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.contributions import Contribution, link_contribution
from plumbline.domain.okrs.history import alignment_history
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective, State
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.nodes import weight_shown
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.alignment_rules import (
    closed_above,
    contribution_check,
    link_shape_check,
)
from plumbline.domain.okrs.services.gates import change_gated
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.tree_tops import ties_refresh
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.engine.scoring.rollup import weight_scaled

#: What is over keeps its number: nothing new is linked below it.
PARENT_STATES = EDITABLE_STATES | RUNNING_STATES | {State.GRADING}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: an objective, or one of its key results."""

    objective: Objective
    key_result: KeyResult | None = None


def align(
    *, actor: Actor, child: End, parent: End, weight: Decimal | None, at: datetime
) -> Alignment:
    """Let a child support a parent, or with a weight contribute to its progress.

    The right to align is that of the child; the actor must see the parent. Links from or to key
    results support, they never contribute.

    Raises:
        Refused: It stands already, loops, grows too large, would let a number out, or the parent
            is over.
        GateRefused: The link breaks a policy that was kept until now.
        NotFound: The parent is not for the actor's eyes.
        PermissionRefused: The actor may not align the child.
        ValidationRefused: The weight cannot be.
    """
    with writing(organization_bound()):
        links_lock()
        child_objective, parent_objective = _ends_locked(child.objective.pk, parent.objective.pk)
        author = objective_permit(actor, Act.ALIGN, child_objective)
        objective_permit(actor, Act.VIEW, parent_objective)
        if State(parent_objective.state) not in PARENT_STATES:
            raise Refused("okrs.alignment.parent_over", state=State(parent_objective.state).label)
        for end in (child, parent):
            if end.key_result and end.key_result.objective_id != end.objective.pk:
                raise NotFound("okrs.key_result.not_found")
        link_shape_check(child_objective, parent_objective)
        scaled = None if weight is None else _weight(weight)
        if scaled is not None:
            if child.key_result or parent.key_result:
                raise Refused("okrs.alignment.only_objectives_contribute")
            contribution_check(child_objective, parent_objective)
        _refuse_twice(child, parent)
        link = Alignment(
            child_objective=child_objective,
            child_key_result=child.key_result,
            parent_objective=parent_objective,
            parent_key_result=parent.key_result,
            weight=scaled,
            created_at=at,
        )
        with change_gated(child_objective, author=author, at=at):
            link.save()
            alignment_history(link, at=at)
            ties_refresh([link.child_objective_id])
            _parent_add(link, sign=1, at=at)
        _journal(author, link, act="align", at=at)
        return link


def alignment_remove(*, actor: Actor, link: Alignment, at: datetime) -> None:
    """Take a link away; its history stays. One that is over already keeps its number.

    Raises:
        PermissionRefused: The actor may not align the child.
        GateRefused: Without it a policy is broken that was kept until now.
        Refused: It is gone already, or the parent is closed and stays as it was graded.
    """
    with writing(organization_bound()):
        child, parent = _ends_locked(link.child_objective_id, link.parent_objective_id)
        author = objective_permit(actor, Act.ALIGN, child)
        if parent.state == State.CLOSED:
            raise closed_above(actor, child, parent)
        rows = Alignment.objects.select_for_update().filter(pk=link.pk, is_removed=False)
        current = rows.first()
        if current is None:
            raise Refused("okrs.alignment.gone")
        current.child_objective, current.parent_objective = child, parent
        with change_gated(child, author=author, at=at):
            _parent_add(current, sign=-1, at=at)
            current.is_removed = True
            current.save()
            alignment_history(current, at=at)
            ties_refresh([current.child_objective_id])
        _journal(author, current, act="unalign", at=at)


def alignment_put_back(
    *, actor: Actor, child: Objective, parent: Objective, at: datetime
) -> Alignment:
    """Make the link between two objectives that was taken away anew, with the weight it had.

    Args:
        actor: Who takes back that it was taken away.
        child: With its team fetched.
        parent: What it supported.
        at: Now.

    Raises:
        Refused: None was taken away, or it cannot be made any more; see `align`.
        GateRefused: As `align`.
        NotFound: As `align`.
        PermissionRefused: The actor may not align the child.
    """
    with writing(organization_bound()):
        objective_permit(actor, Act.ALIGN, child)
        rows = Alignment.objects.filter(child_objective=child, parent_objective=parent)
        between = rows.filter(child_key_result=None, parent_key_result=None)
        last = between.order_by("-pk").first()
        if last is None:
            raise Refused("okrs.alignment.never_was")
        weight = None if last.weight is None else weight_shown(last.weight)
        return align(actor=actor, child=End(child), parent=End(parent), weight=weight, at=at)


def links_lock() -> None:
    """Let one transaction at a time add links to an organization's graph.

    Two links that are harmless each may close a loop together, and each check would see only its
    own. The lock leaves those in peace who only refer to the organization's row.
    """
    rows = Organization.objects.select_for_update(no_key=True)
    rows.filter(pk=organization_bound().pk).values_list("pk").first()


def _ends_locked(child_id: int, parent_id: int) -> tuple[Objective, Objective]:
    """Return both objectives, locked in ascending id, whichever is the child."""
    rows = {id_: objective_locked(id_) for id_ in sorted({child_id, parent_id})}
    return rows[child_id], rows[parent_id]


def _weight(weight: Decimal) -> int:
    try:
        return weight_scaled(weight)
    except NumberRefused as refused:
        raise ValidationRefused({"weight": [refused.message]}) from refused


def _refuse_twice(child: End, parent: End) -> None:
    twice = Alignment.objects.filter(
        is_removed=False,
        child_objective=child.objective,
        child_key_result=child.key_result,
        parent_objective=parent.objective,
        parent_key_result=parent.key_result,
    )
    if twice.exists():
        raise Refused("okrs.alignment.twice")


def _parent_add(link: Alignment, *, sign: int, at: datetime) -> None:
    """Count a contributing child in (`sign` 1) or out (-1) of its parent and the parents above."""
    if link.weight is None:
        return
    # From the child upwards, along the link itself: its score must not move meanwhile.
    ancestry = ancestry_lock(link.child_objective_id)
    score = ancestry.scores[link.child_objective_id]
    counted = link_contribution(
        weight=link.weight,
        child_state=score.objective.state,
        child_progress=score.progress,
        child_has_data=bool(score.data_parts),
    )
    difference = counted if sign > 0 else Contribution() - counted
    score_apply(ancestry=ancestry, differences={link.parent_objective_id: difference}, at=at)


def _journal(author: Author, link: Alignment, *, act: str, at: datetime) -> None:
    parent = link.parent_objective.public_id
    if link.parent_key_result is not None:
        parent = f"{parent}/{link.parent_key_result.public_id}"
    new = act == "align"
    objective_journal(
        author,
        link.child_objective,
        act=act,
        at=at,
        changes={
            "parent": Change(old=None if new else parent, new=parent if new else None),
            "weight": Change(old=None if new else link.weight, new=link.weight if new else None),
        },
    )
