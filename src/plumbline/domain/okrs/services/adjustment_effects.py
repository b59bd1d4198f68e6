"""What adjusting a key result would change: done by the service itself, looked at, and undone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.governance.choices import Gate
from plumbline.domain.governance.judging import Judged, judged_each
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import asked_anywhere, holding_at
from plumbline.domain.governance.selectors.waived import practices_waived
from plumbline.domain.okrs.graph import ancestors_ordered
from plumbline.domain.okrs.link_graph import links_above
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.approved import approved_of
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name, TreeNode
from plumbline.domain.okrs.selectors.matters import matter_of, place_of
from plumbline.domain.okrs.services.adjustments import key_result_adjust
from plumbline.domain.okrs.values import KeyResultValues
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import rehearsal, writing
from plumbline.engine.scoring.rollup import progress_unscaled


@dataclass(frozen=True, slots=True)
class ProgressAbove:
    """An objective that it counts in, that the viewer sees.

    Attributes:
        before: Its progress today, 0 to 1; `None` where it is not scored.
        after: The same, were it adjusted.
    """

    objective: Name
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class PracticeAsked:
    """A practice that is asked of a change where the objective stands.

    Attributes:
        broken: What is not as it asks, were it adjusted: nothing where it is kept.
        is_new: Whether any of that is so only by the adjustment.
    """

    practice: Practice
    broken: tuple[Judged, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class AdjustmentEffects:
    """What stands today beside what would stand."""

    before: KeyResultFacts
    after: KeyResultFacts
    objective_before: TreeNode
    objective_after: TreeNode
    above: tuple[ProgressAbove, ...]
    practices: tuple[PracticeAsked, ...]


@dataclass(frozen=True, slots=True)
class _Stand:
    """How everything stands at one point of the rehearsal."""

    facts: KeyResultFacts
    objective: TreeNode
    above: Mapping[str, tuple[Name, Decimal | None]]
    judged: Mapping[int, tuple[Practice, tuple[Judged, ...]]]


def key_result_adjustment_effects(
    *,
    actor: Actor,
    key_result: KeyResult,
    values: KeyResultValues,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> AdjustmentEffects:
    """Return what an adjustment would change, without keeping anything of it.

    It is rehearsed by `key_result_adjust`, so that no figure is reckoned by a second formula. The
    arguments are those of the adjustment, and it is refused as that would be.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It does not run.
        GateRefused: The change breaks a policy.
        PermissionRefused: The actor may not adjust it.
        ValidationRefused: No reason, nothing changed, or a value cannot stand.
    """
    with rehearsal(), writing(organization_bound()):
        before = _stand(actor, key_result, at)
        key_result_adjust(
            actor=actor,
            key_result=key_result,
            values=values,
            reason=reason,
            effective_on=effective_on,
            expected=expected,
            at=at,
        )
        after = _stand(actor, key_result, at)
    return AdjustmentEffects(
        before=before.facts,
        after=after.facts,
        objective_before=before.objective,
        objective_after=after.objective,
        above=tuple(
            ProgressAbove(name, before.above[public_id][1], progress)
            for public_id, (name, progress) in after.above.items()
            if public_id in before.above
        ),
        practices=tuple(_practices(before, after)),
    )


def _stand(actor: Actor, key_result: KeyResult, at: datetime) -> _Stand:
    details = key_result_details(viewer=actor, public_id=key_result.public_id, at=at)
    objective = objective_details(viewer=actor, public_id=details.objective.public_id, at=at)
    return _Stand(
        facts=details.facts,
        objective=objective.facts,
        above=_above(actor, objective.row),
        judged=_judged(objective.row, on=organization_day(organization_bound(), at)),
    )


def _above(actor: Actor, objective: Objective) -> dict[str, tuple[Name, Decimal | None]]:
    """Return the progress of what an objective counts in, the nearest first."""
    edges = links_above([objective.pk], contributing=True)
    order = [pk for pk in ancestors_ordered([objective.pk], edges) if pk != objective.pk]
    rows = Objective.objects.filter(visible_to(actor), pk__in=order).select_related("score")
    found = {row.pk: row for row in rows}
    return {
        row.public_id: (
            Name(row.public_id, row.title),
            None if row.score.progress is None else progress_unscaled(row.score.progress),
        )
        for row in (found[pk] for pk in order if pk in found)
    }


def _judged(objective: Objective, *, on: date) -> dict[int, tuple[Practice, tuple[Judged, ...]]]:
    """Return by its row each practice that is asked of a change, with what it has to say."""
    place = place_of(objective)
    held = holding_at(asked_anywhere(Gate.CHANGE, on=on), place)
    if not held:
        return {}
    matter = matter_of(objective, on=on, approved=approved_of([objective], held))
    leave = practices_waived(objective.public_id, place, on=on)
    said = list(judged_each(matter, held, leave=leave))
    return {
        each.pk: (each, tuple(one for one in said if one.practice and one.practice.pk == each.pk))
        for each in held
    }


def _practices(before: _Stand, after: _Stand) -> Iterator[PracticeAsked]:
    for pk, (practice, broken) in after.judged.items():
        known = {each.held_by for each in before.judged.get(pk, (practice, ()))[1]}
        is_new = any(each.held_by not in known for each in broken)
        yield PracticeAsked(practice, broken, is_new)
