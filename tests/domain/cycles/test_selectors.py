"""Which cycle a page shows, and what the fiscal quarter of a day is."""

from datetime import date, timedelta

import pytest

from plumbline.domain.cycles.models import Cycle, CycleKind, CyclePhase
from plumbline.domain.cycles.selectors import (
    CycleProposed,
    cycle_chosen,
    cycle_current,
    cycle_get,
    cycle_named,
    cycle_proposed,
    cycles_list,
    cycles_planned,
    quarter_of,
)
from plumbline.domain.tenancy.errors import NotFound
from tests.world import TODAY, World
from tests.world_okrs import make_cycle

DAY = timedelta(days=1)


def current(world: World, on: date) -> str | None:
    with world.reading():
        cycle = cycle_current(viewer=world.system, on=on)
    return cycle.name if cycle else None


def test_without_cycles_none_is_shown(world: World) -> None:
    assert current(world, TODAY) is None
    with world.reading():
        assert cycle_chosen(viewer=world.system, on=TODAY, public_id=None) is None
        assert cycles_list(viewer=world.system) == []


def test_the_shortest_running_cycle_is_shown_else_the_next_else_the_last(world: World) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31))
    quarter = make_cycle(world, "2026-Q1", parent=year)
    assert current(world, quarter.start) == "2026-Q1"
    assert current(world, quarter.end) == "2026-Q1", "the last day belongs to the cycle"
    assert current(world, quarter.end + DAY) == "2026"
    assert current(world, year.start - DAY) in {"2026", "2026-Q1"}
    assert current(world, year.end + DAY) is not None


@pytest.mark.parametrize(
    ("running", "following", "days_before", "planned"),
    [
        (CyclePhase.ACTIVE, CyclePhase.PLANNING, 31, "2026-Q1"),
        (CyclePhase.ACTIVE, CyclePhase.PLANNING, 29, "2026-Q2"),
        (CyclePhase.ACTIVE, CyclePhase.LATERAL_REVIEW, 60, "2026-Q2"),
        (CyclePhase.ACTIVE, CyclePhase.ACTIVE, 29, "2026-Q1"),
        (CyclePhase.PLANNING, CyclePhase.PLANNING, 29, "2026-Q1"),
        (CyclePhase.CLOSED, CyclePhase.PLANNING, 60, "2026-Q2"),
    ],
)
def test_what_is_written_belongs_to_the_next_cycle_once_that_is_being_planned(
    world: World, running: CyclePhase, following: CyclePhase, days_before: int, planned: str
) -> None:
    make_cycle(world, phase=running)
    year = {"start": date(2027, 1, 1), "end": date(2027, 12, 31), "kind": CycleKind.YEAR}
    make_cycle(world, "2027", **year)  # type: ignore[arg-type]  # its own arguments
    start, end = date(2026, 4, 1), date(2026, 6, 30)
    make_cycle(world, "2026-Q2", start=start, end=end, phase=following)
    with world.reading():
        cycles = cycles_list(viewer=world.system)
    first, *_others = cycles_planned(cycles, on=start - days_before * DAY)
    assert first.name == planned


def test_the_chosen_cycle_is_shown_and_a_stale_bookmark_falls_back(world: World) -> None:
    now = make_cycle(world, "2026-Q1")
    then = make_cycle(world, "2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    for asked, shown in ((then.public_id, then), ("0" * 12, now), (None, now)):
        with world.reading():
            facts = cycle_chosen(viewer=world.system, on=TODAY, public_id=asked)
        assert facts is not None
        assert (facts.public_id, facts.name, facts.start, facts.end, facts.phase) == (
            shown.public_id,
            shown.name,
            shown.start,
            shown.end,
            "active",
        )


def test_cycles_are_found_by_id_and_by_name(world: World) -> None:
    cycle = make_cycle(world, "2026-Q1")
    older = make_cycle(world, "2025-Q4", start=date(2025, 10, 1), end=date(2025, 12, 31))
    with world.reading():
        assert cycle_get(viewer=world.system, public_id=cycle.public_id) == cycle
        assert cycle_named(viewer=world.system, name="2025-Q4") == older
        assert cycle_named(viewer=world.system, name="2025-Q3") is None
        assert cycles_list(viewer=world.system) == [cycle, older]
        with pytest.raises(NotFound):
            cycle_get(viewer=world.system, public_id="0" * 12)


def test_cycles_of_another_organization_are_not_found(world: World, stranger_world: World) -> None:
    cycle = make_cycle(world)
    with stranger_world.reading():
        assert cycles_list(viewer=stranger_world.system) == []
        with pytest.raises(NotFound):
            cycle_get(viewer=stranger_world.system, public_id=cycle.public_id)
        assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("on", "month", "name", "start", "end"),
    [
        (date(2026, 2, 28), 1, "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), 1, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 3, 31), 4, "2025-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 4, "2026-Q1", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 1), 11, "2026-Q1", date(2026, 11, 1), date(2027, 1, 31)),
        (date(2024, 2, 29), 12, "2023-Q1", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_the_fiscal_quarter_of_a_day(
    on: date, month: int, name: str, start: date, end: date
) -> None:
    assert quarter_of(on, fiscal_year_start_month=month)[:3] == (name, start, end)


def proposed(world: World, kind: CycleKind, on: date = TODAY) -> CycleProposed:
    with world.reading():
        return cycle_proposed(viewer=world.system, on=on, kind=kind)


def test_the_first_cycle_proposed_holds_the_day(world: World) -> None:
    quarter = proposed(world, CycleKind.QUARTER)
    assert (quarter.name, quarter.start, quarter.end, quarter.parent) == (
        "2026-Q1",
        date(2026, 1, 1),
        date(2026, 3, 31),
        "",
    )


def test_the_next_cycle_lies_behind_the_last_of_its_kind_and_in_the_year_that_holds_it(
    world: World,
) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31), kind=CycleKind.YEAR)
    make_cycle(world, "Q1 FY26", parent=year)
    quarter = proposed(world, CycleKind.QUARTER)
    assert (quarter.name, quarter.start, quarter.end, quarter.parent) == (
        "Q2 FY26",
        date(2026, 4, 1),
        date(2026, 6, 30),
        year.public_id,
    )


def test_weeks_of_ones_own_go_on_as_long_as_before(world: World) -> None:
    make_cycle(world, "Q1 2026", start=date(2025, 12, 29), end=date(2026, 3, 29))
    quarter = proposed(world, CycleKind.QUARTER)
    assert (quarter.start, quarter.end) == (date(2026, 3, 30), date(2026, 6, 28))


def test_no_cycle_is_proposed_that_is_over(world: World) -> None:
    make_cycle(world, "Q3 2024", start=date(2024, 7, 1), end=date(2024, 9, 30))
    assert proposed(world, CycleKind.QUARTER).name == "Q1 2026"


def test_a_custom_cycle_begins_behind_the_latest_and_has_no_name(world: World) -> None:
    make_cycle(world)
    custom = proposed(world, CycleKind.CUSTOM)
    assert (custom.name, custom.start, custom.end) == ("", date(2026, 4, 1), date(2026, 6, 30))
