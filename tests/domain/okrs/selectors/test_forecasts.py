"""The fan of a share stays where shares lie."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.domain.okrs.selectors.forecasts import share_kept
from plumbline.engine.forecast.key_results import Fan, Forecast

LAST = date(2026, 4, 2)
WIDE = Fan(LAST, -2.0, 97.0, 99.2, 99.9, 101.3)
SAID = Forecast(0.7, None, 5, end=WIDE, fans=(WIDE,))


def test_a_fan_of_a_share_ends_at_nothing_and_at_all_of_it() -> None:
    kept = share_kept(SAID, "%", [Decimal("98"), Decimal("99.5")])
    assert kept.end == Fan(LAST, 0.0, 97.0, 99.2, 99.9, 100.0)
    assert kept.fans == (kept.end,)
    assert kept.chance == SAID.chance


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        pytest.param("days", ["98"], id="another unit"),
        pytest.param("%", ["98", "120"], id="more than all of it was read"),
        pytest.param("%", ["-3", "20"], id="a change, which may be less than nothing"),
    ],
)
def test_what_may_lie_beyond_is_left_as_it_is(unit: str, values: list[str]) -> None:
    assert share_kept(SAID, unit, [Decimal(each) for each in values]) == SAID
