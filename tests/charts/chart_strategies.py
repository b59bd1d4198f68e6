"""Charts of every shape, for the laws that hold for all of them."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from plumbline.charts import (
    Annotation,
    AttainmentStrip,
    ChancePairs,
    Column,
    CycleRuler,
    Dots,
    Fan,
    KeyResultTrend,
    Pair,
    Point,
    ProgressBar,
    Sign,
    Sparkline,
    StackedCounts,
    Strip,
    TargetStep,
)

START, END = date(2026, 10, 1), date(2026, 12, 31)

hostile = st.sampled_from(
    (
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onload='alert(1)",
        "</text></svg><svg onload=alert(1)>",
        "]]><!--",
        "&lt;b&gt;&amp;#x3c;",
        "javascript:alert(1)",
        "\x00\x0b\ud800\ufffe",
        "{{ 7*7 }}{% include x %}",
    )
)
written = st.one_of(hostile, st.text(max_size=60))
values = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.decimals(allow_nan=False, allow_infinity=False, min_value="-1e15", max_value="1e15"),
    st.sampled_from([Decimal(0), Decimal("1e-9"), Decimal("0.1"), Decimal(10) ** 15]),
)
days = st.dates(min_value=START - timedelta(days=20), max_value=END + timedelta(days=20))
cycle_days = st.dates(min_value=START, max_value=END)
maybe_values = st.none() | values
points = st.lists(st.builds(Point, days, values), max_size=14).map(
    lambda found: tuple(sorted(found, key=lambda point: point.day))
)


@st.composite
def fans(draw: st.DrawFn) -> tuple[Fan, ...]:
    """A forecast of some days, its ends in order."""
    found = []
    for day in sorted(draw(st.lists(cycle_days, max_size=4, unique=True))):
        low_8, low_5, middle, high_5, high_8 = sorted(draw(st.tuples(*[values] * 5)))
        found.append(Fan(day, middle, low_5, high_5, low_8, high_8))
    return tuple(found)


steps = st.lists(st.builds(TargetStep, cycle_days, values, st.booleans()), max_size=4).map(
    lambda found: tuple(sorted(found, key=lambda step: step.since))
)
trends = st.builds(
    KeyResultTrend,
    finding=written,
    unit=st.none() | written,
    points=points,
    start=st.just(START),
    end=st.just(END),
    today=days,
    baseline=maybe_values,
    targets=steps,
    pace=points,
    allowed_low=maybe_values,
    allowed_high=maybe_values,
    forecast=fans(),
    annotations=st.lists(st.builds(Annotation, days, written), max_size=3).map(tuple),
    cadence_days=st.sampled_from([0, 7, 14, 30]),
)
sparklines = st.builds(
    Sparkline,
    finding=written,
    points=points,
    start=st.just(START),
    end=st.just(END),
    baseline=maybe_values,
    target=maybe_values,
    allowed_low=maybe_values,
    allowed_high=maybe_values,
    sign=st.none() | st.sampled_from(Sign),
    unit=st.none() | written,
    cadence_days=st.sampled_from([0, 7, 14]),
)
shares = st.decimals(min_value=-1, max_value=3, places=4)
bars = st.builds(ProgressBar, share=st.none() | shares, pace=st.none() | shares)
rulers = st.builds(
    CycleRuler,
    cycle=written,
    week=st.integers(0, 60),
    weeks=st.integers(1, 120),
    share=shares,
)
numbers = st.integers(0, 5000)
stacks = st.builds(
    StackedCounts,
    finding=written,
    columns=st.lists(st.builds(Column, written, *[numbers] * 6), max_size=30).map(tuple),
)
signs = st.sampled_from(Sign)
part = st.decimals(min_value=0, max_value=1, places=4)
strips = st.builds(
    AttainmentStrip,
    finding=written,
    strips=st.lists(
        st.builds(
            Strip,
            label=written,
            detail=written,
            dots=st.lists(st.builds(Dots, part, st.integers(1, 400)), max_size=12).map(tuple),
            mean=st.none() | part,
            counts=st.lists(st.tuples(signs, numbers, written), max_size=3).map(tuple),
            note=st.just("") | written,
        ),
        max_size=4,
    ).map(tuple),
    pace=st.none() | part,
)
pairs = st.builds(
    ChancePairs,
    finding=written,
    pairs=st.lists(
        st.builds(
            Pair,
            label=written,
            chance=st.none() | part,
            sign=signs,
            confidence=st.none() | st.decimals(min_value=1, max_value=10, places=1),
        ),
        max_size=6,
    ).map(tuple),
)
charts = st.one_of(trends, sparklines, bars, rulers, stacks, strips, pairs)
