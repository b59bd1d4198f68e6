"""What each block of a Markdown text is: container, objective, key result, initiative, other.

Labels decide first ("Objective:", "KR1:", a section named "Key Results"); where there are none,
the shape does: what hangs on what, which level carries numbers, which headings only say whose
OKRs follow. Sections that explain, score or look back are left out with their reason.
"""

from dataclasses import replace

from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import BOLD_LEVEL, Block, BlockKind
from plumbline.engine.documents.markdown.finds import Meaning
from plumbline.engine.documents.markdown.items import ItemWalk
from plumbline.engine.documents.markdown.phrases import (
    ANCHOR,
    DEFINITION,
    INITIATIVE_SECTION,
    KR_NAMED,
    KR_SECTION,
    NAMED_FIELD,
)
from plumbline.engine.documents.markdown.sections import (
    is_generic,
    section_left_out,
    section_overrulable,
    speaks_of_okrs,
)
from plumbline.engine.documents.markdown.shape import (
    FIELD_NAMES,
    LONGEST_TITLE,
    Scope,
)
from plumbline.engine.documents.markdown.tables import table_read
from plumbline.engine.documents.markdown.tree import STRUCTURAL, Words, has_items, is_placeholder


def meaning_read(words: Words, *, believed: bool, guides: bool = False) -> Meaning:
    """Find the OKRs in a tree of blocks.

    Args:
        words: The tree, with what its lines say.
        believed: The title or name of the document speaks of OKRs.
        guides: Look into sections that explain too, where labels tell the examples.
    """
    return _Walk(words, believed, guides=guides).run()


class _Walk(ItemWalk):
    """One walk through the tree, from top to bottom."""

    def __init__(self, words: Words, believed: bool, *, guides: bool = False) -> None:
        super().__init__(words, guides=guides)
        self.believed = believed

    def run(self) -> Meaning:
        """Walk the whole tree."""
        headings = [block for block in self.root.walk() if block.kind is BlockKind.HEADING]
        speaking = [
            block
            for block in headings
            if speaks_of_okrs(self._title(block))
            and has_items(block)
            and self._left_out_reason(block) in {None, "prose", "contents"}
        ]
        inner = [
            block
            for block in speaking
            if (block.level > 1 or block is not headings[0])
            and is_generic(self._title(block))
            and not self._left_out_reason(block)
        ]
        self.strict = bool(inner) and not self.explicit
        believed = (self.believed or bool(speaking)) and not self.strict
        self._visit(self.root.children, Scope(believed=believed or self.explicit))
        return self.found

    # --- walking ---------------------------------------------------------------------------

    def _visit(self, blocks: list[Block], scope: Scope) -> None:
        """Walk siblings in order; an objective stays open for the siblings behind it."""
        for block in blocks:
            if block.kind is BlockKind.TABLE:
                self._table(block, scope)
            elif block.kind is BlockKind.HEADING:
                scope = self._heading(block, scope)
            else:
                scope = self._line(block, scope, blocks)

    def _heading(self, block: Block, scope: Scope) -> Scope:
        """Read a heading; return the scope for its siblings."""
        label = self._label(block)
        clean = self.cleans[block]
        reason = self._left_out_reason(block)
        told = section_overrulable(reason or "") and not self._retells(block)
        if reason and not (self.labelled[block] and told):
            if label is Label.WHY and scope.objective is not None and clean.title:
                scope.objective.fields.setdefault("why", clean)
            below = [child for child in block.children if child.kind is BlockKind.HEADING]
            if reason == "contents" and below:
                self._visit(below, scope)
            else:
                self._leave_out(block, reason)
            return scope
        if label in STRUCTURAL and label is not Label.OKR:
            return self._labelled(block, label, scope)
        if label in FIELD_NAMES and clean.title:
            self._field(block, label, scope)
            return scope
        return self._unlabelled_heading(block, scope)

    def _unlabelled_heading(self, block: Block, scope: Scope) -> Scope:
        """Read a heading without a label: a section, a key result, an objective or a group."""
        clean = self.cleans[block]
        inner = self._within(block, scope)
        aims = scope.mode == "objectives"
        if aims and is_generic(clean.title):
            inner, aims = replace(inner, mode="objectives"), False
        if self._section_taken(block, scope):
            return scope
        if (aims and clean.title) or self._is_aim(block, inner):
            objective = self._objective_add(block, inner)
            self._visit(
                block.children, replace(inner, objective=objective, key_result=None, mode="")
            )
            stays_open = self._label(block) is Label.OKR or block.level == BOLD_LEVEL
            return replace(scope, objective=objective) if stays_open else scope
        if (
            self.explicit
            and not self.labelled[block]
            and scope.objective is None
            and not self._has_okr_table(block)
        ):
            self._leave_out(block, "unlabelled")
            return scope
        self._group_heading(block, inner, scope)
        return scope

    def _section_taken(self, block: Block, scope: Scope) -> bool:
        """Read a heading that names results or work of the open objective, or is a result."""
        clean = self.cleans[block]
        if (
            KR_SECTION.match(clean.title)
            and scope.objective is not None
            and not self.labelled_below(block, Label.OBJECTIVE)
        ):
            if scope.objective.key_results and not KR_NAMED.search(clean.title):
                self._leave_out(block, "remark")
                return True
            self._visit(block.children, replace(scope, mode="key_results", key_result=None))
            return True
        if INITIATIVE_SECTION.match(clean.title) and not self.labelled[block]:
            self._visit(block.children, replace(scope, mode="initiatives"))
            return True
        sorts = self.labelled[block] or self._has_result_table(block)
        if (
            scope.mode == "key_results"
            and scope.objective is not None
            and sorts
            and not (self.labelled_below(block, Label.OBJECTIVE))
        ):
            self._visit(block.children, replace(scope, key_result=None))
            return True
        if scope.mode == "key_results" and clean.title and not self.labelled[block]:
            key_result = self._key_result_add(block, scope)
            self._visit(block.children, replace(scope, key_result=key_result, mode="initiatives"))
            return True
        return False

    def _group_heading(self, block: Block, inner: Scope, scope: Scope) -> None:
        """Read what hangs on a heading that only says whose OKRs follow or of when."""
        clean = self.cleans[block]
        if clean.title and (self.labelled[block] or has_items(block)):
            self.found.containers.append(clean)
        keep = (
            scope.objective
            if (
                (block.level == BOLD_LEVEL and self.labelled[block])
                or self._has_result_table(block)
            )
            and not self.labelled_below(block, Label.OBJECTIVE)
            else None
        )
        self._visit(block.children, replace(inner, objective=keep, key_result=None))

    def _line(self, block: Block, scope: Scope, siblings: list[Block]) -> Scope:
        """Read an item or a line of text; return the scope for its siblings."""
        label = self._label(block)
        clean = self.cleans[block]
        if ANCHOR.match(block.text.text):
            self._leave_out(block, "contents")
            return scope
        if label in STRUCTURAL and label is not Label.OKR:
            return self._labelled(block, label, scope)
        if clean.label is not None and (
            label is Label.TARGET or clean.label.label not in STRUCTURAL
        ):
            self._field(block, label or clean.label.label, scope)
            return scope
        if clean.label is not None and label is None and self.explicit:
            self._leave_out(block, "definition")
            return scope
        if len(clean.title) > LONGEST_TITLE:
            self._leave_out(block, "prose")
            return scope
        if block.kind is BlockKind.TEXT:
            return self._text(block, scope)
        self._item(block, scope, siblings)
        return scope

    def _text(self, block: Block, scope: Scope) -> Scope:
        """Read a line of text without a label."""
        clean = self.cleans[block]
        announced = (
            scope.mode == "key_results" and scope.key_result is None and scope.objective is not None
        )
        if (
            announced
            and not block.children
            and self._says_something(clean)
            and not clean.title.endswith(":")
            and (not clean.title.endswith(".") or self._is_all_of_section(block))
            and not NAMED_FIELD.match(block.text.text)
        ):
            self._key_result_add(block, scope)
            return scope
        reason = (
            section_left_out(clean.title)
            if clean.title.endswith(":") or len(clean.title.split()) < 5
            else None
        )
        if reason and block.children and not self.labelled[block]:
            self._leave_out(block, reason)
            return scope
        if KR_SECTION.match(clean.title) and len(clean.title.split()) <= 6 and block.children:
            self._visit(block.children, replace(scope, mode="key_results", key_result=None))
            return scope
        if self._is_titled_list(block, scope):
            objective = self._objective_add(block, scope)
            self._visit(block.children, replace(scope, objective=objective, mode="key_results"))
            return scope
        if self._is_aim_alone(block, scope):
            return replace(scope, objective=self._objective_add(block, scope))
        self._visit(block.children, scope)
        return scope

    def _labelled(self, block: Block, label: Label | None, scope: Scope) -> Scope:
        """Read a block that says what it is."""
        if label is Label.OBJECTIVE:
            return self._labelled_objective(block, scope)
        if label is Label.KEY_RESULT:
            return self._labelled_key_result(block, scope)
        clean = self.cleans[block]
        if self._says_something(clean) and clean.label is not None and not clean.label.plural:
            self._initiative_add(clean, scope)
            return scope
        self._visit(block.children, replace(scope, mode="initiatives"))
        return scope

    def _labelled_key_result(self, block: Block, scope: Scope) -> Scope:
        """Read a block labelled as key result: its own text, or that of what hangs on it."""
        clean = self.cleans[block]
        if block.kind is BlockKind.HEADING and self._told_again(clean, scope):
            self._leave_out(block, "remark")
            return scope
        if self._says_something(clean):
            stated = self._statement_below(block)
            key_result = self._key_result_add(stated or block, scope)
            below = [*stated.children, *block.children[1:]] if stated else block.children
            self._visit(below, replace(scope, key_result=key_result, mode="initiatives"))
            return replace(scope, key_result=key_result) if block.kind is BlockKind.TEXT else scope
        if clean.label is not None and clean.title and not block.children:
            self._leave_out(block, "placeholder")
        near = [child for child in block.children if child.kind is not BlockKind.TABLE]
        single = clean.label is not None and not clean.label.plural and clean.label.number
        if (
            single
            and near
            and scope.objective is not None
            and not self.labelled_below(block, Label.KEY_RESULT)
        ):
            key_result = self._key_result_add(near[0], scope)
            inner = replace(scope, key_result=key_result, mode="initiatives")
            self._visit(near[0].children + near[1:], inner)
            return scope
        self._visit(block.children, replace(scope, mode="key_results", key_result=None))
        mode = scope.mode if block.children else "key_results"
        return replace(scope, mode=mode, key_result=None)

    def _labelled_objective(self, block: Block, scope: Scope) -> Scope:
        """Read a block labelled as objective: its own text, or that of what hangs on it."""
        clean = self.cleans[block]
        inner = self._within(block, scope) if block.kind is BlockKind.HEADING else scope
        if self._says_something(clean):
            if (
                clean.label is not None
                and clean.label.plural
                and (is_generic(clean.title) or clean.title[0].islower())
            ):
                self._visit(
                    block.children,
                    replace(inner, mode="objectives", objective=None, key_result=None),
                )
                return scope
            objective = self._objective_add(block, inner)
            self._visit(
                block.children, replace(inner, objective=objective, key_result=None, mode="")
            )
            return replace(scope, objective=objective, key_result=None, mode="")
        plural = clean.label is not None and clean.label.plural
        near = [child for child in block.children if child.kind in {BlockKind.ITEM, BlockKind.TEXT}]
        near = near or self._bold_alone(block)
        if near and DEFINITION.fullmatch(self._title(near[0])):
            self._leave_out(block, "definition")
            return replace(scope, objective=None, key_result=None, mode="")
        if plural or not near or self._label(near[0]) in STRUCTURAL:
            untitled = None if plural or clean.title else self._untitled(block, inner)
            if untitled is not None:
                opened = untitled if untitled.key_results else None
                return replace(scope, objective=opened, key_result=None, mode="")
            if clean.title and not plural:
                self._leave_out(block, "placeholder", alone=True)
            self._visit(
                block.children, replace(inner, mode="objectives", objective=None, key_result=None)
            )
            closed = replace(scope, objective=None, key_result=None, mode="")
            return scope if block.children else closed
        return self._objective_below(block, near[0], inner, scope)

    def _objective_below(self, block: Block, first: Block, inner: Scope, scope: Scope) -> Scope:
        """Read an objective whose text stands below its label."""
        objective = self._objective_add(first, inner)
        opened = replace(inner, objective=objective, key_result=None, mode="")
        rest = [child for child in block.children if child is not first]
        if (
            first.kind is BlockKind.ITEM
            and not first.children
            and all(child.kind is BlockKind.ITEM and self._label(child) is None for child in rest)
            and rest
        ):
            self._visit(rest, replace(inner, mode="objectives", objective=None, key_result=None))
            return replace(scope, objective=self.found.objectives[-1], key_result=None, mode="")
        self._visit(first.children, opened)
        self._visit(rest, opened)
        return replace(scope, objective=objective, key_result=None, mode="")

    def _table(self, block: Block, scope: Scope) -> None:
        """Read a table that has columns of objectives or key results."""
        if not scope.believed and not self.explicit:
            scope = replace(scope, objective=None)
        if self._values_taken(block, scope):
            return
        if self.explicit and self._sums_up(block, scope):
            self._leave_out(block, "table")
            return
        objectives = table_read(block, scope.objective, self.habits)
        if objectives is None:
            self._leave_out(block, "table")
            return
        for objective in objectives:
            if objective is not scope.objective:
                objective.team, objective.cycle = objective.team or scope.team, scope.cycle
                self.found.objectives.append(objective)

    def _field(self, block: Block, label: Label, scope: Scope) -> None:
        """Put a value that stands in a line of its own on what it belongs to."""
        clean = self.cleans[block]
        if not clean.title and scope.key_result is not None and self._holds_fields(block):
            self._visit(block.children, scope)
            return
        if not clean.title and block.children and block.children[0] in self.cleans:
            clean = self.cleans[block.children[0]]
        holder = scope.key_result or scope.objective
        name = FIELD_NAMES.get(label)
        if holder is not None and name is not None and clean.title and not is_placeholder(clean):
            holder.fields.setdefault(name, clean)
            return
        reason = self._left_out_reason(block) if not self.labelled[block] else None
        if reason and block.children and label is Label.OTHER:
            self._leave_out(block, reason)
            return
        if label in {Label.CYCLE, Label.TEAM} or block.kind is BlockKind.TEXT:
            self._visit(block.children, scope)
            return
        self._leave_out(block, "remark")
