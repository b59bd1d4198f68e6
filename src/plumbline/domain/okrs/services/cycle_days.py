"""Changing a cycle together with what depends on its days.

`cycles` knows nothing of objectives, so a change of a cycle that has any goes through here: no key
result that is shared is left with days outside, and what is measured over the cycle is scored anew.
"""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues, cycle_edit
from plumbline.domain.okrs.graph import edges_above
from plumbline.domain.okrs.models import KeyResult, Objective, ObjectiveScore, State, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.ancestries import objectives_locked
from plumbline.domain.okrs.services.key_result_scores import key_results_rescore
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message

#: So many key results in the way are named, the others counted.
NAMED_MAX = 5


def cycle_change(
    *, actor: Actor, cycle: Cycle, values: CycleValues, expected: int, at: datetime
) -> Cycle:
    """Change name, days or parent of a cycle, and score anew what is measured over its days.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor does not run cycles.
        Refused: Its days would change, and an objective in it was graded by them.
        ValidationRefused: A value cannot stand, or a key result has days outside the new ones;
            those the actor may see are named.
    """
    with writing(organization_bound()):
        links_lock()
        days = (cycle.start, cycle.end)
        changed = cycle_edit(actor=actor, cycle=cycle, values=values, expected=expected, at=at)
        if (changed.start, changed.end) != days:
            _refuse_graded(changed)
            _refuse_days_outside(actor, changed)
            _rescore(changed, at=at)
        return changed


def _shared(cycle: Cycle) -> QuerySet[Objective]:
    """Return the objectives of a cycle that are not somebody's own.

    What is private or personal never stands in the way: the answer to whoever runs cycles would
    tell of it. It keeps the days that it has.
    """
    return Objective.objects.filter(cycle=cycle, is_personal=False, is_staged=False).exclude(
        visibility=Visibility.PRIVATE
    )


def key_results_outside(cycle: Cycle) -> list[KeyResult]:
    """Return the shared key results of a cycle with days outside it; stopped ones keep theirs."""
    outside = Q()
    for name in ("start", "due", "evidence_by"):
        outside |= Q(**{f"{name}__lt": cycle.start}) | Q(**{f"{name}__gt": cycle.end})
    rows = KeyResult.objects.filter(outside, objective__in=_shared(cycle))
    return list(rows.exclude(state=State.STOPPED).order_by("pk"))


def _refuse_graded(cycle: Cycle) -> None:
    if _shared(cycle).filter(state=State.CLOSED).exists():
        raise Refused("okrs.cycle.graded", cycle=cycle.name)


def _refuse_days_outside(actor: Actor, cycle: Cycle) -> None:
    rows = key_results_outside(cycle)
    if not rows:
        return
    parents = Objective.objects.filter(pk__in={row.objective_id for row in rows})
    seen = set(parents.filter(visible_to(actor)).values_list("pk", flat=True))
    named = [row for row in rows if row.objective_id in seen][:NAMED_MAX]
    messages = [_outside(row.title, cycle.start, cycle.end) for row in named]
    if len(rows) > len(named):
        others = len(rows) - len(named)
        messages.append(Message("okrs.cycle.others_outside", {"count": others}))
    raise ValidationRefused({"start": messages})


def _outside(title: str, start: date, end: date) -> Message:
    return Message("okrs.cycle.key_result_outside", {"title": title, "start": start, "end": end})


def _rescore(cycle: Cycle, *, at: datetime) -> None:
    """Score the key results of a cycle anew and carry what follows upwards."""
    moving = Objective.objects.filter(cycle=cycle).exclude(state__in=(State.STOPPED, State.CLOSED))
    # Those that an import prepares or takes back too: nobody sees them, and nothing is refused.
    objectives = objectives_locked(list(moving.order_by("pk").values_list("pk", flat=True)))
    _scores_lock(list(objectives))
    for objective in objectives.values():
        objective.cycle = cycle
        ancestry = ancestry_lock(objective.pk)
        difference = key_results_rescore(objective, at=at)
        score_apply(
            ancestry=ancestry,
            differences={objective.pk: difference},
            at=at,
            judged=[objective.pk],
        )


def _scores_lock(objective_ids: list[int]) -> None:
    """Lock the scores of objectives and of all above them at once, in the order of everybody.

    One ancestry after the other would take them out of order and could wait for a check-in that
    waits for us.
    """
    reached = set(objective_ids)
    frontier = reached
    while frontier:
        frontier = {edge.parent_id for edge in edges_above(frontier)} - reached
        reached = reached | frontier
    scores = ObjectiveScore.objects.filter(objective_id__in=reached).order_by("objective_id")
    list(scores.select_for_update().values_list("pk"))
