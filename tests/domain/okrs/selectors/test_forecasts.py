"""The fan of a share, and of an amount that is to fall, stays where such values lie."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.domain.okrs.selectors.forecasts import fan_kept
from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.key_results import Fan, Forecast

LAST = date(2026, 4, 2)
WIDE = Fan(LAST, -2.0, 97.0, 99.2, 99.9, 101.3)
SAID = Forecast(0.7, None, 5, end=WIDE, fans=(WIDE,))


def test_a_fan_of_a_share_ends_at_nothing_and_at_all_of_it() -> None:
    kept = fan_kept(SAID, MetricKind.INCREASE, "%", [Decimal("98"), Decimal("99.5")])
    assert kept.end == Fan(LAST, 0.0, 97.0, 99.2, 99.9, 100.0)
    assert kept.fans == (kept.end,)
    assert kept.chance == SAID.chance


def test_a_fan_of_an_amount_that_is_to_fall_ends_at_nothing() -> None:
    kept = fan_kept(SAID, MetricKind.DECREASE, "nights a week", [Decimal("14"), Decimal("3")])
    assert kept.end == Fan(LAST, 0.0, 97.0, 99.2, 99.9, 101.3)


@pytest.mark.parametrize(
    ("kind", "unit", "values"),
    [
        pytest.param(MetricKind.INCREASE, "k€", ["98"], id="a margin that is to rise"),
        pytest.param(MetricKind.INCREASE, "%", ["98", "120"], id="more than all of it was read"),
        pytest.param(MetricKind.DECREASE, "%", ["-3", "20"], id="a change: less than nothing"),
    ],
)
def test_what_may_lie_beyond_is_left_as_it_is(
    kind: MetricKind, unit: str, values: list[str]
) -> None:
    assert fan_kept(SAID, kind, unit, [Decimal(each) for each in values]) == SAID
