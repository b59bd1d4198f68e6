"""What an objective's own key results say of it: its status and mean chance, from stored rows.

Nothing is forecast here: chances are taken as they are stored, so that whoever compares or puts
right never changes what a model once said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from plumbline.domain.okrs.definitions import pauses_counted, pauses_read
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import KeyResult, Pause
from plumbline.domain.okrs.models.choices import Style
from plumbline.domain.orgs.calendar import working_for
from plumbline.engine.documents.model import Cadence
from plumbline.engine.documents.model import Pause as EnginePause
from plumbline.engine.scoring.staleness import CheckInState, check_in_state
from plumbline.engine.scoring.statuses import (
    SILENT_STATES,
    Standing,
    StandingPart,
    Status,
    objective_standing,
)

NOT_JUDGED = Standing(Status.NOT_COMPUTED)


class PartFacts(NamedTuple):
    """What of a measured key result decides the status of its objective."""

    objective_id: int
    key_result_id: int
    style: str
    is_guardrail: bool
    weight: int
    cadence: str
    start: date
    end: date
    chance: Decimal | None
    has_data: bool
    checked_in_on: date | None
    is_breached: bool
    location_id: int | None = None  # of its owner
    team_id: int | None = None
    below_since: date | None = None


def standings_of(objective_ids: Collection[int], *, on: date) -> Mapping[int, Standing]:
    """Judge objectives by what is stored of their key results (two queries at most).

    Args:
        objective_ids: Objectives that are measured.
        on: The day whose silence counts.

    Returns:
        The standing of each.
    """
    found: dict[int, list[PartFacts]] = {objective_id: [] for objective_id in objective_ids}
    for part in parts_read(Q(objective__in=list(objective_ids))):
        found[part.objective_id].append(part)
    judged = {objective_id: standing_of(parts, on=on) for objective_id, parts in found.items()}
    # Pauses only ever take days away, so they are asked for only where somebody seems silent.
    silent = [id_ for id_, parts in found.items() if any(is_silent(part, on=on) for part in parts)]
    if silent:
        pauses = pauses_of_parts(Q(objective__in=silent) | Q(key_result__objective__in=silent))
        for objective_id in silent:
            judged[objective_id] = standing_of(found[objective_id], on=on, pauses=pauses)
    return judged


def standings_all(*, on: date | None, which: Q | None = None) -> Mapping[int, Standing]:
    """Judge everything of the organization that is measured (two queries, whatever the size).

    One objective is judged after the other, so that no more than its key results are held.

    Args:
        on: The day whose silence counts; `None` asks as if nobody were silent.
        which: Which key results, by their objectives; all where nothing is said.
    """
    shown = Q(objective__is_staged=False, objective__state__in=MEASURED_STATES)
    pauses = NO_PAUSES if on is None else pauses_of_parts(Q())
    parts = parts_read(shown & (which or Q()), order=("objective_id", "pk"))
    return {
        id_: standing_of(list(theirs), on=on, pauses=pauses)
        for id_, theirs in groupby(parts, key=attrgetter("objective_id"))
    }


def parts_read(which: Q, *, order: Sequence[str] = ("pk",)) -> Iterator[PartFacts]:
    """Yield the key results that decide a status, narrowed by `which` (one query)."""
    rows = KeyResult.objects.filter(which, state__in=MEASURED_STATES).values_list(
        "objective_id",
        "pk",
        "objective__style",
        "is_guardrail",
        "weight",
        "cadence",
        "start",
        "due",
        "score__chance",
        "score__has_data",
        "score__checked_in_on",
        "score__is_breached",
        "owner__location_id",
        "objective__team_id",
        "below_since",
        "objective__cycle__start",
        "objective__cycle__end",
    )
    for row in rows.order_by(*order).iterator(chunk_size=10_000):
        *facts, cycle_start, cycle_end = row
        facts[6], facts[7] = facts[6] or cycle_start, facts[7] or cycle_end
        yield PartFacts(*facts)


class PausesOfParts(NamedTuple):
    """Pauses by objective and by key result, as the engine takes them."""

    of_objective: Mapping[int, Sequence[EnginePause]]
    of_key_result: Mapping[int, Sequence[EnginePause]]

    def of(self, part: PartFacts) -> tuple[EnginePause, ...]:
        """Return what stops the clock of a key result."""
        own = self.of_key_result.get(part.key_result_id, ())
        of_objective = self.of_objective.get(part.objective_id, ())
        return pauses_counted(own, of_objective, below_since=part.below_since)


NO_PAUSES = PausesOfParts({}, {})


def pauses_of_parts(which: Q) -> PausesOfParts:
    """Return pauses, narrowed by `which` (one query)."""
    of_objective: dict[int, list[EnginePause]] = defaultdict(list)
    of_key_result: dict[int, list[EnginePause]] = defaultdict(list)
    for row in Pause.objects.filter(which):
        (pause,) = pauses_read([row])
        if row.objective_id is not None:
            of_objective[row.objective_id].append(pause)
        else:
            of_key_result[row.key_result_id].append(pause)
    return PausesOfParts(of_objective, of_key_result)


def standing_of(
    parts: Sequence[PartFacts],
    *,
    on: date | None,
    pauses: PausesOfParts = NO_PAUSES,
) -> Standing:
    """Judge one objective by its key results.

    Args:
        parts: Its key results that are measured, guardrails included.
        on: The day whose silence counts; `None` asks as if nobody were silent.
        pauses: What stopped their clocks.
    """
    if not parts or parts[0].style == Style.LEARNING:
        return NOT_JUDGED
    return objective_standing(
        (
            StandingPart(
                weight=part.weight,
                chance=part.chance,
                has_data=part.has_data,
                is_silent=on is not None and is_silent(part, on=on, pauses=pauses),
            )
            for part in parts
            if not part.is_guardrail
        ),
        guardrail_breached=any(part.is_guardrail and part.is_breached for part in parts),
    )


def is_silent(part: PartFacts, *, on: date, pauses: PausesOfParts = NO_PAUSES) -> bool:
    """Whether a key result is stale or overdue; the first check-in is awaited like any other."""
    return not part.is_guardrail and silence_of(part, on=on, pauses=pauses) in SILENT_STATES


def silence_of(part: PartFacts, *, on: date, pauses: PausesOfParts = NO_PAUSES) -> CheckInState:
    """Return how fresh the last check-in is; before the first, the days since it began count."""
    return check_in_state(
        Cadence(part.cadence),
        part.checked_in_on or part.start,
        part.start,
        on,
        end=part.end,
        pauses=pauses.of(part),
        working=working_for(part.location_id, part.team_id),
    )
