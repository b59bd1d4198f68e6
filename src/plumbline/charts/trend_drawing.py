"""How the trend of a key result is laid out and drawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from plumbline.charts import svg
from plumbline.charts.labels import (
    Box,
    Label,
    Place,
    in_two_lines,
    line_boxes,
    place_labels,
    text_width,
)
from plumbline.charts.scale import DayScale, ValueScale, covering, month_starts, ticks
from plumbline.charts.series import Point, measured_runs, value_on, within_scale

if TYPE_CHECKING:
    from plumbline.charts.key_result_trend import KeyResultTrend

SMALL = 11.5
NORMAL = 12.0
LARGE = 14.0
TICK_GAP = 10.0
AXIS_GAP = 4.0  # below the axis of days, where its texts begin


class TrendDrawing:
    """One drawing of one trend: scales first, then marks, then the labels that find room."""

    def __init__(self, trend: KeyResultTrend, width: float, height: float, *, narrow: bool) -> None:
        self.trend = trend
        self.words = trend.words
        self.narrow = narrow
        self.width = width
        self.height = height
        low, high = covering(self._known_values())
        self.tick_values = ticks(low, high)
        self.tick_texts = [self.words.number(value) for value in self.tick_values]
        widest = max((text_width(text, SMALL) for text in self.tick_texts), default=0.0)
        left = min(max(widest + 14, 34.0), width * 0.3)
        right = width - self._room_for_forecast()
        self.values = ValueScale(low, high, height - 26, 30.0)
        known_days = [point.day for point in trend.points]
        first, last = min([*known_days, trend.start]), max([*known_days, trend.end])
        self.days = DayScale(first, last, left, right)
        self.today_shown = first <= trend.today <= last
        self.area = Box(0, 0, width, height)

    def _room_for_forecast(self) -> float:
        """Return how wide the figures at the right are, which name where the forecast ends."""
        if not self.trend.forecast:
            return 10.0
        if not self.narrow:
            return 150.0
        last = self.trend.forecast[-1]
        figures = (last.low_8, last.middle, last.high_8)
        written = [self.words.number(self.trend.rounded(value)) for value in figures]
        return min(
            max(44.0, max(text_width(each, NORMAL) for each in written) + 10), self.width / 4
        )

    def written(self) -> str:
        """All marks in painting order, labels last."""
        return "".join(
            (
                self._allowed(),
                self._grid(),
                self._limits(),
                self._day_axis(),
                self._fan(),
                self._pace(),
                self._target(),
                self._today(),
                self._measured(),
                self._labels(),
            )
        )

    def _known_values(self) -> list[Decimal]:
        trend = self.trend
        known = [point.value for point in (*trend.points, *trend.pace)]
        known += [step.value for step in trend.targets]
        known += [value for fan in trend.forecast for value in (fan.low_8, fan.high_8)]
        ends = (trend.baseline, trend.allowed_low, trend.allowed_high)
        known += [value for value in ends if value is not None]
        return known or [Decimal(0), Decimal(1)]

    def _place(self, day: date, value: Decimal) -> tuple[float, float]:
        return self.days.place(day), self.values.place(value)

    def _across(self, value: Decimal, class_: str) -> str:
        y = self.values.place(value)
        return svg.element("line", x1=self.days.left, y1=y, x2=self.days.right, y2=y, class_=class_)

    def _grid(self) -> str:
        lines = [self._across(value, "pl-grid") for value in self.tick_values]
        lines.append(self._across(self.values.low, "pl-axis"))
        texts = [
            svg.words(
                text,
                x=self.days.left - 8,
                y=self.values.place(value) + 4,
                class_="pl-tick",
                anchor="end",
            )
            for text, value in zip(self.tick_texts, self.tick_values, strict=True)
        ]
        return "".join(lines + texts)

    def _day_axis(self) -> str:
        """Today, both ends, then month starts, each only where it stands clear of the others."""
        first, last = self.days.first, self.days.last
        wanted = [self.trend.today] if self.today_shown else []
        wanted += [first, last, *month_starts(first, last)]
        taken: list[tuple[float, float]] = []
        written = []
        for day in wanted:
            text = self.words.format_day(day)
            half = text_width(text, SMALL) / 2
            middle = min(max(self.days.place(day), self.days.left + half), self.width - half)
            if day == first:
                middle = self.days.left + half
            if any(
                middle - half < right + TICK_GAP and left - TICK_GAP < middle + half
                for left, right in taken
            ):
                continue
            taken.append((middle - half, middle + half))
            written.append(
                svg.words(text, x=middle, y=self.height - 6, class_="pl-tick", anchor="middle")
            )
        return "".join(written)

    def _allowed(self) -> str:
        low, high = self.trend.allowed_low, self.trend.allowed_high
        if low is None and high is None:
            return ""
        top = self.values.top if high is None else self.values.place(high)
        bottom = self.values.bottom if low is None else self.values.place(low)
        return svg.element(
            "rect",
            x=self.days.left,
            y=top,
            width=self.days.right - self.days.left,
            height=max(0.0, bottom - top),
            class_="pl-allowed",
        )

    def _limits(self) -> str:
        ends = (self.trend.allowed_low, self.trend.allowed_high)
        return "".join(self._across(value, "pl-limit") for value in ends if value is not None)

    def _fan(self) -> str:
        fans = self.trend.forecast
        if len(fans) < 2:
            return ""
        bands = (
            ([(fan.day, fan.high_8) for fan in fans], [(fan.day, fan.low_8) for fan in fans]),
            ([(fan.day, fan.high_5) for fan in fans], [(fan.day, fan.low_5) for fan in fans]),
        )
        parts = [
            svg.polygon(
                [self._place(*corner) for corner in (*upper, *reversed(lower))],
                f"pl-band pl-band-{part}",
            )
            for (upper, lower), part in zip(bands, ("8", "5"), strict=True)
        ]
        middle = [self._place(fan.day, fan.middle) for fan in fans]
        return "".join(parts) + svg.polyline(middle, "pl-forecast")

    def _pace(self) -> str:
        if len(self.trend.pace) < 2:
            return ""
        return svg.polyline(within_scale(self.trend.pace, self.days, self.values), "pl-pace")

    def _target_corners(self) -> list[tuple[float, float]]:
        """The corners of the stepped target line."""
        steps = self.trend.targets
        corners: list[tuple[float, float]] = []
        for index, step in enumerate(steps):
            final = index + 1 == len(steps)
            begins = self.days.left if index == 0 else self.days.place(step.since)
            ends = self.days.right if final else self.days.place(steps[index + 1].since)
            y = self.values.place(step.value)
            corners += [(begins, y), (ends, y)]
        return corners

    def _target(self) -> str:
        """The target as one stepped line, with a mark where it was changed."""
        if not self.trend.targets:
            return ""
        marks = []
        for step in self.trend.targets:
            if step.changed:
                x, y = self._place(step.since, step.value)
                words = f"{self.words.target_changed}, {self.words.format_day(step.since)}"
                title = svg.element("title", svg.text_escape(words))
                mark = svg.element("circle", title, cx=x, cy=y, r=3.5, class_="pl-target-changed")
                marks.append(mark)
        return svg.polyline(self._target_corners(), "pl-target") + "".join(marks)

    def _today(self) -> str:
        if not self.today_shown:
            return ""
        return svg.plumb(self.days.place(self.trend.today), 22.0, self.values.bottom, bob=6)

    def _measured(self) -> str:
        runs = measured_runs(self.trend.points, self.trend.cadence_days)
        lines = [
            svg.polyline(within_scale(run, self.days, self.values), "pl-measured")
            for run in runs
            if len(run) > 1
        ]
        return "".join(lines) + "".join(self._dot(point) for point in self.trend.points)

    def _dot(self, point: Point) -> str:
        x, y = self._place(point.day, point.value)
        reading = (
            f"{self.words.format_day(point.day)}: "
            f"{self.words.with_unit(point.value, self.trend.unit)}"
        )
        title = svg.element("title", svg.text_escape(reading))
        return svg.element("circle", title, cx=x, cy=y, r=3, class_="pl-dot", data_reading=reading)

    def _labels(self) -> str:
        """Kept in this order: last value, target, forecast middle; notes give way first."""
        wanted = [
            *self._last_value(),
            *self._goal_names(),
            *self._forecast_names(),
            *self._today_name(),
            *self._unit_name(),
            *self._baseline_name(),
            *self._pace_name(),
            *([] if self.narrow else self._note_names()),
        ]
        return place_labels(wanted, self.area, self._line_boxes())

    def _line_boxes(self) -> list[Box]:
        """What labels keep clear of: both axes with their texts, and lines as small boxes."""
        trend = self.trend
        runs = measured_runs(trend.points, trend.cadence_days)
        runs_drawn = [within_scale(run, self.days, self.values) for run in runs]
        boxes = [Box(x - 3, y - 3, x + 3, y + 3) for line in runs_drawn for x, y in line]
        boxes.append(Box(0, 24, self.days.left - 4, self.height))
        boxes.append(Box(0, self.values.bottom + AXIS_GAP, self.width, self.height))
        ends = (trend.allowed_low, trend.allowed_high)
        for y in (self.values.place(value) for value in ends if value is not None):
            boxes.append(Box(self.days.left, y - 1.5, self.days.right, y + 1.5))
        lines = [within_scale(trend.pace, self.days, self.values), tuple(self._target_corners())]
        lines += [tuple(self._place(fan.day, fan.middle) for fan in trend.forecast)]
        for line in (*runs_drawn, *lines):
            boxes += line_boxes(line)
        if self.today_shown:
            x = self.days.place(trend.today)
            boxes.append(Box(x - 2, 22, x + 2, self.values.bottom))
        return boxes

    def _last_value(self) -> list[Label]:
        if not self.trend.points:
            return []
        last = self.trend.points[-1]
        x, y = self._place(last.day, last.value)
        places = [
            Place(x + 9, y - 4),
            Place(x + 9, y + 16),
            Place(x - 9, y - 8, "end"),
            Place(x - 9, y + 18, "end"),
            Place(x + 9, y - 18),
            Place(x + 9, y + 30),
            Place(x - 9, y - 22, "end"),
            Place(x - 9, y + 32, "end"),
        ]
        text = self.words.number(last.value)
        return [Label(text, "pl-last", places, needed=True, size=LARGE)]

    def _goal_names(self) -> list[Label]:
        trend, names = self.trend, []
        if trend.targets:
            names.append((trend.targets[-1].value, self.words.target))
        if trend.allowed_high is not None:
            names.append((trend.allowed_high, self.words.at_most))
        if trend.allowed_low is not None:
            names.append((trend.allowed_low, self.words.at_least))
        labels = []
        for value, sentence in names:
            y = self.values.place(value)
            places = [
                Place(self.days.left, y - 6),
                Place(self.days.right, y - 6, "end"),
                Place(self.days.left, y + 15),
                Place(self.days.right, y + 15, "end"),
            ]
            if len(trend.targets) > 1:
                places = places[1::2] + places[0::2]
            text = sentence.format(value=self.words.with_unit(value, trend.unit))
            labels.append(Label(text, "pl-goal", places, needed=True))
        return labels

    def _forecast_names(self) -> list[Label]:
        if len(self.trend.forecast) < 2:
            return []
        last = self.trend.forecast[-1]
        x = self.days.right + 6
        middle = self.words.number(self.trend.rounded(last.middle))
        if not self.narrow:
            middle = self.words.middle_forecast.format(value=middle)
        ends = [
            Label(
                self.words.number(self.trend.rounded(value)),
                "pl-tick",
                [Place(x, self.values.place(value) + 4)],
            )
            for value in (last.high_8, last.low_8)
        ]
        place = Place(x, self.values.place(last.middle) + 4)
        return [Label(middle, "pl-middle", [place], needed=True), *ends]

    def _today_name(self) -> list[Label]:
        if not self.today_shown:
            return []
        x = self.days.place(self.trend.today)
        return [Label(self.words.today, "pl-today", [Place(x, 15, "middle")], needed=True)]

    def _unit_name(self) -> list[Label]:
        if not self.trend.unit:
            return []
        places = [Place(self.days.left - 8, 12, "end")]
        return [Label(self.trend.unit, "pl-tick", places, size=SMALL)]

    def _baseline_name(self) -> list[Label]:
        baseline = self.trend.baseline
        if baseline is None:
            return []
        y = self.values.place(baseline)
        value = self.words.with_unit(baseline, self.trend.unit)
        shifts = ((0, -8), (0, 16), (40, -8), (40, 16), (80, 16), (80, -8), (130, -8))
        places = [Place(self.days.left + right, y + down) for right, down in shifts]
        return [Label(self.words.baseline.format(value=value), "pl-label-text", places)]

    def _pace_name(self) -> list[Label]:
        pace = self.trend.pace
        expected = self.trend.pace_on(self.trend.today)
        if len(pace) < 2 or expected is None:
            return []
        text = self.words.pace
        if not self.narrow:
            text = self.words.pace_today.format(value=self.words.number(expected))
        places = []
        for share in (0.28, 0.2, 0.36, 0.12, 0.44, 0.05, 0.7, 0.8):
            day = self.days.first + (self.days.last - self.days.first) * share
            value = value_on(pace, day)
            if value is not None:
                x, y = self._place(day, value)
                places += [Place(x - 6, y + 18, "end"), Place(x + 6, y - 8), Place(x + 8, y + 18)]
                places.append(Place(x - 6, y - 8, "end"))
        bands, width = self._band_boxes(), text_width(text, NORMAL)
        clear = [place for place in places if not _is_on(place, width, bands)]
        return [Label(text, "pl-pace-name", clear)] if clear else []

    def _band_boxes(self) -> list[Box]:
        """What the bands of the forecast cover: only their own numbers are written there."""
        corners = [
            (self._place(fan.day, fan.high_8), self._place(fan.day, fan.low_8))
            for fan in self.trend.forecast
        ]
        return [
            Box(left, min(high, further), right, max(low, lower))
            for ((left, high), (_, low)), ((right, further), (_, lower)) in pairwise(corners)
        ]

    def _note_names(self) -> list[Label]:
        """Annotations, each on a thin line that rises from the measured one."""
        labels = []
        for note in self.trend.annotations:
            value = value_on(self.trend.points, note.day)
            if value is None:
                continue
            x, y = self._place(note.day, value)
            text = in_two_lines(note.text)
            for rise in (50.0, 70.0):
                top = max(y - rise, 24.0)
                leader = svg.element("line", x1=x, y1=y - 8, x2=x, y2=top, class_="pl-note-line")
                places = [Place(x + 5, top + 10), Place(x - 5, top + 10, "end")]
                labels.append(Label(text, "pl-note", places, leader=leader))
        return labels


def _is_on(place: Place, width: float, boxes: list[Box]) -> bool:
    """Whether a line of text at a place stands on one of the boxes."""
    left = place.x - (width if place.anchor == "end" else 0)
    text = Box(left, place.y - NORMAL, left + width, place.y + NORMAL / 4)
    return any(text.overlap(box) > 0 for box in boxes)
