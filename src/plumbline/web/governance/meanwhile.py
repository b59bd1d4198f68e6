"""A practice decided for a later day: what is said of it, and of what holds until then."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.domain.governance.selectors.practices import Tier, practices_meanwhile
from plumbline.web.day_words import day_words

if TYPE_CHECKING:
    from plumbline.domain.governance.models import Practice
    from plumbline.web.visits import Visit

_STAYS: Final[Mapping[Tier, Promise]] = {
    Tier.POLICY: gettext_lazy("a policy until then"),
    Tier.GUIDELINE: gettext_lazy("a guideline until then"),
    Tier.BEST_PRACTICE: gettext_lazy("a best practice until then"),
}


def is_ahead(visit: "Visit", practice: "Practice") -> bool:
    """Whether what a practice says now begins on a later day."""
    return practice.effective_on > visit.today


def tier_words(visit: "Visit", practice: "Practice") -> str:
    """Name the tier of a practice, with the day where that lies ahead."""
    tier = str(Tier(practice.tier).label)
    if not is_ahead(visit, practice):
        return tier
    said = {"tier": tier, "day": day_words(practice.effective_on)}
    return _("%(tier)s from %(day)s") % said


def until_words(visit: "Visit", practice: "Practice", before: "Practice | None") -> str:
    """Say what holds until the day of a practice has come; empty where it has.

    Args:
        visit: Who looks, and when.
        practice: As it is written now.
        before: What still holds of it; None where nothing does.
    """
    if not is_ahead(visit, practice):
        return ""
    if before is None:
        return _("nothing is asked until then")
    if before.tier == practice.tier:
        return _("as it was worded before until then")
    return str(_STAYS[Tier(before.tier)])


def stands_words(visit: "Visit", practice: "Practice") -> str:
    """Say what a practice is today, or from which day on and what it is until then."""
    tier = {"tier": tier_words(visit, practice)}
    if not is_ahead(visit, practice):
        return _("Today it is: %(tier)s.") % tier
    rows = practices_meanwhile(viewer=visit.viewer, practices=[practice], on=visit.today)
    until = until_words(visit, practice, rows.get(practice.pk))
    return _("It is decided: %(tier)s, %(until)s.") % {**tier, "until": until}
