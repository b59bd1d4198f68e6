"""Which part of an alignment graph is shown: folded, focused, and never more than can be read.

Nodes are known by their keys. Every link leads from a child to one of its parents; a child may
have several, and is drawn once. Links that would close a loop cannot be made; should one be read
all the same, it is left out here, so that levels always rise.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: What a person can take in at once; beyond it subtrees fold into a count.
SHOWN_UP_TO = 40
#: Children of one parent that are drawn; the others fold into one count.
CHILDREN_UP_TO = 12
#: What is drawn even when everything is unfolded by hand.
DRAWN_UP_TO = 150


class Link(NamedTuple):
    """A link from a child up to one of its parents; a contribution counts in its parent."""

    child: str
    parent: str
    contributes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody asked to see.

    Attributes:
        opened: Nodes unfolded by hand.
        shut: Nodes folded by hand.
        focus: The node whose ways up and down are shown alone; `None` for the whole graph.
    """

    opened: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """What is hidden at one place.

    Attributes:
        parent: Below which node; `None` for what stands at the top.
        children: How many of its own children are hidden.
        hidden: Everything hidden there, in reading order, each once.
        is_rest: Whether some of its children are shown all the same.
    """

    parent: str | None
    children: int
    hidden: tuple[str, ...]
    is_rest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part that is drawn.

    Attributes:
        nodes: Shown nodes in reading order.
        links: Every link between two of them.
        folds: What is hidden, by place.
        under: The parent that each node is drawn under; `None` at the top.
        path: The focus with everything above and below it that is shown; empty without a focus.
        open: Shown nodes whose children are shown.
        parents_hidden: How many parents of a shown node are not shown, where any are.
    """

    nodes: tuple[str, ...]
    links: tuple[Link, ...]
    folds: tuple[Fold, ...]
    under: Mapping[str, str | None]
    path: frozenset[str]
    open: frozenset[str]
    parents_hidden: Mapping[str, int]


class AlignmentGraph:
    """Nodes and their links, with the level of each: one more than its highest parent's."""

    def __init__(self, floors: Mapping[str, int], links: Iterable[Link]) -> None:
        """Take nodes in reading order, each with the lowest level it may stand at."""
        known: dict[tuple[str, str], Link] = {}
        for link in links:
            child, parent, contributes = link
            if child in floors and parent in floors and child != parent:
                known[child, parent] = link if contributes else known.get((child, parent), link)
        place = {key: number for number, key in enumerate(floors)}
        pairs = sorted(known, key=lambda pair: (place[pair[1]], place[pair[0]]))
        levels, kept = _levels(floors, pairs)
        self._take(levels, [link for pair, link in known.items() if pair in kept])

    def _take(self, levels: Mapping[str, int], links: Iterable[Link]) -> None:
        place = {key: number for number, key in enumerate(levels)}
        self._place, self.levels = place, levels
        self.links = tuple(sorted(links, key=lambda link: (place[link.parent], place[link.child])))
        self._above: dict[str, list[Link]] = defaultdict(list)
        self._below: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            self._above[link.child].append(link)
            self._below[link.parent].append(link)

    def joined(self, links: Iterable[Link]) -> "AlignmentGraph":
        """Return the graph with further links, each from a level to a lower one.

        Raises:
            ValueError: A link leads to the same level or a higher one.
        """
        further = list(links)
        for link in further:
            if self.levels[link.parent] >= self.levels[link.child]:
                raise ValueError(f"{link.parent} does not stand above {link.child}")
        return self._of(self.levels, [*self.links, *further])

    @classmethod
    def _of(cls, levels: Mapping[str, int], links: Iterable[Link]) -> "AlignmentGraph":
        graph = cls.__new__(cls)
        graph._take(levels, links)
        return graph

    @property
    def nodes(self) -> tuple[str, ...]:
        """All keys in reading order."""
        return tuple(self._place)

    def parents(self, key: str) -> list[str]:
        """Return the parents of a node in reading order."""
        return [link.parent for link in self._above.get(key, ())]

    def children(self, key: str) -> list[str]:
        """Return the children of a node in reading order."""
        return [link.child for link in self._below.get(key, ())]

    def ancestors(self, keys: Iterable[str]) -> set[str]:
        """Return everything above some nodes, without them unless one is above another."""
        return self._reached(keys, self.parents)

    def descendants(self, keys: Iterable[str]) -> set[str]:
        """Return everything below some nodes."""
        return self._reached(keys, self.children)

    def narrowed(self, kept: Collection[str]) -> "AlignmentGraph":
        """Return the graph of some nodes alone; each stays at its level."""
        levels = {key: level for key, level in self.levels.items() if key in kept}
        links = [link for link in self.links if link.child in levels and link.parent in levels]
        return self._of(levels, links)

    def view(self, choice: Choice) -> View:
        """Return what is drawn: a focus with its ways up and down, or the top and what fits."""
        if choice.focus in self._place:
            return self._focused(choice, str(choice.focus))
        roots = [key for key in self._place if not self._above.get(key)]
        shown, opened = self._unfold(roots[:CHILDREN_UP_TO], choice, set())
        return self._view(shown, opened, frozenset(), roots)

    def _focused(self, choice: Choice, focus: str) -> View:
        above = self.ancestors([focus])
        core = sorted(above | {focus}, key=self._place.__getitem__)
        shown, opened = self._unfold(core, choice, above)
        below = self.descendants([focus]) & shown
        return self._view(shown, opened, frozenset(above | {focus} | below), ())

    def _unfold(
        self, start: Sequence[str], choice: Choice, passed: Collection[str]
    ) -> tuple[set[str], set[str]]:
        """Show children level by level while there is room; what was asked for goes first.

        Nodes in `passed` are on the way to a focus: their children are shown when asked for only.
        """
        shown, opened = set(start), {key for key in passed if key not in choice.shut}
        waiting = deque(start)
        while waiting:
            key = waiting.popleft()
            children = self.children(key)[:CHILDREN_UP_TO]
            fresh = [child for child in children if child not in shown]
            asked = key in choice.opened
            room = DRAWN_UP_TO if asked else SHOWN_UP_TO
            wanted = asked or (key not in choice.shut and key not in passed)
            if children and wanted and len(shown) + len(fresh) <= room:
                opened.add(key)
                shown.update(fresh)
                waiting.extend(fresh)
        return shown, opened

    def _view(
        self, shown: set[str], opened: set[str], path: frozenset[str], roots: Sequence[str]
    ) -> View:
        nodes = tuple(sorted(shown, key=self._place.__getitem__))
        folds = [self._fold(key, self.children(key), shown) for key in nodes]
        folds.append(self._fold(None, roots, shown))
        missing = {key: sum(up not in shown for up in self.parents(key)) for key in nodes}
        return View(
            nodes=nodes,
            links=tuple(link for link in self.links if {link.child, link.parent} <= shown),
            folds=tuple(fold for fold in folds if fold.hidden),
            under={key: self._under(key, shown, opened) for key in nodes},
            path=path,
            open=frozenset(key for key in opened if shown & set(self.children(key))),
            parents_hidden={key: count for key, count in missing.items() if count},
        )

    def _fold(self, parent: str | None, children: Sequence[str], shown: set[str]) -> Fold:
        away = [key for key in children if key not in shown]
        hidden = self._reached(away, self.children) | set(away)
        ordered = tuple(sorted(hidden - shown, key=self._place.__getitem__))
        return Fold(parent, len(away), ordered, is_rest=len(away) < len(children))

    def _under(self, key: str, shown: set[str], opened: set[str]) -> str | None:
        """Return the parent that a node is drawn under: unfolded, near, and counting it."""
        links = [link for link in self._above.get(key, ()) if link.parent in shown]
        best = max(
            links,
            key=lambda link: (
                link.parent in opened,
                self.levels[link.parent],
                link.contributes,
                -self._place[link.parent],
            ),
            default=None,
        )
        return best.parent if best else None

    def _reached(self, keys: Iterable[str], step: Callable[[str], list[str]]) -> set[str]:
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            for key in step(waiting.pop()):
                if key not in found:
                    found.add(key)
                    waiting.append(key)
        return found


def _levels(
    floors: Mapping[str, int], links: Iterable[tuple[str, str]]
) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Give each node a level above all its parents', in reading order, and leave out loops.

    Args:
        floors: The lowest level of each.
        links: Child and parent, each pair once.

    Returns:
        The levels, and the links along which they rise.
    """
    waits = dict.fromkeys(floors, 0)
    below: dict[str, list[str]] = {key: [] for key in floors}
    kept = set()
    for child, parent in links:
        waits[child] += 1
        below[parent].append(child)
    least = dict(floors)
    done: set[str] = set()
    ready = deque(key for key, count in waits.items() if not count)
    rest = iter(floors)
    while len(done) < len(floors):
        # A loop has no beginning: the first of it in reading order stands as if it had no parent.
        key = ready.popleft() if ready else next(key for key in rest if key not in done)
        done.add(key)
        for child in below[key]:
            if child in done:
                continue
            kept.add((child, key))
            least[child] = max(least[child], least[key] + 1)
            waits[child] -= 1
            if not waits[child]:
                ready.append(child)
    return least, kept
