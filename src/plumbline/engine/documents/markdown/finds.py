"""What a walk through Markdown finds: objectives, key results, initiatives, lines left out."""

from dataclasses import dataclass, field

from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label, label_read
from plumbline.engine.documents.markdown.blocks import Block, BlockKind
from plumbline.engine.documents.markdown.measures import measures_split
from plumbline.engine.documents.markdown.phrases import AIM_WORD
from plumbline.engine.documents.markdown.shape import FIELD_NAMES, Scope, Shape
from plumbline.engine.documents.markdown.tables import holds_aims_only
from plumbline.engine.documents.markdown.tree import STRUCTURAL, Words
from plumbline.engine.documents.markup import markup_removed
from plumbline.engine.documents.reading import LeftOut, Problem
from plumbline.engine.documents.titles import CleanTitle
from plumbline.engine.messages import Message

_LEFT_OUT = {
    "definition": "documents.markdown.left_out_definition",
    "contents": "documents.markdown.left_out_contents",
    "guide": "documents.markdown.left_out_guide",
    "scoring": "documents.markdown.left_out_scoring",
    "retrospective": "documents.markdown.left_out_retrospective",
    "schedule": "documents.markdown.left_out_schedule",
    "roadmap": "documents.markdown.left_out_roadmap",
    "links": "documents.markdown.left_out_links",
    "put_off": "documents.markdown.left_out_put_off",
    "prose": "documents.markdown.left_out_prose",
    "unlabelled": "documents.markdown.left_out_unlabelled",
    "remark": "documents.markdown.left_out_remark",
    "placeholder": "documents.markdown.left_out_placeholder",
    "table": "documents.markdown.left_out_table",
}
"""The sentence for each reason to pass lines over."""


@dataclass(slots=True)
class Meaning:
    """What was found."""

    objectives: list[ObjectiveDraft] = field(default_factory=list)
    containers: list[CleanTitle] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Finds(Shape):
    """The shape of a tree with what has been taken from it so far."""

    def __init__(self, words: Words, *, guides: bool = False) -> None:
        super().__init__(words, guides=guides)
        self.found = Meaning()

    def _objective_add(
        self, block: Block, scope: Scope, parent: ObjectiveDraft | KeyResultDraft | None = None
    ) -> ObjectiveDraft:
        """Open an objective; a line that also states its measures is taken apart."""
        clean = self.cleans[block]
        measures: list[CleanTitle] = []
        if self.prefixed and clean.role and clean.label is None and block.kind is BlockKind.ITEM:
            clean, measures = measures_split(clean)
        start = block.text.offsets[0] if block.text.offsets else 0
        objective = ObjectiveDraft(clean, start, team=scope.team, cycle=scope.cycle, parent=parent)
        objective.key_results += [
            KeyResultDraft(measure, start, same_line=True, owner=clean.role) for measure in measures
        ]
        self.found.objectives.append(objective)
        return objective

    def _values_taken(self, block: Block, scope: Scope) -> bool:
        """Take the values of a table of names and values; say whether it is one."""
        holder = scope.key_result or scope.objective
        rows = [cells for _, cells in block.rows if len(cells) == 2 and cells[0].text.strip("-: ")]
        if holder is None or len(rows) < 2 or any(len(cells) > 2 for _, cells in block.rows):
            return False
        values: dict[str, CleanTitle] = {}
        named = 0
        for name, value in rows:
            words = markup_removed(name).squeeze().text.rstrip(": ") + ":"
            found = label_read(words)
            label = found.label if found is not None and found.end == len(words) else None
            if AIM_WORD.match(words) and scope.key_result is not None:
                label = Label.TARGET
            if label in STRUCTURAL:
                return False
            named += label is not None
            told = markup_removed(value).squeeze()
            if label in FIELD_NAMES and told.text.strip(" -–—"):
                values.setdefault(FIELD_NAMES[label], CleanTitle(told.text, told.offsets))
        if named < 2 or named * 2 < len(rows) or not values:
            return False
        for key, clean in values.items():
            holder.fields.setdefault(key, clean)
        return True

    def _retells(self, block: Block) -> bool:
        """Return whether a section only names results once more, behind objectives with some."""
        return (
            any(objective.key_results for objective in self.found.objectives)
            and not self.labelled_below(block, Label.OBJECTIVE)
            and not any(child.kind is BlockKind.HEADING for child in block.children)
        )

    def _sums_up(self, block: Block, scope: Scope) -> bool:
        """Return whether a table of objectives stands behind objectives that have their results."""
        return (
            scope.objective is None
            and holds_aims_only(block)
            and any(objective.key_results for objective in self.found.objectives)
        )

    @staticmethod
    def _told_again(clean: CleanTitle, scope: Scope) -> bool:
        """Return whether "KR2 in depth: …" tells more of one of the unlabelled results above."""
        number = clean.label.number if clean.label is not None else None
        results = scope.objective.key_results if scope.objective is not None else []
        return (
            number is not None
            and number.isdigit()
            and int(number) <= len(results)
            and all(result.clean.label is None for result in results)
        )

    def _key_result_add(self, block: Block, scope: Scope) -> KeyResultDraft:
        """Add a key result to the open objective, or say that it has none."""
        clean = self.cleans[block]
        start = block.text.offsets[0] if block.text.offsets else 0
        key_result = KeyResultDraft(clean, start)
        if scope.objective is not None:
            scope.objective.key_results.append(key_result)
        else:
            self.found.problems.append(
                Problem(
                    line=block.line,
                    column=block.indent + 1,
                    message=Message("documents.markdown.orphan", {"title": clean.title[:80]}),
                )
            )
        return key_result

    def _initiative_add(self, clean: CleanTitle, scope: Scope) -> None:
        """Add an initiative to the key result or objective it stands under."""
        holder = scope.key_result or scope.objective
        if holder is not None and self._says_something(clean):
            holder.initiatives.append(clean)

    def _leave_out(self, block: Block, reason: str, *, alone: bool = False) -> None:
        """Remember lines that were passed over: of a block `alone`, without those below it."""
        below = () if alone else block.walk()
        last = max([block.last_line, *(child.last_line for child in below)])
        words = block.text.text.strip(" *_:#|")
        title = self.cleans[block].title or words if block in self.cleans else words
        self.found.left_out.append(
            LeftOut(
                first=block.line,
                last=last,
                message=Message(_LEFT_OUT[reason], {"title": title[:80]}),
            )
        )
