"""Two organizations that know nothing of each other."""

from datetime import UTC, datetime

import pytest

from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.services import organization_create

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def north() -> Organization:
    return organization_create(name="North", slug="north", at=AT)


@pytest.fixture
def south() -> Organization:
    return organization_create(name="South", slug="south", at=AT)
