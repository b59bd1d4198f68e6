"""What the discussion has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "discussion.not_found": _("There is no such comment, or it is not for your eyes."),
    "discussion.empty": _("Write something first."),
    "discussion.too_long": _("This is longer than {most} characters. Shorten it, or link to it."),
    "discussion.not_own": _("Only whoever wrote a comment changes it or takes it back."),
    "discussion.taken_back": _("This comment was taken back. Write a new one."),
    "discussion.reply_gone": _("What you answer is not there any more. Write it as a new comment."),
    "discussion.name_shared": _(
        "Several people here are called {name}. Write @ and the mail address of the one you mean."
    ),
    "discussion.too_many_named": _("Mention at most {most} people in one comment."),
}
