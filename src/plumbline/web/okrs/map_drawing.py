"""From what the map holds to its two forms: the picture, and the same as a list."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.charts.alignment_graph import Fold, Link
from plumbline.charts.alignment_map import AlignmentMap, MapFold, MapLink, MapNode, Tone
from plumbline.charts.alignment_marks import MarkSample
from plumbline.domain.okrs.selectors.alignment_map import AlignmentFacts, Tier
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.engine.documents.model import State
from plumbline.web.okrs.map_asked import Colour, MapAsked
from plumbline.web.okrs.map_key_results import key_result_boxes
from plumbline.web.okrs.map_marks import counts_by_sign, counts_words, mark_of
from plumbline.web.okrs.nodes import Places, restricted_words
from plumbline.web.okrs.written import percent, state_shown

TOP_LEVEL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One line of the map as a list.

    Attributes:
        mark: The mark the picture has.
        words: Everything else the picture says, in words.
        fold_words: How to hide what is below; empty where nothing is.
    """

    title: str
    url: str
    mark: MarkSample | None = None
    words: str = ""
    is_current: bool = False
    is_priority: bool = False
    fold_words: str = ""
    fold_url: str = ""
    children: tuple["ListItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Both forms of one map."""

    picture: AlignmentMap
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class MapWriter:
    """Writes the parts of one map.

    Attributes:
        name: What it is the map of.
        strategy_url: Where priorities are kept.
        tree_url: The tree of the cycle, page by page.
    """

    facts: AlignmentFacts
    asked: MapAsked
    places: Places
    name: str
    strategy_url: str
    tree_url: str

    def drawn(self) -> Drawn:
        """Return the picture and the list."""
        boxes = self._key_results()
        nodes: dict[str, MapNode] = {}
        for key in self.facts.view.nodes:
            nodes[key] = self._node(key)
            if key == self.asked.focus:
                nodes |= {box.key: box for box in boxes}
        focus_links = (MapLink(box.key, self.asked.focus, is_on_path=True) for box in boxes)
        picture = AlignmentMap(
            name=self.name,
            nodes=tuple(nodes.values()),
            folds=tuple(self._fold(fold) for fold in self.facts.view.folds),
            links=(*(self._link(link) for link in self.facts.view.links), *focus_links),
            headings=self._headings(boxes),
        )
        return Drawn(picture, self._items(nodes, picture.folds))

    def _key_results(self) -> tuple[MapNode, ...]:
        """Return the key results of the objective in focus, in the column behind it."""
        focus = self.facts.objectives.get(self.asked.focus)
        if focus is None:
            return ()
        level = self.facts.levels[self.asked.focus] + 1
        return key_result_boxes(focus, level, self.asked.colour, self.places)

    def _node(self, key: str) -> MapNode:
        facts, view = self.facts, self.facts.view
        objective = facts.objectives.get(key)
        mark, said = mark_of(objective, self.asked.colour, self.places) if objective else (None, "")
        title = objective.title if objective else facts.priorities[key].title
        parts = self._parts(key, objective)
        below = counts_by_sign(facts.below[key]) if objective is None else ()
        spoken = [
            title,
            *parts,
            "" if said in parts else said,
            counts_words(below),
            *self._links_words(key),
        ]
        shown = parts if self.asked.colour is not Colour.CHECK_IN else [*parts[:1], said]
        folds = view.open and key in view.open
        return MapNode(
            key=key,
            level=facts.levels[key],
            under=view.under[key],
            title=title,
            meta=" · ".join(part for part in shown if part),
            url=self._url(key, objective),
            spoken=". ".join(part for part in spoken if part),
            mark=mark,
            counts=below if self.asked.colour is Colour.STATUS else (),
            is_priority=objective is None,
            is_focus=key == self.asked.focus,
            is_unserved=objective is None and not facts.below[key],
            tone=self._tone(key),
            fold_url=self.asked.folded(key) if folds else "",
            fold_spoken=_("Fold what is below %(title)s") % {"title": title} if folds else "",
        )

    def _url(self, key: str, objective: TreeNode | None) -> str:
        """What is in focus leads to its page, everything else into the focus."""
        if key != self.asked.focus:
            return self.asked.focused(key)
        return self.places.objective(objective) if objective else self.strategy_url

    def _parts(self, key: str, objective: TreeNode | None) -> list[str]:
        """Return what stands below a title."""
        if objective is None:
            if self.facts.below[key]:
                return []
            return [
                _("nothing serves it here") if self.asked.is_filtered else _("nobody serves it")
            ]
        parts = [objective.team.name if objective.team else _owner(objective)]
        state = state_shown(objective.state)
        if state is not None and state.state is not State.ACTIVE:
            parts.append(state.words)
        elif objective.progress is not None:
            parts.append(percent(objective.progress) if objective.has_data else _("no data"))
        hidden = self.facts.view.parents_hidden.get(key, 0)
        if hidden:
            words = ngettext("+%(count)d parent", "+%(count)d parents", hidden)
            parts.append((words % {"count": hidden}).replace(" ", "\N{NO-BREAK SPACE}"))
        parts.append(restricted_words(objective.visibility))
        return parts

    def _links_words(self, key: str, *, also: bool = False) -> list[str]:
        """Write which parents it counts in and which it supports.

        Args:
            key: The child.
            also: For a line that stands below its parent: name the further ones alone.
        """
        said = []
        for link in (link for link in self.facts.view.links if link.child == key):
            if also and link.parent == self.facts.view.under[key]:
                words = _("contributes") if link.contributes else ""
            elif link.contributes:
                words = (
                    _("also contributes to “%(title)s”")
                    if also
                    else _("contributes to “%(title)s”")
                )
            else:
                words = _("also supports “%(title)s”") if also else _("supports “%(title)s”")
            said.append(words.replace("%(title)s", self._title(link.parent)))
        return said

    def _title(self, key: str) -> str:
        objective = self.facts.objectives.get(key)
        return objective.title if objective else self.facts.priorities[key].title

    def _tone(self, key: str) -> Tone:
        if key in self.facts.view.path:
            return Tone.PATH
        is_priority = key in self.facts.priorities
        if self.asked.is_filtered and not is_priority and key not in self.facts.found:
            return Tone.AROUND
        return Tone.AROUND if self.asked.focus else Tone.PLAIN

    def _link(self, link: Link) -> MapLink:
        path = self.facts.view.path
        return MapLink(link.child, link.parent, link.contributes, {link.child, link.parent} <= path)

    def _fold(self, fold: Fold) -> MapFold:
        # In a large cycle only what is directly below is counted.
        is_direct = not fold.hidden
        count = fold.children if is_direct else len(fold.hidden)
        if fold.is_rest:
            words = ngettext("%(count)d more", "%(count)d more", count)
        else:
            words = ngettext("%(count)d objective", "%(count)d objectives", count)
        words = words % {"count": count}
        counts = counts_by_sign(self.facts.folded[fold.parent])
        title = self._title(fold.parent) if fold.parent else ""
        below = (
            _("%(count)s directly below “%(title)s”")
            if is_direct
            else _("%(count)s below “%(title)s”")
        )
        spoken = below if title else _("%(count)s at the top")
        spoken = spoken % {"count": words, "title": title}
        said = counts_words(counts)
        return MapFold(
            under=fold.parent,
            level=self.facts.levels[fold.parent] + 1 if fold.parent else TOP_LEVEL,
            words=words,
            counts=counts if self.asked.colour is Colour.STATUS else (),
            url=self._unfolding(fold),
            spoken=f"{spoken}: {said}" if said else spoken,
        )

    def _hidden(self, parent: str | None) -> str:
        """Write how what is folded below a box stands."""
        return counts_words(counts_by_sign(self.facts.folded[parent]))

    def _unfolding(self, fold: Fold) -> str:
        """Return where the hidden ones are shown: here, or in the list of the branch."""
        if fold.parent is None:
            return self.tree_url
        is_served = not fold.hidden and fold.parent in self.facts.priorities
        if is_served and fold.parent != self.asked.focus:
            return self.asked.focused(fold.parent)
        if fold.parent not in self.facts.view.open:
            return self.asked.unfolded(fold.parent)
        is_asked = fold.parent in self.asked.opened or fold.parent == self.asked.focus
        objective = self.facts.objectives.get(fold.parent)
        if is_asked and objective is not None:
            return self.places.below(objective)
        return self.asked.focused(fold.parent) if not is_asked else self.strategy_url

    def _headings(self, boxes: tuple[MapNode, ...]) -> dict[int, str]:
        tiers: dict[int, set[Tier]] = defaultdict(set)
        for key in self.facts.view.nodes:
            tiers[self.facts.levels[key]].add(self.facts.tiers[key])
        headings = headings_of(tiers)
        for level in {box.level for box in boxes}:
            said = (_("Key results"), headings.get(level, ""))
            headings[level] = " · ".join(words for words in said if words)
        return headings

    def _items(self, nodes: dict[str, MapNode], folds: tuple[MapFold, ...]) -> tuple[ListItem, ...]:
        under: dict[str | None, list[str]] = defaultdict(list)
        for key, node in nodes.items():
            under[node.under].append(key)
        rest = {fold.under: fold for fold in folds}

        def level(parent: str | None) -> tuple[ListItem, ...]:
            items = [self._item(nodes[key], level(key)) for key in under[parent]]
            if parent in rest:
                fold = rest[parent]
                items.append(ListItem(title=fold.words, url=fold.url, words=self._hidden(parent)))
            return tuple(items)

        return level(None)

    def _item(self, node: MapNode, children: tuple[ListItem, ...]) -> ListItem:
        if node.is_key_result:
            mark = MarkSample(node.mark) if node.mark else None
            return ListItem(title=node.title, url=node.url, mark=mark, words=node.meta)
        objective = self.facts.objectives.get(node.key)
        said = mark_of(objective, self.asked.colour, self.places)[1] if objective else ""
        parts = self._parts(node.key, objective)
        parts += [] if said in parts else [said]
        parts += [counts_words(node.counts), *self._links_words(node.key, also=True)]
        return ListItem(
            title=node.title,
            url=node.url,
            mark=MarkSample(node.mark) if node.mark else None,
            words=" · ".join(part for part in parts if part),
            is_current=node.is_focus,
            is_priority=node.is_priority,
            fold_words=_("Fold") if node.fold_url else "",
            fold_url=node.fold_url,
            children=children,
        )


def _owner(objective: TreeNode) -> str:
    return objective.owner.name if objective.owner else _("personal")


def headings_of(tiers: Mapping[int, Collection[Tier]]) -> dict[int, str]:
    """Name each column by whose objectives stand in it.

    What supports an objective stands behind it, whoever's it is: a column behind those of the
    company may hold theirs, those of teams and those of people.
    """
    names = {
        frozenset({Tier.PRIORITY}): _("Priorities"),
        frozenset({Tier.COMPANY}): _("Company objectives"),
        frozenset({Tier.TEAM}): _("Team objectives"),
        frozenset({Tier.PERSONAL}): _("Personal objectives"),
        frozenset({Tier.COMPANY, Tier.TEAM}): _("Company and teams"),
        frozenset({Tier.TEAM, Tier.PERSONAL}): _("Teams and people"),
    }
    mixed = _("Objectives")
    return {level: names.get(frozenset(found), mixed) for level, found in sorted(tiers.items())}
