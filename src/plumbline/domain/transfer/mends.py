"""What a person mended by hand in a file that is on its way in: cells, lines, rows left out."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

from plumbline.domain.transfer.plan_notes import line_of
from plumbline.domain.transfer.plan_values import ImportPlan, PlanRow
from plumbline.engine.documents.mends import Mend
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.messages import Message

CELL: Final = "cell"
LEFT_OUT: Final = Message("transfer.mend.left_out")
NOTHING_LEFT: Final = Message("transfer.nothing_left")

#: Kind, line in what was read, and which of its kind on that line, from 1.
ItemPlace = tuple[str, int, int]
Item = Objective | KeyResult


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMend:
    """One mend, as it is kept with its import.

    Attributes:
        kind: `CELL` for a text in place of another; else what is left out, as in `PlanRow.kind`.
        sheet: Of a workbook its name; else empty.
        line: From 1; of a workbook the row of the sheet.
        column: Of a cell, from 1, and 0 for a whole line; of what is left out which of its kind on
            that line, from 1.
        was: What stands there in the file; of what is left out its title.
        text: What is read instead; empty of what is left out.
    """

    kind: str
    sheet: str
    line: int
    column: int
    was: str
    text: str = ""

    @property
    def place(self) -> tuple[str, str, int, int]:
        """What one mend is told by from another."""
        return self.kind, self.sheet, self.line, self.column

    @property
    def is_cell(self) -> bool:
        """Whether it takes the place of a text."""
        return self.kind == CELL

    def without_texts(self) -> Self:
        """Return where it is, without what stood there and what was read instead."""
        return replace(self, was="", text="")

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    @classmethod
    def of_kept(cls, kept: Iterable[dict[str, Any]]) -> tuple[Self, ...]:
        """Return mends as they were kept."""
        return tuple(cls(**one) for one in kept)


def texts_of(mends: Iterable[KeptMend]) -> tuple[Mend, ...]:
    """Return the texts that a file is read with, in the order of their places."""
    cells = sorted((one for one in mends if one.is_cell), key=lambda one: one.place)
    return tuple(
        Mend(sheet=one.sheet, line=one.line, column=one.column, text=one.text) for one in cells
    )


def stands_for(mends: Collection[KeptMend]) -> str:
    """Return what tells these mends from others, in whatever order they were made."""
    return json.dumps(sorted((*one.place, one.text) for one in mends)) if mends else ""


def places_left_out(result: ReadResult, mends: Iterable[KeptMend]) -> frozenset[ItemPlace]:
    """Return the places in what was read of all that is left out; other sheets are passed over."""
    first = {sheet.name: sheet.first for sheet in result.sheets} or {"": 1}
    return frozenset(
        (one.kind, first[one.sheet] + one.line - 1, one.column)
        for one in mends
        if not one.is_cell and one.sheet in first
    )


def rows_placed(rows: Iterable[PlanRow]) -> Iterator[tuple[PlanRow, ItemPlace]]:
    """Yield the rows of a plan, each with its place."""
    counts: Counter[tuple[str, int]] = Counter()
    for row in rows:
        counts[row.kind, row.line] += 1
        yield row, (row.kind, row.line, counts[row.kind, row.line])


@dataclass(frozen=True, slots=True)
class Thinned:
    """What was read without what is left out.

    Attributes:
        items: Everything that was read, in its order, each with whether it stays.
    """

    result: ReadResult
    items: Sequence[tuple[Item, bool]]

    def shown_in(self, plan: ImportPlan) -> ImportPlan:
        """Return the plan of what is left as one that shows, at its place, what is left out."""
        if not any(stays for _item, stays in self.items):
            plan = replace(plan, refusals=(NOTHING_LEFT,))
        elif not plan.rows:
            return plan
        return replace(plan, rows=tuple(_rows(plan.rows, self.items)))


def thinned(result: ReadResult, out: Collection[ItemPlace]) -> Thinned:
    """Return what was read without some of it, an objective with its key results."""
    if result.document is None or not out:
        return Thinned(result, ())
    items: list[tuple[Item, bool]] = []
    kept: list[Objective] = []
    counts: Counter[tuple[str, int]] = Counter()

    def is_out(kind: str, item: Item) -> bool:
        line = line_of(item.spans)
        counts[kind, line] += 1
        return (kind, line, counts[kind, line]) in out

    for objective in result.document.objectives:
        stays = not is_out("objective", objective)
        items.append((objective, stays))
        parts = [(part, not is_out("key_result", part) and stays) for part in objective.key_results]
        items += parts
        if stays:
            left = tuple(part for part, is_kept in parts if is_kept)
            kept.append(replace(objective, key_results=left))
    document: Document = replace(result.document, objectives=tuple(kept))
    problems = tuple(_problems(result.problems, items))
    return Thinned(replace(result, document=document, problems=problems), items)


def _problems(problems: Sequence[Problem], items: Sequence[tuple[Item, bool]]) -> Iterator[Problem]:
    """Yield the problems that are not of the lines of what is left out."""
    starts = sorted((line_of(item.spans), place) for place, (item, _stays) in enumerate(items))
    following, stays = 0, True
    for problem in sorted(problems, key=lambda one: one.line):
        while following < len(starts) and starts[following][0] <= problem.line:
            stays = items[starts[following][1]][1]
            following += 1
        if stays:
            yield problem


def _rows(rows: Sequence[PlanRow], items: Sequence[tuple[Item, bool]]) -> Iterator[PlanRow]:
    planned = iter(rows)
    for item, stays in items:
        if stays:
            yield next(planned)
        else:
            kind = "objective" if isinstance(item, Objective) else "key_result"
            line = line_of(item.spans)
            yield PlanRow(kind=kind, line=line, title=item.title, left_out=LEFT_OUT)
