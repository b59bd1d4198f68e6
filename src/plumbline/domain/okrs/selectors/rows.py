"""Rows for services: fresh, locked and fetched with what a decision needs.

Not for pages: what comes from here is not narrowed to a viewer, the service asks for the right.
"""

from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Objective
from plumbline.domain.tenancy.errors import NotFound


def objective_locked(objective_id: int) -> Objective:
    """Return an objective with team, cycle and owner, locked until the transaction ends.

    Raises:
        NotFound: It is gone.
    """
    rows = Objective.objects.select_related("team", "cycle", "owner", "priority", "custom_values")
    try:
        objective: Objective = rows.select_for_update(of=("self",)).get(pk=objective_id)
    except Objective.DoesNotExist:
        raise NotFound("okrs.objective.not_found") from None
    return objective


def key_result_locked(key_result_id: int) -> KeyResult:
    """Return a key result with its objective, team, cycle and owner, locked.

    The objective is locked first: whoever changes a key result changes its objective's sums. Where
    it was moved while that lock was waited for, the objective above it by now is locked too.

    Raises:
        NotFound: It is gone.
    """
    rows = KeyResult.objects.filter(pk=key_result_id)
    while True:
        objective_id = rows.values_list("objective_id", flat=True).first()
        if objective_id is None:
            raise NotFound("okrs.key_result.not_found")
        objective = objective_locked(objective_id)
        fresh = rows.filter(objective=objective_id).select_related("owner", "custom_values")
        key_result: KeyResult | None = fresh.select_for_update(of=("self",)).first()
        if key_result is not None:
            key_result.objective = objective
            return key_result


def key_result_score_locked(key_result: KeyResult) -> KeyResultScore:
    """Return the score of a key result, locked until the transaction ends."""
    score: KeyResultScore = KeyResultScore.objects.select_for_update().get(key_result=key_result)
    score.key_result = key_result
    return score
