"""What stood a week ago, beside what stands now."""

from django.utils.translation import gettext as _


def was_words(before: str | int, *, now: str | int | None, same: str = "") -> str:
    """Write what stood a week ago: "was 57 %".

    Args:
        before: As it is written.
        now: What is written now; `None` for nothing.
        same: What is said where both are written alike.
    """
    return same if before == now else _("was %(figure)s") % {"figure": before}


def same_words() -> str:
    """Write that what stands is what stood."""
    return _("no change")
