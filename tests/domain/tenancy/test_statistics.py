"""SQLite looks ids up once it knows how many rows an organization has."""

import pytest
from django.db import connection

from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.statistics import statistics_refresh
from plumbline.domain.tenancy.transactions import reading, writing
from tests.databases import on_postgres

pytestmark = pytest.mark.django_db


def way_to(organization: Organization, ids: range) -> str:
    marks = ", ".join(map(str, ids))
    with reading(organization), connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM tenancy_organizationmodule"
            f" WHERE organization_id = {organization.pk} AND id IN ({marks})"
        )
        return str(cursor.fetchall()[0][3])


def test_a_few_rows_are_looked_up_and_not_searched_among_all(north: Organization) -> None:
    if on_postgres():
        statistics_refresh()
        return
    with writing(north):
        OrganizationModule.objects.bulk_create(
            OrganizationModule(key=f"module-{number}", enabled=True) for number in range(500)
        )
    assert "organization_id=?" in way_to(north, range(1, 12)), "there is nothing to mend any more"
    statistics_refresh()
    assert "rowid=?" in way_to(north, range(1, 12))
