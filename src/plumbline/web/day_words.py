"""A day as pages write it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day_words(day: object) -> str:
    """Write a day."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return date_format(day, _("j F Y"))  # type: ignore[arg-type]  # a day


def day_long(day: date) -> str:
    """Write a day with its month in full: 31 December."""
    # Translators: a day without its year, as Django's date format: "j F" gives 31 December.
    return date_format(day, _("j F"))


def day_full(day: date) -> str:
    """Write a day with weekday and month: Monday 23 November."""
    # Translators: Django's date format: "l j F" gives Monday 23 November.
    return date_format(day, _("l j F"))
