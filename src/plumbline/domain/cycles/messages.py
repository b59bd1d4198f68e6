"""What cycles have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "cycles.not_found": _("There is no such cycle."),
    "cycles.name_missing": _("Give the cycle a name, such as 2026-Q4."),
    "cycles.name_taken": _("There is a cycle “{name}” already. Choose another name."),
    "cycles.end_before_start": _("The last day cannot be before the first."),
    "cycles.too_long": _("A cycle lasts five years at most. Check the years."),
    "cycles.outside_parent": _("A cycle lies inside the one above it, here “{parent}”."),
    "cycles.outside_child": _("“{child}” lies inside this cycle; its days would be outside."),
    "cycles.parent_closed": _("“{parent}” is closed. Nothing begins in it any more."),
    "cycles.parent_loop": _("A cycle cannot lie inside itself, or inside one that lies in it."),
    "cycles.phase_back": _("A cycle goes back by one phase at a time; {phase} is further."),
}
