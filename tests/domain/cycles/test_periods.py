"""Periods of the fiscal year, and names that follow the custom of an organization."""

from datetime import date

import pytest

from plumbline.domain.cycles.models import CycleKind
from plumbline.domain.cycles.periods import DAY, period_of


@pytest.mark.parametrize(
    ("kind", "on", "month", "name", "start", "end"),
    [
        (CycleKind.MONTH, date(2026, 2, 28), 1, "2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        (CycleKind.MONTH, date(2026, 3, 5), 4, "2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        (CycleKind.QUARTER, date(2026, 2, 1), 4, "2025-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        (CycleKind.HALF, date(2026, 9, 30), 4, "2026-H1", date(2026, 4, 1), date(2026, 9, 30)),
        (CycleKind.HALF, date(2026, 12, 31), 1, "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (CycleKind.YEAR, date(2026, 3, 31), 4, "2025", date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_the_period_of_a_day_follows_the_fiscal_year(
    kind: CycleKind, on: date, month: int, name: str, start: date, end: date
) -> None:
    period = period_of(kind, on, fiscal_year_start_month=month)
    assert (period.name, period.start, period.end) == (name, start, end)


@pytest.mark.parametrize("kind", [kind for kind in CycleKind if kind is not CycleKind.CUSTOM])
@pytest.mark.parametrize("month", range(1, 13))
def test_periods_follow_one_another_without_a_gap(kind: CycleKind, month: int) -> None:
    period = period_of(kind, date(2024, 2, 29), fiscal_year_start_month=month)
    for _ in range(15):
        further = period_of(kind, period.end + DAY, fiscal_year_start_month=month)
        assert further.start == period.end + DAY
        assert further.name > period.name
        period = further


@pytest.mark.parametrize(
    ("kind", "earlier", "name"),
    [
        (CycleKind.QUARTER, "2026-Q4", "2027-Q1"),
        (CycleKind.QUARTER, "Q4 2026", "Q1 2027"),
        (CycleKind.QUARTER, "Q4 FY26", "Q1 FY27"),
        (CycleKind.QUARTER, "FY27 Q4", "FY28 Q1"),  # called after the year in which it ends
        (CycleKind.QUARTER, "4. Quartal 2026", "1. Quartal 2027"),
        (CycleKind.QUARTER, "The last stretch", "2027-Q1"),
        (CycleKind.QUARTER, "2026", "2027-Q1"),
        (CycleKind.HALF, "H2/26", "H1/27"),
        (CycleKind.MONTH, "2026-12", "2027-01"),
        (CycleKind.MONTH, "12/2026", "01/2027"),
        (CycleKind.YEAR, "FY 2026", "FY 2027"),
        (CycleKind.YEAR, "Our year", "2027"),
    ],
)
def test_the_next_cycle_is_called_as_the_one_before(
    kind: CycleKind, earlier: str, name: str
) -> None:
    before = period_of(kind, date(2026, 12, 31), fiscal_year_start_month=1)
    after = period_of(kind, date(2027, 1, 1), fiscal_year_start_month=1)
    assert after.name_after(earlier, before) == name
