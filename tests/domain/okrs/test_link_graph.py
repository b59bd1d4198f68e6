"""Many links asked about in memory get the answer that each would get from the database."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.domain.okrs import link_graph
from plumbline.domain.okrs.graph import Edge, surroundings
from plumbline.domain.okrs.link_graph import LinkFault, LinkGraph, links_above

NODES = 9
LEVELS = 4
ANCESTORS = 5


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a small graph reaches."""
    monkeypatch.setattr(link_graph, "LEVELS_MAX", LEVELS)
    monkeypatch.setattr(link_graph, "ANCESTORS_MAX", ANCESTORS)


def refused(child: int, parent: int, links: set[tuple[int, int]]) -> LinkFault | None:
    """Return the fault that `surroundings` finds by measuring the whole graph."""
    if child == parent:
        return LinkFault.ITSELF
    around = surroundings(child, parent, [Edge(*link, None) for link in links])
    if around.loops:
        return LinkFault.LOOP
    too_large = around.levels > LEVELS or around.ancestors > ANCESTORS
    return LinkFault.TOO_LARGE if too_large else None


@pytest.mark.usefixtures("bounds")
@given(st.lists(st.tuples(st.integers(1, NODES), st.integers(1, NODES)), max_size=40))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_links_asked_about_one_after_the_other_get_the_answer_each_gets_alone(
    tried: list[tuple[int, int]],
) -> None:
    links: set[tuple[int, int]] = set()
    memory: LinkGraph[int] = LinkGraph()
    for child, parent in tried:
        fault = memory.fault(child, parent)
        assert fault == refused(child, parent, links)
        assert LinkGraph(links).fault(child, parent) == fault, "what it remembers is stale"
        if fault is None:
            memory.add(child, parent)
            links.add((child, parent))


def test_a_loop_that_should_not_be_there_ends_all_the_same() -> None:
    looped = LinkGraph([(1, 2), (2, 1), (3, 1)])
    assert looped.fault(4, 3) is None
    assert looped.fault(1, 4) is None


def test_links_above_are_those_that_lead_upwards_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = {(1, 2), (2, 3), (4, 3), (5, 1), (2, 6)}

    def above(ids: Iterable[int]) -> list[Edge]:
        asked = set(ids)
        return [Edge(child, parent, None) for child, parent in links if child in asked]

    monkeypatch.setattr(link_graph, "edges_above", above)
    found = {(edge.child_id, edge.parent_id) for edge in links_above([1])}
    assert found == {(1, 2), (2, 3), (2, 6)}
