"""What notifications have to say when they refuse; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "notify.not_found": _("There is no such notification, or it is not for your eyes any more."),
    "notify.thing_unknown": _("Only objectives, key results, teams and cycles are followed."),
    "notify.kind_unknown": _("There is no such kind of event."),
    "notify.always": _(
        "Of what an admin opens you are always told, here and by mail; nobody chooses otherwise."
    ),
    "notify.hour_wrong": _("Choose an hour from 0 to 23."),
    "notify.weekday_wrong": _("Choose a day from Monday to Sunday."),
    "notify.stop_link_wrong": _(
        "This link does not stop anything. Open the inbox and choose there what goes out by mail."
    ),
}
