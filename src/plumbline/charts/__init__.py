"""Charts as typed definitions that yield SVG, a table twin and one spoken sentence.

A definition knows its data, its finding and its words; nothing else is needed to draw it for a
page, a mail, print or a report. The SVG carries classes and presentation attributes only, so
that a strict content security policy, the dark theme and print can all use the same text.
"""

from plumbline.charts.attainment_strip import AttainmentStrip, Dots, Strip
from plumbline.charts.chance_pairs import ChancePairs, Pair
from plumbline.charts.cycle_ruler import CycleRuler
from plumbline.charts.definition import Chart, Table
from plumbline.charts.key_result_trend import (
    Annotation,
    Fan,
    KeyResultTrend,
    Point,
    TargetStep,
    straight_pace,
)
from plumbline.charts.progress_bar import ProgressBar
from plumbline.charts.sign import Sign
from plumbline.charts.sparkline import Sparkline
from plumbline.charts.stacked_counts import Column, StackedCounts
from plumbline.charts.words import ChartWords

__all__ = [
    "Annotation",
    "AttainmentStrip",
    "ChancePairs",
    "Chart",
    "ChartWords",
    "Column",
    "CycleRuler",
    "Dots",
    "Fan",
    "KeyResultTrend",
    "Pair",
    "Point",
    "ProgressBar",
    "Sign",
    "Sparkline",
    "StackedCounts",
    "Strip",
    "Table",
    "TargetStep",
    "straight_pace",
]
