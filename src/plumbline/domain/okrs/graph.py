"""The alignment graph of one organization, walked upwards and downwards level by level.

A link from or to a key result is one from or to its objective: a loop through a key result is a
loop all the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from plumbline.domain.okrs.models import Alignment
from plumbline.domain.tenancy.context import organization_bound

#: Deeper or wider graphs are refused when a link is made, so that a check-in stays short.
LEVELS_MAX = 20
ANCESTORS_MAX = 200


@dataclass(frozen=True, slots=True)
class Edge:
    """One link between objectives; `weight` in thousandths when it contributes."""

    child_id: int
    parent_id: int
    weight: int | None


class GraphTooLarge(Exception):
    """A walk passed `LEVELS_MAX` levels or `ANCESTORS_MAX` objectives."""


def edges_above(objective_ids: Iterable[int]) -> list[Edge]:
    """Return the links that start at the given objectives or their key results (one query)."""
    return _edges(Alignment.objects.filter(child_objective__in=objective_ids))


def edges_below(objective_ids: Iterable[int]) -> list[Edge]:
    """Return the links that end at the given objectives or their key results (one query)."""
    return _edges(Alignment.objects.filter(parent_objective__in=objective_ids))


def _edges(links: QuerySet[Alignment]) -> list[Edge]:
    rows = links.filter(is_removed=False).values_list(
        "child_objective_id", "parent_objective_id", "weight"
    )
    return [Edge(child, parent, weight) for child, parent, weight in rows]


def walk_up(objective_id: int) -> Iterator[list[Edge]]:
    """Yield the links above an objective, one list a level, each objective entered once.

    Raises:
        GraphTooLarge: More than `LEVELS_MAX` levels or `ANCESTORS_MAX` ancestors.
    """
    seen = {objective_id}
    frontier = {objective_id}
    for _level in range(LEVELS_MAX + 1):
        edges = edges_above(frontier)
        if not edges:
            return
        yield edges
        frontier = {edge.parent_id for edge in edges} - seen
        seen |= frontier
        if len(seen) > ANCESTORS_MAX + 1:
            raise GraphTooLarge
        if not frontier:
            return
    raise GraphTooLarge


def contributing_edges_up(objective_id: int) -> list[Edge]:
    """Return every contributing link above an objective, in one query whatever the levels.

    Links that loop or go too high were refused when they were made; a loop would still end here.
    """
    links = connection.ops.quote_name(Alignment._meta.db_table)
    contributes = "a.organization_id = %s AND NOT a.is_removed AND a.weight IS NOT NULL"
    organization_id = organization_bound().pk
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE above (id) AS (SELECT CAST(%s AS BIGINT)"  # noqa: S608 — our own table
            f" UNION SELECT a.parent_objective_id FROM {links} a"
            f" JOIN above ON a.child_objective_id = above.id WHERE {contributes})"
            f" SELECT a.child_objective_id, a.parent_objective_id, a.weight FROM {links} a"
            f" JOIN above ON a.child_objective_id = above.id WHERE {contributes}",
            [objective_id, organization_id, organization_id],
        )
        return [Edge(child, parent, weight) for child, parent, weight in cursor.fetchall()]


def ancestors_ordered(objective_id: int, edges: Iterable[Edge]) -> list[int]:
    """Return the objective and its ancestors, every child before its parents.

    Args:
        objective_id: Where the change happened.
        edges: All contributing links above it, in any order, without a loop.
    """
    parents: dict[int, list[int]] = {}
    waiting: dict[int, int] = {objective_id: 0}
    for edge in set(edges):
        parents.setdefault(edge.child_id, []).append(edge.parent_id)
        waiting[edge.parent_id] = waiting.get(edge.parent_id, 0) + 1
    ordered = []
    ready = [objective_id]
    while ready:
        node = ready.pop()
        ordered.append(node)
        for parent in parents.get(node, ()):
            waiting[parent] -= 1
            if waiting[parent] == 0:
                ready.append(parent)
    return ordered


def walk_down(objective_id: int) -> Iterator[list[Edge]]:
    """Yield the links below an objective, one list a level, each objective entered once.

    Raises:
        GraphTooLarge: More than `LEVELS_MAX` levels.
    """
    seen = {objective_id}
    frontier = {objective_id}
    for _level in range(LEVELS_MAX + 1):
        edges = edges_below(frontier)
        if not edges:
            return
        yield edges
        frontier = {edge.child_id for edge in edges} - seen
        seen |= frontier
        if not frontier:
            return
    raise GraphTooLarge
