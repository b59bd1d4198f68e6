from datetime import UTC, datetime

import pytest

from plumbline.domain.demo.services import DemoResult, demo_organization_build

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def build() -> DemoResult:
    return demo_organization_build(at=AT, progress=lambda what, done, of: None)


@pytest.mark.django_db
def test_it_builds() -> None:
    result = build()
    assert result.is_new
