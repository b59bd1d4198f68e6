"""Every rule: its place in the table, its documentation, and its examples, which run."""

import importlib
import inspect
from pathlib import Path

import pytest

import plumbline.engine.rules
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import CATALOGUE, render
from plumbline.engine.rules.check import Selection
from plumbline.engine.rules.check_text import text_check
from plumbline.engine.rules.codes import CODES, RETIRED
from plumbline.engine.rules.examples import (
    example_context,
    example_document,
    example_params,
    rule_text,
)
from plumbline.engine.rules.model import Finding
from plumbline.engine.rules.parameters import parameters_of, params_make
from plumbline.engine.rules.registry import code_of, registered

FOLDER = Path(plumbline.engine.rules.__file__).parent
SUBJECTS = (
    "writing", "target", "balance", "alignment", "ownership", "rhythm", "evidence",
    "suppression", "agreement",
)  # fmt: skip
FIXED_NAMES = (
    "activity-as-result", "no-number", "no-baseline", "vanity-metric", "objective-has-number",
    "objective-is-task",
)  # fmt: skip


def found_by(code: str, example: str) -> list[Finding]:
    text = example_document(example)
    read = document_read(text.encode(), name="example.yaml")
    assert read.document is not None, read.declined
    # Whether a comment hides something shows only when the other rules run.
    codes = None if code.startswith("PL-S") else {code}
    params: dict[str, object] = {
        code: params_make(registered()[code].params, example_params(example))
    }
    asked = Selection(codes, params)
    checked = text_check(Source(text), read, example_context(example), asked)
    return [finding for finding in checked.report.findings if finding.code == code]


def examples(good: bool) -> list[tuple[str, str]]:
    return [
        (code, example)
        for code, one in registered().items()
        for example in (rule_text(one.text).good if good else rule_text(one.text).bad)
    ]


def test_the_table_names_every_rule_and_nothing_else() -> None:
    files = {
        f"{subject}.{path.stem}"
        for subject in SUBJECTS
        for path in (FOLDER / subject).glob("*.py")
        if path.stem != "__init__"
    }
    assert files == set(CODES.values())
    assert len(CODES) >= 40
    assert not RETIRED & set(CODES)


def test_a_rule_is_known_by_its_code_and_its_name() -> None:
    names = [one.rule.name for one in registered().values()]
    assert len(names) == len(set(names))
    for code, one in registered().items():
        assert one.rule.code == code == code_of(one.rule.name) == code_of(code.lower())
        module = CODES[code].rpartition(".")[2]
        assert one.rule.name == module.replace("_", "-")
    assert set(FIXED_NAMES) <= set(names)
    assert code_of("no-such-rule") is None


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_documented_and_its_parameters_have_ranges(code: str) -> None:
    one = registered()[code]
    text = rule_text(one.text)
    assert text.summary.endswith(".")
    assert text.bad
    assert text.good
    for parameter in parameters_of(one.params):
        assert parameter.about
        said = " ".join(text.sections["Parameters"].split())
        assert f"{parameter.name}: {parameter.about}" in said
        if isinstance(parameter.default, int | float) and not isinstance(parameter.default, bool):
            assert parameter.least is not None
            assert parameter.most is not None
            assert parameter.least <= parameter.default <= parameter.most
    check = importlib.import_module(f"plumbline.engine.rules.{CODES[code]}").check
    assert inspect.isgeneratorfunction(check)


@pytest.mark.parametrize(("code", "example"), examples(good=False))
def test_a_bad_example_is_found(code: str, example: str) -> None:
    findings = found_by(code, example)
    assert findings
    for finding in findings:
        assert finding.message.id in CATALOGUE
        assert render(finding.message)
        assert 0 <= finding.start <= finding.end <= max(len(finding.subject.title), 1)
        assert finding.span is not None or finding.field == "self"


@pytest.mark.parametrize(("code", "example"), examples(good=True))
def test_a_good_example_is_clean(code: str, example: str) -> None:
    assert [render(finding.message) for finding in found_by(code, example)] == []


def test_examples_are_documents_without_fault() -> None:
    for _, example in (*examples(good=True), *examples(good=False)):
        read = document_read(example_document(example).encode(), name="example.yaml")
        unknown = [problem for problem in read.problems if "unknown" in problem.message.id]
        assert [p.message.id for p in unknown if "link" not in p.message.id] == [], example
