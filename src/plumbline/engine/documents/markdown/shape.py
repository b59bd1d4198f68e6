"""The shape of a Markdown text: what its blocks look like, before anything is taken.

Questions the walk asks of headings, items and lists; each is answered from the tree alone.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import BOLD_LEVEL, Block, BlockKind
from plumbline.engine.documents.markdown.phrases import (
    AIM_ALONE,
    HEADLINE,
    KR_NAMED,
    KR_SECTION,
    NAME_AND_VALUE,
    PLACEHOLDER,
    SORTED,
)
from plumbline.engine.documents.markdown.sections import (
    is_generic,
    section_left_out,
    speaks_of_okrs,
    team_named,
)
from plumbline.engine.documents.markdown.tables import holds_results
from plumbline.engine.documents.markdown.tree import Tree, has_items
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.numbers_in_text import numbers_read
from plumbline.engine.documents.roles import role_named

LONGEST_TITLE = 1500
"""A line longer than this many characters is prose, not a title."""

FIELD_NAMES = {
    Label.OWNER: "owner",
    Label.TEAM: "team",
    Label.SCORE: "score",
    Label.STATUS: "status",
    Label.BASELINE: "baseline",
    Label.TARGET: "target",
    Label.CURRENT: "current",
    Label.UNIT: "unit",
    Label.DUE: "due",
    Label.WHY: "why",
    Label.STYLE: "style",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in the tree the walk stands.

    Attributes:
        objective: The objective that key results go to.
        key_result: The key result that lines below belong to.
        mode: What unlabelled items are: `objectives`, `key_results`, `initiatives` or unknown.
        believed: A heading above speaks of OKRs.
        team: Team named by a heading above.
        cycle: Cycle named by a heading above.
    """

    objective: ObjectiveDraft | None = None
    key_result: KeyResultDraft | None = None
    mode: str = ""
    believed: bool = False
    team: str | None = None
    cycle: str | None = None


class Shape(Tree):
    """A tree of blocks with the titles, labels and looks of each."""

    def _has_key_results(self, block: Block) -> bool:
        """Return whether labelled key results hang directly on a block, before any objective."""
        for child in self._near(block):
            label = self._label(child)
            if label is Label.OBJECTIVE:
                return False
            if label is Label.KEY_RESULT:
                return True
            if child.kind is BlockKind.HEADING and KR_SECTION.match(self._title(child)):
                named = KR_NAMED.search(self._title(child))
                return bool(named) or not self.labelled_below(block, Label.OBJECTIVE)
        return False

    def _is_group(self, block: Block) -> bool:
        """Return whether an item only names whose lines hang on it."""
        clean = self.cleans[block]
        if (
            not any(child.kind is BlockKind.ITEM for child in block.children)
            or clean.label is not None
        ):
            return False
        if not clean.title:
            return clean.role is not None
        plain = clean.title
        bare = (
            clean.role is None
            and plain.endswith(":")
            and len(plain.split()) <= 5
            and not metric_read(plain).metric
        )
        return (
            role_named(plain)
            or (bare and self.prefixed)
            or bool(self.prefixed and team_named(plain) and len(plain.split()) <= 4)
        )

    def _has_okr_table(self, block: Block) -> bool:
        return any(child.kind is BlockKind.TABLE for child in block.walk())

    def labelled_below(self, block: Block, label: Label) -> bool:
        """Return whether a block below carries a label."""
        return any(child in self.cleans and self._label(child) is label for child in block.walk())

    def _is_aim(self, block: Block, scope: Scope) -> bool:
        """Return whether an unlabelled heading is itself an objective."""
        title = self._title(block)
        if not title or PLACEHOLDER.fullmatch(title):
            return False
        if self._has_key_results(block):
            return not HEADLINE.fullmatch(title)
        if scope.believed and not is_generic(title) and self._has_result_table(block):
            return True
        if self.labelled[block] or not scope.believed or self.explicit:
            return False
        if is_generic(title) or role_named(title):
            return False
        items = [child for child in self._near(block) if child.kind is BlockKind.ITEM]
        subheadings = [child for child in block.children if child.kind is BlockKind.HEADING]
        if any(has_items(child) for child in subheadings if not self._left_out_reason(child)):
            return bool(items) and not any(self._is_aim(child, scope) for child in subheadings)
        if not items:
            return False
        return not self._items_are_aims(items) or self._aims_beside(block)

    def _is_titled_list(self, block: Block, scope: Scope) -> bool:
        """Return whether a line of text is the aim of the list right below it, as others beside are."""
        if self.explicit or not scope.believed or scope.objective is not None:
            return False
        return self._titles_list(block) and self._titled_lists > 1

    @cached_property
    def _titled_lists(self) -> int:
        """How many lines of the text are titles of lists."""
        return sum(map(self._titles_list, self.root.walk()))

    def _is_all_of_section(self, block: Block) -> bool:
        """Return whether a sentence is all that stands in a section of results."""
        parent = self.parents[block]
        return len(parent.children) == 1 and KR_SECTION.match(self._title(parent)) is not None

    def _bold_alone(self, block: Block) -> list[Block]:
        """Return the one line in bold that stands below a label and says what it labels."""
        bold = [child for child in block.children if child.level == BOLD_LEVEL]
        return bold if len(bold) == 1 and self.cleans[bold[0]].label is None else []

    def _is_aim_alone(self, block: Block, scope: Scope) -> bool:
        """Return whether a short line between lists with titles is an aim that has no list yet."""
        title, parent = self._title(block), self.parents[block]
        return (
            block.kind is BlockKind.TEXT
            and not block.children
            and not self.explicit
            and scope.believed
            and scope.mode == ""
            and (parent.kind is BlockKind.HEADING and is_generic(self._title(parent)))
            and 1 < len(title.split()) <= 16
            and AIM_ALONE.fullmatch(block.text.text) is not None
            and not speaks_of_okrs(title)
            and section_left_out(title) is None
            and self._titled_lists > 1
        )

    def _statement_below(self, block: Block) -> Block | None:
        """Return the sentence that a key result is, below a heading that only sorts it."""
        sentence = block.children[0] if block.children else None
        if block.kind is not BlockKind.HEADING or block.level == BOLD_LEVEL or sentence is None:
            return None
        sorts = SORTED.fullmatch(self._title(block)) is not None
        told = self._title(sentence)
        return (
            sentence
            if sorts
            and sentence.kind is not BlockKind.TABLE
            and self.cleans[sentence].label is None
            and len(told.split()) >= 5
            and numbers_read(told)
            else None
        )

    def _titles_list(self, block: Block) -> bool:
        """Return whether a block is a short line of text, no sentence, with nothing but a list below."""
        title = self._title(block)
        return (
            block.kind is BlockKind.TEXT
            and bool(block.children)
            and all(child.kind is BlockKind.ITEM for child in block.children)
            and 1 < len(title.split()) <= 16
            and not block.text.text.rstrip().endswith((":", ".", ",", ";"))
            and not is_generic(title)
            and section_left_out(title) is None
        )

    def _aims_beside(self, block: Block) -> bool:
        """Return whether the headings beside one hold flat lists, so that they are the aims."""
        beside = [
            [child for child in self._near(other) if child.kind is BlockKind.ITEM]
            for other in self.parents[block].children
            if other is not block
            and other.level == block.level
            and not is_generic(self._title(other))
        ]
        filled = [items for items in beside if items]
        flat = sum(not self._items_are_aims(items) for items in filled)
        return bool(filled) and flat * 2 >= len(filled)

    def _has_result_table(self, block: Block) -> bool:
        """Return whether a table of key results hangs directly on a heading."""
        return any(
            holds_results(child) for child in self._near(block) if child.kind is BlockKind.TABLE
        )

    def _items_are_aims(self, items: list[Block]) -> bool:
        """Return whether the items of a list are objectives with their results below them."""
        parents = [
            item for item in items if any(child.kind is BlockKind.ITEM for child in item.children)
        ]
        if not parents:
            return False
        if self.prefixed:
            return True
        below = [
            child for item in parents for child in item.children if child.kind is BlockKind.ITEM
        ]
        here, there = self._measured(items), self._measured(below)
        if here >= 0.5 and here > there:
            return False
        return len(parents) * 5 >= len(items) * 3

    def _measured(self, blocks: list[Block]) -> float:
        """Return the share of blocks whose titles hold a metric."""
        titles = [self._title(block) for block in blocks]
        return sum(metric_read(title).metric is not None for title in titles) / max(1, len(titles))

    def _list_looked_at(self, siblings: list[Block]) -> tuple[bool, bool]:
        """Return whether a list has items with labelled results, and reads as objectives.

        Asked for every item of the list, looked at once.
        """
        known = self.lists.get(id(siblings))
        if known is None:
            items = [child for child in siblings if child.kind is BlockKind.ITEM]
            marked = any(self._has_key_results(child) for child in items)
            aims = any(child.children for child in items) or self._reads_as_aims(items)
            known = self.lists[id(siblings)] = (marked, aims)
        return known

    def _labelled_beside(self, siblings: list[Block]) -> bool:
        """Return whether key results of the same list carry a label; looked at once a list."""
        known = self.beside.get(id(siblings))
        if known is None:
            known = self.beside[id(siblings)] = any(
                self._label(child) is Label.KEY_RESULT for child in siblings if child in self.cleans
            )
        return known

    def _reads_as_aims(self, items: list[Block]) -> bool:
        """Return whether a flat list without a heading of its own reads as objectives."""
        titles = [self._title(item) for item in items]
        spoken = sum(len(title.split()) >= 3 for title in titles)
        named = sum(NAME_AND_VALUE.match(item.text.text) is not None for item in items)
        if not self.prefixed and named * 3 >= len(titles) * 2:
            return False
        links = sum(
            "](http" in item.text.text and len(self._title(item).split()) < 8 for item in items
        )
        return spoken * 5 >= len(titles) * 4 and links * 2 < len(titles)

    @staticmethod
    def _cycle(title: str) -> str | None:
        """Return the name of the cycle that a short heading names."""
        cycle = cycle_read(title) if len(title) <= 60 else None
        return cycle.name if cycle else None

    def _within(self, block: Block, scope: Scope) -> Scope:
        """Return the scope inside a heading: team, cycle and belief it adds."""
        title = self._title(block)
        return replace(
            scope,
            believed=scope.believed or speaks_of_okrs(block.text.text),
            team=team_named(title) or scope.team,
            cycle=self._cycle(title) or scope.cycle,
            mode="",
        )
