"""Who is asked to attest a practice, and how often."""

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.domain.orgs.rights import Role


class Audience(models.TextChoices):
    """Who is asked."""

    EVERYONE = "everyone", _("Everybody")
    ROLES = "roles", _("People with a role")
    TEAM = "team", _("A team and all below")


class Rhythm(models.TextChoices):
    """How often they are asked; a new wording of the practice always asks again."""

    WORDS = "words", _("Once, and again when it changes")
    CYCLE = "cycle", _("Each cycle")
    QUARTER = "quarter", _("Each quarter")


#: The roles that can be asked, by what people call those who have them.
ASKED_ROLES: Final[Mapping[Role, object]] = {
    Role.TEAM_LEAD: _("Team leads"),
    Role.MANAGER: _("Managers"),
    Role.CHAMPION: _("OKR champions"),
    Role.ADMIN: _("Admins"),
    Role.AUDITOR: _("Auditors"),
    Role.FINANCE_PARTNER: _("Finance partners"),
    Role.VIEWER: _("Viewers"),
}
