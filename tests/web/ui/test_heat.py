"""The cells of a heat map."""

from decimal import Decimal

from plumbline.web.ui.heat import heat_cells


def test_the_surer_the_darker_silence_is_a_dash_and_what_is_to_come_is_empty() -> None:
    cells = heat_cells({1: Decimal(1), 2: None, 3: Decimal("5.5"), 4: Decimal(10)}, 6)
    assert [cell.words for cell in cells] == ["1.0", "–", "5.5", "10.0", "", ""]
    assert [cell.shade for cell in cells] == [3, 0, 6, 9, 0, 0]
    assert [cell.is_now for cell in cells] == [False, False, False, True, False, False]
    assert [cell.is_ahead for cell in cells] == [False] * 4 + [True] * 2


def test_a_week_that_is_not_kept_is_empty_and_a_phone_keeps_the_last_five() -> None:
    cells = heat_cells({7: Decimal(7)}, 13, now=8)
    assert cells[0].words == ""
    assert [number for number, cell in enumerate(cells, 1) if not cell.is_wide] == [4, 5, 6, 7, 8]
