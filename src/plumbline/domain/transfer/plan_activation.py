"""What keeps a planned objective from running, by the rules of `activation_check`.

The rows are not there yet when an import is planned, so the rules are asked of the plan. What a
value must be is settled when the plan is made; here is only what may be lacking.
"""

from collections.abc import Iterator, Sequence

from plumbline.domain.okrs.models import State
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_values import PlannedCycle, PlannedKeyResult, PlannedObjective
from plumbline.engine.documents import model as documents
from plumbline.engine.messages import Message
from plumbline.engine.scoring.metrics import definition_from_metric, metric_validate


def activation_lacks(planned: PlannedObjective, cycle: PlannedCycle) -> tuple[Message, ...]:
    """Return what an objective lacks to be active; empty when it lacks nothing.

    Args:
        planned: With its key results.
        cycle: Its days bound those of the key results.
    """
    return tuple(_objective_lacks(planned, cycle))


def _objective_lacks(planned: PlannedObjective, cycle: PlannedCycle) -> Iterator[Message]:
    if planned.owner is None:
        yield Message("okrs.objective.owner_missing")
    if planned.objective.style is None:
        yield Message("okrs.objective.style_missing")
    parts = [part for part in planned.key_results if part.state != State.STOPPED]
    if not parts:
        yield Message("okrs.objective.key_results_missing")
    yield from _key_results_lack(parts, cycle)


def _key_results_lack(parts: Sequence[PlannedKeyResult], cycle: PlannedCycle) -> Iterator[Message]:
    """Yield each thing that key results lack once, and which or how many lack it.

    Owners they have: the objective's, unless they have their own.
    """
    titles: dict[str, list[str]] = {}
    for part in parts:
        for reason in _key_result_lacks(part, cycle):
            titles.setdefault(reason, []).append(part.key_result.title)
    for reason, lacking in titles.items():
        if len(lacking) == 1:
            params = {"title": lacking[0], "reason": reason}
            yield Message("transfer.active.key_result", params)
        else:
            params = {"count": str(len(lacking)), "reason": reason}
            yield Message("transfer.active.key_results", params)


def _key_result_lacks(part: PlannedKeyResult, cycle: PlannedCycle) -> Iterator[str]:
    item = part.key_result
    definition = definition_from_metric(
        item.metric or documents.Metric(),
        start=item.start or cycle.start,
        end=item.due or cycle.end,
    )
    yield from map(wording, metric_validate(definition))
