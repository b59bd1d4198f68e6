"""Labels that name what a line is: `Objective 1:`, `KR2:`, `Owner:`, in several languages."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plumbline.engine.documents.caseless import holds_one


class Label(StrEnum):
    """What a label in front of a text says the text is."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    INITIATIVE = "initiative"
    OKR = "okr"
    OWNER = "owner"
    TEAM = "team"
    CYCLE = "cycle"
    SCORE = "score"
    STATUS = "status"
    BASELINE = "baseline"
    TARGET = "target"
    CURRENT = "current"
    UNIT = "unit"
    DUE = "due"
    WHY = "why"
    STYLE = "style"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label found at the start of a text.

    Attributes:
        label: What it says.
        end: Offset in the text behind the label and its colon.
        plural: The label announces several, such as "Key Results:".
        number: "1", "1.2", "3A" when the label is numbered.
        role: What stood before the label, such as "CEO" in "CEO KR:".
        aside: The text of brackets between label and colon.
    """

    label: Label
    end: int
    plural: bool = False
    number: str | None = None
    role: str | None = None
    aside: str | None = None


_OBJECTIVE = (
    r"objectives?|objs?|goals?|(?:quartals|jahres|team)?ziele?|objetivos?|objectifs?|obiettiv[oi]"
    r"|doel(?:stelling)?(?:en)?|mål(?:sætning(?:er)?)?|cele?|cíle?|célok|obiective?|tavoit(?:e|teet)"
    r"|hedef(?:ler)?|amaç(?:lar)?|tujuan|sasaran|mục tiêu|στόχο[ςι]|ціл[ьі]|цел[ьи]|目标|目標|목표"
    r"|هدف|الهدف|الأهداف|מטר(?:ה|ות)|เป้าหมาย|วัตถุประสงค์|लक्ष्य|उद्देश्य"
)
_KEY_RESULT = (
    r"key[ -]?results?|krs?|measurable results?|schl(?:ü|ue)ssel(?:ergebnis(?:se)?|resultate?)"
    r"|kernergebnis(?:se)?|messbares? ergebnis(?:se)?"
    r"|resultados? claves?|resultados?[ -]chaves?|rcs?|r[ée]sultats?[ -]cl[ée]s?"
    r"|risultat[io] chiave|kernresulta(?:at|ten)|nyckelresultat|nøkkelresultater|nøkkelresultat"
    r"|kluczow[ey] (?:wyniki?|rezultaty?)|klíčov[éý] výsled(?:ek|ky)|kulcseredmény(?:ek)?|rezultate?(?:le)? cheie"
    r"|avaintulo(?:s|kset)|nøgleresultat(?:er)?|anahtar sonuç(?:lar[ıi]?)?|hasil (?:utama|kunci)"
    r"|kết quả (?:then chốt|chính|chủ chốt)|关键(?:结果|成果)|關鍵(?:結果|成果)|主要(?:な)?(?:結果|成果)|成果指標"
    r"|キーリザルト|(?:핵심|주요) ?결과(?:물|지표)?|ключев(?:ые|ой) результаты?|ключов(?:і|ий) результати?"
    r"|βασικ[άό] αποτελέσματα?|النتائج الرئيسية|תוצאות מפתח|ผลลัพธ์(?:หลัก|สำคัญ)|मुख्य परिणाम"
)
_INITIATIVE = (
    r"initiatives?|actions?|action items?|tasks?|projects?|activities|how|to[ -]?dos?|next steps"
    r"|initiativen?|ma(?:ß|ss)nahmen?|aufgaben|iniciativas?|acciones|ações|actions? cl[ée]s?"
    r"|iniziative|initiatieven|deliverables?|experiments?"
)
_FIELDS: tuple[tuple[Label, str], ...] = (
    (
        Label.OWNER,
        r"(?:(?:kr|key result|objective|okr|task) )?owners?|dris?|directly responsible individual"
        r"|champion|lead|leads|accountable|responsible|assignees?|assigned to|who|verantwortlich(?:er?)?|leitung"
        r"|zust(?:ä|ae)ndig|inhaber(?:in)?|responsables?|due[ñn]o|dueña|responsável|propri[ée]taire"
        r"|pilote|porteur|porteuse|eigenaar|ansvarig|tracking manager|driver|sponsor"
        r"|sorumlu|مالک|مسئول|penanggung jawab|负责人|負責人|責任者|担当者?|담당자?",
    ),
    (
        Label.TEAM,
        r"teams?|departments?|squads?|tribes?|area|abteilung|bereich|equipo|[ée]quipe|equipe"
        r"|departamento",
    ),
    (
        Label.CYCLE,
        r"cycles?|quarters?|time ?frames?|periods?|time ?period|zeitraum|quartal|zyklus"
        r"|trimestre|per[ií]odo|p[ée]riode|session|active from"
        r"|dönem|周期|週期|期間|기간|分期",
    ),
    (
        Label.SCORE,
        r"(?:final |self |current |kr |okr )?(?:scores?|grades?|grading|progress)|ergebnis"
        r"|fortschritt|avance|progreso|progr[èe]s|avancement|puntuaci[óo]n|nota|rating"
        r"|ilerleme|进度|進度|進捗|完成度|진행률|진척도",
    ),
    (
        Label.STATUS,
        r"status|state|stand|health|confidence(?: level)?|rag|estado|statut|[ée]tat"
        r"|confianza|confiance|zuversicht|konfidenz|priority|prioridad|priorit[ée]t?"
        r"|durum|状态|狀態|ステータス|상태",
    ),
    (
        Label.BASELINE,
        r"baselines?|start(?:ing)?(?: (?:value|point))?|startwert|ausgangswert|from"
        r"|l[íi]nea base|valor inicial|inicial|valeur initiale|point de d[ée]part|initial(?: value)?"
        r"|başlangıç(?: değeri)?|نقطهٔ? شروع|基线|基線|基準値?|起始值|기준(?:값|치)?",
    ),
    (
        Label.TARGET,
        r"targets?|target value|zielwert|metas?|cible|valeur cible|to|goal value|soll"
        r"|hedef değer|目标值|目標値|目標值|목표(?:값|치)",
    ),
    (
        Label.CURRENT,
        r"current(?: value)?|actual|now|today|aktuell|ist(?:wert)?|actual value|latest"
        r"|valor actual|actuel|valeur actuelle|as of today"
        r"|mevcut(?: değer)?|saat ini|hiện tại|当前值?|當前值?|目前|现状|現状|現在値?|현재(?:값|치)?",
    ),
    (Label.UNIT, r"units?|einheit|unidad|unit[ée]"),
    (
        Label.DUE,
        r"due(?: date| by)?|deadlines?|kr measurement deadline|target date|f[äa]llig(?: am)?"
        r"|frist|fecha(?: l[íi]mite)?|[ée]ch[ée]ance|prazo|by when|end date"
        r"|hedef tarih|bitiş(?: tarihi)?|tenggat|截止(?:日期|时间)?|期限|마감일?|기한",
    ),
    (
        Label.WHY,
        r"why|rationale|reason|purpose|context|background|motivation|description"
        r"|why (?:it|this) matters|warum|begr(?:ü|ue)ndung|hintergrund|por qu[ée]|porqu[êe]|pourquoi"
        r"|contexte?o?|justificaci[óo]n",
    ),
    (
        Label.STYLE,
        r"(?:(?:okr|goal|objective) )?style|(?:okr|goal|objective) type|commitment level",
    ),
    (
        Label.OTHER,
        r"notes?|comments?|updates?|tracked|tracking|metrics?|kpis?|measures?|measured by"
        r"|how measured|definition|data source|source|risks?|dependenc(?:y|ies)|blockers?|learnings?"
        r"|retro(?:spective)?|good|bad|try|links?|references?|resources?|last updated|updated"
        r"|last reviewed|version|date|scope|format|timing|steps|type|weight|alignment|aligned to"
        r"|aligns (?:to|with)|parent|supports|stakeholders?|out of scope|non[- ]goals?|assumptions"
        r"|hinweise?|notizen?|anmerkung(?:en)?|notas?|remarques?|kommentar|quelle|fuente|messung"
        r"|start date|cadence|health metrics?|guardrails?|milestones?|roadmap|summary|overview|vision"
        r"|mission|north star|themes?|stretch(?: goal| target)?(?!\s*[:：=]\s*\S+(?:\s+\S+){3})|current goal|last update"
        r"|tip|kr tipi|ölçüm|değerler|minimum|maksimum|衡量(?:方式|标准|方法)|验收标准|完成标准|备注|備註|備考|測定方法|측정(?: ?방법)?|비고",
    ),
)
_NUMBER = r"(?:[#№]\s?|[Nn]\.?[°ºo]\.?\s?)?(?P<number>[A-Z]{0,2}\d{1,3}(?:[.\-]\d{1,3}){0,3}[A-Za-z]?|(?:[A-Z]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)(?=\s*[:：]|\s+[–—]\s))"
_ASIDE = r"(?:\s*[(\[（](?P<aside>[^()\[\]（）\n]{0,80})[)\]）](?=\s*(?:[:：|–—-]|$)))?"
_COLON = r"(?:\s*(?:[:：|]|[-–—](?=\s)|[-–—]\s|\.(?=\s)|\)(?=\s)|$))"
_ROLE = r"(?:(?P<role>[A-ZÄÖÜ][\w.,&/'’() -]{0,60}?)\s+)?"


def _label_pattern(words: str, role: bool) -> re.Pattern[str]:
    """Compile a label: words, perhaps a number and an aside, then a colon, or a number alone."""
    return re.compile(
        rf"\s*[\[(]?{_ROLE if role else ''}(?P<word>(?i:{words}))(?![^\W\d_])(?P<several>\(s\))?"
        rf"(?:[\s-]?{_NUMBER})?[\])]?{_ASIDE}(?P<colon>{_COLON})?\s*"
    )


_IN_KEY_RESULTS = (
    "kr", "key", "rc", "result", "rezult", "risult", "ergeb", "hasil", "avain", "tulo", "wynik",
)  # fmt: skip
_IN_OBJECTIVES = (
    " o", "\to", "obj", "goal", "ziel", "obiet", "obiec", "doel", "cel", "tavoit", "hedef", "amac",
    "tujuan", "sasaran",
)  # fmt: skip
"""What stands in whatever a label names itself in ASCII; see `_may_be`."""

_LABELS: tuple[tuple[Label, re.Pattern[str], tuple[str, ...]], ...] = (
    (Label.KEY_RESULT, _label_pattern(_KEY_RESULT, role=False), ()),
    (Label.KEY_RESULT, _label_pattern(_KEY_RESULT, role=True), _IN_KEY_RESULTS),
    (Label.OBJECTIVE, _label_pattern(_OBJECTIVE + r"|(?-i:O)", role=False), ()),
    (Label.OBJECTIVE, _label_pattern(_OBJECTIVE + r"|(?-i:O)", role=True), _IN_OBJECTIVES),
    (Label.INITIATIVE, _label_pattern(_INITIATIVE, role=False), ()),
)
"""Each with strings in small letters one of which stands in what it finds, where that saves work.

A role may be long, so that the words of a label are looked for at sixty places of a line.
"""
_CODES: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (
        label,
        re.compile(
            rf"\s*(?!OKR)(?P<number>(?:[A-Z][A-Za-z]{{0,7}}\d{{0,2}}[-._ ]?){{1,2}}{letters}[-. ]?\d{{1,2}}(?:\.\d{{1,2}})?)"
            rf"\s*(?:[:：|]|\s[-–—](?=\s)|[–—]\s)\s*"
        ),
    )
    for label, letters in ((Label.KEY_RESULT, "KR"), (Label.OBJECTIVE, "(?:O|OBJ)"))
)
"""Codes that name team and item in one ("MKT-KR2:", "CO1-KR1:", "LO1:"), before a colon."""

_OKR = re.compile(
    rf"\s*(?i:okr)\s*(?:['‘\"]?(?P<number>[\w.\-]{{0,8}}\d[\w.\-]{{0,6}}|[A-Z])['’\"]?\s*{_COLON}|{_COLON})\s*"
)
_OKR_NAMED = re.compile(r"\s*OKR\s+(?P<name>[^\W\d_][^:.\n]{1,30}):\s+(?=\S+\s+\S+\s+\S)")
"""A name of an OKR before its sentence: "OKR Leadership: Every lead …"."""

_FIELD_PATTERNS = tuple(
    (label, re.compile(rf"\s*(?i:{words})\s*(?:\([^()\n]{{0,60}}\)\s*)?(?:[:：=]|$)\s*"))
    for label, words in _FIELDS
)
_ANY_BRACKET = re.compile(r"[(（]")
_AFTER_FIELD = re.compile(r"[:：=]")
"""What stands behind the name of a field, unless the line ends there."""

_PLURAL = re.compile(
    r"(?i)^(?:objectives|objs|goals|\w*ziele|objetivos|objectifs|obiettivi|doelen|doelstellingen|cele"
    r"|key[ -]?results|krs|measurable results|schl\w+(?:ergebnisse|resultate)|kernergebnisse"
    r"|messbare ergebnisse|resultados.*|rcs|r[ée]sultats.*|risultati chiave|kernresultaten"
    r"|initiatives|actions|tasks|projects|目标|ключевые результаты|цели|hedefler|amaçlar"
    r"|anahtar sonuçlar[ıi]?|hasil .*|kết quả .*|klíčové .*|kulcseredmények|rezultate.*|avaintulokset"
    r"|tavoitteet|nøgleresultater|ключові .*|цілі|στόχοι|βασικά .*|الأهداف|النتائج.*|מטרות|תוצאות.*"
    r"|(?:关键|關鍵|主要な?|핵심 ?|주요 ?|キー|成果)(?:结果|成果|結果|결과|リザルト|指標).*|ผลลัพธ์.*)$"
)
_TRANSLATED = re.compile(
    r"\s*[^\W\d_][^\s():：（）]{0,30}(?:\s[^\s():：（）]{1,30}){0,2}\s*"
    r"[(（]\s*(?:(?P<objective>(?i:objectives?))|(?i:key results?|krs?))\s*[)）]\s*(?:[:：]|$)\s*"
)
"""A label in any language that names its English word in brackets: "Hedef (Objective):"."""

_NAMED = re.compile(
    r"(?!(?:We|I|You|They|Our|The|All|Create|Write|Set|Define|Track|Review|Draft|Agree|Manage|Update"
    r"|Align|Score|Import|Export|List|Show|Plan|Share|Achieve|Add|Edit|View)\b)"
    r"[A-ZÄÖÜ0-9][\w.'’-]*(?:[\s,&/-]{1,3}(?:(?:of|and|the|und|de|del|y|et)\b|[A-ZÄÖÜ0-9&][\w.'’-]*)){0,6}"
)
"""A role that names somebody or a group, without the colon that would make it one."""

_OKRS_NAMED = re.compile(
    r"(?i)(?:objectives?|goals?|okrs?)\b|.*\b(?:objectives?|goals?|okrs?)\s*(?:&|\band|\bund|\by|\bet|[/+,])?$"
)
"""What no role begins or ends with: "Quarterly Objectives & Key Results – Q1" is a headline."""

_NO_ROLE = re.compile(
    r"(?i)(?:(?:(?:an?|any|each|every|one)\b ?)?(?:good|great|strong|bad|poor|weak)?|stretch|current|non|out|anti|long[ -]term|about|on|regarding|re|for|why|notes? on|zu|über"
    r"|sobre|acerca de|về|pour|concernant|see|from|with|than)\W*"
)
"""What stands before "goal" in lines that state no aim of their own."""

_GOES_ON = re.compile(r"(?:is|are|was|were|becomes?|remains?|depends|should|must|has|have)\s")
"""What makes "O1 is the one to watch" a sentence about an objective."""

_OF_A_PERIOD = re.compile(
    r"(?i)\s*(?:(?:\w{0,10}ziele|objectives|goals|okrs|objetivos|objectifs)\s+(?:für das |im |for the |del? )?)"
    r"[1-4](?:\.|st|nd|rd|th|º|er|e|ème)?\s*(?:quart(?:al|er)|halbjahr|half|trimest(?:re|er)|semest(?:re|er))\b"
)
"""What makes "Ziele 2. Quartal" a headline and no label with a number."""

_SENTENCE_WORD = re.compile(
    r"(?i)\b(?:are|is|our|the|to|of|with|how|what|for|and|in|on|their|your|its|each|every|this|that"
    r"|should|must|will|can|could|would|identify|define|write|choose|pick)\b"
)


_ROLE_BEFORE_STOP = 3
"""Words before a label and a full stop from which on they are a sentence."""


def label_read(text: str) -> Labelled | None:
    """Find a label in front of a text that has lost its mark-up.

    A single letter `O` counts only with a number or a colon, a role in front of a label only
    when it is short and no sentence.

    Args:
        text: One line without list mark and mark-up.

    Returns:
        The label, or `None` when the text starts with none.
    """
    return _label_of(text[:LONGEST_LABEL])


LONGEST_LABEL = 160
"""Characters in which a label ends, with its role, its aside and its colon."""
_MOST_WORDS = 6
"""Words that the name of a field has at most."""


@lru_cache(maxsize=1024)
def _label_of(head: str) -> Labelled | None:
    """Find a label; remembered, because what is in front of a line is asked about again."""
    small = head.lower()
    for label, pattern, held in _LABELS:
        if held and not _may_be(small, held):
            continue
        match = pattern.match(head)
        if match and _OF_A_PERIOD.match(head):
            return None
        if match and _is_label(label, match) and not _GOES_ON.match(head, match.end()):
            return Labelled(
                label,
                match.end(),
                plural=bool(_PLURAL.match(match["word"])) or bool(match["several"]),
                number=match.groupdict().get("number"),
                role=(match.groupdict().get("role") or "").strip(" ,:-") or None,
                aside=match.groupdict().get("aside"),
            )
    for label, pattern in _CODES:
        match = pattern.match(head)
        if match:
            return Labelled(label, match.end(), number=match["number"])
    match = _OKR.match(head)
    if match and not (match["number"] is None and match.end() == len(head)):
        return Labelled(Label.OKR, match.end(), number=match["number"])
    match = _OKR_NAMED.match(head)
    if match:
        return Labelled(Label.OKR, match.end(), role=match["name"].strip())
    if _may_be_field(head):
        for label, pattern in _FIELD_PATTERNS:
            match = pattern.match(head)
            if match:
                return Labelled(label, match.end())
    match = _TRANSLATED.match(head) if _ANY_BRACKET.search(head) else None
    if match:
        label = Label.OBJECTIVE if match["objective"] else Label.KEY_RESULT
        return Labelled(label, match.end(), plural=match.group().rstrip(" :：)）")[-1] in "sS")
    return None


def _may_be_field(head: str) -> bool:
    """Return whether a line may begin with the name of a field, or be one."""
    return bool(_AFTER_FIELD.search(head)) or len(head.partition("(")[0].split()) <= _MOST_WORDS


def _may_be(small: str, held: tuple[str, ...]) -> bool:
    """Return whether a label may stand in a text in small letters; only of ASCII that is known."""
    return not small.isascii() or holds_one(small, held)


def _is_label(label: Label, match: re.Match[str]) -> bool:
    """Tell a label from a sentence that happens to begin with its word."""
    role = match.groupdict().get("role")
    if role and (_SENTENCE_WORD.search(role) and label is not Label.KEY_RESULT):
        return False
    if role and label is Label.OBJECTIVE and match["word"] == "O" and not match["number"]:
        return False
    if role and (_OKRS_NAMED.match(role) or _NO_ROLE.fullmatch(role)):
        return False
    if role and role.count("(") != role.count(")"):
        return False
    if role and (match["colon"] or "").strip() == "." and len(role.split()) > _ROLE_BEFORE_STOP:
        return False
    number = match.groupdict().get("number")
    if number and re.fullmatch(r"(?:19|20)\d\d.*", number):
        return False
    closed = match["colon"] is not None
    if role and not match["colon"] and not _NAMED.fullmatch(role):
        return False
    if not closed and (number is None or match.end() == match.end("number")):
        return False
    if number and not closed and match["word"].lower() in {"goal", "goals", "objectives", "how"}:
        return False
    return not (label is Label.INITIATIVE and number and not closed)
