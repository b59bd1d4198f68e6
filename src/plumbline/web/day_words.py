"""A day as pages write it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day_words(day: object) -> str:
    """Write a day."""
    # Translators: Django's date format: "j F Y" gives 23 November 2026.
    return date_format(day, _("j F Y"))  # type: ignore[arg-type]  # a day
