"""The charts of the gallery: trends of every form, a sparkline, stacked counts."""

from datetime import date
from decimal import Decimal

from plumbline.charts import (
    Annotation,
    Column,
    Fan,
    KeyResultTrend,
    Point,
    Sign,
    Sparkline,
    StackedCounts,
    TargetStep,
    straight_pace,
)
from plumbline.web.ui.chart_words import chart_words

START, END, TODAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23)
STACKS = StackedCounts(
    finding="Off track has fallen from nine to five since week 4.",
    columns=tuple(
        Column(f"wk {week}" if week == 1 else str(week), *counts)
        for week, counts in enumerate(
            (
                (15, 10, 4, 19),
                (17, 12, 5, 14),
                (19, 14, 7, 8),
                (20, 14, 9, 5),
                (22, 14, 8, 4),
                (23, 13, 8, 4),
                (25, 13, 7, 3),
                (27, 13, 5, 3),
            ),
            1,
        )
    ),
)
FALLING = (
    (1, 10, "19"),
    (5, 10, "18.8"),
    (12, 10, "18.5"),
    (19, 10, "18.1"),
    (26, 10, "17.3"),
    (2, 11, "16.2"),
    (9, 11, "15"),
    (16, 11, "13.8"),
    (23, 11, "12.9"),
)


def sparkline(sign: Sign) -> Sparkline:
    """A falling line with a sign at its end."""
    return Sparkline(
        finding="Falling from 19 to 12.9.",
        points=_points(FALLING),
        start=START,
        end=END,
        baseline=Decimal(19),
        target=Decimal(8),
        sign=sign,
        unit="days",
        cadence_days=7,
        words=chart_words(),
    )


def trends() -> tuple[KeyResultTrend, ...]:
    """Trends of each form: with a fan, phased, a limit, broken, empty."""
    return (_fan_trend(), _phased_trend(), _limit_trend(), _empty_trend())


def _fan_trend() -> KeyResultTrend:
    steps = (
        ("12.9", "12.9", "12.9", TODAY),
        ("9.8", "9.2", "10.7", date(2026, 12, 14)),
        ("7.6", "6.8", "8.4", END),
    )
    fan = tuple(
        Fan(
            day,
            Decimal(middle),
            Decimal(low),
            Decimal(high),
            Decimal(low) - n * Decimal("0.4"),
            Decimal(high) + n * Decimal("0.4"),
        )
        for n, (middle, low, high, day) in enumerate(steps)
    )
    return KeyResultTrend(
        finding="62 % chance to reach 8 days by 31 December.",
        unit="days",
        points=_points(FALLING),
        start=START,
        end=END,
        today=TODAY,
        baseline=Decimal(19),
        targets=(TargetStep(START, Decimal(8)),),
        pace=straight_pace(Decimal(19), Decimal(8), START, END),
        forecast=fan,
        annotations=(Annotation(date(2026, 11, 9), "papers preloaded"),),
        words=chart_words(),
    )


def _phased_trend() -> KeyResultTrend:
    phases = ((START, "30"), (date(2026, 11, 1), "40"), (date(2026, 12, 1), "60"))
    return KeyResultTrend(
        finding="Three weeks were missed, and the target was raised in November.",
        unit="%",
        points=_points(
            ((5, 10, "22"), (12, 10, "26"), (2, 11, "33"), (9, 11, "34"), (23, 11, "45"))
        ),
        start=START,
        end=END,
        today=TODAY,
        baseline=Decimal(22),
        targets=tuple(TargetStep(day, Decimal(v), changed=day.month == 11) for day, v in phases),
        pace=(
            Point(START, Decimal(22)),
            Point(date(2026, 11, 1), Decimal(30)),
            Point(date(2026, 12, 1), Decimal(40)),
            Point(END, Decimal(60)),
        ),
        words=chart_words(),
    )


def _limit_trend() -> KeyResultTrend:
    return KeyResultTrend(
        finding="Calls per new skipper hold below 6.",
        unit=None,
        points=_points(
            (
                (5, 10, "5.8"),
                (12, 10, "5.9"),
                (19, 10, "5.4"),
                (26, 10, "5.6"),
                (2, 11, "5.3"),
                (9, 11, "5.4"),
                (16, 11, "5.3"),
                (23, 11, "5.2"),
            )
        ),
        start=START,
        end=END,
        today=TODAY,
        allowed_high=Decimal(6),
        words=chart_words(),
    )


def _empty_trend() -> KeyResultTrend:
    return KeyResultTrend(
        finding="Too early to say: three dated points are needed.",
        unit="%",
        points=(),
        start=START,
        end=END,
        today=date(2026, 10, 5),
        baseline=Decimal(31),
        targets=(TargetStep(START, Decimal(55)),),
        pace=straight_pace(Decimal(31), Decimal(55), START, END),
        words=chart_words(),
    )


def _points(data: tuple[tuple[int, int, str], ...]) -> tuple[Point, ...]:
    return tuple(Point(date(2026, month, day), Decimal(value)) for day, month, value in data)
