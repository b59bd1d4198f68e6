"""Columns of a table recognized by what their headings mean, in several languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise


class Meaning(StrEnum):
    """What a column holds."""

    ID = "id"
    PARENT = "parent"
    KIND = "kind"
    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    TITLE = "title"
    OWNER = "owner"
    TEAM = "team"
    CYCLE = "cycle"
    START = "start"
    DUE = "due"
    WHY = "why"
    METRIC = "metric"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    CURRENT = "current"
    WEIGHT = "weight"
    STYLE = "style"
    STATUS = "status"
    SCORE = "score"
    CONFIDENCE = "confidence"
    NOTE = "note"
    INITIATIVE = "initiative"
    OBJECTIVE_ID = "objective_id"
    OBJECTIVE_OWNER = "objective_owner"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what; columns are counted from 0.

    Attributes:
        meanings: Column of each meaning; a meaning that is missing is not in the table.
        levels: Columns of titles that indent by level ("Level 1", "L2"), outermost first.
        repeated: For wide tables the columns of each numbered key result.
        notes: Columns that are kept as notes of the author.
    """

    meanings: Mapping[Meaning, int] = field(default_factory=dict)
    levels: tuple[int, ...] = ()
    repeated: tuple[Mapping[Meaning, int], ...] = ()

    def column(self, meaning: Meaning) -> int | None:
        """Return the column of a meaning, or `None`."""
        return self.meanings.get(meaning)

    @property
    def names_okrs(self) -> bool:
        """Whether the table has titles of objectives or key results at all."""
        titled = {Meaning.OBJECTIVE, Meaning.KEY_RESULT} & self.meanings.keys()
        typed = Meaning.TITLE in self.meanings and Meaning.KIND in self.meanings
        return bool(titled or typed or self.levels or self.repeated)


_WORDS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.OBJECTIVE_ID, r"objective[ _]?(?:id|no|number|#)|(?:id|nr) (?:des )?ziels?"),
    (Meaning.PARENT, r"aligned to.*|parent.*|aligns (?:to|with)|alignment|supports|row parent|übergeordnet.*|eltern.*|padre|alineado.*|contributes to"),
    (Meaning.ID, r"(?:okr|kr|row|goal|item|external)?[ _-]?(?:id|key|ref|no\.?|nr\.?|number|#|nummer|identifier)|#|código|code"),
    (Meaning.KIND, r"(?:object|issue|work[ _]?item|item|okr|row|goal|level)[ _]?type|type|kind|typ|art|tipo|level|ebene"),
    (Meaning.KEY_RESULT, r"(?:associated )?key[ _-]?results?(?:[ _]?(?:name|title|description|text|\(s\)|statement))?|krs?(?:[ _]?(?:name|title|description|text|\(s\)))?|measurable (?:key )?results?|schl(?:ü|ue)sselergebnis(?:se)?|schlüsselresultate?|kernergebnis(?:se)?|ergebnis|resultados? claves?|resultados?-chaves?|resultados?|r[ée]sultats?[ -]cl[ée]s?|outcomes?|results?|关键(?:结果|成果)|關鍵(?:結果|成果)|主要な(?:結果|成果)|成果指標|(?:핵심|주요) ?결과(?:물|지표)?|anahtar sonuç(?:lar[ıi]?)?|kết quả (?:then chốt|chính)|hasil (?:utama|kunci)|ключев(?:ые|ой) результаты?|nøgleresultat(?:er)?|kluczow[ey] (?:wyniki?|rezultaty?)"),
    (Meaning.OBJECTIVE, r"(?:okr )?objectives?(?:[ _]?(?:name|title|description|text|statement))?|okrs?[ _](?:description|text|statement)|goals?(?:[ _]?(?:name|title))?|o|ziele?|objetivos?|objectifs?|obiettiv[oi]|quartalsziele?|okrs?|目标|目標|목표|hedef(?:ler)?|mục tiêu|tujuan|sasaran|цел[ьи]|mål|cele?"),
    (Meaning.TITLE, r"titles?|names?|titel|bezeichnung|título|titre|titolo|okr(?: title| name)?|text|summary|statement|item|nombre|nom"),
    (Meaning.OWNER, r"(?:(?:kr|okr|objective|goal|key[ _]?results?)[ _])?owners?(?:[ _]?(?:e-?mails?|email[ _]id|name))?|dri|responsib\w*(?: person)?|accountable|assignees?|assigned to|lead|champion|verantwortlich\w*|zuständig\w*|inhaber|responsables?|dueñ[oa]|responsável|propri[ée]taire|pilote|e-?mail|who|owner_email_id|person|负责人|負責人|責任者|担当者?|담당자"),
    (Meaning.TEAM, r"teams?|departments?|squad|tribe|area|abteilung|bereich|equipos?|[ée]quipe|equipe|departamento|entity|function|group|business unit|org(?:anization)?|division|pillar|scope"),
    (Meaning.CYCLE, r"cycles?|goal cycle|quarters?|periods?|time[ _]?(?:period|frame)s?|session|quartal|zeitraum|zyklus|trimestre|per[íi]odo|p[ée]riode|sprint"),
    (Meaning.BASELINE, r"baselines?(?: value)?|(?:metric[ _])?start(?:ing)?(?:[ _]?(?:value|point))?|initial(?:[ _]?value)?|from|startwert|ausgangs(?:wert|lage)|basis|l[íi]nea base|valor inicial|valeur initiale|point de d[ée]part|base|q\d baseline|as[- ]is|was|before|基线|基線|基準値?|기준값?"),
    (Meaning.TARGET, r"(?:metric[ _])?(?:q\d )?targets?(?:[ _]?value)?|goal value|to|zielwert|ziel-?wert|soll|metas?|valor objetivo|cible|valeur cible|objectif chiffré|alvo|target/goal|to[- ]be|goal \(target\)|end value|commit(?:ted)?|will be|after|目标值|目標値|目標值|指标值|목표(?:값|치)"),
    (Meaning.CURRENT, r"current(?:[ _]?(?:value|status value))?|today|heute|hoy|aujourd.hui|actuals?(?:[ _]?(?:value|progress))?|latest|now|ist(?:wert|-wert)?|aktuell(?:er wert)?|valor actual|actual value|actuel|valeur actuelle|atual|result to date|当前值?|當前值?|現在値?|现状|현재값?"),
    (Meaning.DUE, r"due(?:[ _]?(?:date|day|at|by|on))?|(?:end|last|final)[ _]?(?:date|day)|end|deadline|target (?:date|day)|frist|f[äa]llig(?: am)?|enddatum|fecha(?: l[íi]mite| fin)?|fin|[ée]ch[ée]ance|prazo|by when|due_date|finish|截止(?:日期|时间)|期限|마감일"),
    (Meaning.START, r"start[ _]?(?:date|at|on)|begin(?:n)?|startdatum|fecha inicio|date de d[ée]but|created[ _]?at"),
    (Meaning.WHY, r"why|rationale|description|reason|purpose|beschreibung|begr(?:ü|ue)ndung|descripci[óo]n|justificaci[óo]n|contexte?|context|motivation|objective description|描述|内容|內容|説明|说明|說明|설명|내용|açıklama|mô tả|nội dung|deskripsi|conteúdo|contenido|описание"),
    (Meaning.METRIC, r"metrics?(?:[ _]?name)?|kpis?|measures?|measurement|how (?:we )?measured?|kennzahl|m[ée]trica|indicador|indicateur|m[ée]trique|metrik|messgröße|indicator|(?:measurable |expected )outcomes?|success (?:measure|metric|criteri\w+)|what (?:we|is|will be|do we) measured?|we measure"),
    (Meaning.UNIT, r"(?:metric[ _])?units?(?: of measure)?|einheit|unidad|unit[ée]|metric[ _]type|metric unit"),
    (Meaning.WEIGHT, r"weight(?:age|ing)?(?: ?\(?%\)?)?|gewicht(?:ung)?|peso|poids|importance"),
    (Meaning.STYLE, r"goal[ _]type|style|commitment|committed/aspirational|okr style|ambition"),
    (Meaning.STATUS, r"(?:progress[ _])?status|state|health|rag(?: status)?|stand|estado|statut|[ée]tat|状态|狀態|ステータス|상태"),
    (Meaning.SCORE, r"(?:final |kr |okr )?(?:score|grade)s?|progress(?: ?\(?%\)?)?|completion|% ?(?:complete|done)|fortschritt|avance|progreso|avancement|puntuación|进度|進度|進捗|진행률"),
    (Meaning.CONFIDENCE, r"(?:current )?confidence(?: ?\(.{0,10}\)| level| score| rating)?(?: ?%)?|konfidenz|zuversicht(?:lichkeit)?|vertrauen|confianza|confiance"),
    (Meaning.INITIATIVE, r"initiatives?|actions?|activities|tasks?|projects?|maßnahmen?|massnahmen?|iniciativas?|acciones|how|key initiatives|next steps"),
    (Meaning.NOTE, r"notes?|comments?|remarks?|last check-?in note|check-?in note|updates?|kommentare?|notizen?|bemerkung(?:en)?|anmerkung(?:en)?|notas?|comentarios?|commentaires?|remarques?|learnings?"),
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    """Return the pattern of each meaning, compiled for the first table that is met."""
    return tuple((meaning, re.compile(rf"(?:{words})", re.IGNORECASE)) for meaning, words in _WORDS)


_REPEATED = re.compile(
    r"(?i)^(?:key[ _]?result|kr)[ _#]?(?P<number>\d{1,2})(?:[ _:.-]+(?P<part>.+))?$"
)
_PARTS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.KEY_RESULT, r"title|name|text|description|statement|"),
    (Meaning.SCORE, r"completion|progress|score|grade"),
    (Meaning.BASELINE, r"start.*|baseline|from|initial.*"),
    (Meaning.TARGET, r"target.*|to|goal"),
    (Meaning.CURRENT, r"current.*|actual.*|value"),
    (Meaning.UNIT, r"unit.*|metric.*"),
    (Meaning.OWNER, r"owner.*|dri|lead"),
    (Meaning.WEIGHT, r"weight.*"),
    (Meaning.DUE, r"due.*|end.*|deadline"),
    (Meaning.STATUS, r"status|state"),
)
_OF_RESULTS = re.compile(r"(?i)(?:kr|key[ _]?results?)[ _]")
_OF_OBJECTIVES = re.compile(r"(?i)(?:okr|objective|goal)[ _]")
_CODE = re.compile(
    r"(?i)(?:key[ -]?result|kr|objective|obj|o|rc|#)?[ -]?[\dA-Z]{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?\.?"
)
_LETTERS_OF_A_CODE = 2
_SENTENCE = 3
"""Words of a cell on average that make a column one of sentences."""

_WORDED = (Meaning.TITLE, Meaning.WHY, Meaning.METRIC, Meaning.TARGET)
_LEVEL = re.compile(r"(?i)^(?:level|l|ebene|nivel|niveau|tier|depth)[ _-]?(\d)$")


_GOAL = re.compile(r"(?i)goals?|ziel")
"""What heads a column of targets where another one is headed "Objective"."""

LONGEST_HEADING = 200
"""Characters from which on a cell heads no column."""


def heading_meaning(heading: str) -> Meaning | None:
    """Return what a column heading means, or `None`; case, marks and brackets do not matter."""
    if len(heading) > LONGEST_HEADING:
        return None
    plain = _plain(heading)
    if re.search(r"(?i)\((?:krs?|key results?)\)$", plain):
        return Meaning.KEY_RESULT
    without = re.sub(r"\s*\(.*?\)\s*$", "", plain)
    for candidate in dict.fromkeys((plain, without)):
        for meaning, pattern in _patterns():
            if pattern.fullmatch(candidate):
                return meaning
    return None


def columns_guess(headings: Sequence[str]) -> ColumnMapping:
    """Guess what each column of a table holds from its heading.

    Where two columns mean the same the first counts; "Owner" beside "KR Owner" is the
    objective's, beside "Objective Owner" the key result's. A lone "Title" beside "Key Result" is the
    objective's; a lone "Objective" beside a kind column is the title of either.
    """
    meanings: dict[Meaning, int] = {}
    owners: list[int] = []
    levels: dict[int, int] = {}
    repeated: dict[int, dict[Meaning, int]] = {}
    for column, heading in enumerate(headings[:200]):
        plain = _plain(heading)
        level, wide = _LEVEL.match(plain), _REPEATED.match(plain)
        if level:
            levels[int(level.group(1))] = column
        elif wide:
            part = (wide["part"] or "").replace("_", " ").strip()
            for meaning, words in _PARTS:
                if re.fullmatch(words, part, re.IGNORECASE):
                    repeated.setdefault(int(wide["number"]), {}).setdefault(meaning, column)
                    break
        elif (meant := heading_meaning(heading)) is not None:
            aimed = meant is Meaning.OBJECTIVE and meant in meanings and _GOAL.fullmatch(plain)
            meanings.setdefault(Meaning.TARGET if aimed else meant, column)
            owners += [column] if meant is Meaning.OWNER else []
    meanings |= _owners_apart(headings, owners)
    _titles_told(meanings, is_wide=bool(repeated))
    full = tuple(
        columns for _, columns in sorted(repeated.items()) if Meaning.KEY_RESULT in columns
    )
    return ColumnMapping(
        meanings,
        tuple(column for _, column in sorted(levels.items())) if len(levels) > 1 else (),
        full,
    )


def _titles_told(meanings: dict[Meaning, int], *, is_wide: bool) -> None:
    """Say of a lone column of titles whether it is that of objectives, or of either kind."""
    if (
        (is_wide or Meaning.KEY_RESULT in meanings)
        and Meaning.TITLE in meanings
        and Meaning.OBJECTIVE not in meanings
    ):
        meanings[Meaning.OBJECTIVE] = meanings.pop(Meaning.TITLE)
    if (
        Meaning.KIND in meanings
        and Meaning.OBJECTIVE in meanings
        and Meaning.KEY_RESULT not in meanings
        and Meaning.TITLE not in meanings
    ):
        meanings[Meaning.TITLE] = meanings.pop(Meaning.OBJECTIVE)


def _owners_apart(headings: Sequence[str], owners: Sequence[int]) -> dict[Meaning, int]:
    """Return whose owners the columns of owners name, where there are several kinds of them."""
    of_results = [column for column in owners if _OF_RESULTS.match(_plain(headings[column]))]
    of_objectives = [column for column in owners if _OF_OBJECTIVES.match(_plain(headings[column]))]
    others = [column for column in owners if column not in {*of_results, *of_objectives}]
    if of_results and (rest := of_objectives or others):
        return {Meaning.OWNER: of_results[0], Meaning.OBJECTIVE_OWNER: rest[0]}
    if of_objectives and others:
        return {Meaning.OWNER: others[0], Meaning.OBJECTIVE_OWNER: of_objectives[0]}
    return {}


def codes_set_apart(mapping: ColumnMapping, rows: Sequence[Sequence[str]]) -> ColumnMapping:
    """Move the meaning of a column of mere codes ("KR1", "1.2") to the column with the words.

    Args:
        mapping: As guessed from the headings.
        rows: Some rows below the headings, for a look at what the columns hold.
    """
    meanings = dict(mapping.meanings)
    _numbers_aimed_at(meanings, rows)
    for meaning in (Meaning.OBJECTIVE, Meaning.KEY_RESULT):
        column = meanings.get(meaning)
        if column is None or not _holds_codes(rows, column):
            continue
        behind = [
            m
            for m in _WORDED
            if m in meanings
            and meanings[m] > column
            and (m is not Meaning.TARGET or _words_a_cell(rows, meanings[m]) >= _SENTENCE)
        ]
        worded = min(behind, key=lambda m: meanings[m], default=None)
        if worded is not None:
            meanings[meaning] = meanings.pop(worded)
            meanings.setdefault(Meaning.ID, column)
    _kinds_told(meanings, rows)
    if _numbers_again(rows, meanings.get(Meaning.ID)):
        del meanings[Meaning.ID]
    return replace(mapping, meanings=meanings)


_AMOUNT = re.compile(r"[<>≤≥~+]?\s?[$€£]?\d[\d.,]*\s?(?:%|[^\W\d_]{1,10})?")


def _numbers_aimed_at(meanings: dict[Meaning, int], rows: Sequence[Sequence[str]]) -> None:
    """Take a column "Goal" that holds nothing but amounts, beside one of results, for targets."""
    column = meanings.get(Meaning.OBJECTIVE)
    if column is None or Meaning.TARGET in meanings or Meaning.KEY_RESULT not in meanings:
        return
    cells = _filled(rows, column)
    if cells and all(_AMOUNT.fullmatch(cell) for cell in cells):
        meanings[Meaning.TARGET] = meanings.pop(Meaning.OBJECTIVE)


_CODE_OF_OBJECTIVE = re.compile(r"(?i)\**o[-\s]?\d{1,2}\**")
_CODE_OF_RESULT = re.compile(r"(?i)\**kr[-\s]?\d{1,2}(?:\.\d{1,2})?\**")


def _kinds_told(meanings: dict[Meaning, int], rows: Sequence[Sequence[str]]) -> None:
    """Let a column of codes ("O1", "KR1.1") say what each row of a lone column "OKR" is."""
    titles = meanings.get(Meaning.OBJECTIVE)
    if titles is None or meanings.keys() & {Meaning.KEY_RESULT, Meaning.KIND, Meaning.TITLE}:
        return
    width = min(map(len, rows), default=0)
    coded = next((column for column in range(width) if _tells_kinds(rows, column)), None)
    if coded is None:
        return
    if coded == titles:  # the words stand beside it, below no heading
        free = [column for column in range(width) if column not in meanings.values()]
        titles = max(free, key=lambda column: _words_a_cell(rows, column), default=None)
    if titles is not None and len(_filled(rows, titles)) == len(_filled(rows, coded)):
        del meanings[Meaning.OBJECTIVE]
        if meanings.get(Meaning.ID) == coded and len(set(_filled(rows, coded))) < len(rows):
            del meanings[Meaning.ID]  # "KR1" anew below each objective
        meanings |= {Meaning.TITLE: titles, Meaning.KIND: coded}


def _tells_kinds(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Return whether a column holds codes alone, those of objectives and those of results."""
    cells = _filled(rows, column)
    results = sum(_CODE_OF_RESULT.fullmatch(cell) is not None for cell in cells)
    objectives = sum(_CODE_OF_OBJECTIVE.fullmatch(cell) is not None for cell in cells)
    return bool(results and objectives) and results + objectives == len(cells)


def words_taken(mapping: ColumnMapping, rows: Sequence[Sequence[str]]) -> ColumnMapping:
    """Take the column with the longest texts for key results when theirs holds mere codes."""
    column = mapping.column(Meaning.KEY_RESULT)
    if column is None or not _holds_codes(rows, column):
        return mapping
    words = [
        (sum(len(row[other].split()) for row in rows if other < len(row)) / len(rows), other)
        for other in range(max(map(len, rows)))
        if other != column and other not in mapping.meanings.values()
    ]
    most, chosen = max(words, default=(0.0, 0))
    if most < _SENTENCE:
        return mapping
    return replace(mapping, meanings={**mapping.meanings, Meaning.KEY_RESULT: chosen})


def codes_only(mapping: ColumnMapping, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the column of key results only refers to results told elsewhere."""
    column = mapping.column(Meaning.KEY_RESULT)
    return column is not None and _holds_codes(rows, column)


def _numbers_again(rows: Sequence[Sequence[str]], column: int | None) -> bool:
    """Return whether a column counts 1, 2, 3 anew for each objective, so that it holds no ids."""
    if column is None:
        return False
    cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    if not cells or not all(re.fullmatch(r"\d{1,2}", cell) for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    steps = [second - first == 1 or 1 == second < first for first, second in pairwise(numbers)]
    return numbers[0] == 1 and len(set(numbers)) < len(numbers) and all(steps)


def _holds_codes(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Return whether all filled cells of a column are codes: "KR1", "1.2", "B", never "Grow"."""
    cells = _filled(rows, column)
    return bool(cells) and all(
        _CODE.fullmatch(cell) and (len(cell) <= _LETTERS_OF_A_CODE or any(map(str.isdigit, cell)))
        for cell in cells
    )


def _words_a_cell(rows: Sequence[Sequence[str]], column: int) -> float:
    """Return how many words the filled cells of a column hold on average."""
    cells = _filled(rows, column)
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0


def _filled(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column].strip() for row in rows if column < len(row) and row[column].strip()]


def _plain(heading: str) -> str:
    """Return a heading without mark-up, stars and colon, in one spacing."""
    return re.sub(
        r"\s+", " ", re.sub(r"[*_`\"]+(?=\W|$)|(?<!\w)[*_`\"]+|[:?]+\s*$|^[^\w#%]+", "", heading)
    ).strip()
