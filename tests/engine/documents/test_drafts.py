"""Values of cells and fields, and the document made of what was read."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.engine.documents.days_in_text import day_read
from plumbline.engine.documents.drafts import (
    KeyResultDraft,
    ObjectiveDraft,
    document_of,
)
from plumbline.engine.documents.model import Metric, MetricKind
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.titles import CleanTitle, title_clean
from plumbline.engine.documents.values_in_text import value_read


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("30", "30", None),
        ("2026", "2026", None),
        ("-4.5", "-4.5", None),
        ("99.95", "99.95", None),
        ("30 %", "30", "%"),
        ("$1.2M", "1200000", "$"),
        ("1.234,5", "1234.5", None),
        ("12 days", "12", "days"),
        ("4h 30min", "4.5", "h"),
        ("1 h 20 m", "80", "min"),
    ],
)
def test_a_cell_gives_its_value_and_unit(cell: str, value: str, unit: str | None) -> None:
    assert value_read(cell)[:2] == (Decimal(value), unit)


def test_a_limit_sign_gives_the_kind() -> None:
    assert value_read("≥ 30 %")[2] is MetricKind.AT_LEAST
    assert value_read("< 40")[2] is MetricKind.AT_MOST


@pytest.mark.parametrize("cell", ["", "soon", "1.2.3x"])
def test_a_cell_without_a_number_gives_none(cell: str) -> None:
    assert value_read(cell) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-01", date(2026, 10, 1)),
        ("1.10.2026", date(2026, 10, 1)),
        ("31.12.26", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("12/31/26", date(2026, 12, 31)),
        ("31 December 2026", date(2026, 12, 31)),
        ("31. Dezember 2026", date(2026, 12, 31)),
        ("bis 1. März 26", date(2026, 3, 1)),
        ("31.Okt.2026", date(2026, 10, 31)),
        ("14-Feb-2027", date(2027, 2, 14)),
        ("14-Feb-27", date(2027, 2, 14)),
        ("14 Feb 27 people", None),
        ("2 août 2026", date(2026, 8, 2)),
        ("3 juil. 2026", date(2026, 7, 3)),
        ("31 de diciembre de 2026", date(2026, 12, 31)),
        ("1º de março de 2027", date(2027, 3, 1)),
        ("5 jui 2026", None),  # June or July
        ("31. November 2026", None),
        ("12 Wochen 2026", None),
        ("3/4/2026", None),  # March or April: whoever wrote it has to say
        ("Q4 end", None),
        ("2026-02-30", None),
        ("soon", None),
        (None, None),
    ],
)
def test_days_are_read_or_none(text: str | None, day: date | None) -> None:
    assert day_read(text) == day


def test_columns_overrule_what_the_title_says() -> None:
    source = Source("Serve 5 guests | 9")
    result = KeyResultDraft(
        title_clean("Serve 5 guests"), 0, fields={"target": title_clean("9 guests")}
    )
    objective = ObjectiveDraft(title_clean("Be kind"), 0, key_results=[result])

    metric = document_of(source, [objective]).objectives[0].key_results[0].metric

    assert metric is not None
    assert metric.target == 9


def test_a_start_in_another_unit_of_time_is_told_in_that_of_the_target() -> None:
    fields = {"baseline": title_clean("3h"), "target": title_clean("30 min")}
    result = KeyResultDraft(title_clean("Time to mend"), 0, fields=fields)
    objective = ObjectiveDraft(title_clean("Be quick"), 0, key_results=[result])

    metric = document_of(Source("Time to mend"), [objective]).objectives[0].key_results[0].metric

    assert metric is not None
    assert (metric.baseline, metric.target, metric.unit) == (Decimal(180), Decimal(30), "min")
    assert metric.kind is MetricKind.DECREASE


def test_a_parent_gets_an_id_made_of_its_place() -> None:
    source = Source("Win\nTrain\n")
    above = ObjectiveDraft(title_clean("Win"), 0)
    below = ObjectiveDraft(title_clean("Train"), 4, parent=above)

    document = document_of(source, [above, below])

    assert document.objectives[0].id == "line-1-1"
    assert document.objectives[1].supports[0].id == "line-1-1"


def test_a_start_outside_its_limit_is_a_way_to_go() -> None:
    assert _metric_of("4.1%", "<3%").kind is MetricKind.DECREASE
    assert _metric_of("20", "≥ 30").kind is MetricKind.INCREASE
    assert _metric_of("2%", "<3%").kind is MetricKind.AT_MOST
    assert _metric_of("4.1%", "<3%").baseline == Decimal("4.1")


def _metric_of(start: str, target: str) -> Metric:
    cells = {"baseline": CleanTitle(title=start), "target": CleanTitle(title=target)}
    result = KeyResultDraft(title_clean("Share that leaves"), 0, fields=cells)
    objective = ObjectiveDraft(title_clean("Guests stay"), 0, key_results=[result])
    metric = document_of(Source(""), [objective]).objectives[0].key_results[0].metric
    assert metric is not None
    return metric
