"""Reading past row-level security takes a listed reason, and the keeper's connection."""

import pytest
from django.db import connections

from plumbline.domain.tenancy.errors import ProgrammingMistake, WriteOutsideTransaction
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.domain.tenancy.unscoped import UnscopedReason, unscoped
from tests.databases import on_postgres

REASON = UnscopedReason.NIGHTLY_COMPARISON


def raw_organizations(alias: str) -> set[int]:
    """Return whose rows the database itself hands out to a connection."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization_id FROM tenancy_organizationmodule")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_the_keeper_is_bound_by_no_policy_and_the_managers_narrow_all_the_same(
    north: Organization, south: Organization
) -> None:
    alias = "keeper" if on_postgres() else "default"
    with unscoped(north, reason=REASON):
        rows = OrganizationModule.objects.all()
        assert rows.db == alias
        assert {row.organization_id for row in rows} == {north.pk}
        assert rows[0].organization.pk == north.pk
        assert raw_organizations(alias) == {north.pk, south.pk}
    with reading(north):
        assert OrganizationModule.objects.all().db == "default"


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_what_the_keeper_reads_for_cannot_write(north: Organization) -> None:
    with pytest.raises(WriteOutsideTransaction), unscoped(north, reason=REASON):
        OrganizationModule.objects.update(enabled=True)
    with writing(north):
        OrganizationModule.objects.update(enabled=True)


@pytest.mark.django_db
def test_a_reason_that_is_not_listed_is_refused(north: Organization) -> None:
    with pytest.raises(TypeError, match="UnscopedReason"), unscoped(north, reason="because"):  # type: ignore[arg-type]
        raise AssertionError("it opened")


@pytest.mark.django_db
def test_what_is_not_committed_yet_is_not_compared(north: Organization) -> None:
    mistake = pytest.raises(ProgrammingMistake, match="close that first")
    with writing(north), mistake, unscoped(north, reason=REASON):
        raise AssertionError("it opened")
