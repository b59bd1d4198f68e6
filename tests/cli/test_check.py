"""`plumbline check` and `plumbline explain`: what they write, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plumbline.cli.check import check_command
from plumbline.cli.checking.limits import (
    MOST_CHARACTERS,
    MOST_ITEMS,
    MOST_LINES,
    MOST_VALUES,
    MOST_WITH_BLANK,
)
from plumbline.cli.main import main
from plumbline.engine.rules.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
TEXT = """plumbline: 1
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - title: Buyers trust us before they call
    owner: ada@example.org
    style: committed
    key_results:
      - {title: Publish 24 customer stories, owner: carl@example.org}
      - {title: Cut churn from 5% to 3% by writing letters, owner: mia@example.org}
"""
CLEAN = "PL-W01,work-in-result"


@pytest.fixture
def okrs(tmp_path: Path) -> Path:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT)
    return path


def test_the_line_is_shown_with_the_words_marked(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(okrs), "--select", CLEAN]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{okrs}:8:17: PL-W01 activity-as-result (warn, 9")
    assert lines[1] == "  8 |       - {title: Publish 24 customer stories, owner: carl@example.org}"
    assert lines[2] == "    |                 ^^^^^^^"
    assert "  Cut the work out of the title: Cut churn from 5% to 3%" in lines
    assert lines[-1].startswith("2 findings (1 warn, 1 hint) in 1 objective, 2 key results.")


def test_a_line_is_shown_once_for_findings_on_the_same_words_and_says_where_it_was_cut(
    okrs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    title = "Buyers who come to trust us before they call anybody else in the market"
    okrs.write_text(TEXT.replace("Publish 24 customer stories, owner: carl@example.org", title))
    main(["check", str(okrs), "--select", "no-number,no-baseline,owner-missing"])
    lines = capsys.readouterr().out.splitlines()
    shown = [line for line in lines if line.startswith("  8 |")]
    assert shown == [f"  8 |       - {{title: {title[:37]}…"]
    assert sum(line.startswith(f"{okrs}:8:") for line in lines) == 3


def test_json_has_every_place_and_says_how_to_mend(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(okrs), "--select", CLEAN, "--format", "json"])
    written = json.loads(capsys.readouterr().out)
    assert written["version"] == 1
    assert written["summary"] == {"objectives": 1, "key_results": 2, "findings": 2}
    first, second = written["findings"]
    assert (first["code"], first["name"]) == ("PL-W01", "activity-as-result")
    place = [first[name] for name in ("line", "column", "end_line", "end_column")]
    assert place == [8, 17, 8, 24]
    assert first["path"] == str(okrs)
    assert first["subject"]["kind"] == "key_result"
    assert "Publish" in first["evidence"]
    assert second["mend"]["replacement"] == "Cut churn from 5% to 3%"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "PL-W11"], 0),
        (["--select", "PL-W11", "--fail-on", "hint"], 1),
        (["--select", "PL-W01"], 1),
        (["--select", "PL-W01", "--fail-on", "block"], 0),
        (["--select", "PL-W01", "--ignore", "activity-as-result"], 0),
        (["--select", "PL-X99"], 2),
        (["--fail-on", "never"], 2),
        (["--today", "tomorrow"], 2),
        (["--frob"], 2),
    ],
)
def test_the_exit_code_says_what_was_found(okrs: Path, arguments: list[str], code: int) -> None:
    assert main(["check", str(okrs), *arguments]) == code


def test_a_folder_gives_all_its_documents_and_leaves_out_the_others(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (okrs.parent / "notes.md").write_text("Nothing of that kind.\n")
    (okrs.parent / ".hidden").mkdir()
    (okrs.parent / ".hidden" / "more.yaml").write_text(TEXT)
    (okrs.parent / "team").mkdir()
    (okrs.parent / "team" / "more.md").write_text(
        "# Objective: Buyers trust us\n- KR 1: Publish 24 customer stories\n"
    )
    assert main(["check", str(okrs.parent), "--select", "PL-W01"]) == 1
    out = capsys.readouterr().out
    assert out.count("PL-W01") == 2
    assert "hidden" not in out


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("broken.yaml", b'plumbline: 1\nobjectives: ["x\n'),
        ("broken.json", b'{"plumbline": 1, "objectives'),
        ("later.yaml", b"plumbline: 2\nobjectives: []\n"),
        ("bytes.yaml", b"plumbline: 1\nobjectives: []\0\n"),
    ],
)
def test_a_broken_document_of_ours_fails_the_check_of_its_folder(
    okrs: Path, capsys: pytest.CaptureFixture[str], name: str, broken: bytes
) -> None:
    path = okrs.with_name(name)
    path.write_bytes(broken)
    assert main(["check", str(okrs.parent)]) == 2
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("compose.yaml", 'services:\n  plumbline:\n    image: "x\n'),
        ("versions.yaml", "plumbline: 1.4.2\ndjango: 5.2\n"),
        ("tools.md", "Walls are tried with a\nplumbline: 3 of them are here.\n"),
        ("package.json", '{"dependencies": {"plumbline": "1.4"},}'),
    ],
)
def test_what_others_call_by_our_name_is_passed_over_in_a_folder(
    okrs: Path, name: str, text: str
) -> None:
    okrs.with_name(name).write_text(text)
    assert main(["check", str(okrs.parent)]) == 1


@pytest.mark.parametrize("path", ["missing.yaml", "notes.md", "bytes.yaml", "empty"])
def test_what_holds_no_okrs_is_refused_in_a_line(
    tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.md").write_text("Nothing of that kind.\n")
    (tmp_path / "bytes.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_what_cannot_be_read_keeps_nothing_else_from_being_checked(
    okrs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = okrs.with_name("broken.yaml")
    broken.write_text('plumbline: 1\nobjectives: ["x\n')
    locked = okrs.with_name("locked")
    locked.mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(locked))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    options = ["--select", CLEAN, "--format"]
    assert main(["check", str(okrs.parent), "missing.md", *options, "text"]) == 2
    said = capsys.readouterr()
    assert "2 findings (1 warn, 1 hint)" in said.out
    assert "3 refusals: not all was checked." in said.out
    first, second, third = said.err.splitlines()
    assert first.startswith(f"{broken}:2:14: ")
    assert second == f"{locked} cannot be read: Permission denied."
    assert third == "missing.md cannot be read: No such file or directory."

    assert main(["check", str(okrs.parent), "missing.md", *options, "json"]) == 2
    written = json.loads(capsys.readouterr().out)
    assert len(written["findings"]) == 2
    assert [each["path"] for each in written["not_checked"]] == [str(broken), None, None]
    assert written["refused"] == written["not_checked"][0]


def test_a_baseline_is_not_written_without_a_document_that_could_not_be_read(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = okrs.with_name("baseline.json")
    options = ["--baseline", str(baseline), "--write-baseline"]
    assert main(["check", str(okrs), "missing.md", *options]) == 2
    assert "missing.md cannot be read" in capsys.readouterr().err
    assert not baseline.exists()


def test_a_folder_that_was_removed_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(["check"]) == 2
    assert "is not there any more" in capsys.readouterr().err


MANY = MOST_ITEMS // 2
TOO_LARGE = {
    "okrs.md": "# Objective: Trust us\n" + "- KR 1: Cut churn from 5% to 3%\n" * MOST_LINES,
    "okrs.csv": "objective,key result\n" + "Trust us,Cut churn\n" * MOST_LINES,
    "okrs.yaml": "plumbline: 1\nobjectives:\n"
    + "- {title: T, key_results: [{title: a}]}\n" * (MANY + 1),
    "long.yaml": f"plumbline: 1\nobjectives:\n- title: {'a' * MOST_CHARACTERS}\n",
    "values.json": '{"plumbline": 1, "objectives": [' + '"a",' * MOST_VALUES + '"a"]}',
    "blank.md": "# Objective: Trust\n" + "\r" * (MOST_WITH_BLANK + 1),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_document_that_takes_longer_than_a_second_is_refused_unless_it_is_waited_for(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_text(TOO_LARGE[name])
    assert main(["check", str(path), "--select", CLEAN]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{path}: It has ")
    assert said.err.endswith("Split it, or wait for it with --large.\n")
    if name != "values.json":
        assert main(["check", str(path), "--select", CLEAN, "--large"]) in (0, 1)


def test_as_much_as_is_checked_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "okrs.md"
    path.write_text("# Objective: Trust us\n" + "- KR: Win\n\n" * (MOST_ITEMS - 1))
    assert main(["check", str(path), "--select", "PL-S"]) == 0


def test_the_help_names_how_much_is_checked() -> None:
    help_text = " ".join((check_command.__doc__ or "").split())
    for most in (MOST_ITEMS, MOST_LINES, MOST_CHARACTERS):
        assert f"{most:,}" in help_text


def test_a_large_document_in_a_folder_is_refused_if_it_is_ours_and_else_named(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.with_name("history.md").write_text("Our OKRs since 2019.\n" + "Text.\n" * MOST_LINES)
    okrs.with_name("package.json").write_text(f'["{"a" * MOST_CHARACTERS}"]')
    assert main(["check", str(okrs.parent), "--select", CLEAN]) == 1
    out = capsys.readouterr().out
    assert f"{okrs.with_name('history.md')}: not checked: It has 2,501 lines" in out
    assert "package.json" not in out
    okrs.with_name("long.yaml").write_text(TOO_LARGE["long.yaml"])
    assert main(["check", str(okrs.parent), "--select", CLEAN]) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("okrs.md", "# Q1 OKRs\n\n## Objective: Trust us\n- KR 1: Win rate from 20% to 30%\n"),
        ("okrs-q3.md", "# Objective: Trust us\n- KR 1: Win rate from 20% to 30%\n"),
        ("q.yaml", "# H2\nplumbline: 1\nobjectives:\n- {title: T, key_results: [{title: A}]}\n"),
    ],
)
def test_a_quarter_without_its_year_says_by_when(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert main(["check", str(path), "--select", "not-time-bound"]) == 0
    path = tmp_path / f"ours{path.suffix}"
    path.write_text(text.replace("Q1", "Our").replace("H2", "Our"))
    assert main(["check", str(path), "--select", "not-time-bound"]) == 1


def test_titles_in_other_languages_are_named(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(
        TEXT.replace("Publish 24 customer stories", "Die Kunden und die Partner binden")
    )
    main(["check", str(okrs), "--select", "PL-W01"])
    assert f"{okrs}: wording of 1 title not checked: German" in capsys.readouterr().out


def test_without_a_path_the_folder_is_checked_and_nothing_is_read_from_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "okrs.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "--select", "PL-W01"]) == 1
    assert capsys.readouterr().out.startswith("okrs.yaml:8:17: PL-W01")
    (tmp_path / "okrs.yaml").unlink()
    assert main(["check"]) == 2
    assert "There is no document of OKRs there." in capsys.readouterr().err


def test_what_is_piped_in_is_checked_without_what_it_does_not_need() -> None:
    program = (
        "import sys; from plumbline.cli.main import main; code = main();"
        "heavy = {'django', 'typer', 'rich', 'numpy'} & {n.partition('.')[0] for n in sys.modules};"
        "names = [n for n in sys.modules if n.endswith(('_reader', 'traceback'))];"
        "others = [n for n in names if not n.endswith('.yaml_reader')];"
        "sys.exit(99 if heavy else 98 if others else code)"
    )
    options = ("--select", "PL-W01", "--stdin-name", "okrs.yaml")
    run = subprocess.run(
        [sys.executable, "-c", program, "check", "-", *options],
        input=TEXT.encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if "DJANGO" not in name},
        timeout=60,
    )
    assert run.returncode == 1
    assert run.stdout.startswith(b"-:8:17: PL-W01")


def test_a_text_cannot_steer_the_terminal(okrs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    okrs.write_text(TEXT.replace("Publish 24", "Publish\u202e 24"))
    main(["check", str(okrs), "--select", "PL-W01"])
    assert "\u202e" not in capsys.readouterr().out


def test_a_rule_is_explained_by_code_or_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "PL-T01"]) == 0
    by_code = capsys.readouterr().out
    assert main(["explain", "no-number"]) == 0
    assert capsys.readouterr().out == by_code
    for heading in ("What it finds", "Why it matters", "Source", "Mend", "Bad", "Good"):
        assert f"\n{heading}\n" in by_code
    assert main(["explain"]) == 0
    listed = capsys.readouterr().out
    assert all(code in listed for code in CODES)
    assert main(["explain", "PL-X99"]) == 2
    assert main(["explain", "--frob"]) == 2
    assert main(["explain", "--help"]) == 0


def test_numbers_outside_of_the_metric_are_told_their_place_and_not_called_missing(
    okrs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    okrs.write_text(
        TEXT.replace(
            "{title: Publish 24 customer stories,",
            "{title: Buyers who trust us, baseline: 20, target: 40,",
        )
    )
    main(["check", str(okrs), "--select", "PL-T"])
    out = capsys.readouterr().out
    assert (
        "The key target does not stand in the key_result itself. Write metric: {target: …}." in out
    )
    assert "The key baseline does not stand" in out
    assert "PL-T01" not in out
    assert "PL-T02" not in out
