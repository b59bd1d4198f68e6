"""The end of a day of an organization, for any day and in any time zone."""

from datetime import UTC, date, datetime

import pytest

from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.tenancy.models import Organization


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date(2999, 12, 31), date.max])
def test_any_day_has_an_end_that_comes_after_the_days_before(zone: str, day: date) -> None:
    organization = Organization(time_zone=zone)
    end = organization_day_end(organization, day)
    assert end.tzinfo == UTC or end.utcoffset() is not None
    between = organization_day_end(organization, date(2026, 11, 28))
    assert (end < between) == (day < date(2026, 11, 28))


def test_a_day_ends_a_microsecond_before_the_next_begins() -> None:
    end = organization_day_end(Organization(time_zone="Europe/Berlin"), date(2026, 11, 28))
    assert end == datetime(2026, 11, 28, 22, 59, 59, 999999, tzinfo=UTC)
