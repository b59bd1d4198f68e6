"""The words of charts, translated, with numbers and days as the page writes them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.charts import ChartWords
from plumbline.charts.words import MINUS, half_up

# Digits a number keeps behind the decimal mark at most; more is noise on a screen.
MOST_DECIMALS = 6


def number_written(value: Decimal) -> str:
    """Write a measure in the language of the page, with a real minus and no trailing zeros."""
    digits = format(half_up(value, MOST_DECIMALS), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return _digits_written(digits, get_language())


@lru_cache(maxsize=4096)
def _digits_written(digits: str, language: str | None) -> str:
    """Write digits in the running language; a page writes the same percentages over and over."""
    del language  # only the key
    text = number_format(digits, use_l10n=True, force_grouping=True)
    return text.replace("-", MINUS)


def day_written(day: date) -> str:
    """Write a day without its year in the language of the page."""
    # Translators: a day without its year, as Django's date format: "j M" gives 23 Nov.
    return date_format(day, _("j M"))


def chart_words() -> ChartWords:
    """The words of all charts in the language of the running request.

    A page asks for every number it writes, so they are looked up once for each language; numbers
    and days are written in the language of the moment.
    """
    return _words_in(get_language())


@cache
def _words_in(language: str | None) -> ChartWords:
    """Look the words up in the running language, which is the one named."""
    del language  # only the key
    words = ChartWords(
        today=_("today"),
        baseline=_("baseline {value}"),
        target=_("Target {value}"),
        target_changed=_("target changed"),
        at_most=_("At most {value}"),
        at_least=_("At least {value}"),
        pace=_("expected pace"),
        pace_today=_("expected pace, {value} today"),
        middle_forecast=_("{value} middle forecast"),
        forecast_row=_(
            "middle forecast {middle}; 5 in 10 between {low_5} and {high_5}, "
            "8 in 10 between {low_8} and {high_8}"
        ),
        no_check_in=_("no check-in yet"),
        first_reading=_("No check-in yet. The line starts with the first one."),
        day=_("Day"),
        value=_("Value"),
        expected=_("Expected pace"),
        target_column=_("Target"),
        week=_("Week"),
        progress=_("{share} of the way"),
        progress_and_pace=_("{share} of the way, pace is {pace}"),
        no_data=_("No data: no check-in yet"),
        week_of=_("{name}, week {week} of {weeks}"),
        trend=_("{finding} From {first} to {last}."),
        number=number_written,
        format_day=day_written,
    )
    return _with_sets(words)


def _with_sets(words: ChartWords) -> ChartWords:
    """Add the words of charts that are about many objectives."""
    return replace(
        words,
        mean_of=_("mean {value}"),
        pace_at=_("pace {value}"),
        bar=_("the bar, {value}"),
        percent_or_ten=_("{value}, or {of} of 10"),
        no_chance=_("no chance yet"),
        nobody=_("nobody has said"),
        style=_("Style"),
        objective=_("Objective"),
        objectives=_("Objectives"),
        mean=_("Mean"),
        least=_("Least"),
        most=_("Most"),
        mean_chance=_("Mean chance"),
        mean_confidence=_("Mean confidence, of 10"),
    )


def chart_words_of_day(day: date) -> ChartWords:
    """The words of charts on a page that tells of a past day: none of them says today."""
    return replace(
        chart_words(),
        today=_("as of %(day)s") % {"day": day_written(day)},
        pace_today=_("expected pace, {value} that day"),
    )
