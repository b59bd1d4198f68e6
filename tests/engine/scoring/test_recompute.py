from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.engine.scoring.recompute import (
    GraphRefused,
    KeyResultRow,
    LinkRow,
    ObjectiveRow,
    OwnRow,
    children_first,
    recompute,
    recompute_reference,
)
from plumbline.engine.scoring.rollup import RollupDelta, RollupState

Graph = tuple[list[ObjectiveRow], list[KeyResultRow], list[LinkRow]]
HALF, FULL = 500_000_000, 1_000_000_000


def rolled_up(
    objectives: Iterable[ObjectiveRow],
    key_results: Iterable[KeyResultRow],
    links: Iterable[LinkRow],
    kept: Mapping[int, RollupState] | None = None,
) -> dict[int, RollupState]:
    """Recompute from single key results, as `recompute_reference` takes them."""
    own = (OwnRow(id_, weight, weight * progress) for id_, weight, progress in key_results)
    return recompute(objectives, own, links, kept or {})


def test_children_reach_their_grandparents() -> None:
    objectives = [ObjectiveRow(1), ObjectiveRow(2), ObjectiveRow(3)]
    key_results = [KeyResultRow(3, 1000, HALF), KeyResultRow(2, 1000, FULL)]
    links = [LinkRow(2, 1, 1000), LinkRow(3, 2, 1000)]
    states = rolled_up(objectives, key_results, links)
    assert states[2].progress() == Decimal("0.75")
    assert states[1] == RollupState(1000, 1000 * 750_000_000)


def test_a_parent_adds_the_rounded_progress_of_its_child() -> None:
    key_results = [KeyResultRow(2, 1000, 0), KeyResultRow(2, 2000, FULL)]
    states = rolled_up([ObjectiveRow(1), ObjectiveRow(2)], key_results, [LinkRow(2, 1, 3000)])
    assert states[1].weighted_sum_scaled == 3000 * 666_666_667


def test_a_diamond_counts_its_foot_on_both_sides_once() -> None:
    objectives = [ObjectiveRow(number) for number in (1, 2, 3, 4)]
    key_results = [KeyResultRow(4, 1000, FULL), KeyResultRow(2, 1000, 0)]
    links = [LinkRow(4, 2, 1000), LinkRow(4, 3, 1000), LinkRow(2, 1, 1000), LinkRow(3, 1, 1000)]
    states = rolled_up(objectives, key_results, links)
    assert states[2].progress() == Decimal("0.5")
    assert states[1].progress() == Decimal("0.75")


def test_an_objective_that_is_not_scored_contributes_nothing() -> None:
    objectives = [ObjectiveRow(1), ObjectiveRow(2, is_scored=False), ObjectiveRow(3)]
    key_results = [KeyResultRow(2, 1000, FULL)]
    links = [LinkRow(2, 1, 1000), LinkRow(3, 1, 1000)]
    states = rolled_up(objectives, key_results, links)
    assert states[1] == RollupState()
    assert states[2] == RollupState(1000, 1000 * FULL)


def test_what_is_over_keeps_its_sums_and_hands_no_more_on() -> None:
    objectives = [ObjectiveRow(number) for number in (1, 2, 3)]
    key_results = [KeyResultRow(3, 1000, FULL), KeyResultRow(2, 1000, FULL)]
    links = [LinkRow(3, 2, 1000), LinkRow(2, 1, 1000)]
    ended = {2: RollupState(2000, 1000 * HALF)}
    states = rolled_up(objectives, key_results, links, ended)
    assert states[2] == ended[2]
    assert states[1] == RollupState(1000, 1000 * HALF // 2)
    reference = recompute_reference(objectives, key_results, links, ended)
    assert reference == {1: Decimal("0.25"), 2: Decimal("0.25"), 3: Decimal(1)}


@pytest.mark.parametrize(
    ("objectives", "key_results", "links", "message_id", "ids"),
    [
        ([1, 2, 3], [], [(1, 2), (2, 1), (2, 3)], "scoring.links_loop", (1, 2, 3)),
        ([1], [], [(1, 1)], "scoring.links_loop", (1,)),
        ([1, 1], [], [], "scoring.objective_repeated", (1,)),
        ([1], [9], [], "scoring.objective_unknown", (9,)),
        ([1], [], [(1, 9)], "scoring.objective_unknown", (9,)),
        ([1], [], [(9, 1)], "scoring.objective_unknown", (9,)),
        ([1, 2], [], [(2, 1), (2, 1)], "scoring.link_repeated", (1, 2)),
    ],
)
def test_rows_that_make_no_graph_are_refused(
    objectives: list[int],
    key_results: list[int],
    links: list[tuple[int, int]],
    message_id: str,
    ids: tuple[int, ...],
) -> None:
    rows = (
        [ObjectiveRow(number) for number in objectives],
        [KeyResultRow(number, 1000, HALF) for number in key_results],
        [LinkRow(child, parent, 1000) for child, parent in links],
    )
    for compute in (rolled_up, recompute_reference):
        with pytest.raises(GraphRefused) as refusal:
            compute(*rows)
        assert (refusal.value.message.id, refusal.value.ids) == (message_id, ids)


def test_children_stand_before_their_parents() -> None:
    parents = {1: [(2, 1)], 3: [(1, 1), (2, 1)], 4: [(3, 1)]}
    assert children_first([1, 2, 3, 4], parents) == [4, 3, 1, 2]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Graphs without loops: every link leads from a greater id to a smaller one."""
    count = draw(st.integers(1, 7))
    weights = st.integers(0, 5000)
    objectives = [ObjectiveRow(number, draw(st.booleans())) for number in range(count)]
    key_results = draw(
        st.lists(
            st.builds(KeyResultRow, st.integers(0, count - 1), weights, st.integers(0, FULL)),
            max_size=10,
        )
    )
    pairs = [(child, parent) for child in range(count) for parent in range(child)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    return objectives, key_results, [LinkRow(*pair, draw(weights)) for pair in chosen]


@given(graphs())
def test_integers_give_what_the_definition_gives(graph: Graph) -> None:
    states = rolled_up(*graph)
    progresses = {id_: state.progress() for id_, state in states.items()}
    assert progresses == recompute_reference(*graph)


@given(graphs(), st.randoms())
def test_the_order_of_rows_does_not_matter(graph: Graph, random: object) -> None:
    shuffled = tuple(list(rows) for rows in graph)
    for rows in shuffled:
        random.shuffle(rows)  # type: ignore[attr-defined]
    assert rolled_up(*shuffled) == rolled_up(*graph)  # type: ignore[arg-type]


@given(graphs(), st.data())
def test_deltas_up_the_graph_give_what_recomputing_gives(graph: Graph, data: st.DataObject) -> None:
    objectives, key_results, links = graph
    if not key_results:
        return
    states = rolled_up(*graph)
    scored = dict(objectives)
    index = data.draw(st.integers(0, len(key_results) - 1))
    old = key_results[index]
    new = old._replace(progress_scaled=data.draw(st.integers(0, FULL)))
    changed = [*key_results[:index], new, *key_results[index + 1 :]]
    pending = {old.objective_id: RollupDelta(0, old.weight_scaled * (new[2] - old.progress_scaled))}
    for child in sorted(states, reverse=True):
        before = states[child]
        states[child] = after = before.apply(pending.get(child, RollupDelta()))
        for link in links:
            if link.child_id == child and scored[child]:
                step = link.weight_scaled * (
                    (after.progress_scaled() or 0) - (before.progress_scaled() or 0)
                )
                known = pending.get(link.parent_id, RollupDelta())
                pending[link.parent_id] = known + RollupDelta(0, step)
    assert states == rolled_up(objectives, changed, links)
