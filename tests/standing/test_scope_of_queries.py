"""No statement that an address runs reads or writes a tenant's table without its organization."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from plumbline.domain.okrs.models import Objective
from plumbline.domain.tenancy.errors import OrganizationNotBound
from plumbline.domain.tenancy.models import TenantModel
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.registry import ROUTES
from tests.standing.routes import routes
from tests.standing.scene import Execute, Scene, undone

HERE = set(routes())
ROWS = [(route, ask) for route, ask in each_ask(ROUTES) if route in HERE]
_TABLES = "|".join(
    model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)
)
_OF_A_TENANT = re.compile(rf'^\s*(?:SELECT .*? FROM|UPDATE|DELETE FROM) "(?:{_TABLES})"', re.DOTALL)

_ITS_ORGANIZATION = re.compile(r'\borganization_id"? = ')

#: What hangs on a deleted row is deleted by primary keys that a scoped statement has just read; the
#: ORM leaves no place to name the organization again. Row-level security holds these as well.
_BY_KEYS_JUST_READ = re.compile(r'^DELETE FROM "(\w+)" WHERE "\1"\."id" IN \((?:%s|, )+\)$')


def unscoped(sql: str) -> bool:
    """Tell whether a statement begins at a tenant's table and names no organization."""
    if _ITS_ORGANIZATION.search(sql) or _BY_KEYS_JUST_READ.match(sql):
        return False
    return bool(_OF_A_TENANT.match(sql))


@pytest.mark.parametrize(("route", "ask"), ROWS)
def test_every_statement_names_its_organization(scene: Scene, route: str, ask: Ask) -> None:
    strays: list[str] = []

    def note(execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401 — Django's own signature
        if unscoped(sql):
            strays.append(sql)
        return execute(sql, params, many, context)

    for name in {"ada", min(ask.by, default="ada")}:
        with undone(), connection.execute_wrapper(note):
            ask_send(scene, route, ask, name)
    assert strays == []


def test_a_statement_without_its_organization_would_be_seen(scene: Scene) -> None:
    table = Objective._meta.db_table
    assert unscoped(f'SELECT "{table}"."id" FROM "{table}" WHERE "{table}"."id" = 1')
    assert not unscoped(f'SELECT 1 FROM "{table}" WHERE "{table}"."organization_id" = 1')


def test_a_query_without_an_organization_raises(scene: Scene) -> None:
    with pytest.raises(OrganizationNotBound):
        Objective.objects.count()
