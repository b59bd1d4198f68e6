"""An organization begins with its first person and its first cycle, all or nothing."""

from datetime import UTC, date, datetime

import pytest

from plumbline.domain.accounts.models import Account
from plumbline.domain.cycles.beginnings import (
    Beginning,
    FirstCycle,
    cycle_kind_of,
    organization_begin,
)
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

#: Still the third quarter in Lisbon, the fourth in Auckland.
EVE = datetime(2026, 9, 30, 20, 0, tzinfo=UTC)


def begin(
    time_zone: str = "UTC", first_cycle: FirstCycle | None = None, first_run: bool = True
) -> Beginning:
    return organization_begin(
        organization_name="Fellside",
        slug="fellside",
        email="ada@fellside.example",
        name="Ada",
        password=PASSWORD,
        at=EVE,
        time_zone=time_zone,
        first_cycle=first_cycle,
        first_run=first_run,
    )


@pytest.mark.parametrize(
    ("time_zone", "name", "start"),
    [
        ("Europe/Lisbon", "2026-Q3", date(2026, 7, 1)),
        ("Pacific/Auckland", "2026-Q4", date(2026, 10, 1)),
    ],
)
def test_the_first_cycle_is_the_quarter_of_the_organizations_own_day(
    time_zone: str, name: str, start: date
) -> None:
    cycle = begin(time_zone).cycle
    assert (cycle.name, cycle.start, cycle.kind, cycle.phase) == (name, start, "quarter", "active")


def test_a_cycle_that_is_still_to_come_begins_with_planning() -> None:
    ahead = FirstCycle(name="2027-H1", start=date(2027, 1, 1), end=date(2027, 6, 30))
    cycle = begin(first_cycle=ahead).cycle
    assert (cycle.name, cycle.kind, cycle.phase) == ("2027-H1", "half", "planning")


def test_a_refused_cycle_leaves_nothing_behind() -> None:
    backwards = FirstCycle(name="Back", start=date(2027, 1, 2), end=date(2027, 1, 1))
    with pytest.raises(ValidationRefused) as refused:
        begin(first_cycle=backwards)
    assert "end" in refused.value.field_errors
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


def test_the_first_run_is_only_once() -> None:
    begin()
    with pytest.raises(Refused):
        begin()
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), "month"),
        (date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        (date(2026, 1, 1), date(2026, 6, 30), "half"),
        (date(2024, 1, 1), date(2024, 12, 31), "year"),
        (date(2026, 1, 1), date(2026, 4, 30), "custom"),
        (date(2026, 1, 1), date(2026, 1, 1), "custom"),
    ],
)
def test_the_kind_of_a_cycle_follows_from_its_days(start: date, end: date, kind: str) -> None:
    assert cycle_kind_of(start, end) == kind
