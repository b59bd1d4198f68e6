"""What check-ins have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "checkins.not_found": _("There is no such check-in, or it is not for your eyes."),
    "checkins.not_measured": _(
        "This key result is {state}. Check-ins begin when its objective is active."
    ),
    "checkins.value_first": _("Enter the value, or say in a note why there is none yet."),
    "checkins.empty": _("Enter the value now, how sure you are, or a note."),
    "checkins.confidence_bounds": _("Choose 1 to 10."),
    "checkins.in_the_future": _("This day has not come yet. Choose {today} or earlier."),
    "checkins.before_the_start": _("It only begins on {start}. Choose that day or a later one."),
    "checkins.not_begun": _(
        "This key result begins on {start}. Its first check-in can be entered from that day on."
    ),
    "checkins.not_a_link": _(
        "This is no link; it starts with https:// and has at most 1,000 characters."
    ),
    "checkins.text_too_long": _(
        "This is longer than {most} characters. Shorten it, or link to where it stands."
    ),
    "checkins.stage_bounds": _("Enter a whole number of stages, 0 to {most}."),
    "checkins.corrected_already": _(
        "This check-in has been corrected already. Correct the later one."
    ),
    "checkins.meanwhile": _(
        "Somebody else checked in while you were writing. Choose one of the two."
    ),
    "checkins.note_less_sure": _("{fall} less sure than last time: what happened?"),
    "checkins.note_jump": _("A jump of a quarter of the way or more: what happened?"),
    "checkins.note_beyond": _(
        "Further from the baseline than the whole way to the target: what happened?"
    ),
}
