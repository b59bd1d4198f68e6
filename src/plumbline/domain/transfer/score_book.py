"""How everything in an import stands, and stood after each of its check-ins, computed in memory.

The sums are those of `okrs.contributions`, so that what the import stores is to the last digit
what the full recomputation finds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from heapq import heapify, heappop, heappush

from plumbline.domain.okrs.chances import NO_CHANCE, Chance
from plumbline.domain.okrs.contributions import (
    NOTHING,
    Contribution,
    key_result_contribution,
    link_contribution,
    progress_from_sums,
)
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import State
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    PlannedCycle,
    PlannedKeyResult,
    PlannedObjective,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.metrics import MetricDefinition, definition_from_metric
from plumbline.engine.scoring.progress import (
    GuardrailState,
    guardrail_state,
    key_result_progress,
)
from plumbline.engine.scoring.readings import Reading, readings_effective
from plumbline.engine.scoring.rollup import progress_scaled, weight_scaled
from plumbline.engine.scoring.statuses import Standing


@dataclass(slots=True)
class KeyResultStand:
    """How a key result stood from `at` on; `progress` counts 10⁻⁹, `chance` was said then."""

    at: datetime
    current_value: Decimal | None = None
    current_stage: int | None = None
    current_on: date | None = None
    checked_in_on: date | None = None
    confidence: int | None = None
    raw_progress: Decimal | None = None
    progress: int = 0
    has_data: bool = False
    is_breached: bool = False
    chance: Chance = NO_CHANCE


@dataclass(frozen=True, slots=True)
class ObjectiveStand:
    """How an objective stood from `at` on, in the units of `ObjectiveScoreFields`.

    `standing` is what was said of it; `None` while nothing was.
    """

    at: datetime
    sums: Contribution
    progress: int | None
    standing: Standing | None = None


@dataclass(slots=True)
class _Facts:
    is_guardrail: bool
    state: str
    weight: int


@dataclass
class ScoreBook:
    """The histories of all scores of one plan.

    Attributes:
        key_results: By place of objective and key result, the stands in order of time.
        objectives: By place of the objective, the stands in order of time.
        begins: By place of the objective, the instant from which its states count.
    """

    key_results: dict[tuple[int, int], list[KeyResultStand]] = field(default_factory=dict)
    objectives: dict[int, list[ObjectiveStand]] = field(default_factory=dict)
    begins: dict[int, datetime] = field(default_factory=dict)


def score_book(plan: ImportPlan, *, organization: Organization, at: datetime) -> ScoreBook:
    """Compute how everything in a plan stands now and stood after each check-in.

    Args:
        plan: One that can be carried out.
        organization: Whose days count.
        at: The instant of the import.
    """
    if plan.cycle is None:
        raise ValueError("A plan without a cycle cannot be scored.")
    book = ScoreBook()
    for index, planned in enumerate(plan.objectives):
        book.begins[index] = _begins(planned, plan.cycle, organization, at)
        for place, part in enumerate(planned.key_results):
            book.key_results[index, place] = _stands(
                part, planned, plan.cycle, organization, begins=book.begins[index], at=at
            )
    _roll_up(plan, book)
    return book


def _begins(
    planned: PlannedObjective, cycle: PlannedCycle, organization: Organization, at: datetime
) -> datetime:
    """Return since when an objective counts: its cycle's first moment or its first check-in."""
    instants = [at]
    for part in planned.key_results:
        instants += [entry.recorded_at for entry in part.check_ins[:1] if entry.recorded_at]
    if planned.state not in EDITABLE_STATES:
        day_before = cycle.start - timedelta(days=1)
        instants.append(organization_day_end(organization, day_before) + timedelta(microseconds=1))
    return min(instants)


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """A reading with the place of the check-in that brought it.

    `restores` marks one that lets an earlier value of its day stand again, because the check-in
    corrected another one of that day; it belongs to no check-in itself.
    """

    place: int
    reading: Reading
    restores: bool = False


def readings_of(part: PlannedKeyResult) -> list[PlacedReading]:
    """Return the readings of the check-ins, as recording them one by one would have made them."""
    metric = part.key_result.metric
    staged = (
        metric is not None and bool(metric.stages) and metric.kind is documents.MetricKind.MILESTONE
    )
    corrected = corrections(part.check_ins)
    found: list[PlacedReading] = []
    standing: dict[int, Reading] = {}
    for place, entry in enumerate(part.check_ins):
        gone = standing.pop(corrected[place], None) if place in corrected else None
        value = entry.value
        if value is None and gone is None:
            continue
        reading = Reading(
            on=entry.date,
            value=None if staged else value,
            stage=int(value) if staged and value is not None else None,
            recorded_at=entry.recorded_at,
            corrects=gone.on if gone is not None else None,
        )
        found.append(PlacedReading(place, reading))
        keeps_the_day = gone is not None and value is not None and entry.date == gone.on
        others = [] if gone is None else [one for one in standing.values() if one.on == gone.on]
        if others and not keeps_the_day:
            restored = replace(others[-1], recorded_at=entry.recorded_at, corrects=None)
            found.append(PlacedReading(place, restored, restores=True))
        if value is not None:
            standing[place] = reading
    return found


def corrections(entries: Sequence[documents.CheckIn]) -> Mapping[int, int]:
    """Return, by the place of a correction, the place of the entry that it corrects."""
    standing: dict[date, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for place, entry in enumerate(entries):
        day = entry.corrects
        if day is not None and standing[day]:
            meant = [one for one in standing[day] if _is_meant(entries[one], entry)]
            found[place] = (meant or standing[day])[-1]
            standing[day].remove(found[place])
        standing[entry.date].append(place)
    return found


def _is_meant(entry: documents.CheckIn, correction: documents.CheckIn) -> bool:
    """Whether a correction names an entry of the day by the instant it was recorded at."""
    return correction.corrects_at is not None and correction.corrects_at == entry.recorded_at


def _stands(
    part: PlannedKeyResult,
    planned: PlannedObjective,
    cycle: PlannedCycle,
    organization: Organization,
    *,
    begins: datetime,
    at: datetime,
) -> list[KeyResultStand]:
    """Return how a key result stood from the beginning, after each check-in, and now."""
    item = part.key_result
    definition = definition_from_metric(
        item.metric, start=item.start or cycle.start, end=item.due or cycle.end
    )
    pauses = (*item.pauses, *planned.objective.pauses)
    readings: dict[int, list[Reading]] = defaultdict(list)
    for placed in readings_of(part):
        readings[placed.place].append(placed.reading)
    stands = [KeyResultStand(at=begins)]
    known: list[Reading] = []
    for place, entry in enumerate(part.check_ins):
        known += readings[place]
        recorded_at = entry.recorded_at or at
        following = part.check_ins[place + 1 : place + 2]
        if following and following[0].recorded_at == entry.recorded_at:
            continue
        words = _words(part.check_ins[: place + 1])
        on = organization_day(organization, recorded_at)
        stands.append(
            _stand(definition, known, pauses, item.guardrail, words, on=on, at=recorded_at)
        )
    on, words = organization_day(organization, at), _words(part.check_ins)
    stands.append(_stand(definition, known, pauses, item.guardrail, words, on=on, at=at))
    return _changed_only(stands)


def _stand(
    definition: MetricDefinition,
    readings: Sequence[Reading],
    pauses: tuple[documents.Pause, ...],
    is_guardrail: bool,
    words: tuple[date | None, int | None],
    *,
    on: date,
    at: datetime,
) -> KeyResultStand:
    """Ask the engine how a key result stands on a day."""
    progress = key_result_progress(definition, readings, on=on, pauses=pauses)
    effective = readings_effective(readings, on=on)
    latest = effective[-1] if effective else None
    is_breached = (
        is_guardrail and guardrail_state(definition, readings, on=on) is GuardrailState.BREACHED
    )
    return KeyResultStand(
        at=at,
        current_value=latest.value if latest else None,
        current_stage=latest.stage if latest else None,
        current_on=latest.on if latest else None,
        checked_in_on=words[0],
        confidence=words[1],
        raw_progress=progress.raw,
        progress=progress_scaled(progress.counted),
        has_data=progress.has_data,
        is_breached=is_breached,
    )


def _words(entries: Sequence[documents.CheckIn]) -> tuple[date | None, int | None]:
    """Return the day of the latest check-in that stands, and the confidence that holds.

    The latest day's confidence holds, of one day the latest word.
    """
    corrected = corrections(entries)
    gone = set(corrected.values())
    standing = [
        (entry.date, place, entry)
        for place, entry in enumerate(entries)
        if place not in gone and not is_withdrawal(entry, place in corrected)
    ]
    words = [one for one in standing if one[2].confidence is not None]
    latest = max(standing, key=_by_day)[0] if standing else None
    return latest, max(words, key=_by_day)[2].confidence if words else None


def _by_day(placed: tuple[date, int, documents.CheckIn]) -> tuple[date, int]:
    return placed[0], placed[1]


def is_withdrawal(entry: documents.CheckIn, corrects: bool) -> bool:
    """Whether a correction says nothing in place of what it corrects."""
    return corrects and entry.value is None and entry.confidence is None


def _changed_only(stands: list[KeyResultStand]) -> list[KeyResultStand]:
    """Return stands in order of time, one for each change."""
    kept: list[KeyResultStand] = []
    for stand in stands:
        if kept and kept[-1].at >= stand.at:
            kept[-1] = _at(stand, kept[-1].at)
        elif not kept or _at(kept[-1], stand.at) != stand:
            kept.append(stand)
    return kept


def _at(stand: KeyResultStand, at: datetime) -> KeyResultStand:
    return replace(stand, at=at)


def _roll_up(plan: ImportPlan, book: ScoreBook) -> None:
    """Carry the stands of key results up to objectives and their parents, instant by instant."""
    graph = _Graph(plan)
    events: dict[datetime, dict[int, Contribution]] = defaultdict(dict)
    for index in range(len(plan.objectives)):
        events[book.begins[index]].setdefault(index, NOTHING)
    for (index, place), stands in book.key_results.items():
        facts = _facts(plan.objectives[index].key_results[place])
        before = NOTHING
        for stand in stands:
            after = key_result_contribution(facts, stand)
            pending = events[stand.at]
            pending[index] = pending.get(index, NOTHING) + (after - before)
            before = after
    for instant in sorted(events):
        for index in graph.apply(events[instant]):
            sums, progress = graph.sums[index], graph.progress[index]
            book.objectives.setdefault(index, []).append(ObjectiveStand(instant, sums, progress))


def _facts(part: PlannedKeyResult) -> _Facts:
    weight = part.key_result.weight
    return _Facts(
        is_guardrail=part.key_result.guardrail,
        state=part.state,
        weight=weight_scaled(Decimal(1) if weight is None else weight),
    )


class _Graph:
    """The planned objectives with their contributing links among each other."""

    def __init__(self, plan: ImportPlan) -> None:
        count = len(plan.objectives)
        self.sums = [NOTHING] * count
        self.progress: list[int | None] = [None] * count
        self._styles = [planned.objective.style or "" for planned in plan.objectives]
        self._states = [State(planned.state) for planned in plan.objectives]
        self._parents: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for link in plan.links:
            child, parent = link.child.objective_index, link.parent.objective_index
            if link.weight is not None and child is not None and parent is not None:
                self._parents[child].append((parent, weight_scaled(link.weight)))
        self._order = self._children_first(count)

    def _children_first(self, count: int) -> list[int]:
        """Return for each objective its place in an order of children before parents."""
        waiting = [0] * count
        for parents in self._parents.values():
            for parent, _ in parents:
                waiting[parent] += 1
        ready = [index for index in range(count) if not waiting[index]]
        order = [0] * count
        for place in range(count):
            index = ready.pop()
            order[index] = place
            for parent, _ in self._parents.get(index, ()):
                waiting[parent] -= 1
                if not waiting[parent]:
                    ready.append(parent)
        return order

    def apply(self, differences: Mapping[int, Contribution]) -> list[int]:
        """Add differences and carry them upwards; return every objective that was touched."""
        pending = dict(differences)
        queue = [(self._order[index], index) for index in pending]
        heapify(queue)
        touched = []
        while queue:
            _, index = heappop(queue)
            if index not in pending:
                continue
            before = (self.progress[index], bool(self.sums[index].data_parts))
            self.sums[index] = self.sums[index] + pending.pop(index)
            self.progress[index] = progress_from_sums(
                weight_sum=self.sums[index].weight_sum,
                weighted_sum=self.sums[index].weighted_sum,
                style=self._styles[index],
            )
            after = (self.progress[index], bool(self.sums[index].data_parts))
            touched.append(index)
            for parent, weight in self._parents.get(index, ()) if before != after else ():
                difference = self._link(index, weight, after) - self._link(index, weight, before)
                pending[parent] = pending.get(parent, NOTHING) + difference
                heappush(queue, (self._order[parent], parent))
        return touched

    def _link(self, child: int, weight: int, seen: tuple[int | None, bool]) -> Contribution:
        return link_contribution(
            weight=weight,
            child_state=self._states[child],
            child_progress=seen[0],
            child_has_data=seen[1],
        )
