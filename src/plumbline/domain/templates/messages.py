"""What templates have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "templates.not_found": _("There is no such template."),
    "templates.name": _("Give the template a name."),
    "templates.title": _("Say what will be better."),
    "templates.key_result_title": _("Say what is measured, or leave the key result out."),
    "templates.name_taken": _("Another template has this name. Choose another one."),
    "templates.too_many": _("{most} templates are enough. Put one away first."),
    "templates.not_open": _(
        "Everybody reads a template. Only an objective that everybody sees becomes one."
    ),
    "templates.put_away": _("This template is put away. Use it again first."),
}
