"""What every new day changes: a range or limit moves with the days, check-in or not.

The chances of what another model said are renewed as well, and objectives are judged for the day.
The key results of one tree are scored together, in turns so short that nobody waits for them. An
ancestor is written once a turn, and all turns of a run write over one and the same state row,
because they share their instant.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q

from plumbline.domain.okrs.contributions import Contribution
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import Alignment, KeyResult, KeyResultScore, MetricKind, Objective
from plumbline.domain.okrs.services.key_result_scores import scores_renew
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.standings_refreshing import standings_refresh
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.engine.forecast.key_results import MODEL

#: Kinds whose progress is a share of the days that have passed.
MOVING_KINDS = (MetricKind.RANGE, MetricKind.AT_MOST, MetricKind.AT_LEAST)

#: Key results of one turn: some 40 ms of computing on SQLite, where a turn may last 100.
AT_ONCE = 36

#: A key result that waits: its id and that of its objective.
Waiting = tuple[int, int]


def _always() -> bool:
    return True


def progress_refresh(*, at: datetime, goes_on: Callable[[], bool] = _always) -> int:
    """Score every running range and limit for today, in turns of a transaction each.

    What runs with the chance of another model is scored too, and every objective judged.

    Args:
        at: Now.
        goes_on: Asked before each turn; false ends the run, and the next one takes up the rest.

    Returns:
        How many key results were scored anew.
    """
    organization = organization_bound()
    today = organization_day(organization, at)
    with reading(organization, suspendable=True):
        waiting = _by_tree(_waiting(today))
    scored = 0
    for turn in _turns(waiting):
        if not goes_on():
            break
        with writing(organization):
            scored += _score(turn, at=at, on=today)
    else:
        standings_refresh(at=at, goes_on=goes_on)
    return scored


def _waiting(today: date) -> list[Waiting]:
    scores = KeyResultScore.objects.filter(
        _due(today),
        key_result__state__in=MEASURED_STATES,
        key_result__objective__is_staged=False,
    ).order_by("key_result__objective_id", "key_result_id")
    return list(scores.values_list("key_result_id", "key_result__objective_id"))


def _due(today: date) -> Q:
    """Return the condition that picks the scores that are not those of today."""
    moving = Q(key_result__metric_kind__in=MOVING_KINDS) & ~Q(computed_on=today)
    of_another_model = Q(key_result__is_guardrail=False) & ~Q(chance_model=MODEL)
    return moving | of_another_model


def _by_tree(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    """Order what waits so that what shares its ancestors is scored together."""
    if len(waiting) <= AT_ONCE:
        return waiting
    links = Alignment.objects.filter(is_removed=False, weight__isnull=False)
    ends = links.order_by("parent_objective_id").values_list(
        "child_objective_id", "parent_objective_id"
    )
    above: dict[int, int] = {}
    for child, parent in ends:
        above.setdefault(child, parent)
    return sorted(waiting, key=lambda row: (_root(row[1], above), row[1], row[0]))


def _root(objective_id: int, above: dict[int, int]) -> int:
    seen = set()
    while objective_id in above and objective_id not in seen:
        seen.add(objective_id)
        objective_id = above[objective_id]
    return objective_id


def _turns(waiting: Sequence[Waiting]) -> Iterator[Sequence[Waiting]]:
    return (waiting[begin : begin + AT_ONCE] for begin in range(0, len(waiting), AT_ONCE))


def _score(turn: Sequence[Waiting], *, at: datetime, on: date) -> int:
    """Score the key results of one turn, as far as they still wait: locks in everybody's order."""
    wanted = {key_result_id for key_result_id, _ in turn}
    objective_ids = sorted({objective_id for _, objective_id in turn})
    rows = Objective.objects.select_related("cycle").filter(pk__in=objective_ids)
    objectives = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    # By their objective too: SQLite finds them so, and by many ids alone it reads them all.
    measured = KeyResult.objects.filter(
        objective_id__in=list(objectives), pk__in=wanted, state__in=MEASURED_STATES
    )
    key_results = {row.pk: row for row in measured.select_for_update().order_by("pk")}
    if not key_results:
        return 0
    for key_result in key_results.values():
        key_result.objective = objectives[key_result.objective_id]
    ancestry = ancestry_lock(*sorted({row.objective_id for row in key_results.values()}))
    locked = KeyResultScore.objects.filter(_due(on), key_result_id__in=list(key_results))
    scores = list(locked.select_for_update(of=("self",)).order_by("pk"))
    for score in scores:
        score.key_result = key_results[score.key_result_id]
    differences: dict[int, Contribution] = defaultdict(Contribution)
    for score, difference in scores_renew(scores, at=at):
        differences[score.key_result.objective_id] += difference
    score_apply(ancestry=ancestry, differences=differences, at=at, judged=list(differences))
    return len(scores)
