"""Rows of a table of OKRs turned into objectives and key results."""

import re
from collections.abc import Mapping, Sequence

from plumbline.engine.documents.columns import ColumnMapping, Meaning
from plumbline.engine.documents.csv_cells import CsvCells, Row, RowsRead, is_total, lone_column
from plumbline.engine.documents.csv_columns import confidence_scale, decimals_have_commas
from plumbline.engine.documents.drafts import KeyResultDraft, ObjectiveDraft
from plumbline.engine.documents.labels import Label
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.titles import CleanTitle, title_clean

_OBJECTIVE_TYPE = re.compile(
    r"(?i)\s*(?:objectives?|goals?|o|obj|outcome goal|theme|big rock|ziel|objetivo|\**o[-\s]?\d{1,2}\**|objectif|strategic (?:goal|objective)|(?:company|team|department|individual|personal) (?:objective|goal))\s*"
)
_RESULT_TYPE = re.compile(
    r"(?i)\s*(?:key[ _-]?results?|krs?|metric|result|outcome|measure|target|schlüsselergebnis|\**kr[-\s]?\d{1,2}(?:\.\d{1,2})?\**|resultado(?: clave)?|résultat[ -]clé)\s*"
)
_INITIATIVE_TYPE = re.compile(
    r"(?i)\s*(?:initiatives?|projects?|tasks?|actions?|to-?dos?|deliverables?|activit(?:y|ies)|maßnahme|iniciativa)\s*"
)
_ALIGNED = re.compile(
    r"^(?P<title>.*)\(weight:\s*(?P<weight>[\d.,]+)\s*%?\s*(?:,\s*Id:\s*(?P<id>[\w-]+)\s*)?\)\s*$",
    re.DOTALL,
)


def rows_read(
    source: Source, rows: Sequence[Row], mapping: ColumnMapping, *, headings: Sequence[str]
) -> RowsRead:
    """Turn rows into objectives and key results.

    Args:
        source: The text, for the places of titles.
        rows: The rows below the headings.
        mapping: Which column means what.
        headings: The headings, by which cells are named.
    """
    reader = _Rows(source, rows, mapping, headings)
    typed = Meaning.KIND in mapping.meanings and Meaning.TITLE in mapping.meanings
    if typed:
        reader.by_type()
    elif mapping.levels:
        reader.by_level()
    else:
        reader.by_objective()
    return reader.read


class _Rows(CsvCells):
    """One pass over the rows."""

    def __init__(
        self, source: Source, rows: Sequence[Row], mapping: ColumnMapping, headings: Sequence[str]
    ) -> None:
        super().__init__(source, mapping, headings)
        self.rows = rows
        self.most_sure = confidence_scale(rows, mapping, headings)
        self.has_commas = decimals_have_commas(rows, mapping)
        self.by_id: dict[str, ObjectiveDraft | KeyResultDraft] = {}
        self.owned: dict[int, str] = {}  # owners of objectives as their column first names them
        self.by_title: dict[str, ObjectiveDraft | KeyResultDraft] = {}

    # --- layouts ---------------------------------------------------------------------------

    def by_type(self) -> None:
        """One row for each item: its type says what it is, its parent or place where it goes."""
        waiting: list[tuple[Row, KeyResultDraft | CleanTitle]] = []
        last: ObjectiveDraft | None = None
        for row in self.rows:
            item = self._item(row)
            if item is None:
                continue
            if isinstance(item, ObjectiveDraft):
                last = item
                self.read.objectives.append(item)
            elif self._parent_named(row):
                waiting.append((row, item))
            elif last is not None:
                self._hang(item, last)
            else:
                self._problem(row, "documents.csv.no_objective", title=_title_of(item))
        for row, item in waiting:
            parent = self._parent(row)
            if parent is None:
                self._problem(
                    row,
                    "documents.csv.parent_unknown",
                    title=_title_of(item),
                    parent=self._parent_named(row)[:80],
                )
            elif isinstance(item, KeyResultDraft) and isinstance(parent, KeyResultDraft):
                self._problem(row, "documents.csv.parent_is_result", title=_title_of(item))
            else:
                self._hang(item, parent)

    def by_level(self) -> None:
        """Titles in columns of levels: the deepest level below an objective is its result."""
        open_at: dict[int, ObjectiveDraft] = {}
        deepest = len(self.mapping.levels) - 1
        for row in self.rows:
            level = next(
                (i for i, column in enumerate(self.mapping.levels) if self._cell(row, column)), None
            )
            if level is None:
                continue
            clean = self._clean(row, self.mapping.levels[level])
            if clean is None:
                continue
            above = next((open_at[i] for i in range(level - 1, -1, -1) if i in open_at), None)
            if level == deepest and above is not None:
                above.key_results.append(self._result(row, clean))
                continue
            objective = self._objective(row, clean)
            objective.parent = above
            open_at = {i: other for i, other in open_at.items() if i < level} | {level: objective}
            self.read.objectives.append(objective)

    def by_objective(self) -> None:
        """One row for each key result with its objective, or wide rows with several."""
        current: ObjectiveDraft | None = None
        objective_column = self.mapping.column(Meaning.OBJECTIVE)
        alone = objective_column is None
        result_column = self.mapping.column(Meaning.KEY_RESULT)
        refused: Row | None = None  # names the objective of the rows below it all the same
        for row in self.rows:
            if is_total(row):
                self.read.totals.append(row.line)
                continue
            if not self._fits(row):
                refused = row if self._cell(row, objective_column) else refused
                continue
            if alone and (section := self._section(row)) is not None:
                current = section
                self.read.objectives.append(section)
                continue
            if alone and self._is_heading(row):
                continue
            named, result = self._cell(row, objective_column), self._cell(row, result_column)
            if not named and refused is not None and result:
                current = self._named_by(refused, objective_column or 0, current)
            refused = None if named or result else refused
            if named and result_column is None and self._in_one_cell(row, objective_column or 0):
                continue
            clean = self._clean(row, objective_column or 0) if named else None
            if clean is not None and _is_result(clean) and result_column is None:
                self._result_in_place(row, clean, current)
                continue
            if clean is not None:
                current = self._objective_named(row, clean, only=not result)
            elif named:
                continue
            for columns in self.mapping.repeated:
                self._wide(row, columns, current)
            if result_column is not None and result:
                self._results_of(row, result_column, current, is_joined=not named and not alone)
            elif result_column is not None and clean is not None:
                self._assumed(row, "documents.csv.objective_alone", title=clean.title[:80])

    def _result_in_place(
        self, row: Row, clean: CleanTitle, objective: ObjectiveDraft | None
    ) -> None:
        """Add a key result that stands where objectives do to the one above it."""
        if objective is None:
            self._problem(row, "documents.csv.no_objective", title=clean.title[:80])
        else:
            objective.key_results.append(self._result(row, clean))

    def _results_of(
        self, row: Row, column: int, objective: ObjectiveDraft | None, *, is_joined: bool
    ) -> None:
        """Add the key results of a cell; one whose row names no objective joins that above."""
        results = self._cleans(row, column)
        if objective is None:
            if results:
                self._problem(row, "documents.csv.no_objective", title=results[0].title[:80])
            return
        if results and is_joined:
            title, above = results[0].title[:80], objective.clean.title[:80]
            self._assumed(row, "documents.csv.joined", title=title, above=above)
        if len(results) == 1:
            objective.key_results.append(self._result(row, results[0]))
        else:
            objective.key_results += [self._one_of_several(row, result) for result in results]

    def _named_by(
        self, row: Row, column: int, current: ObjectiveDraft | None
    ) -> ObjectiveDraft | None:
        """Return the objective that a row names of which nothing else could be taken."""
        clean = self._clean(row, column)
        return current if clean is None else self._objective_named(row, clean, only=False)

    def _in_one_cell(self, row: Row, column: int) -> bool:
        """Read a cell that tells an objective and its results ("Goal: …; Target: …")."""
        titles = self._told_in_one(row, column)
        if not titles:
            return False
        objective = self._objective_named(row, titles[0], only=False)
        objective.key_results += [self._one_of_several(row, title) for title in titles[1:]]
        return True

    def _one_of_several(self, row: Row, clean: CleanTitle) -> KeyResultDraft:
        """Make one of the key results that share a row; its values are of none in particular."""
        result = KeyResultDraft(clean, clean.offsets[0] if clean.offsets else self._start(row))
        fields = self._fields(row, self.mapping.meanings)
        result.fields.update({name: fields[name] for name in ("owner", "team") if name in fields})
        return result

    def _objective_named(self, row: Row, clean: CleanTitle, *, only: bool) -> ObjectiveDraft:
        """Return the objective of a title, made by the first row that names it."""
        known = self.by_title.get(_key(clean.title))
        if isinstance(known, ObjectiveDraft):
            if only:  # named above by a row of a key result, whose cells did not speak of it
                self._words_understood(row)
                self._sureness_left(row)
                for name, value in self._fields(row, self.mapping.meanings).items():
                    known.fields.setdefault(name, value)
            self._owner_of_objective(row, known)
            return known
        own = self.mapping.column(Meaning.KEY_RESULT) is None
        objective = self._objective(
            row, clean, only=only, id_in=Meaning.ID if own else Meaning.OBJECTIVE_ID
        )
        self.read.objectives.append(objective)
        return objective

    def _wide(
        self, row: Row, columns: Mapping[Meaning, int], objective: ObjectiveDraft | None
    ) -> None:
        """Add one of the numbered key results of a wide row."""
        column = columns[Meaning.KEY_RESULT]
        clean = self._clean(row, column) if self._cell(row, column) else None
        if clean is None or objective is None:
            return
        result = KeyResultDraft(clean, clean.offsets[0] if clean.offsets else self._start(row))
        result.fields.update(self._fields(row, columns))
        objective.key_results.append(result)

    # --- items -----------------------------------------------------------------------------

    def _item(self, row: Row) -> ObjectiveDraft | KeyResultDraft | CleanTitle | None:
        """Read a row by its type; `None` and a problem when it cannot be taken."""
        if not self._fits(row):
            return None
        column = self.mapping.meanings[Meaning.TITLE]
        kind = self._cell(row, self.mapping.meanings[Meaning.KIND])
        if not self._cell(row, column):
            self._problem(row, "documents.csv.no_title")
            return None
        clean = self._clean(row, column)
        if clean is None:
            return None
        label = clean.label.label if clean.label else None
        if _OBJECTIVE_TYPE.fullmatch(kind) or (not kind and label is Label.OBJECTIVE):
            return self._objective(row, clean)
        if _RESULT_TYPE.fullmatch(kind) or (not kind and label is Label.KEY_RESULT):
            result = self._result(row, clean)
            # A row of its own has one owner, in whichever of the columns they stand.
            if "owner" not in result.fields and (owner := self._objective_owner(row)):
                result.fields["owner"] = CleanTitle(title=owner)
            return result
        if _INITIATIVE_TYPE.fullmatch(kind):
            return clean
        self._problem(row, "documents.csv.kind_unknown", column=Meaning.KIND, kind=kind[:60])
        return None

    def _objective(
        self, row: Row, clean: CleanTitle, *, only: bool = True, id_in: Meaning = Meaning.ID
    ) -> ObjectiveDraft:
        """Make an objective of a row; `only` when the row's other cells speak of it."""
        objective = ObjectiveDraft(clean, clean.offsets[0] if clean.offsets else self._start(row))
        fields = self._fields(row, self.mapping.meanings)
        keep = set(fields) if only else {"team", "why"}
        if only:
            self._words_understood(row)
            self._sureness_left(row)
        objective.fields.update({name: value for name, value in fields.items() if name in keep})
        self._owner_of_objective(row, objective)
        objective.cycle = self._cell(row, self.mapping.column(Meaning.CYCLE)) or None
        if not self._cell(row, self.mapping.column(id_in)):
            id_in = Meaning.ID if only else Meaning.OBJECTIVE_ID
        self._register(row, clean, objective, id_in)
        if only and (parent := self._parent(row)) is not None and parent is not objective:
            objective.parent = parent
        return objective

    def _owner_of_objective(self, row: Row, objective: ObjectiveDraft) -> None:
        """Give an objective the owner of its own column; of two that rows name the first counts."""
        if not (owner := self._objective_owner(row)):
            return
        known = self.owned.setdefault(id(objective), owner)
        objective.fields["owner"] = CleanTitle(title=known)
        if known.casefold() != owner.casefold():
            title, other = objective.clean.title[:80], owner[:60]
            self._problem(
                row, "documents.csv.owner_twice", title=title, owner=known[:60], other=other
            )

    def _objective_owner(self, row: Row) -> str:
        return " ".join(self._cell(row, self.mapping.column(Meaning.OBJECTIVE_OWNER)).split())

    def _result(self, row: Row, clean: CleanTitle) -> KeyResultDraft:
        """Make a key result of a row."""
        result = KeyResultDraft(clean, clean.offsets[0] if clean.offsets else self._start(row))
        result.fields.update(self._fields(row, self.mapping.meanings))
        self._words_understood(row)
        self._shares_asked(row, result.fields)
        self._sureness_taken(row, result)
        self._register(row, clean, result, Meaning.ID)
        return result

    def _register(
        self, row: Row, clean: CleanTitle, item: ObjectiveDraft | KeyResultDraft, meaning: Meaning
    ) -> None:
        """Remember an item by id and title; a repeated id is a problem and is not given."""
        own = self._cell(row, self.mapping.column(meaning))
        if own and own in self.by_id:
            self._problem(row, "documents.csv.id_twice", column=meaning, id=own[:60])
        elif own:
            item.id = own
            self.by_id[own] = item
        self.by_title.setdefault(_key(clean.title), item)

    def _hang(
        self, item: KeyResultDraft | CleanTitle, parent: ObjectiveDraft | KeyResultDraft
    ) -> None:
        """Hang a key result on its objective, an initiative on either."""
        if isinstance(item, KeyResultDraft):
            if isinstance(parent, ObjectiveDraft):
                parent.key_results.append(item)
        else:
            parent.initiatives.append(item)

    # --- parents ---------------------------------------------------------------------------

    def _parent_named(self, row: Row) -> str:
        """Return the cell that names the parent, empty when there is none."""
        parent = self._cell(row, self.mapping.column(Meaning.PARENT))
        return (
            parent
            or self._cell(row, self.mapping.column(Meaning.OBJECTIVE_ID))
            or self._cell(row, self.mapping.column(Meaning.OBJECTIVE))
        )

    def _parent(self, row: Row) -> ObjectiveDraft | KeyResultDraft | None:
        """Return the item that a row names as its parent, by id or title."""
        named = self._parent_named(row).split("\n")[0].strip()
        aligned = _ALIGNED.match(named)
        if aligned:
            if aligned["id"] and aligned["id"] in self.by_id:
                return self.by_id[aligned["id"]]
            named = aligned["title"].strip()
        return (
            self.by_id.get(named) or self.by_title.get(_key(title_clean(named).title))
            if named
            else None
        )

    # --- cells -----------------------------------------------------------------------------

    def _section(self, row: Row) -> ObjectiveDraft | None:
        """Return the objective of a row that holds nothing but it, above its key results."""
        column = lone_column(row)
        clean = self._clean(row, column) if column is not None else None
        if clean is None or clean.label is None or clean.label.label is not Label.OBJECTIVE:
            return None
        return ObjectiveDraft(clean, clean.offsets[0] if clean.offsets else self._start(row))


def _is_result(clean: CleanTitle) -> bool:
    """Return whether a title carries the label of a key result ("KR1.2: …")."""
    return clean.label is not None and clean.label.label is Label.KEY_RESULT


def _title_of(item: KeyResultDraft | CleanTitle) -> str:
    return (item.clean.title if isinstance(item, KeyResultDraft) else item.title)[:80]


def _key(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".")
