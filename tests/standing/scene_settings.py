"""What the settings show and change, for the standing tests."""

from datetime import date

from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.services.deputies import deputy_set
from tests.world import AT, World


def settings_made(world: World, ids: dict[str, str]) -> None:
    """Make what the pages of the settings lead to, and name it."""
    ids["module"] = "money"
    ids["role of vic"] = Role.VIEWER.value
    with world.reading():
        deputy_set(
            actor=world.system,
            person=world.person("carl"),
            acts_for=world.person("mia"),
            starts_on=date(2026, 4, 1),  # not yet: today nobody acts for anybody
            ends_on=date(2026, 4, 9),
            at=AT,
        )
