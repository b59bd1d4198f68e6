"""The roles, as people say them, and what each is for."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.domain.orgs.rights import Role

ROLE_ABOUT: Final[Mapping[Role, Promise]] = {
    Role.ADMIN: _("keeps settings, people and teams; sees nothing private"),
    Role.CHAMPION: _("runs cycles and helps with every objective that is not private"),
    Role.VIEWER: _("reads, as a board does"),
    Role.AUDITOR: _("reads, the journal too"),
    Role.FINANCE_PARTNER: _("reads, money too"),
}

FOLLOWING_WORDS: Final[Mapping[Role, Promise]] = {
    Role.TEAM_LEAD: _("Team lead"),
    Role.MANAGER: _("Manager"),
    Role.MEMBER: _("Member"),
    Role.DEPUTY: _("Deputy"),
    Role.SERVICE: _("Service"),
}
"""The roles that follow from teams, reports, absences and tokens."""
