"""How many objectives and key results there are, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def both_words(objectives: int, key_results: int) -> str:
    """Return both numbers in words; key results that are not there go unnamed."""
    if not key_results:
        return objectives_words(objectives)
    return _("%(objectives)s and %(key_results)s") % {
        "objectives": objectives_words(objectives),
        "key_results": key_results_words(key_results),
    }


def objectives_words(count: int) -> str:
    """Return a number of objectives in words."""
    return ngettext("%(count)d objective", "%(count)d objectives", count) % {"count": count}


def key_results_words(count: int) -> str:
    """Return a number of key results in words."""
    return ngettext("%(count)d key result", "%(count)d key results", count) % {"count": count}
