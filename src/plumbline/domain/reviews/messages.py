"""What the weekly look back has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "reviews.empty": _("Answer at least one of the questions."),
    "reviews.not_in_team": _("Only who belongs to the team, or to one below it, answers for it."),
    "reviews.week_over": _("That week is over. Copy what you typed, and open the page again."),
    "reviews.too_long": _("That is too long: at most {most} characters."),
}
