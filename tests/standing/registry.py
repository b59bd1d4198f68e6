"""The one table of addresses; `test_registry` compares it with the resolver."""

from collections.abc import Mapping

from tests.standing.asks import Ask
from tests.standing.registry_api import API_ROUTES
from tests.standing.registry_pages import PAGE_ROUTES

ROUTES: Mapping[str, tuple[Ask, ...]] = {**PAGE_ROUTES, **API_ROUTES}
