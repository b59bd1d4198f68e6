"""What saved views have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "views.not_found": _("There is no such view any more."),
    "views.name": _("Give the view a name."),
    "views.name_taken": _("Another view of this page has this name. Choose another one."),
    "views.nothing": _("Nothing is narrowed or sorted yet, so there is nothing to save."),
    "views.too_long": _("What is looked for is too long to be saved. Shorten its words."),
    "views.too_many": _("{most} views of one page are enough. Delete one first."),
}
