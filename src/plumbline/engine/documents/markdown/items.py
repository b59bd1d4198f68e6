"""List items without a label: what they are follows from where they stand."""

from abc import ABC, abstractmethod
from dataclasses import replace

from plumbline.engine.documents.drafts import ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import Block, BlockKind
from plumbline.engine.documents.markdown.finds import Finds
from plumbline.engine.documents.markdown.phrases import NAMED_FIELD
from plumbline.engine.documents.markdown.shape import Scope
from plumbline.engine.documents.markup import line_unmarked, markup_removed
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.titles import CleanTitle
from plumbline.engine.messages import Message


class ItemWalk(Finds, ABC):
    """The part of the walk that reads unlabelled list items."""

    @abstractmethod
    def _visit(self, blocks: list[Block], scope: Scope) -> None:
        """Walk siblings in order."""

    def _untitled(self, block: Block, inner: Scope) -> ObjectiveDraft | None:
        """Read key results below the label of an objective that says nothing, and say so.

        The label stands in for the title. `None` where no key result hangs on it by its own label.
        """
        words = markup_removed(line_unmarked(block.text)).squeeze().strip(" :：-–—|")
        is_alone = not self.labelled_below(block, Label.OBJECTIVE)
        if not (words.text and is_alone and self.labelled_below(block, Label.KEY_RESULT)):
            return None
        clean = CleanTitle(title=words.text, offsets=words.offsets)
        objective = ObjectiveDraft(clean, words.offsets[0], team=inner.team, cycle=inner.cycle)
        self.found.objectives.append(objective)
        self._visit(block.children, replace(inner, objective=objective, key_result=None, mode=""))
        if objective.key_results:
            message = Message("documents.markdown.untitled", {"label": words.text})
            problem = Problem(line=block.line, column=block.indent + 1, message=message)
            self.found.problems.append(problem)
        else:
            self.found.objectives.remove(objective)  # a form that is not filled in
        return objective

    def _item(self, block: Block, scope: Scope, siblings: list[Block]) -> None:
        """Read an unlabelled list item by where it stands."""
        clean = self.cleans[block]
        if scope.key_result is not None and self._holds_fields(block):
            self._visit(block.children, scope)
            return
        if scope.mode == "initiatives" and not self.labelled[block]:
            if self._says_something(clean):
                self._initiative_add(clean, scope)
            return
        if self._is_group(block):
            self._group(block, scope)
        elif not self._says_something(clean):
            self._visit(block.children, scope)
        elif scope.key_result is not None and not self._has_key_results(block):
            self._initiative_add(clean, scope)
        elif self._has_key_results(block) or scope.mode == "objectives":
            objective = self._objective_add(
                block, scope, parent=scope.key_result or scope.objective
            )
            self._visit(
                block.children, replace(scope, objective=objective, key_result=None, mode="")
            )
        elif scope.objective is not None:
            self._item_of_objective(block, scope, siblings)
        elif self.labelled_below(block, Label.OBJECTIVE):
            self.found.containers.append(clean)
            self._visit(block.children, scope)
        else:
            self._item_at_top(block, scope, siblings)

    def _group(self, block: Block, scope: Scope) -> None:
        """Read an item that only names whose lines hang on it."""
        clean = self.cleans[block]
        deeper = any(
            grandchild.kind is BlockKind.ITEM
            for child in block.children
            for grandchild in child.children
        )
        named = clean if clean.title else replace(clean, title=clean.role or "", offsets=())
        if scope.objective is None and (deeper or self.labelled_below(block, Label.OBJECTIVE)):
            self.found.containers.append(named)
            self._visit(block.children, scope)
            return
        objective = ObjectiveDraft(
            replace(named, title=named.title.rstrip(" :")),
            block.text.offsets[0] if block.text.offsets else 0,
            team=scope.team,
            cycle=scope.cycle,
            parent=scope.objective,
        )
        self.found.objectives.append(objective)
        self._visit(block.children, replace(scope, objective=objective, key_result=None, mode=""))

    def _item_of_objective(self, block: Block, scope: Scope, siblings: list[Block]) -> None:
        """Read an unlabelled item below an objective: a key result, or a remark."""
        beside = self._labelled_beside(siblings)
        if scope.mode != "key_results" and not beside and self._results_follow(block):
            self._leave_out(block, "remark")
            return
        if self._only_sorts(siblings) and not beside:
            self._visit(block.children, replace(scope, mode="key_results", key_result=None))
            return
        if self._elsewhere_labelled(scope) and not beside and scope.mode != "key_results":
            self._leave_out(block, "remark")
            return
        key_result = self._key_result_add(block, scope)
        self._visit(block.children, replace(scope, key_result=key_result, mode="initiatives"))

    def _results_follow(self, block: Block) -> bool:
        """Return whether a section named for key results stands behind a list of something else."""
        for _ in range(3):
            parent = self.parents.get(block)
            if parent is None:
                return False
            if block not in self.behind:
                self._look_behind(parent)
            found = self.behind[block]
            if found is not None:
                return found
            if parent.kind is BlockKind.HEADING and self._label(parent) is not Label.OBJECTIVE:
                return False
            block = parent
        return False

    def _look_behind(self, parent: Block) -> None:
        """Keep of each child whether key results, or an objective, or nothing stands behind it."""
        found: bool | None = None
        for child in reversed(parent.children):
            self.behind[child] = found
            if child.kind is BlockKind.TABLE:
                continue
            label, carried = self._label(child), self.cleans[child].label
            if label is Label.OBJECTIVE:
                found = False
            elif label is Label.KEY_RESULT and carried is not None and carried.plural:
                found = True

    def _only_sorts(self, siblings: list[Block]) -> bool:
        """Return whether the items of a list only sort the results that hang on them."""
        known = self.sorting.get(id(siblings))
        if known is None:
            known = self.sorting[id(siblings)] = self._only_sorted(siblings)
        return known

    def _only_sorted(self, siblings: list[Block]) -> bool:
        items = [child for child in siblings if child.kind is BlockKind.ITEM]
        titles = [self._title(item) for item in items]
        return (
            (len(items) > 1 or titles[0].endswith(":"))
            and all(any(c.kind is BlockKind.ITEM for c in item.children) for item in items)
            and all(len(title.split()) <= 3 for title in titles)
            and not self._measured(items)
        )

    def _elsewhere_labelled(self, scope: Scope) -> bool:
        """Return whether the open objective has key results that carry a label."""
        results = scope.objective.key_results if scope.objective else []
        return any(result.clean.label is not None for result in results[:50])

    def _item_at_top(self, block: Block, scope: Scope, siblings: list[Block]) -> None:
        """Read an unlabelled item that hangs on no objective."""
        marked, aims = self._list_looked_at(siblings)
        if marked and any(self._label(other) is Label.OBJECTIVE for other in siblings):
            marked = self._has_key_results(block)
        marked = marked or self.labelled[block] > 1
        if not scope.believed or (self.explicit and not marked and scope.mode != "objectives"):
            self._leave_out(block, "unlabelled")
            return
        below = any(child.kind is BlockKind.ITEM for child in block.children)
        if not below and not marked and (not aims or NAMED_FIELD.match(block.text.text)):
            self._leave_out(block, "unlabelled")
            return
        objective = self._objective_add(block, scope)
        self._visit(block.children, replace(scope, objective=objective, key_result=None, mode=""))
