"""Bar, sparkline, ruler and stacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from plumbline.charts import (
    AttainmentStrip,
    ChancePairs,
    Column,
    CycleRuler,
    Dots,
    Pair,
    Point,
    ProgressBar,
    Sign,
    Sparkline,
    StackedCounts,
    Strip,
)
from plumbline.charts.labels import text_width
from tests.charts.drawings import assert_snapshot, marked, parsed, texts

SPARK = Sparkline(
    finding="Rising.",
    points=(Point(date(2026, 10, 5), Decimal(22)), Point(date(2026, 10, 12), Decimal(30))),
    start=date(2026, 10, 1),
    end=date(2026, 12, 31),
    baseline=Decimal(22),
    target=Decimal(60),
    sign=Sign.AT_RISK,
    unit="%",
)
STACKS = StackedCounts(
    finding="Off track has halved.",
    columns=(Column("1", 15, 10, 4, 19), Column("2", 27, 13, 2, 0)),
)


STRIPS = AttainmentStrip(
    finding="Behind pace.",
    strips=(
        Strip(
            label="Committed",
            detail="4 objectives",
            dots=(Dots(Decimal("0.4"), 3), Dots(Decimal("0.7"))),
            mean=Decimal("0.5"),
            counts=((Sign.ON_TRACK, 2, "on track"), (Sign.OFF_TRACK, 12, "off track")),
        ),
        Strip(label="Learning", detail="1 objective", note="not scored"),
    ),
    pace=Decimal("0.6"),
)
PAIRS = ChancePairs(
    finding="People are surer.",
    pairs=(
        Pair(label="Same", chance=Decimal("0.8"), sign=Sign.ON_TRACK, confidence=Decimal(8)),
        Pair(label="Apart", chance=Decimal("0.2"), sign=Sign.OFF_TRACK, confidence=Decimal(9)),
        Pair(label="Silent", chance=None, sign=Sign.NO_DATA, confidence=None),
    ),
)


def test_a_bar_fills_by_its_share() -> None:
    svg = ProgressBar(share=Decimal("0.55"), pace=Decimal("0.58"), width=100).svg()
    assert marked(svg, "pl-fill")[0].get("width") == "55"
    assert len(marked(svg, "pl-plumb")) == 1


def test_a_bar_says_progress_and_pace_rounded_half_up() -> None:
    bar = ProgressBar(share=Decimal("0.545"), pace=Decimal("0.58"))
    assert bar.name == "55\u202f% of the way, pace is 58\u202f%"
    assert replace(bar, pace=None).name == "55\u202f% of the way"


def test_a_bar_without_a_check_in_is_an_empty_bed() -> None:
    bar = ProgressBar(share=None, pace=Decimal("0.2"))
    assert not marked(bar.svg(), "pl-fill")
    assert bar.name == "No data: no check-in yet"


@pytest.mark.parametrize(("share", "width"), [("-0.2", "0"), ("1.4", "100")])
def test_a_bar_never_leaves_its_bed(share: str, width: str) -> None:
    svg = ProgressBar(share=Decimal(share), width=100).svg()
    assert marked(svg, "pl-fill")[0].get("width") == width


@pytest.mark.parametrize("sign", list(Sign))
def test_a_sparkline_ends_in_the_shape_of_its_status(sign: Sign) -> None:
    assert marked(replace(SPARK, sign=sign).svg(), f"pl-sign-{sign.value}")


def test_a_sparkline_without_a_status_ends_in_a_plain_dot() -> None:
    assert len(marked(replace(SPARK, sign=None).svg(), "pl-dot")) == 1


def test_a_sparkline_without_anything_is_a_flat_bed() -> None:
    bare = replace(SPARK, points=(), baseline=None, target=None)
    assert len(marked(bare.svg(), "pl-spark-pace")) == 1
    assert "No check-in yet" in bare.name


def test_a_sparkline_of_a_guardrail_shades_the_allowed_side() -> None:
    guardrail = replace(SPARK, target=None, allowed_high=Decimal(40))
    assert len(marked(guardrail.svg(), "pl-allowed")) == 1
    assert not marked(guardrail.svg(), "pl-spark-pace")


def test_the_table_of_a_sparkline_has_a_row_for_each_check_in() -> None:
    assert SPARK.table().rows == (("5 Oct", "22\u202f%"), ("12 Oct", "30\u202f%"))


def test_a_ruler_has_a_tick_for_each_week_and_both_ends() -> None:
    ruler = CycleRuler(cycle="Q4 2026", week=8, weeks=13, share=Decimal("0.58"))
    ticks = marked(ruler.svg(), "pl-ruler-past") + marked(ruler.svg(), "pl-ruler-ahead")
    assert len(ticks) == 14 + 2
    assert ruler.name == "Q4 2026, week 8 of 13"


def test_a_ruler_of_a_year_keeps_its_ticks_apart() -> None:
    ruler = CycleRuler(cycle="2026", week=8, weeks=52, share=Decimal("0.1"))
    ticks = marked(ruler.svg(), "pl-ruler-past") + marked(ruler.svg(), "pl-ruler-ahead")
    assert len(ticks) <= 30


def test_stacks_are_dimmed_but_for_the_last() -> None:
    assert len(marked(STACKS.svg(), "pl-stack-past")) == 1
    assert len(marked(STACKS.svg(), "pl-stack-now")) == 1


def test_stacks_name_the_last_counts_and_leave_zeros_out() -> None:
    said = texts(STACKS.svg())
    assert "27 on track" in said
    assert "2 off track" in said
    assert "0 no data" not in said
    assert STACKS.name == "Off track has halved. 27 on track, 13 at risk, 2 off track"


def test_stacks_start_at_zero_and_the_parts_do_not_touch() -> None:
    parts = marked(STACKS.svg(), "pl-part")[4:]
    below, above = parts[0], parts[1]
    gap = float(below.get("y", "0")) - float(above.get("y", "0")) - float(above.get("height", "0"))
    assert gap == pytest.approx(1.2, abs=0.02)
    assert "0" in texts(STACKS.svg())


def test_those_without_a_status_are_told_apart_in_words() -> None:
    column = replace(STACKS.columns[1], stale=2, unsaid=3, no_data=1)
    stacks = replace(STACKS, columns=(column,))
    assert {"2 stale", "3 no status", "1 no data"} <= set(texts(stacks.svg()))
    assert len(marked(stacks.svg(), "pl-part-no-data")) == 1
    assert stacks.table().rows == (("2", "27", "13", "2", "2", "3", "1"),)


def test_names_beside_the_last_stack_keep_apart() -> None:
    stacks = replace(STACKS, columns=(Column("1", 1, 1, 1, 1, stale=1, unsaid=400),))
    ys = sorted(float(mark.get("y", "0")) for mark in marked(stacks.svg(), "pl-part-name"))
    assert min(after - before for before, after in pairwise(ys)) == pytest.approx(15)


def test_a_strip_gathers_dots_that_would_cover_each_other() -> None:
    few, many = marked(STRIPS.svg(), "pl-strip-dot-1"), marked(STRIPS.svg(), "pl-strip-dot-3")
    assert (len(few), len(many)) == (1, 1)
    assert STRIPS.name == "Behind pace. Committed: mean 50\u202f%"
    assert STRIPS.table().rows[0][2:] == ("50\u202f%", "40\u202f%", "70\u202f%", "60\u202f%")
    assert "not scored" in texts(STRIPS.svg())


def test_a_pair_keeps_its_pill_off_its_sign() -> None:
    """Chance and confidence that say the same stand one above the other."""
    near, far = marked(PAIRS.svg(), "pl-pill")
    signs = marked(PAIRS.svg(), "pl-sign")
    assert float(near.get("y", "0")) > float(signs[0].get("cy", "0"))
    assert float(far.get("x", "0")) > float(signs[1].get("x", "0"))
    assert "no chance yet" in texts(PAIRS.svg())
    assert PAIRS.table().rows[2][1:] == ("no chance yet", "nobody has said")


def test_the_words_of_a_mean_keep_clear_of_the_pace_and_a_count_is_never_cut() -> None:
    near = replace(STRIPS, pace=Decimal("0.52"))
    (mean,) = (each for each in parsed(near.svg()).iter() if (each.text or "").startswith("mean "))
    half = text_width(mean.text or "", 12.0) / 2
    at_pace = 8.0 + (388.0 - 8.0) * 0.52
    assert float(mean.get("x", "0")) + half < at_pace
    crowded = replace(STRIPS.strips[0], label="Aspirational", counts=STRIPS.strips[0].counts * 3)
    drawn = texts(replace(STRIPS, strips=(crowded,)).svg(narrow=True))
    assert "(4)" in drawn
    # Beside one count without room for its word the others stand without it, too.
    both = replace(STRIPS, strips=(replace(STRIPS.strips[0], label="Own"), crowded))
    assert "4 objectives" in texts(replace(both, strips=both.strips[:1]).svg(narrow=True))
    assert texts(both.svg(narrow=True)).count("(4)") == 2


def test_the_line_of_the_pace_stands_behind_counts_and_never_through_them() -> None:
    strip = STRIPS.strips[0]
    far = replace(STRIPS, pace=Decimal("0.1"))
    assert "pl-clear" not in far.svg(narrow=True)
    crowded = replace(strip, counts=strip.counts * 3)
    (cleared,) = marked(replace(STRIPS, strips=(crowded,)).svg(narrow=True), "pl-clear")
    at_pace = 8.0 + (340.0 - 12.0 - 8.0) * float(STRIPS.pace or 0)
    left = float(cleared.get("x", "0"))
    assert left < at_pace < left + float(cleared.get("width", "0"))


def test_the_drawings_are_the_ones_that_were_looked_at() -> None:
    assert_snapshot("sparkline", SPARK.svg())
    assert_snapshot("stacks", STACKS.svg())
    assert_snapshot("strips", STRIPS.svg())
    assert_snapshot("pairs", PAIRS.svg())
    assert_snapshot("progress_bar", ProgressBar(share=Decimal("0.5"), pace=Decimal("0.6")).svg())
    ruler = CycleRuler(cycle="Q4 2026", week=8, weeks=13, share=Decimal("0.58"))
    assert_snapshot("cycle_ruler", ruler.svg())
