"""What the strategy has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "strategy.priority.not_found": _("There is no such priority."),
    "strategy.order": _("The last day cannot be before the first."),
    "strategy.title_missing": _("Say in one line what matters."),
}
