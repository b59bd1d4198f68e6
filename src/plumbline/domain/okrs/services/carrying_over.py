"""Carrying objectives over into another cycle, or cloning them, with their lineage (R11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.going_on import key_result_going_on, staying
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import (
    Alignment,
    Descent,
    KeyResult,
    Lineage,
    Objective,
    State,
)
from plumbline.domain.okrs.permissions import (
    objective_permit,
    seen_by_no_more_people,
    visible_to,
)
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.drafts import creates
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.alignment import PARENT_STATES, End, align, links_lock
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.services.objectives import objective_create
from plumbline.domain.okrs.values import (
    THOUSANDTHS,
    ObjectiveValues,
    objective_values,
)
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.transactions import writing


@dataclass(frozen=True, slots=True)
class Carried:
    """An objective that goes on with an earlier one.

    Attributes:
        objective: The new draft, or proposal.
        source: The earlier one.
        key_results: The new key results by the ids of the earlier ones.
    """

    objective: Objective
    source: Objective
    key_results: Mapping[int, KeyResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was chosen for one that goes on.

    Attributes:
        team: Whose it will be; `None`: nobody's, it is personal.
        owner: Who answers for it; `None`: nobody yet.
        key_results: Public ids of those that come along.
    """

    team: Team | None
    owner: Person | None
    key_results: frozenset[str]


def objective_carry_over(
    *,
    actor: Actor,
    objective: Objective,
    cycle: Cycle,
    descent: Descent,
    at: datetime,
    choices: Choices | None = None,
) -> Objective:
    """Write a draft in another cycle that goes on with an objective; see `objectives_carry_over`.

    Args:
        actor: Who carries it over.
        objective: What is gone on with.
        cycle: Where to.
        descent: Carried over, or cloned.
        at: Now.
        choices: Whose it will be and what comes along; by default all of it, and it stays whose
            it is.

    Raises:
        NotFound: The actor may not know of the objective.
        PermissionRefused: The actor may neither write nor propose it there.
        Refused: It is a draft itself, was carried there already, or the cycle is closed.
        ValidationRefused: A value cannot stand any more.
    """
    carried = objectives_carry_over(
        actor=actor,
        objectives=[objective],
        cycle=cycle,
        descent=descent,
        at=at,
        choices=choices,
    )
    return carried[0].objective


def objectives_carry_over(
    *,
    actor: Actor,
    objectives: Sequence[Objective],
    cycle: Cycle,
    descent: Descent,
    at: datetime,
    choices: Choices | None = None,
) -> tuple[Carried, ...]:
    """Write drafts that go on with objectives, all or none, and tie them as those were tied.

    What is carried over begins where it stands: a level's value today becomes the baseline, and
    where the target is reached already it is left open for a new one. A clone begins as the
    earlier one was written. Days of the old cycle are not taken along, stopped key results
    neither. Whoever may write no draft there proposes it instead. The earlier ones stay as they
    are.

    Args:
        actor: Who carries them over.
        objectives: What is gone on with; they may be in any state that is no longer planned.
        cycle: Where to.
        descent: Carried over, or cloned.
        at: Now.
        choices: For each of them; `None`: all of it comes along and stays whose it is.

    Raises:
        NotFound: The actor may not know of one of them.
        PermissionRefused: The actor may neither write nor propose one of them there.
        Refused: One is a draft itself or was carried there already, or the cycle is closed.
        ValidationRefused: A value cannot stand any more.
    """
    with writing(organization_bound()):
        links_lock()  # first of all, as everybody who ties objectives does
        cycle = Cycle.objects.get(pk=cycle.pk)
        if cycle.phase == CyclePhase.CLOSED:
            raise Refused("okrs.carry.cycle_closed", cycle=cycle.name)
        carried = tuple(
            _carry(actor, objective_locked(row.pk), cycle, descent, choices, at=at)
            for row in objectives
        )
        for each in carried:
            _tie(actor, each, at=at)
        return carried


def _carry(
    actor: Actor,
    source: Objective,
    cycle: Cycle,
    descent: Descent,
    choices: Choices | None,
    *,
    at: datetime,
) -> Carried:
    author = objective_permit(actor, Act.VIEW, source)
    if descent is Descent.CARRIED_OVER:
        _carriable(actor, source, cycle)
    values = _chosen(_objective_values(source, cycle), choices)
    proposed = not creates(actor, values)
    made = objective_create(actor=actor, values=values, at=at, proposed=proposed)
    key_results = {}
    rows = KeyResult.objects.filter(objective=source).exclude(state=State.STOPPED)
    if choices is not None:
        rows = rows.filter(public_id__in=choices.key_results)
    for row in rows.select_related("owner", "score").order_by("rank", "pk"):
        row.objective = source
        key_results[row.pk] = key_result_create(
            actor=actor,
            objective=made,
            values=key_result_going_on(
                row,
                descent,
                same_cycle=source.cycle_id == cycle.pk,
                custom=_custom(row.custom_values_id),
            ),
            at=at,
        )
    Lineage(objective=made, source=source, descent=descent, created_at=at).save()
    changes = {"source": Change(new=source.public_id)}
    objective_journal(author, made, act=descent.value, at=at, changes=changes)
    return Carried(made, source, key_results)


def _chosen(values: ObjectiveValues, choices: Choices | None) -> ObjectiveValues:
    """Return values with the team and owner that were chosen; nobody who left is taken along."""
    if choices is None:
        return values
    team, owner = choices.team, choices.owner
    return replace(
        values,
        team=team,
        is_personal=team is None,
        owner=owner if team is None else staying(owner),
    )


def _carriable(actor: Actor, source: Objective, cycle: Cycle) -> None:
    """Refuse to carry over a draft, to carry within a cycle, and to carry twice."""
    if source.state in EDITABLE_STATES:
        raise Refused("okrs.carry.planned", title=source.title)
    if source.cycle_id == cycle.pk:
        raise Refused("okrs.carry.same_cycle", title=source.title)
    twice = Objective.objects.filter(
        visible_to(actor),
        lineage__source=source,
        lineage__descent=Descent.CARRIED_OVER,
        cycle=cycle,
    )
    if twice.exists():
        raise Refused("okrs.carry.twice", title=source.title, cycle=cycle.name)


def _objective_values(source: Objective, cycle: Cycle) -> ObjectiveValues:
    values = objective_values(source)
    priority = values.priority
    return replace(
        values,
        cycle=cycle,
        owner=values.owner if source.is_personal else staying(values.owner),
        priority=None if priority is None or priority.is_archived else priority,
        document_key="" if source.cycle_id == cycle.pk else values.document_key,
        custom=_custom(source.custom_values_id),
    )


def _custom(value_set_id: int | None) -> Mapping[str, object] | None:
    if value_set_id is None:
        return None
    found = custom_values([value_set_id]).get(value_set_id, {})
    return {key: value for key, value in found.items() if value is not None}


def _tie(actor: Actor, carried: Carried, *, at: datetime) -> None:
    """Let what goes on support what the earlier one supported, as far as that goes on too."""
    links = Alignment.objects.filter(child_objective=carried.source, is_removed=False)
    parents = links.select_related(
        "parent_objective__team", "parent_objective__cycle", "parent_key_result"
    )
    for link in parents.order_by("pk"):
        if link.child_key_result_id is not None and (
            link.child_key_result_id not in carried.key_results
        ):
            continue
        parent = _parent_end(actor, link, carried.objective.cycle)
        if parent is not None:
            _support(actor, carried, link, parent, at=at)


def _parent_end(actor: Actor, link: Alignment, cycle: Cycle) -> End | None:
    """Return what goes on with a parent in a cycle, or the parent where it reaches into it."""
    seen = Objective.objects.filter(visible_to(actor)).select_related("team", "cycle")
    further = seen.filter(lineage__source=link.parent_objective_id, cycle=cycle)
    parent = further.order_by("pk").first()
    if parent is None:
        lasting = seen.filter(pk=link.parent_objective_id, cycle__end__gte=cycle.start)
        parent = lasting.first()
        return None if parent is None else _open_end(parent, link.parent_key_result)
    earlier = link.parent_key_result
    if earlier is None:
        return _open_end(parent, None)
    rows = KeyResult.objects.filter(objective=parent).order_by("pk")
    alike = rows.filter(title=earlier.title).first()
    if alike is None and hasattr(earlier, "score"):
        # Its title may have stated figures, and states there those with which it went on.
        retold = key_result_going_on(earlier, Descent.CARRIED_OVER).title
        alike = rows.filter(title=retold).first()
    return _open_end(parent, alike)


def _open_end(parent: Objective, key_result: KeyResult | None) -> End | None:
    return End(parent, key_result) if State(parent.state) in PARENT_STATES else None


def _support(actor: Actor, carried: Carried, link: Alignment, parent: End, *, at: datetime) -> None:
    contributes = (
        link.weight is not None
        and parent.key_result is None
        and seen_by_no_more_people(parent.objective, than=carried.objective)
    )
    child = End(carried.objective, carried.key_results.get(link.child_key_result_id or 0))
    weight = Decimal(link.weight or 0) / THOUSANDTHS if contributes else None
    try:
        align(actor=actor, child=child, parent=parent, weight=weight, at=at)
    except Refused:
        return  # the graph has grown too large meanwhile, or the link stands already
