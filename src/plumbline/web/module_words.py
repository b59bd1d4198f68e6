"""What each module brings, and why some cannot be switched off."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.modules import ModuleKey

MODULE_WORDS: Final[Mapping[ModuleKey, Promise]] = {
    ModuleKey.OBJECTIVES: _("with their key results"),
    ModuleKey.CHECK_INS: _("weekly, with a confidence"),
    ModuleKey.WEEKLY_REVIEW: _("the page that opens the meeting, and three questions a week"),
    ModuleKey.GRADING: _("at the end of the cycle"),
    ModuleKey.LATERAL_REVIEW: _("challenge and agree before a cycle"),
    ModuleKey.GOVERNANCE: _("policies, guidelines, audits"),
    ModuleKey.LEARNING: _("lessons, exercises, assignments"),
    ModuleKey.MONEY: _("envelope, bets, reallocation"),
    ModuleKey.FEEDBACK: _("private by default"),
    ModuleKey.SKILLS: _("who can do what, who wants to learn it"),
}

MODULE_LOCKS: Final[Mapping[ModuleKey, Promise]] = {
    ModuleKey.OBJECTIVES: _("It stays on: without objectives there is nothing to use."),
    ModuleKey.CHECK_INS: _("It stays on: without check-ins no number ever moves."),
    ModuleKey.GRADING: _("It stays on: an objective ends with its grade."),
}
"""Why a module cannot be switched off."""
