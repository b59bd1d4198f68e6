"""Keys of YAML and JSON recognized by what they mean, in several languages."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class KeyMeaning(StrEnum):
    """What the value of a key is."""

    OBJECTIVES = "objectives"
    KEY_RESULTS = "key_results"
    METRICS = "metrics"
    CHILDREN = "children"
    TEAMS = "teams"
    INITIATIVES = "initiatives"
    KPIS = "kpis"
    TITLE = "title"
    TEXT = "text"
    ID = "id"
    PARENT = "parent"
    OBJECTIVE_ID = "objective_id"
    KIND = "kind"
    OWNER = "owner"
    TEAM = "team"
    CYCLE = "cycle"
    ORGANIZATION = "organization"
    START = "start"
    END = "end"
    BASELINE = "baseline"
    TARGET = "target"
    CURRENT = "current"
    CURRENT_DATE = "current_date"
    UNIT = "unit"
    OPERATOR = "operator"
    WEIGHT = "weight"
    WHY = "why"
    CONFIDENCE = "confidence"
    TAGS = "tags"


_WORDS: dict[KeyMeaning, str] = {
    KeyMeaning.OBJECTIVES: """
        objective, objectives, goal, goals, okr, okrs, o, os, objetivo, objetivos,
        objectif, objectifs, obiettivo, obiettivi, ziel, ziele, doel, doelen, mal, cel,
        cele, objective title, objective name, goal title, goal name, objective statement,
        company objectives, team objectives, quarterly objectives, okr objectives, 目标, 目標,
        цели, цель
    """,
    KeyMeaning.KEY_RESULTS: """
        key result, key results, keyresult, keyresults, kr, krs, result, results, outcome,
        outcomes, measurable results, resultado, resultados, resultado clave,
        resultados clave, resultados claves, resultado chave, resultados chave,
        resultat cle, resultats cles, risultati chiave, schlusselergebnis,
        schlusselergebnisse, kernergebnisse, schluesselergebnisse, key result title,
        key result name, kr title, kr name, kernresultaten, nyckelresultat, 关键结果, 主要な結果,
        ключевые результаты
    """,
    KeyMeaning.METRICS: """
        metric, metrics, measure, measures, metrica, metricas, metrik, metriken, metrique,
        metriques, kennzahl, kennzahlen, outcome metric, progress metric, measurement
    """,
    KeyMeaning.CHILDREN: """
        children, child, sub objectives, subobjectives, subgoals, sub goals, hijos, filhos,
        enfants, kinder, figli
    """,
    KeyMeaning.TEAMS: """
        teams, departments, squads, tribes, equipos, equipes, abteilungen, units,
        divisions, people, users, members, areas
    """,
    KeyMeaning.INITIATIVES: """
        initiatives, initiative, tasks, task, actions, action items, projects, activities,
        iniciativas, acciones, massnahmen, aufgaben, initiativen, how, todos, epics,
        actions cles, tareas
    """,
    KeyMeaning.KPIS: """
        kpi, kpis, health metrics, kpis permanentes, guardrails, roadmap, milestones,
        glossary, definitions, health indicators, check ins, checkins, time periods,
        sessions, retrospective, plan history, archived, template, templates, example,
        examples, schema
    """,
    KeyMeaning.TITLE: """
        title, name, titulo, titel, titre, titolo, nombre, nom, bezeichnung, nazwa,
        headline, summary, label, titulo del objetivo, nome, isim, nama, 名称, 名稱, 标题, 標題,
        what, was, que, タイトル, 제목, 이름, название, заголовок, nazev, naam, navn, namn
    """,
    KeyMeaning.TEXT: """
        description, text, texto, statement, descripcion, beschreibung, texte, definition,
        body, content, enunciado, descricao, detail
    """,
    KeyMeaning.ID: """
        id, key, kr id, okr id, uuid, slug, ref, identifier, nummer, codigo, number, code,
        goal no
    """,
    KeyMeaning.PARENT: """
        parent, parent id, parents, parent ids, aligned with, aligned to, supports,
        alignment, alignments, aligns to, aligns with, contributes to, parent objective,
        parent objective id, parent goal, parent goal id, parent okr, parent key result,
        padre, alineado con, alineado a, ubergeordnet
    """,
    KeyMeaning.OBJECTIVE_ID: "objective id, goal id, objetivo id, ziel id, objectif id",
    KeyMeaning.KIND: "type, kind, item type, object type, okr type, tipo, typ, level",
    KeyMeaning.OWNER: """
        owner, owners, owner email, owner name, owner id, dri, lead, responsible,
        accountable, assignee, assignees, dueno, duena, responsable, responsables,
        verantwortlich, verantwortliche, responsavel, pilote, assigned to, champion,
        负责人, 責任者, 担当者, 담당자, ответственный,
        owner emails, membership
    """,
    KeyMeaning.TEAM: """
        team, team name, department, squad, equipo, equipe, abteilung, bereich, area,
        scope name, tribe, unit name, org unit
    """,
    KeyMeaning.CYCLE: """
        cycle, quarter, period, time period, session, timeframe, time frame, quartal,
        zeitraum, trimestre, periodo, periode, zyklus, ciclo, session name
    """,
    KeyMeaning.ORGANIZATION: """
        organization, organisation, company, empresa, unternehmen, firma, entreprise,
        company name, organization name, org
    """,
    KeyMeaning.START: """
        start date, date from, starts at, start at, starts on, begin, cycle start,
        fecha inicio, startdatum, start on, starts
    """,
    KeyMeaning.END: """
        due, due date, due day, end, end date, end day, last day, date to, deadline,
        finish at, ends at, ends on,
        due on, fecha limite, fecha fin, frist, fallig, enddatum, echeance, prazo, by,
        due at, target date
    """,
    KeyMeaning.BASELINE: """
        baseline, start, start value, initial, initial value, from, starting,
        starting value, startwert, ausgangswert, linea base, valor inicial, inicial, base,
        valeur initiale, baseline value, metric start, desde
    """,
    KeyMeaning.TARGET: """
        target, target value, to, goal value, meta, metas, zielwert, soll, valor objetivo,
        valeur cible, cible, alvo, target number, metric target, end value, hasta,
        目标值, 目標値, 목표값, целевое значение, hedef
    """,
    KeyMeaning.CURRENT: """
        current, current value, actual, actual value, progress value, latest, now, aktuell,
        istwert, ist, valor actual, actuel, valeur actuelle, atual, current status value,
        当前值, 現在値, 현재값, текущее значение, valor atual
    """,
    KeyMeaning.CURRENT_DATE: """
        last check in date, last check in, last update, last updated, updated, updated at,
        updated on, as of, measured on, current date, check in date, checkin date
    """,
    KeyMeaning.UNIT: "unit, units, einheit, unidad, unite, metric unit, unit of measure",
    KeyMeaning.OPERATOR: """
        target operator, operator, direction, target type, metric type, outcome type,
        comparison
    """,
    KeyMeaning.WEIGHT: "weight, weighting, gewicht, gewichtung, peso, poids",
    KeyMeaning.WHY: """
        why, rationale, reason, purpose, warum, begrundung, por que, pourquoi, context,
        contexto, motivation, justificacion
    """,
    KeyMeaning.CONFIDENCE: "confidence, confianza, konfidenz, zuversicht, confiance",
    KeyMeaning.TAGS: "tags, labels, etiquetas, schlagworte, categories",
}
_MEANINGS = {
    " ".join(word.split()): meaning
    for meaning, words in _WORDS.items()
    for word in words.split(",")
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\s_\-./:#()]+")
_SUFFIX = re.compile(r"(?:^| )(?:q[1-4]|h[12]|t[1-4]|fy ?\d{2,4}|(?:19|20)\d\d|\d{1,3})$")
_NUMBER_TAIL = re.compile(r"(?<=[^\W\d])\d{1,3}$")


@lru_cache(maxsize=4096)
def key_meaning(key: str) -> KeyMeaning | None:
    """Return what a key means; case, accents, separators and numbers behind it do not matter.

    Args:
        key: As written, such as `keyResults`, `Schlüsselergebnisse` or `objetivos_q3`.

    Returns:
        Its meaning, or `None` for a key that says nothing of OKRs.
    """
    if len(key) > 60:
        return None
    words = _SEPARATORS.sub(" ", _CAMEL.sub(" ", key.strip("_ "))).strip().lower()
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", words)
        if not unicodedata.combining(letter)
    )
    for _ in range(4):
        for candidate in (words, plain):
            if candidate in _MEANINGS:
                return _MEANINGS[candidate]
        shorter = _NUMBER_TAIL.sub("", _SUFFIX.sub("", plain)).strip()
        if shorter == plain:
            return None
        words = plain = shorter
    return None


KIND_WORDS: dict[str, KeyMeaning] = {
    **dict.fromkeys(
        ["objective", "goal", "o", "big rock", "objetivo", "ziel", "objectif"],
        KeyMeaning.OBJECTIVES,
    ),
    **dict.fromkeys(
        ["key result", "kr", "keyresult", "kpi", "metric", "outcome", "resultado clave"],
        KeyMeaning.KEY_RESULTS,
    ),
    **dict.fromkeys(["initiative", "project", "task", "action"], KeyMeaning.INITIATIVES),
}
"""What the value of a `KIND` key makes of its mapping."""
