from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.numbers_in_text import LONGEST_TEXT
from plumbline.engine.documents.outline import canonical
from tests.engine.documents.growth import grows_in_proportion

CASES = [
    ("Churn from 3.8% to 1.5%", "decrease", "3.8", "1.5", "%"),
    ("Churn 3.8% → 1.5%", "decrease", "3.8", "1.5", "%"),
    ("Raise NPS (currently 40) to 55", "increase", "40", "55", None),
    ("Churn (Q4: 9%) below 5%", "decrease", "9", "5", "%"),
    ("Churn (Q4: 3%) below 5%", "at_most", "3", "5", "%"),
    ("at least 30M users", "at_least", None, "30000000", "users"),
    ("Keep churn <5%", "at_most", None, "5", "%"),
    ("≥ 99.9 % of calls answered", "at_least", None, "99.9", "%"),
    ("Pipeline at 2x", "increase", None, "2", "x"),
    ("$30M ARR", "increase", None, "30000000", "$"),
    ("two demos", "increase", None, "2", "demos"),
    ("zero errors", "at_most", None, "0", "errors"),
    ("Settle claims from 9 days to 2 days", "decrease", "9", "2", "days"),
    ("Reduce open tickets to 3", "decrease", None, "3", None),
    ("Renewals never below 92%", "at_least", None, "92", "%"),
    ("Reopened claims stay at most 3 %", "at_most", None, "3", "%"),
    ("Quote von 10 auf 20 % steigern", "increase", "10", "20", "%"),
    ("Pasar de 10 a 20 tiendas", "increase", "10", "20", "tiendas"),
    ("Reducir las bajas del 9 % al 4 %", "decrease", "9", "4", "%"),
    ("Passer de 1,2 M€ à 1,5 M€", "increase", "1200000", "1500000", "€"),
    ("Aumentar de 1.500 para 2.000 pedidos", "increase", "1500", "2000", "pedidos"),
    ("Visits from 12,500 to 20k per month", "increase", "12500", "20000", "per month"),
    ("First reply from 3 hours to 45 minutes", "decrease", "180", "45", "minutes"),
    ("10+ signed shops", "at_least", None, "10", "signed shops"),
    ("Close the books in at most five days", "at_most", None, "5", "days"),
    ("Teams that ship within 2 weeks from 7% to 20%", "increase", "7", "20", "%"),
    ("5 beta teams who stay for 3 weeks", "increase", None, "5", "beta teams"),
    ("Answer time < 5 min, 4 weeks in a row", "at_most", None, "5", "min"),
    ("From a 3 to a 1 in the effort survey", "decrease", "3", "1", None),
    ("Calls from ٤٠ to ١٢", "decrease", "40", "12", None),
    ("Waits from ١٢٫٥ to ٨٫٢٥", "decrease", "12.5", "8.25", None),
    ("Visits from ١٬٢٠٠ to ٢٬٠٠٠", "increase", "1200", "2000", None),
    ("Reach ٥٠٪ of users", "increase", None, "50", "%"),
    ("कॉल from ५० to १०", "decrease", "50", "10", None),
    ("Waits from １２．５ to ８．２５", "decrease", "12.5", "8.25", None),
    ("Share of hauliers live in week two rises to 60 %", "increase", None, "60", "%"),
    ("Every week two demos", "increase", None, "2", "demos"),
    ("Rating by guests 8.8/10", "increase", None, "8.8", None),
    ("Heads who recommend us: 8.1 / 10 → 9 / 10", "increase", "8.1", "9", None),
    ("Forms filed from home: 18 of 60 → 45 of 60", "increase", "18", "45", None),
    ("One in four visitors buys: from 12% to 25%", "increase", "12", "25", "%"),
    ("Einer von vier Gästen kommt wieder: von 12 auf 25 %", "increase", "12", "25", "%"),
    ("Churn from 3.8%¹ to 1.5%²", "decrease", "3.8", "1.5", "%"),
]


@pytest.mark.parametrize(("text", "kind", "baseline", "target", "unit"), CASES)
def test_metric_is_read_with_its_direction(
    text: str, kind: str, baseline: str | None, target: str | None, unit: str | None
) -> None:
    metric = metric_read(text).metric

    assert metric is not None
    assert (metric.kind, canonical(metric.baseline), canonical(metric.target)) == (
        kind,
        baseline,
        target,
    )
    assert unit is None or metric.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Publish the plan by 30 June 2026",
        "One in four visitors buys",
        "1 in 4 visitors buys",
        "Einer von vier Gästen kommt wieder",
        "Un client sur quatre revient",
        "SOC 2 audit passed",
        "Support 24/7 in FY21-Q2",
        "Win rate from X to Y",
        "X % of plan achieved",
        "Sell for [$N]",
        "Upgrade to Kubernetes 1.25",
        "Release v2 of the map",
        "Ship phase 2",
        "All clinics certified twice",
        "Move to the new host on 2026-05-01",
        "Waits from 2½ to 1½",
        "Hold 10² samples",
    ],
)
def test_dates_versions_names_and_placeholders_are_no_targets(text: str) -> None:
    assert metric_read(text).metric is None


def test_relative_change_keeps_its_sign_and_is_doubtful() -> None:
    read = metric_read("Cut overtime by 30 %")

    assert read.metric is not None
    assert read.metric.relative_target == Decimal(-30)
    assert read.metric.target is None
    assert read.doubtful


@pytest.mark.parametrize("gap", ["X%", "TBD", "[X]", "??", "$N"])
def test_a_start_in_front_of_a_gap_is_no_target(gap: str) -> None:
    reading = metric_read(f"Open rate from 22% to {gap}")
    assert reading.metric is not None
    assert (reading.metric.baseline, reading.metric.target) == (Decimal(22), None)
    assert reading.doubtful


def test_range_has_two_ends_and_no_target() -> None:
    metric = metric_read("Keep stock between 3 and 5 weeks").metric

    assert metric is not None
    assert metric.kind == "range"
    assert (metric.low, metric.high, metric.target) == (Decimal(3), Decimal(5), None)


def test_several_measures_give_none_and_a_doubt() -> None:
    read = metric_read("Source 150 cooks and hire 3 of them, and train 20 waiters")

    assert read.metric is None
    assert read.doubtful


def test_numbers_are_found_where_they_stand() -> None:
    text = "Churn from 3.8% to 1.5% by May"
    read = metric_read(text)

    assert read.baseline_at is not None
    assert read.target_at is not None
    assert text[slice(*read.baseline_at)] == "3.8%"
    assert text[slice(*read.target_at)] == "1.5%"


@given(
    st.text(
        alphabet=st.sampled_from("0123456789.,%$€kKMx →-<>≥()from to by at least "), max_size=200
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    metric_read(text)


@pytest.mark.parametrize("piece", ["1", "1,000 ", "from ", "a ", "(", "-", "$", "9 to "])
def test_a_line_of_a_million_characters_is_read_like_its_beginning(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    assert metric_read(text) == metric_read(text[:LONGEST_TEXT])


@pytest.mark.parametrize("piece", ["1", "1,000 ", "from ", "a ", "(", "-", "$", "9 to "])
def test_a_line_as_long_as_is_read_takes_time_in_proportion(piece: str) -> None:
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]

    assert grows_in_proportion(metric_read, text)
