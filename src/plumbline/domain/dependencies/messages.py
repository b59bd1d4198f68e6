"""What dependencies have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "dependencies.not_found": _("There is no such dependency, or it is not for your eyes."),
    "dependencies.title": _("Say what is needed."),
    "dependencies.needed_by": _("Choose today or a later day."),
    "dependencies.same_day": _("It is needed by this day already. Choose another one."),
    "dependencies.itself": _("Nothing waits for itself. Choose another team or key result."),
    "dependencies.twice": _("This is asked for already, and not settled yet."),
    "dependencies.over": _("“{title}” is over: {state}."),
    "dependencies.nobody": _("Nobody owns “{title}” yet, so nobody could answer or be answered."),
    "dependencies.nobody_leads": _("Nobody leads {team}. Name the person this is about."),
    "dependencies.unseen": _(
        "{name} may not see “{title}”, so they could neither answer nor be answered. Choose "
        "somebody who sees it, or widen who sees its objective first."
    ),
    "dependencies.person_of_team": _("The owner of a key result stands for it; name nobody else."),
    "dependencies.one_end": _("Name either a team or a key result."),
    "dependencies.reason": _("Say why, for those who wait or deliver."),
    "dependencies.not_now": _("It is {state}. That cannot be done any more."),
}
