"""Organizations are made whole, with light modules; bad values are refused by field."""

from typing import Any

import pytest

from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.modules import MODULES, ModuleKey, Preset
from plumbline.domain.tenancy.selectors import organization_get, organization_modules
from plumbline.domain.tenancy.services import module_switch, organization_create
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.domain.tenancy.wording import wording
from tests.domain.conftest import AT

LIGHT = {
    ModuleKey.OBJECTIVES,
    ModuleKey.CHECK_INS,
    ModuleKey.WEEKLY_REVIEW,
    ModuleKey.GRADING,
    ModuleKey.LEARNING,
}

pytestmark = pytest.mark.django_db


def modules_of(organization: Organization) -> frozenset[ModuleKey]:
    with reading(organization):
        return organization_modules()


def test_an_organization_starts_light() -> None:
    made = organization_create(name=" Example Freight ", slug="freight", at=AT)
    assert organization_get(slug="freight") == made
    assert (made.name, made.created_at) == ("Example Freight", AT)
    assert modules_of(made) == LIGHT


def test_the_full_preset_has_every_module() -> None:
    made = organization_create(name="F", slug="freight", at=AT, preset=Preset.FULL)
    assert modules_of(made) == set(MODULES)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"slug": "North Pole"}, "slug"),
        ({"slug": "NORTH"}, "slug"),
        ({"slug": "api"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"fiscal_year_start_month": 13}, "fiscal_year_start_month"),
    ],
)
def test_impossible_values_are_refused_by_field_in_words(wrong: dict[str, Any], field: str) -> None:
    organization_create(name="Taken", slug="taken", at=AT)
    with pytest.raises(ValidationRefused) as refusal:
        organization_create(**{"name": "North", "slug": "north", "at": AT, **wrong})
    assert set(refusal.value.field_errors) == {field}
    assert all(wording(message) for message in refusal.value.field_errors[field])
    assert Organization.objects.count() == 1


def test_an_unknown_address_is_not_found() -> None:
    with pytest.raises(NotFound):
        organization_get(slug="nowhere")


def test_a_module_is_one_switch_for_one_organization(
    north: Organization, south: Organization
) -> None:
    module_switch(organization=north, key=ModuleKey.MONEY, enabled=True)
    module_switch(organization=north, key=ModuleKey.WEEKLY_REVIEW, enabled=False)
    assert modules_of(north) == (LIGHT | {ModuleKey.MONEY}) - {ModuleKey.WEEKLY_REVIEW}
    assert modules_of(south) == LIGHT


def test_essential_modules_stay_on(north: Organization) -> None:
    with pytest.raises(Refused) as refusal:
        module_switch(organization=north, key=ModuleKey.CHECK_INS, enabled=False)
    assert "cannot be switched off" in wording(refusal.value.message)


def test_a_module_that_came_with_an_upgrade_stays_as_the_simple_preset_has_it(
    north: Organization,
) -> None:
    with writing(north):
        OrganizationModule.objects.all().delete()
    assert modules_of(north) == LIGHT
