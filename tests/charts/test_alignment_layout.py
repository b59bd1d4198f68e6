"""Laws of the map, for whatever graph of links there may be."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.charts.alignment_graph import (
    CHILDREN_UP_TO,
    DRAWN_UP_TO,
    SHOWN_UP_TO,
    AlignmentGraph,
    Choice,
    Link,
)
from plumbline.charts.alignment_layout import Room, laid_out

NODES = [f"n{number}" for number in range(14)]
FLOORS = st.lists(st.integers(0, 3), min_size=1, max_size=len(NODES)).map(
    lambda floors: dict(zip(NODES, floors, strict=False))
)
ENDS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.booleans())
LINKS = st.lists(ENDS.map(lambda ends: Link(*ends)), max_size=30)
KEYS = st.frozensets(st.sampled_from(NODES))
CHOICES = st.builds(
    Choice, opened=KEYS, shut=KEYS, focus=st.none() | st.sampled_from([*NODES, "gone"])
)
HEIGHTS = st.floats(24, 90)


@given(FLOORS, LINKS)
def test_levels_rise_along_every_link_and_none_closes_a_loop(
    floors: dict[str, int], links: list[Link]
) -> None:
    graph = AlignmentGraph(floors, links)
    assert set(graph.levels) == set(floors)
    for link in graph.links:
        assert graph.levels[link.child] > graph.levels[link.parent]
    assert all(graph.levels[key] >= floor for key, floor in floors.items())


@given(FLOORS, LINKS)
def test_links_without_a_loop_are_all_kept_and_once_each(
    floors: dict[str, int], links: list[Link]
) -> None:
    upwards = [link for link in links if link.parent < link.child]
    graph = AlignmentGraph(floors, upwards)
    wanted = {
        (link.child, link.parent) for link in upwards if {link.child, link.parent} <= set(floors)
    }
    assert sorted((link.child, link.parent) for link in graph.links) == sorted(wanted)
    for link in graph.links:
        same = [
            other for other in upwards if (other.child, other.parent) == (link.child, link.parent)
        ]
        assert link.contributes == any(other.contributes for other in same)


@given(FLOORS, LINKS, CHOICES)
def test_what_is_drawn_is_bounded_linked_to_every_parent_and_always_the_same(
    floors: dict[str, int], links: list[Link], choice: Choice
) -> None:
    graph = AlignmentGraph(floors, links)
    view = graph.view(choice)
    assert view == AlignmentGraph(dict(floors), links[::-1]).view(choice)
    shown = set(view.nodes)
    for link in graph.links:
        assert (link in view.links) == ({link.child, link.parent} <= shown)
    for key in shown:
        above = [parent for parent in graph.parents(key) if parent in shown]
        assert (view.under[key] in above) if above else view.under[key] is None
        assert view.parents_hidden.get(key, 0) == len(graph.parents(key)) - len(above)


@given(FLOORS, LINKS, CHOICES)
def test_nothing_below_what_is_drawn_is_lost(
    floors: dict[str, int], links: list[Link], choice: Choice
) -> None:
    graph = AlignmentGraph(floors, links)
    view = graph.view(choice)
    told = set(view.nodes).union(*(fold.hidden for fold in view.folds))
    assert graph.descendants(view.nodes) <= told
    if choice.focus not in floors:
        assert told == set(floors)
    else:
        assert graph.ancestors([str(choice.focus)]) | {choice.focus} <= set(view.nodes)
    for fold in view.folds:
        assert not set(fold.hidden) & set(view.nodes)


@given(FLOORS, LINKS, CHOICES, st.lists(HEIGHTS, min_size=14, max_size=14))
def test_no_two_boxes_overlap_and_all_lie_inside(
    floors: dict[str, int], links: list[Link], choice: Choice, heights: list[float]
) -> None:
    graph = AlignmentGraph(floors, links)
    view = graph.view(choice)
    rooms = [
        Room(key, graph.levels[key], heights[NODES.index(key)], view.under[key])
        for key in view.nodes
    ]
    spots, height = laid_out(rooms)
    assert set(spots) == set(view.nodes)
    for one, other in combinations(spots.values(), 2):
        apart = (
            min(one.top + one.height, other.top + other.height) <= max(one.top, other.top) + 1e-6
        )
        assert one.column != other.column or apart
    for room in rooms:
        spot = spots[room.key]
        assert spot.top >= -1e-6
        assert spot.top + spot.height <= height + 1e-6
        assert room.under is None or spots[room.under].column < spot.column


def star(children: int) -> AlignmentGraph:
    floors = {"top": 0} | {f"c{number}": 1 for number in range(children)}
    return AlignmentGraph(floors, [Link(f"c{number}", "top") for number in range(children)])


def test_of_many_children_some_are_drawn_and_the_rest_is_counted() -> None:
    view = star(300).view(Choice())
    assert len(view.nodes) == 1 + CHILDREN_UP_TO
    (fold,) = view.folds
    assert (fold.parent, fold.children, fold.is_rest) == ("top", 300 - CHILDREN_UP_TO, True)
    assert len(star(300).view(Choice(focus="top")).nodes) == 1 + CHILDREN_UP_TO


def test_thousands_of_nodes_fold_to_what_can_be_read_even_when_all_is_unfolded() -> None:
    floors = {f"n{number}": 0 for number in range(3000)}
    graph = AlignmentGraph(
        floors, [Link(f"n{number}", f"n{(number - 1) // 5}") for number in range(1, 3000)]
    )
    assert len(graph.view(Choice()).nodes) <= SHOWN_UP_TO
    everything = graph.view(Choice(opened=frozenset(floors)))
    assert SHOWN_UP_TO < len(everything.nodes) <= DRAWN_UP_TO
    assert len(everything.nodes) + len(set().union(*(f.hidden for f in everything.folds))) == 3000


def test_a_child_of_two_parents_is_folded_only_when_both_are() -> None:
    graph = AlignmentGraph({"a": 0, "b": 0, "c": 0}, [Link("c", "a"), Link("c", "b", True)])
    one = graph.view(Choice(shut=frozenset({"a"})))
    assert one.nodes == ("a", "b", "c")
    assert len(one.links) == 2
    assert one.under["c"] == "b"
    both = graph.view(Choice(shut=frozenset({"a", "b"})))
    assert both.nodes == ("a", "b")
    assert [fold.hidden for fold in both.folds] == [("c",), ("c",)]


def test_a_focus_shows_every_way_up_and_leaves_out_what_stands_beside() -> None:
    floors = dict.fromkeys(("a", "b", "c", "aside", "below"), 0)
    links = [Link("c", "a"), Link("c", "b"), Link("aside", "a"), Link("below", "c")]
    view = AlignmentGraph(floors, links).view(Choice(focus="c"))
    assert view.nodes == ("a", "b", "c", "below")
    assert view.path == {"a", "b", "c", "below"}
    assert [(fold.parent, fold.hidden) for fold in view.folds] == [("a", ("aside",))]


def test_a_large_branch_begins_at_the_top_with_each_box_beside_its_first_child() -> None:
    rooms = [Room("a", 0, 40), *(Room(f"a{number}", 1, 40, "a") for number in range(9))]
    spots, height = laid_out([*rooms, Room("b", 0, 40)])
    assert spots["a"].middle == spots["a0"].middle
    assert spots["a"].top == 0
    assert spots["a8"].top < spots["b"].top < height


def test_a_box_is_never_drawn_under_one_beside_it() -> None:
    with pytest.raises(ValueError, match="does not stand below"):
        laid_out([Room("a", 1, 30), Room("b", 1, 30, "a")])
    with pytest.raises(ValueError, match="does not stand below"):
        laid_out([Room("b", 1, 30, "a")])
