"""Numbers of objectives and key results that add up: counted place by place, then put together.

Counted from the rows themselves, or read as they are kept ready; what a figure says is the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import Status
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.team_groups import (
    ObjectiveGroup,
    Place,
    ResultGroup,
    Which,
    closed_groups,
    key_result_groups,
    objective_groups,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.decimals import exactly, round_progress
from plumbline.engine.scoring.rollup import attainment, progress_scaled, progress_unscaled
from plumbline.engine.scoring.staleness import CheckInState

#: What is told of a key result that is not silent; anything else is not said.
TOLD = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
TENTH = Decimal("0.1")
SPOKEN = (CheckInState.FRESH, CheckInState.DUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is counted of some objectives; see `TallyFields`."""

    objectives: int = 0
    running: int = 0
    scored: int = 0
    attainment_sum: int = 0
    fresh: int = 0
    due: int = 0
    stale: int = 0
    overdue: int = 0
    no_data: int = 0
    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    confident: int = 0
    confidence_sum: int = 0
    guardrails: int = 0
    breached: int = 0
    closed: int = 0
    graded: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return tally_sum((self, other))

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) - getattr(other, name) for name in TALLY_FIELDS})

    @property
    def key_results(self) -> int:
        """Key results that run, without guardrails."""
        return self.fresh + self.due + self.stale + self.overdue + self.no_data

    @property
    def unsaid(self) -> int:
        """Checked in on time, but without a chance that a status follows from."""
        return self.fresh + self.due - self.on_track - self.at_risk - self.off_track

    @property
    def attainment(self) -> Decimal | None:
        """Mean of min(1, progress ÷ the style's bar), 0 to 1, 9 places; `None` of none scored."""
        return _mean_attainment(self.attainment_sum, self.scored) if self.scored else None

    @property
    def mean_confidence(self) -> Decimal | None:
        """Mean confidence of key results that are not silent, one decimal; `None` without any."""
        return _mean_confidence(self.confidence_sum, self.confident) if self.confident else None


# A page of teams and weeks asks for hundreds of means, and most are those of the last time.
@lru_cache(maxsize=4096)
@exactly
def _mean_attainment(total: int, count: int) -> Decimal:
    return round_progress(progress_unscaled(total) / count)


@lru_cache(maxsize=4096)
@exactly
def _mean_confidence(total: int, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(TENTH, ROUND_HALF_UP)


TALLY_FIELDS = tuple(Tally.__dataclass_fields__)


# Hundreds are read for a page, and what weeks that are over say stays as it is.
@lru_cache(maxsize=8192)
def tally_read(*numbers: int) -> Tally:
    """Return a tally by its numbers, in the order of `TALLY_FIELDS`."""
    return Tally(**dict(zip(TALLY_FIELDS, numbers, strict=True)))


NOTHING = Tally()
_numbers = attrgetter(*TALLY_FIELDS)


def tallies_counted(
    objectives: QuerySet[Any], cycle: Cycle, moment: Moment, which: Which = Which.ALL
) -> Mapping[Place, Tally]:
    """Count objectives with their key results, place by place.

    Six queries at most, seven of a past day, however much there is.

    Args:
        objectives: Rows of `objectives_counted`, narrowed.
        cycle: Theirs.
        moment: Of which they are.
        which: Of what moved since; what moved alone is counted without its objectives.
    """
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    for result in key_result_groups(objectives, cycle, moment, which):
        _add_results(found[result.place], result)
    if which is Which.MOVED:
        return {place: Tally(**counts) for place, counts in found.items()}
    for group in objective_groups(objectives, moment):
        _add_objectives(found[group.place], group)
    for over in closed_groups(objectives, moment):
        found[over.place].update(closed=over.closed, graded=over.graded)
    return {place: Tally(**counts) for place, counts in found.items()}


def _add_objectives(counts: Counter[str], group: ObjectiveGroup) -> None:
    counts["objectives"] += group.count
    counts["running"] += group.count if group.is_running else 0
    if group.progress is None or not group.place.style:
        return
    style = documents.Style(group.place.style)
    share = attainment(progress_unscaled(group.progress), style)
    if share is not None:
        counts["scored"] += group.count
        counts["attainment_sum"] += group.count * progress_scaled(share)


def _add_results(counts: Counter[str], group: ResultGroup) -> None:
    if group.is_guardrail:
        counts["guardrails"] += group.count
        counts["breached"] += group.count if group.is_breached else 0
        return
    counts[group.check_in.value] += group.count
    # Silence overrides a status, whatever it was.
    if group.check_in not in SPOKEN:
        return
    counts["confident"] += group.confident
    counts["confidence_sum"] += group.confidence_sum
    if group.status in TOLD:
        counts[group.status] += group.count


def tally_sum(tallies: Iterable[Tally]) -> Tally:
    """Put tallies together, number by number: one of them is most often the only one."""
    found = list(tallies)
    if len(found) < 2:
        return found[0] if found else NOTHING
    sums = map(sum, zip(*map(_numbers, found), strict=True))
    return Tally(**dict(zip(TALLY_FIELDS, sums, strict=True)))
