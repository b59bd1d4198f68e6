"""Who had a role on which days: kept when it is given and taken, and as far back as is known."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from plumbline.domain.orgs.models import RoleGrant, RoleTerm
from plumbline.domain.orgs.rights import Role
from plumbline.domain.orgs.selectors.roles import roles_held
from plumbline.domain.orgs.services.roles import role_grant, role_revoke
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from tests.world import AT, TODAY, World

CHAMPION = Role.CHAMPION


def holds(world: World, who: str, on: date, role: Role = CHAMPION) -> bool:
    with world.reading():
        return roles_held([role.value], on=on).filter(person=world.person(who)).exists()


def give(world: World, who: str, days: int, *, by: str = "ada", role: Role = CHAMPION) -> None:
    with world.reading():
        at = AT + timedelta(days=days)
        role_grant(actor=world.viewer(by), person=world.person(who), role=role, at=at)


def take(world: World, who: str, days: int, *, by: str = "ada", role: Role = CHAMPION) -> None:
    with world.reading():
        at = AT + timedelta(days=days)
        role_revoke(actor=world.viewer(by), person=world.person(who), role=role, at=at)


def test_a_role_is_had_from_the_day_it_is_given_until_the_day_it_is_taken(world: World) -> None:
    give(world, "mia", 2)
    give(world, "mia", 3)  # twice changes nothing
    take(world, "mia", 5)
    give(world, "mia", 8)
    days = [day for day in range(12) if holds(world, "mia", TODAY + timedelta(days=day))]
    assert days == [2, 3, 4, 8, 9, 10, 11]
    with world.reading():
        terms = RoleTerm.objects.filter(person=world.person("mia")).order_by("pk")
        assert [(each.since, each.until) for each in terms] == [
            (TODAY + timedelta(days=2), TODAY + timedelta(days=5)),
            (TODAY + timedelta(days=8), None),
        ]


def test_what_is_given_and_taken_on_one_day_was_had_on_none(world: World) -> None:
    give(world, "mia", 2)
    take(world, "mia", 2)
    assert not any(holds(world, "mia", TODAY + timedelta(days=day)) for day in range(5))
    give(world, "mia", 2)
    take(world, "mia", 1)  # a clock that was put back ends no term before it began
    assert not holds(world, "mia", TODAY + timedelta(days=2))


def test_a_refusal_begins_and_ends_nothing(world: World) -> None:
    with world.reading():
        before = list(RoleTerm.objects.order_by("pk").values_list("pk", "until"))
    with pytest.raises(PermissionRefused):
        give(world, "mia", 1, by="carl")
    with pytest.raises(Refused):
        take(world, "ada", 1, role=Role.ADMIN)  # the last one
    with world.reading():
        assert list(RoleTerm.objects.order_by("pk").values_list("pk", "until")) == before


def test_what_rights_ask_is_what_terms_say_of_today(world: World) -> None:
    give(world, "mia", 0, role=Role.AUDITOR)
    take(world, "vic", 0, role=Role.VIEWER)
    with world.reading():
        open_terms = RoleTerm.objects.filter(until=None).values_list("person", "role")
        assert set(open_terms) == set(RoleGrant.objects.values_list("person", "role"))


def test_roles_given_before_days_were_kept_were_always_had(world: World) -> None:
    migration = import_module("plumbline.domain.orgs.migrations.0005_keep_terms_of_roles")
    with world.writing():
        RoleTerm.objects.all().delete()
        held = set(RoleGrant.objects.values_list("person", "role"))
    with world.writing():
        migration.begin(apps, SimpleNamespace(connection=connection))
        connection.organization_set(world.organization.pk)  # type: ignore[attr-defined]  # of ours
        assert set(RoleTerm.objects.values_list("person", "role")) == held
        assert set(RoleTerm.objects.values_list("since", "until")) == {(None, None)}
    assert holds(world, "carl", date(1999, 1, 1))
