"""The formats of `plumbline check`: for people, and for the services that run it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML

from plumbline.cli.checking.files import ENDINGS
from plumbline.cli.checking.look import Look, cells, look_of, marked
from plumbline.cli.main import main
from tests.cli.okr_files import FLAWS, TEXT
from tests.cli.sarif_schema import SARIF

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def okrs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "our goals" / "okrs, 50%: new.yaml"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def written(capsys: pytest.CaptureFixture[str], form: str, path: Path | str) -> str:
    capsys.readouterr()
    main(["check", str(path), "--select", FLAWS, "--format", form])
    return capsys.readouterr().out


def test_sarif_validates_and_carries_rules_places_and_fixes(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = json.loads(written(capsys, "sarif", okrs))
    Draft202012Validator(SARIF, format_checker=FormatChecker()).validate(log)
    run = log["runs"][0]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][second["ruleIndex"]]["id"] == second["ruleId"] == "PL-W11"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "our%20goals/okrs%2C%2050%25%3A%20new.yaml"
    assert place["region"] == {"startLine": 8, "startColumn": 17, "endLine": 8, "endColumn": 24}
    assert (first["level"], second["level"]) == ("warning", "note")
    assert "fixes" not in first
    change = second["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "Cut churn from 5% to 3%"
    okrs.write_text(TEXT.replace("objectives", "organization: Acme\nobjectives"))
    moved = json.loads(written(capsys, "sarif", okrs))["runs"][0]["results"][0]
    assert moved["partialFingerprints"] == first["partialFingerprints"]
    okrs.write_text(TEXT.replace("Publish 24 customer stories", "Win rate rises from 2% to 4%"))
    main(["check", str(okrs), "--select", "PL-W01", "--format", "sarif"])
    clean = json.loads(capsys.readouterr().out)
    Draft202012Validator(SARIF).validate(clean)
    assert clean["runs"][0]["results"] == []


def test_github_gets_one_escaped_command_a_finding(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = written(capsys, "github", okrs).splitlines()
    assert first.startswith(
        "::warning file=our goals/okrs%2C 50%25%3A new.yaml,line=8,endLine=8,col=17,endColumn=24,"
        "title=PL-W01 activity-as-result::This names work,"
    )
    assert second.startswith("::notice file=")
    assert second.endswith("%0ACut the work out of the title: Cut churn from 5%25 to 3%25")


def test_junit_has_a_suite_a_document_and_fails_what_fails(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(TEXT.replace("24 customer", '24 <b> & \\"\\u0007\\uFFFF').replace(
        "title: Publish", 'title: "Publish').replace("stories,", 'stories",'))  # fmt: skip
    (okrs.parent / "clean.md").write_text("# Objective: Trust\n- KR 1: Win rate from 2% to 4%\n")
    root = ElementTree.fromstring(written(capsys, "junit", okrs.parent))
    assert root.attrib == {
        "name": "plumbline check", "tests": "3", "failures": "1", "errors": "0",
    }  # fmt: skip
    clean, flawed = root
    assert [case.get("name") for case in clean] == ["no findings"]
    assert flawed.get("name") == "our goals/okrs, 50%: new.yaml"
    failing, passing = flawed
    assert failing.get("name") == 'PL-W01 activity-as-result Publish 24 <b> & "\\x07\\uffff stories'
    failure = failing.find("failure")
    assert failure is not None
    assert failure.get("type") == "warn"
    assert passing.find("failure") is None
    assert passing.findtext("system-out", "").startswith("hint: our goals/")


def test_json_has_exactly_the_keys_that_are_promised(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json.loads(written(capsys, "json", okrs))
    assert list(result) == ["version", "findings", "summary"]
    assert list(result["summary"]) == ["objectives", "key_results", "findings"]
    for finding in result["findings"]:
        assert list(finding) == [
            "code", "name", "severity", "message", "path", "line", "column", "end_line",
            "end_column", "subject", "evidence", "confidence", "mend", "url",
        ]  # fmt: skip
        assert list(finding["subject"]) == ["kind", "id", "title"]
        assert 0 <= finding["confidence"] <= 1
        assert list(finding["mend"]) == ["title", "replacement"]


def test_what_formats_have_no_place_for_is_told_beside_them(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(TEXT.replace("style:", "stile:"))
    main(["check", str(okrs), "--select", FLAWS, "--format", "json"])
    told = capsys.readouterr()
    assert json.loads(told.out)["summary"]["findings"] == 2
    assert f"{okrs}:6:5: not read: The key stile is not known here" in told.err
    assert "not read: The key stile" in written(capsys, "text", okrs)


def test_each_finding_says_why_once_and_how(okrs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    okrs.write_text(TEXT + "      - {title: Publish 12 letters, owner: mia@example.org}\n")
    out = written(capsys, "text", okrs)
    assert out.count("PL-W01 activity-as-result") == 2
    assert out.count("  Why: ") == 2  # once for each of the two rules
    assert "Cut the work out of the title: Cut churn from 5% to 3%" in out
    assert out.splitlines()[-1].startswith("3 findings (2 warn, 1 hint) in 1 objective, 3 key")
    assert " --fix mends 1." in out


class Stream:
    """A stream that is a terminal or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def fileno(self) -> int:
        raise OSError("there is no such file")


@pytest.mark.parametrize(
    ("is_terminal", "option", "environment", "colours"),
    [
        (True, "auto", {}, True),
        (False, "auto", {}, False),
        (True, "auto", {"NO_COLOR": "1"}, False),
        (True, "auto", {"TERM": "dumb"}, False),
        (False, "auto", {"FORCE_COLOR": "1"}, True),
        (False, "always", {"NO_COLOR": "1"}, True),
        (True, "never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_unless_somebody_says_otherwise(
    is_terminal: bool, option: str, environment: Mapping[str, str], colours: bool
) -> None:
    stream = Stream(is_terminal=is_terminal)
    look = look_of(stream, option, {"COLUMNS": "72", **environment})  # type: ignore[arg-type]
    assert (look.colours, look.width, look.is_terminal) == (colours, 72, is_terminal)


def test_colours_are_written_on_request(okrs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(okrs), "--select", FLAWS, "--color", "always"])
    out = capsys.readouterr().out
    assert "\x1b[33m^^^^^^^\x1b[0m" in out
    assert re.sub(r"\x1b\[\d+m", "", out) == written(capsys, "text", okrs)


@pytest.mark.parametrize(
    ("line", "words", "shown", "blanks"),
    [
        ("\t- Publish it", "Publish", "    - Publish it", 6),
        ("売上 Publish it", "Publish", "売上 Publish it", 5),
        ("e\u0301te\u0301 Publish", "Publish", "e\u0301te\u0301 Publish", 4),
        ("a\u202eb Publish", "Publish", "a\\u202eb Publish", 9),
        ("🚀 Publish", "Publish", "🚀 Publish", 3),
    ],
)
def test_marks_stand_below_the_words_whatever_stands_before(
    line: str, words: str, shown: str, blanks: int
) -> None:
    start = line.index(words)
    assert marked(line, start, start + len(words), 60) == (shown, " " * blanks, "^" * len(words))


@pytest.mark.parametrize("start", [0, 30, 5_000, 999_990])
def test_a_long_line_is_cut_around_the_words(start: int) -> None:
    line = "売" * 1_000_000
    shown, blanks, marks = marked(line, start, start + 4, 60)
    assert cells(shown) <= 60
    assert cells(blanks) + len(marks) <= 60
    assert shown[len(blanks) // 2 : len(blanks) // 2 + 1] in ("売", "…")
    whole, _, marks = marked(line, 0, len(line), 60)
    assert cells(whole) <= 60
    assert len(marks) <= 60


def test_sentences_are_wrapped_in_a_terminal_alone(
    okrs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = max(map(len, written(capsys, "text", okrs).splitlines()))
    assert longest > 100
    look = Look(width=60, is_terminal=True)
    monkeypatch.setattr("plumbline.cli.check.look_of", lambda *_: look)
    lines = written(capsys, "text", okrs).splitlines()
    assert max(len(line) for line in lines if line.startswith("  ")) <= 60


def test_the_hook_runs_a_command_there_is(okrs: Path) -> None:
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    program, *words = hook["entry"].split()
    assert program == "plumbline"
    named = re.compile(hook["files"])
    assert all(named.search(f"okrs{ending}") for ending in ENDINGS)
    okrs.write_text("Nothing of that kind.\n")
    assert main([*words, str(okrs)]) == 0


def test_a_refusal_is_told_with_its_place_in_every_format(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path("plain.yaml")
    path.write_text('plumbline: 1\nobjectives:\n  - title: "Buyers trust us\n    owner: ada\n')
    reason = "The quote that opens here is not closed in its line. Close it behind the text."
    said = {}
    for form in ("text", "json", "sarif", "github", "junit"):
        assert main(["check", path.name, "--format", form]) == 2
        both = capsys.readouterr()
        assert both.err == f"{path.name}:3:12: {reason}\n"
        said[form] = both.out
    assert said["text"] == ""
    refused = json.loads(said["json"])["refused"]
    assert refused == {"message": reason, "path": path.name, "line": 3, "column": 12}
    log = json.loads(said["sarif"])
    Draft202012Validator(SARIF, format_checker=FormatChecker()).validate(log)
    assert log["runs"][0]["results"] == []
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]
    place = f"file={path.name},line=3,col=12,title=plumbline check refused"
    assert said["github"] == f"::error {place}::{reason}\n"
    error = ElementTree.fromstring(said["junit"]).find(".//error")
    assert error is not None
    assert error.get("message") == reason


def test_a_missing_file_is_refused_in_the_format_too(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "missing.yaml", "--format", "json"]) == 2
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert "missing.yaml" in refused["message"]
    assert refused["line"] is None
