"""No statement that an address runs reads or writes a tenant's table without its organization.

Whoever asks for what is an organization's is watched in `test_rights_of_routes`; here are the
addresses of nobody, and the watch itself.
"""

import pytest

from plumbline.domain.okrs.models import Objective
from plumbline.domain.tenancy.errors import OrganizationNotBound
from tests.standing.asks import Ask, ask_send, each_ask
from tests.standing.registry import ROUTES
from tests.standing.routes import routes
from tests.standing.scene import Scene, undone, watched
from tests.standing.statements import unscoped

HERE = set(routes())
PUBLIC = [(route, ask) for route, ask in each_ask(ROUTES) if route in HERE and ask.public]


@pytest.mark.parametrize(("route", "ask"), PUBLIC)
def test_every_statement_names_its_organization(scene: Scene, route: str, ask: Ask) -> None:
    with undone(), watched(scene) as changes:
        ask_send(scene, route, ask, "ada")
    assert changes.strays == []


def test_a_statement_without_its_organization_would_be_seen(scene: Scene) -> None:
    table = Objective._meta.db_table
    assert unscoped(f'SELECT "{table}"."id" FROM "{table}" WHERE "{table}"."id" = 1')
    assert not unscoped(f'SELECT 1 FROM "{table}" WHERE "{table}"."organization_id" = 1')


def test_a_query_without_an_organization_raises(scene: Scene) -> None:
    with pytest.raises(OrganizationNotBound):
        Objective.objects.count()
