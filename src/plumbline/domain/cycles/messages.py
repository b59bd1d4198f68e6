"""What cycles have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "cycles.not_found": _("There is no such cycle."),
    "cycles.name_missing": _("Give the cycle a name, such as 2026-Q4."),
    "cycles.name_taken": _("There is a cycle “{name}” already. Choose another name."),
    "cycles.pattern_unknown": _(
        "“{place}” stands for nothing. A pattern may hold {{year}}, {{year2}}, {{fy}}, {{fy2}}, "
        "{{n}} and {{n2}}."
    ),
    "cycles.pattern_unprintable": _("A name holds letters, digits and signs that can be printed."),
    "cycles.pattern_year": _("Say where the year stands, such as {{fy}}: names have to differ."),
    "cycles.pattern_number": _("Say where the number stands, such as {{n}}: names have to differ."),
    "cycles.naming_twice": _("Somebody else has just said how cycles are called. Look again."),
    "cycles.end_before_start": _("The last day cannot be before the first."),
    "cycles.too_long": _("A cycle lasts five years at most. Check the years."),
    "cycles.outside_parent": _("A cycle lies inside the one above it, here “{parent}”."),
    "cycles.outside_child": _("“{child}” lies inside this cycle; its days would be outside."),
    "cycles.parent_closed": _("“{parent}” is closed. Nothing begins in it any more."),
    "cycles.parent_loop": _("A cycle cannot lie inside itself, or inside one that lies in it."),
    "cycles.phase_back": _("A cycle goes back by one phase at a time; {phase} is further."),
}
