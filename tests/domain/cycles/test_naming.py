"""Names of cycles by a pattern: what it may hold, what comes out, and who says it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.domain.cycles.models import CycleKind, CycleNaming
from plumbline.domain.cycles.naming import (
    NUMBERS,
    YEARS,
    name_by_pattern,
    names_ahead,
    pattern_problem,
)
from plumbline.domain.cycles.periods import MONTHS, period_of
from plumbline.domain.cycles.selectors import cycle_proposed
from plumbline.domain.cycles.services import cycle_naming_set
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import PermissionRefused, StaleVersion, ValidationRefused
from tests.world import AT, TODAY, World
from tests.world_okrs import make_cycle

PARTS = (*sorted(YEARS | NUMBERS), "{", "}", "{}", "{x}", "Q", " ", "é", "{{")


@pytest.mark.parametrize(
    ("pattern", "kind", "on", "month", "name"),
    [
        ("{fy}-Q{n}", CycleKind.QUARTER, date(2026, 11, 28), 1, "2026-Q4"),
        ("FY{fy2} Q{n}", CycleKind.QUARTER, date(2026, 11, 28), 10, "FY27 Q1"),
        ("{year}/{fy2}", CycleKind.YEAR, date(2026, 11, 28), 4, "2026/27"),
        ("{year2}.{n2}", CycleKind.MONTH, date(2026, 2, 1), 4, "26.02"),
        ("FY{fy} M{n2}", CycleKind.MONTH, date(2026, 2, 1), 4, "FY2026 M02"),
        ("", CycleKind.HALF, date(2026, 9, 30), 4, "2026-H1"),
    ],
)
def test_a_pattern_names_a_period(
    pattern: str, kind: CycleKind, on: date, month: int, name: str
) -> None:
    assert pattern_problem(pattern, kind) is None
    period = period_of(kind, on, fiscal_year_start_month=month)
    assert name_by_pattern(pattern, period, fiscal_year_start_month=month) == name


@pytest.mark.parametrize(
    ("pattern", "kind", "problem"),
    [
        ("Q{n}", CycleKind.QUARTER, "cycles.pattern_year"),
        ("{fy}", CycleKind.QUARTER, "cycles.pattern_number"),
        ("{fy} {quarter}", CycleKind.QUARTER, "cycles.pattern_unknown"),
        ("{fy} {n", CycleKind.QUARTER, "cycles.pattern_unknown"),
        ("{fy!r}{n}", CycleKind.QUARTER, "cycles.pattern_unknown"),
        ("{fy}\n{n}", CycleKind.QUARTER, "cycles.pattern_unprintable"),
    ],
)
def test_a_pattern_that_cannot_name_says_why(pattern: str, kind: CycleKind, problem: str) -> None:
    found = pattern_problem(pattern, kind)
    assert found is not None
    assert found.id == problem


@given(
    parts=st.lists(st.sampled_from(PARTS), max_size=6),
    kind=st.sampled_from(list(MONTHS)),
    month=st.integers(1, 12),
)
def test_whatever_pattern_passes_gives_names_that_differ_and_fit(
    parts: list[str], kind: CycleKind, month: int
) -> None:
    pattern = "".join(parts)
    if pattern_problem(pattern, kind):
        return
    period = period_of(kind, TODAY, fiscal_year_start_month=month)
    names = names_ahead(pattern, kind, period, count=30, fiscal_year_start_month=month)
    assert all(len(name) <= max(len(pattern), 7) for name in names)
    assert all("{" not in name for name in names)
    assert len(set(names)) == len(names)


def names_set(world: World, actor: Actor, pattern: str, expected: int) -> CycleNaming:
    patterns = dict.fromkeys(MONTHS, "") | {CycleKind.QUARTER: pattern}
    with world.reading():
        return cycle_naming_set(actor=actor, patterns=patterns, expected=expected, at=AT)


def test_champions_say_it_once_for_all_and_the_next_cycle_is_called_so(world: World) -> None:
    make_cycle(world)
    names_set(world, world.viewer("carl"), "FY{fy2} Q{n}", 1)
    with world.reading():
        assert cycle_proposed(viewer=world.system, on=TODAY).name.startswith("FY26 Q")
        entry = JournalEntry.objects.get(act="organization.name_cycles")
    assert entry.changes == {"quarter": {"old": None, "new": "FY{fy2} Q{n}"}}
    with pytest.raises(StaleVersion):
        names_set(world, world.viewer("carl"), "{fy}.{n}", 1)
    with pytest.raises(ValidationRefused) as refused:
        names_set(world, world.viewer("carl"), "Q{n}", 2)
    assert list(refused.value.field_errors) == ["quarter"]
    with pytest.raises(PermissionRefused):
        names_set(world, world.viewer("lena"), "{fy}.{n}", 2)
    names_set(world, world.viewer("carl"), "", 2)
    with world.reading():
        assert CycleNaming.objects.get().quarter == ""
        assert not cycle_proposed(viewer=world.system, on=TODAY).name.startswith("FY")
