"""Rows for services: fresh, locked and fetched with what a decision needs.

Not for pages: what comes from here is not narrowed to a viewer, the service asks for the right.
"""

from contextlib import suppress

from django.db import transaction

from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Objective
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.rows_reading import rows_read


class _Moved(Exception):
    """A key result was moved or deleted while the lock of its objective was waited for."""


def objective_locked(objective_id: int) -> Objective:
    """Return an objective with team, cycle and owner, locked until the transaction ends.

    Raises:
        NotFound: It is gone.
    """
    objective = _objective_locked(pk=objective_id)
    if objective is None:
        raise NotFound("okrs.objective.not_found")
    return objective


def _objective_locked(**which: int) -> Objective | None:
    rows = Objective.objects.select_related("team", "cycle", "owner", "priority", "custom_values")
    # Whoever read it before the undo of an import hid it finds it gone.
    found = rows.select_for_update(of=("self",)).filter(is_staged=False, **which)
    return next(iter(found), None)


def key_result_locked(key_result_id: int, *, beside: int | None = None) -> KeyResult:
    """Return a key result with its objective, team, cycle and owner, locked.

    The objective is locked first: whoever changes a key result changes its objective's sums. Where
    it was moved while that lock was waited for, the lock is let go and the objective above it by
    now is locked: two at once would break the order in which everybody locks.

    Args:
        key_result_id: Which.
        beside: An objective to be locked with its own, in ascending id; no other may be locked yet.

    Raises:
        NotFound: It is gone.
    """
    while True:
        with suppress(_Moved), transaction.atomic():
            return _key_result_locked(key_result_id, beside)


def _key_result_locked(key_result_id: int, beside: int | None) -> KeyResult:
    if beside is None:
        objective = _objective_locked(key_results=key_result_id)
    else:
        rows = KeyResult.objects.filter(pk=key_result_id)
        own = list(rows.values_list("objective_id", flat=True))
        objectives = {id_: _objective_locked(pk=id_) for id_ in sorted({beside, *own})}
        objective = objectives[own[0]] if own else None
    if objective is None:
        raise NotFound("okrs.key_result.not_found")
    below = KeyResult.objects.filter(pk=key_result_id, objective_id=objective.pk)
    fresh = below.select_related("owner", "custom_values").select_for_update(of=("self",))
    key_result: KeyResult | None = next(iter(fresh), None)
    if key_result is None:
        raise _Moved
    key_result.objective = objective
    return key_result


def key_result_score_locked(key_result: KeyResult) -> KeyResultScore:
    """Return the score of a key result, locked until the transaction ends."""
    (score,) = rows_read(KeyResultScore, "key_result_id = %s", [key_result.pk], locks=True)
    score.key_result = key_result
    return score
