"""Documents through the command line: in, out, compared, applied; and bad ones refused."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from plumbline.cli.main import main
from tests.cli.instance import organization_made, plumbline
from tests.engine.workbooks.books import OKRS, book_of

DOCUMENT = """\
plumbline: 1
organization: Example Freight
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
objectives:
  - id: calm-claims
    title: A damaged load costs nobody a night's sleep
    owner: Kim Unknown
    team: company
    style: committed
    state: draft
    key_results:
      - id: days
        title: Days until a claim is paid from 9 to 2
        owner: Kim Unknown
        metric: {kind: decrease, unit: days, baseline: 9, target: 2}
        cadence: weekly
"""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("instance") / "data"
    organization_made(data)
    return data


@pytest.fixture
def data(furnished: Path, tmp_path: Path) -> Path:
    """A copy of an instance with one empty organization."""
    return Path(shutil.copytree(furnished, tmp_path / "data"))


def test_a_document_comes_in_goes_out_is_compared_and_applied(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(DOCUMENT)
    done = plumbline("import", "yaml", str(path), data=data)
    assert done.returncode == 0, done.stderr
    assert "1 objective, 1 key result" in done.stdout
    assert "1 unclaimed person" in done.stdout
    assert "1 new cycle." in done.stdout
    assert ((data / "plumbline.sqlite3").stat().st_mode & 0o077) == 0

    out = tmp_path / "out.yaml"
    assert (
        plumbline("export", "--cycle", "2026-Q4", "--output", str(out), data=data).returncode == 0
    )
    assert "id: calm-claims" in out.read_text()
    assert plumbline("diff", str(out), data=data).returncode == 0

    out.write_text(out.read_text().replace("target: 2", "target: 3"))
    differs = plumbline("diff", str(out), data=data)
    assert differs.returncode == 1
    assert "target: 2 → 3" in differs.stdout
    assert differs.stderr == ""
    applied = plumbline("apply", str(out), "--reason", "The insurer asked", data=data)
    assert (applied.returncode, applied.stderr) == (0, "")
    assert plumbline("diff", str(out), data=data).returncode == 0
    out.write_text(out.read_text().replace("state: draft", "state: active"))
    applied = plumbline("apply", str(out), data=data)
    assert applied.returncode == 0
    assert "objective calm-claims: active in the document and a draft here" in applied.stderr

    again = plumbline("import", "yaml", str(path), data=data)
    assert again.returncode == 2
    assert "here already" in again.stderr


def test_an_apply_that_is_refused_says_where_and_changes_nothing(
    data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(DOCUMENT)
    assert plumbline("import", "yaml", str(path), data=data).returncode == 0
    path.write_text(
        DOCUMENT.replace("target: 2", "target: 3").replace(
            "    owner: Kim Unknown\n    team", "    owner: nobody@elsewhere.example\n    team"
        )
    )
    refused = plumbline("apply", str(path), "--reason", "A try", data=data)
    assert refused.returncode == 2
    assert "nobody@elsewhere.example" in refused.stderr
    assert "Traceback" not in refused.stderr
    path.write_text(DOCUMENT)
    assert plumbline("diff", str(path), data=data).returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("target: 2}", "target: 9}", "Target and baseline are both 9"),
        ("target: 2}", "target: .nan}", ".nan"),
        ("target: 2}", f"target: {'9' * 40}}}", "digits"),
        ("        cadence: weekly", "        due: 2027-02-01", "2027-02-01"),
        ("      - id: days", "      - id: calm-claims", "calm-claims"),
    ],
    ids=["target = baseline", "no number", "too many digits", "outside the cycle", "id twice"],
)
def test_what_cannot_be_is_told_with_its_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert old in DOCUMENT
    path = tmp_path / "okrs.yaml"
    path.write_text(DOCUMENT.replace(old, new))
    assert main(["import", "yaml", str(path), "--dry-run"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "! line " in line]
    assert any(said in line for line in told), told


def test_broken_yaml_is_refused_with_the_line_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(DOCUMENT.replace("    team: company", "    team: [company"))
    assert main(["import", "yaml", str(path), "--dry-run"]) == 2
    words = capsys.readouterr()
    assert "line " in (words.out + words.err).lower()
    assert "Traceback" not in words.err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_document_in_another_encoding_is_read_or_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    path = tmp_path / "okrs.md"
    path.write_bytes("# Objective: Größe zählt\n\n- KR1: von 1 auf 2 Depots\n".encode(encoding))
    code = main(["import", "markdown", str(path), "--dry-run"])
    words = capsys.readouterr()
    assert code in (0, 1)
    assert "Größe zählt" in words.out


def test_a_workbook_is_tried_without_an_instance_and_its_sheet_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "okrs.xlsx"
    wrong: list[Sequence[object]] = [*OKRS, [None, "Calls by night", "Mia", "12..4", 2]]
    path.write_bytes(book_of({"Q4": OKRS, "Q5": wrong}))
    assert main(["import", "xlsx", str(path), "--dry-run", "--sheet", "Q5"]) == 1
    assert "sheet Q5, row 4, column 4" in capsys.readouterr().out
    assert main(["import", "xlsx", str(path), "--dry-run", "--sheet", "Q6"]) == 2
    assert "There is no sheet Q6. There are: Q4, Q5." in capsys.readouterr().out


def test_an_export_as_a_workbook_comes_in_again_elsewhere(data: Path, tmp_path: Path) -> None:
    path, book = tmp_path / "okrs.yaml", tmp_path / "okrs.xlsx"
    path.write_text(DOCUMENT)
    plumbline("import", "yaml", str(path), data=data)
    out = ("export", "--cycle", "2026-Q4", "--format", "xlsx", "--output", str(book))
    assert plumbline(*out, data=data).returncode == 0
    assert plumbline("diff", str(book), data=data).returncode == 0


@pytest.mark.parametrize("command", ["export", "audit"])
def test_an_instance_that_was_never_made_ready_is_told_so_and_what_to_type(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "secret_key").write_text("k" * 60)
    (tmp_path / "secret_key").chmod(0o600)
    refused = plumbline(command, data=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.startswith("There is no organization in this instance yet")
    assert "plumbline up" in refused.stderr
    assert "tenancy_" not in refused.stderr
