"""Old findings in a baseline file: hidden when lines move, and told when they are gone."""

import json
from pathlib import Path

import pytest

from plumbline.cli.main import main
from tests.cli.okr_files import FLAWS, TEXT


@pytest.fixture
def okrs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document with two flaws that a baseline knows."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "goals" / "okrs.yaml"
    path.parent.mkdir()
    path.write_text(TEXT)
    assert run("--write-baseline") == 0
    return path


def run(*arguments: str) -> int:
    return main(
        [
            "check",
            "goals",
            "--select",
            FLAWS,
            "--fail-on",
            "hint",
            "--baseline",
            "old.json",
            *arguments,
        ]
    )


def test_what_is_known_is_hidden_though_lines_move(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(TEXT.replace("objectives:", "organization: Acme\n\nobjectives:"))
    assert run() == 0
    assert capsys.readouterr().out.endswith(
        "Nothing found in 1 objective, 2 key results. 2 hidden by the baseline.\n"
    )
    assert run("--format", "json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["summary"]["findings"] == 0
    assert told.err == "The baseline hid 2 findings.\n"


def test_what_is_new_is_told_and_the_same_flaw_twice_is_new(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = TEXT + "      - {title: Publish 24 customer stories, owner: mia@example.org}\n"
    okrs.write_text(twice)
    assert run() == 1
    out = capsys.readouterr().out
    assert "okrs.yaml:10:17: PL-W01" in out
    assert "okrs.yaml:8:17" not in out
    assert run("--write-baseline") == 0
    assert run() == 0


def test_entries_that_no_longer_occur_are_named(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(TEXT.replace("Publish 24 customer stories", "Win rate rises from 2% to 4%"))
    assert run() == 0
    said = "goals/okrs.yaml: PL-W01 (Publish 24 customer stories) is in the baseline and gone."
    assert said in capsys.readouterr().out
    run("--ignore", "PL-W01")  # a rule that did not run says nothing
    assert "gone" not in capsys.readouterr().out
    okrs.rename(okrs.with_name("moved.yaml"))
    run()
    assert said in capsys.readouterr().out


def test_a_baseline_is_readable_and_the_same_each_time(okrs: Path) -> None:
    written = Path("old.json").read_bytes()
    first = json.loads(written)["findings"][0]
    assert first == {
        "path": "goals/okrs.yaml", "code": "PL-W01", "name": "activity-as-result",
        "kind": "key_result", "about": "Publish 24 customer stories", "count": 1,
    }  # fmt: skip
    assert run("--write-baseline") == 0
    assert Path("old.json").read_bytes() == written
    assert okrs.read_text() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"version": 2}',
        '{"version": 1}',
        '{"version": 1, "findings": [3]}',
        '{"version": 1, "findings": [{"path": "", "code": "", "kind": "", "about": ""}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_refused(
    okrs: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("old.json").write_text(text)
    capsys.readouterr()
    assert run() == 2
    assert capsys.readouterr().err.endswith("Write it anew with --write-baseline.\n")


def test_a_baseline_must_be_named_and_there(okrs: Path) -> None:
    Path("old.json").unlink()
    assert run() == 2
    assert main(["check", "goals", "--write-baseline"]) == 2


def test_lines_that_are_not_read_are_no_success_where_the_rest_is_known(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(TEXT.replace("objectives:", "stile: 3\nobjectives:"))
    assert run() == 2
    out = capsys.readouterr().out
    assert "not read: The key stile is not known here" in out
    assert out.endswith("2 hidden by the baseline.\n")


def test_a_current_value_without_its_day_is_told_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    table = "Objective,Key Result,Baseline,Target,Current\nCalm,Calls,9,3,5\n"
    (tmp_path / "okrs.csv").write_text(table)
    assert main(["check", "--select", "PL-W01", "okrs.csv"]) == 0
    assert "not read" in capsys.readouterr().out
