"""What audits have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "audits.not_found": _("There is no such audit, or it is not for your eyes."),
    "audits.refused": _("Only a champion or an admin runs audits."),
    "audits.off": _("Governance is switched off: no practice is in force, so none is audited."),
    "audits.as_of": _("Choose today or a day before it."),
    "audits.nothing_in_force": _(
        "No practice that a rule checks or that people attest was in force that day."
    ),
    "audits.under_way": _("The same audit is under way already. Wait until it is done."),
    "audits.not_done": _("This audit is still being made. Come back when it is done."),
    "audits.too_many": _(
        "{found} findings are too many for this form; at most {most} fit. "
        "Take CSV or JSON, or narrow the scope."
    ),
    "audits.cell_too_long": _(
        "A text in the column “{column}” of “{sheet}” is too long for a "
        "cell of a workbook. Take CSV or JSON."
    ),
    "audits.schedule_not_found": _("There is no such schedule."),
    "audits.schedules_many": _("At most {most} schedules stand. Remove one first."),
    "audits.schedule_twice": _("This scope is audited by a schedule already."),
    "audits.schedule_day": _("Choose a day from today on, at most a year ahead."),
    "audits.other_audit": _("Choose two audits that are done."),
}
