"""The first act of an organization."""

import pytest

from plumbline.domain.accounts.models import Account
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.services.set_up import organization_set_up
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.modules import ModuleKey, Preset
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.domain.tenancy.transactions import reading
from tests.world import AT, PASSWORD, World, make_organization


def test_set_up_makes_an_organization_that_can_be_used_at_once(db: None) -> None:
    made = make_organization("Example Freight", "freight", admin="ada")
    with reading(made.organization):
        assert Team.objects.get().name == "Example Freight"
        assert made.team.key == "company"
        assert ModuleKey.GOVERNANCE not in organization_modules()
        acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert made.person.account == made.account
    assert {"organization.set_up", "team.create", "person.create", "person.role_grant"} <= acts


def test_a_second_first_run_is_refused(world: World) -> None:
    with pytest.raises(Refused, match=r"set_up\.done"):
        organization_set_up(
            organization_name="Takeover",
            slug="takeover",
            email="eve@takeover.example",
            name="Eve",
            password=PASSWORD,
            at=AT,
            first_run=True,
        )
    assert not Account.objects.filter(email="eve@takeover.example").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("email", "nobody"), ("slug", "api"), ("time_zone", "Mars/Base")],
)
def test_set_up_with_a_bad_value_leaves_nothing_behind(db: None, field: str, value: str) -> None:
    values = {
        "organization_name": "Example",
        "slug": "example",
        "email": "ada@example.org",
        "name": "Ada",
        "password": PASSWORD,
        "time_zone": "UTC",
    }
    with pytest.raises(ValidationRefused) as refused:
        organization_set_up(**(values | {field: value}), at=AT, preset=Preset.FULL)  # type: ignore[arg-type]
    assert set(refused.value.field_errors) == {field}
    assert not Organization.objects.exists()
    assert not Account.objects.exists()


def test_the_journal_begins_with_what_the_organization_was_set_up_as(world: World) -> None:
    with world.reading():
        entry = JournalEntry.objects.get(act="organization.set_up")
    assert {field: change["new"] for field, change in entry.changes.items()} == {
        "name": "Example Freight",
        "slug": "freight",
        "time_zone": "UTC",
        "language": "en",
        "fiscal_year_start_month": 1,
        "preset": "simple",
    }
