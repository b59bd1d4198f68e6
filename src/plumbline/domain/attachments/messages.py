"""What attachments have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "attachments.not_found": _("There is no such file, or it is not for your eyes."),
    "attachments.empty": _("“{name}” is empty."),
    "attachments.too_large": _(
        "“{name}” is larger than {most} MB. Make it smaller, or link to it."
    ),
    "attachments.kind": _(
        "“{name}” is of a kind that is not taken. Attach a picture (PNG, JPEG, GIF, WebP), a PDF, "
        "a plain text, or a document of an office without macros."
    ),
    "attachments.too_many": _("Attach at most {most} files at once."),
    "attachments.too_often": _("You attached {most} files within an hour. Try again later."),
    "attachments.full": _(
        "The files of your organization would take more than the {most} MB it has. Take files away "
        "that nobody needs, or ask whoever runs Plumbline for more."
    ),
}
