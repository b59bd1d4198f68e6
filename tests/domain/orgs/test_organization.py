"""What an organization says of itself, and its switches."""

from dataclasses import replace

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.selectors.organization import organization_now
from plumbline.domain.orgs.services.organization import (
    module_set,
    modules_preset,
    organization_update,
)
from plumbline.domain.orgs.services.teams import team_update
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import ModuleKey, Preset, preset_modules
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.services import OrganizationValues
from tests.world import AT, World

AS_IT_IS = OrganizationValues(
    name="Example Freight", slug="freight", time_zone="UTC", fiscal_year_start_month=1
)
NOT_ADMINS = ("carl", "lena", "mia", "max", "vic", "aud", "fin", "dee")


def update(world: World, who: str = "ada", *, expected: int = 1, **changed: object) -> None:
    with world.reading():
        organization_update(
            actor=world.viewer(who),
            values=replace(AS_IT_IS, **changed),  # type: ignore[arg-type]  # the fields of the values
            expected=expected,
            at=AT,
        )


def entries(world: World, act: str) -> list[dict[str, dict[str, object]]]:
    with world.reading():
        found = JournalEntry.objects.filter(act=f"organization.{act}").order_by("pk")
        return [entry.changes for entry in found]


def stored(world: World) -> Organization:
    return Organization.objects.get(pk=world.organization.pk)


def test_an_admin_changes_what_the_organization_says_and_the_journal_tells(world: World) -> None:
    update(world, name=" Freight\tAG ", slug="freight-ag", time_zone="Europe/Berlin",
           fiscal_year_start_month=4)  # fmt: skip
    row = stored(world)
    assert (row.name, row.slug, row.time_zone, row.version) == (
        "Freight AG", "freight-ag", "Europe/Berlin", 2)  # fmt: skip
    assert entries(world, "update") == [
        {
            "name": {"old": "Example Freight", "new": "Freight AG"},
            "slug": {"old": "freight", "new": "freight-ag"},
            "time_zone": {"old": "UTC", "new": "Europe/Berlin"},
            "fiscal_year_start_month": {"old": 1, "new": 4},
        }
    ]


def test_what_stands_already_is_no_change(world: World) -> None:
    update(world)
    assert stored(world).version == 1
    assert entries(world, "update") == []


@pytest.mark.parametrize("who", NOT_ADMINS)
def test_nobody_else_changes_the_organization(world: World, who: str) -> None:
    with pytest.raises(PermissionRefused):
        update(world, who, name="Mine")
    assert stored(world).name == "Example Freight"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("slug", "api"),
        ("slug", "Freight"),
        ("slug", "a b"),
        ("slug", "stranger"),
        ("time_zone", "Mars/Base"),
        ("fiscal_year_start_month", 13),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    world: World, stranger_world: World, field: str, value: object
) -> None:
    with pytest.raises(ValidationRefused) as refused:
        update(world, **{field: value})  # type: ignore[arg-type]  # by name of the field
    assert set(refused.value.field_errors) == {field}
    assert stored(world).version == 1


def test_the_second_of_two_writers_learns_of_the_first(world: World) -> None:
    update(world, name="First")
    with pytest.raises(StaleVersion) as stale:
        update(world, name="Second")
    assert stale.value.current.name == "First"
    assert stored(world).name == "First"


def test_the_company_team_follows_the_name_until_it_has_one_of_its_own(world: World) -> None:
    update(world, name="Freight AG")
    with world.reading():
        root = Team.objects.get(parent=None)
        assert root.name == "Freight AG"
        team_update(actor=world.system, team=root, expected=root.version, name="All of us",
                    level="", key=root.key, cadence=root.cadence, at=AT)  # fmt: skip
    update(world, name="Freight SE", expected=2)
    with world.reading():
        assert Team.objects.get(parent=None).name == "All of us"


def test_everybody_may_read_what_the_organization_says(world: World) -> None:
    with world.reading():
        assert organization_now(viewer=world.viewer("mia")).name == "Example Freight"


def test_only_an_admin_switches_modules(world: World) -> None:
    with world.reading():
        with pytest.raises(PermissionRefused):
            module_set(actor=world.viewer("carl"), key=ModuleKey.MONEY, enabled=True, at=AT)
        with pytest.raises(PermissionRefused):
            modules_preset(actor=world.viewer("carl"), preset=Preset.FULL, at=AT)
        module_set(actor=world.viewer("ada"), key=ModuleKey.MONEY, enabled=True, at=AT)
        module_set(actor=world.viewer("ada"), key=ModuleKey.MONEY, enabled=True, at=AT)
        assert ModuleKey.MONEY in organization_modules()
    assert entries(world, "module_set") == [{"money": {"old": False, "new": True}}]


def test_an_essential_module_stays_on(world: World) -> None:
    with world.reading(), pytest.raises(Refused):
        module_set(actor=world.viewer("ada"), key=ModuleKey.CHECK_INS, enabled=False, at=AT)
    assert entries(world, "module_set") == []


@pytest.mark.parametrize("preset", list(Preset))
def test_a_preset_sets_every_module_and_the_journal_tells_what_changed(
    world: World, preset: Preset
) -> None:
    with world.reading():
        module_set(actor=world.viewer("ada"), key=ModuleKey.MONEY, enabled=True, at=AT)
        module_set(actor=world.viewer("ada"), key=ModuleKey.WEEKLY_REVIEW, enabled=False, at=AT)
        modules_preset(actor=world.viewer("ada"), preset=preset, at=AT)
        on = organization_modules()
    assert on == {key for key, enabled in preset_modules(preset).items() if enabled}
    (told,) = entries(world, "modules_preset")
    assert told["weekly_review"] == {"old": False, "new": True}
    assert ("money" in told) is (preset is Preset.SIMPLE)
