"""What belongs to a module that is switched off: no door opens, and nothing leads there."""

import re
from collections import defaultdict

import pytest
from django.urls import Resolver404, get_resolver, resolve

from plumbline.domain.orgs.services.organization import module_set
from plumbline.domain.tenancy.modules import MODULES, ModuleKey
from plumbline.http.module_doors import module_of
from plumbline.web.help_topics.pages import TOPIC_OF_PAGE, topics_told
from tests.standing.asks import ask_send
from tests.standing.routes import API, routes
from tests.standing.scene import Scene, undone
from tests.standing.test_rights_of_routes import TENANT, one_who_may
from tests.world import AT

#: Modules that can be switched off. One that is built gets its doors, or stands here with a reason.
WITH_DOORS = [key for key, each in MODULES.items() if each.is_built and not each.essential]
_LINK = re.compile(r'\b(?:href|action|hx-get|hx-post)="(/o/[^"?#]*)')


def test_every_module_that_can_be_switched_off_has_doors_and_they_are_addresses() -> None:
    doors = defaultdict(set)
    for route in routes():
        key = module_of(route)
        if key is not None:
            doors[key].add(route.startswith(API))
    assert dict(doors) == {key: {True, False} for key in WITH_DOORS}
    assert module_of("/o/{slug}/governance/rules/{code}") is None
    assert module_of("/o/{slug}/learning-not") is None


def test_the_help_tells_of_no_module_that_is_off() -> None:
    told = topics_told(())
    strays = [
        (name, topic)
        for name, topic in TOPIC_OF_PAGE.items()
        if (topic in told) == (_module_of_page(name) is not None)
    ]
    assert strays == []


def _module_of_page(name: str) -> ModuleKey | None:
    """Return the module of a page by the name of its address."""
    written = get_resolver().reverse_dict.getlist(name)[0][0][0][0]
    return module_of(re.sub(r"%\((\w+)\)s", r"{\1}", written))


@pytest.fixture
def light(scene: Scene) -> Scene:
    """The scene with every module off that can be."""
    with scene.world.reading():
        for key in WITH_DOORS:
            module_set(actor=scene.world.system, key=key, enabled=False, at=AT)
    return scene


@pytest.mark.single_page
def test_with_all_of_them_off_their_doors_are_shut(light: Scene) -> None:
    opened = []
    for route, ask in TENANT:
        if module_of(route) is not None:
            with undone():
                response = ask_send(light, route, ask, one_who_may(ask))
            opened += [(ask.method, route)] if response.status_code != 404 else []
    assert opened == []


@pytest.mark.every_person
@pytest.mark.single_page
def test_with_all_of_them_off_no_page_leads_to_a_door(light: Scene) -> None:
    leads = []
    for route, ask in TENANT:
        if ask.method != "GET" or route.startswith(API) or module_of(route) is not None:
            continue
        name = one_who_may(ask)
        response = ask_send(light, route, ask, name)
        assert response.status_code == ask.expected(name), route
        if "html" in response.headers.get("Content-Type", "") and not response.streaming:
            found = {each for each in _LINK.findall(response.content.decode()) if _is_shut(each)}
            leads += [(route, link) for link in sorted(found)]
    assert leads == []


def _is_shut(link: str) -> bool:
    try:
        return module_of(resolve(link).route) is not None
    except Resolver404:
        return False
