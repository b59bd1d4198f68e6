"""Mends that the rules make of a person's own words and numbers."""

import pytest

from plumbline.engine.documents.read import document_read
from plumbline.engine.rules.check import Selection, document_check

ABOVE = "plumbline: 1\nobjectives:\n  - title: Buyers trust us before they call\n"


def mends(text: str, code: str) -> list[str | None]:
    """Return what a rule would put in place of the titles it finds fault with."""
    document = document_read(text.encode(), name="okrs.yaml").document
    assert document is not None
    found = document_check(document, selection=Selection({code})).findings
    return [each.mend.replacement if each.mend else None for each in found]


def of_key_result(line: str, code: str) -> list[str | None]:
    return mends(f"{ABOVE}    key_results:\n      - {line}\n", code)


READ = "check_ins: [{{date: 2026-01-12, value: {}}}, {{date: 2026-02-09, value: 99}}]"


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (
            f'{{title: "Raise satisfaction to 90%", {READ.format(82)}}}',
            "Raise satisfaction from 82% to 90%",
        ),
        (
            f'{{title: "Cut waiting time to 2 hours", {READ.format(9.5)}}}',
            "Cut waiting time from 9.5 to 2 hours",
        ),
        (f'{{title: "Lift revenue to $40", {READ.format(30)}}}', "Lift revenue from $30 to $40"),
        ('{title: "Raise satisfaction to 90%"}', None),
        (f'{{title: "Raise satisfaction to 90%", {READ.format(95)}}}', None),
        (f'{{title: "Satisfaction of 90%", {READ.format(82)}}}', None),
        (f'{{title: "Lift revenue to $40k", {READ.format(30)}}}', None),
    ],
)
def test_a_start_is_taken_from_the_first_value_that_was_read(line: str, mended: str | None) -> None:
    assert of_key_result(line, "PL-T02") == [mended]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (
            f'{{title: "Increase renewals by 20%", {READ.format(500)}}}',
            "Increase renewals from 500 to 600",
        ),
        (
            f'{{title: "Reduce returns by 25% in the north", {READ.format(8)}}}',
            "Reduce returns from 8 to 6 in the north",
        ),
        ('{title: "Increase renewals by 20%"}', None),
        (f'{{title: "Increase renewals by 20%", {READ.format("1.333")}}}', None),
        (f'{{title: "30% fewer returns", {READ.format(500)}}}', None),
    ],
)
def test_a_relative_change_is_counted_out_from_the_first_value(
    line: str, mended: str | None
) -> None:
    assert of_key_result(line, "PL-T10") == [mended]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        (
            '{title: "Raise retention to X %", metric: {baseline: 70, target: 85, unit: "%"}}',
            "Raise retention to 85 %",
        ),
        (
            '{title: "Retention from X% to Y%", metric: {baseline: 70, target: 85, unit: "%"}}',
            "Retention from 70% to 85%",
        ),
        ('{title: "Lift sales to $XX a week", metric: {target: 40}}', "Lift sales to $40 a week"),
        (
            '{title: "Raise retention to TBD", metric: {target: 85, unit: "%"}}',
            "Raise retention to 85%",
        ),
        (
            '{title: "Retention from X% to 85%", metric: {baseline: 70, target: 85, unit: "%"}}',
            "Retention from 70% to 85%",
        ),
        (
            '{title: "Retention from 70% to X%", metric: {baseline: 70, target: 85, unit: "%"}}',
            "Retention from 70% to 85%",
        ),
        ('{title: "Retention from 70% to X%"}', None),
        ('{title: "Retention from X% to 85%"}', None),
        ('{title: "Raise retention to X %"}', None),
        ('{title: "Retention from X% to Y%", metric: {target: 85}}', None),
    ],
)
def test_gaps_are_filled_with_what_the_measure_says(line: str, mended: str | None) -> None:
    assert of_key_result(line, "PL-T03") == [mended]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("{title: Significantly improve how fast we answer}", "Improve how fast we answer"),
        ("{title: Improve the onboarding substantially}", "Improve the onboarding"),
        ("{title: Improve the robust onboarding}", None),
        ("{title: Improve significantly}", None),
    ],
)
def test_words_that_only_press_are_cut(line: str, mended: str | None) -> None:
    assert of_key_result(line, "PL-W08") == [mended]


@pytest.mark.parametrize(
    ("title", "below", "mended"),
    [
        ("Grow revenue of the north by 20%", "Revenue growth of 20%", "Grow revenue of the north"),
        ("Raise our NPS from 30 to 50", "NPS from 30 to 50", "Raise our NPS"),
        ("Grow revenue of the north by 20%", "Orders from 30 to 50", None),
        ("Reach 10,000 happy members", "Members from 5,000 to 10,000", None),
    ],
)
def test_an_amount_is_cut_from_an_objective_only_where_a_key_result_holds_it(
    title: str, below: str, mended: str | None
) -> None:
    text = f"objectives:\n  - title: {title}\n    key_results:\n      - title: {below}\n"
    assert mends(f"plumbline: 1\n{text}", "PL-W03") == [mended]
