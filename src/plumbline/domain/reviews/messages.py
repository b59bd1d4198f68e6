"""What the weekly look back has to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "reviews.empty": _("Answer at least one of the questions."),
    "reviews.blocker.empty": _("Say what is in the way."),
    "reviews.decision.empty": _("Say what was decided."),
    "reviews.decision.past": _("That day is over: the review was in the week of {monday}."),
    "reviews.decision.team_archived": _(
        "{team} is archived: it meets no more, so nothing is decided for it."
    ),
    "reviews.decision.no_experiment": _("Only an experiment has an outcome."),
    "reviews.decision.not_found": _("That decision is not there any more."),
    "reviews.plan.gone": _("That is not in your plan of this week any more."),
    "reviews.plan.too_many": _("At most {most} things are the first of a week."),
    "reviews.not_in_team": _("Only who belongs to the team, or to one below it, answers for it."),
    "reviews.week_over": _("That week is over. Copy what you typed, and open the page again."),
    "reviews.too_long": _("That is too long: at most {most} characters."),
}
