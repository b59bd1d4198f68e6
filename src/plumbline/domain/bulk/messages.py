"""What acts on many objectives have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "bulk.gone": _("This selection is not kept any more."),
    "bulk.nothing_chosen": _("Choose at least one objective."),
    "bulk.too_many": _("That are {count} objectives; {most} at once is the most. Narrow the list."),
    "bulk.act_unknown": _("Choose what is to be done."),
    "bulk.value_missing": _("Choose a value for it."),
    "bulk.reason_missing": _(
        "Some of them run already. Give the reason: it is kept with each of them."
    ),
    "bulk.busy": _("It is being worked on. Look again in a moment."),
    "bulk.not_tried": _("Look at what will happen first."),
    "bulk.not_done": _("There is nothing to take back."),
    "bulk.unseen": _("It is gone, or not for your eyes any more."),
    "bulk.changed_since": _("Somebody changed it meanwhile."),
    "bulk.over": _("It is {state}: what is over stays as it is."),
    "bulk.personal": _("It is personal and belongs to no team."),
}
