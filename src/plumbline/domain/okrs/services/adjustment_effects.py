"""What an adjustment would change: done by the service itself, looked at, and undone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Protocol

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
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, LinkFacts, Name, TreeNode
from plumbline.domain.okrs.selectors.matters import matter_of, place_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import rehearsal, writing
from plumbline.engine.scoring.rollup import progress_unscaled


class Told(Protocol):
    """Says who hears of it, asked while it stands adjusted: notices are made of what is here."""

    def __call__(self, *, viewer: Viewer, public_id: str, at: datetime) -> Sequence[Person]:
        """Return them."""


@dataclass(frozen=True, slots=True)
class ProgressAbove:
    """An objective that it counts in, that the viewer sees, and its progress.

    Attributes:
        progress: 0 to 1; `None` where it is not scored.
    """

    objective: Name
    progress: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands at one point of the rehearsal, as whoever adjusts it sees that.

    Attributes:
        key_result: Which is adjusted; `None` where it is an objective.
        objective: Which is adjusted, or that of the key result.
        above: What counts it in, the nearest first, by public id.
        supports: The links from it upwards; `supported_by` those that lead to it.
    """

    key_result: KeyResultFacts | None
    objective: TreeNode
    above: Mapping[str, ProgressAbove]
    supports: tuple[LinkFacts, ...]
    supported_by: tuple[LinkFacts, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentEffects:
    """What stands today beside what would stand.

    Attributes:
        told: Who would hear of it.
    """

    before: Standing
    after: Standing
    practices: tuple[PracticeAsked, ...]
    told: tuple[Person, ...]


_Asked = Mapping[int, tuple[Practice, tuple[Judged, ...]]]


def objective_adjustment_effects(
    *, actor: Viewer, objective: Objective, adjust: Callable[[], object], told: Told, at: datetime
) -> AdjustmentEffects:
    """Return what an adjustment of an objective would change, without keeping anything of it.

    The arguments and what is raised are as with `key_result_adjustment_effects`; `adjust` is an
    `objective_adjust`.
    """
    standing = partial(_objective_standing, actor, objective, at)
    hearers = partial(told, viewer=actor, public_id=objective.public_id, at=at)
    return _rehearsed(standing, objective, adjust, hearers, at)


def key_result_adjustment_effects(
    *, actor: Viewer, key_result: KeyResult, adjust: Callable[[], object], told: Told, at: datetime
) -> AdjustmentEffects:
    """Return what an adjustment of a key result would change, without keeping anything of it.

    Args:
        actor: Who would adjust it, and is shown what they see.
        key_result: Which.
        adjust: A `key_result_adjust` with all its arguments. It is done and undone, so that no
            figure is reckoned by a second formula, and nothing is shown of what is refused.
        told: See `Told`.
        at: Now.

    Raises:
        DomainError: As the adjustment raises.
    """
    standing = partial(_key_result_standing, actor, key_result, at)
    hearers = partial(told, viewer=actor, public_id=key_result.public_id, at=at)
    return _rehearsed(standing, key_result.objective, adjust, hearers, at)


def _rehearsed(
    standing: Callable[[], Standing],
    objective: Objective,
    adjust: Callable[[], object],
    hearers: Callable[[], Sequence[Person]],
    at: datetime,
) -> AdjustmentEffects:
    on = organization_day(organization_bound(), at)
    with rehearsal(), writing(organization_bound()):
        before, asked_before = standing(), _judged(objective, on=on)
        adjust()
        asked = _judged(objective, on=on)
        after, told = standing(), tuple(hearers())
    return AdjustmentEffects(
        before=before, after=after, practices=tuple(_practices(asked_before, asked)), told=told
    )


def _key_result_standing(actor: Actor, key_result: KeyResult, at: datetime) -> Standing:
    found = key_result_details(viewer=actor, public_id=key_result.public_id, at=at)
    objective = objective_details(viewer=actor, public_id=found.objective.public_id, at=at)
    return Standing(
        key_result=found.facts,
        objective=objective.facts,
        above=_above(actor, objective.row),
        supports=found.parents,
        supported_by=found.children,
    )


def _objective_standing(actor: Actor, objective: Objective, at: datetime) -> Standing:
    found = objective_details(viewer=actor, public_id=objective.public_id, at=at)
    return Standing(
        key_result=None,
        objective=found.facts,
        above=_above(actor, found.row),
        supports=found.parents,
        supported_by=found.children,
    )


def _above(actor: Actor, objective: Objective) -> dict[str, ProgressAbove]:
    """Return the progress of what an objective counts in, the nearest first."""
    edges = links_above([objective.pk], contributing=True)
    order = [pk for pk in ancestors_ordered([objective.pk], edges) if pk != objective.pk]
    rows = Objective.objects.filter(visible_to(actor), pk__in=order).select_related("score")
    found = {row.pk: row for row in rows}
    return {
        row.public_id: ProgressAbove(
            Name(row.public_id, row.title),
            None if row.score.progress is None else progress_unscaled(row.score.progress),
        )
        for row in (found[pk] for pk in order if pk in found)
    }


def _judged(objective: Objective, *, on: date) -> _Asked:
    """Return by its row each practice that is asked of a change, with what it has to say."""
    # As it stands at this point; read without a lock, for the adjustment takes its own in order.
    rows = Objective.objects.select_related("team", "cycle", "owner", "priority")
    objective = rows.get(pk=objective.pk)
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


def _practices(before: _Asked, after: _Asked) -> Iterator[PracticeAsked]:
    for pk, (practice, broken) in after.items():
        known = {each.held_by for each in before.get(pk, (practice, ()))[1]}
        is_new = any(each.held_by not in known for each in broken)
        yield PracticeAsked(practice, broken, is_new)
