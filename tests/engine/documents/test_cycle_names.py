"""Cycles as titles and file names tell them."""

from datetime import date

import pytest

from plumbline.engine.documents.cycle_names import cycle_read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OKRs 2026-Q4", "2026-Q4"),
        ("Q1 2025 objectives", "2025-Q1"),
        ("Objetivos T4 2026", "2026-Q4"),
        ("FY21-Q3 OKRs", "FY21-Q3"),
        ("Goals H2 2026", "2026-H2"),
        ("3. Quartal 2025", "2025-Q3"),
        ("Our objectives for 2026", "2026"),
    ],
)
def test_the_cycle_of_a_title_has_one_spelling(text: str, name: str) -> None:
    cycle = cycle_read(text)

    assert cycle is not None
    assert cycle.name == name


def test_a_quarter_of_the_calendar_has_its_days() -> None:
    cycle = cycle_read("Q2 2024")

    assert cycle is not None
    assert (cycle.start, cycle.end) == (date(2024, 4, 1), date(2024, 6, 30))


def test_the_days_of_a_fiscal_year_stay_open() -> None:
    cycle = cycle_read("FY26 Q1")

    assert cycle is not None
    assert (cycle.start, cycle.end) == (None, None)


@pytest.mark.parametrize("text", ["", "Notes of 2026-10-04", "H3 2026", "Room 2026"])
def test_what_names_no_cycle_gives_none(text: str) -> None:
    assert cycle_read(text) is None
