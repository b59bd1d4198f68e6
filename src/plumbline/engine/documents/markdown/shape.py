"""The shape of a Markdown text: what its blocks look like, before anything is taken.

Questions the walk asks of headings, items and lists; each is answered from the tree alone.
"""

import re
from dataclasses import dataclass

from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import Block, BlockKind
from plumbline.engine.documents.markdown.habits import habits_of
from plumbline.engine.documents.markdown.phrases import (
    AIM_WORD,
    BARE_NUMBER_LINE,
    DEFINITION,
    HEADLINE,
    KR_NAMED,
    KR_SECTION,
    PLACEHOLDER,
)
from plumbline.engine.documents.markdown.sections import (
    is_generic,
    looks_back,
    section_left_out,
    section_overrulable,
    speaks_of_okrs,
    team_named,
)
from plumbline.engine.documents.markdown.tables import holds_results
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.roles import role_named
from plumbline.engine.documents.status_marks import status_only
from plumbline.engine.documents.titles import CleanTitle, traced_clean

LONGEST_TITLE = 1500
"""A line longer than this many characters is prose, not a title."""

_LABELLED_SHARE = 25
"""One label for so many list items makes labels the rule of a document."""

STRUCTURAL = frozenset({Label.OBJECTIVE, Label.KEY_RESULT, Label.INITIATIVE, Label.OKR})
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


class Shape:
    """A tree of blocks with the titles, labels and looks of each."""

    def __init__(self, root: Block, *, guides: bool = False) -> None:
        self.root = root
        self.guides = guides
        blocks = [block for block in root.walk() if block.kind is not BlockKind.TABLE]
        self.habits = habits_of(root)
        self.prefixed = self.habits.owner_prefixes
        self.cleans = {block: traced_clean(block.text, self.habits) for block in blocks}
        self.explicit = True
        self.lists: dict[int, tuple[bool, bool]] = {}
        self.beside: dict[int, bool] = {}
        self.labelled: dict[Block, int] = {}
        self.parents = {child: block for block in (root, *root.walk()) for child in block.children}
        self._count_labels(root)
        items = sum(block.kind is BlockKind.ITEM for block in blocks)
        self.explicit = self.labelled.get(root, 0) * _LABELLED_SHARE > items
        if not self.explicit:
            self.labelled = dict.fromkeys(self.labelled, 0)

    def _title(self, block: Block) -> str:
        clean = self.cleans.get(block)
        return clean.title if clean else ""

    def _label(self, block: Block) -> Label | None:
        """Return the structural label of a block; a definition has none."""
        clean = self.cleans.get(block)
        if clean is None or clean.label is None:
            return None
        label = clean.label
        if not self.explicit and label.label in {Label.OBJECTIVE, Label.KEY_RESULT}:
            return None
        if label.label is Label.OBJECTIVE and self._is_target(block, clean):
            return Label.TARGET
        if (
            label.label in STRUCTURAL
            and (label.plural or label.label is not Label.KEY_RESULT or not label.number)
            and (
                clean.title
                and DEFINITION.fullmatch(clean.title)
                and not label.number
                and (label.plural or not metric_read(clean.title).metric)
            )
        ):
            return None
        return label.label

    def _is_target(self, block: Block, clean: CleanTitle) -> bool:
        """Return whether "Goal: 40 %" below a key result states its target."""
        if not AIM_WORD.match(block.text.text) or not re.search(r"\d", clean.title):
            return False
        above: Block | None = block
        for _ in range(3):
            above = self.parents.get(above) if above is not None else None
            held = self.cleans.get(above) if above is not None else None
            if held is not None and held.label is not None and held.label.label in STRUCTURAL:
                label = held.label
                return label.label is Label.KEY_RESULT and bool(label.number or held.title)
        return False

    def _count_labels(self, root: Block) -> None:
        """Count for each block the labelled objectives and key results in and below it."""
        order = [root, *root.walk()]
        skipped: set[Block] = set()
        for block in order:
            reason = (
                self._left_out_reason(block)
                if block in self.cleans and block.kind is BlockKind.HEADING
                else None
            )
            if block in skipped or (reason and not section_overrulable(reason)):
                skipped.add(block)
                skipped.update(block.children)
        for block in reversed(order):
            own = (
                block not in skipped
                and block in self.cleans
                and self._label(block) in {Label.OBJECTIVE, Label.KEY_RESULT}
                and not self._names_goals_of(block)
            )
            self.labelled[block] = self.labelled.get(block, 0) + int(own)
            if block in self.parents:
                parent = self.parents[block]
                self.labelled[parent] = self.labelled.get(parent, 0) + self.labelled[block]

    def _left_out_reason(self, block: Block) -> str | None:
        clean = self.cleans[block]
        if clean.label is not None and clean.label.label in STRUCTURAL:
            return None
        near = [
            child.text.text
            for child in block.children
            if child.kind in {BlockKind.ITEM, BlockKind.HEADING}
        ]
        if looks_back(near):
            return "retrospective"
        words = clean.title or ""
        if clean.label is not None and clean.label.label is Label.OTHER and not clean.title:
            words = block.text.text.strip(" *_:#")
        reason = section_left_out(words)
        if reason is not None and self._holds_okr_sections(block):
            return None
        return "prose" if reason == "guide" and self.guides else reason

    def _names_goals_of(self, block: Block) -> bool:
        """Return whether a label only says whose goals follow ("Team goals"), so proves nothing."""
        label = self.cleans[block].label
        return label is not None and label.plural and label.role is not None

    def _holds_okr_sections(self, block: Block) -> bool:
        """Return whether a headline of the whole page has sections of OKRs in it."""
        return block.level == 1 and any(
            child.kind is BlockKind.HEADING
            and speaks_of_okrs(self._title(child))
            and section_left_out(self._title(child)) is None
            and has_items(child)
            for child in block.children
        )

    def _near(self, block: Block) -> list[Block]:
        """Return the children of a block, those of unlabelled text put in its place."""
        near: list[Block] = []
        for child in block.children:
            if child.kind is BlockKind.TEXT and self._label(child) is None:
                near.extend(child.children)
            else:
                near.append(child)
        return near

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
        beside = [other for other in self.parents[block].children if self._titles_list(other)]
        others = [other for other in self.root.walk() if self._titles_list(other)]
        return block in beside and len(others) > 1

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
        links = sum(
            "](http" in item.text.text and len(self._title(item).split()) < 8 for item in items
        )
        return spoken * 5 >= len(titles) * 4 and links * 2 < len(titles)

    def _says_something(self, clean: CleanTitle) -> bool:
        """Return whether a title is more than a placeholder."""
        return (
            bool(clean.title)
            and not is_placeholder(clean)
            and not status_only(clean.title)
            and not BARE_NUMBER_LINE.match(clean.title)
        )


def is_placeholder(clean: CleanTitle) -> bool:
    """Return whether a title only holds the place of one."""
    return bool(PLACEHOLDER.fullmatch(clean.title))


def has_items(block: Block) -> bool:
    """Return whether list items or tables hang somewhere on a block."""
    return any(child.kind in {BlockKind.ITEM, BlockKind.TABLE} for child in block.walk())
