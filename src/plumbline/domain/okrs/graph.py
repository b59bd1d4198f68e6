"""The alignment graph of one organization, walked upwards and downwards.

A link from or to a key result is one from or to its objective: a loop through a key result is a
loop all the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from plumbline.domain.okrs.models import Alignment
from plumbline.domain.tenancy.context import organization_bound

#: Deeper or wider graphs are refused when a link is made, so that a check-in stays short.
LEVELS_MAX = 20
ANCESTORS_MAX = 200
#: SQLite takes no more than 500 terms in one list of values.
STARTS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Edge:
    """One link between objectives; `weight` in thousandths when it contributes."""

    child_id: int
    parent_id: int
    weight: int | None


def edges_above(objective_ids: Iterable[int]) -> list[Edge]:
    """Return the links that start at the given objectives or their key results (one query)."""
    return _edges(Alignment.objects.filter(child_objective__in=objective_ids))


def _edges(links: QuerySet[Alignment]) -> list[Edge]:
    rows = links.filter(is_removed=False).values_list(
        "child_objective_id", "parent_objective_id", "weight"
    )
    return [Edge(child, parent, weight) for child, parent, weight in rows]


def contributing_edges_up(objective_ids: Collection[int]) -> list[Edge]:
    """Return every contributing link above objectives, in one query for hundreds of them.

    Links that loop or go too high were refused when they were made; a loop would still end here.
    """
    ids = list(objective_ids)
    starts = range(0, len(ids), STARTS_AT_ONCE)
    found = (_contributing_edges_up(ids[start : start + STARTS_AT_ONCE]) for start in starts)
    return list(dict.fromkeys(edge for edges in found for edge in edges))


def _contributing_edges_up(objective_ids: list[int]) -> list[Edge]:
    links = connection.ops.quote_name(Alignment._meta.db_table)
    contributes = "a.organization_id = %s AND NOT a.is_removed AND a.weight IS NOT NULL"
    starts = ", ".join(["(CAST(%s AS BIGINT))"] * len(objective_ids))
    organization_id = organization_bound().pk
    return _edges_fetched(
        f"WITH RECURSIVE above (id) AS (VALUES {starts}"  # noqa: S608 — our own table
        f" UNION SELECT a.parent_objective_id FROM {links} a"
        f" JOIN above ON a.child_objective_id = above.id WHERE {contributes})"
        f" SELECT a.child_objective_id, a.parent_objective_id, a.weight FROM {links} a"
        f" JOIN above ON a.child_objective_id = above.id WHERE {contributes}",
        [*objective_ids, organization_id, organization_id],
    )


def edges_around(child_id: int, parent_id: int) -> list[Edge]:
    """Return every link that a new one would lie on a way with, in one query.

    Those are the links above the parent, and all above whatever hangs below the child: what hangs
    there may have other parents beside.
    """
    links = connection.ops.quote_name(Alignment._meta.db_table)
    stands = "a.organization_id = %s AND NOT a.is_removed"
    organization_id = organization_bound().pk
    return _edges_fetched(
        "WITH RECURSIVE below (id) AS (SELECT CAST(%s AS BIGINT)"  # noqa: S608 — our own table
        f" UNION SELECT a.child_objective_id FROM {links} a"
        f" JOIN below ON a.parent_objective_id = below.id WHERE {stands}),"
        " around (id) AS (SELECT id FROM below UNION SELECT CAST(%s AS BIGINT)"
        f" UNION SELECT a.parent_objective_id FROM {links} a"
        f" JOIN around ON a.child_objective_id = around.id WHERE {stands})"
        f" SELECT a.child_objective_id, a.parent_objective_id, a.weight FROM {links} a"
        f" JOIN around ON a.child_objective_id = around.id WHERE {stands}",
        [child_id, organization_id, parent_id, organization_id, organization_id],
    )


def _edges_fetched(statement: str, parameters: list[int]) -> list[Edge]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Edge(child, parent, weight) for child, parent, weight in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a new link would join; levels are links on the longest way.

    Attributes:
        loops: The parent rests on the child already.
        levels: On the longest way through the new link, the link itself among them.
        ancestors: How many the child, or whatever hangs below it, would have at most.
    """

    loops: bool
    levels: int
    ancestors: int


def surroundings(child_id: int, parent_id: int, edges: Iterable[Edge]) -> Surroundings:
    """Measure what a link from child to parent would make of the graph.

    Args:
        child_id: Where the link would start.
        parent_id: Where it would end.
        edges: As `edges_around` returns them.
    """
    parents: dict[int, set[int]] = defaultdict(set)
    children: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        parents[edge.child_id].add(edge.parent_id)
        children[edge.parent_id].add(edge.child_id)
    order = _parents_first({child_id, parent_id, *parents, *children}, parents, children)
    ancestors: dict[int, frozenset[int]] = {}
    levels_above: dict[int, int] = {}
    for node in order:
        above = parents[node]
        ancestors[node] = frozenset(above).union(*(ancestors[parent] for parent in above))
        levels_above[node] = max((levels_above[parent] + 1 for parent in above), default=0)
    levels_below: dict[int, int] = {}
    for node in reversed(order):
        levels_below[node] = max((levels_below[child] + 1 for child in children[node]), default=0)
    gained = ancestors[parent_id] | {parent_id}
    concerned = (node for node in order if node == child_id or child_id in ancestors[node])
    return Surroundings(
        loops=child_id in gained,
        levels=levels_above[parent_id] + 1 + levels_below[child_id],
        ancestors=max(len(ancestors[node] | gained) for node in concerned),
    )


def _parents_first(
    nodes: Iterable[int], parents: Mapping[int, set[int]], children: Mapping[int, set[int]]
) -> list[int]:
    """Order nodes so that each stands behind all its parents."""
    waiting = {node: len(parents.get(node, ())) for node in nodes}
    order = [node for node, count in waiting.items() if not count]
    # The list grows while it is read: what stands in it has nothing left to wait for.
    for node in order:
        for child in children.get(node, ()):
            waiting[child] -= 1
            if not waiting[child]:
                order.append(child)
    return order


def ancestors_ordered(objective_ids: Iterable[int], edges: Iterable[Edge]) -> list[int]:
    """Return objectives and their ancestors, every child before its parents.

    Args:
        objective_ids: Where changes happened.
        edges: All contributing links above them, in any order, without a loop.
    """
    parents: dict[int, set[int]] = defaultdict(set)
    children: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        parents[edge.child_id].add(edge.parent_id)
        children[edge.parent_id].add(edge.child_id)
    nodes = {*objective_ids, *parents, *children}
    return _parents_first(nodes, children, parents)
