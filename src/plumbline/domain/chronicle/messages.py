"""What reading the journal has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "chronicle.too_many": _(
        "More than {limit} entries would be exported. Choose a shorter period, or one kind."
    ),
}
