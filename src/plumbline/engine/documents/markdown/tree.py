"""A tree of blocks with what each block is called and which label it carries."""

import re
from dataclasses import dataclass, replace

from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import Block, BlockKind
from plumbline.engine.documents.markdown.habits import habits_of, headings_numbered
from plumbline.engine.documents.markdown.phrases import (
    AIM_WORD,
    BARE_NUMBER_LINE,
    DEFINITION,
    PLACEHOLDER,
)
from plumbline.engine.documents.markdown.sections import (
    looks_back,
    section_left_out,
    section_overrulable,
    speaks_of_okrs,
)
from plumbline.engine.documents.markup import frame_removed
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.status_marks import status_only
from plumbline.engine.documents.titles import NO_HABITS, CleanTitle, Habits, traced_clean

_LABELLED_SHARE = 25
"""One label for so many list items makes labels the rule of a document."""

STRUCTURAL = frozenset({Label.OBJECTIVE, Label.KEY_RESULT, Label.INITIATIVE, Label.OKR})


@dataclass(frozen=True, slots=True)
class Words:
    """What the lines of a tree say, however hard it is then looked at.

    Attributes:
        root: The tree.
        habits: What is usual in it.
        cleans: The title of each block that is no table.
    """

    root: Block
    habits: Habits
    cleans: dict[Block, CleanTitle]

    @classmethod
    def of(cls, root: Block) -> "Words":
        """Read every line of a tree once."""
        plain: dict[Block, CleanTitle] = {}
        habits = habits_of(root, plain)
        known = plain if habits == NO_HABITS else {}
        numbered = headings_numbered(root)
        counted = replace(habits, numbers_in_front=True)
        cleans = {}
        for block in root.walk():
            if block.kind is BlockKind.TABLE:
                continue
            usual = counted if block in numbered else habits
            clean = known.get(block) if usual is habits else None
            cleans[block] = clean or traced_clean(frame_removed(block.text), usual)
        return cls(root, habits, cleans)


class Tree:
    """A tree of blocks with the titles and labels of each."""

    def __init__(self, words: Words, *, guides: bool = False) -> None:
        self.root = root = words.root
        self.guides = guides
        self.habits = words.habits
        self.prefixed = self.habits.owner_prefixes
        self.cleans = words.cleans
        self.explicit = True
        self.lists: dict[int, tuple[bool, bool]] = {}
        self.beside: dict[int, bool] = {}
        self.sorting: dict[int, bool] = {}
        self.behind: dict[Block, bool | None] = {}
        self.labelled: dict[Block, int] = {}
        self.parents = {child: block for block in (root, *root.walk()) for child in block.children}
        self._count_labels(root)
        items = sum(block.kind is BlockKind.ITEM for block in self.cleans)
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

    def _holds_fields(self, block: Block) -> bool:
        """Return whether a line only heads values of what stands above ("Tracking:")."""
        below = [child for child in block.children if child in self.cleans]
        fields = [child for child in below if self._names_field(child)]
        return bool(below) and len(fields) * 2 >= len(below) and len(self._title(block).split()) < 4

    def _names_field(self, block: Block) -> bool:
        """Return whether a line carries the label of a value."""
        label = self.cleans[block].label
        return label is not None and (
            label.label not in STRUCTURAL or self._label(block) is Label.TARGET
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
