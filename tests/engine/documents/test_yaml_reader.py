"""Plumbline's own format is read with the place of every value; problems lose nothing else."""

from decimal import Decimal

import pytest

from plumbline.engine.documents.model import Document, MetricKind, State, Style
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import render

EXAMPLE = """\
plumbline: 1
organization: Example Freight
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - id: win-midmarket
    title: Mid-size hauliers choose us for how we treat a damaged load
    why: They move a third of all loads and leave over claims
    owner: person-a@example.org
    team: company
    style: aspirational
    key_results:
      - id: midmarket-renewals
        title: Mid-size hauliers who renew from 71 % to 84 %
        owner: person-a@example.org
        metric: {kind: increase, unit: "%", baseline: 71, target: 84}
        current: {value: 75, date: 2026-11-15, confidence: 6}
        cadence: biweekly
      - id: recommend
        title: Hauliers who recommend us after a claim from 22 % to 45 %
        owner: person-a@example.org
        metric: {kind: increase, unit: "%", baseline: 22, target: 45}
        current: {value: 31, date: 2026-11-16, confidence: 5}
        cadence: weekly
  - id: claims-before-calls
    title: Claims are settled before customers think of calling us
    why: Claims calls are the first reason customers give for leaving
    owner: person-b@example.org
    team: claims
    style: committed                 # committed | aspirational | learning
    supports: [win-midmarket]        # add {id: …, weight: 2} to contribute
    key_results:
      - id: settle-time
        title: Median time to settle a claim from 9 days to 2 days
        owner: person-c@example.org
        metric: {kind: decrease, unit: days, baseline: 9, target: 2}   # a decrease
        current: {value: 6.5, date: 2026-11-16, confidence: 6}
        cadence: weekly
      - id: one-contact
        title: Claims settled with one contact from 48 % to 70 %
        owner: person-c@example.org
        metric: {kind: increase, unit: "%", baseline: 48, target: 70}
        current: {value: 57, date: 2026-11-16, confidence: 7}
        cadence: weekly
      - id: reopened
        title: Reopened claims stay at most 3 %
        owner: person-c@example.org
        guardrail: true
        metric: {kind: at_most, unit: "%", target: 3}
        current: {value: 2.4, date: 2026-11-16, confidence: 8}
        cadence: weekly
"""


def _read(text: str) -> ReadResult:
    return document_read(text.encode(), name="okrs.yaml")


def _document(text: str) -> Document:
    result = _read(text)
    assert result.document is not None, result
    return result.document


def _one(metric: str, rest: str = "", cycle: str = "") -> str:
    return (
        f"plumbline: 1\n{cycle}objectives:\n  - title: A\n    key_results:\n"
        f"      - title: B\n        metric: {metric}\n{rest}"
    )


def test_the_worked_example_reads_clean() -> None:
    result = _read(EXAMPLE)
    assert result.kind == "plumbline"
    assert result.problems == ()
    assert result.document is not None
    first, second = result.document.objectives
    assert (first.id, first.style) == ("win-midmarket", Style.ASPIRATIONAL)
    assert [link.id for link in second.supports] == ["win-midmarket"]
    assert [k.guardrail for k in second.key_results] == [False, False, True]
    metric, current = second.key_results[0].metric, second.key_results[0].current
    assert metric is not None
    assert current is not None
    assert (metric.kind, metric.unit) == (MetricKind.DECREASE, "days")
    assert (metric.baseline, metric.target) == (Decimal(9), Decimal(2))
    assert (current.value, current.confidence) == (Decimal("6.5"), 6)


def test_every_value_knows_its_place() -> None:
    document = _document(EXAMPLE)
    metric = document.objectives[1].key_results[0].metric
    assert metric is not None
    for name, text in (("unit", "days"), ("baseline", "9"), ("target", "2")):
        span = metric.spans[name]
        assert EXAMPLE[span.start : span.end] == text
        assert EXAMPLE.splitlines()[span.line - 1][span.column - 1 :].startswith(text)
    unit = document.objectives[0].key_results[0].metric
    assert unit is not None
    assert EXAMPLE[unit.spans["unit"].start : unit.spans["unit"].end] == '"%"'


def test_the_same_document_in_json_reads_the_same() -> None:
    text = """{"plumbline": 1, "objectives": [{"id": "a", "title": "A \\u00e9", "key_results": [
    {"title": "B", "metric": {"kind": "increase", "baseline": 0.1, "target": 1e2}}]}]}"""
    result = document_read(text.encode())
    assert result.kind == "plumbline"
    assert result.problems == ()
    assert result.document is not None
    metric = result.document.objectives[0].key_results[0].metric
    assert result.document.objectives[0].title == "A é"
    assert metric is not None
    assert (metric.baseline, metric.target) == (Decimal("0.1"), Decimal(100))


def test_a_relative_target_is_a_change_in_percent() -> None:
    metric = _document(_one('{kind: decrease, target: "-20%"}')).objectives[0].key_results[0].metric
    assert metric is not None
    assert (metric.target, metric.relative_target) == (None, Decimal(-20))


@pytest.mark.parametrize(
    ("metric", "message_id"),
    [
        ("{target: 0123}", "number_zero"),
        ("{target: 1:30}", "number_time"),
        ("{target: 1_000}", "number_underscore"),
        ("{target: 0x1F}", "number_base"),
        ("{target: .nan}", "number_finite"),
        ("{target: -.inf}", "number_finite"),
        ('{target: "1,000"}', "number_comma"),
        ('{target: "3,8"}', "number_comma"),
        ("{target: 30%}", "number_unit"),
        ("{target: on}", "number_expected"),
        ("{target: 1e400}", "number_limits"),
        ("{target: 1e999999}", "number_limits"),
        ("{target: 12345678901234567890}", "number_limits"),
        ("{target: 0.0000000000001}", "number_limits"),
        ("{target: [1]}", "scalar_expected"),
        ("{accumulates: yes}", "boolean_expected"),
        ("{decimals: 13}", "number_above"),
        ("{decimals: 1.5}", "integer_expected"),
        ("{kind: rise}", "choice"),
        ("{baseline_by: 2026-02-30}", "day_unknown"),
        ("{baseline_by: 30.11.2026}", "day_expected"),
        ("{baseline_by: 0001-01-01}", "day_far"),
        ("{baseline_by: 9999-12-31}", "day_far"),
        ("{targett: 3}", "key_unknown_near"),
        ("{zzz: 3}", "key_unknown"),
        ("{target: 3, target: 4}", "key_repeated"),
        ("{unit: ''}", "text_empty"),
        ("seven", "mapping_expected"),
        ("{checkpoints: [{date: 2026-11-01}]}", "missing"),
        ("{checkpoints: no}", "list_expected"),
        ("{baseline: 4, target: 4}", "target_baseline"),
        ('{target: "+0%"}', "target_no_change"),
        ("{kind: increase, baseline: 4, target: 3}", "direction"),
        ("{kind: decrease, baseline: 4, target: 5}", "direction"),
        ("{kind: range, low: 3}", "range_ends"),
        ("{kind: range, low: 3, high: 2}", "range_order"),
        ("{kind: range, low: 2, high: 3, target: 3}", "kind_mixed"),
        ("{kind: increase, target: 3, low: 1}", "kind_mixed"),
        ("{kind: at_most}", "limit_missing"),
        ("{kind: increase, target: 3, stages: [A]}", "kind_mixed"),
        (
            "{checkpoints: [{date: 2026-11-02, value: 1}, {date: 2026-11-01, value: 2}]}",
            "checkpoint_order",
        ),
    ],
)
def test_an_impossible_metric_is_told_with_its_place(metric: str, message_id: str) -> None:
    result = _read(_one(metric))
    assert [p.message.id for p in result.problems] == [f"documents.yaml.{message_id}"]
    assert result.problems[0].line == 6
    assert result.problems[0].column > len("        metric")
    assert render(result.problems[0].message)
    assert result.document is not None
    assert result.document.objectives[0].key_results[0].title == "B"


CYCLE = "cycle: {name: Q, start: 2026-10-01, end: 2026-12-31}\n"


@pytest.mark.parametrize(
    ("line", "message_id"),
    [
        ("weight: -1", "number_below"),
        ("weight: 1.2345", "number_places"),
        ("current: {date: 2026-11-02, value: 2, confidence: 11}", "number_above"),
        ("current: {date: 2026-11-02, value: 2, confidence: 0}", "number_below"),
        ("current: {date: 2027-01-01, value: 2}", "day_after_cycle"),
        ("check_ins: [{date: 2026-09-30, value: 2}]", "day_before_cycle"),
        ("due: 2027-01-01", "day_after_cycle"),
        ("current: {value: 2}", "missing"),
        ("current: {date: 2026-11-02, recorded_at: 2026-11-02T10:00:00}", "moment_expected"),
        ("current: {date: 2026-11-02, recorded_at: 0001-01-01T00:00:00Z}", "day_far"),
        ("current: {date: 2026-11-02, recorded_at: 2999-12-31T23:30:00-05:00}", "day_far"),
        ("pauses: [{since: 2026-11-02, until: 2026-11-01}]", "pause_order"),
        ("supports: [nobody]", "link_unknown"),
        ("pairs_with: [nobody]", "pair_unknown"),
        ("grade: {final_score: 1.2}", "number_above"),
        ("fields: [1]", "fields_expected"),
        ("tags: [{a: 1}]", "text_expected"),
        ("title: again", "key_repeated"),
        ("fields: {a: {b: 1, b: 2}}", "key_repeated"),
    ],
)
def test_an_impossible_value_is_told_with_its_place(line: str, message_id: str) -> None:
    result = _read(_one("{target: 3}", f"        {line}\n", CYCLE))
    assert [p.message.id for p in result.problems] == [f"documents.yaml.{message_id}"]
    assert result.problems[0].line == 8
    assert render(result.problems[0].message)


def test_ids_that_stand_twice_and_loops_of_support_are_told() -> None:
    text = (
        "plumbline: 1\nobjectives:\n"
        "  - {id: a, title: A, supports: [k]}\n"
        "  - {id: b, title: B, supports: [a, a], key_results: [{id: k, title: K}]}\n"
        "  - {id: a, title: C, priority: none}\n"
    )
    result = _read(text)
    assert sorted((p.line, p.message.id.rpartition(".")[2]) for p in result.problems) == [
        (4, "link_twice"),
        (4, "loop"),
        (5, "id_twice"),
    ]


def test_words_that_yaml_once_took_for_something_else_stay_texts() -> None:
    document = _document(
        "plumbline: 1\norganization: on\nobjectives:\n"
        "  - {id: 12, title: 2026-11-15, owner: no, state: In review, fields: {a: 1:30, b: 0.50}}\n"
    )
    (objective,) = document.objectives
    assert document.organization == "on"
    assert (objective.id, objective.title, objective.owner) == ("12", "2026-11-15", "no")
    assert objective.state is State.IN_REVIEW
    assert objective.fields == {"a": "1:30", "b": Decimal("0.5")}


def test_an_unknown_version_is_declined() -> None:
    result = _read("plumbline: 2\nobjectives: []\n")
    assert result.document is None
    assert result.declined is not None
    assert result.declined.id == "documents.yaml.version"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plumbline: 1\nobjectives:\n  - title: a\n   why: b\n", 4),
        ("plumbline: 1\norganization: a: b\n", 2),
        ("plumbline: 1\nobjectives: [\n", 3),
        ("plumbline: 1\n---\nplumbline: 1\n", 2),
        ("plumbline: 1\nwhy: *nobody\n", 2),
        ("plumbline: 1\nwhy: a\x01b\n", 2),
        ("plumbline: 1\n? [a]\n: b\n", 2),
        ('plumbline: 1\norganization: "Freight\nobjectives: []\n', 2),
        ('plumbline: 1\norganization: "Freight\nobjectives:\n  - title: "A"\n', 2),
        ("plumbline: 1\norganization: 'Freight\nobjectives:\n  - title: 'A'\n", 2),
        ('plumbline: 1\norganization: "two\n  lines"\nobjectives: "A" "B"\n', 4),
    ],
)
def test_broken_yaml_is_declined_with_its_line(text: str, line: int) -> None:
    result = _read(text)
    assert result.document is None
    assert result.declined is not None
    blank = not text.splitlines()[line - 1 : line] or not text.splitlines()[line - 1].strip()
    assert result.declined.id == f"documents.format.broken{'_above' if blank else ''}"
    assert result.declined.params["line"] == line
    assert [p.line for p in result.problems] == [line]
    assert render(result.declined)
    assert render(result.problems[0].message)


def test_a_tag_is_never_executed() -> None:
    document = _document(
        "plumbline: 1\norganization: !!python/object/apply:os.getcwd []\n"
        "objectives: [{title: !!str 12}]\n"
    )
    assert document.organization is None
    assert document.objectives[0].title == "12"


def test_aliases_cannot_multiply_without_end() -> None:
    lines = ["plumbline: 1", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    result = _read("\n".join(lines))
    assert result.document is None
    assert result.problems[0].message.id == "documents.yaml.too_many"


def test_nesting_is_bounded() -> None:
    for text in ("plumbline: 1\na: " + "[" * 100_000, '{"plumbline": 1, "a": ' + "[" * 100_000):
        result = _read(text)
        assert result.document is None
        assert result.problems[0].message.id == "documents.yaml.too_deep"
