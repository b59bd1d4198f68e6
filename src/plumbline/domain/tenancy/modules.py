"""The switches of an organization, and the two presets that set them (light by default).

Off means: no menu, field, mail or API noise; the data is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIMPLE_BELOW_PEOPLE: Final = 50
"""An organization smaller than this is proposed the simple preset."""


class ModuleKey(StrEnum):
    """Names of the modules, as stored and as asked for in code."""

    OBJECTIVES = "objectives"
    CHECK_INS = "check_ins"
    WEEKLY_REVIEW = "weekly_review"
    GRADING = "grading"
    LATERAL_REVIEW = "lateral_review"
    GOVERNANCE = "governance"
    LEARNING = "learning"
    MONEY = "money"
    FEEDBACK = "feedback"
    SKILLS = "skills"


class Preset(StrEnum):
    """What set-up asks: start light, or with everything."""

    SIMPLE = "simple"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Module:
    """One switch.

    Attributes:
        label: Its name in the settings.
        simple: On in the simple preset. All modules are on in the full one.
        essential: Cannot be switched off: without it there is nothing to use, or no way to an end.
        is_built: This version has it. The choice about one that comes later is kept until then.
    """

    label: Promise
    simple: bool = False
    essential: bool = False
    is_built: bool = True


MODULES: Final[Mapping[ModuleKey, Module]] = {
    ModuleKey.OBJECTIVES: Module(_("Objectives"), simple=True, essential=True),
    ModuleKey.CHECK_INS: Module(_("Check-ins"), simple=True, essential=True),
    ModuleKey.WEEKLY_REVIEW: Module(_("Weekly review"), simple=True),
    ModuleKey.GRADING: Module(_("Grading"), simple=True, essential=True),
    ModuleKey.LATERAL_REVIEW: Module(_("Lateral review"), is_built=False),
    ModuleKey.GOVERNANCE: Module(_("Governance")),
    ModuleKey.LEARNING: Module(_("Learning"), simple=True),
    ModuleKey.MONEY: Module(_("Money"), is_built=False),
    ModuleKey.FEEDBACK: Module(_("Feedback"), is_built=False),
    ModuleKey.SKILLS: Module(_("Skills"), is_built=False),
}


def preset_modules(preset: Preset) -> Mapping[ModuleKey, bool]:
    """Returns for each module whether `preset` switches it on."""
    return {key: preset is Preset.FULL or module.simple for key, module in MODULES.items()}
