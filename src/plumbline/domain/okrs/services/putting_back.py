"""Putting back what was just thrown away, and taking back a step of an objective's life."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.core import serializers
from django.db.models import Model
from django.db.models.deletion import Collector

from plumbline.domain.okrs.contributions import NOTHING, Contribution, key_result_contribution
from plumbline.domain.okrs.lifecycle import transition
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultState,
    Objective,
    Reading,
    State,
)
from plumbline.domain.okrs.permissions import objective_permit, visible_to
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.alignment import End, align, links_lock
from plumbline.domain.okrs.services.approval_asking import approvals_drop
from plumbline.domain.okrs.services.approving import approvals_restore
from plumbline.domain.okrs.services.objectives import objective_state_set
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.tree_tops import ties_refresh
from plumbline.domain.okrs.services.writing_values import (
    OBJECTIVE_FIELDS,
    changes_between,
    place_check,
    snapshot,
)
from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check

Kept = Sequence[Mapping[str, Any]]
"""Rows in the form of Django's serializers: model, number and fields of each."""

#: What becomes of a key result alone; the objective above it keeps its version by that.
_BY_THEMSELVES: Final = (State.STOPPED, State.PAUSED)

#: Steps of a life that can be taken back as long as nothing came of them.
TAKEN_BACK: Final = frozenset({Act.SUBMIT, Act.ACCEPT, Act.ACTIVATE})


def draft_kept(objective: Objective) -> Kept:
    """Return every row that goes when a draft is deleted, from what all others hang on.

    Args:
        objective: Locked, so that nothing joins it meanwhile.
    """
    rows = _falling(objective)
    key_results = [row for row in rows if isinstance(row, KeyResult)]
    return _kept([*rows, *_own_values(objective, *key_results)])


def key_result_kept(key_result: KeyResult) -> Kept:
    """Return every row that goes when a draft of a key result is deleted."""
    return _kept([*_falling(key_result), *_own_values(key_result)])


def _kept(rows: Iterable[Model]) -> Kept:
    kept: Kept = json.loads(serializers.serialize("json", _parents_first(rows)))
    return kept


def _own_values(*owners: Objective | KeyResult) -> Iterator[Model]:
    """Yield the values of custom fields, which are deleted by themselves behind their owners.

    They are protected as long as an owner points to them: nothing may collect them before.
    """
    for value_set in filter(None, (owner.custom_values for owner in owners)):
        yield value_set
        yield from value_set.values.all()


def _falling(row: Model) -> list[Model]:
    """Return a row and all that the database layer deletes with it."""
    collector = Collector(using="default", origin=row)
    collector.collect([row])
    found = {each for instances in collector.data.values() for each in instances}
    for queryset in collector.fast_deletes:
        found.update(queryset)
    return list(found)


def _parents_first(rows: Iterable[Model]) -> list[Model]:
    """Return rows so that each comes behind those it points to, the older ones first."""
    waiting: dict[type[Model], list[Model]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        waiting.setdefault(type(row), []).append(row)
    ordered: list[Model] = []
    while waiting:
        ready = [model for model in waiting if not (_targets(model) - {model}) & waiting.keys()]
        for model in ready:
            ordered += waiting.pop(model)
    return ordered


def _targets(model: type[Model]) -> set[type[Model]]:
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type)
    }


def draft_put_back(*, actor: Actor, kept: Kept, at: datetime) -> Objective:
    """Put a deleted draft back with all that hung on it, under its old ids.

    Its links are tied anew, as far as their other end is there and they can still be: what lay
    above or below may have been linked otherwise meanwhile. A lineage whose other end is gone
    stays gone.

    Args:
        actor: Who could delete it again.
        kept: As `draft_kept` gave it.
        at: Now.

    Raises:
        PermissionRefused: The actor may not delete it, and so not take that back either.
        Refused: Its team or cycle is closed meanwhile.
    """
    with writing(organization_bound()):
        links_lock()  # first of all, as everybody who ties objectives does
        made = [each.object for each in serializers.deserialize("python", kept)]
        objective = next(row for row in made if isinstance(row, Objective))
        place_check(objective)
        for row in rows_standing(made):
            row.save_base(raw=True, force_insert=True)
        ties_refresh([objective.pk])  # it may have been tied; its links follow
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.DELETE, objective)
        _own_parts_count(objective, at=at)
        objective_journal(
            author,
            objective,
            act="put_back",
            at=at,
            changes=changes_between(
                {}, snapshot(objective, OBJECTIVE_FIELDS), about_person_id=objective.owner_id
            ),
        )
        for row in made:
            if isinstance(row, Alignment) and not row.is_removed:
                tie_again(actor, row, at=at)
        return objective


def rows_standing(rows: Sequence[Model]) -> Iterable[Model]:
    """Yield, in order, the rows whose every other end is there or comes back too; no links."""
    back: dict[type[Model], set[Any]] = {}
    for row in rows:
        if isinstance(row, Alignment | AlignmentState):
            continue
        if all(_is_there(row, field, back) for field in row._meta.concrete_fields):
            back.setdefault(type(row), set()).add(row.pk)
            yield row


def _is_there(row: Model, field: Any, back: Mapping[type[Model], set[Any]]) -> bool:  # noqa: ANN401 — a field of any kind
    if not field.is_relation or field.name == "organization":
        return True
    number = getattr(row, field.attname)
    target = field.related_model
    return (
        number is None
        or number in back.get(target, ())
        or bool(target._default_manager.filter(pk=number).exists())
    )


def _own_parts_count(objective: Objective, *, at: datetime) -> None:
    """Let a draft's sums be those of its key results; what counts into it is linked anew."""
    ancestry = ancestry_lock(objective.pk)
    stored = ancestry.scores[objective.pk]
    key_results = KeyResult.objects.filter(objective=objective).select_related("score")
    own = sum((key_result_contribution(row, row.score) for row in key_results), NOTHING)
    difference = own - Contribution(
        weight_sum=stored.weight_sum,
        weighted_sum=stored.weighted_sum,
        data_parts=stored.data_parts,
        confidence_weight=stored.confidence_weight,
        confidence_sum=stored.confidence_sum,
        guardrails_breached=stored.guardrails_breached,
    )
    score_apply(ancestry=ancestry, differences={objective.pk: difference}, at=at)


def tie_again(actor: Actor, link: Alignment, *, at: datetime) -> None:
    """Tie a link anew, if both ends are there and nothing stands against it."""
    child = _end(actor, link.child_objective_id, link.child_key_result_id)
    parent = _end(actor, link.parent_objective_id, link.parent_key_result_id)
    if child is None or parent is None:
        return
    weight = None if link.weight is None else Decimal(link.weight) / THOUSANDTHS
    try:
        align(actor=actor, child=child, parent=parent, weight=weight, at=at)
    except (Refused, NotFound, PermissionRefused):
        return


def _end(actor: Actor, objective_id: int, key_result_id: int | None) -> End | None:
    seen = Objective.objects.filter(visible_to(actor), pk=objective_id).first()
    if seen is None or key_result_id is None:
        return None if seen is None else End(seen)
    key_result = KeyResult.objects.filter(pk=key_result_id, objective=seen).first()
    return None if key_result is None else End(seen, key_result)


def objective_take_back(
    *,
    actor: Actor,
    objective: Objective,
    act: Act,
    before: State,
    since: datetime,
    expected: int,
    at: datetime,
) -> Objective:
    """Take a step of an objective's life back, as long as nothing came of it.

    Args:
        actor: Who could take the step again.
        objective: As it is now.
        act: The step: handed in, taken up or activated.
        before: Where the step began.
        since: When it was taken.
        expected: The version that the step left.
        at: Now.

    Raises:
        StaleVersion: Somebody changed it since.
        Refused: The step does not lead to where it stands, or something came of it: a value, an
            adjustment, a new key result, or one that was stopped or paused.
        PermissionRefused: The actor may not take the step, and so not take it back either.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, act, objective, state=before)
        version_check(objective, expected=expected)
        if act not in TAKEN_BACK or transition(before, act) != State(objective.state):
            raise Refused(
                "okrs.transition_refused", act=act.value, state=State(objective.state).label
            )
        if _came_of_it(objective, since):
            raise Refused("okrs.objective.went_on")
        if act is Act.ACTIVATE:
            objective.activated_at = None
        taken_back = objective_state_set(
            author,
            objective,
            before,
            act="take_back",
            reason="",
            at=at,
            rescore=act is Act.ACTIVATE,
        )
        # Whom handing it in asked, and beginning asked no more.
        if before is State.IN_REVIEW:
            approvals_restore(taken_back, at=at)
        elif act is Act.SUBMIT:
            approvals_drop(taken_back)
        return taken_back


def _came_of_it(objective: Objective, since: datetime) -> bool:
    key_results = KeyResult.objects.filter(objective=objective)
    return (
        Reading.objects.filter(
            key_result__in=key_results.values("pk"), recorded_at__gt=since
        ).exists()
        or Adjustment.objects.filter(objective=objective, recorded_at__gte=since).exists()
        or key_results.filter(created_at__gt=since).exists()
        or KeyResultState.objects.filter(
            subject__in=key_results.values("pk"), state__in=_BY_THEMSELVES, valid_from__gt=since
        ).exists()
    )
