"""What jottings have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "jottings.gone": _("What was typed here is not kept any more."),
    "jottings.no_name": _("This form was not opened here, so what is typed cannot be kept."),
    "jottings.too_long": _("That is too long to be kept before it is saved."),
}
