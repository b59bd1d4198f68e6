"""What feedback on practices has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "practice_feedback.not_found": _("There is no such feedback."),
    "practice_feedback.changed": _("The practice changed meanwhile. Read it as it stands now."),
    "practice_feedback.none": _("You have said nothing of this practice."),
    "practice_feedback.closed": _("It is answered already."),
    "practice_feedback.put_away": _("This practice is put away. Use it again first."),
    "practice_feedback.too_long": _("This holds at most {limit} characters. Here are {length}."),
}
