"""Who somebody is when they ask."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.accounts.services.accounts import account_disable
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.viewing import viewer_for, viewer_for_token
from plumbline.domain.orgs.services.deputies import deputy_set
from plumbline.domain.orgs.services.memberships import membership_end
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.tenancy.errors import NotFound
from tests.world import AT, TODAY, World


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("ada", {Role.ADMIN, Role.CHAMPION, Role.TEAM_LEAD, Role.MEMBER}),
        ("carl", {Role.CHAMPION, Role.MEMBER}),
        ("lena", {Role.TEAM_LEAD, Role.MEMBER}),
        ("max", {Role.MANAGER, Role.MEMBER}),
        ("mia", {Role.MEMBER}),
        ("vic", {Role.VIEWER}),
        ("aud", {Role.AUDITOR}),
        ("fin", {Role.FINANCE_PARTNER}),
        ("dee", {Role.MEMBER}),
    ],
)
def test_the_cast_has_its_roles(world: World, name: str, roles: set[Role]) -> None:
    assert world.viewer(name).roles == roles


def test_a_board_member_with_a_team_is_a_member_too(world: World) -> None:
    world.make_membership(world.person("vic"), world.teams["finance"])
    assert world.viewer("vic").roles == {Role.VIEWER, Role.MEMBER}


def test_a_member_sees_the_teams_above_theirs_and_none_beside(world: World) -> None:
    seen = world.viewer("mia").visible_team_ids
    assert seen == {world.teams[key].pk for key in ("claims", "freight", "company")}


def test_a_lead_leads_the_whole_subtree_only(world: World) -> None:
    lena = world.viewer("lena")
    assert lena.leads(world.teams["claims"].path)
    assert not lena.leads(world.company.path)
    assert not lena.leads(world.teams["finance"].path)


def test_a_manager_knows_active_reports_only(world: World) -> None:
    mia = world.person("mia")
    assert world.viewer("max").report_ids == {mia.pk}
    with world.reading():
        person_deactivate(actor=world.system, person=mia, at=AT)
    assert world.viewer("max").report_ids == frozenset()


def test_a_membership_ends_on_its_day(world: World) -> None:
    membership = world.make_membership(world.person("dee"), world.teams["claims"], is_lead=True)
    tomorrow = TODAY + timedelta(days=1)
    with world.reading():
        membership_end(actor=world.system, membership=membership, until=tomorrow, at=AT)
    assert Role.TEAM_LEAD in world.viewer("dee").roles
    later = world.viewer("dee", at=AT + timedelta(days=1))
    assert Role.TEAM_LEAD not in later.roles
    assert world.teams["claims"].pk not in later.member_team_ids


@pytest.mark.parametrize(("days", "acts"), [(-1, False), (0, True), (4, True), (5, False)])
def test_a_deputy_acts_on_the_days_agreed_only(world: World, days: int, acts: bool) -> None:
    with world.reading():
        deputy_set(
            actor=world.system,
            person=world.person("dee"),
            acts_for=world.person("lena"),
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=4),
            at=AT,
        )
    dee = world.viewer("dee", at=AT + timedelta(days=days))
    assert (Role.DEPUTY in dee.roles) is acts
    assert dee.deputy_for == ({world.person("lena").pk} if acts else frozenset())


def test_the_day_is_the_organizations_own(world: World) -> None:
    organization = world.organization
    organization.time_zone = "Pacific/Auckland"
    person = world.make_person("Nia", manager=None)
    world.make_membership(person, world.teams["claims"], since=date(2026, 3, 3))
    world.people["nia"] = person
    # 13:00 UTC on the 2nd is already the 3rd in Auckland.
    at = datetime.fromisoformat("2026-03-02T13:00:00+00:00")
    assert world.viewer("nia", at=at).member_team_ids == {world.teams["claims"].pk}
    organization.time_zone = "UTC"
    assert world.viewer("nia", at=at).member_team_ids == frozenset()


def test_an_account_is_its_person(world: World) -> None:
    with world.reading():
        viewer = viewer_for(account=world.account("mia"), organization=world.organization, at=AT)
    assert viewer.person_id == world.person("mia").pk
    assert viewer.account_id == world.account("mia").pk


def test_a_stranger_is_nobody_here(world: World, stranger_world: World) -> None:
    with world.reading(), pytest.raises(NotFound):
        viewer_for(account=stranger_world.account("sam"), organization=world.organization, at=AT)


def test_a_disabled_account_is_nobody_at_once(world: World) -> None:
    account = account_disable(account=world.account("mia"), at=AT)
    with world.reading(), pytest.raises(NotFound):
        viewer_for(account=account, organization=world.organization, at=AT)


def test_a_deactivated_person_is_nobody_at_once(world: World) -> None:
    mia = world.person("mia")
    with world.reading():
        person_deactivate(actor=world.system, person=mia, at=AT)
        with pytest.raises(NotFound):
            viewer_for(account=world.account("mia"), organization=world.organization, at=AT)
        with pytest.raises(NotFound):
            viewer_for_token(
                person_public_id=mia.public_id,
                organization=world.organization,
                at=AT,
                scopes=frozenset({TokenScope.READ}),
            )


def test_a_service_is_no_member(world: World) -> None:
    world.people["bot"] = world.make_person("Bot", is_service=True)
    assert world.viewer("bot").roles == {Role.SERVICE}


def test_a_viewer_costs_five_queries_however_many_they_stand_in_for(world: World) -> None:
    with world.reading():
        for absent in ("lena", "max", "mia", "carl"):
            deputy_set(
                actor=world.system,
                person=world.person("dee"),
                acts_for=world.person(absent),
                starts_on=TODAY,
                ends_on=TODAY,
                at=AT,
            )
        account = world.account("dee")
        with CaptureQueriesContext(connection) as queries:
            viewer = viewer_for(account=account, organization=world.organization, at=AT)
    assert len(viewer.absent) == 4
    assert len(queries) == 5
