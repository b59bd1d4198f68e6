"""The charts of the gallery: trends of every form, a sparkline, stacked counts."""

from datetime import date
from decimal import Decimal

from plumbline.charts import (
    Annotation,
    AttainmentStrip,
    ChancePairs,
    Column,
    Dots,
    Fan,
    KeyResultTrend,
    Pair,
    Point,
    Sign,
    Sparkline,
    StackedCounts,
    Strip,
    TargetStep,
    straight_pace,
)
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.heat import HeatHeading, HeatMap, HeatRow, heat_cells
from plumbline.web.ui.signs import Counts

HERE = "#content"
START, END, TODAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23)
FERRY = {n: Decimal(c) / 10 for n, c in enumerate((67, 63, 60, 50, 43, 40, 37, 33), 1)}
TIDE: dict[int, Decimal | None] = {
    n: Decimal(c) / 10 if c else None for n, c in enumerate((0, 63, 67, 67, 67, 0, 73, 77), 1)
}
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
STRIPS = AttainmentStrip(
    finding="Committed objectives are a point behind pace, aspirational ones five ahead.",
    strips=(
        Strip(
            label="Committed",
            detail="10 objectives",
            dots=tuple(Dots(Decimal(n) / 100) for n in (40, 43, 48, 51, 60, 62, 63, 64, 66, 71)),
            mean=Decimal("0.57"),
            counts=((Sign.ON_TRACK, 20, ""), (Sign.AT_RISK, 7, ""), (Sign.STALE, 1, "")),
        ),
        Strip(
            label="Aspirational",
            detail="5 objectives",
            dots=tuple(Dots(Decimal(n) / 100) for n in (34, 41, 54, 83, 100)),
            mean=Decimal("0.63"),
            counts=((Sign.ON_TRACK, 4, ""), (Sign.OFF_TRACK, 4, "")),
        ),
        Strip(label="Learning", detail="2 objectives", note="not scored"),
    ),
    pace=Decimal("0.58"),
)
PAIRS = ChancePairs(
    finding="People are far surer of the second pier than the data is.",
    pairs=(
        Pair(
            label="A new skipper crosses in their first week",
            chance=Decimal("0.55"),
            sign=Sign.AT_RISK,
            confidence=Decimal("7.1"),
        ),
        Pair(
            label="Skippers trust the tide board at six",
            chance=Decimal("0.81"),
            sign=Sign.ON_TRACK,
            confidence=Decimal(8),
        ),
        Pair(
            label="A second pier with us",
            chance=Decimal("0.24"),
            sign=Sign.OFF_TRACK,
            confidence=Decimal(7),
        ),
        Pair(
            label="Every pier answers for its own tide",
            chance=None,
            sign=Sign.TOO_EARLY,
            confidence=Decimal("2.5"),
        ),
    ),
)
HEAT = HeatMap(
    finding="Ferry desk has gone from 6.7 to 3.3 since week 1.",
    subtitle="Key results by status; mean confidence (1 to 10) week by week; teams by name",
    now="now",
    headings=tuple(HeatHeading(n, is_now=n == 8) for n in range(1, 14)),
    rows=(
        HeatRow("Ferry desk", HERE, Counts(at_risk=1, off_track=2), heat_cells(FERRY, 13)),
        HeatRow("Tide watch", HERE, Counts(on_track=3, stale=1), heat_cells(TIDE, 13)),
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
