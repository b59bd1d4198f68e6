"""What attestations have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "attestations.not_asked": _("Nobody is asked to attest this practice."),
    "attestations.not_you": _("You are not asked to attest this practice."),
    "attestations.changed": _("The practice changed meanwhile. Read it as it stands now."),
    "attestations.note": _("Say why not yet."),
    "attestations.too_long": _("This holds at most {limit} characters. Here are {length}."),
    "attestations.best_practice": _(
        "A best practice asks nothing of anybody. Make it a guideline or a policy first."
    ),
    "attestations.put_away": _("This practice is put away. Use it again first."),
    "attestations.roles": _("Choose at least one role."),
    "attestations.team": _("Choose a team."),
    "attestations.reminded": _("They were reminded today. Remind them again tomorrow."),
    "attestations.all_attested": _("Everybody who is asked has attested this practice."),
    "attestations.until": _("The last day lies before today."),
}
