"""Objectives and key results are found in YAML and JSON of any shape, or the text is declined."""

from decimal import Decimal
from textwrap import dedent

import pytest

from plumbline.engine.documents.model import Document, MetricKind
from plumbline.engine.documents.read import document_read
from plumbline.engine.messages import render


def _document(text: str, kind: str = "yaml") -> Document:
    result = document_read(dedent(text).encode(), kind=kind)
    assert result.document is not None, result
    assert result.kind == kind
    return result.document


def _outline(document: Document) -> list[tuple[str, list[str]]]:
    return [(o.title, [k.title for k in o.key_results]) for o in document.objectives]


def test_a_list_of_objectives_with_texts_as_key_results_is_read() -> None:
    document = _document("""
        quarter: 2026-Q4
        objectives:
          - objective: Deliveries arrive whole
            owner: ada@example.org
            krs:
              - Damaged loads from 3.8% to 1.5%
              - "KR2: At least 400 drivers trained (@bob)"
    """)
    assert _outline(document) == [
        (
            "Deliveries arrive whole",
            ["Damaged loads from 3.8% to 1.5%", "At least 400 drivers trained"],
        )
    ]
    first, second = document.objectives[0].key_results
    assert first.metric is not None
    assert (first.metric.baseline, first.metric.target) == (Decimal("3.8"), Decimal("1.5"))
    assert second.owner == "bob"
    assert document.objectives[0].owner == "ada@example.org"
    assert document.cycle is not None
    assert document.cycle.name == "2026-Q4"
    assert first.spans["title"].line == 7


def test_what_has_no_title_is_said_and_takes_no_other_value_for_one() -> None:
    text = """
        objectives:
          - title: ""
            owner: Ada
          - owner: Bob
          - title: Deliveries arrive whole
            key_results:
              - Damaged loads from 3.8% to 1.5%
              - owner: Bob
                target: 12
    """
    result = document_read(dedent(text).encode(), kind="yaml")
    assert result.document is not None
    assert _outline(result.document) == [
        ("Deliveries arrive whole", ["Damaged loads from 3.8% to 1.5%"])
    ]
    assert [(each.line, render(each.message)) for each in result.problems] == [
        (3, "An objective without a title was not read."),
        (5, "An objective without a title was not read."),
        (9, "A key result without a title was not read."),
    ]


def test_a_document_of_objectives_without_titles_is_declined_for_that() -> None:
    result = document_read(b"objectives:\n  - owner: Bob\n    tags: [calm]\n", kind="yaml")
    assert result.declined is not None
    assert render(result.declined) == "No objective was read: none has a title."


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_a_key_that_stands_twice_is_told_with_its_place(kind: str) -> None:
    text = (
        '{"objectives": [{"title": "Calm", "title": "Loud",\n'
        '"key_results": [{"title": "Calls",\n"target": 12, "target": 13}]}],\n'
        '"objectives": [{"title": "Lost", "krs": ["Gone"]}]}'
    )
    if kind == "yaml":
        text = text.replace('"', "")
    result = document_read(text.encode(), kind=kind)
    assert [(p.line, p.message.id, p.message.params["key"]) for p in result.problems] == [
        (1, "documents.yaml.key_repeated", "title"),
        (3, "documents.yaml.key_repeated", "target"),
        (4, "documents.yaml.key_repeated", "objectives"),
    ]
    assert result.document is not None
    assert _outline(result.document) == [("Calm", ["Calls"])]


def test_a_key_below_an_alias_is_told_once() -> None:
    text = (
        "objectives:\n- title: A\n  krs: &k [{title: B, target: 1, target: 2}]\n"
        "- {title: C, krs: *k}\n"
    )
    result = document_read(text.encode(), kind="yaml")
    assert [(p.line, p.column) for p in result.problems] == [(3, 34)]


@pytest.mark.parametrize("value", ["½", "1½", "②"])
def test_a_number_that_no_digits_write_is_told(value: str) -> None:
    text = f"objectives:\n- title: A\n  krs:\n  - {{title: B, target: {value}}}\n"
    result = document_read(text.encode(), kind="yaml")
    (problem,) = result.problems
    assert problem.line == 4
    assert problem.message.id in {"documents.yaml.number_expected", "documents.yaml.number_unit"}


def test_values_as_texts_become_numbers_with_their_units() -> None:
    document = _document(
        """
        {"metadata": {"period": "2026-Q4", "periodType": "quarter"}, "theme": "Trust",
         "objectives": [{"id": "o1", "title": "Claims feel fair", "keyResults": [
           {"title": "Claims settled in a week", "metric": "share", "baseline": "40%",
            "target": "75%", "current": "52%", "score": 0.3, "confidence": "Medium"},
           {"title": "Complaints per month", "baseline": 90, "target": 30, "unit": "complaints"}],
          "alignedWith": "company-1", "risks": ["staff"]}]}
        """,
        "json",
    )
    share, complaints = (k.metric for k in document.objectives[0].key_results)
    assert share is not None
    assert complaints is not None
    assert (share.baseline, share.target, share.unit) == (Decimal(40), Decimal(75), "%")
    assert share.kind is MetricKind.INCREASE
    assert complaints.kind is MetricKind.DECREASE
    assert complaints.unit == "complaints"
    assert [link.id for link in document.objectives[0].supports] == ["company-1"]
    assert document.cycle is not None
    assert document.cycle.name == "2026-Q4"


def test_a_current_value_without_its_day_is_told_and_not_invented() -> None:
    text = b"objectives:\n- title: A\n  key_results:\n  - {title: B, target: 5, current: 2}\n"
    result = document_read(text, name="x.yml")
    assert result.document is not None
    assert result.document.objectives[0].key_results[0].current is None
    assert [(p.line, p.message.id) for p in result.problems] == [(4, "documents.format.undated")]


def test_descriptions_name_key_results_that_have_no_title() -> None:
    document = _document("""
        scope: org
        objectives:
          - objective_id: O-1
            objective: Drivers stay with us
            key_results:
              - kr_id: KR-1
                description: Turnover of drivers in percent
                metric_key: hr.turnover
                baseline: 31
                target: 18
                confidence: 0.6
    """)
    (objective,) = document.objectives
    assert objective.id == "O-1"
    assert objective.key_results[0].id == "KR-1"
    assert objective.key_results[0].title == "Turnover of drivers in percent"


def test_flat_lists_are_joined_by_id() -> None:
    document = _document(
        """
        {"goals": [{"id": "g1", "name": "Routes are quiet", "ownerId": "u1"},
                   {"id": "g2", "name": "Night trips are safe", "parentId": "g1"}],
         "metrics": [{"id": "m1", "goalId": "g2", "name": "Incidents by night",
                      "targetOperator": "at_most", "target": 3, "actual": 5,
                      "lastCheckInDate": "2026-11-02T10:00:00Z"},
                     {"id": "m2", "goalId": "gone", "name": "Nobody's number", "target": 1}]}
        """,
        "json",
    )
    assert _outline(document) == [
        ("Routes are quiet", []),
        ("Night trips are safe", ["Incidents by night"]),
    ]
    safe = document.objectives[1]
    assert [link.id for link in safe.supports] == ["g1"]
    metric, current = safe.key_results[0].metric, safe.key_results[0].current
    assert metric is not None
    assert (metric.kind, metric.target) == (MetricKind.AT_MOST, Decimal(3))
    assert current is not None
    assert (str(current.date), current.value) == ("2026-11-02", Decimal(5))


def test_nested_objectives_support_the_one_around_them() -> None:
    document = _document("""
        okrs:
          O1:
            title: The depot runs itself
            key_results: {kr1: Shifts filled by themselves from 20 % to 60 %}
            children:
              - title: Planners trust the plan
                key_results: [Plans changed by hand below 5 %]
    """)
    depot, planners = document.objectives
    assert depot.id == "O1"
    assert depot.key_results[0].id == "kr1"
    assert [link.id for link in planners.supports] == ["O1"]


def test_teams_around_objectives_are_kept() -> None:
    document = _document("""
        teams:
          - name: Claims
            objectives:
              - title: Claims feel fair
                results: [Appeals from 12 to 4]
          - name: Fleet
            objectives:
              - title: Trucks are ready
    """)
    assert [o.team for o in document.objectives] == ["Claims", "Fleet"]


@pytest.mark.parametrize(
    ("objectives", "results"),
    [
        ("objetivos_q4", "resultados_clave"),
        ("Ziele", "Schlüsselergebnisse"),
        ("objectifs", "résultats clés"),
        ("OKRs", "keyResults"),
        ("目标", "关键结果"),
    ],
)
def test_keys_count_in_other_languages(objectives: str, results: str) -> None:
    document = _document(f"""
        {objectives}:
          - titulo: Everybody comes home
            {results}:
              - texto: Accidents from 7 to 2
    """)
    assert _outline(document) == [("Everybody comes home", ["Accidents from 7 to 2"])]


def test_a_mapping_of_titles_to_key_results_is_read() -> None:
    document = _document("""
        objectives:
          Customers come back:
            - Renewals from 60% to 80%
    """)
    assert _outline(document) == [("Customers come back", ["Renewals from 60% to 80%"])]


def test_work_and_health_metrics_are_passed_over_and_named() -> None:
    text = dedent("""
        objectives:
          - title: Customers come back
            key_results: [Renewals from 60% to 80%]
            initiatives: [Call every lost customer]
        initiatives:
          - title: Buy trucks
        kpis:
          - {name: Revenue, target: 5M}
    """)
    result = document_read(text.encode(), kind="yaml")
    assert result.document is not None
    assert _outline(result.document) == [("Customers come back", ["Renewals from 60% to 80%"])]
    assert [i.title for i in result.document.objectives[0].initiatives] == [
        "Call every lost customer"
    ]
    assert [(left.first, left.last) for left in result.left_out] == [(6, 7), (8, 9)]
    assert "kpis" in render(result.left_out[1].message)


@pytest.mark.parametrize(
    "text",
    [
        "name: build\non: [push]\njobs: {test: {runs-on: x}}\n",
        '{"name": "shop", "version": "1.0.0", "dependencies": {"left": "^1.0"}}',
        "okr: a bet for a quarter\nkr: the number that shows it\n",
        "objectives: []\n",
        "- 1\n- 2\n",
        "# only a comment\n",
    ],
)
def test_a_text_without_okrs_is_declined_with_its_reason(text: str) -> None:
    result = document_read(text.encode(), kind="yaml")
    assert result.document is None
    assert result.declined is not None
    assert result.declined.id == "documents.format.no_okrs"
    assert "objective" in render(result.declined)


def test_an_objective_of_two_keys_only_is_one_item() -> None:
    document = _document("""
        okrs:
          - objective: Everybody comes home
            key_results:
              - KR1: Accidents from 7 to 2
              - KR2: Near misses reported from 10 to 60
    """)
    assert _outline(document) == [
        (
            "Everybody comes home",
            ["Accidents from 7 to 2", "Near misses reported from 10 to 60"],
        )
    ]


def test_rows_that_name_their_objective_are_grouped() -> None:
    document = _document("""
        - {objective: Everybody comes home, key_result: Accidents from 7 to 2, team: Fleet}
        - {objective: Everybody comes home, key_result: Near misses told from 10 to 60}
    """)
    assert _outline(document) == [
        ("Everybody comes home", ["Accidents from 7 to 2", "Near misses told from 10 to 60"])
    ]
    assert document.objectives[0].team == "Fleet"


def test_keys_that_only_our_own_format_has_are_said_to_be_lost_each_once() -> None:
    text = (
        "objectives:\n  - title: Trust\n    style: committed\n    state: draft\n"
        "  - title: Reach\n    style: learning\n"
    )
    problems = document_read(text.encode(), name="okrs.yaml").problems
    assert [(each.line, each.message.params.get("key")) for each in problems] == [
        (3, "style"),
        (4, "state"),
    ]
    assert not document_read(f"plumbline: 1\n{text}".encode(), name="okrs.yaml").problems
