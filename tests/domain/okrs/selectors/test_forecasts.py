"""The fan of a share, and of an amount, stays where such values lie."""

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


@pytest.mark.parametrize(
    ("kind", "unit", "values"),
    [
        pytest.param(MetricKind.DECREASE, "nights a week", ["14", "3"], id="it is to fall"),
        pytest.param(
            MetricKind.INCREASE, "customers", ["0", "20", "4"], id="it rises from nothing"
        ),
    ],
)
def test_a_fan_of_an_amount_ends_at_nothing(kind: MetricKind, unit: str, values: list[str]) -> None:
    kept = fan_kept(SAID, kind, unit, [Decimal(each) for each in values])
    assert kept.end == Fan(LAST, 0.0, 97.0, 99.2, 99.9, 101.3)


@pytest.mark.parametrize(
    ("kind", "unit", "values"),
    [
        pytest.param(MetricKind.INCREASE, "k€", ["98"], id="a margin that is to rise"),
        pytest.param(MetricKind.INCREASE, "%", ["98", "120"], id="more than all of it was read"),
        pytest.param(MetricKind.INCREASE, "k€", ["0", "20", "-1"], id="it was less than nothing"),
        pytest.param(MetricKind.DECREASE, "%", ["-3", "20"], id="a change: less than nothing"),
    ],
)
def test_what_may_lie_beyond_is_left_as_it_is(
    kind: MetricKind, unit: str, values: list[str]
) -> None:
    assert fan_kept(SAID, kind, unit, [Decimal(each) for each in values]) == SAID
