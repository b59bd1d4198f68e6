"""Reading cycles; everybody in the organization may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle, CycleKind, CycleNaming, CyclePhase
from plumbline.domain.cycles.naming import name_by_pattern, names_ahead
from plumbline.domain.cycles.periods import DAY, period_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.scoping import asked_alike

#: A custom cycle is proposed with as many days as a quarter has weeks of.
CUSTOM_DAYS = 13 * 7
#: While a cycle is in one of these, its objectives are written.
PLANNED = frozenset({CyclePhase.PLANNING, CyclePhase.LATERAL_REVIEW})
#: The next cycle is planned in the last one part in so many of the running one: the last month of a
#: quarter, in which company objectives come first and teams draft theirs within a week.
PLANNED_AHEAD = 3
#: How many names are shown of each pattern.
NAMES_AHEAD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """What a page needs of a cycle; `end` is its last whole day."""

    public_id: str
    name: str
    start: date
    end: date
    phase: str


def cycle_chosen(*, viewer: Actor, on: date, public_id: str | None) -> CycleFacts | None:
    """Return the cycle a page was asked for, else the current one, else `None` (one query)."""
    cycle = cycle_among(cycles_list(viewer=viewer), on=on, public_id=public_id)
    return None if cycle is None else cycle_facts(cycle)


def cycle_among(cycles: Sequence[Cycle], *, on: date, public_id: str | None) -> Cycle | None:
    """Return of all cycles the one a page was asked for, else the current one, else `None`.

    An id that no cycle has (a stale bookmark) falls back to the current one.
    """
    asked = (cycle for cycle in cycles if cycle.public_id == public_id)
    return next(asked, None) or _current(cycles, on)


def cycle_facts(cycle: Cycle) -> CycleFacts:
    """Return what a page needs of a cycle."""
    return CycleFacts(
        public_id=cycle.public_id,
        name=cycle.name,
        start=cycle.start,
        end=cycle.end,
        phase=cycle.phase,
    )


def cycles_list(*, viewer: Actor) -> list[Cycle]:
    """Return all cycles, the latest first."""
    del viewer  # cycles are no secret inside the organization
    return list(_cycles_asked())


@asked_alike(128)
def _cycles_asked() -> QuerySet[Cycle]:
    return Cycle.objects.select_related("parent").order_by("-start", "end", "pk")


def cycle_get(*, viewer: Actor, public_id: str) -> Cycle:
    """Return one cycle.

    Raises:
        NotFound: There is none with this id.
    """
    del viewer
    rows = Cycle.objects.select_related("parent")
    cycle: Cycle | None = rows.filter(public_id=public_id).first()
    if cycle is None:
        raise NotFound("cycles.not_found")
    return cycle


def cycles_inside(*, viewer: Actor, cycle: Cycle) -> list[Cycle]:
    """Return the cycles that lie directly in one, the earliest first (one query)."""
    del viewer
    return list(Cycle.objects.filter(parent=cycle).order_by("start", "end", "pk"))


def cycle_named(*, viewer: Actor, name: str) -> Cycle | None:
    """Return the cycle with this name, if there is one."""
    del viewer
    cycle: Cycle | None = Cycle.objects.filter(name=name).first()
    return cycle


def cycle_current(*, viewer: Actor, on: date) -> Cycle | None:
    """Return the cycle a page shows on a day when nobody chose one.

    The shortest one that holds the day; else the next to come; else the last that was.
    """
    return _current(cycles_list(viewer=viewer), on)


def cycle_open(cycles: Sequence[Cycle], *, on: date) -> Cycle | None:
    """Return the cycle something new belongs to when nobody chose one; a closed one takes nothing.

    Args:
        cycles: All of them.
        on: Today.
    """
    return _current([cycle for cycle in cycles if cycle.phase != CyclePhase.CLOSED], on)


def cycles_planned(cycles: Sequence[Cycle], *, on: date) -> tuple[Cycle, ...]:
    """Return the cycles that something new may be written for when nobody chose one.

    The first is where it belongs; a second one is where it belongs as well if others write there.
    While the current cycle is planned itself it is alone. Once it runs, the next of its kind comes
    beside it, and before it as soon as no more than a third of the running one is left or its
    drafts are reviewed.

    Args:
        cycles: All of them.
        on: Today.
    """
    current = cycle_open(cycles, on=on)
    if current is None:
        return ()
    ahead = [each for each in cycles if each.start > max(current.start, on)]
    planned = [each for each in ahead if each.phase in PLANNED and each.kind == current.kind]
    following = min(planned, key=lambda each: (each.start, each.pk), default=None)
    if following is None or current.phase == CyclePhase.PLANNING or on < current.start:
        return (current,)
    third = (current.end - current.start) / PLANNED_AHEAD
    if following.phase != CyclePhase.PLANNING or following.start - on <= third:
        return (following, current)
    return (current, following)


def _current(cycles: Sequence[Cycle], on: date) -> Cycle | None:
    by_start = sorted(cycles, key=lambda cycle: (cycle.start, cycle.pk))
    running = [cycle for cycle in by_start if cycle.start <= on <= cycle.end]
    if running:
        return min(running, key=lambda cycle: (cycle.end - cycle.start, cycle.start))
    ahead = [cycle for cycle in by_start if cycle.start > on]
    return ahead[0] if ahead else (by_start[-1] if by_start else None)


def quarter_of(on: date, *, fiscal_year_start_month: int) -> tuple[str, date, date, CycleKind]:
    """Return name, first and last day of the fiscal quarter that holds a day.

    The quarter is named after the calendar year in which its fiscal year begins, `2026-Q4`.
    """
    period = period_of(CycleKind.QUARTER, on, fiscal_year_start_month=fiscal_year_start_month)
    return period.name, period.start, period.end, period.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleProposed:
    """The cycle that comes next, as a form offers it; `end` is its last whole day.

    Attributes:
        parent: Public id of the shortest cycle that it lies in; empty for none.
    """

    name: str
    kind: CycleKind
    start: date
    end: date
    parent: str


def cycle_proposed(
    *, viewer: Actor, on: date, kind: CycleKind = CycleKind.QUARTER
) -> CycleProposed:
    """Return the cycle of a kind that comes after those there are (two queries).

    It begins behind the latest of its kind and is called by the organization's pattern, else after
    that one; where there is none, or the
    next one would be over already, it is the period that holds `on`. A custom one begins behind
    the latest cycle of all and is as long as a quarter, without a name.
    """
    cycles = cycles_list(viewer=viewer)
    month = organization_bound().fiscal_year_start_month
    name, start, end = (
        _custom(cycles, on) if kind is CycleKind.CUSTOM else _next(kind, cycles, on, month)
    )
    if kind is not CycleKind.CUSTOM:
        pattern = getattr(cycle_naming(viewer=viewer), kind.value)
        period = period_of(kind, start, fiscal_year_start_month=month)
        if pattern:
            name = name_by_pattern(pattern, period, fiscal_year_start_month=month)
    above = [
        cycle
        for cycle in cycles
        if cycle.start <= start <= end <= cycle.end and cycle.end - cycle.start > end - start
    ]
    parent = min(above, key=lambda cycle: cycle.end - cycle.start, default=None)
    parent_id = "" if parent is None else parent.public_id
    return CycleProposed(name=name, kind=kind, start=start, end=end, parent=parent_id)


def cycle_naming(*, viewer: Actor) -> CycleNaming:
    """Return by which patterns cycles are named; empty ones where nobody said (one query)."""
    del viewer
    found: CycleNaming | None = CycleNaming.objects.first()
    return found or CycleNaming()


def cycle_names_ahead(*, patterns: Mapping[CycleKind, str], on: date) -> dict[CycleKind, list[str]]:
    """Return what the cycles of each kind would be called from a day on.

    Args:
        patterns: For each kind one that can stand, or an empty one for the usual names.
        on: The first cycle is the one that holds this day.
    """
    month = organization_bound().fiscal_year_start_month
    return {
        kind: list(
            names_ahead(
                pattern,
                kind,
                period_of(kind, on, fiscal_year_start_month=month),
                count=NAMES_AHEAD,
                fiscal_year_start_month=month,
            )
        )
        for kind, pattern in patterns.items()
    }


def _custom(cycles: Sequence[Cycle], on: date) -> tuple[str, date, date]:
    last = max((cycle.end for cycle in cycles), default=on - DAY)
    start = max(last + DAY, on)
    return "", start, start + timedelta(days=CUSTOM_DAYS - 1)


def _next(kind: CycleKind, cycles: Sequence[Cycle], on: date, month: int) -> tuple[str, date, date]:
    """Return name, first and last day of the period behind the latest of a kind."""
    alike = [cycle for cycle in cycles if cycle.kind == kind]
    today = period_of(kind, on, fiscal_year_start_month=month)
    if not alike:
        return today.name, today.start, today.end
    latest = max(alike, key=lambda cycle: cycle.end)
    earlier = period_of(kind, latest.start, fiscal_year_start_month=month)
    begins = latest.end + DAY
    period = period_of(kind, begins, fiscal_year_start_month=month)
    if period.end < on:
        return today.name_after(latest.name, earlier), today.start, today.end
    name = period.name_after(latest.name, earlier)
    if begins == period.start:
        return name, period.start, period.end
    # The organization's own weeks: as long as the one before, right behind it.
    return name, begins, begins + (latest.end - latest.start)
