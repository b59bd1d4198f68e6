"""The days of audits in words, told apart by their time where there are two of one day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.domain.orgs.selectors.zones import zone_of
from plumbline.web.day_words import day_words

if TYPE_CHECKING:
    from plumbline.domain.audits.models import Audit
    from plumbline.web.visits import Visit


def audit_days(visit: "Visit", audits: "Sequence[Audit]") -> Mapping[int, str]:
    """Return the day that each audit tells of, by row.

    Where several are of one day it says when each was run as well: that is what tells them apart.
    """
    found = {row.pk: day_words(row.as_of) for row in audits}
    often = Counter(row.as_of for row in audits)
    if not any(count > 1 for count in often.values()):
        return found
    zone = zone_of(viewer=visit.viewer)
    # Translators: Django's date format: "j F, H:i:s" gives 23 November, 17:30:05.
    written = _("j F, H:i:s")
    for row in audits:
        if often[row.as_of] > 1:
            run = date_format(row.asked_at.astimezone(zone), written)
            found[row.pk] = _("%(day)s (run %(time)s)") % {"day": found[row.pk], "time": run}
    return found
