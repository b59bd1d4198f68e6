"""The graph's measures against the slow way: every path walked to its end."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from plumbline.domain.okrs.graph import Edge, ancestors_ordered, surroundings

NODES = 8
#: Links from a greater number to a smaller one make no loop.
ties = st.sets(
    st.tuples(st.integers(1, NODES), st.integers(1, NODES)).filter(lambda tie: tie[0] > tie[1])
)


def ways_up(node: int, links: set[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield every way from a node to a top, the node itself left out."""
    parents = [parent for child, parent in links if child == node]
    if not parents:
        yield []
    for parent in parents:
        for way in ways_up(parent, links):
            yield [parent, *way]


def above(node: int, links: set[tuple[int, int]]) -> set[int]:
    return {other for way in ways_up(node, links) for other in way}


@given(ties, st.integers(1, NODES), st.integers(1, NODES))
def test_a_new_link_is_measured_by_its_longest_way_and_its_widest_descendant(
    links: set[tuple[int, int]], child: int, parent: int
) -> None:
    edges = [Edge(low, high, None) for low, high in links]
    if child == parent:
        return
    found = surroundings(child, parent, edges)
    assert found.loops == (child in above(parent, links))
    if found.loops:
        return
    after = links | {(child, parent)}
    concerned = [node for node in range(1, NODES + 1) if child in above(node, links) | {node}]
    through = [
        len(way)
        for node in concerned
        for way in ways_up(node, after)
        if (child, parent) in zip([node, *way], way, strict=False)
    ]
    assert found.levels == max(through)
    assert found.ancestors == max(len(above(node, after)) for node in concerned)


@given(ties, st.sets(st.integers(1, NODES), min_size=1))
def test_children_stand_before_their_parents(links: set[tuple[int, int]], starts: set[int]) -> None:
    reached = starts.union(*(above(node, links) for node in starts))
    edges = [Edge(low, high, 1) for low, high in links if low in reached]
    order = ancestors_ordered(starts, edges)
    assert sorted(order) == sorted(reached)
    places = {node: place for place, node in enumerate(order)}
    assert all(places[edge.child_id] < places[edge.parent_id] for edge in edges)
