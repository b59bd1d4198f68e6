"""A title whose figures hold no more, as it reads with those that do."""

from decimal import Decimal

import pytest

from plumbline.engine.coaching.figures import Figures, Mended, title_blanked, title_mended
from plumbline.engine.rules.language.placeholders import placeholders_in


def way(baseline: str | None, target: str, unit: str | None = None) -> Figures:
    return Figures(
        baseline=None if baseline is None else Decimal(baseline),
        target=Decimal(target),
        unit=unit,
    )


@pytest.mark.parametrize(
    ("title", "before", "now", "mended"),
    [
        (
            "Hauliers who renew from 71 % to 84 %",
            way("71", "84"),
            way("71", "90"),
            "Hauliers who renew from 71 % to 90 %",
        ),
        ("Grow from 10 to 20", way("10", "20"), way("20", "30"), "Grow from 20 to 30"),
        ("Reach 1,200 carriers", way("0", "1200"), way("0", "15000"), "Reach 15,000 carriers"),
        ("Win $1.2M of revenue", way("0", "1200000"), way("0", "1500000"), "Win $1.5M of revenue"),
        (
            "Wartezeit von 2,5 auf 1,5 Tage",
            way("2.5", "1.5"),
            way("2.5", "1.25"),
            "Wartezeit von 2,5 auf 1,25 Tage",
        ),
        ("Two hubs open", way(None, "2"), way(None, "3"), "3 hubs open"),
        ("Answer 90 % of 100 calls", way("50", "90"), way("50", "95"), "Answer 95 % of 100 calls"),
        ("Bring the score to -5", way("-20", "-5"), way("-20", "-7"), "Bring the score to -7"),
        (
            "Bring the score to \N{MINUS SIGN}5",
            way("-9", "-5"),
            way("-9", "3"),
            "Bring the score to 3",
        ),
        ("Bring the score to 5", way("-20", "5"), way("-20", "-2"), "Bring the score to -2"),
    ],
)
def test_a_figure_that_was_replaced_is_written_as_it_holds_now(
    title: str, before: Figures, now: Figures, mended: str
) -> None:
    found = title_mended(title, now, earlier=[before])
    assert found is not None
    assert found.title == mended
    assert title_mended(mended, now, earlier=[before]) is None


def test_both_ends_of_a_range_are_told_apart() -> None:
    before = Figures(low=Decimal(72), high=Decimal(78))
    now = Figures(low=Decimal(70), high=Decimal(78), unit="%")
    found = title_mended("Keep the load between 72 and 78 %", now, earlier=[before])
    assert found == Mended("Keep the load between 70 and 78 %", ("72",), ("70",))


def test_a_number_is_mended_for_the_figure_it_stands_for_and_for_no_other() -> None:
    # The target that the title names was the baseline later on, and is neither now.
    earlier = [way("10", "20"), way("20", "400")]
    found = title_mended("Reach 20 orders", way("15", "400"), earlier=earlier)
    assert found == Mended("Reach 400 orders", ("20",), ("400",))


def test_without_a_known_change_only_the_same_unit_is_sure() -> None:
    title = "Hauliers who renew from 71 % to 84 %"
    assert title_mended(title, way("71", "90", "%")) is not None
    assert title_mended(title, way("71", "90")) is None
    # Three weeks are 21 days: nothing has parted.
    assert title_mended("Cut lead time from 3 weeks to 1 week", way("21", "7", "days")) is None


def test_a_title_that_says_what_holds_or_no_number_is_left_alone() -> None:
    assert title_mended("From 71 % to 84 %", way("71", "84", "%")) is None
    assert title_mended("Requests settled at once", way("5", "9"), earlier=[way("5", "8")]) is None


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        ("Eighty-four in a hundred renew: 84 %", "Eighty-four in a hundred renew: 90 %"),
        ("Half of all trucks drive 50 % full", None),
        ("Customers stay", None),
    ],
)
def test_of_the_title_of_something_else_only_a_replaced_figure_is_sure(
    title: str, mended: str | None
) -> None:
    before, now = way("71", "84", "%"), way("71", "90", "%")
    found = title_mended(title, now, earlier=[before], of_another=True)
    assert (found.title if found else None) == mended


@pytest.mark.parametrize(
    ("title", "own", "blanked"),
    [
        (
            "Hauliers who renew from 71 % to 84 %",
            way("71", "84"),
            "Hauliers who renew from X % to Y %",
        ),
        ("Renew from 71% to 84%.", way("10", "20"), "Renew from X% to Y%."),
        ("Win $1.2M of revenue", way("0", "1200000"), "Win $X of revenue"),
        ("Answer within 5ms", way("9", "5"), "Answer within X ms"),
        ("Keep the 5-day promise", way("9", "5"), "Keep the [X]-day promise"),
        ("Go from 10 to 20.", way("10", "20"), "Go from X to [Y]."),
        ("Two hubs open", way(None, "2"), "X hubs open"),
        ("Hauliers are calm", way("1", "2"), "Hauliers are calm"),
    ],
)
def test_a_title_without_its_figures_has_gaps_that_the_rules_find(
    title: str, own: Figures, blanked: str
) -> None:
    assert title_blanked(title, [own], is_own=True) == blanked
    gaps = placeholders_in(blanked)
    assert bool(gaps) is (title != blanked)


def test_of_an_objective_only_figures_of_its_key_results_are_blanked() -> None:
    title = "All 100 depots of 7 regions load in one night"
    figures = [way("1", "100"), way("0", "5")]
    assert title_blanked(title, figures, is_own=False) == (
        "All X depots of 7 regions load in one night"
    )
