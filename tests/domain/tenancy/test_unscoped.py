"""Looking across organizations takes a listed reason, and the keeper's connection."""

import pytest

from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.unscoped import UnscopedReason, unscoped


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_the_rows_of_every_organization_are_seen(north: Organization, south: Organization) -> None:
    rows = unscoped(OrganizationModule, reason=UnscopedReason.DOCTOR)
    assert set(rows.values_list("organization_id", flat=True)) == {north.pk, south.pk}


def test_a_reason_that_is_not_listed_is_refused() -> None:
    with pytest.raises(TypeError, match="UnscopedReason"):
        unscoped(OrganizationModule, reason="because")  # type: ignore[arg-type]
