"""The nightly recomputation: what the deltas must have left.

`recomputation_compare` computes every objective from the ground and reports each difference; a
difference is an alarm, never silently mended. Chances are taken as they are stored: they are what a
model once said, and no recomputation says it again.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connections
from django.db.models import Q

from plumbline.domain.okrs.contributions import (
    COUNTING_CHILD_STATES,
    OVER_STATES,
)
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import (
    Alignment,
    KeyResult,
    KeyResultScore,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    State,
    Status,
    Style,
)
from plumbline.domain.okrs.standings import NOT_JUDGED, standings_all
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.many_objects import many_objects
from plumbline.engine.scoring.recompute import (
    LinkRow,
    ObjectiveRow,
    OwnRow,
    recompute,
)
from plumbline.engine.scoring.rollup import RollupState
from plumbline.engine.scoring.statuses import Standing


class Sums(NamedTuple):
    """What an objective is stored with; see `ObjectiveScoreFields`.

    The last two are said by its own key results, the others add up.
    """

    weight_sum: int
    weighted_sum: int
    progress: int | None
    data_parts: int
    confidence_weight: int
    confidence_sum: int
    guardrails_breached: int
    mean_chance: Decimal | None = None
    status: str = Status.NOT_COMPUTED


@dataclass(frozen=True, slots=True)
class Difference:
    """An objective whose stored sums are not what its parts add up to."""

    objective_id: int
    stored: Sums
    computed: Sums


def recomputation_compare() -> list[Difference]:
    """Compute the sums of every objective from its parts and compare them with what is stored.

    What is over keeps the number that its history ends with, whatever happens below it since.
    Must run inside `reading` or `writing`. Eight queries at most, whatever the size.
    """
    with many_objects():
        return _differences()


def _differences() -> list[Difference]:
    computed = _computed()
    # Of what nothing was ever said, nothing is compared.
    judged = standings_all(on=None, which=Q(objective__score__chance_model__gt=""))
    # What an import is still preparing has its links last; nobody sees it yet.
    shown = ObjectiveScore.objects.filter(objective__is_staged=False)
    stored = shown.values_list("objective_id", "objective__state", "chance_model", *Sums._fields)
    found = []
    for objective_id, state, model, *values in stored.iterator(chunk_size=10_000):
        sums = Sums(*values)
        expected = computed[objective_id]
        if state not in OVER_STATES:
            is_judged = bool(model) and state in MEASURED_STATES
            standing = judged.get(objective_id, NOT_JUDGED) if is_judged else None
            expected = _said(expected, sums, standing)
        if sums != expected:
            found.append(Difference(objective_id, sums, expected))
    return found


def _said(computed: Sums, stored: Sums, standing: Standing | None) -> Sums:
    """Complete sums by what should be said of their objective.

    Silence moves with the days and is looked at every night: somebody silent may hold back what is
    on track otherwise.

    Args:
        computed: What adds up.
        stored: What is stored; it stands where nothing is to be judged.
        standing: What follows from the stored chances as if nobody were silent.
    """
    said = (stored.mean_chance, stored.status)
    if standing is not None and said != (standing.mean_chance, standing.status):
        green = standing.status.value == Status.ON_TRACK
        held_back = green and stored.status == Status.AT_RISK
        if not held_back or stored.mean_chance != standing.mean_chance:
            said = (standing.mean_chance, Status(standing.status.value))
    return Sums(*computed[:-2], *said)


def _computed() -> dict[int, Sums]:
    """Return what every objective should be stored with.

    The two sums come from the engine's recomputation, which knows nothing of differences; the
    counts beside them are added up here, children before parents.
    """
    objectives = dict(_objectives())
    links = [LinkRow(*row) for row in _contributing_links()]
    kept = dict(_kept())
    own = {id_: parts for id_, parts in _own() if id_ in objectives}
    counting = {id_: _counts_above(style, state) for id_, (style, state) in objectives.items()}
    states = recompute(
        (ObjectiveRow(id_, counts) for id_, counts in counting.items()),
        (OwnRow(id_, parts.weight, parts.weighted) for id_, parts in own.items()),
        links,
        {id_: RollupState(sums.weight_sum, sums.weighted_sum) for id_, sums in kept.items()},
    )
    data_parts = {id_: own[id_].data_parts if id_ in own else 0 for id_ in states}
    data_parts |= {id_: sums.data_parts for id_, sums in kept.items()}
    _data_carry(data_parts, links, states, counting=counting, kept=kept)
    computed: dict[int, Sums] = {}
    for id_, state in states.items():
        parts = own.get(id_, NO_PARTS)
        computed[id_] = kept.get(id_) or Sums(
            state.weight_sum_scaled,
            state.weighted_sum_scaled,
            None if objectives[id_][0] == Style.LEARNING else state.progress_scaled(),
            data_parts[id_],
            parts.confidence_weight,
            parts.confidence_sum,
            parts.breached,
        )
    return computed


class _Parts(NamedTuple):
    """What the key results of one objective add up to, in the integers they are stored as."""

    weight: int
    weighted: int
    data_parts: int
    confidence_weight: int
    confidence_sum: int
    breached: int


NO_PARTS = _Parts(0, 0, 0, 0, 0, 0)


def _own() -> Iterator[tuple[int, _Parts]]:
    """Yield what key results add up to, by their objective.

    The database adds: whole numbers, of which it loses nothing, and four times as many rows as
    there are objectives stay where they are. What an import is still preparing is among them.
    """
    connection = connections[KeyResult.objects.all().db]  # of whoever is asked through at the time
    quote = connection.ops.quote_name
    key_results, scores = (quote(model._meta.db_table) for model in (KeyResult, KeyResultScore))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As much as groups of everything take; with less they are sorted on the disk.
            cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(
            "SELECT k.objective_id,"  # noqa: S608 — our own names
            " COALESCE(SUM(k.weight) FILTER (WHERE NOT k.is_guardrail), 0),"
            " COALESCE(CAST(SUM(k.weight * s.progress) FILTER (WHERE NOT k.is_guardrail)"
            " AS BIGINT), 0),"
            " COUNT(*) FILTER (WHERE NOT k.is_guardrail AND s.has_data AND k.weight > 0),"
            " COALESCE(SUM(k.weight)"
            " FILTER (WHERE NOT k.is_guardrail AND s.confidence IS NOT NULL), 0),"
            " COALESCE(SUM(k.weight * s.confidence) FILTER (WHERE NOT k.is_guardrail), 0),"
            " COUNT(*) FILTER (WHERE k.is_guardrail AND s.is_breached)"
            f" FROM {key_results} k JOIN {scores} s ON s.key_result_id = k.id"
            " WHERE k.organization_id = %s AND k.state <> %s GROUP BY k.objective_id",
            (organization_bound().pk, State.STOPPED.value),
        )
        for objective_id, *sums in cursor.fetchall():
            yield objective_id, _Parts(*sums)


def _data_carry(
    data_parts: dict[int, int],
    links: Iterable[LinkRow],
    states: Mapping[int, RollupState],
    *,
    counting: Mapping[int, bool],
    kept: Container[int],
) -> None:
    """Count each scored child with data as a part of its parents, children before parents."""
    parents: dict[int, list[int]] = defaultdict(list)
    for link in links:
        if link.weight_scaled > 0:
            parents[link.child_id].append(link.parent_id)
    for child, state in states.items():
        if data_parts[child] and counting[child] and state.weight_sum_scaled > 0:
            for parent in parents.get(child, ()):
                if parent not in kept:
                    data_parts[parent] += 1


def _counts_above(style: str, state: str) -> bool:
    return style != Style.LEARNING and state in COUNTING_CHILD_STATES


def _objectives() -> Iterator[tuple[int, tuple[str, str]]]:
    rows = Objective.objects.filter(is_staged=False).values_list("pk", "style", "state")
    for objective_id, style, state in rows.iterator(chunk_size=10_000):
        yield objective_id, (style, state)


def _kept() -> Iterator[tuple[int, Sums]]:
    """Yield what the objectives that are over ended with, as their history says."""
    ended = ObjectiveScoreState.objects.filter(
        valid_to=None,
        subject__objective__state__in=OVER_STATES,
        subject__objective__is_staged=False,
    )
    rows = ended.values_list("subject__objective_id", *Sums._fields)
    for objective_id, *sums in rows.iterator(chunk_size=10_000):
        yield objective_id, Sums(*sums)


def _contributing_links() -> Iterable[tuple[int, int, int]]:
    rows = Alignment.objects.filter(
        is_removed=False, weight__isnull=False, child_objective__is_staged=False
    )
    return rows.values_list("child_objective_id", "parent_objective_id", "weight")
