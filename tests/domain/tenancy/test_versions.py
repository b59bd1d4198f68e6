"""Of two writers on one thing the second one learns that it was second."""

import pytest

from plumbline.domain.tenancy.errors import NotFound, StaleVersion
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing_global
from plumbline.domain.tenancy.versions import version_check, version_save

pytestmark = pytest.mark.django_db


def rename(organization: Organization, name: str, *, expected: int) -> None:
    organization.name = name
    with writing_global():
        version_save(organization, expected=expected, update_fields=("name",))


def test_a_save_raises_the_version(north: Organization) -> None:
    rename(north, "Northern", expected=1)
    assert north.version == 2
    north.refresh_from_db()
    assert (north.name, north.version) == ("Northern", 2)


def test_the_second_writer_is_refused_and_sees_what_is_there_now(north: Organization) -> None:
    mine = Organization.objects.get(pk=north.pk)
    rename(north, "Theirs", expected=1)
    with pytest.raises(StaleVersion) as refusal:
        rename(mine, "Mine", expected=1)
    assert (refusal.value.current.name, refusal.value.current.version) == ("Theirs", 2)
    assert Organization.objects.get(pk=north.pk).name == "Theirs"


def test_only_the_named_fields_are_written(north: Organization) -> None:
    north.slug = "unsaved"
    rename(north, "Northern", expected=1)
    assert Organization.objects.get(pk=north.pk).slug == "north"


def test_a_row_that_is_gone_is_said_to_be_gone(north: Organization) -> None:
    ghost = Organization(pk=north.pk + 1000, name="x", version=1)
    with pytest.raises(NotFound):
        rename(ghost, "y", expected=1)


def test_an_act_prepared_on_an_older_state_is_refused(north: Organization) -> None:
    version_check(north, expected=1)
    with pytest.raises(StaleVersion):
        version_check(north, expected=2)
