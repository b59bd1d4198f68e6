"""OKRs in Markdown tables: columns recognized by meaning, blank cells repeated from above."""

import re

from plumbline.engine.documents.columns import (
    ColumnMapping,
    Meaning,
    codes_only,
    codes_set_apart,
    columns_guess,
    words_taken,
)
from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.markdown.blocks import Block, cell_lines
from plumbline.engine.documents.markup import markup_removed
from plumbline.engine.documents.titles import CleanTitle, Habits, traced_clean
from plumbline.engine.documents.traced import Traced

_FIELDS = {
    Meaning.OWNER: "owner",
    Meaning.TEAM: "team",
    Meaning.BASELINE: "baseline",
    Meaning.TARGET: "target",
    Meaning.CURRENT: "current",
    Meaning.UNIT: "unit",
    Meaning.DUE: "due",
    Meaning.STATUS: "status",
    Meaning.SCORE: "score",
    Meaning.WEIGHT: "weight",
    Meaning.WHY: "why",
    Meaning.NOTE: "note",
}

_OF_COLUMNS = re.compile(
    r"(?i)columns?(?: name)?|fields?(?: name)?|spalten?|felde?r?|colunas?|columnas?|colonnes?"
    r"|campos?|champs?|kolom|propert(?:y|ies)|attributes?|terms?|concepts?|begriffe?|字段|列|項目|필드|열"
)
"""Headings of a table that explains the columns of another one."""

_OF_PARTS = re.compile(r"(?i)components?|elements?|parts?|levels?|types?|begriff|bestandteile?")
_OF_MEANING = re.compile(r"(?i)definitions?|meanings?|what it (?:is|means)|bedeutung|definici[oó]n")
"""Headings of a table that explains what objectives and key results are."""

_CODES_ONLY = re.compile(
    r"(?i)(?:(?:KR|O)?[\d.]++\s*+(?:[-–—,&+]|and|to)?\s*+)++|(?:KR[\d.]++\W*+)++"
)
"""A cell that only refers to results told elsewhere ("KR1-KR4")."""


def table_read(
    block: Block, objective: ObjectiveDraft | None, habits: Habits
) -> list[ObjectiveDraft] | None:
    """Read the rows of a table.

    Args:
        block: The table.
        objective: The objective the table stands under, if any.
        habits: What is usual in the document.

    Returns:
        The objectives with their key results (the one passed in among them when rows were added
        to it), or `None` when the table holds no OKRs or repeats those of the list above it.
    """
    mapping = _mapping(block)
    if Meaning.KEY_RESULT not in mapping.meanings and Meaning.OBJECTIVE not in mapping.meanings:
        labelled = _labelled_rows(block, habits)
        if labelled:
            return labelled
        mapping = _measures_as_results(mapping, objective)
    if objective is not None and not objective.key_results:
        mapping = words_taken(mapping, _texts(block)[1:40])
    titled = {Meaning.OBJECTIVE, Meaning.KEY_RESULT} & mapping.meanings.keys()
    if not titled or (
        objective is not None and objective.key_results and not _adds(block, mapping, objective)
    ):
        return None
    if Meaning.OBJECTIVE not in titled and objective is None:
        return None
    return _rows_read(block, mapping, objective, habits)


def _adds(block: Block, mapping: ColumnMapping, objective: ObjectiveDraft) -> bool:
    """Return whether a table has results that its objective does not have yet, and says so."""
    column = mapping.column(Meaning.KEY_RESULT)
    if column is None or Meaning.METRIC in mapping.meanings:
        return False
    known = {result.clean.title.casefold() for result in objective.key_results}
    cells = [_cell(cells, column) for _, cells in block.rows[1:]]
    titles = [traced_clean(cell).title.casefold() for cell in cells if cell is not None]
    told = [title for title in titles if len(title.split()) >= 3]
    return bool(told) and not any(
        title in known or any(title in other or other in title for other in known) for title in told
    )


def holds_results(block: Block) -> bool:
    """Return whether a table has key results and no column of objectives."""
    mapping = _mapping(block)
    meanings = mapping.meanings.keys()
    if Meaning.KEY_RESULT in meanings and codes_only(mapping, _texts(block)[1:40]):
        return False
    measured = Meaning.TARGET in meanings and bool({Meaning.METRIC, Meaning.TITLE} & meanings)
    return Meaning.OBJECTIVE not in meanings and (Meaning.KEY_RESULT in meanings or measured)


def holds_aims_only(block: Block) -> bool:
    """Return whether a table has objectives and no key results."""
    meanings = _mapping(block).meanings.keys()
    return Meaning.OBJECTIVE in meanings and not {Meaning.KEY_RESULT, Meaning.METRIC} & meanings


def _mapping(block: Block) -> ColumnMapping:
    """Return what the columns of a table mean by heading and by what stands below it."""
    rows = _texts(block)
    return codes_set_apart(columns_guess(rows[0]), rows[1:40])


def _texts(block: Block) -> list[list[str]]:
    """Return the words of all cells."""
    return [[markup_removed(cell).squeeze().text for cell in cells] for _, cells in block.rows]


def _measures_as_results(mapping: ColumnMapping, objective: ObjectiveDraft | None) -> ColumnMapping:
    """Take a metric column with targets for key results, below an objective."""
    meanings = dict(mapping.meanings)
    for meaning in (Meaning.TITLE, Meaning.METRIC):
        if objective is not None and meaning in meanings and Meaning.TARGET in meanings:
            meanings[Meaning.KEY_RESULT] = meanings.pop(meaning)
            break
    return ColumnMapping(meanings)


def _rows_read(
    block: Block, mapping: ColumnMapping, objective: ObjectiveDraft | None, habits: Habits
) -> list[ObjectiveDraft]:
    """Read row by row; an empty objective cell means the one above."""
    found: list[ObjectiveDraft] = []
    current = objective
    for _, cells in block.rows[1:]:
        cell = _cell(cells, mapping.column(Meaning.OBJECTIVE))
        clean = traced_clean(cell, habits) if cell is not None and cell.text else None
        if (
            clean is not None
            and clean.title
            and (current is None or current.clean.title != clean.title)
        ):
            current = ObjectiveDraft(clean, cell.offsets[0] if cell else 0)
            found.append(current)
            if Meaning.KEY_RESULT not in mapping.meanings:
                current.fields.update(_fields(cells, mapping))
            if (owner := _owner_of_objective(cells, mapping)) is not None:
                current.fields["owner"] = owner
        if current is None:
            continue
        if current is objective and objective not in found:
            found.append(current)
        result = _cell(cells, mapping.column(Meaning.KEY_RESULT))
        lines = cell_lines(result) if result is not None else []
        metric = _cell(cells, mapping.column(Meaning.METRIC))
        if (
            metric is not None
            and metric.text
            and not any(traced_clean(line).title for line in lines)
        ):
            lines = [metric]
        for line in lines:
            key_result = KeyResultDraft(traced_clean(line), line.offsets[0])
            if key_result.clean.title and not _CODES_ONLY.fullmatch(key_result.clean.title):
                key_result.fields.update(_fields(cells, mapping))
                current.key_results.append(key_result)
    return found


def _owner_of_objective(cells: list[Traced], mapping: ColumnMapping) -> CleanTitle | None:
    """Return what the column of owners of objectives names, where there is one."""
    cell = _cell(cells, mapping.column(Meaning.OBJECTIVE_OWNER))
    words = markup_removed(cell).squeeze() if cell is not None else None
    if words is None or not words.text.strip(" -–—"):
        return None
    return CleanTitle(title=words.text, offsets=words.offsets)


def _labelled_rows(block: Block, habits: Habits) -> list[ObjectiveDraft]:
    """Read a table whose rows say what they are: `O1 | …`, `KR1.1 | …`, in any header."""
    found: list[ObjectiveDraft] = []
    mapping = _mapping(block)
    header = block.rows[0][1]
    if len(header) > 1 and _told_in(header):
        return []
    if header and _OF_COLUMNS.fullmatch(markup_removed(header[0]).squeeze().text):
        return []
    for _, cells in block.rows:
        if not cells:
            continue
        first = traced_clean(cells[0], habits)
        cell = cells[0] if first.title else (cells[1] if len(cells) > 1 else cells[0])
        if first.label is None and not first.title:
            first = traced_clean(cell, habits)
        label = first.label.label if first.label else None
        clean = traced_clean(cell, habits)
        if label not in {Label.OBJECTIVE, Label.KEY_RESULT} or not clean.title:
            continue
        if label is Label.OBJECTIVE:
            found.append(ObjectiveDraft(clean, cell.offsets[0]))
        elif found:
            key_result = KeyResultDraft(clean, cell.offsets[0])
            key_result.fields.update(_fields(cells, mapping))
            found[-1].key_results.append(key_result)
    return found


def _fields(cells: list[Traced], mapping: ColumnMapping) -> dict[str, CleanTitle]:
    """Return the values of a row that are no titles."""
    fields: dict[str, CleanTitle] = {}
    for meaning, column in sorted(mapping.meanings.items(), key=lambda entry: entry[1]):
        name = _FIELDS.get(meaning)
        cell = _cell(cells, column) if name is not None else None
        if cell is None or not cell.text.strip(" -–—"):
            continue
        words = markup_removed(cell).squeeze()
        if words.text and name is not None:
            fields[name] = CleanTitle(title=words.text, offsets=words.offsets)
    return fields


def _cell(cells: list[Traced], column: int | None) -> Traced | None:
    """Return the cell of a column, `None` when the row is too short."""
    return cells[column] if column is not None and column < len(cells) else None


def _told_in(header: list[Traced]) -> bool:
    """Return whether a table by its headings tells what objectives and key results are."""
    first, second = (markup_removed(cell).squeeze().text for cell in header[:2])
    return bool(_OF_PARTS.fullmatch(first) and _OF_MEANING.fullmatch(second))
