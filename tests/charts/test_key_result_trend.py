"""The trend shows what was measured, expected and aimed at, and says so in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plumbline.charts import (
    Annotation,
    ChartWords,
    Fan,
    KeyResultTrend,
    Point,
    TargetStep,
    straight_pace,
)
from plumbline.charts.labels import Box, text_width
from tests.charts.drawings import SVG, assert_snapshot, marked, parsed, texts

START, END, TODAY = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23)
MEASURED = (
    (date(2026, 10, 5), "18.8"),
    (date(2026, 10, 12), "18.5"),
    (date(2026, 10, 19), "18.1"),
    (date(2026, 11, 9), "15"),
    (date(2026, 11, 16), "13.8"),
    (date(2026, 11, 23), "12.9"),
)
TREND = KeyResultTrend(
    finding="Three weeks ahead of an even pace.",
    unit="days",
    points=tuple(Point(day, Decimal(value)) for day, value in MEASURED),
    start=START,
    end=END,
    today=TODAY,
    baseline=Decimal(19),
    targets=(TargetStep(START, Decimal(8)),),
    pace=straight_pace(Decimal(19), Decimal(8), START, END),
)
FORECAST = (
    Fan(TODAY, *[Decimal("12.9")] * 5),
    Fan(END, Decimal("7.6"), Decimal("6.8"), Decimal("8.4"), Decimal(6), Decimal("9.2")),
)


def test_there_is_a_dot_for_each_check_in_that_can_be_read() -> None:
    dots = marked(TREND.svg(), "pl-dot")
    assert len(dots) == len(MEASURED)
    assert dots[-1].get("data-reading") == "23 Nov: 12.9 days"


def test_a_missed_check_in_breaks_the_line() -> None:
    assert len(marked(TREND.svg(), "pl-measured")) == 2
    assert len(marked(replace(TREND, cadence_days=0).svg(), "pl-measured")) == 1
    assert len(marked(replace(TREND, cadence_days=30).svg(), "pl-measured")) == 1


def test_a_single_check_in_is_a_dot_without_a_line() -> None:
    alone = replace(TREND, points=TREND.points[:1])
    assert len(marked(alone.svg(), "pl-dot")) == 1
    assert not marked(alone.svg(), "pl-measured")


def test_today_is_the_plumb_line_and_absent_outside_the_cycle() -> None:
    assert len(marked(TREND.svg(), "pl-plumb")) == 1
    after = replace(TREND, today=date(2027, 2, 1))
    assert not marked(after.svg(), "pl-plumb")
    assert "today" not in texts(after.svg())


def test_lines_carry_their_names_directly() -> None:
    said = texts(TREND.svg())
    for words in ("12.9", "Target 8 days", "baseline 19 days", "today", "days"):
        assert words in said
    assert any(words.startswith("expected pace, 12.") for words in said)


def boxes_of(svg: str, *, within: str) -> list[Box]:
    """Return where the labels with some words stand, as wide as they are estimated."""
    found = []
    for element in parsed(svg).iter(f"{SVG}text"):
        said = element.text or ""
        if within not in said:
            continue
        size = 14.0 if "pl-last" in element.get("class", "") else 12.0
        width = text_width(said, size)
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        left = x - {"end": width, "middle": width / 2}.get(element.get("text-anchor", ""), 0.0)
        found.append(Box(left, y - size * 0.85, left + width, y + size * 0.25))
    return found


def axis_boxes(svg: str) -> list[Box]:
    """Return where the days below the axis stand."""
    return [box for month in ("Oct", "Nov", "Dec") for box in boxes_of(svg, within=month)]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_name_of_the_pace_is_not_written_over_the_bands(narrow: bool) -> None:
    days = [point.day for point in TREND.points]
    values = [Decimal(18) + step for step in (0, 2, 4, 10, 12, 14)]
    last = values[-1]
    behind = replace(
        TREND,
        points=tuple(Point(day, value) for day, value in zip(days, values, strict=True)),
        baseline=Decimal(26),
        targets=(TargetStep(START, Decimal(44)),),
        pace=straight_pace(Decimal(26), Decimal(44), START, END),
        forecast=(
            Fan(TODAY, *[last] * 5),
            Fan(END, last + 2, last - 4, last + 8, last - 8, last + 14),
        ),
    )
    drawing = behind.svg(narrow=narrow)
    (band,) = marked(drawing, "pl-band-8")
    begins = min(float(corner.split(",")[0]) for corner in band.get("points", "").split())
    (name,) = boxes_of(drawing, within="expected pace")
    assert name.right < begins


@pytest.mark.parametrize("narrow", [False, True])
def test_a_baseline_on_the_axis_does_not_stand_on_the_days(narrow: bool) -> None:
    draft = replace(
        TREND,
        points=(),
        unit="workshops",
        baseline=Decimal(0),
        targets=(TargetStep(START, Decimal(12)),),
        pace=straight_pace(Decimal(0), Decimal(12), START, END),
        today=date(2026, 9, 20),
    )
    drawing = draft.svg(narrow=narrow)
    for label in boxes_of(drawing, within="baseline"):
        assert not any(label.overlap(day) for day in axis_boxes(drawing))
    assert narrow or boxes_of(drawing, within="baseline 0 workshops")


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("kept", ["0", "2", "5"])
def test_the_name_of_a_stepped_pace_does_not_stand_among_the_days(narrow: bool, kept: str) -> None:
    steps = (START, date(2026, 11, 1), date(2026, 12, 1), END)
    values = ("0", "0", kept, "12")
    pace = tuple(Point(day, Decimal(value)) for day, value in zip(steps, values, strict=True))
    phased = replace(
        TREND,
        points=(),
        baseline=None,
        pace=pace,
        targets=(TargetStep(START, Decimal(kept)), TargetStep(date(2026, 12, 1), Decimal(12))),
    )
    drawing = phased.svg(narrow=narrow)
    for label in boxes_of(drawing, within="expected pace"):
        assert not any(label.overlap(day) for day in axis_boxes(drawing))


@pytest.mark.parametrize("side", ["allowed_high", "allowed_low"])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("last", ["5.8", "5.95", "5.97", "6", "6.03", "6.05", "6.6"])
def test_the_last_value_does_not_cross_a_limit(narrow: bool, last: str, side: str) -> None:
    values = ("5.2", "5.4", last)
    points = tuple(
        Point(day, Decimal(value)) for (day, _), value in zip(MEASURED[3:], values, strict=True)
    )
    bare = replace(TREND, points=points, baseline=None, targets=(), pace=())
    limit = {side: Decimal(6)}
    guard = replace(bare, **limit)  # type: ignore[arg-type]  # one of the two limits
    drawing = guard.svg(narrow=narrow)
    y = float(marked(drawing, "pl-limit")[0].get("y1", "0"))
    (label,) = [box for box in boxes_of(drawing, within=last) if box.bottom - box.top > 15]
    assert not label.top < y < label.bottom


def test_there_are_at_most_five_gridlines() -> None:
    assert 2 <= len(marked(TREND.svg(), "pl-grid")) <= 5


def test_the_axis_of_days_reaches_the_end_of_the_cycle() -> None:
    said = texts(TREND.svg())
    assert "1 Oct" in said
    assert "23 Nov" in said
    assert "31 Dec" in said


def test_a_changed_target_steps_and_is_marked() -> None:
    changed = replace(
        TREND, targets=(*TREND.targets, TargetStep(date(2026, 11, 2), Decimal(6), changed=True))
    )
    line = marked(changed.svg(), "pl-target")[0]
    assert len(line.get("points", "").split()) == 4
    assert len(marked(changed.svg(), "pl-target-changed")) == 1
    assert "Target 6 days" in texts(changed.svg())


def test_a_limit_shades_its_allowed_side_up_to_the_line() -> None:
    limit = replace(TREND, targets=(), pace=(), baseline=None, allowed_high=Decimal(15))
    area, line = marked(limit.svg(), "pl-allowed")[0], marked(limit.svg(), "pl-limit")[0]
    assert area.get("y") == line.get("y1")
    assert "At most 15 days" in texts(limit.svg())


def test_a_range_has_two_limits() -> None:
    range_ = replace(TREND, targets=(), allowed_low=Decimal(10), allowed_high=Decimal(15))
    assert len(marked(range_.svg(), "pl-limit")) == 2


def test_a_forecast_is_a_fan_with_its_ends_named() -> None:
    fan = replace(TREND, forecast=FORECAST)
    assert len(marked(fan.svg(), "pl-band")) == 2
    assert "7.6 middle forecast" in texts(fan.svg())
    assert "7.6" in texts(fan.svg(narrow=True))


def test_a_phone_loses_the_annotations_and_keeps_target_and_today() -> None:
    noted = replace(TREND, annotations=(Annotation(date(2026, 11, 9), "papers preloaded"),))
    assert "papers preloaded" in texts(noted.svg())
    narrow = texts(noted.svg(narrow=True))
    assert "papers preloaded" not in narrow
    assert {"today", "Target 8 days", "12.9"} <= set(narrow)


def test_without_a_check_in_there_is_pace_and_target_but_no_line() -> None:
    empty = replace(TREND, points=())
    assert not marked(empty.svg(), "pl-measured")
    assert marked(empty.svg(), "pl-pace")
    assert "No check-in yet" in empty.name


def test_the_name_holds_finding_and_ends() -> None:
    assert TREND.name == "Three weeks ahead of an even pace. From 18.8 days to 12.9 days."


def test_the_table_says_value_pace_and_target_of_each_day() -> None:
    table = TREND.table()
    assert table.columns == ("Day", "Value", "Expected pace", "Target")
    assert table.rows[0] == ("5 Oct", "18.8 days", "18.5 days", "8 days")


def test_the_table_leaves_pace_and_target_open_where_there_is_none() -> None:
    bare = replace(TREND, pace=(), targets=())
    assert bare.table().rows[0][2:] == ("–", "–")


def test_words_and_numbers_come_from_outside() -> None:
    german = ChartWords(
        today="heute",
        target="Ziel {value}",
        number=lambda value: str(value).replace(".", ","),
        format_day=lambda day: f"{day.day}.{day.month}.",
    )
    said = texts(replace(TREND, words=german).svg())
    assert {"heute", "Ziel 8 days", "12,9", "23.11."} <= set(said)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_is_the_one_that_was_looked_at(narrow: bool) -> None:
    trend = replace(TREND, forecast=FORECAST)
    assert_snapshot(f"trend_{'narrow' if narrow else 'wide'}", trend.svg(narrow=narrow))


def test_the_table_shows_a_target_as_it_was_set() -> None:
    fine = replace(TREND, targets=(TargetStep(START, Decimal("2.4567")),))
    assert fine.table().rows[0][3] == "2.4567 days"


def test_pace_has_as_many_places_as_were_measured() -> None:
    points = (Point(date(2026, 10, 5), Decimal("18.812")),)
    assert replace(TREND, points=points).table().rows[0][2] == "18.516 days"
