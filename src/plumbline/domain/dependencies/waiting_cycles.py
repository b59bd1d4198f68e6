"""Sides that wait for each other in a circle, over any number of others in between."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

#: A side: what kind of thing it is, and its id.
End: TypeAlias = tuple[str, int]
#: A dependency: its id, who waits, who delivers.
Edge: TypeAlias = tuple[int, End, End]


def in_a_circle(edges: Iterable[Edge]) -> frozenset[int]:
    """Return the ids of the dependencies that lie on a circle of waiting.

    Args:
        edges: Those that are open, each from the side that waits to the one that delivers.
    """
    after: dict[End, set[End]] = defaultdict(set)
    before: dict[End, set[End]] = defaultdict(set)
    known = list(edges)
    for _, waiting, delivering in known:
        after[waiting].add(delivering)
        before[delivering].add(waiting)
    circle_of = _circles(after, before)
    return frozenset(
        id_ for id_, waiting, delivering in known if circle_of[waiting] == circle_of[delivering]
    )


def _circles(after: dict[End, set[End]], before: dict[End, set[End]]) -> dict[End, int]:
    """Return for every side the number of its strongly connected component.

    Source: S. R. Kosaraju's algorithm: sides in the order in which all behind them was seen, then
    backwards along what leads to each.
    """
    circle_of: dict[End, int] = {}
    for number, end in enumerate(reversed(_finished(after, before))):
        waiting = [] if end in circle_of else [end]
        while waiting:
            each = waiting.pop()
            circle_of[each] = number
            waiting += [other for other in before.get(each, ()) if other not in circle_of]
    return circle_of


def _finished(after: dict[End, set[End]], before: dict[End, set[End]]) -> list[End]:
    seen: set[End] = set()
    finished: list[End] = []
    for start in sorted({*after, *before}):
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(sorted(after.get(start, ()))))]
        while path:
            end, ahead = path[-1]
            further = next((each for each in ahead if each not in seen), None)
            if further is None:
                finished.append(end)
                path.pop()
            else:
                seen.add(further)
                path.append((further, iter(sorted(after.get(further, ())))))
    return finished
