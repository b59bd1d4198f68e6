"""What the guided way reads of a draft: itself as a document, its key results, their past."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.selectors.objectives import key_results_visible
from plumbline.domain.okrs.stated import evidence_stated, measurement_stated, metric_stated
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.documents import model as documents

PAST_CYCLES: Final = 12
"""Three years of quarters: what was before says little of today."""


def draft_key_results(*, viewer: Actor, objective: Objective) -> tuple[KeyResult, ...]:
    """Return the key results of an objective in order, guardrails last (one query)."""
    rows = key_results_visible(viewer=viewer).filter(objective=objective)
    found = list(rows.select_related("owner").order_by("is_guardrail", "rank", "pk"))
    for row in found:
        row.objective = objective
    return tuple(found)


def draft_document(objective: Objective, key_results: Sequence[KeyResult]) -> documents.Document:
    """Return a draft as the rules read it.

    Args:
        objective: With its team, owner and cycle fetched.
        key_results: As `draft_key_results` gives them.
    """
    cycle = objective.cycle
    read = documents.Objective(
        id=objective.public_id,
        title=objective.title,
        why=objective.why or None,
        owner=objective.owner.name if objective.owner else None,
        team=objective.team.name if objective.team else None,
        personal=objective.is_personal,
        style=documents.Style(objective.style) if objective.style else None,
        key_results=tuple(map(_key_result, key_results)),
    )
    spoken = documents.Cycle(name=cycle.name, start=cycle.start, end=cycle.end)
    return documents.Document(cycle=spoken, objectives=(read,))


def earlier_changes(
    *, viewer: Actor, objective: Objective, key_results: Sequence[KeyResult]
) -> Mapping[int, tuple[Decimal, ...]]:
    """Return what earlier cycles changed on the same metric, oldest first (one query).

    The same metric is a key result of the same title and unit in a cycle that ended before; only
    those that the viewer may read.

    Returns:
        By the primary key of the key result; those without a past are missing.
    """
    titles = {row.title for row in key_results}
    rows = key_results_visible(viewer=viewer).filter(
        title__in=titles, objective__cycle__end__lt=objective.cycle.start, baseline__isnull=False
    )
    rows = rows.exclude(state__in=(State.PROPOSED, State.DRAFT, State.IN_REVIEW))
    past: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows.select_related("score").order_by("objective__cycle__end", "pk"):
        stands = row.score.current_value
        if stands is not None and row.baseline is not None:
            past[row.title, row.unit].append(stands - row.baseline)
    found = {row.pk: tuple(past.get((row.title, row.unit), ())) for row in key_results}
    return {pk: changes[-PAST_CYCLES:] for pk, changes in found.items() if changes}


def _key_result(row: KeyResult) -> documents.KeyResult:
    return documents.KeyResult(
        id=row.public_id,
        title=row.title,
        owner=row.owner.name if row.owner else None,
        metric=metric_stated(row),
        guardrail=row.is_guardrail,
        due=row.due or row.objective.cycle.end,
        cadence=documents.Cadence(row.cadence),
        measurement=measurement_stated(row),
        evidence=evidence_stated(row),
    )
