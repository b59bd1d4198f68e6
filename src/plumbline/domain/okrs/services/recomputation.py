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

from django.db.models import Q

from plumbline.domain.okrs.contributions import (
    COUNTING_CHILD_STATES,
    OVER_STATES,
)
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import (
    Alignment,
    KeyResult,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    State,
    Status,
    Style,
)
from plumbline.domain.okrs.standings import NOT_JUDGED, standings_all
from plumbline.domain.tenancy.many_objects import many_objects
from plumbline.engine.scoring.recompute import (
    KeyResultRow,
    LinkRow,
    ObjectiveRow,
    children_first,
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
    Must run inside `reading` or `writing`. Six queries, whatever the size.
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
    return computed._replace(mean_chance=said[0], status=said[1])


def _computed() -> dict[int, Sums]:
    """Return what every objective should be stored with.

    The two sums come from the engine's recomputation, which knows nothing of differences; the
    counts beside them are added up here, children before parents.
    """
    objectives = dict(_objectives())
    links = [LinkRow(*row) for row in _contributing_links()]
    kept = dict(_kept())
    counting = {id_: _counts_above(style, state) for id_, (style, state) in objectives.items()}
    tallies = {id_: _Tally(kept[id_].data_parts if id_ in kept else 0) for id_ in objectives}
    states = recompute(
        (ObjectiveRow(id_, counts) for id_, counts in counting.items()),
        _tallied(_key_results(), tallies, kept),
        links,
        {id_: RollupState(sums.weight_sum, sums.weighted_sum) for id_, sums in kept.items()},
    )
    scored = {id_ for id_ in objectives if counting[id_] and states[id_].weight_sum_scaled > 0}
    _tallies_carry(tallies, links, scored=scored, kept=kept)
    return {
        id_: kept.get(id_)
        or Sums(
            weight_sum=state.weight_sum_scaled,
            weighted_sum=state.weighted_sum_scaled,
            progress=None if objectives[id_][0] == Style.LEARNING else state.progress_scaled(),
            data_parts=tallies[id_].data_parts,
            confidence_weight=tallies[id_].confidence_weight,
            confidence_sum=tallies[id_].confidence_sum,
            guardrails_breached=tallies[id_].breached,
        )
        for id_, state in states.items()
    }


class _KeyResultParts(NamedTuple):
    objective_id: int
    weight: int
    is_guardrail: bool
    progress: int
    has_data: bool
    confidence: int | None
    is_breached: bool


@dataclass(slots=True)
class _Tally:
    """The counts of one objective while they are added up."""

    data_parts: int = 0
    confidence_weight: int = 0
    confidence_sum: int = 0
    breached: int = 0

    def take(self, row: _KeyResultParts) -> None:
        if row.is_guardrail:
            self.breached += row.is_breached
            return
        self.data_parts += row.has_data and row.weight > 0
        if row.confidence is not None:
            self.confidence_weight += row.weight
            self.confidence_sum += row.weight * row.confidence


def _tallied(
    rows: Iterable[_KeyResultParts], tallies: Mapping[int, _Tally], kept: Container[int]
) -> Iterator[KeyResultRow]:
    """Hand key results on to the engine, one by one, counting them as they pass."""
    for row in rows:
        if row.objective_id not in kept:
            tallies[row.objective_id].take(row)
        if not row.is_guardrail:
            yield KeyResultRow(row.objective_id, row.weight, row.progress)


def _tallies_carry(
    tallies: Mapping[int, _Tally],
    links: Iterable[LinkRow],
    *,
    scored: set[int],
    kept: Container[int],
) -> None:
    """Count each scored child with data as a part of its parents, children before parents."""
    parents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        parents[link.child_id].append((link.parent_id, link.weight_scaled))
    for child in children_first(tallies, parents):
        for parent, weight in parents[child] if child in scored else ():
            if parent not in kept:
                tallies[parent].data_parts += bool(tallies[child].data_parts) and weight > 0


def _counts_above(style: str, state: str) -> bool:
    return style != Style.LEARNING and state in COUNTING_CHILD_STATES


def _objectives() -> Iterator[tuple[int, tuple[str, str]]]:
    rows = Objective.objects.filter(is_staged=False).values_list("pk", "style", "state")
    for objective_id, style, state in rows.iterator(chunk_size=10_000):
        yield objective_id, (style, state)


def _key_results() -> Iterator[_KeyResultParts]:
    shown = KeyResult.objects.filter(objective__is_staged=False)
    rows = shown.exclude(state=State.STOPPED).values_list(
        "objective_id",
        "weight",
        "is_guardrail",
        "score__progress",
        "score__has_data",
        "score__confidence",
        "score__is_breached",
    )
    for row in rows.iterator(chunk_size=10_000):
        yield _KeyResultParts(*row)


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
