"""`plumbline check --fix` and `--diff`: safe mends, byte for byte, and nothing else."""

import io
import os
import sys
from pathlib import Path

import pytest

from plumbline.cli.main import main
from tests.cli.okr_files import FLAWS, TEXT

BEFORE = "Cut churn from 5% to 3% by writing letters"
AFTER = "Cut churn from 5% to 3%"
MARKDOWN = f"# Objective: Buyers trust us\n\n- KR 1: {BEFORE}\n- KR 2: **Cut** {BEFORE[4:]}\n"
JSON = (
    '{"plumbline": 1, "objectives": [{"title": "Buyers trust us",\n'
    f'  "key_results": [{{"title": "{BEFORE}", "weight": 1.50}}]}}]}}'
)


def fix(path: Path, *arguments: str) -> int:
    return main(["check", str(path), "--select", FLAWS, *arguments])


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.yaml", TEXT, TEXT.replace(BEFORE, AFTER)),
        ("b.yaml", TEXT.replace(BEFORE, f'"{BEFORE}"'), TEXT.replace(BEFORE, f'"{AFTER}"')),
        ("c.yaml", TEXT.replace(BEFORE, f"'{BEFORE}'  "), TEXT.replace(BEFORE, f"'{AFTER}'  ")),
        ("d.yaml", TEXT.replace("\n", "\r\n"), TEXT.replace(BEFORE, AFTER).replace("\n", "\r\n")),
        ("e.md", MARKDOWN, MARKDOWN.replace(f"KR 1: {BEFORE}", f"KR 1: {AFTER}")),
        ("f.json", JSON, JSON.replace(BEFORE, AFTER)),
        ("g.csv", f"objective,key result\nTrust us,{BEFORE}\n", None),
    ],
)  # fmt: skip
def test_a_safe_mend_changes_its_words_alone_and_only_once(
    tmp_path: Path, name: str, before: str, after: str | None
) -> None:
    path = tmp_path / name
    (tmp_path / "plumbline.toml").write_text('style = "committed"')
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes(before.encode(encoding))
        fix(path, "--fix")
        assert path.read_bytes() == (after or before.replace(BEFORE, AFTER)).encode(encoding)
        inode = path.stat().st_ino
        fix(path, "--fix")
        assert path.stat().st_ino == inode  # nothing to mend, nothing written


def test_it_says_what_it_mended_and_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT)
    path.chmod(0o640)
    assert fix(path, "--fix") == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{path}:9:41: mended PL-W11: Cut the work out of the title: {AFTER}\n")
    assert "PL-W01 activity-as-result" in out
    assert "PL-W11 work-in-result" not in out
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["okrs.yaml"]


def test_comments_that_hide_nothing_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    unused = "# plumbline: ignore PL-W01: nothing is found here"
    path.write_text(
        TEXT.replace("    owner: ada", f"    {unused}\n    owner: ada").replace(
            "style: committed", f"style: committed  {unused}"
        )
    )
    fix(path, "--fix")
    assert path.read_text() == TEXT.replace(BEFORE, AFTER)


def test_the_mends_are_seen_first_as_a_patch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT.rstrip("\n"))
    assert fix(path, "--diff") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"--- {path}"
    assert [line[0] for line in lines[-4:]] == ["-", "\\", "+", "\\"]
    assert path.read_text() == TEXT.rstrip("\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert fix(Path("-"), "--diff") == 1
    path.write_text(TEXT.replace(BEFORE, AFTER))
    assert fix(path, "--diff") == 0


def test_nothing_is_written_that_cannot_be_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", full)
        assert fix(path, "--fix") == 2
    assert "No space left on device" in capsys.readouterr().err
    assert path.read_text() == TEXT
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert fix(Path("-"), "--fix") == 2
    assert fix(path, "--fix", "--diff") == 2


def test_a_document_that_changed_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT)
    changed = TEXT.encode() + b"# mia was faster\n"
    monkeypatch.setattr("plumbline.cli.checking.fixing.document_bytes", lambda _: changed)
    assert fix(path, "--fix") == 2
    assert path.read_text() == TEXT


def test_a_title_used_twice_by_an_alias_is_left_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    text = TEXT.replace(BEFORE, f"&t {BEFORE}") + "      - {title: *t, owner: ada@example.org}\n"
    path.write_text(text)
    fix(path, "--fix")
    assert path.read_text() == text


def test_one_mend_that_would_change_more_keeps_no_other_back(tmp_path: Path) -> None:
    path = tmp_path / "okrs.md"
    unused = "<!-- plumbline: ignore PL-W01: nothing is found here -->"
    lines = [f"- KR {number}: Churn from {number + 5}% to 3%" for number in range(1, 7)]
    commented = "\n".join(f"{line} {unused}" for line in lines)
    within = f"# Objective: Buyers tr{unused}ust us\n\n"
    path.write_text(f"{within}{commented}\n")
    fix(path, "--fix")
    assert path.read_text() == within + "\n".join(lines) + "\n"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_that_nothing_is_to_mend_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(TEXT)
    main(["check", str(path), "--select", "PL-W01", option])
    assert capsys.readouterr().err == "Nothing to mend.\n"
    assert path.read_text() == TEXT
