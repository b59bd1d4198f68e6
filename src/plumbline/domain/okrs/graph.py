"""The alignment graph of one organization, walked upwards and downwards.

A link from or to a key result is one from or to its objective: a loop through a key result is a
loop all the same.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.rows_writing import ids_given, ids_named

#: Deeper or wider graphs are refused when a link is made, so that a check-in stays short.
LEVELS_MAX = 20
ANCESTORS_MAX = 200
#: SQLite takes no more than 500 terms in one list of values; more ids travel as one text.
STARTS_AT_ONCE = 400


#: What of an objective decides what it hands on.
_LINKED = frozenset({"id", "organization_id", "state", "style"})


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


def objectives_up(objective_ids: Collection[int]) -> tuple[str, list[int | str]]:
    """Return a query for objectives and all they contribute to, with its values.

    It is to stand inside another statement, which then follows the links by itself. Links that loop
    or go too high were refused when they were made; a loop would still end here.
    """
    links, own = connection.ops.quote_name(Alignment._meta.db_table), organization_bound().pk
    starts, given = _starts(objective_ids)
    return (
        f"WITH RECURSIVE above (id) AS ({starts}"  # noqa: S608 — our own table
        f" UNION SELECT a.parent_objective_id FROM {links} a"
        " JOIN above ON a.child_objective_id = above.id WHERE a.organization_id = %s"
        " AND NOT a.is_removed AND a.weight IS NOT NULL) SELECT id FROM above",
        [*given, own],
    )


def _starts(objective_ids: Collection[int]) -> tuple[str, list[int | str]]:
    """Return ids as rows. A few are named one by one: PostgreSQL then knows that they are few."""
    if len(objective_ids) > STARTS_AT_ONCE:
        return ids_given(connection), [json.dumps(sorted(objective_ids))]
    return f"VALUES {', '.join(['(CAST(%s AS BIGINT))'] * len(objective_ids))}", [*objective_ids]


def objectives_linked(
    objective_ids: Collection[int],
) -> tuple[Mapping[int, Objective], Sequence[Edge]]:
    """Return objectives and the links by which they contribute to others (one query).

    Of an objective nothing is read but its state and style.
    """
    if not objective_ids:
        return {}, ()
    quote = connection.ops.quote_name
    rows, links = (quote(model._meta.db_table) for model in (Objective, Alignment))
    # In the order in which Django takes them, which is that of the table.
    names = [each.attname for each in Objective._meta.concrete_fields if each.attname in _LINKED]
    columns = ", ".join(f"o.{quote(name)}" for name in names)
    given, named = ids_named(connection, objective_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, a.parent_objective_id, a.weight"  # noqa: S608 — our own tables
            f" FROM {rows} o LEFT JOIN {links} a ON a.organization_id = o.organization_id"
            " AND a.child_objective_id = o.id AND NOT a.is_removed AND a.weight IS NOT NULL"
            f" WHERE o.organization_id = %s AND o.id IN ({given})"
            " ORDER BY o.id, a.parent_objective_id",
            [organization_bound().pk, *named],
        )
        found = cursor.fetchall()
    objectives: dict[int, Objective] = {}
    edges = []
    for *said, parent_id, weight in found:
        objective = Objective.from_db(DEFAULT_DB_ALIAS, names, said)
        objectives.setdefault(objective.pk, objective)
        if parent_id is not None:
            edges.append(Edge(objective.pk, parent_id, weight))
    return objectives, edges


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
