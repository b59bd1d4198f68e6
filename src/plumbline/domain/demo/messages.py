"""What building the example has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "demo.another_organization": _(
        "There is an organization here already, and it is not the example. "
        "Build the example in another folder: plumbline demo --data FOLDER"
    ),
    "demo.step.company": _("teams and people"),
    "demo.step.history": _("objectives and check-ins"),
}
