"""Reading cycles; everybody in the organization may see them."""

from dataclasses import dataclass
from datetime import date

from plumbline.domain.cycles.models import Cycle, CycleKind
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """What a page needs of a cycle; `end` is its last whole day."""

    public_id: str
    name: str
    start: date
    end: date
    phase: str


def cycle_chosen(*, viewer: Actor, on: date, public_id: str | None) -> CycleFacts | None:
    """Return the cycle a page was asked for, else the current one, else `None`.

    An id that no cycle has (a stale bookmark) falls back to the current one.
    """
    asked = Cycle.objects.filter(public_id=public_id).first() if public_id else None
    cycle = asked or cycle_current(viewer=viewer, on=on)
    if cycle is None:
        return None
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
    return list(Cycle.objects.order_by("-start", "end", "pk"))


def cycle_get(*, viewer: Actor, public_id: str) -> Cycle:
    """Return one cycle.

    Raises:
        NotFound: There is none with this id.
    """
    del viewer
    cycle: Cycle | None = Cycle.objects.filter(public_id=public_id).first()
    if cycle is None:
        raise NotFound("cycles.not_found")
    return cycle


def cycle_named(*, viewer: Actor, name: str) -> Cycle | None:
    """Return the cycle with this name, if there is one."""
    del viewer
    cycle: Cycle | None = Cycle.objects.filter(name=name).first()
    return cycle


def cycle_current(*, viewer: Actor, on: date) -> Cycle | None:
    """Return the cycle a page shows on a day when nobody chose one.

    The shortest one that holds the day; else the next to come; else the last that was.
    """
    del viewer
    cycles: list[Cycle] = list(Cycle.objects.order_by("start", "pk"))
    running = [cycle for cycle in cycles if cycle.start <= on <= cycle.end]
    if running:
        return min(running, key=lambda cycle: (cycle.end - cycle.start, cycle.start))
    ahead = [cycle for cycle in cycles if cycle.start > on]
    fallback: Cycle | None = ahead[0] if ahead else (cycles[-1] if cycles else None)
    return fallback


def quarter_of(on: date, *, fiscal_year_start_month: int) -> tuple[str, date, date, CycleKind]:
    """Return name, first and last day of the fiscal quarter that holds a day.

    The quarter is named after the calendar year in which its fiscal year begins, `2026-Q4`.
    """
    offset = (on.month - fiscal_year_start_month) % 12
    fiscal_year = on.year if on.month >= fiscal_year_start_month else on.year - 1
    quarter = offset // 3
    first_index = fiscal_year * 12 + (fiscal_year_start_month - 1) + quarter * 3
    start = date(first_index // 12, first_index % 12 + 1, 1)
    after = first_index + 3
    end = date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)
    return f"{fiscal_year}-Q{quarter + 1}", start, end, CycleKind.QUARTER
