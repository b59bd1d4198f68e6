"""Which addresses belong to which module: while it is switched off, there is nothing behind them.

One table for pages and API; see `docs/adr/0037-modules-that-are-off.md`. What is not in it is there
whatever is switched on.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import MODULES, ModuleKey

MODULE_OFF: Final = "tenancy.module.off"
_OF_OBJECTIVE: Final = "objectives/{}"
_DOORS: Final[Mapping[ModuleKey, tuple[str, ...]]] = {
    ModuleKey.WEEKLY_REVIEW: (
        *(f"o/{{}}/teams/{{}}/{part}" for part in ("review", "weekly-answers")),
        *(f"api/v1/teams/{{}}/{part}" for part in ("weekly-answers", "decisions")),
    ),
    ModuleKey.GOVERNANCE: (
        "o/{}/governance",
        *(f"o/{{}}/{_OF_OBJECTIVE}/{part}" for part in ("approvals", "waivers")),
        *(
            f"api/v1/{part}"
            for part in ("practices", "waivers", "approvals", "attestations", "audits")
        ),
        *(f"api/v1/{_OF_OBJECTIVE}/{part}" for part in ("approvals", "approval-answer", "waivers")),
        "api/v1/teams/{}/waivers",
    ),
    ModuleKey.LEARNING: (
        "o/{}/learn",
        *(f"api/v1/{part}" for part in ("lessons", "exercises", "assignments")),
    ),
}
"""Beginnings of addresses, placeholders as `{}`; all below them belongs to the module, too."""
_ALWAYS: Final = ("o/{}/governance/rules", "o/{}/learn/examples")
"""What stands below them and belongs to writing: what a rule finds, and worked examples."""
_PLACEHOLDER: Final = re.compile(r"<[^>]*>|\{[^}]*\}")


def module_of(route: str) -> ModuleKey | None:
    """Return the module that an address belongs to; none for what is always there.

    Args:
        route: As the resolver has it, placeholders in angle brackets or braces.
    """
    address = _PLACEHOLDER.sub("{}", route).lstrip("/")
    if any(_is_below(address, door) for door in _ALWAYS):
        return None
    for key, doors in _DOORS.items():
        if any(_is_below(address, door) for door in doors):
            return key
    return None


def module_permit(key: ModuleKey, modules: Collection[ModuleKey]) -> None:
    """Refuse everything of a module while it is switched off.

    Args:
        key: Which one.
        modules: What is switched on.

    Raises:
        NotFound: It is off.
    """
    if key not in modules:
        raise NotFound(MODULE_OFF, module=str(MODULES[key].label))


def _is_below(address: str, door: str) -> bool:
    return address == door or address.startswith(f"{door}/")
